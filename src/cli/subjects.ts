// What the commands for authors are given: folders of lessons, names of packaged ones, files of networks by themselves.
import { folderAt, type LessonFolder, textsOf } from '../author/index.js';
import { type AnyId, type Lang, message } from '../i18n/index.js';
import { type LessonTexts, MOST_BYTES, nearest } from '../lesson/index.js';
import { basename, exists, filesIn, join, parentOf, readText } from '../platform/files.js';
import { lessonIds, networkFile, packagedFolder } from './lessons.js';
import { fileProblem, UserError } from './output.js';

export type Say = (id: AnyId, args?: Record<string, unknown>) => string;

/** A lesson's folder, or a network by itself: then `name` is its file, and `folder` the one that it is in. */
export interface Subject extends LessonFolder {
  readonly network?: true;
}

/** Does something with files; what is wrong with one is the person's to mend. */
export function withFile<T>(
  path: string,
  lang: Lang,
  id: 'cli.error.cannot-read' | 'cli.error.cannot-write',
  act: () => T,
): T {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new UserError(message(lang, id, { path, reason: fileProblem(lang, error) }));
  }
}

/** What is meant by paths: lessons, those below a folder that is none itself, packaged ones by their name, networks. */
export function subjects(paths: readonly string[], lang: Lang, t: Say): Subject[] {
  const found = paths.flatMap((path): Subject[] => {
    const file = networkFile(path);
    if (file !== undefined) return [{ folder: parentOf(file), name: path, network: true }];
    const one = folderAt(path);
    if (one !== undefined) return [one];
    const below = withFile(path, lang, 'cli.error.cannot-read', () => filesIn(path))
      .map(name => folderAt(join(path, name)))
      .filter(each => each !== undefined);
    if (below.length > 0) return below.map(({ folder }) => ({ folder, name: join(path, basename(folder)) }));
    const id = path.replace(/^lessons?\//, '');
    if (lessonIds().includes(id)) return [{ folder: packagedFolder(id), name: `lessons/${id}` }];
    if (exists(path)) throw new UserError(t('author.no-lesson', { path }), t('author.no-lesson.mend'));
    const near = nearest(basename(id), lessonIds());
    throw new UserError(t('cli.error.unknown-lesson', { name: path, near }), t('cli.error.unknown-lesson.mend'));
  });
  return [...new Map(found.map(each => [each.network === true ? each.name : each.folder, each])).values()];
}

/** The texts of a lesson's folder; UserError where they cannot be read. */
export const lessonTexts = (folder: Subject, lang: Lang): LessonTexts =>
  withFile(folder.name, lang, 'cli.error.cannot-read', () => textsOf(folder));

/** The text of a network's file; UserError where it cannot be read. */
export const networkText = ({ name }: Subject, lang: Lang): string =>
  withFile(name, lang, 'cli.error.cannot-read', () => readText(name, MOST_BYTES) ?? '');
