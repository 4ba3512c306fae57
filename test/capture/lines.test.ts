// Lines and JSON of captured frames beside tshark's: its summary, and its PDML.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CaptureAnalysis, type Looked, treeOf } from '../../src/capture/index.js';
import { dissectionSchema, frameJson, lineOf, marksOf, relativeTime } from '../../src/export/index.js';
import { fieldsNamed, type ReadInterface, readCapture } from '../../src/wire/index.js';
import { captureNames, capturePath } from '../wire/support.js';
import { noTshark, pdmlOf, run } from '../wire/tshark.js';
import { differenceIn } from '../wire/tshark-differences.js';
import { conformsTo } from './schema.js';

interface Shown {
  readonly looked: Looked;
  readonly line: string;
  readonly json: Json;
}
interface Json {
  readonly name: string;
  readonly show: string;
  readonly pos: number;
  readonly size: number;
  readonly value: string;
  readonly layers: readonly Json[];
  readonly children?: readonly Json[];
}

function shownOf(path: string): Shown[] {
  const { frames, interfaces } = readCapture(readFileSync(path));
  const analysis = new CaptureAnalysis();
  return frames.map(frame => {
    const link = interfaces[frame.interface] as ReadInterface;
    const looked = analysis.look(frame, link);
    const layers = treeOf(looked);
    const marks = marksOf(looked);
    const line = lineOf('en', looked, marks, relativeTime(looked, frames[0]!.unixNs, link.digits));
    return { looked, line, json: JSON.parse(JSON.stringify(frameJson('en', looked, layers, link, marks))) };
  });
}

const all = (nodes: readonly Json[]): Json[] => nodes.flatMap(node => [node, ...all(node.children ?? [])]);

/** Of bits the PDML gives the bytes around. */
const isBits = (name: string): boolean => fieldsNamed(name).some(({ bits }) => bits % 8 !== 0);

/** What Wireshark knows of requests and answers, and says of checksums that it was not asked to check. */
const plain = (line: string): string =>
  line
    .replace(/ \((request in|reply in|no response).*$/, '')
    .replace('[Malformed Packet]', '')
    .replace('(ARP Probe)', 'Tell 0.0.0.0')
    .replace(/ \[wrong \S+: 0x\w+ would be right\]/g, '')
    .trimEnd();

describe.skipIf(noTshark)('beside tshark', () => {
  test.each(captureNames.filter(name => /^(01|02|05|06|16|22)/.test(name)))('%s: the lines are the same', name => {
    const theirs = run(['-n', '-r', capturePath(name)]).split('\n');
    const lines = shownOf(capturePath(name)).map(({ line }) => plain(line));
    // What is told in more words there, and what a port makes tshark take for a protocol of its own.
    const others = / (ICMPv6|IGMPv\d|IPSICTL) /;
    const pairs = lines.flatMap((line, i) => (others.test(theirs[i]!) ? [] : [[line, plain(theirs[i]!)] as const]));
    expect(pairs.length).toBeGreaterThan(3);
    expect(pairs.map(([mine]) => mine)).toEqual(pairs.map(([, their]) => their));
  });

  test.each(captureNames.filter(name => /^(01|05a|06|16-frag-pmtud.mid1|20|22|25)/.test(name)))(
    '%s: name, place and bytes of the JSON are as in the PDML',
    name => {
      const theirs = pdmlOf(capturePath(name));
      let compared = 0;
      shownOf(capturePath(name)).forEach(({ json }, i) => {
        for (const node of all(json.layers)) {
          if (node.value === '' || differenceIn(name, node.name) || isBits(node.name)) continue;
          const same = theirs[i]!.filter(field => field.name === node.name && field.pos === node.pos);
          const whole = same.find(field => field.size === node.size);
          if (!whole) continue;
          expect({ frame: i + 1, name: node.name, value: Number.parseInt(node.value, 16) }).toEqual({
            frame: i + 1,
            name: node.name,
            value: Number.parseInt(whole.value, 16),
          });
          compared++;
        }
      });
      expect(compared).toBeGreaterThan(50);
    },
  );
});

test('the JSON is what its schema says', () => {
  for (const name of captureNames) {
    const frames = shownOf(capturePath(name)).map(({ json }) => json);
    const document = { version: 1, frames, interfaces: [{ name: null, linkType: 1 }], problem: null };
    expect(conformsTo(dissectionSchema, document)).toEqual([]);
  }
  expect(
    conformsTo(dissectionSchema, { version: 2, frames: [{}], interfaces: [], problem: null }).length,
  ).toBeGreaterThan(2);
});

test('a datagram in fragments is told by the frame that completes it, with its numbers in the tree', () => {
  const shown = shownOf(capturePath('16-frag-pmtud.eth0.pcap'));
  expect(shown[2]!.line).toContain('Fragmented IP protocol (proto=ICMP 1, off=0, ID=024d)');
  expect(shown[4]!.line).toContain('Echo (ping) request  id=0x14f9, seq=1/256, ttl=64');
  const { reassembled } = shown[4]!.json as unknown as {
    reassembled: { frames: number[]; size: number; layers: Json[] };
  };
  expect(reassembled).toMatchObject({ frames: [3, 4, 5], size: 3008 });
  expect(all(reassembled.layers).map(({ name }) => name)).toContain('icmp.ident');
  expect(shown[4]!.json).toMatchObject({ marks: [] });
});
