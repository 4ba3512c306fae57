// The session: a cursor over a record. Every move has its way back; what is counted is what is there; typing in the past
// makes a branch and leaves the trunk alone.

import { beforeEach, describe, expect, test } from 'vitest';
import { frameAt, Session } from '../../src/debug/index.js';
import { Network } from '../../src/topology/index.js';
import { loadLesson } from '../lessons.js';
import fc from '../property.js';
import { build, LAN } from '../topology/build.js';

const arp = loadLesson('arp').network;
const SECOND = 1_000_000_000;
let session: Session;
beforeEach(() => {
  session = new Session(new Network(arp));
});
/** Stops at every stage of a reason. */
const stopAt = (...reasons: string[]) =>
  reasons.map(reason => ({ id: reason, test: (stage: number) => session.journal.reasonOf(stage) === reason }));
const state = () => session.world.stateHash();
const typed = (node: string, line: string) => session.type(node, line);
const lines = (node: string) =>
  [...session.journal.tableNamed(`console@${node}`)!.rows()].map(row => (row as { text: string }).text);

describe('moves', () => {
  test('at the start nothing has happened, and nothing lies before it', () => {
    expect(session.where()).toMatchObject({ event: 0, events: 0, stage: 0, stages: 0, time: 0, atPresent: true });
    for (const move of ['reverseStep', 'reverseNext', 'reverseContinue'] as const) {
      expect(session[move]().end).toBe('start');
      expect(session.position).toBe(session.start);
    }
    expect(session.stage).toBeUndefined();
  });

  test('step goes one stage, and the way back is the same', () => {
    const seen = [state()];
    for (let i = 0; i < 120; i++) {
      const from = session.position;
      expect(session.step().end).toBe('moved');
      expect([session.position, session.previous]).toEqual([from + 1, from]);
      expect(session.stage!.id).toBe(from);
      seen.push(state());
    }
    while (seen.length > 1) {
      expect(state()).toBe(seen.pop());
      expect(session.reverseStep().end).toBe('moved');
    }
    expect(state()).toBe(seen[0]);
    expect(session.reverseStep().end).toBe('start');
  });

  test('next goes to the end of an event, and the way back is the same', () => {
    const seen = [state()];
    let moves = 0;
    while (session.next().end === 'moved') {
      expect(session.where()).toMatchObject({ event: ++moves, events: moves, atPresent: true });
      const { stage, stages } = session.where();
      expect(stage).toBe(stages);
      seen.push(state());
    }
    expect(session.where()).toMatchObject({ atEnd: true, atPresent: true });
    expect(moves).toBeGreaterThan(50);
    while (seen.length > 1) {
      expect(state()).toBe(seen.pop());
      session.reverseNext();
    }
    expect(state()).toBe(seen[0]);
    expect(session.position).toBe(session.start);
  });

  test('from inside an event next goes to its end and reverse-next to its beginning', () => {
    session.gotoEvent(5);
    const boundary = session.position;
    session.step();
    session.step();
    expect(session.where()).toMatchObject({ event: 6, stage: 2 });
    session.next();
    expect(session.where()).toMatchObject({ event: 6, events: 6 });
    session.reverseStep();
    session.reverseNext();
    expect(session.position).toBe(boundary);
  });

  test('continue stops at every stop, in both directions', () => {
    session.setStops('', stopAt('bridge.flood', 'neigh.give-up'));
    const hits: number[] = [];
    for (;;) {
      const result = session.continue();
      if (result.end !== 'checkpoint') {
        expect(result.end).toBe('end');
        break;
      }
      expect(['bridge.flood', 'neigh.give-up']).toContain(result.stop!.id);
      expect(session.journal.reasonOf(session.position - 1)).toBe(result.stop!.id);
      hits.push(session.position);
    }
    const all = Array.from({ length: session.journal.stageCount }, (_, s) => session.journal.reasonOf(s));
    expect(hits).toEqual(all.flatMap((r, s) => (r === 'bridge.flood' || r === 'neigh.give-up' ? [s + 1] : [])));
    expect(hits.length).toBeGreaterThan(3);
    for (const hit of hits.reverse()) {
      expect(session.reverseContinue()).toMatchObject({ end: 'checkpoint' });
      expect(session.position).toBe(hit);
    }
    expect(session.reverseContinue().end).toBe('start');
    expect(session.position).toBe(session.start);
  });

  test('continue keeps to its budget and can be called again', () => {
    const end = new Session(new Network(arp));
    end.continue();
    let calls = 0;
    while (session.continue(3).end === 'stopped') calls++;
    expect(calls).toBeGreaterThan(10);
    expect(state()).toBe(end.world.stateHash());
  });

  test('goto an event, a time, the start, the present', () => {
    session.gotoEvent(7);
    expect(session.where()).toMatchObject({ event: 7, events: 7 });
    const seventh = state();
    session.gotoTime(3 * SECOND);
    expect(session.where().time).toBeLessThanOrEqual(3 * SECOND);
    const present = session.position;
    expect(session.world.queue.timeOf(session.world.queue.peek())).toBeGreaterThan(3 * SECOND);
    session.gotoTime(-1);
    expect(session.position).toBe(session.start);
    session.gotoTime(0);
    expect(session.where().time).toBe(0);
    expect(session.journal.eventTime(session.event + 1)).toBeGreaterThan(0);
    session.gotoEvent(7);
    expect(state()).toBe(seventh);
    session.gotoEvent(0);
    expect(session.position).toBe(session.start);
    session.gotoPresent();
    expect(session.position).toBe(present);
    session.gotoStart();
    expect(session.where()).toMatchObject({ event: 0, atPresent: false });
    expect(session.gotoEvent(1e6).end).toBe('end');
    expect(session.where().atEnd).toBe(true);
    session.gotoPosition(-5);
    expect(session.position).toBe(session.start);
  });

  test('the present is the furthest moment reached', () => {
    session.gotoEvent(10);
    const ten = session.position;
    session.gotoEvent(4);
    expect(session.present).toBe(ten);
    expect(session.where()).toMatchObject({ event: 4, events: 10, atPresent: false });
    session.step();
    expect(session.present).toBe(ten);
    session.gotoEvent(11);
    expect(session.where()).toMatchObject({ event: 11, events: 11, atPresent: true });
  });

  test('any walk can be walked back', () => {
    const moves = ['step', 'next', 'continue', 'reverseStep', 'reverseNext', 'reverseContinue'] as const;
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...moves),
            fc.record({ event: fc.nat(90) }),
            fc.record({ tenths: fc.nat(1300) }),
            fc.record({ hop: fc.nat() }),
          ),
          { minLength: 1, maxLength: 25 },
        ),
        walk => {
          session = new Session(new Network(arp));
          session.setStops('', stopAt('bridge.flood'));
          const seen: { position: number; hash: string }[] = [];
          let present = session.present;
          for (const move of walk) {
            seen.push({ position: session.position, hash: state() });
            if (typeof move === 'string') session[move]();
            else if ('event' in move) session.gotoEvent(move.event);
            else if ('tenths' in move) session.gotoTime((move.tenths * SECOND) / 10);
            else if (session.world.frames.count > 0) session.hop(move.hop % session.world.frames.count);
            expect(session.position).toBeGreaterThanOrEqual(session.start);
            expect(session.present).toBe(Math.max(present, session.position));
            present = session.present;
            const { event, stage, stages } = session.where();
            expect(stage).toBeLessThanOrEqual(stages);
            if (event > 0) expect(session.journal.firstStage(session.event) + stage).toBe(session.position);
          }
          for (const { position, hash } of seen.reverse()) {
            session.gotoPosition(position);
            expect(state()).toBe(hash);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('hop', () => {
  /** Where a frame stands, in words. */
  const place = (frame: number) => {
    const { dev, direction } = session.world.frames.frame(frame);
    return dev === undefined ? '-' : `${session.target.deviceName(dev)} ${direction}`;
  };
  const received = () => {
    const { frames } = session.world;
    return Array.from({ length: frames.countAt(session.position) }, (_, f) => f).findLast(
      f => frames.directionOf(f) === 'received',
    )!;
  };

  test('follows the question to the switch and to the host that is reached first, and back to where it was sent', () => {
    session.setStops('', stopAt('link.transmit'));
    session.continue();
    const sent = session.world.frames.countAt(session.position) - 1;
    expect(place(sent)).toBe('A.eth0 sent');
    const first = session.position;
    expect(session.hop(sent).end).toBe('moved');
    const atSwitch = received();
    expect(place(atSwitch)).toBe('sw.p1 received');
    expect(session.hop(atSwitch).end).toBe('moved');
    const atHost = received();
    expect(place(atHost)).toMatch(/^[BCD]\.eth0 received$/);
    expect(session.reverseHop(atHost).end).toBe('moved');
    expect(session.position).toBeLessThan(session.present);
    expect(session.reverseHop(atSwitch).end).toBe('moved');
    expect(session.position).toBe(first);
    expect(session.reverseHop(sent).end).toBe('no-further');
  });

  test('there and back: after a hop its reverse goes to the sending, and the hop again to the same place', () => {
    session.run(100_000);
    const last = session.position;
    const seen = new Map<string, number>();
    for (let at = session.start + 1; at <= last; at++) {
      session.gotoPosition(at);
      const frame = frameAt(session.target, at - 1);
      if (frame === undefined) continue;
      const there = session.hop(frame);
      seen.set(there.end, (seen.get(there.end) ?? 0) + 1);
      if (there.end !== 'moved') {
        expect(session.position).toBe(at);
        continue;
      }
      const received = session.position;
      expect(received).toBeGreaterThan(at);
      expect(place(session.followed as number)).toMatch(/ received$/);
      expect(session.reverseHop(session.followed as number).end).toBe('moved');
      expect(place(session.followed as number)).toMatch(/ sent$/);
      expect(session.stage?.kind.name).toMatch(/^link_transmit|loopback/);
      expect(session.hop(session.followed as number).end).toBe('moved');
      expect(session.position).toBe(received);
    }
    expect([...seen.keys()].sort()).toEqual(['moved', 'no-further']);
    expect(session.present).toBe(last);
  });

  test('after flooding it follows the copy that is taken in', () => {
    session.setStops('', stopAt('bridge.flood'));
    session.continue();
    const atSwitch = received();
    session.hop(atSwitch);
    expect(place(session.followed as number)).toBe('D.eth0 received');
  });

  test('runs on in slices, and keeps the cursor until it has found the place', () => {
    session.setStops('', stopAt('neigh.unknown'));
    session.continue();
    const at = session.position;
    const waiting = frameAt(session.target, at - 1) as number;
    let slices = 0;
    let result = session.hop(waiting, 1);
    for (; result.end === 'stopped'; slices++) {
      expect(session.position).toBe(at);
      result = session.hop(waiting, 1);
    }
    expect(slices).toBeGreaterThan(2);
    expect(place(session.followed as number)).toBe('sw.p1 received');
  });

  test('a frame that goes no further leaves the cursor where it is', () => {
    session.gotoEvent(1e6);
    const frame = session.world.frames.count - 1;
    const position = session.position;
    expect(session.hop(frame).end).toBe('no-further');
    expect(session.position).toBe(position);
  });
});

describe('typing', () => {
  test('at the present runs as the next event and branches nothing', () => {
    session.gotoEvent(12);
    const { world } = session;
    expect(typed('A', 'hostname').end).toBe('moved');
    expect(session.world).toBe(world);
    expect(session.where()).toMatchObject({ event: 13, atPresent: true });
    expect(lines('A').slice(-2)).toEqual(['hostname', 'A']);
  });

  test('inside the present event waits for its end', () => {
    session.gotoEvent(12);
    session.step();
    const { world } = session;
    typed('A', 'hostname');
    expect(session.world).toBe(world);
    expect(session.where()).toMatchObject({ event: 14, stage: session.where().stages });
  });

  test('in the past makes a branch; the trunk keeps its record', () => {
    session.gotoEvent(40);
    const trunk = session.world;
    const [record, count] = [trunk.recordHash(), trunk.journal.eventCount];
    session.gotoEvent(20);
    const before = state();
    typed('D', 'ip neigh flush all');
    expect(session.world).not.toBe(trunk);
    expect(session.where()).toMatchObject({ event: 21, events: 21, atPresent: true });
    session.reverseNext();
    expect(state()).toBe(before);
    session.gotoEvent(1e6);
    expect([trunk.recordHash(), trunk.journal.eventCount]).toEqual([record, count]);
    trunk.journal.seek(trunk.journal.stageCount);
    trunk.run(1e6);
    const whole = new Network(arp);
    whole.world.run(1e6);
    expect(trunk.recordHash()).toBe(whole.world.recordHash());
  });

  test('leaves no trace at the moment it was typed: a branch from there does not know of it', () => {
    session.gotoEvent(20);
    const here = state();
    typed('A', 'hostname');
    session.reverseNext();
    expect(state()).toBe(here);
    typed('A', 'ip neigh');
    session.gotoEvent(1e6);
    expect(lines('A')).toContain('ip neigh');
    expect(lines('A')).not.toContain('hostname');
  });

  test('twice at one moment runs twice, in order', () => {
    session.gotoEvent(20);
    typed('A', 'hostname');
    typed('A', 'ip neigh');
    expect(lines('A').indexOf('hostname')).toBeLessThan(lines('A').indexOf('ip neigh'));
    expect(session.where().event).toBe(22);
  });

  test('at the start comes before everything in the lesson', () => {
    session.gotoEvent(20);
    session.gotoStart();
    typed('A', 'hostname');
    expect(session.where()).toMatchObject({ time: 0, events: session.where().event });
    session.gotoEvent(1e6);
    expect(lines('A').filter(line => line.startsWith('ping -c'))).toHaveLength(4);
  });

  test('a cable that is cut in the past is a branch, too', () => {
    session.gotoEvent(30);
    const trunk = session.world;
    session.gotoEvent(2);
    session.setLink('D.eth0-sw.p4', false);
    expect(session.world).not.toBe(trunk);
    session.gotoEvent(1e6);
    expect(lines('A').some(line => line.includes('Destination Host Unreachable'))).toBe(true);
    expect(lines('A').some(line => line.includes('bytes from 192.168.0.103'))).toBe(false);
  });
});

test('a lesson in which nothing happens', () => {
  const { hosts, links } = LAN;
  const idle = new Session(build({ hosts, links, switches: { sw: 4 } }));
  for (const move of ['step', 'next', 'continue', 'run'] as const) expect(idle[move]().end).toBe('end');
  expect(idle.where()).toMatchObject({ event: 0, atEnd: true });
});
