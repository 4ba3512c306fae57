// Commands for authors of lessons: schema, new, check, test.
import type { Command } from 'commander';
import {
  type Comparison,
  checkLesson,
  compareWithSnapshot,
  type Finding,
  folderAt,
  type LessonFolder,
  newLesson,
  SCHEMA_FILE,
  SNAPSHOT,
  schemaText,
  textsOf,
} from '../author/index.js';
import { type AnyId, type Lang, message } from '../i18n/index.js';
import { nearest, problemText } from '../lesson/index.js';
import { basename, exists, filesIn, join, makeFolder, parentOf, readText, writeBytes } from '../platform/files.js';
import { lessonIds, packagedFolder } from './lessons.js';
import { fileProblem, print, UserError } from './output.js';

export const AUTHOR_COMMANDS = ['schema', 'new', 'check', 'test'];

type Say = (id: AnyId, args?: Record<string, unknown>) => string;

/** Hangs the commands in. `make` gives a command of a name with what all share. */
export function authorCommands(make: (name: string) => Command, lang: () => Lang): void {
  const t: Say = (id, args = {}) => message(lang(), id, args);
  make('schema')
    .description(t('author.help.schema'))
    .action(() => print(schemaText().trimEnd()));
  make('new')
    .description(t('author.help.new'))
    .argument('<dir>', t('author.help.new-dir'))
    .action((dir: string) => create(dir, lang(), t));
  make('check')
    .description(t('author.help.check'))
    .argument('<path...>', t('author.help.paths'))
    .option('--json', t('author.help.check-json'))
    .action((paths: string[], options: { json?: boolean }) => check(paths, options.json === true, lang(), t));
  make('test')
    .description(t('author.help.test'))
    .argument('<path...>', t('author.help.paths'))
    .option('--update', t('author.help.update'))
    .action((paths: string[], options: { update?: boolean }) => test(paths, options.update === true, lang(), t));
}

/** Does something with files; what is wrong with one is the person's to mend. */
function withFile<T>(
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

/** Folders of lessons: those below a folder that is none itself, packaged ones by their name. */
function folders(paths: readonly string[], lang: Lang, t: Say): LessonFolder[] {
  const found = paths.flatMap(path => {
    const one = folderAt(path);
    if (one !== undefined) return [one];
    const below = withFile(path, lang, 'cli.error.cannot-read', () => filesIn(path))
      .map(name => folderAt(join(path, name)))
      .filter(each => each !== undefined);
    if (below.length > 0) return below.map(({ folder }) => ({ folder, name: join(path, basename(folder)) }));
    const id = path.replace(/^lessons?\//, '');
    if (lessonIds().includes(id)) return [{ folder: packagedFolder(id), name: `lessons/${id}` }];
    if (exists(path)) throw new UserError(t('author.no-lesson', { path }));
    const near = nearest(basename(id), lessonIds());
    throw new UserError(t('cli.error.unknown-lesson', { name: path, near }), t('cli.error.unknown-lesson.mend'));
  });
  return [...new Map(found.map(each => [each.folder, each])).values()];
}

const readIn = (folder: LessonFolder, lang: Lang) =>
  withFile(folder.name, lang, 'cli.error.cannot-read', () => textsOf(folder));

async function check(paths: readonly string[], json: boolean, lang: Lang, t: Say): Promise<void> {
  const lessons = folders(paths, lang, t);
  const all: Finding[] = [];
  let bad = 0;
  for (const folder of lessons) {
    const found = checkLesson(readIn(folder, lang), lang);
    if (found.length > 0) bad++;
    all.push(...found);
    if (!json) for (const finding of found) await print(problemText(finding));
  }
  if (json) {
    const report = { version: 1, lessons: lessons.map(({ name }) => name), problems: all };
    await print(JSON.stringify(report, null, 2));
  } else if (all.length === 0) await print(t('author.check.good', { count: lessons.length }));
  else
    await print(
      t('author.check.bad', { lessons: lessons.length, count: all.length, files: lessons.length > 1 ? bad : 1 }),
    );
  if (all.length > 0) process.exitCode = 1;
}

async function test(paths: readonly string[], update: boolean, lang: Lang, t: Say): Promise<void> {
  const lessons = folders(paths, lang, t);
  const other: LessonFolder[] = [];
  let stale = false;
  for (const folder of lessons) {
    const file = join(folder.folder, SNAPSHOT);
    const before = withFile(file, lang, 'cli.error.cannot-read', () => readText(file));
    const result = compareWithSnapshot(readIn(folder, lang), `${folder.name}/${SNAPSHOT}`, before, lang);
    if (update && (result.end === 'missing' || result.end === 'differs')) {
      withFile(file, lang, 'cli.error.cannot-write', () => writeBytes(file, new TextEncoder().encode(result.now)));
      await print(t('author.test.written', { lesson: folder.name }));
      continue;
    }
    if (result.end !== 'same') other.push(folder);
    stale ||= result.end === 'missing' || result.end === 'differs';
    await tell(folder, result, t);
  }
  if (update && other.length === 0) return;
  await print(
    t('author.test.sum', { count: lessons.length, same: lessons.length - other.length, other: other.length }),
  );
  if (stale) await print(`    ${t('author.test.mend', { paths: other.map(({ name }) => name).join(' ') })}`);
  if (other.length > 0) process.exitCode = 1;
}

/** How one lesson compares: a line, and what differs. */
async function tell({ name }: LessonFolder, result: Comparison, t: Say): Promise<void> {
  const sign = result.end === 'same' ? '✓' : '✗';
  await print(`${sign} ${t(`author.test.${result.end}`, { lesson: name })}`);
  if (result.end === 'broken') {
    for (const problem of result.error.problems) await print(problemText(problem));
    await print(`    ${t('author.test.broken.mend')}`);
  }
  if (result.end === 'differs') await printDiff(result.diff);
}

/** Removed and added lines have their signs; on a terminal with colour they have hues as well. */
async function printDiff(lines: readonly string[]): Promise<void> {
  const { Chalk } = await import('chalk');
  const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const hue = new Chalk({ level: coloured ? 1 : 0 });
  for (const line of lines) {
    // What is the lesson's own is made harmless by print, colour comes after.
    const [before, after] = line.startsWith('+')
      ? hue.green('|').split('|')
      : line.startsWith('-')
        ? hue.red('|').split('|')
        : ['', ''];
    await print(line, { before: before ?? '', after: after ?? '' });
  }
}

/** A new folder with a lesson in it; nothing is overwritten. */
async function create(dir: string, lang: Lang, t: Say): Promise<void> {
  const id = basename(dir);
  const shared = exists(join(parentOf(dir), SCHEMA_FILE));
  const files = newLesson(id, shared);
  if (files === undefined) throw new UserError(t('author.new.bad-name', { name: id }), t('author.new.bad-name.mend'));
  const there = withFile(dir, lang, 'cli.error.cannot-read', () => (exists(dir) ? filesIn(dir) : undefined));
  if (there === undefined && exists(dir)) throw new UserError(t('author.new.exists', { path: dir }));
  if (there !== undefined && there.length > 0)
    throw new UserError(t('author.new.exists', { path: dir }), t('author.new.exists.mend'));
  withFile(dir, lang, 'cli.error.cannot-write', () => {
    makeFolder(dir);
    for (const [name, text] of Object.entries(files)) writeBytes(join(dir, name), new TextEncoder().encode(text), true);
  });
  await print(t('author.new.made', { files: Object.keys(files).map(name => join(dir, name)) }));
  await print(t('author.new.next', { path: dir }));
}
