// From a lesson to something that can be stepped through. Rooms that know nothing of networks open lessons here.
import { Session, stageFilter, type Target } from '../debug/index.js';
import { parseFilter, parseWhere } from '../filter/index.js';
import type { Lang } from '../i18n/index.js';
import { type ColumnKind, tableSchemas } from '../journal/index.js';
import { DescriptionError, Network } from '../topology/index.js';
import type { Lesson } from './lesson.js';
import { Player } from './player.js';
import { LessonError, nearest } from './problems.js';
import { said } from './say.js';

/** A lesson at its first moment. */
export interface OpenLesson {
  readonly lesson: Lesson;
  readonly network: Network;
  readonly session: Session;
  readonly player: Player;
}

/** Opens a lesson, with another seed if one is given. Throws LessonError where its network cannot be built,
 * told in a language. */
export function openLesson(lesson: Lesson, seed?: number, told: Lang = 'en'): OpenLesson {
  const description = seed === undefined ? lesson.network : { ...lesson.network, seed };
  try {
    const network = new Network(description);
    const session = new Session(network);
    return { lesson, network, session, player: new Player(lesson, session) };
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    const { source, code, args } = error;
    const words = code === undefined ? said(told, 'build', { problem: error.message }) : said(told, code, args);
    throw new LessonError([{ file: source.file, line: source.line, column: 1, ...words }]);
  }
}

/** Rows of a table: name of the table → what it is called and its columns. */
export type FoundRows =
  | {
      readonly ok: true;
      readonly rows: readonly Readonly<Record<string, unknown>>[];
      readonly columns: Readonly<Record<string, ColumnKind>>;
    }
  /** `empty`: there are such tables, and this one has never had a row. */
  | { readonly ok: false; readonly empty: boolean; readonly message: string };

/** The rows that a table (`fdb@sw`) has at the cursor and for which a filter over its columns holds. */
export function findRows(target: Target, name: string, where?: string): FoundRows {
  const { journal } = target.world;
  const table = journal.tableNamed(name);
  if (table === undefined) {
    const names = journal.tables.map(each => each.name);
    const known = tableSchemas().has(name.split('@')[0] as string);
    const near = nearest(name, names);
    const rest = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
    const owner = name.split('@')[1];
    const empty = known && owner !== undefined && target.nodeNames.includes(owner.split('/')[0] as string);
    const message = empty ? `nothing ever was in ${name}` : `there is no table ${name}`;
    return { ok: false, empty, message: `${message}${rest}` };
  }
  const columns = (table.schema.columns ?? {}) as Readonly<Record<string, ColumnKind>>;
  const filter = where === undefined ? undefined : parseWhere(where, table.schema);
  if (filter?.ok === false) return { ok: false, empty: false, message: `${where}: ${filter.message}` };
  const names = (dev: number) => {
    const full = target.deviceName(dev);
    return [full, full.split('.').slice(1).join('.')];
  };
  const all = [...table.rows()] as Readonly<Record<string, unknown>>[];
  return { ok: true, columns, rows: all.filter(row => filter === undefined || filter.test(row, { dev: names })) };
}

/** What is wrong with a display filter over frames or, with netstep's own fields, over stages; undefined: nothing. */
export function filterFault(target: Target, text: string, of: 'frames' | 'stages'): string | undefined {
  const made = of === 'frames' ? parseFilter(text) : stageFilter(target, text);
  return made.ok ? undefined : made.message;
}
