// The first scenario of the reference captures (test/data/captures/01-arp-bridge.*): a ping over a bridge, a neighbour that
// vanishes, one that never was, gratuitous ARP and duplicate address detection, seen at the bridge's three ports. And:
// the words that frames are compared in are those of the recordings.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/wire/index.js';
import { build, until } from '../topology/build.js';
import { inOrderOf, same } from './compare.js';
import { folder, type Line, readScene } from './scene-file.js';
import { frameText } from './wire-text.js';

const SECOND = 1_000_000_000;
const ZERO = 100;
const [h1, h2, h3] = [1, 2, 3].map(n => `02:00:00:00:00:0${n}`);
const stale = (mac: string) => `ip neigh replace 10.0.0.2 lladdr ${mac} dev eth0 nud stale`;

/** 01-arp-bridge.sh, at the times that its captures show. */
const commands: readonly (readonly [number, string, string])[] = [
  [-0.005, 'h1', 'ping -c 2 -i 0.5 -s 56 10.0.0.2'],
  [0.92, 'h1', stale(h2!)],
  [0.928, 'h1', 'ping -c 1 10.0.0.2'],
  [11.61, 'h2', 'ip link set eth0 down'],
  [11.62, 'h1', stale(h2!)],
  [11.633, 'h1', 'ping -c 1 -W 12 10.0.0.2'],
  [32.2, 'h2', 'ip link set eth0 up'],
  [32.258, 'h1', 'ping -c 1 -W 6 10.0.0.99'],
  [39.215, 'h1', 'ping -c 1 -W 5 10.0.0.99'],
  [42.45, 'h1', stale('02:00:00:00:00:77')],
  [42.486, 'h2', 'arping -U -c 1 -I eth0 10.0.0.2'],
  [43.6, 'h1', stale('02:00:00:00:00:77')],
  [44.975, 'h2', 'arping -A -c 1 -I eth0 10.0.0.2'],
  [46.107, 'h3', 'arping -D -c 2 -w 2 -I eth0 10.0.0.2'],
];

describe('scenario 01', () => {
  const network = build({
    hosts: { h1: '10.0.0.1/24', h2: '10.0.0.2/24', h3: '10.0.0.3/24' },
    switches: { sw: 3 },
    links: ['h1-sw.p1', 'h2-sw.p2', 'h3-sw.p3'],
    medium: 'veth',
    setup: Object.fromEntries([h1, h2, h3].map((mac, i) => [`h${i + 1}`, [`ip link set eth0 address ${mac}`]])),
    run: commands.map(([at, node, line]) => [ZERO + at, node, line]),
  });
  until(network, ZERO + 60);
  const { world } = network;

  test.each(['p1', 'p2', 'p3'])('%s', port => {
    const file = readFileSync(join(import.meta.dirname, `../data/captures/01-arp-bridge.${port}.pcap`));
    const { frames, problem } = readCapture(file);
    expect(problem).toBeUndefined();
    const first = frames[0]!.unixNs;
    const recorded = frames.map((f): Line => ({ at: Number(f.unixNs - first) / SECOND, text: frameText(f.bytes) }));
    const dev = network.deviceNames().find(d => d.name === `sw.${port}`)!.dev;
    const mine: Line[] = [];
    for (let f = 0; f < world.frames.count; f++) {
      const frame = world.frames.frame(f);
      if (frame.dev !== dev || frame.direction === 'none') continue;
      const at = world.journal.eventTime(world.journal.eventOf(frame.stage)) / SECOND - ZERO;
      mine.push({ at, text: frameText(frame.bytes) });
    }
    same(mine, inOrderOf(mine, recorded));
  });
});

describe('the words for frames', () => {
  const files = readdirSync(folder).filter(name => name.endsWith('.pcapng'));

  test.each(files)('%s says what its text says', name => {
    const { frames, interfaces, problem } = readCapture(readFileSync(join(folder, name)));
    expect(problem).toBeUndefined();
    const told = readScene(name.replace('.pcapng', '')).frames;
    for (const [i, { name: end }] of interfaces.entries()) {
      const mine = frames.filter(f => f.interface === i).map(f => `${f.direction} ${frameText(f.bytes)}`);
      expect(mine).toEqual((told.get(end!) ?? []).map(line => line.text));
    }
  });
});
