// Packets that are wrong: cut at every byte, every byte of the header changed, with and without a checksum that fits. A host and
// a router drop them with a reason or take them; neither ever throws.
import { describe, expect, test } from 'vitest';
import { transmit } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { checksum16, encodeStack, ethernet, icmp, ipv4, udp } from '../../src/wire/index.js';
import { build, until, within } from '../topology/build.js';

const [A, R, FAR] = [0xc0000201, 0xc0000202, 0xc6336402];
const eth = { dst: 0x020000000201, src: 0x020000000101, type: 0x0800 };

/** A talks to R, which is a router to C; what A sends is built here. */
function lan(): Network {
  const network = build({
    hosts: {
      A: { eth0: ['192.0.2.1/24'] },
      R: { eth0: ['192.0.2.2/24'], eth1: ['198.51.100.1/24'] },
      C: { eth0: ['198.51.100.2/24'] },
    },
    links: ['A.eth0-R.eth0', 'R.eth1-C.eth0'],
    setup: {
      R: ['sysctl -w net.ipv4.ip_forward=1'],
      A: ['ip route add default via 192.0.2.2'],
      C: ['ip route add default via 198.51.100.1'],
    },
    run: [[0, 'A', 'ping -c 1 198.51.100.2']],
  });
  return until(network, 1);
}

const echo = (data: number) => {
  const message = new Uint8Array(8 + data);
  icmp.encode({ type: 8, code: 0, ident: 7, seq: 1 }, message, 0, message.length);
  return message;
};
const packet = (dst: number, proto: number, payload: Uint8Array, more = {}) =>
  encodeStack([[ipv4, { src: A, dst, proto, id: 99, ...more }]], payload);
const quote = packet(A, 1, echo(8), { src: FAR }).slice(0, 28);
const error = (type: number, code: number) => {
  const message = new Uint8Array(8 + quote.length);
  message.set(quote, 8);
  icmp.encode({ type, code, ...(type === 5 ? { gateway: 0xc0000203 } : {}) }, message, 0, message.length);
  return message;
};
const datagram = encodeStack(
  [
    [ipv4, { src: A, dst: R, proto: 17 }],
    [udp, { srcPort: 5, dstPort: 6 }],
  ],
  new Uint8Array(12),
).slice(20);
/** Record route and a timestamp with addresses, written into already. */
const withOptions = (dst: number) => {
  const plain = packet(dst, 1, echo(4));
  const options = [7, 11, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 68, 12, 5, 1, 0, 0, 0, 0, 0, 0, 0, 0];
  const out = new Uint8Array(plain.length + options.length);
  out.set(plain.slice(0, 20));
  out.set(options, 20);
  out.set(plain.slice(20), 20 + options.length);
  out[0] = 0x45 + options.length / 4;
  out[3] = out.length;
  return sealed(out);
};

function sealed(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  const end = Math.min((out[0]! & 15) * 4, out.length);
  if (end < 20) return out;
  out.fill(0, 10, 12);
  const sum = checksum16(out, 0, end - (end % 2));
  out.set([sum >> 8, sum & 0xff], 10);
  return out;
}

const samples: Readonly<Record<string, Uint8Array>> = {
  'an echo request': packet(R, 1, echo(8)),
  'one to be forwarded': packet(FAR, 1, echo(8)),
  'a datagram': packet(R, 17, datagram),
  'a fragment': packet(R, 1, echo(16), { mf: 1 }),
  'a later fragment': packet(FAR, 17, new Uint8Array(16), { fragOffset: 5 }),
  'an error with its quote': packet(R, 1, error(3, 4)),
  'a redirect': packet(R, 1, error(5, 1)),
  'one with options': withOptions(R),
  'one with options to be forwarded': withOptions(FAR),
};

/** Everything that may be wrong with it. */
function* wrongs(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let length = 0; length < bytes.length; length++) yield bytes.slice(0, length);
  const header = (bytes[0]! & 15) * 4;
  const last = Math.min(bytes.length, header + 16);
  for (let at = 0; at < last; at++) {
    for (const value of [0, 1, 0x7f, 0x80, 0xff, bytes[at]! ^ 1, bytes[at]! ^ 0x10]) {
      if (value === bytes[at]) continue;
      const changed = bytes.slice();
      changed[at] = value;
      yield changed;
      if (at < header) yield sealed(changed);
    }
  }
}

describe.each(Object.keys(samples))('%s', name => {
  const network = lan();
  const { stack, world } = network;
  const { journal, frames } = world;
  const dev = stack.netns('A').device('eth0')!;

  test('is taken, or dropped with a reason', () => {
    let dropped = 0;
    let taken = 0;
    for (const bytes of wrongs(samples[name]!)) {
      const whole = encodeStack([[ethernet, eth]], bytes).slice(0, 14 + bytes.length);
      const before = journal.stageCount;
      within(network, () => {
        const frame = frames.create(whole.length, 0, 'ethernet');
        frames.buffer(frame).set(whole, frames.offset(frame));
        transmit(stack, stack.dev(dev.id), frame);
      });
      world.run(1000, world.now + 1_000_000);
      const ends = { drop: 0, other: 0 };
      for (let stage = before; stage < journal.stageCount; stage++) {
        const { because, kind } = journal.stage(stage);
        if (journal.verdictOf(stage) === 'drop') {
          ends.drop++;
          expect(kind.reasons).toContain(because.id);
        } else if (['defrag.first', 'defrag.more', 'icmp.reply', 'icmp.error', 'ip.forwarded'].includes(because.id))
          ends.other++;
      }
      expect(ends.drop + ends.other, [...bytes].map(b => b.toString(16)).join(' ')).toBeGreaterThan(0);
      if (ends.drop > 0) dropped++;
      else taken++;
    }
    expect(dropped).toBeGreaterThan(samples[name]!.length);
    expect(taken).toBeGreaterThan(0);
  });
});
