// Of a goal that does not hold yet: what comes nearest to it, or what there is too many of. The parts of its filter are tried
// one by one. Read goal.ts first.
import { lastChange, type Target } from '../debug/index.js';
import { conjunctsOf, parseFilter, parseWhere } from '../filter/index.js';
import type { Key, TableSchema } from '../journal/index.js';

/** `near`: it lacks only the parts named; `surplus`: it holds though it should not; `rows`: nothing comes near, this is all there is. */
export type Nearly =
  | { readonly kind: 'rows'; readonly rows: readonly NearRow[] }
  | {
      readonly kind: 'row';
      readonly how: 'near' | 'surplus';
      readonly row: NearRow;
      readonly missed: readonly string[];
    }
  | {
      readonly kind: 'frame';
      readonly how: 'near' | 'surplus';
      readonly frame: number;
      readonly missed: readonly string[];
    };

export interface NearRow {
  readonly schema: TableSchema;
  readonly row: unknown;
  /** Columns that what it lacks speaks of, and the changes that gave them what they hold. */
  readonly columns: readonly string[];
  readonly changes: readonly number[];
}

/** Of so many frames, the latest, the nearest is looked for: goals are looked at after every move. */
const MOST_FRAMES = 500;
/** A table with no more rows than these is told whole. */
const FEW = 4;

interface Part<T> {
  readonly text: string;
  readonly columns: readonly string[];
  test(subject: T): boolean;
}

/**
 * The first of the subjects for which most parts hold, not all, but the first one: that says what is meant. Of a surplus, the first
 * with all.
 */
function best<T>(subjects: Iterable<T>, parts: readonly Part<T>[], how: 'near' | 'surplus') {
  let found: { subject: T; missed: Part<T>[] } | undefined;
  for (const subject of subjects) {
    const missed = parts.filter(part => !part.test(subject));
    if (how === 'surplus') {
      if (missed.length === 0) return { subject, missed };
    } else if (missed.length > 0 && missed[0] !== parts[0] && missed.length < (found?.missed.length ?? parts.length))
      found = { subject, missed };
  }
  return found;
}

/** The row of a table, at the journal's position, that comes nearest to a filter; or one too many. */
export function nearestRow(target: Target, name: string, where: string, how: 'near' | 'surplus'): Nearly | undefined {
  const table = target.world.journal.tableNamed(name);
  if (table === undefined) return undefined;
  const schema = table.schema as TableSchema;
  const names = (dev: number) => [target.deviceName(dev), target.deviceName(dev).split('.').slice(1).join('.')];
  const parts = conjunctsOf(where).flatMap(text => {
    const made = parseWhere(text, schema);
    if (!made.ok) return [];
    const test = ([, row]: readonly [Key, unknown]) => made.test(row as object, { dev: names });
    return [{ text, columns: made.columns, test }];
  });
  const entries = [...(table.entries() as Iterable<readonly [Key, unknown]>)];
  const found = best(entries, parts, how);
  const told = ([key, row]: readonly [Key, unknown], of: readonly { columns: readonly string[] }[]): NearRow => {
    const columns = [...new Set(of.flatMap(part => part.columns))];
    const changes = columns.flatMap(column => lastChange(target.world.journal, table, key, column) ?? []);
    return { schema, row, columns, changes };
  };
  if (found === undefined) {
    const few = how === 'near' && parts.length === 1 && entries.length <= FEW;
    return few && entries.length > 0 ? { kind: 'rows', rows: entries.map(entry => told(entry, parts)) } : undefined;
  }
  const missed = found.missed.map(({ text }) => text);
  return { kind: 'row', how, row: told(found.subject, found.missed), missed };
}

/** The same among frames that were sent. */
export function nearestFrame(
  target: Target,
  frames: readonly number[],
  filter: string,
  how: 'near' | 'surplus',
): Nearly | undefined {
  const parts = conjunctsOf(filter).flatMap(text => {
    const made = parseFilter(text);
    if (!made.ok) return [];
    return [{ text, columns: [], test: (f: number) => made.test(subjectOf(target, f)) }];
  });
  // The latest one is what was just tried.
  const found = best(how === 'near' ? frames.slice(-MOST_FRAMES).toReversed() : frames, parts, how);
  return found && { kind: 'frame', how, frame: found.subject, missed: found.missed.map(({ text }) => text) };
}

function subjectOf({ world }: Target, frame: number) {
  const { bytes, linkType } = world.frames.frame(frame);
  return { bytes, linkType: linkType === 'data' ? ('ethernet' as const) : linkType };
}
