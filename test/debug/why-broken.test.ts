// Faults as causes: where no answer came because the way was broken, the chain names the cut; and whatever is broken at
// whatever moment, the fault that why-not names is one without which the reply comes.

import { describe, expect, test } from 'vitest';
import { Session, type WhyLink, whyNot, whyRow } from '../../src/debug/index.js';
import { type Intervention, interventionText } from '../../src/sim/index.js';
import { Network } from '../../src/topology/index.js';
import { loadLesson } from '../lessons.js';
import fc from '../property.js';

const arp = loadLesson('arp').network;
const END = 1_900_000_000;
const D = 0xc0a80067;
const faultsOf = (links: readonly WhyLink[]): string[] =>
  links.flatMap(link => (link.kind === 'root' && link.root.kind === 'fault' ? [link.root.text] : []));

interface Deed {
  readonly event: number;
  readonly what: Intervention;
}

/** The lesson with faults done after events of given numbers, up to a time (ns). */
function play(deeds: readonly Deed[], until = END): Session {
  const session = new Session(new Network(arp));
  for (const { event, what } of deeds) {
    session.gotoEvent(event);
    session.intervene(what);
  }
  session.gotoTime(until);
  return session;
}

function whyFailed(session: Session): readonly WhyLink[] {
  const table = session.target.world.journal.tableNamed('neigh@A')!;
  const [key] = [...table.entries()].find(([, row]) => (row as { ip: number }).ip === D)!;
  expect(table.get(key)).toMatchObject({ state: 'FAILED' });
  return whyRow(session.target, table, key)!.links;
}

describe('nobody answered, because', () => {
  const cut = (link: string): Deed => ({ event: 0, what: { kind: 'link', link, up: false } });

  test.each(['D.eth0-sw.p4', 'A.eth0-sw.p1'])('%s was cut', link => {
    expect(faultsOf(whyFailed(play([cut(link)], 3_500_000_000)))).toEqual([`link ${link} down`]);
  });

  test('a cable elsewhere is no cause, nor one that is cut only after the last request', () => {
    const off = { event: 0, what: { kind: 'power', node: 'D', on: false } } as const;
    const session = play([off, { ...cut('B.eth0-sw.p2'), event: 1 }], 3_500_000_000);
    expect(faultsOf(whyFailed(session))).toEqual(['power D off']);
    session.intervene({ kind: 'link', link: 'D.eth0-sw.p4', up: false });
    session.gotoTime(3_600_000_000);
    expect(faultsOf(whyFailed(session))).toEqual(['power D off']);
  });
});

test('a cut is no cause where another way is whole', () => {
  const session = new Session(new Network(loadLesson('stp').network));
  session.gotoTime(85_000_000_000);
  // One way is cut since 50 s, and the tree goes the other; then a frame on that one is lost.
  session.intervene({ kind: 'command', netns: 'A', line: 'ping -c 1 192.168.0.2' });
  const { frames } = session.target.world;
  for (let tries = 0; tries < 50; tries++) {
    session.next();
    const frame = frames.count - 1;
    const lost = session.intervene({ kind: 'drop', frame });
    if (lost.ok) break;
  }
  session.gotoTime(86_500_000_000);
  const answer = whyNot(session.target, { kind: 'no-reply', from: 'A', to: 'B' });
  expect(answer.outcome).toBe('stopped');
  expect(faultsOf(answer.links)).toEqual([expect.stringMatching(/^drop /)]);
});

describe('whatever is broken', () => {
  const links = ['A.eth0-sw.p1', 'B.eth0-sw.p2', 'C.eth0-sw.p3', 'D.eth0-sw.p4'];
  const fault: fc.Arbitrary<Intervention> = fc.oneof(
    fc.constantFrom(...links).map(link => ({ kind: 'link', link, up: false }) as const),
    fc.constantFrom('B', 'C', 'D', 'sw').map(node => ({ kind: 'power', node, on: false }) as const),
  );

  test('the fault that is named is one without which the reply comes', () => {
    let named = 0;
    fc.assert(
      fc.property(fc.nat(7), fault, (event, what) => {
        const session = play([{ event, what }]);
        const answer = whyNot(session.target, { kind: 'no-reply', from: 'A', to: 'D' });
        if (answer.outcome === 'happened') return;
        expect(faultsOf(answer.links), `after event ${event}`).toEqual([interventionText(what)]);
        named++;
      }),
      { seed: 1, numRuns: 60 },
    );
    expect(named).toBeGreaterThan(10);
    const whole = whyNot(play([]).target, { kind: 'no-reply', from: 'A', to: 'D' });
    expect(whole.outcome).toBe('happened');
  });
});
