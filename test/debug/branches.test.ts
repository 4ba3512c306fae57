// Branches: where they fork, what they hold, and that no branch ever touches another.

import { describe, expect, test } from 'vitest';
import { type Branch, diff, forkHere, type Made, Session, type Target } from '../../src/debug/index.js';
import { message } from '../../src/i18n/index.js';
import { flights } from '../../src/sim/index.js';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { build, LAN, type Plan } from '../topology/build.js';
import { act, play } from './play.js';

const { medium: _, ...COPPER } = LAN;
const PING: Plan = { ...COPPER, run: [[0, 'A', 'ping -c 1 192.168.0.103']] };
const start = (): Session => new Session(build(PING));
const toEnd = (session: Session): void => {
  while (session.run(1000).end !== 'end');
};
const names = (session: Session): string[] => session.branches.list().map(b => b.name);
const current = (session: Session): Branch => session.branches.get(session.branch) as Branch;

describe('branches', () => {
  test('typing in the present goes on with the trunk; in the past it forks', () => {
    const session = start();
    session.gotoEvent(4);
    const { target } = session;
    session.type('B', 'ip neigh');
    expect(names(session)).toEqual(['main']);
    expect(session.target).toBe(target);
    expect(current(session).made).toEqual([{ event: 5, what: { kind: 'command', netns: 'B', line: 'ip neigh' } }]);
    toEnd(session);
    const trunk = session.world.recordHash();
    session.gotoEvent(2);
    session.type('C', 'ip neigh');
    expect(session.branch).toBe('b1');
    expect(session.where()).toMatchObject({ branch: 'b1', event: 3, events: 3, atPresent: true });
    expect(current(session)).toMatchObject({ fork: { branch: 'main', event: 2 }, current: true });
    expect(current(session).made.map(m => m.event)).toEqual([3]);
    session.branches.toTrunk();
    expect(session.world.recordHash()).toBe(trunk);
    expect(session.where()).toMatchObject({ branch: 'main', event: 2 });
  });

  test('what was computed ahead of the learner is no past', () => {
    const session = start();
    session.gotoEvent(3);
    session.world.run(10);
    session.journal.seek(session.present);
    expect(session.journal.stageCount).toBeGreaterThan(session.present);
    session.type('B', 'ip neigh');
    expect(names(session)).toEqual(['main']);
    expect(session.where()).toMatchObject({ event: 4, events: 4 });
    expect(session.stage?.event).toBe(session.target.setupEvents + 3);
  });

  test('inside an event it takes effect at the event’s end, and the move shows the rest of the event too', () => {
    const session = start();
    session.gotoEvent(2);
    session.step();
    expect(session.where()).toMatchObject({ event: 3, stage: 1 });
    const from = session.position;
    session.type('B', 'ip neigh');
    expect(session.where().event).toBe(4);
    expect(session.previous).toBe(from);
    session.gotoEvent(8);
    session.gotoEvent(2);
    session.step();
    session.type('B', 'ip neigh');
    expect(current(session).fork).toMatchObject({ branch: 'main', event: 3 });
    expect(session.where().event).toBe(4);
  });

  test('each keeps its cursor and its present', () => {
    const session = start();
    toEnd(session);
    session.gotoEvent(5);
    session.intervene({ kind: 'link', link: 'A.eth0-sw.p1', up: false }, 'cut');
    session.gotoEvent(9);
    session.gotoEvent(7);
    session.branches.switchTo('main');
    expect(session.where()).toMatchObject({ branch: 'main', event: 5, atPresent: false });
    session.gotoEvent(2);
    session.branches.switchTo('cut');
    expect(session.where()).toMatchObject({ branch: 'cut', event: 7, events: 9, atPresent: false });
    expect(session.previous).toBe(session.position);
    session.branches.switchTo('main');
    expect(session.where().event).toBe(2);
  });

  test('a fork of what a branch shares with the trunk is a fork of the trunk', () => {
    const session = start();
    toEnd(session);
    session.gotoEvent(5);
    session.type('B', 'ip neigh');
    session.gotoEvent(3);
    session.type('C', 'ip neigh');
    expect(session.branch).toBe('b2');
    expect(current(session)).toMatchObject({ fork: { branch: 'main', event: 3 } });
    expect(current(session).history.length).toBe(1);
    session.branches.switchTo('b1');
    session.gotoEvent(7);
    session.gotoEvent(6);
    session.type('D', 'ip neigh');
    expect(current(session)).toMatchObject({ fork: { branch: 'b1', event: 6 } });
    expect(current(session).made.length).toBe(1);
    expect(current(session).history.map(m => m.event)).toEqual([6, 7]);
    session.branches.switchTo('main');
    expect(session.branches.delete('b1')).toBeUndefined();
    expect(session.branches.get('b3')?.fork).toMatchObject({ branch: undefined, event: 6 });
  });

  test('an empty branch is one too', () => {
    const session = start();
    session.gotoEvent(5);
    expect(forkHere(session, 'idea')).toBeUndefined();
    expect(session.where()).toMatchObject({ branch: 'idea', event: 5, atPresent: true });
    expect(current(session).made).toEqual([]);
  });

  test('names and mistakes', () => {
    const session = start();
    session.gotoEvent(5);
    forkHere(session);
    forkHere(session);
    expect(names(session)).toEqual(['main', 'b1', 'b2']);
    const { branches } = session;
    const problems = [
      branches.switchTo('b9'),
      branches.rename('b9', 'x'),
      branches.rename('main', 'x'),
      branches.rename('b1', 'main'),
      branches.rename('b1', 'a b'),
      branches.rename('b1', ''),
      branches.delete('main'),
      branches.delete('b2'),
      branches.delete('b9'),
    ];
    const codes = [
      'unknown',
      'unknown',
      'is-trunk',
      'name-taken',
      'bad-name',
      'bad-name',
      'is-trunk',
      'is-current',
      'unknown',
    ];
    expect(problems.map(p => p?.code)).toEqual(codes);
    for (const problem of problems) {
      for (const lang of ['en', 'zh-CN'] as const)
        expect(message(lang, `branch.${problem?.code}`, problem?.args)).not.toMatch(/[{}⟨]/);
    }
    expect(branches.rename('b2', 'better')).toBeUndefined();
    expect(session.branch).toBe('better');
    branches.toTrunk();
    branches.delete('b1');
    forkHere(session);
    expect(names(session)).toEqual(['main', 'better', 'b1']);
    session.gotoEvent(1);
    expect(session.intervene({ kind: 'power', node: 'B', on: false }, 'main')).toMatchObject({
      ok: false,
      of: 'branch',
      problem: { code: 'name-taken' },
    });
  });
});

/** The hash of every branch's record up to its present, by name. */
function records(session: Session): Map<string, string> {
  return new Map(session.branches.list().map(b => [b.name, b.target.world.recordHash()]));
}

/** A branch made again from the lesson by what was done in it. */
function again(history: readonly Made[], events: number): Target {
  const target: Network = build(PING);
  const count = () => target.world.journal.eventCount - target.setupEvents;
  for (const { event, what } of history) {
    while (count() < event - 1) target.world.step();
    target.perform(what);
  }
  while (count() < events && target.world.step());
  return target;
}

describe('whatever is done', () => {
  test('a move and its reverse, through forks, give the same state', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 25 }), acts => {
        const session = start();
        const been: { target: Target; position: number; hash: string }[] = [];
        for (const one of acts) {
          play(session, one);
          been.push({ target: session.target, position: session.position, hash: session.world.stateHash() });
        }
        for (const { target, position, hash } of been.reverse()) {
          target.world.journal.seek(position);
          expect(target.world.stateHash()).toBe(hash);
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  test('a branch is touched by what is done in it, and by nothing else', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 25 }), acts => {
        const session = start();
        for (const one of acts) {
          const { branch } = session;
          const before = records(session);
          const count = names(session).length;
          play(session, one);
          const forked = names(session).length > count;
          for (const [name, hash] of records(session)) {
            if (!before.has(name) || (name === branch && !forked)) continue;
            expect(hash, `${name} after ${JSON.stringify(one)}`).toBe(before.get(name));
          }
          if (forked) expect(records(session).get(branch)).toBe(before.get(branch));
        }
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  test('the same things done at the same boundaries give the same record, whatever came between', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 25 }), acts => {
        const session = start();
        for (const one of acts) play(session, one);
        for (const { target, history } of session.branches.list()) {
          const { journal } = target.world;
          const made = again(history, journal.eventCount - target.setupEvents);
          expect(made.world.recordHash()).toBe(target.world.recordHash());
          made.world.journal.seek(journal.position);
          expect(made.world.stateHash()).toBe(target.world.stateHash());
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});

describe('the difference of two branches', () => {
  /** The event in which the first frame is sent, and that frame. */
  const sending = (session: Session): [event: number, frame: number] => {
    session.gotoStart();
    while (flights(session.world).length === 0) session.next();
    return [session.where().event, flights(session.world)[0]?.frame ?? -1];
  };
  const fork = (session: Session, event: number, what: Parameters<Session['intervene']>[0]): void => {
    session.branches.toTrunk();
    session.gotoEvent(event);
    expect(session.intervene(what)).toMatchObject({ ok: true, forked: true });
    toEnd(session);
  };
  const side = (session: Session, name: string): Branch => session.branches.get(name) as Branch;

  test('a lost frame: what is there in one only, and which rows', () => {
    const session = start();
    toEnd(session);
    const [event, frame] = sending(session);
    fork(session, event, { kind: 'drop', frame });
    const [a, b] = [side(session, 'main'), side(session, 'b1')];
    const d = diff(a, b);
    expect(d.divergence).toEqual({ event: event + 1, a: 1576, b: 0 });
    expect(d.events).toEqual({ a: a.target.world.journal.eventCount - a.target.setupEvents, b: expect.any(Number) });
    // A second request by broadcast reaches the switch, a second later, as the first one did in the trunk.
    expect(d.frames.moved[0]?.times[0]).toBeLessThan(1_000_000);
    expect(d.frames.moved.some(m => m.times[1] >= 1_000_000_000)).toBe(true);
    expect(d.frames.onlyB.length).toBeGreaterThan(0);
    const early = diff(a, b, 500_000_000);
    const tables = new Set(early.rows.filter(r => !r.internal).map(r => r.table));
    expect([...tables]).toEqual(expect.arrayContaining(['neigh@A', 'neigh@D', 'fdb@sw', 'console@A']));
    expect(early.rows.find(r => r.table === 'neigh@A')?.columns).toContain('state');
    expect(early.rows.filter(r => r.table === 'fdb@sw' && r.b === undefined).length).toBe(2);
    expect(a.target.world.journal.position).toBe(a.position);
  });

  test('an edited frame: which fields', () => {
    const session = start();
    toEnd(session);
    const [event, frame] = sending(session);
    fork(session, event, { kind: 'edit', frame, field: 'arp.dst.proto_ipv4', value: '192.168.0.77', seal: true });
    const d = diff(side(session, 'main'), side(session, 'b1'));
    const first = d.frames.changed[0];
    expect(first?.change.fields).toMatchObject([
      { name: 'arp.dst.proto_ipv4', before: { text: '192.168.0.103' }, after: { text: '192.168.0.77' } },
    ]);
    const { frames } = session.world;
    expect(frames.directionOf(first?.b ?? 0)).toBe('received');
    // Its flooded copies differ because it does: they are not told again.
    expect(d.frames.changed.filter(c => c.times[1] < 100_000).length).toBe(1);
    // The question is asked again: that request is in the branch only.
    expect(d.frames.onlyA).toEqual([]);
    expect(d.frames.onlyB.length).toBeGreaterThan(0);
  });

  test('a branch without a difference has none', () => {
    const session = start();
    toEnd(session);
    session.gotoEvent(3);
    forkHere(session);
    toEnd(session);
    const d = diff(side(session, 'main'), side(session, 'b1'));
    expect(d.divergence).toBeUndefined();
    expect(d.rows).toEqual([]);
    expect(d.frames).toMatchObject({ onlyA: [], onlyB: [], changed: [], moved: [] });
  });

  test('comparing from the start finds what the histories tell', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 15 }), acts => {
        const session = start();
        for (const one of acts) play(session, one);
        const list = session.branches.list();
        for (const b of list.slice(1)) {
          const a = list[0] as Branch;
          const bare = ({ target, present }: Branch) => ({ target, present });
          expect(diff(a, b)).toEqual(diff(bare(a), bare(b)));
        }
      }),
      { numRuns: 25, seed: 6 },
    );
  });
});
