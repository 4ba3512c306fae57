// The transcript: a lesson played to its end without a terminal, as text. One block per event; the stage at work, its
// reason, the frame that left, the rows that changed. The lesson's own words come where their checkpoint is reached.
import stringWidth from 'string-width';
import { changesBetween, type RowChange, type Session } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import type { ColumnKind, TableSchema } from '../journal/index.js';
import type { Lesson, Player, Section } from '../lesson/index.js';
import { Describer, formatTime } from './describe.js';
import { wrap } from './wrap.js';

const WIDTH = 96;
/** Tables whose rows say nothing to a reader by themselves; those of bare numbers never do. */
const QUIET = new Set(['process', 'socket', 'bridge']);
const SIGN = { added: '+', changed: '~', removed: '-' } as const;

/**
 * Lines of the whole transcript, one event at a time: a pipe that closes early stops the work. Returns whether it was cut off at
 * the bound of events.
 */
export function* transcript(
  lesson: Lesson,
  session: Session,
  player: Player,
  lang: Lang,
  limit: { readonly events: number; until?(session: Session, from: number): boolean },
): Generator<string, boolean> {
  const prose = lesson.prose[lang];
  yield* section(prose.title, prose.opening);
  yield '';
  for (let n = 0; n < limit.events; n++) {
    const before = player.reached().length;
    const from = session.position;
    if (session.next().end === 'end') {
      const words = new Describer(session.target, lang);
      yield words.text('ui.transcript.end', { events: session.where().events, time: session.where().time });
      return false;
    }
    yield* event(new Describer(session.target, lang), session, from);
    for (const hit of player.reached().slice(before)) {
      const text = prose.sections[hit.checkpoint.id];
      if (text !== undefined) yield* section(text.title, text);
      yield '';
    }
    if (limit.until?.(session, from)) return false;
  }
  return true;
}

function* section(title: string, text: Section): Generator<string> {
  yield `── ${title} ${'─'.repeat(Math.max(0, WIDTH - stringWidth(title) - 4))}`;
  for (const paragraph of text.paragraphs) yield* wrap(paragraph, WIDTH);
}

/** One event: its head, its stages, what it changed. */
function* event(words: Describer, session: Session, from: number): Generator<string> {
  const { journal } = session;
  const where = session.where();
  const last = session.position;
  const node = words.nodeOf(from);
  yield `${String(where.event).padStart(3)}  ${formatTime(where.time).padEnd(12)} ${node}`;
  for (let stage = from; stage < last; stage++) {
    const { kind, verdict, parent } = journal.stage(stage);
    if (kind.name === 'nf_hook') continue;
    let depth = 0;
    for (let at = parent; at !== undefined; at = journal.parentOf(at)) depth++;
    const mark = verdict === 'drop' ? '✗' : kind.role === 'decision' ? '•' : ' ';
    yield `     ${'  '.repeat(Math.min(depth, 8))}${mark} ${kind.name}: ${words.sentence(stage)}`;
  }
  yield* framesSent(words, session, from, last);
  for (const change of changesBetween(journal, from, last)) {
    const line = changeLine(words, session, change);
    if (line !== undefined) yield `     ${SIGN[change.kind]} ${line}`;
  }
  yield '';
}

function* framesSent(words: Describer, session: Session, from: number, last: number): Generator<string> {
  const { frames } = session.world;
  for (let f = frames.countAt(from); f < frames.countAt(last); f++) {
    if (frames.directionOf(f) !== 'sent') continue;
    const name = words.text('ui.transcript.frame', { frame: f });
    yield `     ▶ ${name}  ${words.frameWay(f)}  ${words.frameSummary(f)}  (${frames.length(f)} B)`;
  }
}

/** A timer that is not set stands as 0 in its row. */
const timeless = (name: string, row: Readonly<Record<string, unknown>>): boolean => name === 'due' && row[name] === 0;

/** One row's change: its name and the columns that differ. */
export function changeLine(words: Describer, session: Session, change: RowChange): string | undefined {
  const table = session.journal.tableNamed(change.table);
  if (table === undefined || table.schema.columns === undefined || QUIET.has(table.schema.name)) return undefined;
  const schema = table.schema as TableSchema;
  const columns = Object.entries((schema.columns ?? {}) as Readonly<Record<string, never>>);
  const after = (change.after ?? change.before) as Readonly<Record<string, unknown>>;
  const before = change.before as Readonly<Record<string, unknown>> | undefined;
  if (schema.name === 'console') return `${change.table}  ${after.stream === 'in' ? '$ ' : ''}${String(after.text)}`;
  const parts: string[] = [];
  for (const [name, kind] of columns) {
    if (schema.key.includes(name) || ['timer', 'detect', 'used', 'confirmed', 'updated'].includes(name)) continue;
    const now = timeless(name, after) ? '' : words.cell(kind, after[name]);
    const was = before === undefined ? undefined : timeless(name, before) ? '' : words.cell(kind, before[name]);
    if (change.kind === 'changed') {
      if (was !== now) parts.push(`${name} ${was === '' ? '—' : was} → ${now === '' ? '—' : now}`);
    } else if (now !== '') parts.push(`${name} ${now}`);
  }
  if (change.kind === 'changed' && parts.length === 0) return undefined;
  return `${change.table}  ${words.rowName(schema, change.key, after)}  ${parts.join(' · ')}`;
}

/** One row: its name and all its columns that say something. */
export function rowLine(words: Describer, session: Session, table: string, row: unknown): string {
  const { schema } = session.journal.tableNamed(table) as { schema: TableSchema };
  const columns = Object.entries((schema.columns ?? {}) as Readonly<Record<string, ColumnKind>>);
  const values = row as Readonly<Record<string, unknown>>;
  const parts = columns
    .filter(([name]) => !schema.key.includes(name) && name !== 'timer' && !timeless(name, values))
    .map(([name, kind]) => [name, words.cell(kind, values[name])])
    .filter(([, text]) => text !== '');
  return `${words.rowName(schema, '', row)}  ${parts.map(part => part.join(' ')).join(' · ')}`;
}
