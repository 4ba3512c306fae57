// The files of a lesson in a folder, as `readLesson` wants them.
import { LANGS, type Lang } from '../i18n/index.js';
import type { LessonTexts } from '../lesson/index.js';
import { join, lessonFolder, readText } from '../platform/files.js';

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
  const prose: Partial<Record<Lang, string>> = {};
  for (const lang of LANGS) {
    const text = readText(join(folder, `${lang}.md`));
    if (text !== undefined) prose[lang] = text;
  }
  return { folder: name, yaml: readText(join(folder, 'lesson.yaml')) ?? '', prose };
}
