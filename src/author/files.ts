// The files of a lesson in a folder, as `readLesson` wants them. What is a link out of the folder is not read: a lesson says
// nothing of what else is on the machine.
import { LANGS, type Lang } from '../i18n/index.js';
import { type LessonTexts, MOST_BYTES } from '../lesson/index.js';
import { join, leadsOutside, lessonFolder, readText } from '../platform/files.js';

/** A lesson's folder, and how messages name it. */
export interface LessonFolder {
  readonly folder: string;
  readonly name: string;
}

/** The folder that a path means: a folder with a lesson.yaml, or that file; undefined: there is none. */
export function folderAt(path: string): LessonFolder | undefined {
  const folder = lessonFolder(path);
  return folder === undefined ? undefined : { folder, name: path.replace(/\/?(lesson\.yaml)?$/, '') || '.' };
}

/** The texts of a folder. Throws what the file system throws. */
export function textsOf({ folder, name }: LessonFolder): LessonTexts {
  const outside: string[] = [];
  const read = (file: string): string | undefined => {
    if (!leadsOutside(folder, file)) return readText(join(folder, file), MOST_BYTES);
    outside.push(file);
    return undefined;
  };
  const yaml = read('lesson.yaml') ?? '';
  const prose: Partial<Record<Lang, string>> = {};
  for (const lang of LANGS) {
    const text = read(`${lang}.md`);
    if (text !== undefined) prose[lang] = text;
  }
  return { folder: name, yaml, prose, outside };
}
