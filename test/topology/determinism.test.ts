// Lesson + seed + interventions = the same record, byte for byte: again, in another process, zone and language.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Network } from '../../src/topology/index.js';
import { lessonIds, loadLesson } from '../lessons.js';
import fc from '../property.js';
import { build, LAN } from './build.js';
import { plans } from './random-plan.js';

const record = (network: Network): string => {
  network.world.run(50_000);
  return network.world.recordHash();
};
const lesson = (name: string, seed?: number): string => {
  const { network } = loadLesson(name);
  return record(new Network({ ...network, seed: seed ?? network.seed }));
};

describe.each(lessonIds)('the lesson %s', name => {
  test('gives the same record twice, and another with another seed', () => {
    const first = lesson(name);
    expect(lesson(name)).toBe(first);
    const others = [1000, 1001, 1002].map(seed => lesson(name, seed));
    expect(new Set([first, ...others]).size).toBe(4);
  });
});

test('random networks give the same record twice', () => {
  fc.assert(
    fc.property(plans, plan => {
      expect(record(build(plan))).toBe(record(build(plan)));
    }),
    { numRuns: 15 },
  );
});

test('how far a run goes in one slice does not count', () => {
  const plan = {
    ...LAN,
    run: [
      [0, 'A', 'ping -c 3 192.168.0.103'],
      [1, 'B', 'ping -c 2 192.168.0.250'],
    ],
  } as const;
  const whole = record(build(plan));
  const slices = build(plan);
  while (slices.world.run(1) !== 'idle');
  expect(slices.world.recordHash()).toBe(whole);
  const looked = build(plan);
  for (let n = 0; looked.world.step(); n++) {
    if (n % 7 !== 0) continue;
    looked.world.journal.seek(n % looked.world.journal.stageCount);
    looked.stack.netns('A').sortedRoutes();
    looked.world.journal.seek(looked.world.journal.stageCount);
  }
  expect(looked.world.recordHash()).toBe(whole);
});

describe('in other processes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netstep-determinism-'));
  const out = join(folder, 'run.mjs');
  const program = `
    import { readFileSync } from 'node:fs';
    import { readLesson } from './src/lesson/index.js';
    import { Network } from './src/topology/index.js';
    for (const name of process.argv.slice(2)) {
      const read = file => readFileSync('lessons/' + name + '/' + file, 'utf8');
      const prose = { en: read('en.md'), 'zh-CN': read('zh-CN.md') };
      const network = new Network(readLesson({ folder: name, yaml: read('lesson.yaml'), prose }).network);
      network.world.run(50000);
      console.log(name, network.world.recordHash());
    }`;
  const root = join(import.meta.dirname, '../..');

  beforeAll(async () => {
    const stdin = { contents: program, resolveDir: root, loader: 'ts' } as const;
    const banner = {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    };
    await bundle({ stdin, outfile: out, bundle: true, format: 'esm', platform: 'node', banner, logLevel: 'error' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('zones and languages do not count', async () => {
    const here = lessonIds.map(name => `${name} ${lesson(name)}\n`).join('');
    const places = [
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'UTC', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' },
      { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C' },
    ];
    const run = promisify(execFile);
    const told = await Promise.all(
      places.map(async env => {
        const path = { PATH: process.env.PATH };
        const { stdout } = await run(process.execPath, [out, ...lessonIds], { cwd: root, env: { ...path, ...env } });
        return stdout;
      }),
    );
    expect(told).toEqual(places.map(() => here));
  });
});
