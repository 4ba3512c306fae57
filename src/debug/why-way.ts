// The way between two nodes along the cables, whatever their state, and the first thing on it that is broken: a cable that
// is cut, a device that is down. What never came to a node because of that was stopped there, whoever else got a copy.
import type { Key, Table } from '../journal/index.js';
import { changeIndex, columnChange } from './change-index.js';
import type { Target } from './target.js';
import type { RowRef } from './why-links.js';

interface Cable {
  readonly a: number;
  readonly b: number;
  readonly up: boolean;
}
interface Laid extends Cable {
  readonly key: Key;
}
interface Device {
  readonly id: number;
  readonly up: boolean;
}

/** The stage that broke the shortest way from a node to another one, as it stands at the journal's position. */
export function brokenOn(target: Target, from: string, to: string): number | undefined {
  const { journal } = target.world;
  const broken = brokenBefore(target, from, to, journal.changesAt(journal.position));
  return broken && journal.change(broken.change).stage;
}

/** The change that broke it, as it stood before change number `limit`, and the row that says so; undefined where some way is whole. */
export function brokenBefore(
  target: Target,
  from: string,
  to: string,
  limit: number,
): { change: number; row: RowRef } | undefined {
  const { journal } = target.world;
  const cables = journal.tableNamed('link');
  const devices = journal.tableNamed('netdev');
  if (cables === undefined || devices === undefined) return undefined;
  const index = changeIndex(target);
  const laid: Laid[] = [];
  for (const { key, row } of index.rowsBefore(cables, limit)) laid.push({ key, ...(row as Cable) });
  const down = new Map<number, Key>();
  for (const { key, row } of index.rowsBefore(devices, limit))
    if (!(row as Device).up) down.set((row as Device).id, key);
  // Where another way is whole, no cable kept it from coming: a check did.
  const whole = laid.filter(({ a, b, up }) => up && !down.has(a) && !down.has(b));
  if (wayOf(target, whole, from, to) !== undefined) return undefined;
  for (const { key, a, b, up } of wayOf(target, laid, from, to) ?? []) {
    if (!up) return broke(target, cables, key, limit);
    const device = down.get(a) ?? down.get(b);
    if (device !== undefined) return broke(target, devices, device, limit);
  }
  return undefined;
}

/** The cables of the shortest way; undefined: none leads there. */
function wayOf(target: Target, cables: readonly Laid[], from: string, to: string): Laid[] | undefined {
  const came = new Map<string, { readonly cable: Laid; readonly node: string } | undefined>([[from, undefined]]);
  const open = [from];
  for (let node = open.shift(); node !== undefined && !came.has(to); node = open.shift()) {
    for (const cable of cables) {
      const ends = [cable.a, cable.b].map(dev => target.nodeOfDevice(dev));
      const far = ends[0] === node ? ends[1] : ends[1] === node ? ends[0] : undefined;
      if (far === undefined || came.has(far)) continue;
      came.set(far, { cable, node });
      open.push(far);
    }
  }
  if (!came.has(to)) return undefined;
  const way: Laid[] = [];
  for (let step = came.get(to); step !== undefined; step = came.get(step.node)) way.unshift(step.cable);
  return way;
}

function broke(target: Target, table: Table<unknown>, key: Key, limit: number) {
  const change = columnChange(target, table, key, 'up', limit);
  return change === undefined ? undefined : { change, row: { table: table.name, key, column: 'up' } };
}
