// Continuing: checkpoints, breakpoints and watchpoints side by side, in both directions, in slices, over forks.
import { expect, test } from 'vitest';
import type { MoveResult } from '../../src/debug/index.js';
import { openLesson } from '../lessons.js';

const told = (hit: MoveResult): string[] =>
  (hit.hits ?? []).map(({ kind, stop }) => `${kind} ${stop.number ?? stop.id}`);

test('all kinds of stops stop, each in its turn, and back again', () => {
  const { session } = openLesson('arp');
  session.breakpoints.add('arp.opcode == 2 && ns.node == "A"');
  session.watchpoints.add(['neigh@D']);
  const forth: [number, string[]][] = [];
  for (let hit = session.continue(100_000); hit.hits !== undefined; hit = session.continue(100_000))
    forth.push([session.position, told(hit)]);
  const kinds = new Set(forth.flatMap(([, hits]) => hits.map(hit => hit.split(' ')[0])));
  expect([...kinds].sort()).toEqual(['breakpoint', 'checkpoint', 'watchpoint']);
  const back: [number, string[]][] = [];
  for (let hit = session.reverseContinue(); hit.hits !== undefined; hit = session.reverseContinue())
    back.push([session.position, told(hit)]);
  expect(back.reverse()).toEqual(forth);
  expect(session.position).toBe(session.start);
});

test('stops that meet are all told, the checkpoint first', () => {
  const { session, lesson } = openLesson('arp');
  session.breakpoints.add(lesson.checkpoints[0]!.break);
  const hit = session.continue(100_000);
  expect(hit.end).toBe('checkpoint');
  expect(told(hit)).toEqual(['checkpoint miss', 'breakpoint 1']);
});

test('a run is sliced, and slices come to the same stops', () => {
  const whole = openLesson('arp').session;
  const sliced = openLesson('arp').session;
  for (const session of [whole, sliced]) {
    session.setStops('checkpoints', []);
    session.breakpoints.add('ns.reason == "neigh.give-up"');
  }
  expect(whole.continue(100_000).end).toBe('breakpoint');
  let slices = 0;
  let hit = sliced.continue(1);
  for (; hit.end === 'stopped'; hit = sliced.continue(1)) slices++;
  expect(hit.end).toBe('breakpoint');
  expect(slices).toBeGreaterThan(10);
  expect(sliced.position).toBe(whole.position);
  expect(sliced.world.stateHash()).toBe(whole.world.stateHash());
});

test('nothing is run beyond a stop', () => {
  const { session } = openLesson('arp');
  session.continue(100_000);
  const { journal } = session;
  expect(journal.eventOf(session.position - 1)).toBe(journal.eventCount - 1);
});

test('after a fork the stops hold for the new branch', () => {
  const { session } = openLesson('arp');
  session.setStops('checkpoints', []);
  session.breakpoints.add('ns.reason == "arp.got-reply" && ns.node == "A"');
  expect(session.continue(100_000).end).toBe('breakpoint');
  session.gotoEvent(2);
  session.setLink('D.eth0-sw.p4', false);
  expect(session.continue(100_000).end).toBe('end');
  session.watchpoints.add(['neigh@A', '192.168.0.103', '.state']);
  expect(session.reverseContinue().end).toBe('watchpoint');
});
