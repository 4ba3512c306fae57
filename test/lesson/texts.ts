// The files of a packaged lesson, as they are handed to `readLesson`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LessonTexts } from '../../src/lesson/index.js';

export function textsOf(id: string): LessonTexts {
  const read = (file: string) =>
    readFileSync(fileURLToPath(new URL(`../../lessons/${id}/${file}`, import.meta.url)), 'utf8');
  return {
    folder: `lessons/${id}`,
    yaml: read('lesson.yaml'),
    prose: { en: read('en.md'), 'zh-CN': read('zh-CN.md') },
  };
}
