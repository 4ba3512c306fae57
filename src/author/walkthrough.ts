// A lesson in the hands of a test: step through it, type commands, read its tables, ask why. Everything that can be asked at
// the plain prompt can be asked here (`ask`). Read debug/session.ts first.
import type { Session } from '../debug/index.js';
import { Describer, Prompt } from '../export/index.js';
import type { Lang } from '../i18n/index.js';
import {
  findRows,
  type Lesson,
  type LessonTexts,
  type OpenLesson,
  openLesson,
  type Player,
  parseDuration,
  readLesson,
} from '../lesson/index.js';
import { packagedLessons } from '../platform/files.js';
import { folderAt, textsOf } from './files.js';
import { MOST_EVENTS } from './play.js';

/** How a move ended, and the checkpoint where it stopped, if it did. */
export interface Moved {
  readonly end: string;
  readonly at: string | undefined;
}

export interface WalkOptions {
  readonly seed?: number;
  readonly lang?: Lang;
}

/** Columns by name: addresses, devices and times as text, numbers and truth values as they are. */
export type ReadRow = Readonly<Record<string, string | number | boolean>>;

export class Walkthrough {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly player: Player;
  readonly lang: Lang;
  readonly #prompt: Prompt;

  constructor({ lesson, session, player }: OpenLesson, lang: Lang) {
    this.lesson = lesson;
    this.session = session;
    this.player = player;
    this.lang = lang;
    this.#prompt = new Prompt(lesson, session, player, lang);
  }

  /** On by so many events, or stages inside them. */
  next(times = 1): Moved {
    return this.#moved(this.session.repeat(times, session => session.next()).end);
  }
  step(times = 1): Moved {
    return this.#moved(this.session.repeat(times, session => session.step()).end);
  }
  /** Back by so many events, or stages. */
  back(times = 1): Moved {
    return this.#moved(this.session.repeat(times, session => session.reverseNext()).end);
  }
  stepBack(times = 1): Moved {
    return this.#moved(this.session.repeat(times, session => session.reverseStep()).end);
  }
  /** On to the next checkpoint, or to the end. */
  continue(): Moved {
    return this.#moved(this.session.continue(MOST_EVENTS).end);
  }

  /** To an event (its end), a checkpoint by its id, a time (`2.5s`), `start` or `end`. Throws where there is none. */
  goto(where: number | string): Moved {
    const { session } = this;
    if (typeof where === 'number') return this.#arrived(session.gotoEvent(where, MOST_EVENTS).end, `event ${where}`);
    if (where === 'start') return this.#moved(session.gotoStart().end);
    if (where === 'end') return this.#moved(session.gotoTime(Number.MAX_SAFE_INTEGER, MOST_EVENTS).end);
    const ns = parseDuration(where);
    if (ns !== undefined) return this.#moved(session.gotoTime(ns, MOST_EVENTS).end);
    session.gotoStart();
    for (let moved = this.continue(); moved.end === 'checkpoint'; moved = this.continue()) {
      if (moved.at === where) return moved;
    }
    const ids = this.lesson.checkpoints.map(({ id }) => id).join(', ');
    throw new Error(`${this.lesson.id} does not stop at ${where}; its checkpoints: ${ids}`);
  }

  /** Types a command on a node, as the next event; gives what it wrote at once. What a program writes later: `console`. */
  type(node: string, line: string): string[] {
    const before = this.console(node).length;
    const { end } = this.session.type(node, line);
    if (end === 'refused') throw new Error(`${node}$ ${line}: there is no node ${node}`);
    return this.console(node).slice(before + 1);
  }

  /** All that stands on the console of a node: what was typed there and what programs wrote. */
  console(node: string): string[] {
    return this.rows(`console@${node}`).map(({ stream, text }) => `${stream === 'in' ? '$ ' : ''}${text}`);
  }

  /** The rows of a table (`fdb@sw`) at the cursor for which a filter over its columns holds. Throws for a wrong filter. */
  rows(table: string, where?: string): ReadRow[] {
    const found = findRows(this.session.target, table, where);
    if (!found.ok) {
      if (found.empty) return [];
      throw new Error(found.message);
    }
    const words = new Describer(this.session.target, 'en');
    const kinds = Object.entries(found.columns);
    return found.rows.map(row => {
      const values = kinds.map(([name, kind]) => {
        const value = row[name];
        const plain = typeof value === 'boolean' || kind === 'int';
        return [name, plain ? (value ?? '') : words.cell(kind, value)];
      });
      return Object.fromEntries(values) as ReadRow;
    });
  }

  /** Why a row is as it is, or a frame: `why('neigh@A', '192.168.0.103', '.lladdr')`; the chain of causes, a line each. */
  why(...words: string[]): string[] {
    return this.ask(['why', ...words].join(' '));
  }

  /** Any command of the plain prompt: `why-not A D`, `follow 2`, `predict`, `answer 1` … */
  ask(line: string): string[] {
    let answer = this.#prompt.execute(line);
    for (let slices = 0; answer.again === true && slices < 50; slices++) answer = this.#prompt.runOn();
    return [...answer.lines];
  }

  /** The checkpoint where the cursor stands, if it stands at one. */
  get at(): string | undefined {
    const hit = this.player.current();
    return hit?.position === this.session.position ? hit.checkpoint.id : undefined;
  }

  #moved(end: string): Moved {
    return { end, at: this.at };
  }

  #arrived(end: string, what: string): Moved {
    if (end === 'end' || end === 'stopped') throw new Error(`${this.lesson.id} has no ${what}`);
    return this.#moved(end);
  }
}

/**
 * A lesson at its first moment: a folder, or the name of a packaged lesson. Rejects with LessonError, which names file, line
 * and column, where the lesson is broken.
 */
export async function walkthrough(path: string, options: WalkOptions = {}): Promise<Walkthrough> {
  const { lang = 'en' } = options;
  return new Walkthrough(openLesson(readLesson(textsAt(path), lang), options.seed, lang), lang);
}

/** The texts of a lesson by its folder or packaged name. */
export function textsAt(path: string): LessonTexts {
  const id = path.replace(/^lessons?\//, '').replace(/\/$/, '');
  const folder = folderAt(path) ?? folderAt(`${packagedLessons(import.meta.url)}/${id}`);
  if (folder === undefined) throw new Error(`there is no lesson in ${path}, and none of that name is packaged`);
  return textsOf({ ...folder, name: folderAt(path) === undefined ? `lessons/${id}` : folder.name });
}
