// Which route the last lookup of a namespace chose, and which others would have matched (RFC 1812 §5.2.4.3: the longest
// prefix wins; Linux asks the local table before main). Read off the stages of fib_lookup: nothing is looked up again.
import { nsScope, StageSearch } from '../../debug/index.js';
import { parseFilter } from '../../filter/index.js';
import type { View } from '../view.js';
import type { Row } from './table-rows.js';

export interface Lookup {
  readonly stage: number;
  /** The address that was looked up. */
  readonly ip: number;
  /** Undefined: no route matched. */
  readonly chosen: { readonly dst: number; readonly prefix: number; readonly dev: number } | undefined;
}

const searches = new Map<string, StageSearch>();

/** Lookups on a node; the same for every picture. */
function searchOn(node: string): StageSearch | undefined {
  let search = searches.get(node);
  if (search === undefined) {
    const scope = nsScope();
    const filter = parseFilter(`ns.stage == "fib_lookup" && ns.node == "${node}"`, scope);
    if (!filter.ok) return undefined;
    search = new StageSearch(filter, scope);
    searches.set(node, search);
  }
  return search;
}

/** The last lookup in a namespace at or before the cursor. */
export function lastLookup(view: View, netns: string): Lookup | undefined {
  const { journal, position, start, target } = view.session;
  const search = searchOn(netns.split('/')[0] as string);
  let stage = search?.last(target, start, position);
  // Namespaces of one node are told apart by the stage's own argument.
  while (stage !== undefined && journal.argOf(stage, 'netns') !== netns) stage = search?.last(target, start, stage);
  const ip = stage === undefined ? undefined : journal.numberArg(stage, 'ip');
  if (stage === undefined || ip === undefined) return undefined;
  const [dst, prefix, dev] = ['dst', 'prefix', 'dev'].map(name => journal.numberArg(stage, name));
  const none = dst === undefined || prefix === undefined || dev === undefined;
  return { stage, ip, chosen: none ? undefined : { dst, prefix, dev } };
}

/** Whether a route's prefix covers an address. A shift by 32 is none in JavaScript: hence the case of prefix 0. */
export const covers = (row: Row, ip: number): boolean =>
  row.prefix === 0 || (ip ^ Number(row.dst)) >>> (32 - Number(row.prefix)) === 0;

/** Whether it is the one that was chosen. */
export const isChosen = ({ chosen }: Lookup, row: Row): boolean =>
  chosen !== undefined && row.dst === chosen.dst && row.prefix === chosen.prefix && row.dev === chosen.dev;
