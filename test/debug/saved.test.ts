// Saved moments: reopened here and in another process they are the same; what is wrong with one is told.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contentHash,
  forkHere,
  type Restored,
  readMoment,
  restoreMoment,
  type SavedMoment,
  Session,
  saveMoment,
} from '../../src/debug/index.js';
import { message } from '../../src/i18n/index.js';
import { flights } from '../../src/sim/index.js';
import { root } from '../project/source.js';
import fc from '../property.js';
import { build } from '../topology/build.js';
import { LESSON, PLAN, summary } from './moments.js';
import { act, play } from './play.js';

const start = (): Session => new Session(build(PLAN));
const text = (session: Session): string => JSON.stringify(saveMoment(session, LESSON));

function reopened(saved: string): Session {
  const read = readMoment(saved);
  if (!read.ok) throw new Error(`${read.problem.code} ${JSON.stringify(read.problem.args)}`);
  const restored = restoreMoment(read.moment, build(PLAN), LESSON);
  if (!restored.ok) throw new Error(`${restored.problem.code} ${JSON.stringify(restored.problem.args)}`);
  expect(restored.problems).toEqual([]);
  return restored.session;
}

/** A session with a branch of a branch, cursors inside events, one branch whose origin is gone. */
function eventful(): Session {
  const session = start();
  session.gotoEvent(30);
  session.type('B', 'ping -c 1 192.168.0.100');
  session.run(40);
  session.gotoEvent(3);
  while (flights(session.world).length === 0) session.next();
  const [flight] = flights(session.world);
  session.intervene({ kind: 'corrupt', frame: flight?.frame ?? -1 }, 'gone');
  session.run(30);
  session.reverseNext();
  session.intervene({ kind: 'power', node: 'D', on: false }, 'dark');
  session.run(20);
  session.intervene({ kind: 'power', node: 'D', on: true });
  session.run(20);
  session.gotoEvent(15);
  session.step();
  session.branches.toTrunk();
  session.branches.delete('gone');
  session.gotoEvent(8);
  forkHere(session, 'idea');
  session.step();
  session.branches.switchTo('dark');
  return session;
}

describe('a moment', () => {
  test('is reopened as it was: every branch, its cursor, its present', () => {
    const session = eventful();
    const again = reopened(text(session));
    expect(summary(again)).toEqual(summary(session));
    expect(text(again)).toBe(text(session));
  });

  test('at the very start, too', () => {
    const session = start();
    expect(summary(reopened(text(session)))).toEqual(summary(session));
  });

  test('goes on as the other would have', () => {
    const session = eventful();
    const again = reopened(text(session));
    for (const each of [session, again]) {
      each.branches.switchTo('idea');
      each.run(500);
      each.type('C', 'ping -c 1 192.168.0.101');
      each.run(500);
    }
    expect(again.world.recordHash()).toBe(session.world.recordHash());
  });

  test('is plain data', () => {
    const saved = saveMoment(eventful(), LESSON);
    expect(JSON.parse(JSON.stringify(saved))).toEqual(saved);
    expect(saved.branches[0]).toMatchObject({ name: 'main', history: [{ event: 31 }] });
    expect(saved.branches.find(b => b.name === 'dark')?.fork).not.toHaveProperty('branch');
  });

  test('whatever was done, it is reopened as it was', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 20 }), acts => {
        const session = start();
        for (const one of acts) play(session, one);
        expect(summary(reopened(text(session)))).toEqual(summary(session));
      }),
      { numRuns: 40, seed: 8 },
    );
  });
});

describe('in another process', () => {
  let scratch = '';
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'netstep-moment-'));
    const entry = join(root, 'test/debug/reopen.ts');
    const outfile = join(scratch, 'reopen.mjs');
    buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'error' });
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('it is the same moment, in any time zone and language', () => {
    const sessions = [
      eventful(),
      ...fc.sample(fc.array(act(), { minLength: 5, maxLength: 25 }), { numRuns: 12, seed: 9 }).map(acts => {
        const session = start();
        for (const one of acts) play(session, one);
        return session;
      }),
    ];
    const file = join(scratch, 'moments.json');
    writeFileSync(file, JSON.stringify(sessions.map(text)));
    const env = { PATH: process.env.PATH, TZ: 'Asia/Shanghai', LANG: 'tr_TR.UTF-8' };
    const out = execFileSync(process.execPath, [join(scratch, 'reopen.mjs'), file], { encoding: 'utf8', env });
    const wanted = sessions.map(session => ({ ...summary(session), problems: [] }));
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(wanted)));
  });
});

describe('what is not as it was is told', () => {
  const code = (restored: Restored): string[] =>
    restored.ok ? restored.problems.map(p => p.code) : [`! ${restored.problem.code}`];
  const read = (saved: string): SavedMoment => {
    const result = readMoment(saved);
    if (!result.ok) throw new Error(result.problem.code);
    return result.moment;
  };
  const moment = read(text(eventful()));

  test('another lesson, a changed lesson', () => {
    const other = { id: 'other', hash: LESSON.hash };
    expect(code(restoreMoment(moment, build(PLAN), other))).toEqual(['! other-lesson']);
    const changed = { id: LESSON.id, hash: contentHash('test', 'another plan') };
    expect(code(restoreMoment(moment, build(PLAN), changed))).toEqual(['! lesson-changed']);
    expect(code(restoreMoment(moment, build(PLAN), changed, 'allow'))).toEqual(['lesson-changed']);
  });

  test('a network that behaves otherwise', () => {
    const slow = { ...PLAN, delayNs: 5000 };
    expect(code(restoreMoment(moment, build(slow), LESSON)).join()).toMatch(/cannot-replay|too-short|other-state/);
    const quiet = { ...PLAN, run: [] };
    expect(code(restoreMoment(moment, build(quiet), LESSON))).toEqual(['! too-short']);
    const state = { ...moment, branches: moment.branches.map((b, i) => (i === 1 ? { ...b, state: 'x' } : b)) };
    expect(code(restoreMoment(state, build(PLAN), LESSON))).toEqual(['other-state']);
  });

  test('the hash of a lesson goes by its words, not by the ends of its lines', () => {
    expect(contentHash('a\r\nb')).toBe(contentHash('a\nb'));
    expect(contentHash('a\nb')).not.toBe(contentHash('a\nc'));
    expect(contentHash('ab', 'c')).not.toBe(contentHash('a', 'bc'));
  });
});

describe('a file that is no moment', () => {
  const good = saveMoment(eventful(), LESSON);
  /** The good one with something else at a path. */
  const with_ = (path: string, value: unknown): string => {
    const copy = structuredClone(good) as unknown as Record<string, unknown>;
    const steps = path.split('.');
    let at = copy;
    for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
    at[steps.at(-1) as string] = value;
    return JSON.stringify(copy);
  };
  const cases: [path: string, value: unknown, where: string, kind: string][] = [
    ['format', 'zip', 'format', 'one-of'],
    ['lesson', null, 'lesson', 'object'],
    ['lesson.seed', -1, 'lesson.seed', 'int'],
    ['lesson.id', 5, 'lesson.id', 'text'],
    ['current', 'b77', 'current', 'one-of'],
    ['branches', {}, 'branches', 'list'],
    ['branches', [], 'branches', 'one-of'],
    ['branches', new Array(101).fill(good.branches[0]), 'branches', 'list'],
    ['branches.0.name', 'b1', 'branches[0].name', 'one-of'],
    ['branches.1.name', 'main', 'branches[1].name', 'text'],
    ['branches.1.name', 'a b', 'branches[1].name', 'text'],
    ['branches.1.fork', undefined, 'branches[1].fork', 'object'],
    ['branches.1.fork.branch', 'idea', 'branches[1].fork.branch', 'name'],
    ['branches.0.history', [1], 'branches[0].history[0]', 'object'],
    ['branches.0.history.0.event', 1.5, 'branches[0].history[0].event', 'int'],
    ['branches.0.history.0.event', 1e12, 'branches[0].history[0].event', 'int'],
    ['branches.0.history.0.what.kind', 'explode', 'branches[0].history[0].what.kind', 'one-of'],
    ['branches.0.history.0.what.line', 'x'.repeat(5000), 'branches[0].history[0].what.line', 'text'],
    ['branches.1.history.1.event', 1, 'branches[1].history[1].event', 'order'],
    ['branches.1.history.1.what', { kind: 'link', link: 'x', up: 1 }, 'branches[1].history[1].what.up', 'bool'],
    ['branches.1.cursor', { event: 3, stage: 0 }, 'branches[1].cursor.stage', 'int'],
    ['branches.1.cursor', { event: 0, stage: 1 }, 'branches[1].cursor.stage', 'int'],
  ];

  test.each(cases)('%s: %j', (path, value, where, kind) => {
    const result = readMoment(with_(path, value));
    if (result.ok) throw new Error('accepted');
    const { code, args } = result.problem;
    expect({ code, path: args.path, kind: args.kind }).toEqual({ code: 'bad-field', path: where, kind });
    for (const lang of ['en', 'zh-CN'] as const) expect(message(lang, `saved.${code}`, args)).not.toMatch(/[{}⟨]/);
  });

  test('of another format, too long, not JSON at all', () => {
    expect(readMoment(with_('version', 2))).toMatchObject({
      problem: { code: 'bad-version', args: { version: 2, known: 1 } },
    });
    expect(readMoment(' '.repeat(2_000_000))).toMatchObject({ problem: { code: 'too-big' } });
    expect(readMoment('id: arp')).toMatchObject({ problem: { code: 'not-json' } });
    for (const other of ['null', '[]', '5', '"x"', '{}']) expect(readMoment(other)).toMatchObject({ ok: false });
  });

  test('never throws, whatever stands in it', () => {
    fc.assert(fc.property(fc.json(), json => readMoment(json).ok === false));
    const places = Object.keys(flat(good));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
        const result = readMoment(with_(path, value));
        if (result.ok) restoreMoment(bounded(result.moment), build(PLAN), LESSON, 'allow');
      }),
      { numRuns: 150, seed: 10 },
    );
  });
});

/** Every leaf by its path. */
function flat(value: unknown, path = '', out: Record<string, unknown> = {}): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) out[path] = value;
  else for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, out);
  return out;
}

/** The same with no event far off: what is asked for is replayed. */
function bounded(moment: SavedMoment): SavedMoment {
  const place = <P extends { event: number }>(p: P): P => ({ ...p, event: Math.min(p.event, 500) });
  const branches = moment.branches.map(b => ({ ...b, present: place(b.present), cursor: place(b.cursor) }));
  return { ...moment, branches };
}
