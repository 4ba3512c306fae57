// Finding lessons by what a person writes: `arp`, `lesson/arp`, a folder, a lesson.yaml.
import { LANGS, type Lang, message } from '../i18n/index.js';
import { type Lesson, type LessonTexts, nearest, readLesson } from '../lesson/index.js';
import { basename, exists, join, lessonFolder, lessonFolders, packagedLessons, readText } from '../platform/files.js';
import { fileProblem, UserError } from './output.js';

const packaged = packagedLessons(import.meta.url);

/** Ids of the lessons that come with netstep. */
export const lessonIds = (): string[] => lessonFolders(packaged);

/** The folder of one of them. */
export const packagedFolder = (id: string): string => join(packaged, id);

/** The lesson a person means; UserError when there is none, LessonError when it is broken. */
export function findLesson(wanted: string, lang: Lang): Lesson {
  const id = wanted.replace(/^lessons?\//, '').replace(/\/$/, '');
  const ids = lessonIds();
  if (ids.includes(id)) return load(join(packaged, id), `lessons/${id}`, lang);
  const folder = lessonFolder(wanted);
  if (folder !== undefined) return load(folder, wanted.replace(/\/?(lesson\.yaml)?$/, '') || '.', lang);
  if (exists(wanted)) throw new UserError(message(lang, 'cli.error.not-a-lesson', { path: wanted }));
  const near = nearest(basename(id), ids);
  throw new UserError(
    message(lang, 'cli.error.unknown-lesson', { name: wanted, near }),
    message(lang, 'cli.error.unknown-lesson.mend'),
  );
}

function load(folder: string, name: string, lang: Lang): Lesson {
  const read = (file: string): string | undefined => {
    try {
      return readText(join(folder, file));
    } catch (error) {
      const reason = fileProblem(lang, error);
      throw new UserError(message(lang, 'cli.error.cannot-read', { path: `${name}/${file}`, reason }));
    }
  };
  const prose: Partial<Record<Lang, string>> = {};
  for (const language of LANGS) {
    const text = read(`${language}.md`);
    if (text !== undefined) prose[language] = text;
  }
  const texts: LessonTexts = { folder: name, yaml: read('lesson.yaml') ?? '', prose };
  return readLesson(texts);
}
