// Scenario 16 of the reference captures, sections D to F: TCP over a link that carries less than its ends do. The calls are made
// when the captures show them; what iptables did at the routers is done to the frames on their way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { readCapture } from '../../src/wire/index.js';
import { type Ends, perform, type Sockets, type Step, Teller, wait } from '../tcp/replay.js';
import { build, printed, until, within } from '../topology/build.js';
import { plan } from './scenario-16.js';
import { frameText } from './wire-text.js';

const ZERO = 100;
const SECOND = 1e9;
const ENDS: Ends = { c: 'h1', s: 'h2', clientIp: 0x0a010002, serverIp: 0x0a020002 };
const PLACES = [
  ['h1.eth0', 'eth0'],
  ['r1.mid1', 'mid1'],
  ['h2.eth0b', 'eth0b'],
] as const;

interface Seen {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/**
 * Frames in words, by sender. While a program is in send(2), Linux leaves what comes for its socket to the end of the call, and
 * over a veth the answers are there by then: so the order between senders is the lock's, not the network's. Windows grow with
 * Linux's buffers; PSH ends every burst that GSO cut.
 */
function bySender(frames: Iterable<Seen>): Record<string, string[]> {
  const teller = new Teller();
  const out: Record<string, string[]> = {};
  for (const { bytes } of frames) {
    const ip = frameText(bytes);
    const sender = /IP (\S+) >/.exec(ip)?.[1];
    if (sender === undefined) continue;
    const tcp = teller.tell(bytes)?.replace(/ win \d+ id \S+/, '') ?? '';
    out[sender] ??= [];
    out[sender].push(`${ip} ${tcp.replace(/ (F?S?R?)P(A?) (?=\d+:)/, ' $1$2 ')}`.trim());
  }
  return out;
}

function* recordedFrames(place: string): Generator<Seen> {
  const file = readFileSync(join(import.meta.dirname, `../data/captures/16-frag-pmtud.${place}.pcap`));
  const { frames } = readCapture(file);
  const first = frames[0]!.unixNs;
  for (const { unixNs, bytes } of frames) yield { at: Number(unixNs - first) / SECOND, bytes };
}

function* simulatedFrames(network: Network, end: string, from = 0): Generator<Seen> {
  const { world } = network;
  const dev = network.deviceNames().find(d => d.name === end)!.dev;
  for (let f = 0; f < world.frames.count; f++) {
    const frame = world.frames.frame(f);
    if (frame.dev !== dev || frame.direction === 'none') continue;
    const at = world.journal.eventTime(world.journal.eventOf(frame.stage)) / SECOND - ZERO;
    if (at >= from) yield { at, bytes: frame.bytes };
  }
}

function* between(frames: Iterable<Seen>, from: number, to: number): Generator<Seen> {
  for (const frame of frames) if (frame.at >= from && frame.at < to) yield frame;
}

interface Firewall {
  /** The routers let no "fragmentation needed" out. */
  readonly silent?: boolean;
  /** r1 writes into every SYN what the way carries, less 40 bytes. */
  readonly clamp?: boolean;
}

/** Plays a section, from its first call on. */
function play(steps: readonly Step[], seconds: number, { silent = false, clamp = false }: Firewall = {}): Network {
  const network = build({
    ...plan,
    profile: 'linux-6.18',
    delayNs: 2000,
    run: [[ZERO - 1, 'h1', 'ping -c 1 10.2.0.2']],
  });
  const { world, stack } = network;
  const sockets: Sockets = new Map();
  const routers = ['r1.lan1', 'r2.lan2'].map(end => network.deviceNames().find(d => d.name === end)!.dev);
  const clamped = ['h1.eth0', 'r1.lan1'].map(end => network.deviceNames().find(d => d.name === end)!.dev);
  let frame = 0;
  const meddle = () => {
    for (; frame < world.frames.count; frame++) {
      const { dev, direction, bytes } = world.frames.frame(frame);
      if (direction !== 'sent' || dev === undefined) continue;
      const icmp = bytes[23] === 1 && bytes[34] === 3 && bytes[35] === 4;
      if (silent && icmp && routers.includes(dev)) network.perform({ kind: 'drop', frame });
      const syn = bytes[23] === 6 && (bytes[47]! & 2) !== 0;
      if (clamp && syn && clamped.includes(dev))
        network.perform({ kind: 'edit', frame, field: 'tcp.options.mss_val', value: '960', seal: true });
    }
  };
  const run = (to: number) => {
    while (world.pending()[0] !== undefined && world.pending()[0]!.time <= to) {
      world.step();
      meddle();
    }
  };
  for (const step of steps) {
    const at = Math.round((ZERO + step[0]) * SECOND);
    run(at);
    wait(network, at, 'h1');
    within(network, () => perform(network, sockets, step, ENDS));
    meddle();
  }
  run((ZERO + seconds) * SECOND);
  wait(network, (ZERO + seconds) * SECOND, 'h1');
  expect(stack.netns('h1').sockets.size).toBeLessThan(9);
  return network;
}

type Lines = Record<string, string[]>;
function sameFrames(network: Network, end: string, name: string, from: number, to: number, of = (l: Lines) => l): void {
  const theirs = bySender(between(recordedFrames(name), from, to));
  expect(Object.keys(theirs).length).toBeGreaterThan(1);
  expect(of(bySender(between(simulatedFrames(network, end), from, to)))).toEqual(of(theirs));
}

/** A frame that is sent again and again counts once. */
const once = (lines: Lines): Lines =>
  Object.fromEntries(Object.entries(lines).map(([who, l]) => [who, l.filter((text, i) => text !== l[i - 1])]));

describe('D: each side learns how much the way carries', () => {
  const network = play(
    [
      [3.8, 'listen', 'l', 8001, 5],
      [3.850905, 'connect', 'c', 40001, 8001],
      [3.8516, 'accept', 'l', 's'],
      [3.855345, 'send', 'c', 5000],
      [3.86, 'recv', 's'],
      [3.86489, 'send', 's', 3000],
      [3.866, 'recv', 'c'],
      [3.866751, 'close', 's'],
      [3.8669, 'close', 'c'],
    ],
    4.5,
  );

  test.each(PLACES)('%s', (end, name) => sameFrames(network, end, name, 3.5, 4.5));

  test('both routes have it', () => {
    const asked = (node: string, line: string) => {
      network.command(node, line);
      network.world.step();
      return printed(network, node).slice(-2);
    };
    expect(asked('h1', 'ip r get 10.2.0.2')).toEqual([
      '10.2.0.2 via 10.1.0.1 dev eth0 src 10.1.0.2 uid 0 ',
      '    cache expires 599sec mtu 1000 ',
    ]);
    expect(asked('h2', 'ip r get 10.1.0.2')).toEqual([
      '10.1.0.2 via 10.2.0.1 dev eth0b src 10.2.0.2 uid 0 ',
      '    cache expires 599sec mtu 1000 ',
    ]);
  });
});

describe('E: no router says anything', () => {
  const network = play(
    [
      [4.7, 'listen', 'l', 8001, 5],
      [4.794482, 'connect', 'c', 40002, 8001],
      [4.795, 'accept', 'l', 's'],
      [4.803487, 'send', 'c', 5000],
      [8.8, 'close', 'c'],
    ],
    9,
    { silent: true },
  );

  test.each(PLACES)('%s', (end, name) => sameFrames(network, end, name, 4.5, 9, once));

  test('the first segment is sent again and again, after twice the time each', () => {
    const gaps = (frames: Iterable<Seen>): number[] => {
      // The first one of the recording is RACK's; the others are the timer's.
      const at = [...between(frames, 4.81, 9)].filter(f => f.bytes.length === 1514).map(f => f.at);
      return at.slice(-4).flatMap((t, i, all) => (i === 0 ? [] : [t - all[i - 1]!]));
    };
    const theirs = gaps(recordedFrames('eth0'));
    for (const [i, gap] of gaps(simulatedFrames(network, 'h1.eth0')).entries()) {
      expect(gap).toBeCloseTo(0.4 * 2 ** i, 1);
      expect(theirs[i]! / gap).toBeGreaterThan(0.99);
      expect(theirs[i]! / gap).toBeLessThan(1.08);
    }
  });

  test('the program has closed, its data still stand in the queue', () => {
    network.command('h1', 'ss -tan');
    network.world.step();
    expect(printed(network, 'h1').at(-1)).toMatch(/^FIN-WAIT-1 +0 +5001 +10\.1\.0\.2:40002 +10\.2\.0\.2:8001 *$/);
  });
});

describe('F: a router writes into every SYN what the way carries', () => {
  const network = play(
    [
      [10.3, 'listen', 'l', 8001, 5],
      [10.392347, 'connect', 'c', 40003, 8001],
      [10.393, 'accept', 'l', 's'],
      [10.395199, 'send', 'c', 5000],
      [10.3954, 'recv', 's'],
      [10.395619, 'send', 's', 3000],
      [10.3958, 'recv', 'c'],
      [10.39585, 'close', 's'],
      [10.395928, 'close', 'c'],
    ],
    10.9,
    { silent: true, clamp: true },
  );

  test.each(PLACES)('%s', (end, name) => sameFrames(network, end, name, 10, 10.9));
});

describe('what one connection learns, the others to the same host know', () => {
  const network = play(
    [
      [0.1, 'listen', 'l', 8001, 5],
      [0.2, 'connect', 'a', 40001, 8001],
      [0.3, 'connect', 'b', 40002, 8001],
      [0.4, 'send', 'a', 5000],
      [1, 'send', 'b', 3000],
      [2, 'connect', 'c', 40003, 8001],
      [602, 'send', 'a', 3000],
    ],
    603,
  );
  const sentBy = (port: number, from: number, to: number) =>
    [...between(simulatedFrames(network, 'h1.eth0'), from, to)]
      .filter(({ bytes }) => bytes[23] === 6 && (bytes[34]! << 8) + bytes[35]! === port)
      .map(({ bytes }) => bytes.length);

  test('a second one sends small segments at once', () => {
    expect(sentBy(40002, 0.9, 1.9)).toEqual([1014, 1014, 1014, 222]);
  });

  test('a third one says in its SYN how little it can take, as Linux 6.18 does', () => {
    const syn = [...between(simulatedFrames(network, 'h1.eth0'), 1.9, 3)][0]!;
    expect(new Teller().tell(syn.bytes)).toContain('[mss960 ');
  });

  test('after ten minutes the old size is tried again', () => {
    const again = sentBy(40001, 600, 603);
    expect(again[0]).toBe(1514);
    expect(again).toContain(1014);
  });
});

test.each([1, 2, 3, 4, 5, 6])(
  'frames are lost and the MTU shrinks and grows meanwhile: every byte arrives (seed %i)',
  seed => {
    const mtu = (at: number, bytes: number) => [at, 'h1', `ip link set eth0 mtu ${bytes}`] as const;
    const network = build({
      ...plan,
      profile: 'linux-6.18',
      delayNs: 5_000_000,
      loss: 0.08,
      seed,
      run: [
        [0.5, 'h2', 'tcpd -m sink 8001'],
        [1, 'h1', 'tcpsend 10.2.0.2 8001 60000'],
        ...[mtu(1.1, 700), mtu(1.3, 1500), mtu(1.45, 600), mtu(2, 1400), mtu(2.5, 800), mtu(4, 1500)],
      ],
    });
    until(network, 300);
    expect(printed(network, 'h1').at(-1)).toContain('60000 bytes sent');
    expect(printed(network, 'h2').join(' ')).toContain('60000');
  },
);

test('without path MTU discovery nothing bears DF, and a router cuts what is too long', () => {
  const network = build({
    ...plan,
    profile: 'linux-6.18',
    run: [
      [0.5, 'h1', 'sysctl -w net.ipv4.ip_no_pmtu_disc=1'],
      [0.5, 'h2', 'tcpd -m sink 8001'],
      [1, 'h1', 'tcpsend 10.2.0.2 8001 5000'],
    ],
  });
  until(network, 3);
  const sent = bySender(simulatedFrames(network, 'h1.eth0', -ZERO))['10.1.0.2']!;
  expect(sent.filter(text => text.includes(' DF'))).toEqual([]);
  expect(bySender(simulatedFrames(network, 'r1.mid1', -ZERO))['10.1.0.2']!.join()).toContain(' MF');
  expect(printed(network, 'h1').at(-1)).toContain('5000 bytes sent');
});
