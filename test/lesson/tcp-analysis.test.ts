// Wireshark's analysis of what lessons with TCP put on the wire, one wire end at a time: it flags what the lesson means to show,
// listed in tcp-analysis.json (lesson → wire end → flag → how often), and nothing else. `UPDATE=1 npx vitest run
// test/lesson/tcp-analysis` writes the list anew; whoever does that reads every line of it: a flag that a lesson doesn't speak of
// is a fault of the simulation or of the lesson.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capture, wireEnds } from '../../src/export/index.js';
import { lessonIds, loadLesson, openLesson } from '../lessons.js';
import { flagsOf } from '../tcp/analysis.js';
import { noTshark } from '../wire/tshark.js';

type Flags = Record<string, number>;
const file = join(import.meta.dirname, 'tcp-analysis.json');
const listed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, Flags>>;
const update = process.env.UPDATE === '1';

/** Lessons that type a command of TCP. */
const lessons = lessonIds.filter(id =>
  loadLesson(id).network.run.some(line => 'do' in line && /^(?:nc (?!.*-\w*u)|tcpd|tcpsend)\b/.test(String(line.do))),
);

/** What is flagged at each end that is no port of a switch or hub; ends without flags are left out. */
function analysed(id: string): Record<string, Flags> {
  const { network, session } = openLesson(id);
  network.world.run(200_000);
  const kinds = new Map(network.description.nodes.map(node => [node.name, node.kind]));
  const out: Record<string, Flags> = {};
  for (const end of wireEnds(session.target)) {
    const kind = kinds.get(end.name.split('.')[0]!);
    if (kind === 'switch' || kind === 'hub') continue;
    const flags = flagsOf(capture(session.target, [end], 'en'));
    if (Object.keys(flags).length > 0) out[end.name] = flags;
  }
  return out;
}

describe.skipIf(noTshark !== undefined)("tshark's analysis of the lessons with TCP", () => {
  test('there are such lessons, and the list names no others', () => {
    expect(lessons.length).toBeGreaterThan(1);
    expect(Object.keys(listed).filter(id => !lessons.includes(id))).toEqual([]);
  });

  test.each(lessons)(
    '%s',
    id => {
      const flags = analysed(id);
      if (update) {
        listed[id] = flags;
        writeFileSync(file, `${JSON.stringify(listed, null, 2)}\n`);
      }
      expect(flags, `not as listed in ${file}; see its test for how to list it`).toEqual(listed[id]);
    },
    60_000,
  );
});
