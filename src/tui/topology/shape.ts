// What is to be drawn, without any state: nodes (one may stand in another), their ports, the links between ports. The
// picture's geometry follows from this and from the size alone. Read layout.ts next.

export interface NodeShape {
  readonly id: string;
  readonly name: string;
  /** The node it stands in: a namespace or a bridge in its host. */
  readonly parent?: string | undefined;
  /** Column and row that the author gave it; only order and distance count, not cells. */
  readonly at?: readonly [x: number, y: number] | undefined;
  /** An end system: drawn without a box while one link ends at it and nothing stands in it. */
  readonly plain: boolean;
  /** Beside the name, where there is room: an address. */
  readonly address: string;
  /** Texts inside its box, in the widest form they may take. */
  readonly notes: readonly string[];
}

export interface PortShape {
  readonly id: string;
  readonly node: string;
  /** What stands where the link meets the node. */
  readonly label: string;
  /** Inside the box, beside the port. */
  readonly address: string;
}

export interface LinkShape {
  readonly id: string;
  /** Ids of its two ports. */
  readonly a: string;
  readonly b: string;
}

/** The order of the lists is the lesson's and has a meaning; that of the keys in their objects has none. */
export interface NetworkShape {
  readonly nodes: readonly NodeShape[];
  readonly ports: readonly PortShape[];
  readonly links: readonly LinkShape[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Side = 'left' | 'right';

/** In full, their last part, or none. */
export type Addresses = 'full' | 'tail' | 'none';

/** How much is said of each thing: the first detail whose picture fits is taken (layout.ts). */
export interface Detail {
  /** Of end systems beside their names … */
  readonly addresses: Addresses;
  /** … and of ports inside a box; where there are none the box has no notes either. */
  readonly inside: Addresses;
  /** Rows of an end system: 2, its name over its link; 1, its name before its link. */
  readonly rows: 1 | 2;
  readonly labels: boolean;
  /** The least cells of a link between two labels. */
  readonly wire: number;
  /** Whether branches go to both sides of the root, or all to its right. */
  readonly sides: 1 | 2;
}

/** Two shapes of the same key have the same picture. Fields are read one by one: the order of keys does not count. */
export function shapeKey({ nodes, ports, links }: NetworkShape): string {
  return JSON.stringify([
    nodes.map(n => [n.id, n.name, n.parent ?? null, n.at ?? null, n.plain, n.address, n.notes]),
    ports.map(p => [p.id, p.node, p.label, p.address]),
    links.map(l => [l.id, l.a, l.b]),
  ]);
}

/** An address as far as there is room for it: of its numbers the last two say most. */
export function shortAddress(address: string, how: Addresses): string {
  if (how === 'none') return '';
  const numbers = address.split('.');
  return how === 'full' || numbers.length <= 2 ? address : `…${numbers.slice(-2).join('.')}`;
}

export const rightOf = (r: Rect): number => r.x + r.width - 1;
export const bottomOf = (r: Rect): number => r.y + r.height - 1;
export const overlaps = (p: Rect, q: Rect): boolean =>
  p.x <= rightOf(q) && q.x <= rightOf(p) && p.y <= bottomOf(q) && q.y <= bottomOf(p);
