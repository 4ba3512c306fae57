// The list of lessons: what `netstep` shows without a name.
import { predictionMark, progressCounts, progressSign } from '../export/index.js';
import type { Lang } from '../i18n/index.js';
import { message } from '../i18n/index.js';
import { type Lesson, type LessonSummary, lessonsOf, standingOf } from '../lesson/index.js';
import type { Size } from './layout.js';
import type { MouseEvent } from './mouse.js';
import { type Host, runScreen, type SizedAct, type Terminals } from './screen.js';
import {
  choose,
  fitLine,
  justify,
  type Line,
  line,
  lineWidth,
  pad,
  padLeft,
  type Role,
  type Span,
  span,
  textOf,
  wrapped,
} from './text.js';

export interface MenuOptions extends Terminals {
  readonly lessons: readonly Lesson[];
  /** How far one is in them, by id. */
  readonly progress: ProgressById;
  readonly lang: Lang;
}

export type ProgressById = ReadonlyMap<string, LessonSummary>;

/** Lets the person choose a lesson; undefined: none, they leave. */
export function runMenu(options: MenuOptions): Promise<Lesson | undefined> {
  return runScreen<Lesson | undefined>(options, host => new Menu(options, host));
}

type MenuContent = Pick<MenuOptions, 'lessons' | 'progress' | 'lang'>;

const isDone = (done: LessonSummary | undefined): boolean => done !== undefined && standingOf(done) === 'done';

/** Columns of a lesson's id, and of the predictions that were right of those answered. */
const [ID_WIDTH, MARK_WIDTH] = [18, 6];

export class Menu implements SizedAct {
  readonly #lessons: readonly Lesson[];
  readonly #progress: ProgressById;
  readonly #host: Host<Lesson | undefined>;
  readonly #listeners = new Set<() => void>();
  #lang: Lang;
  #size: Size;
  #index = 0;
  #rows: readonly Line[] | undefined;

  constructor({ lessons, progress, lang }: MenuContent, host: Host<Lesson | undefined>) {
    this.#lessons = lessons;
    this.#progress = progress;
    // Where one has something to go on with, the list begins there.
    this.#index = Math.max(
      0,
      lessons.findIndex(({ id }) => !isDone(progress.get(id))),
    );
    this.#lang = lang;
    this.#host = host;
    this.#size = host.size;
  }

  rows = (): readonly Line[] => {
    this.#rows ??= menuRows(
      { lessons: this.#lessons, progress: this.#progress, lang: this.#lang },
      this.#index,
      this.#size,
    );
    return this.#rows;
  };
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  stop(): void {}

  resize(size: Size): void {
    this.#size = size;
    this.#tell();
  }

  press(keys: readonly string[]): void {
    const last = this.#lessons.length - 1;
    for (const key of keys) {
      if (key === 'down' || key === 'j') this.#index = Math.min(last, this.#index + 1);
      else if (key === 'up' || key === 'k') this.#index = Math.max(0, this.#index - 1);
      else if (key === 'home') this.#index = 0;
      else if (key === 'end') this.#index = last;
      else if (key === 'L') this.#lang = this.#lang === 'en' ? 'zh-CN' : 'en';
      else if (key === 'ctrl-l') this.#host.redraw();
      else if (key === 'enter') {
        this.#host.done(this.#lessons[this.#index]);
        return;
      } else if (['q', 'esc', 'ctrl-c'].includes(key)) {
        this.#host.done(undefined);
        return;
      }
    }
    this.#tell();
  }

  /** The wheel goes through the list, a click opens a lesson. */
  mouse(events: readonly MouseEvent[]): void {
    for (const { kind, button, y } of events) {
      if (kind === 'wheel-up') this.press(['up']);
      else if (kind === 'wheel-down') this.press(['down']);
      if (kind !== 'press' || button !== 0) continue;
      const row = textOf(this.rows()[y] ?? []).replace(/^[ ›✓▶·]+/, '');
      const at = this.#lessons.findIndex(lesson => row.startsWith(`${lesson.id} `));
      if (at < 0) continue;
      this.#index = at;
      this.press(['enter']);
    }
  }

  #tell(): void {
    this.#rows = undefined;
    for (const listener of this.#listeners) listener();
  }
}

/** The whole screen: the lessons, the chosen one told in full beside them, or below where it is narrow. */
export function menuRows({ lessons, progress, lang }: MenuContent, index: number, { columns, rows }: Size): Line[] {
  const text = (id: string, args: Readonly<Record<string, unknown>> = {}) => message(lang, id, args);
  const role: Role = 'status';
  const about = line(span(` netstep  ${text('cli.about')}`, role));
  const head = justify(about, line(span(lang === 'en' ? ' en ' : ' 中文 ', role)), columns).map(s => ({ ...s, role }));
  const room = Math.max(1, rows - 4);
  const wide = columns >= WIDE;
  const listWidth = wide ? Math.floor(columns * 0.45) : columns;
  const { list, at } = listOf({ lessons, progress, lang }, index, listWidth);
  const chosen = lessons[index];
  const told =
    chosen === undefined
      ? []
      : details(chosen, progress.get(chosen.id), lang, wide ? columns - listWidth - 3 : columns - 6);
  const out: Line[] = [head, [], line(' ', span(text('cli.list.title'), 'title'))];
  // Below the list at least the first lines about the chosen one stay in sight.
  const height = wide
    ? room
    : Math.max(1, Math.min(list.length, room - Math.min(told.length + 1, Math.ceil(room / 2))));
  const shown = inSight(list, at, height, lang);
  if (wide) {
    const beside = (i: number) => (told[i] === undefined ? [] : line(span(' │ ', 'border'), ...(told[i] as Line)));
    const count = Math.min(room, Math.max(shown.length, told.length));
    for (let i = 0; i < count; i++) out.push([...fitLine(shown[i] ?? [], listWidth), ...beside(i)]);
  } else out.push(...shown, [], ...told.map(t => line('    ', ...t)));
  const rest = out.slice(0, rows - 1);
  while (rest.length < rows - 1) rest.push([]);
  return [...rest, keysRow(lang, columns)].slice(0, rows).map(r => fitLine(r, columns));
}

/** From this width on what is told of a lesson stands beside the list. */
const WIDE = 100;

/** A row of the list: a lesson, or the heading of a chapter. */
interface Entry {
  readonly row: Line;
  readonly lesson: boolean;
}

const placeOf = ({ id, library }: Lesson) => library && lessonsOf(library.course).find(place => place.id === id);

/** The lessons below the headings of their chapters; which row the chosen one is. */
function listOf({ lessons, progress, lang }: MenuContent, index: number, width: number): { list: Entry[]; at: number } {
  const list: Entry[] = [];
  let at = 0;
  let chapter: string | undefined;
  const places = lessons.map(placeOf);
  for (const [i, lesson] of lessons.entries()) {
    const place = places[i];
    if (place !== undefined && place.chapter.id !== chapter) {
      const mine = lessons.filter((_, n) => places[n]?.chapter.id === place.chapter.id);
      const done = mine.filter(({ id }) => isDone(progress.get(id))).length;
      const title = line(' ', span(place.chapter.title[lang], 'strong'), span(`  ✓ ${done}/${mine.length}`, 'dim'));
      list.push({ row: fitLine(title, width), lesson: false });
    }
    chapter = place?.chapter.id;
    if (i === index) at = list.length;
    const minutes = place === undefined ? '' : message(lang, 'cli.list.minutes', { n: place.minutes });
    list.push({ row: choice(lesson, progress.get(lesson.id), lang, i === index, { width, minutes }), lesson: true });
  }
  return { list, at };
}

/** The part of the list around a row; what is above and below it is counted. */
function inSight(list: readonly Entry[], at: number, height: number, lang: Lang): Line[] {
  const from = Math.max(0, Math.min(at - Math.floor(height / 2), list.length - height));
  const shown = list.slice(from, from + height).map(({ row }) => row);
  const more = (sign: string, hidden: readonly Entry[]): Line => {
    const count = hidden.filter(({ lesson }) => lesson).length;
    return line(span(`   ${sign} ${message(lang, 'menu.more', { count })}`, 'key'));
  };
  // Of three rows two would be signs.
  if (height < 5) return shown;
  if (from > 0) shown[0] = more('▴', list.slice(0, from + 1));
  if (from + height < list.length) shown[height - 1] = more('▾', list.slice(from + height - 1));
  return shown;
}

/** Columns of how long a lesson takes; from this width on. */
const [MINUTES_WIDTH, WITH_MINUTES] = [8, 56];

function choice(
  lesson: Lesson,
  done: LessonSummary | undefined,
  lang: Lang,
  here: boolean,
  { width, minutes }: { readonly width: number; readonly minutes: string },
): Line {
  const sign = done === undefined ? ' ' : progressSign(done);
  const start = line(
    span(here ? ' › ' : '   ', 'key'),
    span(`${sign} `, 'key'),
    span(pad(lesson.id, ID_WIDTH), 'strong'),
    ' ',
  );
  const mark = done === undefined ? '' : predictionMark(done);
  const timed = minutes !== '' && width >= WITH_MINUTES;
  const room = Math.max(1, width - MARK_WIDTH - (timed ? MINUTES_WIDTH : 0));
  const title = fitLine([...start, span(lesson.prose[lang].title)], room);
  const time = timed ? [span(padLeft(minutes, MINUTES_WIDTH), 'dim')] : [];
  const row = fitLine([...title, ...time, span(` ${mark}`, 'dim')], width);
  return here ? choose(row) : row;
}

/** What the lesson is about, and what is in it. */
function details(lesson: Lesson, done: LessonSummary | undefined, lang: Lang, width: number): Line[] {
  const { title, summary, opening } = lesson.prose[lang];
  const out: Line[] = [line(span(title, 'title'))];
  for (const text of wrapped(summary, width)) out.push(line(text));
  const kinds = new Map<string, number>();
  for (const { kind } of lesson.network.nodes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const nodes = [...kinds].map(([kind, count]) => `${count} × ${message(lang, `node.${kind}`)}`).join(' · ');
  const stops = message(lang, 'menu.stops', { count: lesson.checkpoints.length });
  const place = placeOf(lesson);
  if (place !== undefined) {
    const parts = [place.chapter.title[lang], message(lang, 'cli.list.minutes', { n: place.minutes })];
    const needs = place.needs.length === 0 ? [] : [message(lang, 'menu.needs', { ids: place.needs })];
    out.push([], line(span([...parts, ...needs].join(' · '), 'strong')));
  }
  out.push([], line(span(`${nodes} · ${stops}`, 'key')), []);
  if (done !== undefined && standingOf(done) !== 'untouched') {
    const told = `${progressSign(done)} ${progressCounts(done, lang)}`;
    for (const text of wrapped(told, width)) out.push(line(span(text, 'strong')));
    out.push([]);
  }
  for (const paragraph of opening.paragraphs.slice(0, 2)) {
    for (const text of wrapped(paragraph, width)) out.push(line(span(text, 'dim')));
    out.push([]);
  }
  out.push(line(span(`netstep lesson/${lesson.id}`, 'dim')));
  return out;
}

/** As many keys as there is room for; how to begin and how to leave first. */
function keysRow(lang: Lang, columns: number): Line {
  const text = (id: string) => message(lang, id);
  const keys = [
    ['Enter', text('menu.begin')],
    ['q', text('key.quit.short')],
    ['↑ ↓', text('key.move.short')],
    ['L', text('key.language.short')],
  ] as const;
  const out: Span[] = [span(' ')];
  for (const [key, word] of keys) {
    const piece = [span(key, 'key'), span(` ${word}   `, 'dim')];
    if (lineWidth(out) + lineWidth(piece) <= columns + 3) out.push(...piece);
  }
  return out;
}
