// The record's file: whatever stands in its way is said in a line, nothing is lost, nobody waits for long. Locks are tried with
// real processes.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProgressFile } from '../../src/cli/progress-file.js';
import { NO_PROGRESS, type Progress, recorded } from '../../src/lesson/index.js';
import { withLock } from '../../src/platform/state-lock.js';

let folder = '';
const env = () => ({ NETSTEP_STATE_DIR: folder });
const path = () => join(folder, 'progress.json');
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'netstep-progress-')), 'new', 'deep');
});
afterEach(() => rmSync(join(folder, '../..'), { recursive: true, force: true }));

const answer = (progress: Progress, checkpoint: string): Progress => {
  const given = { checkpoint, answer: ['x'], right: true, happened: ['x'], event: 1, stage: 1, time: 0, seen: false };
  const event = { kind: 'answered', given, made: [] } as const;
  return recorded(progress, 'arp', { hash: 'h', seed: 1 }, event, '2026-01-01T00:00:00.000Z');
};

describe('the file', () => {
  test('is made with its folder at the first thing written, and read back', () => {
    const file = new ProgressFile(env(), 'en');
    expect(file.read()).toEqual(NO_PROGRESS);
    expect(existsSync(folder)).toBe(false);
    const written = file.update(before => answer(before, 'a'));
    expect(new ProgressFile(env(), 'en').read()).toEqual(written);
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  test.each([
    ['half of one', '{"version":1,"lessons":{"arp":', 'broken'],
    ['nothing', '', 'broken'],
    ['something else', '{"version":1,"lessons":[]}', 'broken'],
    ['one of a later version', '{"version":2,"lessons":{"arp":"later"}}', 'newer'],
  ])('that holds %s is set aside, under a name that is told; nothing in it is lost', (_what, text, why) => {
    mkdirSync(folder, { recursive: true });
    for (const n of [1, 2]) {
      writeFileSync(path(), text);
      const file = new ProgressFile(env(), 'en');
      expect(file.read()).toEqual(NO_PROGRESS);
      expect(file.notes).toEqual([expect.stringContaining(`${path()}.${why}-${n}`)]);
      expect(readFileSync(`${path()}.${why}-${n}`, 'utf8')).toBe(text);
      file.update(before => answer(before, 'a'));
      expect(Object.keys(new ProgressFile(env(), 'en').read().lessons)).toEqual(['arp']);
      expect(file.notes).toHaveLength(1);
    }
  });

  test('in a folder that is none is told with the reason', () => {
    mkdirSync(join(folder, '..'), { recursive: true });
    writeFileSync(folder, '');
    const file = new ProgressFile(env(), 'en');
    expect(() => file.update(before => answer(before, 'a'))).toThrow(/cannot be written: /);
    expect(() => new ProgressFile(env(), 'zh-CN').update(before => answer(before, 'a'))).toThrow(/无法写入/);
  });

  test('that is a folder is told with the reason', () => {
    mkdirSync(path(), { recursive: true });
    expect(() => new ProgressFile(env(), 'en').read()).toThrow(/cannot be read: it is a folder/);
  });
});

describe('the lock', () => {
  const lock = () => `${path()}.lock`;
  const held = (content: object) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(lock(), JSON.stringify(content));
  };

  test('of a process that runs is waited for, and told; nothing is written', () => {
    held({ pid: process.ppid, host: hostname(), id: 'other' });
    expect(withLock(path(), 30, () => 'in')).toEqual({ kind: 'busy', lock: lock() });
    expect(new ProgressFile(env(), 'en').tryUpdate(before => answer(before, 'a'), 0)).toBe(lock());
    expect(readdirSync(folder)).toEqual(['progress.json.lock']);
  });

  test('of a process that is gone is taken over at once', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise(done => child.on('exit', done));
    held({ pid: child.pid, host: hostname(), id: 'gone' });
    expect(withLock(path(), 0, () => 'in')).toMatchObject({ kind: 'done', result: 'in' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of another machine, or one that is nobody’s, is taken over once it is old', () => {
    for (const content of [{ pid: 1, host: `not-${hostname()}`, id: 'far' }, {}]) {
      held(content);
      expect(withLock(path(), 0, () => 'in')).toMatchObject({ kind: 'busy' });
      const old = Date.now() / 1000 - 11;
      utimesSync(lock(), old, old);
      expect(withLock(path(), 0, () => 'in')).toMatchObject({ kind: 'done', result: 'in' });
    }
  });

  test('that was taken over meanwhile is not its holder’s any more: it says so, and leaves the other’s alone', () => {
    const done = withLock(path(), 0, still => {
      expect(still()).toBe(true);
      writeFileSync(lock(), '{"id":"other"}');
      return still();
    });
    expect(done).toMatchObject({ kind: 'done', result: false });
    expect(readFileSync(lock(), 'utf8')).toBe('{"id":"other"}');
  });

  test('is given back when the work throws', () => {
    expect(() =>
      withLock(path(), 0, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('several at once', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));

  test('lose nothing, not even when some of them are killed while they write', async () => {
    mkdirSync(folder, { recursive: true });
    const script = join(folder, '..', 'writer.mjs');
    buildSync({
      entryPoints: [join(root, 'test/cli/progress-writer.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    const count = 12;
    const run = (name: string, ...more: string[]) =>
      new Promise<string | number | null>(done => {
        const child = spawn(process.execPath, [script, name, String(count), ...more], { env: env(), stdio: 'inherit' });
        child.on('exit', (status, signal) => done(signal ?? status));
      });
    const ends = await Promise.all([run('a'), run('b'), run('c', 'die'), run('d', 'die')]);
    expect(ends).toEqual([0, 0, 'SIGKILL', 'SIGKILL']);
    const { predictions } = new ProgressFile(env(), 'en').read().lessons.arp!;
    for (const [name, n] of [
      ['a', count],
      ['b', count],
      ['c', count - 1],
      ['d', count - 1],
    ] as const) {
      expect(Object.keys(predictions).filter(id => id.startsWith(`${name}-`))).toHaveLength(n);
    }
    // The lock of the last one killed is nobody's: the next to write takes it over.
    new ProgressFile(env(), 'en').update(before => answer(before, 'e'));
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });
});
