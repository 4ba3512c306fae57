// Breakpoints: where a filter begins to hold within an event, found the same way in both directions and by every index.
import { describe, expect, test } from 'vitest';
import { nsScope, Session, StageSearch, subjectOf } from '../../src/debug/index.js';
import { conjunctsOf, type Filter, parseFilter } from '../../src/filter/index.js';
import { openLesson } from '../lessons.js';
import { build, LAN } from '../topology/build.js';

const scope = nsScope();
const filterOf = (text: string): Filter => {
  const filter = parseFilter(text, scope);
  if (!filter.ok) throw new Error(`${text}: ${filter.message}`);
  return filter;
};

/** What each kind of part asks about, alone and together. */
const FILTERS = [
  'arp',
  'arp.opcode == 2',
  'arp.opcode == 1 && ns.node == "sw"',
  'ip.ttl == 1',
  'ip && !icmp',
  'icmp.type == 8 || arp.opcode == 2',
  'ip.src == 192.168.0.0/24 and frame contains 08:09',
  'eth.dst == ff:ff:ff:ff:ff:ff',
  'ns.stage == "neigh_resolve"',
  'ns.stage != "nf_hook"',
  'ns.reason in {"neigh.unknown", "neigh.to-stale"}',
  'ns.reason matches "^fdb" && ns.node == "sw" && arp',
  'ns.drop',
  'ns.verdict == "miss" || ns.drop',
  'ns.verdict == "pass" && ns.node == "B"',
  'ns.node == "D"',
  'ns.dev == "sw.p4" && ns.verdict == "hit"',
  'ns.dev == "A.lo"',
  'ns.node == "nobody"',
  'ns.time >= 60s && ns.time < 120s',
  'ns.event == 8',
  'ns.event > 40 && arp.opcode == 1',
  'ns.frame == 3',
  'ns.frame > 20 && ns.frame < 25 && ip',
  'all 1 < ip.ttl < 70',
  'not arp and not ip',
  '!(ns.node == "A") && !eth',
  'ns.node == "A" || arp',
  'tcp',
];

const { session } = openLesson('arp');
session.run(100_000);
const { target, journal } = session;
const end = journal.stageCount;

describe.each(FILTERS)('%s', text => {
  const filter = filterOf(text);
  const holds = Array.from({ length: end }, (_, stage) => filter.test(subjectOf(target, stage)));
  const rises = holds.map((now, s) => now && !(s > 0 && holds[s - 1] && journal.eventOf(s) === journal.eventOf(s - 1)));
  const all = (flags: readonly boolean[]) => flags.flatMap((yes, stage) => (yes ? [stage] : []));

  test.each([
    ['where it holds', false, holds],
    ['where it begins to hold', true, rises],
  ] as const)('%s, both ways, is what asking every stage finds', (_, edge, flags) => {
    const search = new StageSearch(filter, scope);
    const forth: number[] = [];
    for (let at = search.first(target, 0, end, edge); at !== undefined; at = search.first(target, at + 1, end, edge))
      forth.push(at);
    const back: number[] = [];
    for (let at = search.last(target, 0, end, edge); at !== undefined; at = search.last(target, 0, at, edge))
      back.push(at);
    expect(forth).toEqual(all(flags));
    expect(back.reverse()).toEqual(forth);
  });

  test('within bounds', () => {
    const search = new StageSearch(filter, scope);
    for (const [low, high] of [
      [100, 200],
      [150, 151],
      [end - 10, end],
      [200, 200],
      [300, 100],
    ] as const) {
      const inside = all(rises).filter(stage => stage >= low && stage < high);
      expect(search.first(target, low, high, true)).toBe(inside[0]);
      expect(search.last(target, low, high, true)).toBe(inside.at(-1));
    }
  });

  test('the same while the journal grows', () => {
    const own = new Session(openLesson('arp').network);
    const search = new StageSearch(filter, scope);
    const found: number[] = [];
    for (let at = 0; ; ) {
      const stage = search.first(own.target, at, own.journal.stageCount, true);
      if (stage !== undefined) {
        found.push(stage);
        at = stage + 1;
      } else {
        at = own.journal.stageCount;
        own.gotoPosition(at);
        if (own.next().end === 'end') break;
      }
    }
    expect(found).toEqual(all(rises));
  });
});

test('a filter’s parts that must all hold', () => {
  expect(conjunctsOf('arp && (ip || ns.drop) and not eth')).toEqual(['arp', '(ip || ns.drop)', 'not eth']);
  expect(conjunctsOf('(arp && ip) && tcp')).toEqual(['arp', 'ip', 'tcp']);
  expect(conjunctsOf('arp || ip')).toEqual(['arp || ip']);
  expect(conjunctsOf('all 1 < ip.ttl < 9 && arp')).toEqual(['all 1 < ip.ttl < 9', 'arp']);
  expect(conjunctsOf('ns.node == "a && b"')).toEqual(['ns.node == "a && b"']);
  expect(conjunctsOf('((')).toEqual(['((']);
});

describe('the list', () => {
  const fresh = () => new Session(build({ ...LAN, run: [[0, 'A', 'ping -c 3 192.168.0.103']] }));

  test('numbers are shared with watchpoints and not used again', () => {
    const own = fresh();
    const first = own.breakpoints.add('arp');
    const second = own.watchpoints.add(['neigh@A']);
    expect([first.ok && first.number, second.ok && second.number]).toEqual([1, 2]);
    expect(own.breakpoints.delete(1)).toBe(true);
    expect(own.breakpoints.delete(1)).toBe(false);
    expect(own.watchpoints.delete(1)).toBe(false);
    expect(own.breakpoints.add('ip')).toMatchObject({ number: 3, text: 'ip', enabled: true });
    expect(own.breakpoints.list().map(b => b.number)).toEqual([3]);
  });

  test('a wrong filter is told, and sets nothing', () => {
    const own = fresh();
    const wrong = own.breakpoints.add('arp.opcod == 1');
    expect(wrong).toMatchObject({ ok: false, nearest: ['arp.opcode'] });
    expect(own.breakpoints.add('ns.reason == "neigh.unknwn"').ok).toBe(false);
    expect(own.breakpoints.list()).toEqual([]);
  });

  test('one that is off does not stop; switched on again it does', () => {
    const own = fresh();
    own.breakpoints.add('arp.opcode == 2');
    expect(own.breakpoints.enable(1, false)).toBe(true);
    expect(own.breakpoints.enable(7, false)).toBe(false);
    expect(own.continue(100_000).end).toBe('end');
    own.breakpoints.enable(1);
    own.gotoStart();
    expect(own.continue()).toMatchObject({ end: 'breakpoint', stop: { number: 1 } });
  });
});
