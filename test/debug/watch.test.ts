// Watchpoints: a table, a row, a column; made, changed, taken away; in both directions, telling old and new.
import { describe, expect, test } from 'vitest';
import { parseRowName, Session, timerOf } from '../../src/debug/index.js';
import { openLesson } from '../lessons.js';
import { build, LAN } from '../topology/build.js';

const { session } = openLesson('arp');
session.run(100_000);
const { journal, target } = session;
session.setStops('checkpoints', []);

/** Every position at which `value` differs from the position before, by going to each of them. */
function truth(value: () => unknown): number[] {
  const out: number[] = [];
  session.gotoStart();
  let before = value();
  for (let p = session.start + 1; p <= journal.stageCount; p++) {
    session.gotoPosition(p);
    const now = value();
    if (JSON.stringify(now) !== JSON.stringify(before)) out.push(p);
    before = now;
  }
  return out;
}

const rowOf = (table: string, test: (row: Record<string, unknown>) => boolean) =>
  [...(journal.tableNamed(table)?.rows() ?? [])].map(r => r as Record<string, unknown>).find(test);
const D = 0xc0a80067;
const watched: readonly [words: readonly string[], value: () => unknown][] = [
  [['neigh@A'], () => [...(journal.tableNamed('neigh@A')?.rows() ?? [])]],
  [['neigh@A', '192.168.0.103'], () => rowOf('neigh@A', r => r.ip === D)],
  [['neigh@A', '192.168.0.103', '.state'], () => rowOf('neigh@A', r => r.ip === D)?.state],
  [['neigh@A', '192.168.0.103', 'eth0', '.lladdr'], () => rowOf('neigh@A', r => r.ip === D)?.lladdr],
  [['neigh@A', '192.168.0.103', '.queue'], () => rowOf('neigh@A', r => r.ip === D)?.queue],
  [['fdb@sw'], () => [...(journal.tableNamed('fdb@sw')?.rows() ?? [])]],
  [['fdb@sw', '02:00:00:00:04:01', '.port'], () => rowOf('fdb@sw', r => r.mac === 0x020000000401)?.port],
  [['neigh@B'], () => [...(journal.tableNamed('neigh@B')?.rows() ?? [])]],
  [['process', '1', '.exit'], () => rowOf('process', r => r.pid === 1)?.exit],
];

describe.each(watched)('watch %s', (words, value) => {
  test('stops where the value differs, both ways', () => {
    const point = session.watchpoints.add(words);
    if (!point.ok) throw new Error(point.code);
    const wanted = truth(value);
    session.gotoStart();
    const forth: number[] = [];
    for (let hit = session.continue(0); hit.end === 'watchpoint'; hit = session.continue(0)) {
      forth.push(session.position);
      expect(hit.stop?.number).toBe(point.number);
      expect(hit.hits?.[0]?.changes.length).toBeGreaterThan(0);
    }
    session.gotoPosition(journal.stageCount);
    const last = journal.stageCount;
    const back: number[] = forth.includes(last) ? [last] : [];
    for (let hit = session.reverseContinue(); hit.end === 'watchpoint'; hit = session.reverseContinue())
      back.push(session.position);
    session.watchpoints.delete(point.number);
    expect(forth).toEqual(wanted);
    expect(back.reverse()).toEqual(wanted);
  });
});

test('a hit tells old and new, and what kind of change it was', () => {
  const own = new Session(
    build({
      ...LAN,
      run: [
        [0, 'A', 'ping -c 1 192.168.0.103'],
        [2, 'A', 'ip neigh del 192.168.0.103 dev eth0'],
      ],
    }),
  );
  own.watchpoints.add(['neigh@A', '192.168.0.103', '.state']);
  const told: unknown[] = [];
  for (let hit = own.continue(100_000); hit.end === 'watchpoint'; hit = own.continue(100_000)) {
    const [change] = hit.hits![0]!.changes;
    const state = (row: unknown) => (row as { state: string } | undefined)?.state;
    told.push([change!.kind, state(change!.before), state(change!.after)]);
  }
  expect(told.slice(0, 3)).toEqual([
    ['added', undefined, 'INCOMPLETE'],
    ['changed', 'INCOMPLETE', 'REACHABLE'],
    ['removed', 'REACHABLE', undefined],
  ]);
});

test('an entry that expires: the stop is in the event of its timer', () => {
  const plan = { ...LAN, setup: {}, run: [[0, 'A', 'ping -c 1 192.168.0.103']] as const };
  const own = new Session(build(plan));
  own.watchpoints.add(['fdb@sw', '02:00:00:00:01:01']);
  expect(own.continue(100_000).hits?.[0]?.changes[0]?.kind).toBe('added');
  const hit = own.continue(100_000);
  expect(hit.hits?.[0]?.changes[0]?.kind).toBe('removed');
  expect(timerOf(own.target, own.event)).toMatchObject({ table: 'bridge', column: 'timer' });
});

test('wrong words are told with what might have been meant', () => {
  session.gotoPosition(journal.stageCount);
  const wrong = (...words: string[]) => {
    const name = parseRowName(target, words);
    return name.ok ? 'ok' : [name.code, ...name.nearest];
  };
  expect(wrong()).toEqual(['missing-table']);
  expect(wrong('neigh')).toContain('neigh@A');
  expect(wrong('neihg@A')).toEqual(expect.arrayContaining(['unknown-table', 'neigh@A']));
  expect(wrong('neigh@Z')).toEqual(expect.arrayContaining(['unknown-table', 'neigh@A']));
  expect(wrong('neigh@A', '192.168.0')).toEqual(expect.arrayContaining(['bad-key']));
  expect(wrong('neigh@A', '.stat')).toEqual(['unknown-column', 'state']);
  expect(wrong('neigh@A', '192.168.0.9')).toBe('ok');
  expect(wrong('route@A', '192.168.0.0/24')).toBe('ok');
});
