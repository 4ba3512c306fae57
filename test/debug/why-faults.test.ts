// Why not, where somebody broke something: the fault is named, at whatever moment one asks, and without it there is a reply.
import { describe, expect, test } from 'vitest';
import { type Intervention, Session, whyMissing, whyNot } from '../../src/debug/index.js';
import { Network } from '../../src/topology/index.js';
import { loadLesson } from '../lessons.js';

const arp = loadLesson('arp').network;
const reply = { kind: 'no-reply', from: 'A', to: 'D' } as const;
const faults = (answer: ReturnType<typeof whyNot>): string[] =>
  answer.links.flatMap(link => (link.kind === 'root' && link.root.kind === 'fault' ? [link.root.text] : []));

function broken(event: number, ...deeds: Intervention[]): Session {
  const session = new Session(new Network(arp));
  session.gotoEvent(event);
  for (const deed of deeds) expect(session.intervene(deed)).toMatchObject({ ok: true });
  session.gotoTime(1_900_000_000);
  return session;
}

describe('no reply, because', () => {
  test.each([
    ['a node was switched off', { kind: 'power', node: 'D', on: false }, 'power D off'],
    ['a cable was cut there', { kind: 'link', link: 'D.eth0-sw.p4', up: false }, 'link D.eth0-sw.p4 down'],
    ['a cable was cut here', { kind: 'link', link: 'A.eth0-sw.p1', up: false }, 'link A.eth0-sw.p1 down'],
  ] as const)('%s', (_why, deed, text) => {
    for (const event of [0, 1, 2, 3]) {
      const session = broken(event, deed);
      const answer = whyNot(session.target, reply);
      expect(answer.outcome, `after event ${event}`).toBe('stopped');
      expect(faults(answer), `after event ${event}`).toEqual([text]);
    }
    expect(whyNot(broken(3).target, reply).outcome).toBe('happened');
  });

  test('a fault that was mended before is not named', () => {
    const cut = { kind: 'link', link: 'D.eth0-sw.p4', up: false } as const;
    const session = broken(0, cut, { ...cut, up: true });
    expect(whyNot(session.target, reply).outcome).toBe('happened');
  });

  test('a fault elsewhere is not named', () => {
    const session = broken(0, { kind: 'power', node: 'B', on: false }, { kind: 'power', node: 'D', on: false });
    expect(faults(whyNot(session.target, reply))).toEqual(['power D off']);
  });
});

describe('not learnt', () => {
  const row = { ok: true, table: 'neigh@A', key: ['192.168.0.103'], column: undefined } as const;
  const learnt = (session: Session) => whyNot(session.target, { kind: 'not-learnt', row });

  test('a row that waits for its answer has not learnt yet', () => {
    const session = new Session(new Network(arp));
    session.gotoEvent(2);
    expect(learnt(session).outcome).toBe('pending');
    session.gotoEvent(8);
    expect(learnt(session).outcome).toBe('happened');
  });

  test('the answer was taken off the wire', () => {
    const session = new Session(new Network(arp));
    session.gotoEvent(4);
    const frame = session.world.frames.count - 1;
    expect(session.intervene({ kind: 'drop', frame })).toMatchObject({ ok: true });
    session.gotoEvent(7);
    const answer = learnt(session);
    expect(answer.outcome).toBe('stopped');
    expect(faults(answer)).toEqual([`drop frame ${frame}`]);
  });

  test('what others got never came, because the cable was cut', () => {
    const session = broken(0, { kind: 'link', link: 'D.eth0-sw.p4', up: false });
    const answer = whyMissing(session.target, {
      ok: true,
      table: 'neigh@D',
      key: ['192.168.0.100'],
      column: undefined,
    });
    expect(answer.kind).toBe('never');
    const roots =
      answer.kind === 'never' ? answer.links.flatMap(link => (link.kind === 'root' ? [link.root.text] : [])) : [];
    expect(roots).toEqual(['link D.eth0-sw.p4 down']);
  });
});
