// A long chain in a room that is not wide: its columns in bands one below the other, every second band the other way round, so
// that what is linked stays side by side. Read layers.ts and grid.ts first; places are made of it in place-fold.ts.
import type { Grid } from './grid.js';
import { type Layers, layersOf } from './layers.js';
import { ranks, untangle } from './order.js';
import type { Scope } from './scope.js';

/** Arrays are by the node's place in the scope. */
export interface Fold {
  readonly column: readonly number[];
  readonly band: readonly number[];
  /** How far down a node is among those of its column and band. */
  readonly rank: readonly number[];
  /** The last column: where bands turn. */
  readonly last: number;
}

/** The nodes of a connected scope in `bands` bands; undefined: it has too few columns for so many. */
export function foldOf(scope: Scope, bands: number, grid: Grid | undefined): Fold | undefined {
  const line = grid === undefined ? lineOf(scope) : { column: grid.column, rank: grid.row };
  const used = [...new Set(line.column)].sort((p, q) => p - q);
  if (used.length < 2 * bands - 1) return undefined;
  const each = Math.ceil(used.length / bands);
  const at = line.column.map(c => used.indexOf(c));
  const band = at.map(i => Math.floor(i / each));
  const column = at.map((i, n) => ((band[n] as number) % 2 === 0 ? i % each : each - 1 - (i % each)));
  return { column, band, rank: line.rank, last: each - 1 };
}

/** One column after the other, from the left. */
function lineOf(scope: Scope): { column: readonly number[]; rank: readonly number[] } {
  const members = scope.nodes.map((_, n) => n);
  const layers: Layers = layersOf(scope, members, { sides: 2 });
  untangle(layers, scope.edges);
  const rank = ranks(layers);
  return { column: members.map(n => layers.column.get(n) ?? 0), rank: members.map(n => rank.get(n) ?? 0) };
}
