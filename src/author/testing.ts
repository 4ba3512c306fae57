// `netstep/testing`: lessons under test with vitest. Nothing of vitest is loaded here: hand `matchers` to its expect.
//
//   import { matchers, walkthrough } from 'netstep/testing';
//   expect.extend(matchers);
//   const w = await walkthrough('lessons/arp');
import type {} from 'vitest';
import type { Lang } from '../i18n/index.js';
import type { LessonTexts } from '../lesson/index.js';
import { checkLesson as checked } from './check.js';
import type { Finding } from './findings.js';
import { textsAt } from './walkthrough.js';

export { LessonError } from '../lesson/index.js';
export type { Finding } from './findings.js';
export { type MatcherResult, matchers } from './matchers.js';
export { snapshotOf } from './snapshot.js';
export { type Moved, type ReadRow, type WalkOptions, Walkthrough, walkthrough } from './walkthrough.js';

/** What `netstep check` finds in a lesson: by its folder or packaged name, or by its texts. In the language of `lang`. */
export const checkLesson = (lesson: string | LessonTexts, lang: Lang = 'en'): Finding[] =>
  checked(typeof lesson === 'string' ? textsAt(lesson) : lesson, lang);

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as vitest declares it
  interface Matchers<T = any> {
    /** The table has a row at the cursor, one for which a filter over its columns holds. */
    toHaveRow(table: string, where?: string): T;
    /** The cursor stands where the lesson's checkpoint of this id was found. */
    toStopAt(id: string): T;
    /** A frame for which a display filter holds was sent up to the cursor. */
    toHaveSent(filter: string, at?: string): T;
    /** A ping would be answered. */
    toReach(from: string, to: string): T;
  }
}
