// The routes of a namespace by table and prefix, so that a lookup asks one map for each prefix length in use. An index: it
// follows from the rows and is built anew when they change. Read tables.ts (RouteRow) first; then fib.ts.
import { maskOf } from '../wire/index.js';
import type { RouteRow } from './tables.js';

/** A routing table's name: 255, 254 and 253 in Linux. */
export type RouteTable = RouteRow['table'];

export interface Rule {
  readonly priority: number;
  readonly table: RouteTable;
}
/** Which tables are asked, in this order (Linux fib_default_rules_init()). */
export const RULES: readonly Rule[] = [
  { priority: 0, table: 'local' },
  { priority: 32766, table: 'main' },
  { priority: 32767, table: 'default' },
];

interface Group {
  readonly prefix: number;
  readonly mask: number;
  /** By destination: the routes to it, the lowest metric first. */
  readonly routes: Map<number, RouteRow[]>;
}

/** One table's routes, the longest prefix first. */
export type FibTable = readonly Group[];

const NONE: FibTable = [];

export class FibIndex {
  readonly #tables = new Map<RouteTable, Group[]>();

  constructor(rows: Iterable<RouteRow>) {
    for (const row of rows) this.#put(row);
    for (const groups of this.#tables.values()) groups.sort((x, y) => y.prefix - x.prefix);
  }

  table(name: RouteTable): FibTable {
    return this.#tables.get(name) ?? NONE;
  }

  #put(row: RouteRow): void {
    const groups = this.#tables.get(row.table) ?? [];
    if (groups.length === 0) this.#tables.set(row.table, groups);
    let group = groups.find(g => g.prefix === row.prefix);
    if (group === undefined) {
      group = { prefix: row.prefix, mask: maskOf(row.prefix), routes: new Map() };
      groups.push(group);
    }
    const same = group.routes.get(row.dst);
    if (same === undefined) {
      group.routes.set(row.dst, [row]);
      return;
    }
    const at = same.findIndex(other => other.metric > row.metric);
    same.splice(at < 0 ? same.length : at, 0, row);
  }
}
