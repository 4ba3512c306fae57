// The lessons of the project, read from their folders.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lesson, type LessonTexts, readLesson } from '../../src/lesson/index.js';

const folder = join(import.meta.dirname, '../../lessons');

export const lessonNames: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort();

export function textsOf(name: string): LessonTexts {
  const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
  return {
    folder: `lessons/${name}`,
    yaml: read('lesson.yaml'),
    prose: { en: read('en.md'), 'zh-CN': read('zh-CN.md') },
  };
}
export const lessonNamed = (name: string): Lesson => readLesson(textsOf(name));
