// Routed packets in a capture, read by tshark: fragments put together, options, every ICMP error; no checksum wrong, nothing
// malformed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { concatBytes, writePcapng } from '../../src/wire/index.js';
import { routedWorld } from '../i18n/routed-world.js';
import { noTshark, run } from '../wire/tshark.js';

describe.skipIf(noTshark !== undefined && noTshark !== '')('routed packets as tshark reads them', () => {
  test('are whole, with checksums that fit', () => {
    const network = routedWorld();
    const { frames } = network.world;
    // What A sends by hand is wrong on purpose; what the routers and C send never is.
    const devices = network.deviceNames().filter(({ name }) => /^(?:R|C)\.eth/.test(name));
    const sent = Array.from({ length: frames.count }, (_, f) => frames.frame(f)).filter(
      f => f.direction === 'sent' && devices.some(d => d.dev === f.dev),
    );
    const folder = mkdtempSync(join(tmpdir(), 'netstep-routing-'));
    try {
      const file = join(folder, 'routing.pcapng');
      const captured = sent.map((f, i) => ({ interface: 0, time: i, bytes: f.bytes }));
      writeFileSync(file, concatBytes(writePcapng([{ name: 'all' }], captured)));
      const fields = [
        'ip.checksum.status',
        'icmp.checksum.status',
        'icmp.type',
        'icmp.code',
        'ip.fragment.error',
        '_ws.malformed',
      ];
      const how = ['-o', 'ip.check_checksum:TRUE', '-T', 'fields', '-E', 'occurrence=f'];
      const rows = run(['-r', file, ...how, ...fields.flatMap(name => ['-e', name])])
        .trimEnd()
        .split('\n')
        .map(line => line.split('\t'));
      expect(rows).toHaveLength(sent.length);
      const bad = (row: string[]) => [row[0], row[1]].some(status => status === '0' || status === 'Bad');
      // A parameter problem quotes the very header that is malformed.
      const malformed = (row: string[]) => (row[5] ?? '') !== '' && row[2] !== '12';
      expect(rows.filter(row => bad(row) || malformed(row))).toEqual([]);
      const errors = new Set(rows.filter(row => row[2]).map(row => `${row[2]}/${row[3]}`));
      const wanted = ['3/0', '3/1', '3/2', '3/4', '3/13', '5/1', '11/0', '11/1', '12/0'];
      expect(wanted.filter(kind => !errors.has(kind))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
