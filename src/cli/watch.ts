// `netstep LESSON --watch`: the lesson on the screen is loaded anew when one of its files changes, and stands where the old
// one stood, as far as that is still there. While a file is broken the old lesson stays.
import { folderAt } from '../author/index.js';
import { type Lang, message } from '../i18n/index.js';
import { LessonError, problemText } from '../lesson/index.js';
import { basename, parentOf, watchFolder } from '../platform/files.js';
import type { News } from '../tui/index.js';
import { findLesson, lessonIds, networkFile, packagedFolder } from './lessons.js';
import type { Opened } from './moments.js';
import { UserError } from './output.js';
import { open } from './play.js';

/** Most events that are run to come back to where the old lesson stood. */
const MOST_EVENTS = 50_000;
/** Files whose change is one of the lesson. */
export const FILES = /^lesson\.yaml$|\.md$/;

/** Tells what becomes of the lesson each time a file of it changes; gives how to stop. UserError: `name` is no lesson. */
export function watchLesson(
  name: string,
  opened: Opened,
  seed: number | undefined,
  lang: Lang,
): (tell: (news: News) => void) => () => void {
  const id = name.replace(/^lessons?\//, '').replace(/\/$/, '');
  const alone = lessonIds().includes(id) ? undefined : networkFile(name);
  const folder = lessonIds().includes(id)
    ? packagedFolder(id)
    : alone === undefined
      ? folderAt(name)?.folder
      : parentOf(alone);
  if (folder === undefined) throw new UserError(message(lang, 'author.no-lesson', { path: name }));
  let current = opened;
  return tell =>
    watchFolder(folder, file => {
      if (file !== '' && !(alone === undefined ? FILES.test(file) : file === basename(alone))) return;
      try {
        const lesson = findLesson(name, lang);
        const fresh: Opened = { ...open(lesson, seed, lang), lesson, notes: [] };
        moveTo(fresh, current);
        current = fresh;
        tell({ ok: true, ...fresh, text: message(lang, 'author.watch.loaded', { file }) });
      } catch (error) {
        tell({ ok: false, text: message(lang, 'author.watch.broken', { problem: firstLine(error) }) });
      }
    });
}

/** Goes where the old lesson stands: the same checkpoint, or the same stage of the same event, or the last one there is. */
export function moveTo({ session, player }: Opened, old: Opened): void {
  const { event, stage, stages, events } = old.session.where();
  const hit = old.player.current();
  session.gotoEvent(events, MOST_EVENTS);
  const same = player.reached().find(({ checkpoint }) => checkpoint.id === hit?.checkpoint.id);
  if (hit !== undefined && hit.position === old.session.position && same !== undefined) {
    session.gotoPosition(same.position);
    return;
  }
  session.gotoEvent(event, MOST_EVENTS);
  const now = session.where();
  if (now.event !== event || stage >= stages) return;
  for (let n = now.stages; n > Math.max(1, stage); n--) session.reverseStep();
}

/** What is wrong, on one line. */
function firstLine(error: unknown): string {
  const first = error instanceof LessonError ? error.problems[0] : undefined;
  const text = first === undefined ? (error instanceof Error ? error.message : String(error)) : problemText(first);
  return text.split('\n')[0] as string;
}
