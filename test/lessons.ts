// Reads the packaged lessons for tests: the files are the program's own input, read as it reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Session } from '../src/debug/index.js';
import { LANGS } from '../src/i18n/index.js';
import { type Lesson, Player, readLesson } from '../src/lesson/index.js';
import { Network } from '../src/topology/index.js';

const folder = fileURLToPath(new URL('../lessons', import.meta.url));

export const lessonIds: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort();

export function loadLesson(id: string): Lesson {
  const read = (file: string) => readFileSync(join(folder, id, file), 'utf8');
  const prose = Object.fromEntries(LANGS.map(lang => [lang, read(`${lang}.md`)]));
  return readLesson({ folder: `lessons/${id}`, yaml: read('lesson.yaml'), prose });
}

export function openLesson(id: string): { lesson: Lesson; network: Network; session: Session; player: Player } {
  const lesson = loadLesson(id);
  const network = new Network(lesson.network);
  const session = new Session(network);
  return { lesson, network, session, player: new Player(lesson, session) };
}
