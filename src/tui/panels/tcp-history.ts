// Which addresses and ports a socket had, for those that are gone too: gathered from the journal's changes as it grows.
import { changeIndex, type Target } from '../../debug/index.js';
import type { Row } from './table-rows.js';

interface Known {
  length: number;
  readonly rows: Map<number, Row>;
}
const known = new WeakMap<Target, Map<string, Known>>();

/** The sockets of a namespace that ever had a peer, by number: the last row in which each had one. */
export function socketsEver(target: Target, netns: string): ReadonlyMap<number, Row> {
  let spaces = known.get(target);
  if (spaces === undefined) {
    spaces = new Map();
    known.set(target, spaces);
  }
  let mine = spaces.get(netns);
  if (mine === undefined) {
    mine = { length: 0, rows: new Map() };
    spaces.set(netns, mine);
  }
  const { journal } = target.world;
  const table = journal.tableNamed(`socket@${netns}`);
  if (table === undefined) return mine.rows;
  const list = changeIndex(target).of(table);
  for (; mine.length < list.length; mine.length++) {
    const { key, after } = journal.change(list.at(mine.length));
    const row = after as Row | undefined;
    if (row?.kind === 'tcp' && Number(row.remotePort) > 0) mine.rows.set(Number(key), row);
  }
  return mine.rows;
}
