// The sixth scenario of the reference captures (test/data/captures/06-dhcp.*): DHCP between dnsmasq and two clients, ISC dhclient
// and busybox udhcpc: a lease and its renewal, a release, a lease of another network, a remembered one, an address that somebody
// has already, no server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { dhcpClientSchema } from '../../src/apps/index.js';
import { tableSchemas } from '../../src/journal/index.js';
import { dhcp, formatIpv4, parseIpv4, readCapture } from '../../src/wire/index.js';
import { build, until, within } from '../topology/build.js';
import type { Line } from './scene-file.js';
import { frameText } from './wire-text.js';

const SECOND = 1_000_000_000;
/** Capture time 0: half a second past a whole one, so that dhclient's draws within the second can be what they were. */
const ZERO = 100.5;
const RANGE = '--dhcp-range=10.0.0.100,10.0.0.110,255.255.255.0,120 --dhcp-authoritative';
const TIMES = '--dhcp-option-force=58,20 --dhcp-option-force=59,40';
const NAMES = '--dhcp-option=3,10.0.0.1 --dhcp-option=6,10.0.0.1 --domain=lab.test';

/** 06-dhcp.sh, at the times that its capture shows. */
const commands: readonly (readonly [number, string, string])[] = [
  [-2, 's', `dnsmasq -k --port=0 -i br0 --bind-interfaces ${RANGE} ${TIMES} ${NAMES}`],
  [0, 'c', 'dhclient -4 -d ethc'],
  // The recording's script takes all addresses off before it sets one, on a renewal too.
  [19.28, 'c', 'ip addr flush dev ethc'],
  [19.28, 'c', 'ip addr add 10.0.0.110/24 dev ethc'],
  [26.779, 'c', 'dhclient -4 -r ethc'],
  [27.725, 'c', 'dhclient -4 -d ethc'],
  [33.1, 'c', 'kill -INT 7'],
  [33.249, 'c', 'dhclient -4 -d ethc'],
  [36.4, 'c', 'kill -INT 10'],
  [36.789, 'u', 'udhcpc -f -i ethu -x hostname:box1'],
  [40.78, 'u', 'kill -USR1 12'],
  [42.286, 'u', 'kill -USR2 12'],
  [43.3, 'u', 'kill -INT 12'],
  [43.4, 's', 'kill -INT 1'],
  [43.9, 's', `dnsmasq -k --port=0 -i br0 --bind-interfaces --no-ping ${RANGE}`],
  [44.4, 'c', 'ip addr add 10.0.0.105/24 dev ethc'],
  [44.653, 'u', 'udhcpc -f -q -n -a500 -t 3 -T 2 -A 3 -i ethu -r 10.0.0.105'],
  [52.4, 'c', 'ip addr del 10.0.0.105/24 dev ethc'],
  [52.5, 's', 'kill -INT 16'],
  [52.6, 'u', 'ip addr flush dev ethu'],
  [52.837, 'u', 'udhcpc -f -n -i ethu'],
];
/** What dhclient drew: the fraction of the second of its second DISCOVER (µs), the next interval, when to renew. */
const draws = [313_000, 2, 0, 0, 1, 0, 1];
/** dnsmasq's: how much sooner than T1 each of both renewing clients is to come back, s. */
const fuzz = [2, 1];

const network = build({
  hosts: { c: { ethc: [] }, u: { ethu: [] } },
  switches: { s: 2 },
  links: ['c.ethc-s.p1', 'u.ethu-s.p2'],
  medium: 'veth',
  setup: {
    c: ['ip link set ethc address 02:00:00:00:00:11'],
    u: ['ip link set ethu address 02:00:00:00:00:12'],
    // tcpdump makes the device it listens on promiscuous.
    s: ['ip link set br0 address 02:00:00:00:00:02', 'ip addr add 10.0.0.1/24 dev br0', 'ip link set br0 promisc on'],
  },
  run: commands.map(([at, node, line]) => [ZERO + at, node, line]),
});

/** Lets it play; before its second start dhclient is told of a lease of another network. */
function play(): void {
  const { stack, world } = network;
  const left = [...draws];
  const below = world.random.below.bind(world.random);
  vi.spyOn(world.random, 'below').mockImplementation((stream, n) => {
    if (stream.startsWith('dhclient/') && left.length > 0) return left.shift() as number;
    return stream.startsWith('dnsmasq/') ? (fuzz.shift() as number) : below(stream, n);
  });
  within(network, () => {
    const reachable = world.journal.table(tableSchemas().get('reachable')!);
    for (const name of ['s.br0', 'c.ethc', 'u.ethu']) reachable.set(`${name} 30000`, 40_000);
  });
  until(network, ZERO + 27.6);
  const dev = stack.netns('c').device('ethc')!.id;
  const wrong = { ip: parseIpv4('192.168.77.5')!, prefix: 24, server: parseIpv4('192.168.77.1')! };
  const clocks = { renewAt: 1e15, rebindAt: 1e15, expiresAt: 1e15 };
  within(network, () => {
    const table = world.journal.table(dhcpClientSchema, 'c');
    table.set(dev, { dev, state: 'INIT', ...wrong, ...clocks });
  });
  until(network, ZERO + 70);
}

/** A frame in words, DHCP with all its fields and options; what is drawn or depends on the moment is left out. */
function words(): (frame: Uint8Array) => string {
  const xids: number[] = [];
  return frame => {
    const text = frameText(frame);
    if (frame.length < 280) return text;
    const at = 14 + 20 + 8;
    const end = 14 + (frame[16]! << 8) + frame[17]!;
    const { values } = dhcp.decode(frame, at, end) as unknown as { values: Record<string, number> };
    if (!xids.includes(values.xid!)) xids.push(values.xid!);
    const options: string[] = [];
    for (let o = at + 240; frame[o] !== 255; o += 2 + frame[o + 1]!) {
      const data = [...frame.subarray(o + 2, o + 2 + frame[o + 1]!)];
      options.push(`${frame[o]}=${data.join('.')}`);
    }
    const fields = ['op', 'hops', 'broadcast', 'chaddr'].map(name => `${name}=${values[name]}`);
    const addresses = ['ciaddr', 'yiaddr', 'siaddr', 'giaddr'].map(name => formatIpv4(values[name]!));
    // udhcpc counts the seconds of its clock that began meanwhile.
    const secs = frame[6 + 5] === 0x12 || options[0] === '53=7' ? '' : `secs=${values.secs}`;
    const ports = `${(frame[34]! << 8) | frame[35]!} > ${(frame[36]! << 8) | frame[37]!}`;
    return [text, ports, `xid ${xids.indexOf(values.xid!)}`, secs, ...fields, ...addresses, ...options].join(' ');
  };
}

describe('scenario 06', () => {
  play();
  const file = readFileSync(join(import.meta.dirname, '../data/captures/06-dhcp.br0.pcap'));
  const { frames } = readCapture(file);
  const first = frames[0]!.unixNs;
  const tell = words();
  const recorded = frames.map((f): Line => ({ at: Number(f.unixNs - first) / SECOND, text: tell(f.bytes) }));
  const { world } = network;
  // br0 in promiscuous mode sees what comes in by its ports, and what it sends itself: once, by however many ports it leaves.
  const ports = network.deviceNames().flatMap(d => (/^s\.p\d$/.test(d.name) ? [d.dev] : []));
  const mine: Line[] = [];
  const tellMine = words();
  let flooded = '';
  for (let f = 0; f < world.frames.count; f++) {
    const frame = world.frames.frame(f);
    if (!ports.includes(frame.dev ?? 0)) continue;
    const own = frame.bytes[11] === 2;
    if (own !== (frame.direction === 'sent')) continue;
    const at = world.journal.eventTime(world.journal.eventOf(frame.stage)) / SECOND - ZERO;
    const copy = `${at} ${Buffer.from(frame.bytes).toString('hex')}`;
    if (own && copy === flooded) continue;
    flooded = own ? copy : '';
    mine.push({ at, text: tellMine(frame.bytes) });
  }

  test('the same frames in the same order with the same fields', () => {
    expect(mine.map(line => line.text)).toEqual(recorded.map(line => line.text));
  });

  test('at the times they are due', () => {
    const wrong = recorded.filter(({ at }, i) => !(at - mine[i]!.at > -0.05 && at - mine[i]!.at < 0.6));
    expect(wrong.map(({ at, text }) => `${at} ${text}`)).toEqual([]);
  });
});
