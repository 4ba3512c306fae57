// `netstep check`: every mistake of lessons and of networks by themselves; with --watch again each time a file is saved.
import { checkLesson, checkSandbox, type Finding } from '../author/index.js';
import type { Lang } from '../i18n/index.js';
import { problemText } from '../lesson/index.js';
import { basename, watchFolder } from '../platform/files.js';
import { complain, print, UserError } from './output.js';
import { lessonTexts, networkText, type Say, type Subject, subjects } from './subjects.js';
import { FILES } from './watch.js';

export interface CheckOptions {
  readonly json?: boolean;
  readonly watch?: boolean;
}

export async function check(paths: readonly string[], options: CheckOptions, lang: Lang, t: Say): Promise<void> {
  const all = subjects(paths, lang, t);
  const bad = await checkAll(all, options.json === true, lang, t);
  if (options.watch !== true) {
    if (bad) process.exitCode = 1;
    return;
  }
  await print(t('author.check.watching'));
  await watched(all, async file => {
    await print(t('author.check.again', { file }));
    try {
      await checkAll(subjects(paths, lang, t), options.json === true, lang, t);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      complain(lang, error.message, error.mend);
    }
  });
}

/** Calls `again` after each save of a file that belongs to one of them, one call after the other; goes on for ever. */
async function watched(all: readonly Subject[], again: (file: string) => Promise<void>): Promise<void> {
  let work: Promise<void> = Promise.resolve();
  await new Promise<void>((_done, fail) => {
    for (const { folder, name, network } of all) {
      watchFolder(folder, file => {
        if (file !== '' && !(network === true ? file === basename(name) : FILES.test(file))) return;
        work = work.then(() => again(file === '' ? name : file)).catch(fail);
      });
    }
  });
}

/** Whether anything is wrong. */
async function checkAll(all: readonly Subject[], json: boolean, lang: Lang, t: Say): Promise<boolean> {
  const problems: Finding[] = [];
  let bad = 0;
  for (const subject of all) {
    const found =
      subject.network === true
        ? checkSandbox(subject.name, networkText(subject, lang), lang)
        : checkLesson(lessonTexts(subject, lang), lang);
    if (found.length > 0) bad++;
    problems.push(...found);
    if (!json) for (const finding of found) await print(problemText(finding));
  }
  if (json) {
    const report = { version: 1, lessons: all.map(({ name }) => name), problems };
    await print(JSON.stringify(report, null, 2));
  } else {
    const networks = all.every(({ network }) => network === true);
    const count = problems.length;
    if (count === 0) await print(t('author.check.good', { count: all.length, networks }));
    else await print(t('author.check.bad', { lessons: all.length, networks, count, files: all.length > 1 ? bad : 1 }));
  }
  return problems.length > 0;
}
