// The corpus of filters over the captures of the lessons themselves: what netstep finds in a capture it wrote is what tshark
// finds in it. Asked anew where tshark is installed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture, wireEnds } from '../../src/export/index.js';
import { parseFilter } from '../../src/filter/index.js';
import { lessonIds, openLesson } from '../lessons.js';
import { agreed } from './corpus.js';
import { framesOf } from './frames.js';
import { askTshark, noTshark } from './tshark.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netstep-filter-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Filters that the lessons answer in a way of their own, beside those of the corpus. */
const own = [
  'arp.opcode == 1 && eth.dst == ff:ff:ff:ff:ff:ff',
  'arp.opcode == 1 && eth.dst != ff:ff:ff:ff:ff:ff',
  'arp.src.proto_ipv4 == 192.168.0.0/24',
  'arp.dst.proto_ipv4 == 192.168.0.250',
  'eth.padding',
  'icmp.type == 3 && icmp.code == 1',
  'ip.src == ip.dst',
  'frame.len == 60',
  'frame.len in {42, 98}',
  'eth.addr[0:3] == 02:00:00 && !icmp',
];

describe.skipIf(noTshark !== undefined)('filters over the capture of a lesson', () => {
  it.each(lessonIds)('%s: the same frames as tshark', id => {
    const { network } = openLesson(id);
    network.world.run(100_000);
    const path = join(folder, `${id}.pcapng`);
    writeFileSync(path, capture(network, wireEnds(network), 'en'));
    const filters = [...agreed, ...own];
    const theirs = askTshark(path, filters);
    const frames = framesOf({ path });
    const ours = filters.map(text => {
      const filter = parseFilter(text);
      if (!filter.ok) return undefined;
      return frames.flatMap((subject, i) => (filter.test(subject) ? [i + 1] : []));
    });
    expect(filters.map((text, i) => [text, ours[i]])).toEqual(filters.map((text, i) => [text, theirs[i]]));
    expect(theirs.filter(found => (found?.length ?? 0) > 0).length).toBeGreaterThan(80);
  });
});
