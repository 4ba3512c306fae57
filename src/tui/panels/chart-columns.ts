// Where the columns of a sequence chart stand: every node one, along the cables; narrower with less room, and where that
// does not do, as many as fit around the node in focus.
import type { View } from '../view.js';

/** Cells from one lifeline to the next: `├echo?▶┤` fits into the least. */
const [LEAST, MOST] = [7, 26];

export interface Columns {
  readonly names: readonly string[];
  /** Cells for the time at the left. */
  readonly time: number;
  readonly step: number;
  /** The first column in sight, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** The lifeline of a node; of one out of sight the edge at its side. */
  x(node: string): number;
  inSight(node: string): boolean;
}

export function columnsFor(view: View, width: number, around: string | undefined): Columns {
  const names = columnOrder(view);
  const n = Math.max(1, names.length);
  // The time in full, in short, or not at all.
  const time =
    [15, 9].find(t => width >= t * 4 && Math.floor((width - t - 1) / n) >= LEAST + (t === 15 ? 3 : 0)) ??
    (width >= 50 ? 9 : 1);
  const room = width - time - 1;
  const step = Math.max(LEAST + 1 > room ? LEAST : Math.min(MOST, Math.floor(room / n)), LEAST);
  const count = Math.max(1, Math.min(names.length, Math.floor(room / step)));
  const middle = Math.max(0, around === undefined ? 0 : names.indexOf(around));
  const first = Math.max(0, Math.min(names.length - count, middle - (count >> 1)));
  const places = new Map(names.map((name, i) => [name, i]));
  const inSight = (node: string) => {
    const at = places.get(node) ?? -1;
    return at >= first && at < first + count;
  };
  const x = (node: string) => {
    const at = places.get(node) ?? 0;
    if (at < first) return time;
    return at >= first + count ? width - 1 : time + (step >> 1) + (at - first) * step;
  };
  return { names, time, step, first, count, x, inSight };
}

/** Hosts and what connects them, as near to each other as one column after the other allows: along the cables. */
function columnOrder(view: View): string[] {
  const { nodes, links } = view.network;
  const next = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  for (const { a, b } of links) {
    next.get(a.node)?.push(b.node);
    next.get(b.node)?.push(a.node);
  }
  const degree = (name: string) => next.get(name)?.length ?? 0;
  const order = new Set<string>();
  const visit = (name: string) => {
    if (order.has(name)) return;
    order.add(name);
    for (const other of (next.get(name) ?? []).slice().sort((p, q) => degree(p) - degree(q))) visit(other);
  };
  for (const { name } of nodes) visit(name);
  return [...order];
}
