// The lesson that `netstep new` makes, as texts: what the tests of the commands for authors change and check.

import { checkLesson } from '../../src/author/check.js';
import { type Finding, newLesson } from '../../src/author/index.js';
import type { LessonTexts } from '../../src/lesson/index.js';

const files = newLesson('made', true)!;

/** The texts of the new lesson. */
export const made: LessonTexts = {
  folder: 'made',
  yaml: files['lesson.yaml']!,
  prose: { en: files['en.md']!, 'zh-CN': files['zh-CN.md']! },
};

type Edit = readonly [from: string, to: string];

function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the new lesson has no "${from}"`);
    return now.replace(from, () => to);
  }, text);
}

/** The new lesson with texts of its lesson.yaml replaced. */
export const withYaml = (...edits: readonly Edit[]): LessonTexts => ({ ...made, yaml: edited(made.yaml, edits) });

/** The new lesson with texts of its Chinese prose replaced. */
export const withChinese = (...edits: readonly Edit[]): LessonTexts => ({
  ...made,
  prose: { ...made.prose, 'zh-CN': edited(made.prose['zh-CN']!, edits) },
});

/** What check finds, each as `CODE FILE:LINE:COLUMN`, where the text at that place begins with `at`. */
export function found(texts: LessonTexts): string[] {
  return checkLesson(texts, 'en').map(finding => `${finding.code} ${finding.file}: ${textAt(texts, finding)}`);
}

/** The rest of the line at a finding's place, eleven characters of it. */
function textAt(texts: LessonTexts, { file, line, column }: Finding): string {
  const text = file.endsWith('.yaml') ? texts.yaml : texts.prose[file.includes('zh') ? 'zh-CN' : 'en']!;
  return (text.split('\n')[line - 1] ?? '').slice(column - 1).slice(0, 11);
}
