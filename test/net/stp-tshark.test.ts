// BPDUs in a capture, named by Wireshark's own dissector: none malformed, each what it is here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { concatBytes, writePcapng } from '../../src/wire/index.js';
import { build, until } from '../topology/build.js';
import { noTshark, run } from '../wire/tshark.js';
import { TRIANGLE } from './stp.js';

describe.skipIf(noTshark !== undefined && noTshark !== '')('BPDUs as tshark reads them', () => {
  const network = until(build(TRIANGLE), 40);
  const { frames } = network.world;
  const sent = Array.from({ length: frames.count }, (_, f) => frames.frame(f)).filter(
    f => f.direction === 'sent' && f.bytes[0] === 0x01,
  );

  test('configuration and topology change, roots and flags', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstep-stp-'));
    try {
      const file = join(folder, 'stp.pcapng');
      const captured = sent.map((f, i) => ({ interface: 0, time: i, bytes: f.bytes }));
      writeFileSync(file, concatBytes(writePcapng([{ name: 'all' }], captured)));
      const fields = ['stp.type', 'stp.flags.tc', 'stp.root.hw', 'stp.root.cost', 'eth.len', '_ws.malformed'];
      const out = run(['-r', file, '-T', 'fields', ...fields.flatMap(name => ['-e', name])]);
      const rows = out
        .trimEnd()
        .split('\n')
        .map(line => line.split('\t'));
      expect(rows).toHaveLength(sent.length);
      const kinds = new Set(rows.map(([type, , , , length]) => `${type} ${length}`));
      expect([...kinds].sort()).toEqual(['0x00 38', '0x80 7']);
      expect(rows.filter(row => (row[5] ?? '') !== '')).toEqual([]);
      // At the end everybody announces A, the third node of the plan, and says that the topology changed.
      const last = rows.findLast(([type]) => type === '0x00')!;
      expect(last[2]).toBe('02:00:00:00:03:01');
      expect(['1', 'True']).toContain(last[1]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
