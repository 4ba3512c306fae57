// `netstep test`: does a lesson still play as its snapshot says? The differences are told as a unified diff.
import { createTwoFilesPatch } from 'diff';
import type { Lang } from '../i18n/index.js';
import { LessonError, type LessonTexts, readLesson } from '../lesson/index.js';
import { snapshotOf } from './snapshot.js';

/** Most lines of a diff that are told. */
const MOST_LINES = 200;

export type Comparison =
  | { readonly end: 'same' }
  | { readonly end: 'missing'; readonly now: string }
  | { readonly end: 'differs'; readonly now: string; readonly diff: readonly string[] }
  /** It cannot be played at all. */
  | { readonly end: 'broken'; readonly error: LessonError };

/** Compares how a lesson plays now with its snapshot. `file`: how the diff names that. */
export function compareWithSnapshot(
  texts: LessonTexts,
  file: string,
  before: string | undefined,
  lang: Lang = 'en',
): Comparison {
  let now: string;
  try {
    now = snapshotOf(readLesson(texts, lang));
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { end: 'broken', error };
  }
  if (before === undefined) return { end: 'missing', now };
  const old = before.replaceAll('\r\n', '\n');
  if (old === now) return { end: 'same' };
  return { end: 'differs', now, diff: unified(file, old, now) };
}

/** A unified diff, shortened where it is very long. */
export function unified(file: string, before: string, after: string): string[] {
  const patch = createTwoFilesPatch(file, file, before, after, 'kept', 'now', { context: 2 });
  const all = patch.trimEnd().split('\n');
  const lines = all.slice(all.findIndex(line => line.startsWith('--- ')));
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`];
}
