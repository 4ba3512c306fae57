// The package as it is published: in an empty folder, with nothing beside it but vitest and a compiler, a test of a lesson runs
// and its types are whole. What is packed is what `files` in package.json names.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let scratch = '';

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'pipe' });
  scratch = mkdtempSync(join(tmpdir(), 'netstep-packed-'));
  const packed = join(scratch, 'node_modules/netstep');
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const name of ['package.json', ...files]) {
    mkdirSync(dirname(join(packed, name)), { recursive: true });
    cpSync(join(root, name), join(packed, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules/vitest'), join(scratch, 'node_modules/vitest'));
  writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }');
  const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true, noEmit: true, types: [] };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  writeFileSync(join(scratch, 'lessons.test.ts'), LESSONS);
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const LESSONS = `import { checkLesson, matchers, walkthrough } from 'netstep/testing';
import { expect, test } from 'vitest';

expect.extend(matchers);

test.each(['lessons/arp', 'arp'])('packaged: %s', async name => {
  const w = await walkthrough(name);
  w.continue();
  expect(w).toStopAt('miss');
  expect(w).toHaveRow('neigh@A', 'ip == 192.168.0.103 && state == "INCOMPLETE"');
  expect(w).not.toHaveSent('arp.opcode == 2');
  w.goto('echo');
  expect(w).toHaveSent('arp.opcode == 2', 'D.eth0');
  expect(w).toReach('A', 'D');
});

test('of one’s own', async () => {
  const w = await walkthrough('my-lesson');
  w.continue();
  expect(w).toStopAt('request');
  expect(w).not.toHaveRow('neigh@B');
  w.goto('answer');
  expect(w).toReach('A', 'B');
  expect(checkLesson('my-lesson')).toEqual([]);
  const id: string | undefined = w.lesson.checkpoints[0]?.id;
  // @ts-expect-error an id is text: the types of a lesson are whole
  const wrong: number | undefined = w.lesson.checkpoints[0]?.id;
  expect(id).toBe(wrong);
  // @ts-expect-error a filter is text
  expect(() => expect(w).toHaveRow('neigh@A', 3)).toThrow();
  // @ts-expect-error there is no such matcher
  expect(() => expect(w).toHaveRows('neigh@A')).toThrow();
});
`;

function run(...args: string[]): { readonly out: string; readonly status: number | null } {
  const env = { PATH: process.env.PATH, NETSTEP_STATE_DIR: scratch };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: scratch, encoding: 'utf8', env });
  return { out: `${stdout}${stderr}`, status };
}

test('tests lessons with vitest, in a folder of its own', { timeout: 60_000 }, () => {
  expect(run('node_modules/netstep/bin/netstep.js', 'new', 'my-lesson').status).toBe(0);
  for (const line of [['check'], ['test', '--update'], ['test']])
    expect(run('node_modules/netstep/bin/netstep.js', ...line, 'my-lesson')).toMatchObject({ status: 0 });
  const { out, status } = run(join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json');
  expect(status, out).toBe(0);
  expect(JSON.parse(out.slice(out.indexOf('{"')))).toMatchObject({ numPassedTests: 3, numFailedTests: 0 });
});

test('declares all its types itself', { timeout: 60_000 }, () => {
  const manifest = join(root, 'node_modules/typescript/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { tsc: string } };
  expect(run(join(dirname(manifest), bin.tsc), '-p', '.')).toEqual({ out: '', status: 0 });
});
