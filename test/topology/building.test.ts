// Building on a network that runs: what was put in works like what was there from the start, steps back and forward again, and
// whatever is pulled out at whatever moment, the rest goes on.
import { describe, expect, test } from 'vitest';
import { Session } from '../../src/debug/index.js';
import type { Intervention } from '../../src/sim/index.js';
import { descriptionNow, NETWORK_LIMITS, type Network } from '../../src/topology/index.js';
import { formatMac } from '../../src/wire/index.js';
import fc from '../property.js';
import { build, LAN, printed } from './build.js';
import { checkIndexes } from './indexes.js';

const MIXED = {
  hosts: { A: '192.0.2.1/24', B: '192.0.2.2/24', C: '192.0.2.3/24' },
  switches: { sw: 2 },
  hubs: { hub: 3 },
  links: ['A-sw.p1', 'B-hub.p1', 'C-hub.p2', 'hub.p3-sw.p2'],
};
const done = (session: Session, what: Intervention) => {
  const result = session.intervene(what);
  if (!result.ok) throw new Error(`${what.kind}: ${result.problem.code}`);
  return result;
};
const problem = (session: Session, what: Intervention) => {
  const result = session.intervene(what);
  return result.ok ? undefined : [result.problem.code, result.problem.args];
};
const network = (session: Session) => session.target as Network;
const macs = (session: Session, node: string) =>
  network(session)
    .stack.netns(node)
    .devices()
    .filter(dev => dev.kind === 'physical')
    .map(dev => `${dev.name} ${formatMac(dev.mac)}`);

describe('what is put in', () => {
  test('has the addresses that it would have in a lesson, and answers', () => {
    const session = new Session(build(LAN));
    done(session, { kind: 'add', node: 'E', of: 'host', addresses: ['192.168.0.105/24'] });
    done(session, { kind: 'plug', a: 'E', b: 'sw' });
    done(session, { kind: 'add', node: 'sw2', of: 'switch' });
    done(session, { kind: 'plug', a: 'E.eth1', b: 'sw2.p9' });
    expect(macs(session, 'E')).toEqual(['eth0 02:00:00:00:06:01', 'eth1 02:00:00:00:06:02']);
    expect(macs(session, 'sw').at(-1)).toBe('p5 02:00:00:00:05:05');
    expect(macs(session, 'sw2').at(-1)).toBe('p9 02:00:00:00:07:05');
    expect(session.target.nodeNames).toEqual(['A', 'B', 'C', 'D', 'sw', 'E', 'sw2']);
    session.type('A', 'ping -c 1 192.168.0.105');
    session.run();
    expect(printed(network(session), 'A').join()).toContain('1 received');
    // Nothing of it is a branch, and all of it steps back.
    expect(session.branch).toBe('main');
    session.gotoStart();
    expect(session.target.nodeNames).toEqual(['A', 'B', 'C', 'D', 'sw']);
    expect(descriptionNow(network(session)).links).toHaveLength(4);
    session.gotoPresent();
    expect(descriptionNow(network(session)).links.map(({ a, b }) => `${a} ${b}`)).toContain('E.eth1 sw2.p9');
  });

  test('in the past begins a branch, and the trunk knows nothing of it', () => {
    const session = new Session(build({ ...LAN, run: [[0, 'A', 'ping -c 1 192.168.0.103']] }));
    session.run();
    session.gotoEvent(3);
    expect(done(session, { kind: 'add', node: 'E', of: 'hub' })).toMatchObject({ forked: true, branch: 'b1' });
    session.branches.toTrunk();
    expect(session.target.nodeNames).not.toContain('E');
  });

  test('boots after it was switched off with what it was put in with, a new port with it', () => {
    const session = new Session(build(LAN));
    done(session, { kind: 'add', node: 'E', of: 'host', addresses: ['192.168.0.105/24'] });
    done(session, { kind: 'power', node: 'E', on: false });
    done(session, { kind: 'power', node: 'sw', on: false });
    done(session, { kind: 'plug', a: 'E.eth0', b: 'sw.p5' });
    done(session, { kind: 'power', node: 'sw', on: true });
    done(session, { kind: 'power', node: 'E', on: true });
    session.type('D', 'ping -c 1 192.168.0.105');
    session.run();
    expect(printed(network(session), 'D').join()).toContain('1 received');
  });

  test('at a hub runs at the rate of its cables', () => {
    const session = new Session(build({ ...MIXED, rateBps: 100_000_000 }));
    done(session, { kind: 'add', node: 'E', of: 'host' });
    done(session, { kind: 'plug', a: 'E', b: 'hub' });
    const link = network(session).linkNamed('E.eth0-hub.p4');
    expect(link).toMatchObject({ duplex: 'half', rateBps: 100_000_000 });
  });
});

test('a cable that is taken away takes along what is on it; its ports are free again', () => {
  const session = new Session(build(LAN));
  session.type('A', 'ping -c 1 192.168.0.103');
  session.next();
  done(session, { kind: 'unplug', link: 'sw.p1-A.eth0' });
  const { journal } = session;
  expect([...Array(journal.stageCount).keys()].map(stage => journal.reasonOf(stage))).toContain('link.cut');
  done(session, { kind: 'plug', a: 'A.eth0', b: 'sw.p1' });
  session.type('A', 'ping -c 1 192.168.0.102');
  session.run();
  expect(printed(network(session), 'A').join()).toContain('1 received');
});

test('what cannot be is refused, with the reason and what could be', () => {
  const session = new Session(build(MIXED));
  const add = (node: string, of: string, more = {}) => problem(session, { kind: 'add', node, of, ...more });
  const plug = (a: string, b: string) => problem(session, { kind: 'plug', a, b });
  expect(add('E', 'toaster')?.[0]).toBe('bad-kind');
  expect(add('9', 'host')?.[0]).toBe('bad-node-name');
  expect(add('A', 'host')).toEqual(['node-taken', { node: 'A' }]);
  expect(add('E', 'host', { addresses: ['192.0.2.9'] })?.[0]).toBe('bad-address');
  expect(add('E', 'switch', { addresses: ['192.0.2.9/24'] })?.[0]).toBe('no-addresses');
  expect(add('E', 'switch', { ports: 257 })?.[0]).toBe('bad-ports');
  expect(plug('E.eth0', 'sw.p1')).toEqual(['no-node', { node: 'E' }]);
  expect(plug('A.eth0', 'sw')).toEqual(['port-taken', { port: 'A.eth0', link: 'A.eth0-sw.p1', free: [] }]);
  expect(plug('A.lo', 'sw')?.[0]).toBe('no-port');
  expect(plug('sw.br0', 'A')).toEqual(['no-port', { node: 'sw', port: 'br0', free: [], next: 'p3' }]);
  expect(plug('sw.p03', 'A')?.[0]).toBe('no-port');
  expect(plug('A', 'A')?.[0]).toBe('same-port');
  expect(plug('hub.p4', 'hub.p5')?.[0]).toBe('hub-loop');
  expect(problem(session, { kind: 'unplug', link: 'A-B' })?.[0]).toBe('no-link');
  done(session, { kind: 'add', node: 'hub2', of: 'hub' });
  done(session, { kind: 'plug', a: 'hub2', b: 'hub' });
  expect(plug('hub2', 'hub')?.[0]).toBe('hub-loop');
});

test('a network has bounds', () => {
  const session = new Session(build(LAN));
  const { nodes, devices, links } = NETWORK_LIMITS;
  for (const n of [1, 2, 3]) done(session, { kind: 'add', node: `s${n}`, of: 'switch', ports: 256 });
  expect(problem(session, { kind: 'add', node: 's4', of: 'switch', ports: 256 })).toEqual([
    'too-many',
    { what: 'devices', most: devices },
  ]);
  for (let n = 1; n <= 256; n++) done(session, { kind: 'plug', a: 's1', b: 's2' });
  expect(problem(session, { kind: 'plug', a: 's1', b: 's3' })).toEqual(['no-free-port', { node: 's1', most: 256 }]);
  for (let n = 1; n <= links - 256 - 4; n++) done(session, { kind: 'plug', a: `s3.p${2 * n}`, b: `s3.p${2 * n - 1}` });
  expect(problem(session, { kind: 'plug', a: 's3', b: 'sw' })).toEqual(['too-many', { what: 'links', most: links }]);
  for (let n = session.target.nodeNames.length; n < nodes; n++)
    done(session, { kind: 'add', node: `h${n}`, of: 'host' });
  expect(problem(session, { kind: 'add', node: 'more', of: 'host' })).toEqual([
    'too-many',
    { what: 'nodes', most: nodes },
  ]);
});

test('whatever is built and pulled out while frames are on their way, it goes on, steps back and forks', () => {
  const KINDS = ['host', 'switch', 'hub'];
  const NODES = ['A', 'B', 'C', 'sw', 'hub', 'E', 'F'];
  const step = fc.record({ what: fc.nat(9), n: fc.nat(99), m: fc.nat(99), events: fc.nat(12) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 14 }), steps => {
      const session = new Session(
        build({
          ...MIXED,
          run: [
            [0, 'A', 'ping -f -c 20 192.0.2.2'],
            [0, 'C', 'ping -f -c 20 192.0.2.1'],
          ],
        }),
      );
      for (const { what, n, m, events } of steps) {
        session.run(events);
        const pick = <T>(list: readonly T[], at: number) => list[at % list.length] as T;
        const cables = [...network(session).stack.links.links.rows()].map(link => link.name);
        const all: readonly Intervention[] = [
          { kind: 'add', node: pick(['E', 'F'], n), of: pick(KINDS, m) },
          { kind: 'plug', a: pick(NODES, n), b: pick(NODES, m) },
          { kind: 'plug', a: pick(NODES, n), b: pick(NODES, m) },
          { kind: 'unplug', link: pick(cables, n) ?? '' },
          { kind: 'power', node: pick(NODES, n), on: m % 2 === 0 },
          { kind: 'command', netns: pick(['A', 'B', 'C'], n), line: `ping -c 2 192.0.2.${(m % 3) + 1}` },
        ];
        session.intervene(pick(all, what));
      }
      session.run(60);
      const { world } = session;
      const hash = world.stateHash();
      checkIndexes(network(session));
      for (const back of [0.1, 0.5, 0.9]) {
        world.journal.seek(Math.floor(session.present * back));
        checkIndexes(network(session));
      }
      world.journal.seek(session.present);
      expect(world.stateHash()).toBe(hash);
    }),
    { numRuns: 60 },
  );
});
