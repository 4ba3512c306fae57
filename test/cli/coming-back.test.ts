// Coming back to a lesson, as a learner meets it: the real program, process after process, on a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

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

function netstep(args: readonly string[], script: readonly string[] = []) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    cwd: scratch,
    encoding: 'utf8',
    input: script.map(line => `${line}\n`).join(''),
    env: { PATH: process.env.PATH, LANG: 'C', NETSTEP_STATE_DIR: state },
    maxBuffer: 1 << 26,
  });
  return { out: stdout, err: stderr, status };
}
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('coming back', () => {
  it('one is told where one was, and resume goes there; a first visit is told nothing', () => {
    const first = netstep(['arp', '--plain'], ['c', 'c', 'c', 'C', 'resume']).out;
    expect(first).not.toContain('you were at stop');
    expect(first).toContain('nothing is remembered of this lesson');
    const again = netstep(['arp', '--plain'], ['resume', 'where', 'goto start', 'resume', 'where']).out;
    expect(flat(again)).toContain('you were at stop 3 of 16, The question goes to everybody: resume goes there');
    expect(again.match(/> where\nevent 3 of 3 · stage 5 of 11/g)).toHaveLength(2);
    expect(flat(netstep(['arp', '--plain', '--lang', 'zh-CN'], ['resume', 'where']).out)).toContain(
      '上次走到第 3 站（共 16 站，这个问题发给所有人）：resume 转到那里',
    );
  });

  it('to all stops: the tasks that are open are told, and offered there', () => {
    netstep(['arp', '--plain'], ['goto end', 'task static', 'solve']);
    const again = netstep(['arp', '--plain'], ['resume']).out;
    expect(flat(again)).toContain(
      'you have been at all 16 stops; tasks still open are silent: resume goes to the last',
    );
    expect(again).toMatch(/tasks: task ID begins one\n {2}static .*\n {2}silent /);
  });

  it('to a lesson that has changed, or with another seed: that is told', () => {
    const own = join(scratch, 'own');
    cpSync(join(root, 'lessons/arp'), own, { recursive: true });
    netstep([own, '--plain'], ['c', 'c', 'c', 'answer 6']);
    expect(flat(netstep([own, '--plain', '--seed', '9'], []).out)).toContain('that was with seed 1');
    const file = join(own, 'lesson.yaml');
    const yaml = readFileSync(file, 'utf8');
    writeFileSync(file, yaml.replace('at: 2s,', 'at: 3s,'));
    const changed = netstep([own, '--plain'], ['resume', 'where']).out;
    expect(flat(changed)).toContain('you were at stop 3 of 16');
    expect(flat(changed)).toContain('this lesson has changed since you were in it');
    expect(changed).toMatch(/> where\nevent 3 of 3/);
  });
});

describe('a task', () => {
  it('that is mended is noticed and recorded without being tried', () => {
    const mend = 'A$ ip neigh del 192.168.0.102 dev eth0';
    const { out } = netstep(['arp', '--plain'], ['goto 4', 'task silent', 'A$ ip neigh', mend, 'where', 'leave']);
    expect(out.match(/all goals are reached/g)).toHaveLength(1);
    expect(out).toMatch(/✓ A reaches C\nall goals are reached\nthe task had set up, unseen:\n +A\$ ip neigh replace/);
    const [done] = JSON.parse(netstep(['progress', '--json']).out)
      .lessons.find(({ id }: { id: string }) => id === 'arp')
      .tasks.filter(({ id }: { id: string }) => id === 'silent');
    expect(done.done).toMatchObject({ solved: false });
    // The teacher sees what was to be found.
    const file = join(scratch, 'silent.json');
    expect(netstep(['handin', 'arp', '-o', file]).status).toBe(0);
    expect(netstep([file, '--plain'], ['branch silent', 'events']).out).toContain('it notes 02:00:00:00:02:01');
  });
});

describe('a hand-in', () => {
  it('is not written over a file that is there, unless asked', () => {
    netstep(['arp', '--plain'], ['c']);
    const file = join(scratch, 'mine.json');
    writeFileSync(file, 'thesis');
    for (const args of [
      ['-o', file],
      ['--sheet', '-o', file],
    ]) {
      const refused = netstep(['handin', 'arp', ...args]);
      expect(refused).toMatchObject({ status: 2, err: expect.stringMatching(/is there already.*\n +.*--force/) });
      expect(readFileSync(file, 'utf8')).toBe('thesis');
    }
    expect(netstep(['handin', 'arp', '-o', file, '--force'])).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(readFileSync(file, 'utf8')).handin.reached).toHaveLength(1);
  });
});

describe('the list', () => {
  it('has chapters, minutes, what should be done before, and how far one is', () => {
    netstep(['arp', '--plain'], ['c']);
    const { out } = netstep(['list']);
    expect(out).toMatch(/The link layer: .*\n· ethernet .*\(15 min\)/);
    expect(out).toMatch(/▶ arp .*\(25 min\)\n.*\n +stops 1 of 16/);
    expect(out).toMatch(/· trunk .*\(20 min · needs: vlan\)/);
    // Without a lesson the plain prompt has nothing to step through: it shows the list.
    expect(netstep(['--plain']).out).toBe(out);
    const [, , trunk] = JSON.parse(netstep(['list', '--json']).out).lessons.filter(({ id }: { id: string }) =>
      ['arp', 'vlan', 'trunk'].includes(id),
    );
    expect(trunk).toMatchObject({ chapter: 'link', minutes: 20, needs: ['vlan'] });
  });
});
