// In which column each node of a connected part stands: a root in the middle, what it is linked to beside it, and so on
// outwards. A branch goes to one side as a whole, so that no link passes the root. Read scope.ts first.
import type { Scope } from './scope.js';

/** A connected part, layered. Arrays are by the node's place in the scope. */
export interface Layers {
  readonly members: readonly number[];
  readonly roots: readonly number[];
  /** 0: a root; negative: to its left. */
  readonly column: ReadonlyMap<number, number>;
  /** Nodes next to a node and further out, that hang on it in the drawing; in their order. */
  readonly children: Map<number, number[]>;
}

export interface Wish {
  readonly sides: 1 | 2;
  /** Where given: these are the roots, and all else is on that side of them. */
  readonly pinned?: { readonly roots: readonly number[]; readonly way: -1 | 1 } | undefined;
}

export function layersOf(scope: Scope, members: readonly number[], wish: Wish): Layers {
  const roots = wish.pinned?.roots ?? rootsOf(scope, members);
  const depth = depths(scope, roots);
  // What no root leads to stands right beside the roots: only pinned parts can have such.
  const column = new Map<number, number>(members.map(n => [n, depth.get(n) ?? 1]));
  const branches = branchesOf(scope, members, roots);
  const left = wish.pinned === undefined && wish.sides === 2 ? leftBranches(branches) : new Set<number>();
  for (const [i, branch] of branches.entries()) {
    const way = wish.pinned?.way ?? (left.has(i) ? -1 : 1);
    for (const n of branch) column.set(n, way * (column.get(n) as number));
  }
  return { members, roots, column, children: treeOf(scope, members, roots, column) };
}

/** Links from the nearest of some nodes to each. */
function depths(scope: Scope, from: readonly number[]): Map<number, number> {
  const depth = new Map<number, number>(from.map(n => [n, 0]));
  const queue = [...from];
  for (const at of queue) {
    for (const next of scope.neighbours[at] ?? []) {
      if (depth.has(next)) continue;
      depth.set(next, (depth.get(at) as number) + 1);
      queue.push(next);
    }
  }
  return depth;
}

/** The node from which the others are nearest, and those that are linked to exactly what it is linked to. */
function rootsOf(scope: Scope, members: readonly number[]): number[] {
  const near = (n: number) => scope.neighbours[n] ?? [];
  const far = new Map(members.map(n => [n, Math.max(...depths(scope, [n]).values())]));
  const better = (p: number, q: number) =>
    (far.get(p) as number) - (far.get(q) as number) || near(q).length - near(p).length || p - q;
  const root = [...members].sort(better)[0] as number;
  const without = (n: number, other: number) =>
    near(n)
      .filter(m => m !== other)
      .join();
  const isTwin = (n: number) => n !== root && near(n).length > 1 && without(n, root) === without(root, n);
  return members.filter(n => n === root || isTwin(n));
}

/** The parts into which the roots' going would break the rest, by their first nodes. */
function branchesOf(scope: Scope, members: readonly number[], roots: readonly number[]): number[][] {
  const seen = new Set(roots);
  const out: number[][] = [];
  for (const first of members) {
    if (seen.has(first)) continue;
    seen.add(first);
    const branch = [first];
    for (const at of branch) {
      for (const next of scope.neighbours[at] ?? []) {
        if (!seen.has(next)) branch.push(next);
        seen.add(next);
      }
    }
    out.push(branch);
  }
  return out;
}

/** Which branches go to the left, so that both sides hold about as much; what the lesson names first is on the left. */
function leftBranches(branches: readonly (readonly number[])[]): Set<number> {
  const order = branches
    .map((_, i) => i)
    .sort((p, q) => (branches[q]?.length ?? 0) - (branches[p]?.length ?? 0) || p - q);
  const sides: [Set<number>, Set<number>] = [new Set(), new Set()];
  const weight: [number, number] = [0, 0];
  for (const i of order) {
    const side = weight[0] <= weight[1] ? 0 : 1;
    sides[side].add(i);
    weight[side] += branches[i]?.length ?? 0;
  }
  if (branches.length === 1) return new Set();
  const first = (side: 0 | 1) => Math.min(...[...sides[side]].map(i => Math.min(...(branches[i] as number[]))));
  return first(0) <= first(1) ? sides[0] : sides[1];
}

/** Each node hangs on one of its neighbours in the column before: the one that has the fewest so far. */
function treeOf(
  scope: Scope,
  members: readonly number[],
  roots: readonly number[],
  column: ReadonlyMap<number, number>,
): Map<number, number[]> {
  const children = new Map<number, number[]>(members.map(n => [n, []]));
  const at = (n: number) => column.get(n) as number;
  const outwards = members.filter(n => !roots.includes(n)).sort((p, q) => Math.abs(at(p)) - Math.abs(at(q)) || p - q);
  for (const n of outwards) {
    const inner = (scope.neighbours[n] ?? []).filter(m => Math.abs(at(m)) === Math.abs(at(n)) - 1);
    const few = (m: number) => children.get(m)?.length ?? 0;
    const parent = inner.sort((p, q) => few(p) - few(q) || p - q)[0] ?? roots[0];
    children.get(parent as number)?.push(n);
  }
  return children;
}
