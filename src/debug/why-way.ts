// The way between two nodes along the cables, whatever their state, and the first thing on it that is broken: a cable that
// is cut, a device that is down. What never came to a node because of that was stopped there, whoever else got a copy.
import type { Key, Table } from '../journal/index.js';
import type { Target } from './target.js';
import { columnChange } from './why-deciders.js';

interface Cable {
  readonly a: number;
  readonly b: number;
  readonly up: boolean;
}
interface Device {
  readonly id: number;
  readonly up: boolean;
}

/** The stage that broke the shortest way from a node to another one, as it stands at the journal's position. */
export function brokenOn(target: Target, from: string, to: string): number | undefined {
  const { journal } = target.world;
  const cables = journal.tableNamed('link');
  const devices = journal.tableNamed('netdev');
  if (cables === undefined || devices === undefined) return undefined;
  const down = new Map<number, Key>();
  for (const [key, row] of devices.entries()) if (!(row as Device).up) down.set((row as Device).id, key);
  for (const key of wayOf(target, cables, from, to) ?? []) {
    const { a, b, up } = cables.get(key) as Cable;
    if (!up) return stageOf(target, cables, key);
    const device = down.get(a) ?? down.get(b);
    if (device !== undefined) return stageOf(target, devices, device);
  }
  return undefined;
}

/** The keys of the cables on the shortest way; undefined: none leads there. */
function wayOf(target: Target, cables: Table<unknown>, from: string, to: string): Key[] | undefined {
  const came = new Map<string, { readonly key: Key; readonly node: string } | undefined>([[from, undefined]]);
  const open = [from];
  for (let node = open.shift(); node !== undefined && !came.has(to); node = open.shift()) {
    for (const [key, row] of cables.entries()) {
      const ends = [(row as Cable).a, (row as Cable).b].map(dev => target.nodeOfDevice(dev));
      const far = ends[0] === node ? ends[1] : ends[1] === node ? ends[0] : undefined;
      if (far === undefined || came.has(far)) continue;
      came.set(far, { key, node });
      open.push(far);
    }
  }
  if (!came.has(to)) return undefined;
  const way: Key[] = [];
  for (let step = came.get(to); step !== undefined; step = came.get(step.node)) way.unshift(step.key);
  return way;
}

function stageOf(target: Target, table: Table<unknown>, key: Key): number | undefined {
  const { journal } = target.world;
  const change = columnChange(target, table, key, 'up', journal.changesAt(journal.position));
  return change === undefined ? undefined : journal.change(change).stage;
}
