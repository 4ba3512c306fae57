// Why a row is not there: taken away (by whom, or by which timer), or never learnt (and which frame would have taught it).
import { parseFilter } from '../filter/index.js';
import type { Key, Table } from '../journal/index.js';
import { formatIpv4, formatMac, parseIpv4, parseMac } from '../wire/index.js';
import { changeIndex } from './change-index.js';
import { follow } from './follow.js';
import { namesRow, type RowName } from './row-name.js';
import { stageIndex } from './stage-index.js';
import { placeOf } from './stage-place.js';
import { StageSearch } from './stage-search.js';
import { nsScope } from './subject.js';
import type { Target } from './target.js';
import { whyRowBefore, whyStage } from './why.js';
import { addressesOf } from './why-addresses.js';
import { type Check, checkAt, dropsBetween, whyDrop } from './why-drop.js';
import type { RowRef, WhyLink } from './why-links.js';
import { TEACHERS } from './why-sources.js';
import { brokenOn } from './why-way.js';

export type WhyMissingAnswer =
  /** It is there: ask `whyRow`. */
  | { readonly kind: 'present'; readonly table: string; readonly key: Key }
  /** It was there. `timer`: the row whose timer took it away; without one somebody or something did. */
  | {
      readonly kind: 'gone';
      readonly table: string;
      readonly key: Key;
      /** What it held last, and the change that took it away. */
      readonly row: unknown;
      readonly change: number;
      readonly time: number;
      readonly timer: RowRef | undefined;
      readonly links: readonly WhyLink[];
    }
  /** It never was. */
  | {
      readonly kind: 'never';
      readonly table: string;
      /** The last frame that could have taught it: seen at the table's own node, or elsewhere only. */
      readonly taught: { readonly frame: number; readonly stage: number; readonly here: boolean } | undefined;
      /** Where none could: the last frame that told it to somebody else. */
      readonly told: { readonly frame: number; readonly stage: number } | undefined;
      /** The last frame that bore the address at all. */
      readonly borne: { readonly frame: number; readonly stage: number } | undefined;
      /** The check that kept it from being learnt from that frame. */
      readonly check: Check | undefined;
      /** From that check, or from that frame, to its root; empty when no frame ever bore the address. */
      readonly links: readonly WhyLink[];
    };

/** Why a named row does not exist at the journal's position. */
export function whyMissing(target: Target, name: RowName): WhyMissingAnswer {
  const { journal } = target.world;
  const table = journal.tableNamed(name.table) as Table<unknown>;
  const limit = journal.changesAt(journal.position);
  let gone: { key: Key; row: unknown; change: number } | undefined;
  for (const key of table.keysEver()) {
    const change = changeIndex(target).lastBefore(table, key, limit);
    if (change === undefined) continue;
    const { before, after } = journal.change(change);
    if (!namesRow(target, name, table, key, after ?? before)) continue;
    if (after !== undefined) return { kind: 'present', table: table.name, key };
    if (gone === undefined || change > gone.change) gone = { key, row: before, change };
  }
  if (gone === undefined) return neverLearnt(target, name, table);
  const { key, change } = gone;
  const event = journal.eventOf(journal.change(change).stage);
  const { links } = whyRowBefore(target, table, key, undefined, limit) as { links: readonly WhyLink[] };
  const time = journal.eventTime(event);
  return { kind: 'gone', table: table.name, ...gone, time, timer: timerOf(target, event), links };
}

/** The row that an event was the timer of: one that held its number when it was scheduled. */
export function timerOf(target: Target, event: number): RowRef | undefined {
  const { journal } = target.world;
  const entry = target.world.executed(event);
  const cause = journal.eventCause(event);
  if (entry === undefined || cause < 0) return undefined;
  const scheduled = journal.eventOf(cause);
  const end = journal.changesAt(journal.firstStage(scheduled + 1));
  for (let at = journal.changesAt(journal.firstStage(scheduled)); at < end; at++) {
    const { table, key, after } = journal.change(at);
    if (typeof after !== 'object' || after === null) continue;
    for (const [column, kind] of Object.entries(table.schema.columns ?? {})) {
      const value = (after as Readonly<Record<string, unknown>>)[column];
      if (kind === 'event' && value === entry.id) return { table: table.name, key, column };
    }
  }
  return undefined;
}

function neverLearnt(target: Target, name: RowName, table: Table<unknown>): WhyMissingAnswer {
  const node = table.owner?.split(/[/.]/)[0];
  const value = addressIn(name);
  const teacher = TEACHERS[table.schema.name];
  const never = { kind: 'never', table: table.name } as const;
  const nothing = { ...never, taught: undefined, told: undefined, borne: undefined, check: undefined, links: [] };
  if (value === undefined) return nothing;
  const mine = node === undefined ? '' : ` && ns.node == "${node}"`;
  const at = teacher && mine !== '' ? lastWhere(target, `(${teacher} == ${value.text})${mine}`) : undefined;
  const elsewhere = meantFor(target, table.schema.name, node);
  const taught =
    at ??
    (teacher && elsewhere !== undefined ? lastWhere(target, `${teacher} == ${value.text}${elsewhere}`) : undefined);
  const told = taught === undefined && teacher ? lastWhere(target, `${teacher} == ${value.text}`) : undefined;
  const borne = lastWhere(target, value.anywhere.map(field => `${field} == ${value.text}`).join(' || '));
  const check = at === undefined ? undefined : checkOn(target, at.stage);
  const away =
    at === undefined && taught !== undefined && node !== undefined ? awayFrom(target, taught.frame, node) : undefined;
  const stage = check?.stage ?? away ?? taught?.stage ?? (told === undefined ? borne?.stage : undefined);
  const links = stage === undefined ? [] : (whyDrop(target, stage)?.links ?? whyStage(target, stage));
  return { ...never, taught: taught && { ...taught, here: at !== undefined }, told, borne, check, links };
}

/**
 * What a frame seen elsewhere must hold to have taught the node, had it come: ARP teaches whom it is addressed to and nobody
 * else (RFC 826; Linux arp_accept 0), a bridge learns from any frame. Undefined: none could have.
 */
function meantFor(target: Target, schema: string, node: string | undefined): string | undefined {
  if (schema !== 'neigh' || node === undefined) return '';
  const own = addressesOf(target, node).map(ip => `arp.dst.proto_ipv4 == ${formatIpv4(ip)}`);
  return own.length === 0 ? undefined : ` && (${own.join(' || ')})`;
}

/** Why a frame that others got did not come to a node: what broke the way there, else what sent it at all. */
function awayFrom(target: Target, frame: number, node: string): number | undefined {
  const { origin } = follow(target, frame);
  const made = target.world.frames.stageOf(origin);
  const from = placeOf(target, made).node;
  return (from === undefined ? undefined : brokenOn(target, from, node)) ?? made;
}

/** The last drop in the event of a stage: of those within one another the innermost. */
function checkOn(target: Target, stage: number): Check | undefined {
  const { journal } = target.world;
  const event = journal.eventOf(stage);
  const drop = dropsBetween(target, journal.firstStage(event), journal.firstStage(event + 1)).at(-1);
  return drop === undefined ? undefined : checkAt(target, drop);
}

/** The last stage before the journal's position where a filter holds, with the frame it handles. */
export function lastWhere(target: Target, text: string): { frame: number; stage: number } | undefined {
  const scope = nsScope();
  const filter = parseFilter(text, scope);
  if (!filter.ok) return undefined;
  const stage = new StageSearch(filter, scope).last(target, 0, target.world.journal.position);
  if (stage === undefined) return undefined;
  return { stage, frame: stageIndex(target).frames.at(stage) - 1 };
}

/** The address among the words of a row's name, and the fields that may bear it. */
function addressIn({ key }: RowName): { text: string; anywhere: readonly string[] } | undefined {
  for (const word of key) {
    const ip = parseIpv4(word);
    if (ip !== undefined)
      return { text: formatIpv4(ip), anywhere: ['ip.addr', 'arp.src.proto_ipv4', 'arp.dst.proto_ipv4'] };
    const mac = parseMac(word);
    if (mac !== undefined) return { text: formatMac(mac), anywhere: ['eth.addr', 'arp.src.hw_mac', 'arp.dst.hw_mac'] };
  }
  return undefined;
}
