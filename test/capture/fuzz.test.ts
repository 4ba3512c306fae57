// No capture, however damaged, makes it throw, hang or take more than linear time and memory: frames and files that are cut,
// flipped, spliced and doubled; and those kept in test/data/nasty, each with a name that says what is nasty about it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CaptureAnalysis,
  captureFields,
  datagramTree,
  fieldMarks,
  holdsFor,
  treeOf,
  wrongFields,
} from '../../src/capture/index.js';
import { frameJson, lineOf, marksOf, relativeTime, treeText } from '../../src/export/index.js';
import { type Filter, parseFilter } from '../../src/filter/index.js';
import { CaptureReader, concatBytes, type ReadFrame, readCapture, writePcapng } from '../../src/wire/index.js';
import { root } from '../project/source.js';
import fc from '../property.js';
import { captureNames, capturePath, checkRanges, framesOf } from '../wire/support.js';

const filters = [
  'ip.addr == 10.0.0.1 || dhcp.option.type == 53',
  'tcp.options.mss && frame contains 00:01',
  'data',
].map(text => parseFilter(text, captureFields) as Filter);

/** Everything that is ever done with a captured frame. Gives its number of characters. */
function tell(analysis: CaptureAnalysis, frame: ReadFrame, linkType: number): number {
  const link = { name: 'x', linkType, fcsLength: frame.bytes.length % 3 === 0 ? 4 : 0, digits: 9 };
  const looked = analysis.look(frame, link);
  const layers = treeOf(looked);
  const inner = datagramTree(looked);
  const held = looked.fcs === undefined ? looked.bytes.length : looked.bytes.length + 4;
  checkRanges(layers, 0, held * 8);
  checkRanges(inner, 0, (looked.fragment?.datagram?.bytes.length ?? 0) * 8);
  const marks = marksOf(looked);
  // The short way to what is wrong finds the same as the whole tree.
  expect(wrongFields(looked)).toEqual(fieldMarks([...layers, ...inner]));
  for (const filter of filters) holdsFor(filter, looked, 0n);
  return (
    lineOf('zh-CN', looked, marks, relativeTime(looked, 0n, 9)).length +
    treeText('en', looked, layers, link, marks).join('').length +
    JSON.stringify(frameJson('en', looked, layers, link, marks)).length
  );
}

const frameOf = (bytes: Uint8Array): ReadFrame => ({
  interface: 0,
  unixNs: 0n,
  timed: true,
  bytes,
  length: bytes.length,
  comments: [],
  direction: undefined,
});

const seeds = captureNames.flatMap(name => framesOf(name).filter((_bytes, i) => i % 7 === 0));

type Mutation = (bytes: Uint8Array, a: number, b: number) => Uint8Array;
const mutations: readonly Mutation[] = [
  (bytes, a) => bytes.slice(0, a % (bytes.length + 1)),
  (bytes, a, b) => bytes.with(a % bytes.length, b & 255),
  (bytes, a) => bytes.with(a % bytes.length, bytes[a % bytes.length]! ^ 0x80),
  // A length or a count of nothing, or of far too much.
  (bytes, a, b) => bytes.with(a % bytes.length, b % 2 === 0 ? 0 : 255),
  (bytes, a, b) => {
    const other = seeds[b % seeds.length]!;
    return concatBytes([bytes.slice(0, a % bytes.length), other.slice(a % other.length)]);
  },
  (bytes, a, b) => concatBytes([bytes.slice(0, a % bytes.length), bytes.slice(b % bytes.length)]),
  (bytes, a) => concatBytes([bytes, new Uint8Array(a % 50).fill(a)]),
];

test('frames that are damaged in several ways at once', () => {
  const change = fc.tuple(fc.nat(mutations.length - 1), fc.nat(65535), fc.nat(65535));
  const analysis = new CaptureAnalysis();
  const links = [1, 0, 101, 113, 276, 108, 228, 147];
  fc.assert(
    fc.property(fc.nat(seeds.length - 1), fc.array(change, { maxLength: 5 }), fc.nat(11), (seed, changes, link) => {
      let bytes = seeds[seed]!;
      for (const [which, a, b] of changes) if (bytes.length > 0) bytes = mutations[which]!(bytes, a, b);
      tell(analysis, frameOf(bytes), links[link] ?? 1);
    }),
    { numRuns: 2500 },
  );
});

test('files that are damaged, read whole and in pieces: the same frames, the same problem', () => {
  const files = [
    ...['20-vlan.pcap', '22-stp.pcap'].map(name => new Uint8Array(readFileSync(capturePath(name)))),
    concatBytes(
      writePcapng(
        [{ name: 'a' }, { name: 'b' }],
        seeds.slice(0, 12).map((bytes, i) => ({ interface: i % 2, time: i, bytes, comment: 'x'.repeat(i) })),
      ),
    ),
  ];
  const change = fc.tuple(fc.nat(mutations.length - 1), fc.nat(65535), fc.nat(65535));
  fc.assert(
    fc.property(
      fc.nat(2),
      fc.array(change, { maxLength: 4 }),
      fc.integer({ min: 1, max: 400 }),
      (which, changes, size) => {
        let file = files[which]!;
        for (const [mutation, a, b] of changes) if (file.length > 0) file = mutations[mutation]!(file, a, b);
        const whole = readCapture(file);
        const reader = new CaptureReader();
        const frames: ReadFrame[] = [];
        for (let at = 0; at < file.length; at += size) frames.push(...reader.push(file.subarray(at, at + size)));
        expect(reader.end()).toEqual(whole.problem);
        expect(frames).toEqual(whole.frames);
        expect(reader.interfaces).toEqual(whole.interfaces);
        const analysis = new CaptureAnalysis();
        for (const frame of frames.slice(0, 3)) tell(analysis, frame, whole.interfaces[frame.interface]!.linkType);
      },
    ),
    { numRuns: 400 },
  );
});

describe('the nasty ones that were kept', () => {
  const folder = join(root, 'test/data/nasty');
  test.each(readdirSync(folder).filter(name => name.includes('.pcap')))('%s', name => {
    const { frames, interfaces } = readCapture(readFileSync(join(folder, name)));
    const analysis = new CaptureAnalysis();
    for (const frame of frames) expect(tell(analysis, frame, interfaces[frame.interface]!.linkType)).toBeGreaterThan(0);
  });
});

describe('time grows with the bytes', () => {
  const cost = (make: (n: number) => readonly Uint8Array[], n: number): number => {
    const frames = make(n).map(frameOf);
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const analysis = new CaptureAnalysis();
      const start = process.cpuUsage();
      for (const frame of frames) tell(analysis, frame, 1);
      const { user, system } = process.cpuUsage(start);
      least = Math.min(least, user + system);
    }
    return least;
  };
  const ip = seeds.find(bytes => bytes[12] === 8 && bytes[13] === 0 && bytes[23] === 1)!;
  const fragment = (offset: number, more: boolean) => {
    const bytes = ip.slice(0, 42);
    bytes[16] = 0;
    bytes[17] = 28;
    bytes[20] = (more ? 0x20 : 0) | (offset >> 8);
    bytes[21] = offset & 255;
    return bytes;
  };
  const shapes: readonly [string, (n: number) => readonly Uint8Array[]][] = [
    [
      'tags within tags',
      n => [concatBytes([ip.slice(0, 12), new Uint8Array(n * 40).map((_b, i) => [0x81, 0, 0, 1][i % 4]!)])],
    ],
    [
      'packets within packets',
      n => [concatBytes([ip.slice(0, 14), ...Array.from({ length: n }, () => ip.slice(14, 34).with(9, 4))])],
    ],
    [
      'eight bytes a fragment, the last one first',
      n => [fragment(8000, false), ...Array.from({ length: n }, (_, i) => fragment(2 * i, true))],
    ],
    [
      'the same fragment again and again',
      n => [fragment(8000, false), ...Array.from({ length: n }, () => fragment(8, true))],
    ],
    [
      'datagrams that never end',
      n =>
        Array.from({ length: n }, (_, i) =>
          fragment(0, true)
            .with(18, i >> 8)
            .with(19, i & 255),
        ),
    ],
    [
      'options without end',
      n => [concatBytes([ip.slice(0, 14), Uint8Array.of(0x4f), ip.slice(15, 34), new Uint8Array(n * 20).fill(1)])],
    ],
  ];
  test.each(shapes)('%s', (_name, make) => {
    // Four times as much may cost four times as much; ten is far from sixteen, which squares would need.
    const [small, large] = [cost(make, 300), cost(make, 1200)];
    expect(large).toBeLessThan(10 * Math.max(small, 20_000));
  });
});
