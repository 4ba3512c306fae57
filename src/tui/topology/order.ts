// The order of nodes within their columns: neighbours are exchanged as long as fewer links cross, or links become shorter.
// Read layers.ts first.
import type { Layers } from './layers.js';
import type { Edge } from './scope.js';

const PASSES = 6;

/** Sorts the children of every node, in place. A tree without further links stays in the lesson's order. */
export function untangle(layers: Layers, edges: readonly Edge[]): void {
  const inside = new Set(layers.members);
  const mine = edges.filter(e => inside.has(e.a));
  if (mine.length < layers.members.length) return;
  let best = costOf(layers, mine);
  for (let pass = 0; pass < PASSES; pass++) {
    const before = best;
    for (const list of layers.children.values()) {
      for (let i = 0; i + 1 < list.length; i++) {
        exchange(list, i);
        const cost = costOf(layers, mine);
        if (cost < best) best = cost;
        else exchange(list, i);
      }
    }
    if (best === before) return;
  }
}

function exchange(list: number[], i: number): void {
  const [p, q] = [list[i] as number, list[i + 1] as number];
  list[i] = q;
  list[i + 1] = p;
}

/** Crossings weigh more than length. */
function costOf(layers: Layers, edges: readonly Edge[]): number {
  const rank = ranks(layers);
  const ends = edges.map(({ a, b }): End => {
    const [p, q] = [layers.column.get(a) as number, layers.column.get(b) as number];
    const [ra, rb] = [rank.get(a) as number, rank.get(b) as number];
    return p <= q ? { from: p, to: q, y: ra, z: rb } : { from: q, to: p, y: rb, z: ra };
  });
  let cost = 0;
  for (const [i, e] of ends.entries()) {
    cost += Math.abs(e.y - e.z) * (e.from === e.to ? 4 : 1);
    for (let j = i + 1; j < ends.length; j++) if (crosses(e, ends[j] as End)) cost += 10;
  }
  return cost;
}

/** A link by the columns of its ends and how far down they are. */
interface End {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly z: number;
}

const crosses = (p: End, q: End): boolean =>
  p.from === q.from && p.to === q.to && p.from !== p.to && (p.y - q.y) * (p.z - q.z) < 0;

/** How far down each node is: the outermost are counted, what they hang on stands in their middle. */
export function ranks({ roots, children, column }: Layers): Map<number, number> {
  const rank = new Map<number, number>();
  const next: Record<'left' | 'right', number> = { left: 0, right: 0 };
  const visit = (n: number): number => {
    const list = children.get(n) ?? [];
    const side = (column.get(n) as number) < 0 ? 'left' : 'right';
    let at: number;
    if (list.length === 0) at = next[side]++;
    else at = list.reduce((sum, child) => sum + visit(child), 0) / list.length;
    rank.set(n, at);
    return at;
  };
  for (const root of roots) visit(root);
  return rank;
}
