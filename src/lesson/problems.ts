// Mistakes in lesson files: where, what was expected, what to do. All of a file's mistakes are told in one go.

import type { Lesson } from './lesson.js';

export interface LessonProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string | undefined;
}

/** `lessons/arp/lesson.yaml:12:5: expected … — write …` */
export function problemText({ file, line, column, message, mend }: LessonProblem): string {
  return `${file}:${line}:${column}: ${message}${mend === undefined ? '' : `\n    ${mend}`}`;
}

/** What is left of a lesson with mistakes, for those that only playing finds. */
export interface Rest {
  readonly lesson: Lesson;
  /** Only its prose has mistakes: nothing of its file was left out. */
  readonly whole: boolean;
  /** Of lists with items left out: the places that the rest has in the file. */
  readonly kept: Readonly<Record<string, readonly number[]>>;
}

/** A lesson that cannot be used. */
export class LessonError extends Error {
  readonly problems: readonly LessonProblem[];
  readonly rest: Rest | undefined;
  constructor(problems: readonly LessonProblem[], rest?: Rest) {
    super(problems.map(problemText).join('\n'));
    this.problems = problems;
    this.rest = rest;
  }
}

/**
 * The candidates nearest to a word, best first: at most three, none further than a third of its length or two, and none
 * that has nothing in common with it.
 */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const scored = candidates.map(c => ({ c, d: distance(word.toLowerCase(), c.toLowerCase()) }));
  const alike = (c: string, d: number) => d <= limit && d < Math.max(word.length, c.length);
  const near = scored.filter(({ c, d }) => alike(c, d) || (word.length >= 2 && c.startsWith(word)));
  return near
    .sort((x, y) => x.d - y.d || (x.c < y.c ? -1 : 1))
    .slice(0, 3)
    .map(s => s.c);
}

/** Edits between two words, a swap of neighbours being one (Damerau; optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
