// Commands for authors of lessons: schema, new, check, test.
import type { Command } from 'commander';
import {
  type Comparison,
  compareWithSnapshot,
  newLesson,
  playsAlike,
  SCHEMA_FILE,
  SNAPSHOT,
  schemaText,
} from '../author/index.js';
import { type Lang, message } from '../i18n/index.js';
import { LessonError, problemText, readSandbox } from '../lesson/index.js';
import {
  basename,
  exists,
  filesIn,
  join,
  leadsOutside,
  makeFolder,
  parentOf,
  readText,
  writeBytes,
} from '../platform/files.js';
import { type CheckOptions, check } from './check-command.js';
import { print, UserError } from './output.js';
import { lessonTexts, networkText, type Say, type Subject, subjects, withFile } from './subjects.js';

export const AUTHOR_COMMANDS = ['schema', 'new', 'check', 'test'];

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
    .option('--watch', t('author.help.check-watch'))
    .action((paths: string[], options: CheckOptions) => check(paths, options, lang(), t));
  make('test')
    .description(t('author.help.test'))
    .argument('<path...>', t('author.help.paths'))
    .option('--update', t('author.help.update'))
    .action((paths: string[], options: { update?: boolean }) => test(paths, options.update === true, lang(), t));
}

async function test(paths: readonly string[], update: boolean, lang: Lang, t: Say): Promise<void> {
  const lessons = subjects(paths, lang, t);
  const other: Subject[] = [];
  let stale = false;
  for (const folder of lessons) {
    if (folder.network === true) {
      if (!(await testNetwork(folder, lang, t))) other.push(folder);
      continue;
    }
    const file = join(folder.folder, SNAPSHOT);
    if (leadsOutside(folder.folder, SNAPSHOT))
      throw new UserError(t('format.outside', { path: `${folder.name}/${SNAPSHOT}` }), t('format.outside.mend'));
    const before = withFile(file, lang, 'cli.error.cannot-read', () => readText(file));
    const result = compareWithSnapshot(lessonTexts(folder, lang), `${folder.name}/${SNAPSHOT}`, before, lang);
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

/** A network by itself has no snapshot: what is tried is told. */
async function testNetwork(subject: Subject, lang: Lang, t: Say): Promise<boolean> {
  const { name } = subject;
  try {
    const { events, again, back } = playsAlike(readSandbox(name, networkText(subject, lang), lang));
    const result = !again ? 'differs' : !back ? 'not-back' : 'same';
    await print(`${result === 'same' ? '✓' : '✗'} ${t(`author.network.${result}`, { name, events })}`);
    return result === 'same';
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    await print(`✗ ${t('author.test.broken', { lesson: name })}`);
    for (const problem of error.problems) await print(problemText(problem));
    return false;
  }
}

/** How one lesson compares: a line, and what differs. */
async function tell({ name }: Subject, result: Comparison, t: Say): Promise<void> {
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
