// The list of lessons: what `netstep` shows without a name.
import type { Lang } from '../i18n/index.js';
import { message } from '../i18n/index.js';
import type { Lesson } from '../lesson/index.js';
import type { Size } from './layout.js';
import type { MouseEvent } from './mouse.js';
import { type Host, runScreen, type SizedAct, type Terminals } from './screen.js';
import { choose, fitLine, justify, type Line, line, pad, span, textOf, widthOf, wrapped } from './text.js';

export interface MenuOptions extends Terminals {
  readonly lessons: readonly Lesson[];
  readonly lang: Lang;
}

/** Lets the person choose a lesson; undefined: none, they leave. */
export function runMenu(options: MenuOptions): Promise<Lesson | undefined> {
  return runScreen<Lesson | undefined>(options, host => new Menu(options.lessons, options.lang, host));
}

export class Menu implements SizedAct {
  readonly #lessons: readonly Lesson[];
  readonly #host: Host<Lesson | undefined>;
  readonly #listeners = new Set<() => void>();
  #lang: Lang;
  #size: Size;
  #index = 0;
  #rows: readonly Line[] | undefined;

  constructor(lessons: readonly Lesson[], lang: Lang, host: Host<Lesson | undefined>) {
    this.#lessons = lessons;
    this.#lang = lang;
    this.#host = host;
    this.#size = host.size;
  }

  rows = (): readonly Line[] => {
    this.#rows ??= menuRows(this.#lessons, this.#index, this.#lang, this.#size);
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
      const row = textOf(this.rows()[y] ?? []).replace(/^[ ›]+/, '');
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

/** The whole screen: one lesson a line, the chosen one with its summary. */
export function menuRows(lessons: readonly Lesson[], index: number, lang: Lang, { columns, rows }: Size): Line[] {
  const text = (id: string, args: Readonly<Record<string, unknown>> = {}) => message(lang, id, args);
  const role = 'status';
  const head = justify(
    line(span(` netstep  ${text('cli.about')}`, role)),
    line(span(lang === 'en' ? ' en ' : ' 中文 ', role)),
    columns,
  );
  const out: Line[] = [head.map(s => ({ ...s, role })), [], line(' ', span(text('cli.list.title'), 'title')), []];
  const room = Math.max(1, rows - out.length - 2);
  const idWidth = Math.max(...lessons.map(l => widthOf(l.id)), 4) + 2;
  const list = lessons.flatMap((lesson, i): Line[] => {
    const { title, summary } = lesson.prose[lang];
    const row = fitLine(
      line(i === index ? span(' › ', 'key') : '   ', span(pad(lesson.id, idWidth), 'strong'), title),
      columns,
    );
    if (i !== index) return [row];
    const below = wrapped(summary, columns - idWidth - 5).map(t => line(' '.repeat(idWidth + 3), span(t, 'dim')));
    return [choose(row), ...below];
  });
  const from = Math.max(0, Math.min(index - Math.floor(room / 2), list.length - room));
  out.push(...list.slice(from, from + room));
  while (out.length < rows - 1) out.push([]);
  const keys = [`↑ ↓ ${text('key.move.short')}`, `Enter ${text('key.enter.short')}`, `L ${text('key.language.short')}`];
  const quit = `q ${text('key.quit.short')}`;
  out.push(line(' ', span([...keys, quit].join('   '), 'key')));
  return out.slice(0, rows).map(r => fitLine(r, columns));
}
