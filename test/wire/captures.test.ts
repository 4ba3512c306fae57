// Real frames of Linux (test/data/captures): all of them decode, and what is decoded encodes to the same bytes.
import { describe, expect, test } from 'vitest';
import {
  type AnyHeader,
  bindingAt,
  dissect,
  eachNode,
  encodeStack,
  ethernet,
  ipv4,
  summary,
} from '../../src/wire/index.js';
import { captureNames, checkRanges, framesOf, toHex } from './support.js';

/**
 * Captured on the bridge itself, before its own sender had its UDP checksums filled in by the (virtual) hardware; tshark
 * too calls these 16, and no others, bad.
 */
const offloaded = { name: '06-dhcp.br0.pcap', src: 0x0a000001, count: 16 };

function isOffloaded(name: string, frame: Uint8Array): boolean {
  const udp = ethernet.get.type(frame, 0) === 0x0800 && ipv4.get.proto(frame, 14) === 17;
  return udp && name === offloaded.name && ipv4.get.src(frame, 14) === offloaded.src;
}

/** Headers and their values without the computed fields, and what follows the last of them. */
function takeApart(frame: Uint8Array): { stack: [AnyHeader, Record<string, unknown>][]; payload: Uint8Array } {
  const stack: [AnyHeader, Record<string, unknown>][] = [];
  let header: AnyHeader | undefined = ethernet;
  let at = 0;
  let end = frame.length;
  while (header) {
    const decoded = header.decode(frame, at, end);
    if (decoded.problem) throw new Error(JSON.stringify(decoded.problem));
    const sealed = new Set(header.layout.slots.filter(slot => slot.field.spec.seal).map(slot => slot.key));
    stack.push([header, Object.fromEntries(Object.entries(decoded.values).filter(([key]) => !sealed.has(key)))]);
    const binding = bindingAt(header, frame, at);
    at += decoded.headerLength;
    end = decoded.end;
    // A transport checksum over all fragments can't be made from one.
    header = binding?.payload === 'whole' ? binding.inner : undefined;
  }
  return { stack, payload: frame.slice(at, end) };
}

describe.each(captureNames)('%s', name => {
  const frames = framesOf(name);

  test('every frame comes apart and goes together again, checksums made anew', () => {
    for (const frame of frames.filter(each => !isOffloaded(name, each))) {
      const { stack, payload } = takeApart(frame);
      const again = encodeStack(stack as never, payload);
      expect(toHex(again)).toBe(toHex(frame.slice(0, again.length)));
      // What is behind it is Ethernet's padding.
      expect(frame.slice(again.length).every(byte => byte === 0)).toBe(true);
      expect(again.length).toBeGreaterThan(Math.min(frame.length, 60) - 46);
    }
  });

  test('nothing is wrong in any frame: no problem, no bad checksum, ranges in order', () => {
    expect(frames.filter(each => isOffloaded(name, each)).length).toBe(name === offloaded.name ? offloaded.count : 0);
    for (const frame of frames) {
      const layers = dissect(frame);
      checkRanges(layers, 0, frame.length * 8);
      const wrong = [...eachNode(layers)].filter(node => node.problem || node.computed === 'bad');
      if (isOffloaded(name, frame)) expect(wrong).toMatchObject([{ name: 'udp.checksum', computed: 'bad' }]);
      else expect(wrong).toEqual([]);
      expect(summary(layers)).not.toBe('');
    }
  });

  test('any byte changed or cut leaves the dissector standing', () => {
    for (const frame of frames.slice(0, 12)) {
      for (let at = 0; at < Math.min(frame.length, 120); at++) {
        const changed = frame.slice();
        changed[at]! ^= 0xff;
        checkRanges(dissect(changed), 0, frame.length * 8);
        checkRanges(dissect(frame.slice(0, at)), 0, at * 8);
        checkRanges(dissect(changed.slice(0, at + 3)), 0, frame.length * 8);
      }
    }
  });
});

test('one flipped bit in an IPv4 header is a bad checksum, with what would be right', () => {
  const frame = framesOf('01-arp-bridge.p1.pcap')[2]!.slice();
  const right = ipv4.get.checksum(frame, 14);
  frame[24]! ^= 0x01;
  const bad = [...eachNode(dissect(frame))].find(node => node.name === 'ip.checksum');
  expect(bad).toMatchObject({ computed: 'bad', problem: { code: 'bad-checksum', need: right, have: right ^ 0x0100 } });
});
