// What `check` finds: mistakes with their place and their mend, each with a code that stays the same in every language.
import { type Lang, message } from '../i18n/index.js';
import type { LessonProblem } from '../lesson/index.js';

/** What kind of mistake it is. `format`: what reading the files finds; the others come from playing the lesson. */
export type FindingCode =
  | 'format'
  | 'network'
  | 'checkpoint-unreached'
  | 'checkpoint-order'
  | 'goal-at-start'
  | 'goal-missed'
  | 'nothing-to-ask'
  | 'one-answer'
  | 'unknown-panel'
  | 'dead-panel'
  | 'unused-node'
  | 'translation'
  | 'failing-command'
  | 'address-clash'
  | 'task-refused'
  | 'task-done'
  | 'task-unsolved';

export interface Finding extends LessonProblem {
  readonly code: FindingCode;
}

/** Where something stands. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The findings of one lesson, in the order of files and lines. */
export class Findings {
  readonly #all: Finding[] = [];
  readonly #lang: Lang;
  readonly #accept: readonly string[];

  constructor(lang: Lang, accept: readonly string[] = []) {
    this.#lang = lang;
    this.#accept = accept;
  }

  /** Adds one, unless the lesson accepts its kind. The message is `author.WHAT`, its mend `author.WHAT.mend`. */
  say(code: FindingCode, spot: Spot, what: string, args: Readonly<Record<string, unknown>> = {}): void {
    if (this.#accept.includes(code)) return;
    const text = message(this.#lang, `author.${what}`, args);
    this.#all.push({ code, ...spot, message: text, mend: message(this.#lang, `author.${what}.mend`, args) });
  }

  /** Adds what reading or building found. */
  take(code: FindingCode, problems: readonly LessonProblem[]): void {
    this.#all.push(...problems.map(problem => ({ code, ...problem })));
  }

  /** Adds what was found elsewhere, but nothing twice. */
  absorb(more: readonly Finding[]): void {
    const name = ({ file, line, column, message: text }: Finding) => `${file}:${line}:${column}: ${text}`;
    const there = new Set(this.#all.map(name));
    this.#all.push(...more.filter(finding => !there.has(name(finding))));
  }

  list(): Finding[] {
    const place = ({ file, line, column }: Spot) => [file, line, column] as const;
    return this.#all.sort((a, b) => {
      const [[fileA, lineA, columnA], [fileB, lineB, columnB]] = [place(a), place(b)];
      return fileA === fileB ? lineA - lineB || columnA - columnB : fileA < fileB ? -1 : 1;
    });
  }
}
