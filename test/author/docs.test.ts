// Every example of docs/authoring.md is run, in its order, in a folder of its own: what is typed, what is printed, the exit
// status; and the test with vitest is run by vitest.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/authoring.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, text]) => ({ language, text: text! }));
let scratch = '';

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'pipe' });
  scratch = mkdtempSync(join(tmpdir(), 'netstep-author-'));
  mkdirSync(join(scratch, 'bin'));
  symlinkSync(join(root, 'bin/netstep.js'), join(scratch, 'bin/netstep'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Each command of a block with what the page says that it prints. */
function* commands(text: string): Generator<{ command: string; expected: string[] }> {
  for (const part of text.split(/^\$ /m).slice(1)) {
    const [command = '', ...expected] = part.trimEnd().split('\n');
    yield { command, expected };
  }
}

/** What a command prints, with its exit status where it is not 0. */
function run(command: string): string[] {
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', command], {
    cwd: scratch,
    encoding: 'utf8',
    env: { PATH: `${join(scratch, 'bin')}:${process.env.PATH}`, LANG: 'C.UTF-8', NETSTEP_STATE_DIR: scratch },
    input: '',
  });
  const lines = `${stdout}${stderr}`.split('\n').slice(0, -1);
  return status === 0 ? lines : [...lines, `[exit status ${status}]`];
}

/** Whether the lines are those of the page; `…` stands for any number of them. */
function fits(lines: readonly string[], expected: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return lines.length === 0;
  if (first === '…') return lines.some((_, i) => fits(lines.slice(i), rest)) || rest.length === 0 || fits([], rest);
  return lines[0] === first && fits(lines.slice(1), rest);
}

describe('the page', () => {
  // One test: each command works on what those before it left.
  test('prints what it says', { timeout: 60_000 }, () => {
    for (const { language, text } of blocks) {
      if (language !== 'console') continue;
      for (const { command, expected } of commands(text)) {
        const printed = run(command);
        if (!fits(printed, expected)) expect({ command, printed }).toEqual({ command, printed: expected });
      }
    }
    expect(blocks.filter(({ language }) => language === 'console').length).toBeGreaterThan(7);
  });

  test('has no block that is not run', () => {
    const fences = page.match(/^ *(?:```|~~~).*$/gm) ?? [];
    expect(fences.length).toBe(2 * blocks.length);
    const others = blocks.filter(({ language }) => language !== 'console' && language !== 'ts');
    expect(others).toEqual([]);
    expect(blocks.filter(({ language }) => language === 'ts')).toHaveLength(1);
    // A line of a console block is a command or what one printed: nothing stands before the first.
    expect(blocks.filter(({ language, text }) => language === 'console' && !text.startsWith('$ '))).toEqual([]);
  });

  test('has a test that passes', { timeout: 60_000 }, () => {
    run('rm -rf my-lesson && netstep new my-lesson');
    mkdirSync(join(scratch, 'node_modules'));
    symlinkSync(root, join(scratch, 'node_modules/netstep'));
    symlinkSync(join(root, 'node_modules/vitest'), join(scratch, 'node_modules/vitest'));
    writeFileSync(join(scratch, 'my.test.ts'), blocks.find(({ language }) => language === 'ts')!.text);
    const printed = run(`node ${join(root, 'node_modules/vitest/vitest.mjs')} run --reporter=json my.test.ts 2>&1`);
    const report = JSON.parse(printed.find(line => line.startsWith('{')) ?? printed.join('\n')) as {
      numPassedTests: number;
    };
    expect(report, printed.join('\n')).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
  });

  test('the comparison can fail', () => {
    expect(fits(['a', 'b', 'c'], ['a', '…', 'c'])).toBe(true);
    expect(fits(['a', 'b'], ['…'])).toBe(true);
    expect(fits(['a', 'b'], ['a'])).toBe(false);
    expect(fits(['a', 'c'], ['a', 'b', '…'])).toBe(false);
  });
});
