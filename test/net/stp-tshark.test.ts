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

  test('RST BPDUs: version, role and flags', () => {
    const rapid = ['mstpctl addbridge br0', 'ip link set br0 type bridge stp_state 1'];
    const setup = { A: rapid, B: rapid, C: ['ip link set br0 type bridge stp_state 1'] };
    const mixed = until(build({ ...TRIANGLE, setup, faults: [[20, 'A.p1-B.p1', false]] }), 40);
    const all = Array.from({ length: mixed.world.frames.count }, (_, f) => mixed.world.frames.frame(f));
    const bpdus = all.filter(f => f.direction === 'sent' && f.bytes[0] === 0x01);
    const folder = mkdtempSync(join(tmpdir(), 'netstep-rstp-'));
    try {
      const file = join(folder, 'rstp.pcapng');
      const captured = bpdus.map((f, i) => ({ interface: 0, time: i, bytes: f.bytes }));
      writeFileSync(file, concatBytes(writePcapng([{ name: 'all' }], captured)));
      const flags = ['tcack', 'agreement', 'forwarding', 'learning', 'port_role', 'proposal', 'tc'];
      const names = ['stp.version', 'stp.type', 'eth.len', ...flags.map(flag => `stp.flags.${flag}`)];
      const asked = [...names, 'stp.version_1_length', '_ws.malformed'];
      const out = run(['-r', file, '-T', 'fields', ...asked.flatMap(name => ['-e', name])]);
      const rows = out.replace(/\n$/, '').split('\n');
      expect(rows).toHaveLength(bpdus.length);
      const bit = (word: string | undefined): number => (word === '1' || word === 'True' ? 1 : 0);
      const roles = new Set<string>();
      for (const [i, row] of rows.entries()) {
        const [version, type, length, ack, agreement, forwarding, learning, role, proposal, tc, more, malformed] =
          row.split('\t');
        expect(malformed ?? '').toBe('');
        if (type !== '0x02') continue;
        expect([version, length, more]).toEqual(['2', '39', '0']);
        // The octet as it stands in the frame: 802.1D-2004 figure 9-4.
        const octet = [ack, agreement, forwarding, learning].map(bit).concat(Number(role) >> 1, Number(role) & 1);
        expect(Number.parseInt([...octet, bit(proposal), bit(tc)].join(''), 2)).toBe(bpdus[i]?.bytes[21]);
        roles.add(`${role}${bit(proposal) ? ' proposes' : ''}${bit(agreement) ? ' agrees' : ''}`);
      }
      expect([...roles].sort()).toEqual(expect.arrayContaining(['2 agrees', '3', '3 proposes']));
      expect(new Set(rows.map(row => row.split('\t')[1]))).toEqual(new Set(['0x00', '0x02', '0x80']));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
