// Columns and rows from positions that the author gave. Nodes without one take a free place near what they are linked to.
import { parts, type Scope } from './scope.js';

export interface Grid {
  readonly column: readonly number[];
  readonly row: readonly number[];
}

/** Places of a scope's nodes, each its own; undefined where no node has a position. */
export function gridOf(scope: Scope): Grid | undefined {
  if (scope.nodes.every(n => n.at === undefined)) return undefined;
  const places = new Map<number, readonly [number, number]>();
  const taken = new Set<string>();
  const take = (n: number, x: number, y: number) => {
    places.set(n, [x, y]);
    taken.add(`${x},${y}`);
  };
  for (const [n, { at }] of scope.nodes.entries()) {
    if (at === undefined) continue;
    // Two nodes at one place: the later one goes below.
    let y = at[1];
    while (taken.has(`${at[0]},${y}`)) y++;
    take(n, at[0], y);
  }
  const waiting = parts(scope.nodes.length, scope.neighbours)
    .flat()
    .filter(n => !places.has(n));
  while (waiting.length > 0) {
    const known = (n: number) => (scope.neighbours[n] ?? []).flatMap(m => (places.has(m) ? [places.get(m)] : []));
    const next = Math.max(
      0,
      waiting.findIndex(n => known(n).length > 0),
    );
    const [n] = waiting.splice(next, 1) as [number];
    const near = known(n) as (readonly [number, number])[];
    const [x, y] = nearestFree(near.length > 0 ? near : [...places.values()], taken);
    take(n, x, y);
  }
  const all = scope.nodes.map((_, n) => places.get(n) as readonly [number, number]);
  return { column: all.map(p => p[0]), row: all.map(p => p[1]) };
}

/** The free place with the least way to some others; beside goes before below. */
function nearestFree(near: readonly (readonly [number, number])[], taken: ReadonlySet<string>): [number, number] {
  let best: [number, number] = [0, 0];
  let least = Number.POSITIVE_INFINITY;
  const reach = Math.ceil(Math.sqrt(taken.size)) + 1;
  const [xs, ys] = [near.map(p => p[0]), near.map(p => p[1])];
  for (let y = Math.min(...ys) - reach; y <= Math.max(...ys) + reach; y++) {
    for (let x = Math.min(...xs) - reach; x <= Math.max(...xs) + reach; x++) {
      if (taken.has(`${x},${y}`)) continue;
      const way = near.reduce((sum, p) => sum + Math.abs(p[0] - x) + 1.5 * Math.abs(p[1] - y), 0);
      if (way < least) {
        least = way;
        best = [x, y];
      }
    }
  }
  return best;
}
