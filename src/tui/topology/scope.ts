// One scope of the nesting as a graph: the nodes that stand directly in one node (or in none) and the links between them,
// where a link of something deeper counts for the node of this scope that it is in. Read shape.ts first.
import type { LinkShape, NetworkShape, NodeShape, PortShape } from './shape.js';

/** A link between two nodes of a scope, by their places in `nodes`. */
export interface Edge {
  readonly link: number;
  readonly a: number;
  readonly b: number;
}

export interface Scope {
  readonly nodes: readonly NodeShape[];
  readonly edges: readonly Edge[];
  /** Links between two ports of one node. */
  readonly loops: readonly Edge[];
  /** For each node the nodes it is linked to, each once, by their order. */
  readonly neighbours: readonly (readonly number[])[];
  /** For each node the links that leave the scope from it. */
  readonly outside: readonly (readonly number[])[];
}

/** Looks things of a shape up by id. Nodes whose parent is unknown, or stands in themselves, stand in none. */
export class Index {
  readonly shape: NetworkShape;
  readonly nodes: ReadonlyMap<string, NodeShape>;
  readonly ports: ReadonlyMap<string, PortShape>;
  /** Links with both ports known, by their place in the shape. */
  readonly links: ReadonlyMap<number, LinkShape>;
  readonly #children = new Map<string | undefined, NodeShape[]>();

  constructor(shape: NetworkShape) {
    this.shape = shape;
    this.nodes = new Map(shape.nodes.map(n => [n.id, n]));
    this.ports = new Map(shape.ports.filter(p => this.nodes.has(p.node)).map(p => [p.id, p]));
    const known = [...shape.links.entries()].filter(([, l]) => this.ports.has(l.a) && this.ports.has(l.b));
    this.links = new Map(known);
    for (const node of shape.nodes) {
      const parent = this.parentOf(node);
      this.#children.set(parent, [...(this.#children.get(parent) ?? []), node]);
    }
  }

  parentOf(node: NodeShape): string | undefined {
    const seen = new Set([node.id]);
    for (let at = node.parent; at !== undefined; at = this.nodes.get(at)?.parent) {
      if (seen.has(at) || !this.nodes.has(at)) return undefined;
      seen.add(at);
    }
    return node.parent;
  }

  children(parent: string | undefined): readonly NodeShape[] {
    return this.#children.get(parent) ?? [];
  }

  /** The node itself, what it stands in, what that stands in … */
  lineage(id: string): string[] {
    const out: string[] = [];
    for (let at: string | undefined = id; at !== undefined; ) {
      out.push(at);
      const node = this.nodes.get(at);
      at = node && this.parentOf(node);
    }
    return out;
  }

  nodeOfPort(port: string): string {
    return (this.ports.get(port) as PortShape).node;
  }
}

/**
 * The same shape with no link between a node and what stands in it: such a port is given to a node of its own beside the
 * other one, named after where it stands. Its geometry is clear then: no link leads from a border inwards.
 */
export function rooted(shape: NetworkShape): NetworkShape {
  const index = new Index(shape);
  const moved = new Map<string, string>();
  for (const { a, b } of index.links.values()) {
    const [p, q] = [index.nodeOfPort(a), index.nodeOfPort(b)];
    if (p === q) continue;
    if (index.lineage(q).includes(p)) moved.set(a, p);
    else if (index.lineage(p).includes(q)) moved.set(b, q);
  }
  if (moved.size === 0) return shape;
  const nodes = [...new Set(moved.values())].map((id): NodeShape => {
    const { name } = index.nodes.get(id) as NodeShape;
    return { id: `${id}/`, name, parent: id, plain: false, address: '', notes: [] };
  });
  const ports = shape.ports.map(p => (moved.has(p.id) ? { ...p, node: `${p.node}/` } : p));
  return { nodes: [...shape.nodes, ...nodes], ports, links: shape.links };
}

/** The graph of what stands directly in `parent`. */
export function scopeOf(index: Index, parent: string | undefined): Scope {
  const nodes = index.children(parent);
  const place = new Map(nodes.map((n, i) => [n.id, i]));
  const inScope = (port: string) => {
    for (const id of index.lineage(index.nodeOfPort(port))) {
      const at = place.get(id);
      if (at !== undefined) return at;
    }
    return undefined;
  };
  const edges: Edge[] = [];
  const loops: Edge[] = [];
  const outside = nodes.map((): number[] => []);
  const near = nodes.map(() => new Set<number>());
  for (const [link, { a, b }] of index.links) {
    const [u, v] = [inScope(a), inScope(b)];
    if (u === undefined && v === undefined) continue;
    if (u === undefined || v === undefined) outside[(u ?? v) as number]?.push(link);
    else if (u !== v) {
      edges.push({ link, a: u, b: v });
      near[u]?.add(v);
      near[v]?.add(u);
    } else if ([a, b].some(port => index.nodeOfPort(port) === nodes[u]?.id)) loops.push({ link, a: u, b: u });
  }
  return { nodes, edges, loops, neighbours: near.map(set => [...set].sort((p, q) => p - q)), outside };
}

/** Parts of a scope that no link connects, each in the order of the scope, the one with the first node first. */
export function parts(count: number, neighbours: readonly (readonly number[])[]): number[][] {
  const seen = new Set<number>();
  const out: number[][] = [];
  for (let first = 0; first < count; first++) {
    if (seen.has(first)) continue;
    const part = [first];
    seen.add(first);
    for (const at of part) {
      for (const next of neighbours[at] ?? []) {
        if (!seen.has(next)) part.push(next);
        seen.add(next);
      }
    }
    out.push(part.sort((p, q) => p - q));
  }
  return out;
}
