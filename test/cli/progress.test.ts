// Progress as a learner meets it: the real program, process after process, on a folder of its own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn as terminal } from '@lydell/node-pty';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/netstep.js');
let scratch = '';
let state = '';
let turn = 0;

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'pipe' });
  scratch = mkdtempSync(join(tmpdir(), 'netstep-test-'));
});
beforeEach(() => {
  state = join(scratch, `state-${turn++}`);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const environment = () => ({ PATH: process.env.PATH, LANG: 'C', NETSTEP_STATE_DIR: state });

function netstep(args: readonly string[], script: readonly string[] = []) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    cwd: scratch,
    encoding: 'utf8',
    input: script.map(line => `${line}\n`).join(''),
    env: environment(),
    maxBuffer: 1 << 26,
  });
  return { out: stdout, err: stderr, status };
}

const recordFile = () => join(state, 'progress.json');
const MEND = 'A$ ip neigh replace 192.168.0.101 lladdr 02:00:00:00:02:01 dev eth0';
/** Two stops, and a third in the event that ends before the task begins; an answer that is wrong; a task done. */
const WORK = ['continue', 'answer 6', 'continue', 'answer 1 2', 'task static', MEND, 'try'];

describe('what is done', () => {
  it('is there at the next start: counts, answers, and they can not be given anew', () => {
    expect(netstep(['arp', '--plain'], WORK)).toMatchObject({ err: '', status: 0 });
    const shown = netstep(['progress']).out;
    expect(shown).toMatch(/▶ arp .*\n +stops 3 of 16 · predictions 2 of 3, 1 right · tasks 1 of 2; open: silent\n/);
    const again = netstep(['arp', '--plain'], ['continue', 'predict', 'answer 1', 'continue']).out;
    expect(again).toMatch(/> predict\nAs you said\nyou said: ff:ff:ff:ff:ff:ff\n/);
    expect(again).not.toContain('By which ports will frame 2 leave sw?');
    const { answer } = JSON.parse(netstep(['progress', '--json']).out).lessons.find(
      (lesson: { id: string }) => lesson.id === 'arp',
    ).checkpoints[0].prediction;
    expect(answer).toMatchObject({ answer: ['ff:ff:ff:ff:ff:ff'], right: true, event: 2, stage: 8 });
  });

  it('with another seed is another course: its questions are open', () => {
    netstep(['arp', '--plain'], WORK);
    expect(netstep(['arp', '--plain', '--seed', '7'], ['continue']).out).toContain(
      'what will be its Ethernet Destination?',
    );
  });

  it('without a terminal is nothing: the transcript is no learner', () => {
    for (const args of [['arp'], ['next'], ['progress']]) expect(netstep(args)).toMatchObject({ status: 0 });
    expect(existsSync(state)).toBe(false);
  });

  it('on the screen is written while it is shown: whoever pulls the plug loses nothing', async () => {
    const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', TERM: 'xterm-256color', NETSTEP_STATE_DIR: state };
    mkdirSync(state);
    writeFileSync(join(state, 'screen.json'), '{"version":1,"tour":"offered"}');
    const pty = terminal(process.execPath, [bin, 'arp'], { cols: 80, rows: 24, cwd: scratch, env });
    let seen = '';
    pty.onData(data => {
      seen += data;
    });
    const ended = new Promise(done => pty.onExit(done));
    const until = async (holds: () => boolean) => {
      for (let n = 0; n < 900 && !holds(); n++) await new Promise(done => setTimeout(done, 10));
      expect(holds()).toBe(true);
    };
    const kept = () =>
      existsSync(recordFile()) ? JSON.parse(readFileSync(recordFile(), 'utf8')).lessons.arp : undefined;
    await until(() => seen.includes('arp'));
    pty.write('c');
    await until(() => kept()?.reached.miss !== undefined);
    pty.write(':answer 6\r');
    await until(() => kept()?.predictions.miss !== undefined);
    pty.kill('SIGKILL');
    await ended;
    expect(kept().predictions.miss).toMatchObject([{ answer: ['ff:ff:ff:ff:ff:ff'], right: true, event: 2 }]);
    expect(readdirSync(state).filter(name => name.startsWith('progress'))).toEqual(['progress.json']);
  });

  it('is told in Chinese', () => {
    netstep(['arp', '--plain'], WORK);
    expect(netstep(['progress', '--lang', 'zh-CN']).out).toMatch(
      /停留点 3\/16 · 预测 2\/3，答对 1 · 任务 1\/2；未完成：silent/,
    );
  });

  it('by several at once is all there', async () => {
    const seeds = ['1', '2', '3', '4'];
    await Promise.all(
      seeds.map(
        seed =>
          new Promise<void>(done => {
            const child = spawn(process.execPath, [bin, 'arp', '--plain', '--seed', seed], {
              env: environment(),
              stdio: ['pipe', 'ignore', 'inherit'],
            });
            child.stdin.end(`${[...WORK, 'branch main', 'goto end'].join('\n')}\n`);
            child.on('exit', () => done());
          }),
      ),
    );
    const { reached, predictions, tasks } = JSON.parse(readFileSync(recordFile(), 'utf8')).lessons.arp;
    const bySeed = (facts: { seed: number }[]) => facts.map(({ seed }) => String(seed)).sort();
    for (const id of ['miss', 'request', 'failed']) expect(bySeed(reached[id]), id).toEqual(seeds);
    for (const id of ['miss', 'request']) expect(bySeed(predictions[id]), id).toEqual(seeds);
    expect(bySeed(tasks.static.done)).toEqual(seeds);
    expect(readdirSync(state)).toEqual(['progress.json']);
  });
});

describe('what can not be kept', () => {
  it.each([
    ['en', /^netstep: what you do is not recorded, .*progress\.json cannot be written: .+\n$/],
    ['zh-CN', /^netstep：?:? ?.*你的操作不会被记录，无法写入 .*progress\.json：.+\n$/],
  ])('is one line, and the lesson goes on (%s)', (lang, says) => {
    writeFileSync(state, 'a file where a folder is wanted');
    const { out, err, status } = netstep(['arp', '--plain', '--lang', lang], ['continue', 'answer 6', 'where']);
    expect(err).toMatch(says);
    expect(status).toBe(0);
    expect(out).toMatch(/> where\n.*2/);
    expect(netstep(['progress'])).toMatchObject({ status: 1, err: expect.stringMatching(/cannot be (read|written)/) });
  });

  it.skipIf(process.getuid?.() === 0)('in a folder that may not be written to', () => {
    mkdirSync(state);
    chmodSync(state, 0o500);
    expect(netstep(['arp', '--plain'], ['continue']).err).toContain('permission denied');
  });

  it('a file that is no record is set aside by name, and a new one begun', () => {
    mkdirSync(state);
    writeFileSync(recordFile(), '{"version":1,');
    const { err, status } = netstep(['arp', '--plain'], ['continue']);
    expect(status).toBe(0);
    expect(err).toMatch(/^netstep: .*progress\.json was no record of progress: it is now .*progress\.json\.broken-1, /);
    expect(err.split('\n')).toHaveLength(2);
    expect(readFileSync(`${recordFile()}.broken-1`, 'utf8')).toBe('{"version":1,');
    expect(netstep(['progress'])).toMatchObject({ err: '', out: expect.stringContaining('stops 1 of 16') });
  });

  it('a lock that another holds is waited for, and then told with its mend', () => {
    netstep(['arp', '--plain'], ['continue']);
    writeFileSync(`${recordFile()}.lock`, JSON.stringify({ pid: 1, host: 'another', id: 'x' }));
    const { err, status } = netstep(['progress', '--reset', 'arp']);
    expect(status).toBe(1);
    expect(err).toMatch(/another netstep is at .*progress\.json\n +try again; .*delete .*progress\.json\.lock\n$/);
  });
});

describe('netstep progress', () => {
  it('prints JSON as its schema says', () => {
    netstep(['arp', '--plain'], WORK);
    const schema = z.fromJSONSchema(JSON.parse(netstep(['progress', '--schema']).out));
    const summary = JSON.parse(netstep(['progress', '--json']).out);
    expect(schema.safeParse(summary)).toMatchObject({ success: true });
    expect(summary).toMatchObject({ version: 1, next: 'ethernet' });
    expect(schema.safeParse({ ...summary, version: 2 }).success).toBe(false);
    expect(schema.safeParse({ ...summary, lessons: [{ id: 'arp' }] }).success).toBe(false);
  });

  it('forgets a lesson, or all, and says what', () => {
    netstep(['arp', '--plain'], WORK);
    expect(netstep(['progress', '--reset', 'lesson/arp'])).toEqual({
      out: 'arp: removed 3 stops, 2 answers, one task done\n',
      err: '',
      status: 0,
    });
    expect(netstep(['progress', '--reset', 'arp']).out).toBe('arp: nothing was recorded, nothing is removed\n');
    netstep(['arp', '--plain'], ['continue']);
    expect(netstep(['progress', '--reset', 'all']).out).toBe('arp: removed one stop, 0 answers, 0 tasks done\n');
    expect(netstep(['progress']).out).toContain('stops 0 of 16');
  });

  it('forgotten by one netstep, it is not brought back by another that runs: only what it does from then on', async () => {
    const child = spawn(process.execPath, [bin, 'arp', '--plain'], {
      env: environment(),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', chunk => {
      out += String(chunk);
    });
    const until = async (what: string) => {
      for (let n = 0; n < 600 && !out.includes(what); n++) await new Promise(done => setTimeout(done, 10));
      expect(out).toContain(what);
    };
    child.stdin.write('continue\n');
    await until('what will be its Ethernet Destination?');
    expect(netstep(['progress', '--reset', 'all']).out).toContain('one stop');
    child.stdin.end('continue\n');
    await new Promise(done => child.on('exit', done));
    expect(Object.keys(JSON.parse(readFileSync(recordFile(), 'utf8')).lessons.arp.reached)).toEqual(['request']);
  });
});

describe('netstep next', () => {
  it('opens the first lesson that is not finished', () => {
    // The first lesson of the course, whatever was done elsewhere.
    expect(netstep(['next', '--plain'], ['where']).out).toContain('Ethernet: what is in a frame');
    const tasks = ['task static', 'solve', 'branch main', 'goto 4', 'task silent', 'solve'];
    netstep(['arp', '--plain'], ['goto 4', ...tasks, 'branch main', 'goto end']);
    const shown = netstep(['progress']).out;
    expect(shown).toMatch(/✓ arp .*\n +stops 16 of 16 · predictions 0 of 3 · tasks 2 of 2\n/);
    expect(JSON.parse(netstep(['progress', '--json']).out)).toMatchObject({ next: 'ethernet' });
  });
});

describe('netstep handin', () => {
  /** The hash of the state at the cursor of each branch, as a process of its own finds it. */
  const states = (file: string): string[] => {
    const branches: { name: string }[] = JSON.parse(readFileSync(file, 'utf8')).branches;
    const to = join(scratch, 'again.json');
    expect(
      netstep([file, '--plain'], [...branches.map(({ name }) => `branch ${name}`), 'branch main', `save ${to}`]).status,
    ).toBe(0);
    return JSON.parse(readFileSync(to, 'utf8')).branches.map((branch: { state: string }) => branch.state);
  };

  it('writes a file that another process opens at the very same states, and records nothing of it', () => {
    netstep(['arp', '--plain'], WORK);
    const file = join(scratch, 'handin.json');
    const said = netstep(['handin', 'arp', '-o', file]);
    expect(said).toMatchObject({ err: '', status: 0 });
    expect(said.out).toBe(`${file}: 2 answers, one task done, 3 stops; netstep ${file} opens it\n`);
    const handed = JSON.parse(readFileSync(file, 'utf8'));
    expect(handed.handin.tasks).toMatchObject([{ task: 'static', branch: 'static', solved: false }]);
    state = join(scratch, 'teacher');
    expect(states(file)).toEqual(handed.branches.map((branch: { state: string }) => branch.state));
    const opened = netstep(
      [file, '--plain'],
      ['goto start', 'continue', 'predict', 'branch static', 'A$ ip neigh', 'goto end'],
    );
    expect(opened.err).toBe('netstep: this was handed in: nothing that is done here is recorded\n');
    expect(opened.out).toMatch(/> predict\nAs you said\n/);
    expect(opened.out).toContain('192.168.0.101 dev eth0 lladdr 02:00:00:00:02:01 PERMANENT');
    expect(existsSync(state)).toBe(false);
  });

  it('prints the sheet, from the record and from the file alike', () => {
    netstep(['arp', '--plain'], WORK);
    const mine = netstep(['handin', 'arp', '--sheet']);
    expect(mine).toMatchObject({ err: '', status: 0 });
    expect(mine.out).toContain('Stops reached: 3 of 16 · answers: 2 of 3, 1 right · tasks: 1 of 2');
    const file = join(scratch, 'sheet.json');
    netstep(['handin', 'arp', '-o', file]);
    state = join(scratch, 'nobody');
    expect(netstep(['handin', file, '--sheet']).out).toBe(mine.out);
    const page = netstep(['handin', 'arp', '--sheet', '--lang', 'zh-CN', '-o', join(scratch, 'page.md')]);
    expect(page).toEqual({ out: '', err: '', status: 0 });
    expect(readFileSync(join(scratch, 'page.md'), 'utf8')).toMatch(/^# ARP：[\s\S]*答案：_{40}/);
  });

  it.each<[args: string[], says: RegExp, status: number]>([
    [['handin', 'arp'], /where to\? Name a file with -o, or ask for a page with --sheet/, 2],
    [['handin'], /LESSON is missing/, 2],
    [['handin', 'apr', '-o', 'x'], /there is no lesson apr; did you mean arp/, 2],
    [['handin', 'arp', '-o', 'x'], /nothing was done in arp yet.*\n +netstep arp opens it/, 1],
    [['handin', 'arp', '--sheet', '-o', 'no/such/x'], /cannot be written/, 2],
    [['progress', '--reset'], /--reset needs a value: the name of a lesson, or all/, 2],
    [['progress', '--reset', 'apr'], /nothing is recorded of a lesson apr; did you mean arp\?\n +netstep progress/, 2],
    [['progress', '--json', '--reset', 'arp'], /give one of --json, --schema and --reset/, 2],
    [['progress', 'arp'], /arp is one argument too many/, 2],
    [['next', '--seed', 'x'], /--seed does not take x/, 2],
  ])('%j is answered with its mend', (args, says, status) => {
    const answer = netstep(args);
    expect(answer).toMatchObject({ out: '', status });
    expect(answer.err).toMatch(says);
    expect(answer.err).not.toMatch(/\n\s+at |Error:|⟨/);
  });

  it('a hand-in that was garbled is told; a moment is no hand-in', () => {
    netstep(['arp', '--plain'], ['continue', `save ${join(scratch, 'moment.json')}`]);
    expect(netstep(['handin', join(scratch, 'moment.json'), '--sheet'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('a saved moment without answers'),
    });
    const file = join(scratch, 'bad-handin.json');
    netstep(['handin', 'arp', '-o', file]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"reached"', '"reaped"'));
    expect(netstep([file, '--plain'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('opens as no hand-in'),
    });
  });

  it('tells when the answers are those of another seed', () => {
    netstep(['arp', '--plain', '--seed', '7'], WORK);
    const wrong = netstep(['handin', 'arp', '-o', 'x']);
    expect(wrong).toMatchObject({ status: 1, err: expect.stringMatching(/there are answers with seed 7: --seed/) });
    expect(netstep(['handin', 'arp', '--seed', '7', '-o', 'x.json']).out).toContain('2 answers');
  });
});
