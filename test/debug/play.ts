// Hands that play with a session at random, for property tests: moves, things done to the network, changes of branch.

import { forkHere, type Session } from '../../src/debug/index.js';
import { flights, type Intervention } from '../../src/sim/index.js';
import fc from '../property.js';

/** One thing a person may do: `how` of `kind`; numbers are taken modulo what there is. */
export interface Act {
  readonly kind: 'move' | 'intervene' | 'branch';
  readonly how: number;
  readonly n: number;
}

export const act = (): fc.Arbitrary<Act> =>
  fc.record({
    kind: fc.oneof(
      { weight: 5, arbitrary: fc.constant('move' as const) },
      { weight: 2, arbitrary: fc.constant('intervene' as const) },
      { weight: 1, arbitrary: fc.constant('branch' as const) },
    ),
    how: fc.nat(999),
    n: fc.nat(60),
  });

const moves: readonly ((session: Session, n: number) => unknown)[] = [
  session => session.step(),
  session => session.reverseStep(),
  session => session.next(),
  session => session.reverseNext(),
  (session, n) => session.gotoEvent(n),
  (session, n) => session.gotoTime(n * 100_000_000),
  (session, n) => session.gotoPosition(session.start + n * 7),
  session => session.gotoStart(),
  session => session.gotoPresent(),
  (session, n) => session.run(n),
  (session, n) => session.world.frames.count > n && session.hop(n),
];

const NODES = ['A', 'B', 'C', 'D', 'sw'];
const LINES = ['ping -c 1 192.168.0.102', 'ip neigh', 'ip link set eth0 down', 'ip link set eth0 up', 'nonsense'];
const LINKS = ['A.eth0-sw.p1', 'D.eth0-sw.p4'];
const KINDS = ['host', 'switch', 'hub'];
const ENDS = [...NODES, 'E', 'F', 'E.eth1', 'sw.p7'];

function cableOf(session: Session, n: number): string {
  const names = [...(session.journal.tableNamed('link')?.rows() ?? [])].map(row => (row as { name: string }).name);
  return names[n % Math.max(1, names.length)] ?? 'none';
}

function intervention(session: Session, how: number, n: number): Intervention {
  const { journal } = session;
  const cursor = session.position;
  journal.seek(session.boundary());
  const flying = flights(session.world);
  journal.seek(cursor);
  const frame = flying[n % Math.max(1, flying.length)]?.frame ?? n;
  const pick = <T>(list: readonly T[]): T => list[n % list.length] as T;
  const all: readonly Intervention[] = [
    { kind: 'command', netns: pick(NODES), line: LINES[how % LINES.length] as string },
    { kind: 'link', link: pick(LINKS), up: how % 4 < 2 },
    { kind: 'power', node: pick(NODES), on: how % 4 < 2 },
    { kind: 'drop', frame },
    { kind: 'delay', frame, ns: 1 + n * 50_000_000 },
    { kind: 'duplicate', frame },
    { kind: 'corrupt', frame },
    { kind: 'add', node: pick(['E', 'F', 'G']), of: KINDS[how % KINDS.length] as string },
    { kind: 'plug', a: pick(ENDS), b: ENDS[how % ENDS.length] as string },
    { kind: 'unplug', link: cableOf(session, n) },
    { kind: 'edit', frame, field: 'eth.src', value: `02:00:00:00:00:0${how % 10}`, seal: true },
  ];
  return all[how % all.length] as Intervention;
}

export function play(session: Session, { kind, how, n }: Act): void {
  if (kind === 'move') (moves[how % moves.length] as (typeof moves)[number])(session, n);
  else if (kind === 'intervene') session.intervene(intervention(session, how, n));
  else {
    const list = session.branches.list();
    const { name } = list[n % list.length] as (typeof list)[number];
    if (how % 6 === 0) session.branches.delete(name);
    else if (how % 6 === 1) session.branches.rename(name, `r${n}`);
    else if (how % 6 === 2) forkHere(session);
    else session.branches.switchTo(name);
  }
}
