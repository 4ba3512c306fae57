// RSTP, step by step: what IEEE 802.1D-2004 clause 17 says happens between bridges, as sequences in the order of time.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { templateOf } from '../../src/i18n/message.js';
import { parseTemplate, placeholdersOf } from '../../src/i18n/template.js';
import type { BridgePortRow, RstpPortRow } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { build, type Plan, type as typed, until } from '../topology/build.js';
import { bpdus, states } from './stp.js';

const RSTP = ['mstpctl addbridge br0', 'ip link set br0 type bridge stp_state 1'];
const TWO: Plan = {
  hosts: {},
  switches: { A: 2, B: 2 },
  links: ['A.p1-B.p1'],
  setup: { A: RSTP, B: RSTP },
  faults: [
    [0.5, 'A.p1-B.p1', false],
    [5, 'A.p1-B.p1', true],
  ],
};
const RING: Plan = {
  hosts: { X: '192.168.0.1/24', Y: '192.168.0.2/24' },
  switches: { A: 3, B: 2, C: 3 },
  links: ['A.p1-B.p1', 'A.p2-C.p1', 'B.p2-C.p2', 'X-A.p3', 'Y-C.p3'],
  setup: { A: RSTP, B: RSTP, C: RSTP },
};

const portNamed = (network: Network, name: string): BridgePortRow =>
  network.stack.bridgePorts.find(row => network.deviceName(row.dev) === name) as BridgePortRow;
const varsNamed = (network: Network, name: string): RstpPortRow =>
  network.stack.rstpPorts.get(portNamed(network, name).dev) as RstpPortRow;

/** Reasons of the state machines, each with its port, from a time on. */
function reasons(network: Network, from: number, to: number, wanted: RegExp): string[] {
  const { journal } = network.world;
  const out: string[] = [];
  for (let i = 0; i < journal.stageCount; i++) {
    const { because } = journal.stage(i);
    const at = journal.eventTime(journal.eventOf(i)) / 1e9;
    if (at < from || at >= to || !wanted.test(because.id)) continue;
    const dev = because.args.dev as number;
    out.push(`${dev === undefined ? '' : `${network.deviceName(dev)} `}${because.id.replace('rstp.', '')}`);
  }
  return out;
}

describe('two bridges and a cable between them', () => {
  const network = until(build(TWO), 6);

  test('agree in two frames: the bridge with the better identifier proposes, the other one agrees', () => {
    const seen = reasons(
      network,
      5,
      5.1,
      /rstp\.(propose|superior|proposed|agreed|agreement|forwarding|send|inferior)$/,
    );
    expect(seen).toEqual([
      'A.p1 propose',
      'A.p1 send',
      'B.p1 propose',
      'B.p1 send',
      'B.p1 superior',
      'B.p1 proposed',
      'B.p1 agreed',
      'B.p1 forwarding',
      'B.p1 send',
      'A.p1 inferior',
      'A.p1 agreement',
      'A.p1 forwarding',
      'A.p1 send',
    ]);
  });

  test('forward when two frames have crossed the cable, not a forward delay later', () => {
    const after = states(network).filter(s => s.at >= 5 && s.text === 'forwarding');
    expect(after.map(s => s.port)).toEqual(['B.p1', 'A.p1']);
    // 64 octets, preamble and 1 µs of cable each way.
    for (const { at } of after) expect(at).toBeLessThan(5.000004);
  });

  test('A and B say so with the flags of 802.1D-2004 §9.3.3', () => {
    const flags = (dev: string) =>
      bpdus(network)
        .filter(s => s.port === dev && s.at >= 5 && s.at < 5.1)
        .map(s => /flags=(\w\w)/.exec(s.text)?.[1]);
    // Proposal, designated; then topology change, learning and forwarding.
    expect(flags('A.p1')).toEqual(['0e', '3d']);
    // Proposal, designated; then agreement, forwarding, learning, root, topology change.
    expect(flags('B.p1')).toEqual(['0e', '79']);
  });

  test('a hello comes every two seconds, from the designated port alone', () => {
    const later = bpdus(until(network, 14)).filter(s => s.at > 9.5);
    expect(new Set(later.map(s => s.port))).toEqual(new Set(['A.p1']));
    expect(later.map(s => Math.round(s.at))).toEqual([11, 13]);
  });
});

describe('a ring of three', () => {
  const network = until(
    build({
      ...RING,
      faults: [
        [20, 'A.p2-C.p1', false],
        [30, 'A.p2-C.p1', true],
        [40, 'A.p1-B.p1', false],
      ],
      run: [
        [15, 'X', 'ping -c 1 192.168.0.2'],
        [20.001, 'X', 'ping -c 1 192.168.0.2'],
        [30.001, 'X', 'ping -c 1 192.168.0.2'],
      ],
    }),
    60,
  );
  const way = (from: number, to: number) =>
    states(network)
      .filter(s => s.at >= from && s.at < to)
      .map(s => `${s.port} ${s.text}`);

  test('one port is the alternate of another, and hosts are found out in three seconds', () => {
    const edges = states(network).filter(s => s.at >= 2.9 && s.at < 4);
    expect(edges.map(s => [s.port, Math.round(s.at * 1000), s.text])).toEqual([
      ['A.p3', 3000, 'forwarding'],
      ['C.p3', 3000, 'forwarding'],
    ]);
  });

  test('its link cut, the alternate is root port and forwards in that very event', () => {
    expect(way(20, 20.5)).toEqual(['A.p2 disabled', 'C.p1 disabled', 'C.p2 forwarding']);
    const at = states(network).find(s => s.port === 'C.p2' && s.at >= 20)?.at;
    expect(at).toBe(20);
  });

  test('mended, the old way is shut before the new one opens, all within the delay of the cables', () => {
    // Which end begins is chance: both find that their link works at the same time.
    expect(way(30, 31).slice(0, 2).sort()).toEqual(['A.p2 discarding', 'C.p1 discarding']);
    expect(way(30, 31).slice(2)).toEqual(['C.p2 discarding', 'C.p1 forwarding', 'A.p2 forwarding']);
    expect(states(network).findLast(s => s.port === 'A.p2')?.at).toBeLessThan(30.00001);
  });

  test('cut elsewhere, B hears from C at once that there is another way', () => {
    // B claims to be the root. That is worse than what C knew, and counts all the same: it comes from the port that C believed.
    const seen = reasons(network, 40, 41, /rstp\.(own-root|to-designated|to-root|forwarding|agreement)$/);
    expect(seen).toEqual([
      'own-root',
      'C.p2 to-designated',
      'B.p2 to-root',
      'C.p2 agreement',
      'C.p2 forwarding',
      'A.p2 agreement',
    ]);
    expect(portNamed(network, 'B.p2')).toMatchObject({ role: 'root', state: 'forwarding' });
    expect(portNamed(network, 'C.p2')).toMatchObject({ role: 'designated', state: 'forwarding' });
    expect(states(network).findLast(s => s.port === 'C.p2')?.at).toBeLessThan(40.0001);
  });

  test('a change empties the table of every port but the one that heard of it, and edge ports', () => {
    const seen = reasons(network, 20, 20.0009, /(tc-detected|tc-told|tc-propagating|fdb\.flush)$/);
    expect(seen).toEqual([
      'fdb.flush',
      'fdb.flush',
      'C.p2 tc-detected',
      'B.p2 tc-told',
      'B.p1 tc-propagating',
      'fdb.flush',
      'A.p1 tc-told',
    ]);
    const fdb = [...network.stack.fdbs].flatMap(([dev, { rows }]) => [...rows.rows()].map(row => [dev, row] as const));
    expect(fdb.filter(([, row]) => row.kind === 'learned').length).toBeGreaterThan(0);
  });

  test('no ping is lost a millisecond after each', () => {
    const lines = network.processes.console(network.stack.netns('X'));
    const told = [...lines.rows()].map(row => row.text).filter(text => text.includes('packets transmitted'));
    expect(told.map(text => /, (\d)% packet loss|, (\d+)% /.exec(text)?.[0])).toEqual(
      Array(3).fill(', 0% packet loss'),
    );
  });

  test('every reason has all that its sentence asks for', () => {
    const { journal } = network.world;
    const wrong = new Set<string>();
    for (let i = 0; i < journal.stageCount; i++) {
      const { because } = journal.stage(i);
      for (const lang of LANGS) {
        for (const name of placeholdersOf(parseTemplate(templateOf(lang, because.id) as string))) {
          const key = name.split(':')[0] as string;
          if (because.args[key] === undefined) wrong.add(`${because.id} asks for ${key} (${lang})`);
        }
      }
    }
    expect([...wrong]).toEqual([]);
  });
});

describe('a neighbour of the old protocol', () => {
  const network = until(
    build({
      hosts: {},
      switches: { A: 1, B: 1 },
      links: ['A.p1-B.p1'],
      setup: { A: RSTP, B: ['ip link set br0 type bridge stp_state 1'] },
    }),
    60,
  );

  test('is spoken to in its own language after three seconds, and both forward', () => {
    const sent = bpdus(network).filter(s => s.port === 'A.p1');
    const first = sent.findIndex(s => s.text.includes('len=38'));
    // RST BPDUs are 39 octets with LLC, configuration BPDUs 38.
    expect(sent.slice(0, first).every(s => s.text.includes('len=39'))).toBe(true);
    expect(sent.slice(first).every(s => s.text.includes('len=38'))).toBe(true);
    expect(sent[first]?.at).toBeGreaterThanOrEqual(3);
    expect(sent[first]?.at).toBeLessThan(7);
    expect(portNamed(network, 'A.p1')).toMatchObject({ state: 'forwarding', role: 'designated' });
    expect(portNamed(network, 'B.p1')).toMatchObject({ state: 'forwarding', role: 'root' });
  });

  test('says nothing rapid: the bridge waits out its timers on this port', () => {
    // B's root port listens and learns for 15 s each from the first configuration BPDU on.
    expect(states(network).findLast(s => s.port === 'B.p1')?.at).toBeGreaterThan(29);
  });

  test('once it has learnt RSTP, both notice', () => {
    typed(network, 'B', 'ip link set br0 type bridge stp_state 0');
    for (const line of RSTP) typed(network, 'B', line);
    until(network, 70);
    expect(varsNamed(network, 'A.p1').sendRstp).toBe(true);
    expect(varsNamed(network, 'B.p1').sendRstp).toBe(true);
  });
});

describe('a shared link', () => {
  const network = until(
    build({
      hosts: {},
      switches: { A: 2, B: 1 },
      hubs: { hub: 3 },
      links: ['A.p1-hub.p1', 'A.p2-hub.p2', 'B.p1-hub.p3'],
      setup: { A: RSTP, B: RSTP },
    }),
    60,
  );

  test('two ports of a bridge on it: the better one is designated, the other its backup', () => {
    expect(portNamed(network, 'A.p1')).toMatchObject({ role: 'designated', state: 'forwarding' });
    expect(portNamed(network, 'A.p2')).toMatchObject({ role: 'backup', state: 'discarding' });
    expect(portNamed(network, 'B.p1')).toMatchObject({ role: 'root', state: 'forwarding' });
  });

  test('is no link between two: the handshake does not count, and time decides', () => {
    expect(varsNamed(network, 'A.p1').operPointToPointMac).toBe(false);
    // fdWhile began at the max age (§17.29.1, DISABLED_PORT), and learning takes a hello time more.
    const at = states(network).find(s => s.port === 'A.p1' && s.text === 'forwarding' && s.at > 1)?.at;
    expect(at).toBeCloseTo(22, 1);
  });

  test('the backup takes over when the other one fails', () => {
    network.setLink('A.p1-hub.p1', false);
    until(network, 100);
    expect(portNamed(network, 'A.p2')).toMatchObject({ role: 'designated', state: 'forwarding' });
  });
});

test('a burst of news: six BPDUs at once, then one a second', () => {
  const flap = (at: number) => [[at, 'A.p2-C.p1', false] as const, [at + 0.01, 'A.p2-C.p1', true] as const];
  const faults = Array.from({ length: 12 }, (_, i) => flap(10 + i * 0.02)).flat();
  const network = until(build({ ...RING, faults }), 20);
  const sent = bpdus(network).filter(s => s.port === 'B.p1' && s.at >= 10 && s.at < 15);
  for (const [i, { at }] of sent.entries()) {
    const within = sent.slice(i).filter(s => s.at < at + 1);
    expect(within.length).toBeLessThanOrEqual(7);
  }
  expect(reasons(network, 10, 12, /rstp\.hold/).length).toBeGreaterThan(0);
});
