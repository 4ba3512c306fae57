// The packaged lessons play as their snapshots say, in every language; and a snapshot shows what is different.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareWithSnapshot, snapshotOf } from '../../src/author/index.js';
import { readLesson } from '../../src/lesson/index.js';
import { textsOf } from '../lesson/texts.js';
import { lessonIds } from '../lessons.js';
import { made, withYaml } from './made.js';

describe.each(lessonIds)('%s', id => {
  test('plays as its snapshot says (netstep test --update writes a new one)', () => {
    const kept = readFileSync(new URL(`../../lessons/${id}/snapshot.txt`, import.meta.url), 'utf8');
    expect(compareWithSnapshot(textsOf(id), 'snapshot.txt', kept)).toEqual({ end: 'same' });
  });
});

describe('a snapshot', () => {
  const kept = snapshotOf(readLesson(made));
  const compare = (texts: typeof made) => compareWithSnapshot(texts, 'made/snapshot.txt', kept);

  test('is the same each time, and small', () => {
    expect(snapshotOf(readLesson(made))).toBe(kept);
    expect(kept.split('\n').length).toBeLessThan(220);
  });

  test('holds the course, the answers, the tables, the tasks, and the sentences of both languages', () => {
    for (const text of [
      '    = request',
      '    > 2  A.eth0 →  Who has 192.0.2.2? Tell 192.0.2.1  42 B',
      'request: By which ports will frame 2 leave sw?',
      'request: 帧 2 会从 sw 的哪些端口出去？',
      '  => p2',
      'neigh@A  192.0.2.2 A.eth0  lladdr 02:00:00:00:02:01',
      '    before  · A reaches B',
      '    after   ✓ A reaches B',
      'neigh.unknown  A.eth0 has no ARP entry for 192.0.2.2',
      '== sentences, zh-CN ==',
    ])
      expect(kept).toContain(text);
  });

  test('differs where the course does, and says where', () => {
    const other = compare(withYaml(['seed: 1 #', 'seed: 2 #']));
    expect(other).toMatchObject({ end: 'differs' });
    const { diff } = other as { diff: readonly string[] };
    expect(diff.slice(0, 2)).toEqual(['--- made/snapshot.txt\tkept', '+++ made/snapshot.txt\tnow']);
    expect(diff.filter(line => line.startsWith('-lesson made, seed 1'))).toHaveLength(1);
    expect(diff.some(line => /^\+.*Echo \(ping\) request/.test(line))).toBe(true);
  });

  test('differs where only the key of a prediction does', () => {
    const { diff } = compare(withYaml(['ask: egress-ports', 'ask: next-node'])) as { diff: readonly string[] };
    expect(diff).toContain('-  => p2');
    expect(diff).toContain('+  => B');
  });

  test('is missing for a new lesson, and says so; a broken lesson has none', () => {
    expect(compareWithSnapshot(made, 'f', undefined)).toMatchObject({ end: 'missing' });
    expect(compareWithSnapshot(withYaml(['format: 1', 'format: 2']), 'f', kept)).toMatchObject({ end: 'broken' });
  });
});
