// EAPOL in a capture, named by Wireshark's own dissector: identity and MD5 challenge by their names, nothing malformed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { concatBytes, writePcapng } from '../../src/wire/index.js';
import { noTshark, run } from '../wire/tshark.js';
import { ALICE, office, until } from './dot1x.js';

describe.skipIf(noTshark !== undefined && noTshark !== '')('EAPOL as tshark reads it', () => {
  const login = { users: { alice: { secret: 'wonderland', vlan: 20 } }, dot1x: { ports: ['p1'] } };
  const runs = [
    [5, 'A', 'wpa_cli logoff'],
    [6, 'A', 'wpa_cli set_network 0 password \'"wrong"\''],
    [7, 'A', 'wpa_cli logon'],
  ] as const;
  const { frames } = until(office({ logins: { A: ALICE }, ...login, run: runs }), 10).world;
  const sent = Array.from({ length: frames.count }, (_, f) => frames.frame(f)).filter(
    f => f.direction === 'sent' && f.bytes[12] === 0x88 && f.bytes[13] === 0x8e,
  );

  test('every frame of a login, a logoff and a login that fails', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstep-eapol-'));
    try {
      const file = join(folder, 'eapol.pcapng');
      const captured = sent.map((f, i) => ({ interface: 0, time: i, bytes: f.bytes }));
      writeFileSync(file, concatBytes(writePcapng([{ name: 'all' }], captured)));
      const fields = [
        '_ws.col.Protocol',
        '_ws.col.Info',
        'eap.identity',
        'eap.md5.value_size',
        '_ws.malformed',
        '_ws.expert',
      ];
      const out = run(['-r', file, '-T', 'fields', ...fields.flatMap(name => ['-e', name])]);
      const rows = out
        .replace(/\n$/, '')
        .split('\n')
        .map(line => line.split('\t'));
      expect(rows).toHaveLength(sent.length);
      const kinds = new Set(rows.map(([protocol, info]) => `${protocol} ${info}`));
      expect([...kinds].sort()).toEqual([
        'EAP Failure',
        'EAP Request, Identity',
        'EAP Request, MD5-Challenge EAP (EAP-MD5-CHALLENGE)',
        'EAP Response, Identity',
        'EAP Response, MD5-Challenge EAP (EAP-MD5-CHALLENGE)',
        'EAP Success',
        'EAPOL Logoff',
        'EAPOL Start',
      ]);
      expect(new Set(rows.map(row => row[2]).filter(name => name))).toEqual(new Set(['alice']));
      expect(new Set(rows.map(row => row[3]).filter(size => size))).toEqual(new Set(['16']));
      expect(rows.filter(row => row[4])).toEqual([]);
      // Wireshark's own judgement of the method, and all that it finds.
      expect(new Set(rows.map(row => row[5]).filter(text => text))).toEqual(
        new Set(['Expert Info (Warning/Security): Vulnerable to MITM attacks. If possible, change EAP type.']),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
