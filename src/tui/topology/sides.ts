// At which side of its node each end of a link is, and the columns that decide it: scope by scope, from the outside in.
// Read layers.ts first; grid.ts has the columns of nodes whose positions are given.
import { type Fold, foldOf } from './fold.js';
import { gridOf } from './grid.js';
import { type Layers, layersOf } from './layers.js';
import { untangle } from './order.js';
import { type Index, parts, type Scope, scopeOf } from './scope.js';
import type { Side } from './shape.js';

/** Where the nodes of a scope stand to each other. */
export type Arrangement =
  | { readonly kind: 'layers'; readonly parts: readonly Layers[] }
  /** Columns and rows by the node's place in the scope. */
  | { readonly kind: 'grid'; readonly column: readonly number[]; readonly row: readonly number[] }
  | ({ readonly kind: 'fold' } & Fold);

/** How a picture is to be arranged. */
export interface PlanWish {
  /** Whether branches go to both sides of the root, or all to its right. */
  readonly sides: 1 | 2;
  /** Whether nodes stand where the lesson wishes. */
  readonly given: boolean;
  /** Of what stands in no node: bands that its columns are folded into, 1 for none. */
  readonly bands: number;
}

export interface Plan {
  readonly scopes: ReadonlyMap<string | undefined, { readonly scope: Scope; readonly arrangement: Arrangement }>;
  /** By the link's place: the sides of its ends `a` and `b`. */
  readonly sides: ReadonlyMap<number, readonly [a: Side, b: Side]>;
  /** How many links end at each side of a node. */
  count(node: string, side: Side): number;
}

export function planOf(index: Index, wish: PlanWish): Plan {
  const scopes = new Map<string | undefined, { scope: Scope; arrangement: Arrangement }>();
  const sides = new Map<number, readonly [Side, Side]>();
  const visit = (parent: string | undefined): void => {
    const scope = scopeOf(index, parent);
    if (scope.nodes.length === 0) return;
    const arrangement = arrange(index, scope, sides, wish);
    scopes.set(parent, { scope, arrangement });
    const columns = columnsOf(arrangement);
    for (const { link, a, b } of scope.edges) {
      const [p, q] = [columns(a), columns(b)];
      const way: Side = turnsLeft(arrangement, a, p) ? 'left' : 'right';
      sides.set(link, p < q ? ['right', 'left'] : p > q ? ['left', 'right'] : [way, way]);
    }
    for (const node of scope.nodes) visit(node.id);
  };
  visit(undefined);
  // A link between two ports of one node, or of a node and what stands in it.
  for (const link of index.links.keys()) if (!sides.has(link)) sides.set(link, ['right', 'right']);
  const counts = new Map<string, number>();
  for (const [link, pair] of sides) {
    const { a, b } = index.links.get(link) as { a: string; b: string };
    for (const [port, side] of [
      [a, pair[0]],
      [b, pair[1]],
    ] as const) {
      const key = `${side} ${index.nodeOfPort(port)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return { scopes, sides, count: (node, side) => counts.get(`${side} ${node}`) ?? 0 };
}

/** At which side the link of two nodes of one column is. */
const turnsLeft = (arrangement: Arrangement, node: number, column: number): boolean =>
  arrangement.kind === 'fold' ? column === 0 && arrangement.band[node] !== 0 : column < 0;

function columnsOf(arrangement: Arrangement): (node: number) => number {
  if (arrangement.kind !== 'layers') return n => arrangement.column[n] ?? 0;
  const column = new Map(arrangement.parts.flatMap(p => [...p.column]));
  return n => column.get(n) ?? 0;
}

function arrange(
  index: Index,
  scope: Scope,
  sides: ReadonlyMap<number, readonly [Side, Side]>,
  wish: PlanWish,
): Arrangement {
  const grid = gridOf(scope);
  const connected = parts(scope.nodes.length, scope.neighbours);
  const outermost = scope.nodes.every(n => index.parentOf(n) === undefined);
  const fold = wish.bands > 1 && outermost && connected.length === 1 ? foldOf(scope, wish.bands, grid) : undefined;
  if (fold !== undefined) return { kind: 'fold', ...fold };
  if (grid !== undefined && wish.given) return { kind: 'grid', ...grid };
  const layered = connected.map(members => {
    const layers = layersOf(scope, members, { sides: wish.sides, pinned: pinned(index, scope, members, sides) });
    untangle(layers, scope.edges);
    return layers;
  });
  return { kind: 'layers', parts: layered };
}

/** What has links out of the scope stands at the side where they leave. */
function pinned(
  index: Index,
  scope: Scope,
  members: readonly number[],
  sides: ReadonlyMap<number, readonly [Side, Side]>,
): { roots: number[]; way: -1 | 1 } | undefined {
  const roots = members.filter(n => scope.outside[n]?.some(link => sides.has(link)));
  if (roots.length === 0) return undefined;
  let balance = 0;
  for (const n of roots) {
    for (const link of scope.outside[n] ?? []) {
      const pair = sides.get(link);
      const at = index.links.get(link);
      if (pair === undefined || at === undefined) continue;
      const first = index.lineage(index.nodeOfPort(at.a)).includes(scope.nodes[n]?.id as string);
      balance += pair[first ? 0 : 1] === 'right' ? 1 : -1;
    }
  }
  return { roots, way: balance >= 0 ? -1 : 1 };
}
