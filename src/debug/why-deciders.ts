// What decided beside the cause: settings with their values (a default of the profile, or what somebody set), columns of
// the rows that rule, draws from the seed. Read why-sources.ts (the data) and why-links.ts first.
import type { Key, Table } from '../journal/index.js';
import { changeIndex, columnChange, seenAfter } from './change-index.js';
import { columnsOf } from './row-name.js';
import { placeOf } from './stage-place.js';
import type { Target } from './target.js';
import { ownerOf } from './why-addresses.js';
import { causesOf, type RowRef, stageLink, type WhyLink } from './why-links.js';
import { DECIDERS, type Decider, DRAWN } from './why-sources.js';
import { brokenBefore } from './why-way.js';

/** What decided at a stage; with `column`, what decided that column of the row it wrote. */
export function decidersOf(target: Target, stage: number, column?: string): WhyLink[] {
  const own = DECIDERS[target.world.journal.reasonOf(stage)] ?? [];
  return own.filter(d => decides(d, column)).flatMap(d => deciderLink(target, stage, d));
}

function decides(decider: Decider, column: string | undefined): boolean {
  if (decider.kind !== 'setting' && decider.kind !== 'seed') return true;
  if (decider.columns === undefined) return true;
  return column !== undefined && decider.columns.includes(column);
}

function deciderLink(target: Target, stage: number, decider: Decider): WhyLink[] {
  if (decider.kind === 'setting') return settingLink(target, stage, decider.name);
  if (decider.kind === 'seed') return seedLink(target, stage, [decider.stream]);
  if (decider.kind === 'way') return brokenWay(target, stage, decider.to);
  return decider.kind === 'entry' ? namedEntry(target, stage, decider) : rulingRow(target, stage, decider);
}

/** The draw from the seed that a column was filled from. */
export function drawnFor(target: Target, stage: number, table: Table<unknown>, column: string | undefined): WhyLink[] {
  if (column === undefined) return [];
  return seedLink(target, stage, DRAWN[table.schema.name]?.[column] ?? []);
}

/** The value of a setting as it was at a stage: the row that somebody set, or the default of the profile. */
export function settingLink(target: Target, stage: number, name: string): WhyLink[] {
  const { journal } = target.world;
  const { netns, device } = whereabouts(target, stage);
  const table = journal.tableNamed(`sysctl@${netns}`);
  const limit = journal.changesAt(stage);
  const own = name.replace('.default.', `.${device}.`);
  for (const key of new Set([own, name])) {
    const change = table && changeIndex(target).lastBefore(table, key, limit);
    if (table === undefined || change === undefined || journal.change(change).after === undefined) continue;
    const row = { table: table.name, key, column: 'value' };
    return [decidingLink(target, change, row, stage)];
  }
  const setting = target.profileSetting?.(name);
  if (setting === undefined) return [];
  const { value, spec } = setting;
  return [{ kind: 'root', root: { kind: 'profile', text: `${name} = ${value}`, spec }, decides: stage }];
}

/** The last draw, up to the end of the stage's event, from a stream that begins so and is about the same place. */
export function seedLink(target: Target, stage: number, streams: readonly string[]): WhyLink[] {
  const { journal } = target.world;
  const table = journal.tableNamed('random');
  if (table === undefined || streams.length === 0) return [];
  const { netns, name } = whereabouts(target, stage);
  const limit = journal.changesAt(journal.firstStage(journal.eventOf(stage) + 1));
  const places = [name, netns].filter(place => place !== undefined && place !== '');
  const keys: Key[] = [];
  for (const { key } of changeIndex(target).rowsBefore(table, limit)) {
    if (streams.some(stream => String(key).startsWith(stream))) keys.push(key);
  }
  const found = places
    .map(place => keys.find(key => String(key).includes(place as string)))
    .find(key => key !== undefined);
  const key = found ?? keys[0];
  return key === undefined ? [] : [{ kind: 'root', root: { kind: 'seed', text: String(key) }, decides: stage }];
}

/** The column of the row that rules over a device at a stage: the ageing time of its bridge, the loss of its link. */
function rulingRow(target: Target, stage: number, decider: Extract<Decider, { kind: 'row' }>): WhyLink[] {
  const { journal } = target.world;
  const table = journal.tableNamed(decider.table);
  const dev = numberAround(target, stage, decider.of);
  if (table === undefined || dev === undefined) return [];
  const columns = Object.entries(columnsOf(table.schema)).filter(([, kind]) => kind === 'dev');
  for (const { key, row } of changeIndex(target).rowsBefore(table, journal.changesAt(stage))) {
    const values = row as Readonly<Record<string, unknown>>;
    if (!columns.some(([name]) => values[name] === dev)) continue;
    const change = columnChange(target, table, key, decider.column, journal.changesAt(stage)) as number;
    const ref = { table: table.name, key, column: decider.column };
    return [decidingLink(target, change, ref, stage)];
  }
  return [];
}

/** The row that a stage names by its key, in a table of the node where the stage took place. */
function namedEntry(target: Target, stage: number, { table: name, column, key: of }: EntryDecider): WhyLink[] {
  const { journal } = target.world;
  const table = journal.tableNamed(`${name}@${placeOf(target, stage).node ?? ''}`);
  const key = journal.argOf(stage, of);
  if (table === undefined || typeof key !== 'string') return [];
  const change = changeIndex(target).lastBefore(table, key, journal.changesAt(stage));
  if (change === undefined || journal.change(change).after === undefined) return [];
  return [decidingLink(target, change, { table: table.name, key, column }, stage)];
}
type EntryDecider = Extract<Decider, { kind: 'entry' }>;

/** What had broken the way to the owner of an address by the time of a stage, and who did that: no answer could come. */
function brokenWay(target: Target, stage: number, name: string): WhyLink[] {
  const { journal } = target.world;
  const ip = numberAround(target, stage, name);
  const from = placeOf(target, stage).node;
  const to = ip === undefined ? undefined : ownerOf(target, [ip]);
  if (from === undefined || to === undefined || from === to) return [];
  const broken = brokenBefore(target, from, to, journal.changesAt(stage));
  if (broken === undefined) return [];
  const { change, row } = broken;
  const link = decidingLink(target, change, row, stage);
  const cut = journal.change(change).stage;
  const roots = causesOf({ journal, target }, journal.eventOf(cut)).filter(cause => cause.kind === 'root');
  return [link, ...roots.map(root => ({ ...root, decides: cut }))];
}

function decidingLink(target: Target, change: number, row: RowRef, stage: number): WhyLink {
  const { journal } = target.world;
  const position = seenAfter(journal, change) + 1;
  return stageLink(journal, journal.change(change).stage, { row, change, position, decides: stage });
}

function numberAround(target: Target, stage: number, name: string): number | undefined {
  const { journal } = target.world;
  for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
    const value = journal.numberArg(at, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Namespace, device (`eth0`) and the device's full name at a stage. */
export function whereabouts(
  target: Target,
  stage: number,
): { netns: string; device: string; name: string; dev: number } {
  const dev = placeOf(target, stage).dev ?? 0;
  const name = dev > 0 ? target.deviceName(dev) : '';
  const dot = name.indexOf('.');
  const { journal } = target.world;
  let netns = name.slice(0, Math.max(0, dot));
  for (let at: number | undefined = stage; netns === '' && at !== undefined; at = journal.parentOf(at)) {
    const own = journal.argOf(at, 'netns');
    if (typeof own === 'string') netns = own;
  }
  return { netns: netns === '' ? (placeOf(target, stage).node ?? '') : netns, device: name.slice(dot + 1), name, dev };
}
