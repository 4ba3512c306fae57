// What a lesson must not do: read what is elsewhere, have names that are JavaScript's, ask for what cannot fail.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textsOf } from '../../src/author/index.js';
import { LessonError, openLesson, problemText, readLesson, readSandbox } from '../../src/lesson/index.js';
import { makeFolder } from '../../src/platform/files.js';
import { made } from '../author/made.js';

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'netstep-bounds-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function told(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof LessonError) return error.problems.map(problemText);
    throw error;
  }
  return [];
}

describe('files', () => {
  const folder = (name: string, links: readonly string[]): string => {
    const path = join(scratch, name);
    mkdirSync(path);
    const files = { 'lesson.yaml': made.yaml, 'en.md': made.prose.en!, 'zh-CN.md': made.prose['zh-CN']! };
    for (const [file, text] of Object.entries(files)) {
      const to = links.includes(file) ? join(scratch, `${name}-${file}`) : join(path, file);
      writeFileSync(to, text);
      if (links.includes(file)) symlinkSync(to, join(path, file));
    }
    return path;
  };
  const read = (path: string) => told(() => readLesson(textsOf({ folder: path, name: 'made' })));

  test('a link out of the folder is not read', () => {
    const text = (file: string) =>
      `made/${file}:1:1: made/${file} is a link to a place outside the folder of the lesson: it is not read`;
    expect(read(folder('yaml', ['lesson.yaml']))[0]).toContain(text('lesson.yaml'));
    expect(read(folder('prose', ['en.md'])).join()).toContain(text('en.md'));
  });

  test('a folder that is a link itself is one', () => {
    symlinkSync(folder('real', []), join(scratch, 'linked'));
    expect(read(join(scratch, 'linked'))).toEqual([]);
  });

  test('a link that stays in the folder is read', () => {
    const path = folder('inside', []);
    rmSync(join(path, 'zh-CN.md'));
    symlinkSync('en.md', join(path, 'zh-CN.md'));
    expect(read(path)).toEqual([]);
  });

  test('a folder below one where none can be made: the system says no, and it ends', () => {
    expect(() => makeFolder('/proc/nope/netstep')).toThrow();
    makeFolder(join(scratch, 'a/b/c'));
    makeFolder(join(scratch, 'a/b/c'));
  });
});

describe('names', () => {
  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('a node called %s is a node', name => {
    const yaml = `nodes:\n  ${name}: { kind: host, devices: { eth0: { addresses: [192.0.2.1/24] } } }\n  ${name}2: { kind: host, devices: { eth0: { addresses: [192.0.2.2/24] } } }\nlinks: [[${name}, ${name}2]]\nrun: [{ at: 0s, on: ${name}, do: ping -c 1 192.0.2.2 }]\n`;
    const { session } = openLesson(readSandbox('net.yaml', yaml.replaceAll('hasOwnProperty2', 'own2')));
    session.gotoTime(5e9);
    const rows = [...session.journal.tableNamed(`neigh@${name}`)!.rows()] as { state: string }[];
    expect(rows).toHaveLength(1);
  });

  test('__proto__ is refused, wherever it stands', () => {
    for (const yaml of ['nodes: { __proto__: { kind: host } }\n', 'nodes: {}\n__proto__: 1\n'])
      expect(told(() => readSandbox('net.yaml', yaml)).join()).toContain('__proto__ is no name that can be used here');
  });
});

test('a goal that can never fail, or never hold, is told', () => {
  const goal = (count: string) =>
    told(() =>
      readSandbox(
        'net.yaml',
        `nodes: { A: { kind: host } }\ncheckpoints: [{ id: c, break: arp, goal: { frame: arp, count: "${count}" } }]\n`,
      ),
    );
  expect(goal('>= 0')[0]).toContain('this goal can never fail: any number is >= 0\n    ask for a number');
  expect(goal('< 0')[0]).toContain('this goal can never hold: no number is < 0');
  for (const fine of ['>= 1', '== 0', '<= 3', '> 0', '< 1']) expect(goal(fine), fine).toEqual([]);
});
