// Reopens saved moments in a process of its own and prints what it came to: saved.test.ts runs it, bundled.
import { readFileSync } from 'node:fs';
import { readMoment, restoreMoment } from '../../src/debug/index.js';
import { build } from '../topology/build.js';
import { LESSON, PLAN, summary } from './moments.js';

const texts = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as string[];
const out = texts.map(text => {
  const read = readMoment(text);
  if (!read.ok) return read.problem;
  const restored = restoreMoment(read.moment, build({ ...PLAN, seed: read.moment.lesson.seed }), LESSON);
  return restored.ok ? { ...summary(restored.session), problems: restored.problems } : restored.problem;
});
process.stdout.write(JSON.stringify(out));
