// What a network card checks before its kernel hears of a frame: the FCS, the destination; and where collisions end.
import { describe, expect, test } from 'vitest';
import { Describer } from '../../src/export/index.js';
import { flights } from '../../src/sim/index.js';
import type { Network } from '../../src/topology/index.js';
import { crc32, dissect, eachNode, encodeStack, ethernet, padFrame } from '../../src/wire/index.js';
import { build, type, until, within } from '../topology/build.js';

const reasons = (network: Network): string[] => {
  const { journal } = network.world;
  return Array.from({ length: journal.stageCount }, (_, s) => journal.reasonOf(s));
};
const count = (network: Network, reason: string) => reasons(network).filter(r => r === reason).length;
const dev = (network: Network, name: string) => {
  const [node = '', device = ''] = name.split('.');
  const row = network.stack.netns(node).device(device);
  if (row === undefined) throw new Error(name);
  return row;
};

const pair = (errors = 0) =>
  build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    errors,
    run: [[0, 'A', 'ping -c 20 -i 0.2 10.0.0.2']],
  });

describe('the frame check sequence', () => {
  test('a link with errors damages frames, the card that gets one drops it and counts it, and no capture shows it', () => {
    const network = until(pair(0.3), 30);
    const damaged = count(network, 'link.bit-error');
    expect(damaged).toBeGreaterThan(3);
    expect(count(network, 'nic.bad-fcs')).toBe(damaged);
    const crc = ['A.eth0', 'B.eth0'].map(name => network.stack.counter(dev(network, name).id, 'rxCrcErrors'));
    expect((crc[0] ?? 0) + (crc[1] ?? 0)).toBe(damaged);
    const { frames } = network.world;
    for (let f = 0; f < frames.count; f++) {
      if (frames.frame(f).operation === 'damage') expect(frames.directionOf(f)).toBe('none');
    }
  });

  test('without errors nothing is drawn and nothing dropped', () => {
    const network = until(pair(), 30);
    expect(count(network, 'nic.bad-fcs')).toBe(0);
    expect([...(network.world.journal.tableNamed('random')?.entries() ?? [])].map(([key]) => key)).not.toContain(
      'errors/A.eth0-B.eth0',
    );
  });

  test('what a damaged frame bears is the CRC-32 of what was sent; shown beside the one its bytes give', () => {
    const network = pair();
    network.world.run(1);
    network.world.step();
    const { world } = network;
    const sent = flights(world)[0]?.frame ?? -1;
    network.perform({ kind: 'corrupt', frame: sent, bit: 200, badFcs: true });
    world.step();
    const { journal, frames } = world;
    const drop = Array.from({ length: journal.stageCount }, (_, s) => s).find(
      s => journal.reasonOf(s) === 'nic.bad-fcs',
    );
    const { carried, computed, frame } = journal.stage(drop ?? -1).because.args as Record<string, number>;
    // On the wire the FCS goes lowest byte first: the big-endian reading of crc32() turned round.
    const turned = (crc: number) => new DataView(Uint32Array.of(crc).buffer).getUint32(0, false);
    expect(carried).toBe(turned(crc32(padFrame(frames.view(sent)))));
    expect(computed).toBe(turned(crc32(frames.view(frame ?? -1))));
    const layers = new Describer(network, 'en').layers(frame ?? -1, true);
    expect([...eachNode(layers)].find(node => node.name === 'eth.fcs')).toMatchObject({
      value: carried,
      computed: 'bad',
      problem: { code: 'bad-checksum', need: computed, have: carried },
    });
    expect([...eachNode(dissect(frames.view(sent), undefined, { fcs: true }))].at(-1)).not.toHaveProperty('problem');
  });

  test("corrupt without more keeps netem's meaning: the FCS is right and the frame is handed up", () => {
    const network = pair();
    network.world.run(2);
    const { world } = network;
    network.perform({ kind: 'corrupt', frame: flights(world)[0]?.frame ?? -1, bit: 14 * 8 + 3 });
    world.step();
    expect(count(network, 'nic.bad-fcs')).toBe(0);
    expect(count(network, 'receive.host')).toBe(1);
  });

  test('a hub passes a damaged frame on, a switch does not', () => {
    const through = (box: 'hubs' | 'switches') => {
      const network = build({
        hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
        [box]: { box: 2 },
        links: ['A-box.p1', 'B-box.p2'],
      });
      within(network, () => {
        const [link] = network.stack.links.links.rows();
        if (link !== undefined) network.stack.links.links.set(link.id, { ...link, errors: 1 });
      });
      network.command('A', 'ping -c 1 10.0.0.2');
      until(network, 0.5);
      return ['A.eth0', 'B.eth0', 'box.p1'].map(name => network.stack.counter(dev(network, name).id, 'rxCrcErrors'));
    };
    expect(through('hubs')).toEqual([0, 1, 0]);
    expect(through('switches')).toEqual([0, 0, 1]);
  });
});

describe('the address filter', () => {
  const heard = (dst: number, before?: string) => {
    const network = build({ hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' }, links: ['A-B'] });
    if (before !== undefined) type(network, 'B', before);
    within(network, () => {
      const bytes = encodeStack([[ethernet, { dst, src: 0x020000000101, type: 0x88b5 }]], new Uint8Array(46));
      const frame = network.world.frames.create(bytes.length, 0, 'ethernet');
      network.world.frames.buffer(frame).set(bytes, network.world.frames.offset(frame));
      network.stack.links.transmit(dev(network, 'A.eth0').id, frame);
    });
    until(network, 1);
    return reasons(network).filter(r => r.startsWith('nic.'));
  };

  test.each([
    ['its own address', 0x020000000201, []],
    ['everybody', 0xffffffffffff, []],
    ['all hosts of the link (224.0.0.1)', 0x01005e000001, []],
    ['a group nobody joined', 0x01005e000009, ['nic.no-member']],
    ['another card', 0x020000000909, ['nic.not-mine']],
  ] as const)('%s', (_, dst, expected) => {
    expect(heard(dst)).toEqual(expected);
    expect(heard(dst, 'ip link set eth0 promisc on')).toEqual([]);
  });
});

describe('a hub beside a switch', () => {
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24', C: '10.0.0.3/24', D: '10.0.0.4/24' },
    hubs: { hub: 3 },
    switches: { sw: 3 },
    links: ['A-hub.p1', 'B-hub.p2', 'hub.p3-sw.p1', 'C-sw.p2', 'D-sw.p3'],
    run: [
      [0, 'A', 'ping -c 1 10.0.0.3'],
      [0, 'B', 'ping -c 1 10.0.0.4'],
      [2, 'A', 'ping -c 3 -i 0.2 10.0.0.4'],
      [2, 'B', 'ping -c 3 -i 0.2 10.0.0.3'],
    ],
  });
  until(network, 10);
  const { journal } = network.world;
  const where = (test: RegExp) => {
    const stages = Array.from({ length: journal.stageCount }, (_, s) => s).filter(s => test.test(journal.reasonOf(s)));
    return new Set(stages.map(s => network.deviceName(journal.numberArg(s, 'dev') ?? 0)));
  };

  test('the collision domain ends at the switch', () => {
    const touched = where(/^csma|fragment/);
    expect([...touched].filter(name => name.startsWith('C') || name.startsWith('D'))).toEqual([]);
    expect(touched).toContain('A.eth0');
    expect(touched).toContain('sw.p1');
    expect(count(network, 'csma.collision')).toBeGreaterThan(1);
  });

  test('and every ping is answered all the same', () => {
    const said = ['A', 'B'].flatMap(node => [...network.processes.console(network.stack.netns(node)).rows()]);
    const results = said.map(row => row.text).filter(text => text.includes('packets transmitted'));
    expect(results.map(text => text.replace(/, time .*/, ''))).toEqual([
      '1 packets transmitted, 1 received, 0% packet loss',
      '3 packets transmitted, 3 received, 0% packet loss',
      '1 packets transmitted, 1 received, 0% packet loss',
      '3 packets transmitted, 3 received, 0% packet loss',
    ]);
  });
});

describe('what a hub cannot be part of', () => {
  const hubs = (links: string[]) => () =>
    build({ hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' }, hubs: { h1: 3, h2: 3 }, links });
  test('a loop of hubs is refused', () => {
    expect(hubs(['A-h1.p1', 'h1.p2-h2.p1', 'h1.p3-h2.p2'])).toThrow(/loop/);
    expect(hubs(['A-h1.p1', 'h1.p2-h1.p3'])).toThrow(/loop/);
    expect(hubs(['A-h1.p1', 'h1.p2-h2.p1', 'B-h2.p2'])).not.toThrow();
  });
  test('so are rates above 100 Mbit/s', () => {
    expect(() => build({ hosts: { A: '10.0.0.1/24' }, hubs: { h: 2 }, links: ['A-h.p1'], rateBps: 1e9 })).toThrow(
      /100 Mbit/,
    );
  });
});

test('a station or a hub that is switched off in the middle of a frame leaves nothing behind', () => {
  for (const node of ['A', 'hub']) {
    const network = build({
      hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24', C: '10.0.0.3/24' },
      hubs: { hub: 3 },
      links: ['A-hub.p1', 'B-hub.p2', 'C-hub.p3'],
      run: [[0, 'A', 'arping -c 1 -I eth0 10.0.0.3']],
    });
    until(network, 0.00003);
    network.perform({ kind: 'power', node, on: false });
    until(network, 3);
    expect(count(network, node === 'A' ? 'nic.cut-off' : 'link.cut')).toBeGreaterThan(0);
    expect([...network.stack.links.shared.macs.rows()]).toEqual([]);
    network.perform({ kind: 'power', node, on: true });
    network.command('C', 'ping -c 1 10.0.0.1');
    until(network, 6);
    const { repeaters, macs } = network.stack.links.shared;
    expect([...repeaters.signals.rows(), ...macs.rows()]).toEqual([]);
    const said = [...network.processes.console(network.stack.netns('C')).rows()].map(row => row.text);
    expect(said.join('\n')).toContain('1 received');
  }
});
