// The pcapng writer: bytes by the draft, read back by our reader, and by tshark.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CapturedFrame, concatBytes, pcapngPacket, readCapture, writePcapng } from '../../src/wire/index.js';
import fc from '../property.js';
import { framesOf, fromHex, toHex } from './support.js';
import { fieldsOf, noTshark, run } from './tshark.js';

const interfaces = [{ name: 'A.eth0', description: 'host A' }, { name: '交换机.p1' }];
const [request, reply] = framesOf('01-arp-bridge.p1.pcap');
const frames: CapturedFrame[] = [
  { interface: 0, time: 0, bytes: request!, direction: 'out', comment: 'A asks: who has 10.0.0.2?' },
  { interface: 1, time: 1_000_000_007, bytes: request!, direction: 'in', comment: '交换机学到了 A 的地址 — ≥ 1' },
  { interface: 1, time: 9_007_199_254_740_991, bytes: reply! },
];

test('an enhanced packet block, byte by byte (draft-ietf-opsawg-pcapng §4.3)', () => {
  const block = pcapngPacket({ interface: 1, time: 1, bytes: fromHex('aabbcc'), comment: 'hi', direction: 'in' });
  expect(toHex(block)).toBe(
    // 946684800000000001 ns is 0d234ccf 52430001: the high half first, each half little-endian
    [
      '06000000',
      '38000000',
      '01000000',
      'cf4c230d',
      '01004352',
      '03000000',
      '03000000',
      'aabbcc00',
      '01000200',
      '68690000',
      '02000400',
      '01000000',
      '00000000',
      '38000000',
    ].join(''),
  );
});

test('what is written is read back', () => {
  const capture = readCapture(concatBytes(writePcapng(interfaces, frames)));
  expect(capture.problem).toBeUndefined();
  expect(capture.interfaces.map(each => [each.name, each.linkType])).toEqual([
    ['A.eth0', 1],
    ['交换机.p1', 1],
  ]);
  expect(capture.frames.map(each => each.unixNs)).toEqual(
    frames.map(each => 946_684_800_000_000_000n + BigInt(each.time)),
  );
  expect(capture.frames.map(each => each.direction)).toEqual(['out', 'in', undefined]);
  expect(capture.frames.map(each => each.comments)).toEqual([[frames[0]!.comment], [frames[1]!.comment], []]);
  expect(capture.frames.map(each => toHex(each.bytes))).toEqual(frames.map(each => toHex(each.bytes)));
});

test('any time and any frame survive', () => {
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.uint8Array({ maxLength: 70 }),
      fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
      (time, bytes, comment) => {
        const frame = { interface: 0, time, bytes, ...(comment === undefined ? {} : { comment }) };
        const read = readCapture(concatBytes(writePcapng([{ name: 'x' }], [frame]))).frames[0]!;
        expect(read.unixNs).toBe(946_684_800_000_000_000n + BigInt(time));
        expect(read.bytes).toEqual(bytes);
        expect(read.comments).toEqual(comment === undefined ? [] : [comment]);
      },
    ),
  );
  for (const time of [-1, 0.5, 2 ** 53, Number.NaN])
    expect(() => pcapngPacket({ interface: 0, time, bytes: request! })).toThrow(RangeError);
});

test('a comment longer than an option can be is cut between characters', () => {
  const comment = '路'.repeat(30_000);
  const read = readCapture(
    concatBytes(writePcapng([{ name: 'x' }], [{ interface: 0, time: 0, bytes: request!, comment }])),
  );
  expect(read.frames[0]!.comments[0]).toBe('路'.repeat(Math.floor(0xffff / 3)));
});

describe('reader', () => {
  /** One frame of two bytes at 1 s + 5 units, in a classic pcap. */
  function pcap(little: boolean, magic: number): Uint8Array {
    const view = new DataView(new ArrayBuffer(42));
    [magic, 0, 0, 0, 65535, 1, 1, 5, 2, 60].forEach((word, i) => {
      view.setUint32(i * 4, word, little);
    });
    view.setUint16(40, 0xbeef);
    return new Uint8Array(view.buffer);
  }
  test.each([
    [true, 0xa1b2c3d4, 1_000_005_000n],
    [false, 0xa1b2c3d4, 1_000_005_000n],
    [true, 0xa1b23c4d, 1_000_000_005n],
    [false, 0xa1b23c4d, 1_000_000_005n],
  ])('pcap, little-endian %s, magic %i', (little, magic, unixNs) => {
    const capture = readCapture(pcap(little, magic));
    expect(capture).toMatchObject({ problem: undefined, frames: [{ unixNs, length: 60 }] });
    expect(toHex(capture.frames[0]!.bytes)).toBe('beef');
  });
  test('pcapng in big-endian order with µs', () => {
    const block = (type: number, words: number[]) => [type, words.length * 4 + 12, ...words, words.length * 4 + 12];
    const words = [
      ...block(0x0a0d0d0a, [0x1a2b3c4d, 0x00010000, 0xffffffff, 0xffffffff]),
      ...block(1, [0x00010000, 0]),
      ...block(6, [0, 0, 7, 2, 60, 0xbeef0000, 0x00020004, 2, 0]),
    ];
    const view = new DataView(new ArrayBuffer(words.length * 4));
    words.forEach((word, i) => {
      view.setUint32(i * 4, word);
    });
    const capture = readCapture(new Uint8Array(view.buffer));
    expect(capture).toMatchObject({ problem: undefined, frames: [{ unixNs: 7000n, length: 60, direction: 'out' }] });
  });
  test('a file cut anywhere gives the frames before the cut, and never throws', () => {
    const chunks = [...writePcapng(interfaces, frames)];
    const whole = concatBytes(chunks);
    const ends = chunks.map((_chunk, i) => chunks.slice(0, i + 1).reduce((sum, chunk) => sum + chunk.length, 0));
    for (let cut = 0; cut < whole.length; cut++) {
      const { frames: read, problem } = readCapture(whole.slice(0, cut));
      expect(read.length).toBeLessThan(3);
      expect(problem === undefined).toBe(ends.includes(cut));
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void readCapture(bytes)));
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => void readCapture(whole.with(at, byte))));
  });
});

describe.skipIf(noTshark)('tshark reads', () => {
  test('interface names, comments, times, directions and frames', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstep-'));
    try {
      const path = join(folder, 'a.pcapng');
      writeFileSync(path, concatBytes(writePcapng(interfaces, frames)));
      const rows = fieldsOf(path, [
        'frame.interface_name',
        'frame.comment',
        'frame.time_epoch',
        'frame.packet_flags_direction',
        'frame.len',
        'arp.opcode',
        '_ws.malformed',
      ]);
      expect(rows).toEqual([
        ['A.eth0', frames[0]!.comment, '946684800.000000000', '0x00000002', '42', '1', ''],
        ['交换机.p1', frames[1]!.comment, '946684801.000000007', '0x00000001', '42', '1', ''],
        ['交换机.p1', '', '955691999.254740991', '', '42', '2', ''],
      ]);
      expect(run(['-r', path, '-T', 'fields', '-e', 'frame.interface_description'])).toContain('host A');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
