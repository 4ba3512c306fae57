// ethtool and ip -s -s link: Linux' own output (test/data/linux/ethtool.txt), and counters that say what happened.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../project/source.js';
import { build, type, until } from '../topology/build.js';

interface Recorded {
  readonly command: string;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly status: number;
}

const recorded: Recorded[] = readFileSync(join(root, 'test/data/linux/ethtool.txt'), 'utf8')
  .split(/^(?=\$ )/m)
  .map(block => {
    const [head = '', ...rest] = block.trimEnd().split('\n');
    const err = rest.filter(line => line.startsWith('! ')).map(line => line.slice(2));
    const out = rest.filter(line => !/^[!=] /.test(line));
    return { command: head.slice(2), out, err, status: Number(rest.at(-1)?.slice(2)) };
  });
const recording = (command: string): Recorded => {
  const found = recorded.find(r => r.command === command);
  if (found === undefined) throw new Error(`${command} was not recorded`);
  return found;
};

const hub = () =>
  build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24', C: '10.0.0.3/24' },
    hubs: { hub: 3 },
    links: ['A-hub.p1', 'B-hub.p2', 'C-hub.p3'],
    run: [
      [0, 'A', 'ping -c 1 10.0.0.3'],
      [0, 'B', 'ping -c 1 10.0.0.3'],
    ],
  });

/** `     collisions: 2` → collisions: 2 */
const counters = (lines: readonly string[]): Record<string, number> =>
  Object.fromEntries(lines.slice(1).map(line => [line.trim().split(': ')[0], Number(line.split(': ')[1])]));

describe('ethtool', () => {
  test.each([
    'ethtool',
    'ethtool -S',
    'ethtool a b',
    'ethtool nodev',
    'ethtool -S nodev',
    'ethtool lo',
    'ethtool -S lo',
  ])('%s answers as recorded', command => {
    const { out, err, status } = recording(command);
    const network = hub();
    const result = network.shell;
    network.world.setup(network.world.journal.addRoot({ kind: 'seed', text: 'test' }), () => {
      expect(result.execute(network.stack.netns('A'), command)).toMatchObject({ out, err, status });
    });
  });

  test('a bridge is described as recorded', () => {
    const network = build({ hosts: { A: '10.0.0.1/24' }, switches: { sw: 1 }, links: ['A-sw.p1'] });
    expect(type(network, 'sw', 'ethtool br0')).toEqual(recording('ethtool br0').out);
  });

  test('a card on a hub runs at 10 Mbit/s and half duplex, one on a switch at 1 Gbit/s and full', () => {
    const said = type(until(hub(), 1), 'A', 'ethtool eth0').map(line => line.trim());
    expect(said).toEqual(expect.arrayContaining(['Speed: 10Mb/s', 'Duplex: Half', 'Link detected: yes']));
    const network = build({ hosts: { A: '10.0.0.1/24' }, switches: { sw: 1 }, links: ['A-sw.p1'] });
    const full = type(network, 'A', 'ethtool eth0').map(line => line.trim());
    expect(full).toEqual(expect.arrayContaining(['Speed: 1000Mb/s', 'Duplex: Full', 'Link detected: yes']));
    network.setLink('A.eth0-sw.p1', false);
    network.world.step();
    const cut = type(network, 'A', 'ethtool eth0').map(line => line.trim());
    expect(cut).toEqual(expect.arrayContaining(['Speed: Unknown!', 'Duplex: Unknown! (255)', 'Link detected: no']));
  });

  test('counts the collisions that there were', () => {
    const network = until(hub(), 1);
    const { journal } = network.world;
    const mine = Array.from({ length: journal.stageCount }, (_, s) => s).filter(
      s =>
        journal.reasonOf(s) === 'csma.collision' && network.deviceName(journal.numberArg(s, 'dev') ?? 0) === 'A.eth0',
    );
    const counted = counters(type(network, 'A', 'ethtool -S eth0'));
    expect(mine.length).toBeGreaterThan(0);
    expect(counted.collisions).toBe(mine.length);
    expect((counted.tx_single_coll_ok ?? 0) + (counted.tx_multi_coll_ok ?? 0)).toBeGreaterThan(0);
    expect(counted.tx_aborted_errors).toBe(0);
    const link = type(network, 'A', 'ip -s link show eth0');
    expect(link.at(-1)?.trim().split(/\s+/).at(-1)).toBe(String(mine.length));
  });
});

test('ip -s -s link lays its columns out as recorded', () => {
  const lines = type(until(hub(), 1), 'A', 'ip -s -s link show eth0');
  const blank = (line: string) => line.replaceAll(/\d+/g, '#').replaceAll(/ +(?=#)/g, ' ');
  const model = recording('ip -s -s link show v0').out;
  expect(lines.slice(2).map(blank)).toEqual(model.slice(2).map(blank));
  expect(lines.slice(2).map(line => line.length)).toEqual(model.slice(2).map(line => line.length));
});

test('ip -s -s -j link has the keys that were recorded, in their order', () => {
  const parse = (text: string | undefined) => JSON.parse(text ?? '')[0].stats64;
  const ours = parse(type(until(hub(), 1), 'A', 'ip -s -s -j link show eth0')[0]);
  const model = parse(recording('ip -s -s -j link show v0').out[0]);
  expect(Object.keys(ours.rx)).toEqual(Object.keys(model.rx));
  expect(Object.keys(ours.tx)).toEqual(Object.keys(model.tx));
});

test('a hub takes no commands', () => {
  expect(type(until(hub(), 1), 'hub', 'ip link').join()).toMatch(/hub/);
});
