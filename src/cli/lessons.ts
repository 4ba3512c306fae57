// Finding lessons by what a person writes: `arp`, `lesson/arp`, a folder, a lesson.yaml.
import { textsOf } from '../author/index.js';
import { LANGS, type Lang, message } from '../i18n/index.js';
import {
  type Lesson,
  type Library,
  lessonsOf,
  MOST_BYTES,
  nearest,
  readCourse,
  readGlossary,
  readLesson,
  readSandbox,
} from '../lesson/index.js';
import {
  basename,
  exists,
  join,
  lessonFolder,
  lessonFolders,
  packagedLessons,
  parentOf,
  readText,
  yamlFile,
} from '../platform/files.js';
import { fileProblem, UserError } from './output.js';

const packaged = packagedLessons(import.meta.url);

/** What stands beside the packaged lessons; undefined where it was taken away. Throws LessonError when it is broken. */
export function library(): Library | undefined {
  known ??= { library: readLibrary() };
  return known.library;
}

/** Read once: the files come with netstep. */
let known: { readonly library: Library | undefined } | undefined;

const LIBRARY_FILES = ['curriculum.yaml', 'glossary.yaml'] as const;

function readLibrary(): Library | undefined {
  const [course, glossary] = LIBRARY_FILES.map(file => readText(join(packaged, file)));
  if (course === undefined || glossary === undefined) return undefined;
  return {
    course: readCourse('lessons/curriculum.yaml', course, lessonFolders(packaged)),
    glossary: readGlossary('lessons/glossary.yaml', glossary),
  };
}

/** Ids of the lessons that come with netstep, in the order of the course. */
export function lessonIds(): string[] {
  const folders = lessonFolders(packaged);
  const course = library()?.course;
  const order = course === undefined ? [] : lessonsOf(course).map(({ id }) => id);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return folders.sort((a, b) => place(a) - place(b));
}

/** The folder of one of them. */
export const packagedFolder = (id: string): string => join(packaged, id);

/** The lesson a person means; UserError when there is none, LessonError when it is broken. */
export function findLesson(wanted: string, lang: Lang): Lesson {
  const id = wanted.replace(/^lessons?\//, '').replace(/\/$/, '');
  const folders = lessonFolders(packaged);
  if (folders.includes(id)) return packagedLesson(id, lang);
  const alone = networkFile(wanted);
  if (alone !== undefined) return readSandbox(wanted, textOf(alone, wanted, lang), lang);
  const folder = lessonFolder(wanted);
  if (folder !== undefined) return load(folder, wanted.replace(/\/?(lesson\.yaml)?$/, '') || '.', lang);
  const what = readableFile(wanted) ? 'cli.error.not-yaml' : 'cli.error.not-a-lesson';
  if (exists(wanted)) throw new UserError(message(lang, what, { path: wanted }));
  const near = nearest(basename(id), folders);
  throw new UserError(
    message(lang, 'cli.error.unknown-lesson', { name: wanted, near }),
    message(lang, 'cli.error.unknown-lesson.mend'),
  );
}

/** A lesson's place in the course is read when it is asked for: that takes longer than all else before the first picture. */
function packagedLesson(id: string, lang: Lang): Lesson {
  const lesson = load(join(packaged, id), `lessons/${id}`, lang);
  if (!LIBRARY_FILES.every(file => exists(join(packaged, file)))) return lesson;
  return Object.defineProperty(lesson, 'library', { get: library, enumerable: true });
}

/** The file of a network by itself: any YAML file, but a lesson.yaml only where no prose stands beside it. */
export function networkFile(wanted: string): string | undefined {
  const file = yamlFile(wanted);
  if (file === undefined || basename(file) !== 'lesson.yaml') return file;
  return LANGS.some(lang => exists(join(parentOf(file), `${lang}.md`))) ? undefined : file;
}

function readableFile(path: string): boolean {
  try {
    return readText(path) !== undefined;
  } catch {
    return false;
  }
}

/** The text of a file that is there; UserError when it can't be read. `name`: as the person wrote it. */
function textOf(path: string, name: string, lang: Lang): string {
  try {
    return readText(path, MOST_BYTES) ?? '';
  } catch (error) {
    throw new UserError(message(lang, 'cli.error.cannot-read', { path: name, reason: fileProblem(lang, error) }));
  }
}

function load(folder: string, name: string, lang: Lang): Lesson {
  try {
    return readLesson(textsOf({ folder, name }), lang);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new UserError(message(lang, 'cli.error.cannot-read', { path: name, reason: fileProblem(lang, error) }));
  }
}
