// Logging in at a port: who gets in, who does not, and what ends it. Times are those of IEEE 802.1X-2004.
import { describe, expect, test } from 'vitest';
import { whyNot } from '../../src/debug/index.js';
import { type Dot1xRow, fdbOf, md5Answer, stationKey, stationsOf } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { dissect, eachNode } from '../../src/wire/index.js';
import { ALICE, office, printed, reasons, SECOND, until } from './dot1x.js';

const GUARD = { ports: ['p1', 'p2'] };
const LINE = 'ping -c 1 10.0.0.3';
const A_MAC = 0x020000000101;
const B_MAC = 0x020000000201;

const dev = (network: Network, name: string) => {
  const [node = '', port = ''] = name.split('.');
  return network.stack.netns(node).device(port)!;
};
const station = (network: Network, port: string, mac: number | undefined): Dot1xRow | undefined =>
  stationsOf(network.stack, network.stack.netns('sw')).get(stationKey(dev(network, `sw.${port}`).id, mac));
const vlansOf = (network: Network, port: string) => {
  const { members } = fdbOf(network.stack, dev(network, 'sw.br0'));
  return members
    .of(dev(network, `sw.${port}`).id)
    .map(row => `${row.vid} ${row.by ?? 'hand'} ${row.source ?? ''}`.trim());
};
const answered = (network: Network, node: string) =>
  printed(network, node).filter(line => line.startsWith('64 bytes from')).length;

/** EAPOL frames that left a device: time in seconds and what Wireshark calls it. */
function sent(network: Network, name: string): [number, string][] {
  const { frames, journal } = network.world;
  const { id } = dev(network, name);
  const out: [number, string][] = [];
  for (let f = 0; f < frames.count; f++) {
    const { bytes, direction, dev: at, stage } = frames.frame(f);
    if (direction !== 'sent' || at !== id || bytes[12] !== 0x88 || bytes[13] !== 0x8e) continue;
    const fields = new Map([...eachNode(dissect(bytes))].map(node => [node.name, node.value]));
    const kind =
      fields.get('eapol.type') === 0
        ? `eap ${fields.get('eap.code')} ${fields.get('eap.type') ?? ''}`
        : `eapol ${fields.get('eapol.type')}`;
    out.push([Math.floor(journal.eventTime(journal.eventOf(stage)) / SECOND), kind.trim()]);
  }
  return out;
}

describe('a login', () => {
  const network = until(
    office({
      logins: { A: ALICE },
      dot1x: GUARD,
      run: [
        [1, 'A', LINE],
        [1, 'A', 'ping -c 1 10.0.0.4'],
      ],
    }),
    10,
  );

  test('puts the port into the VLAN of the user, and there only', () => {
    expect(station(network, 'p1', A_MAC)).toMatchObject({
      status: 'authorized',
      user: 'alice',
      vid: 20,
      pae: 'AUTHENTICATED',
    });
    expect(vlansOf(network, 'p1')).toEqual(['20 user alice']);
    expect(answered(network, 'A')).toBe(1);
  });

  test('is answered by MD5 over identifier, secret and challenge, as the bytes on the wire say', () => {
    const { frames } = network.world;
    const values = new Map<string, unknown>();
    for (let f = 0; f < frames.count; f++) {
      const fields = new Map([...eachNode(dissect(frames.frame(f).bytes))].map(node => [node.name, node]));
      const md5 = fields.get('eap.md5.value');
      if (md5 === undefined) continue;
      const { bytes } = frames.frame(f);
      const [from, to] = [md5.bit / 8, (md5.bit + md5.bits) / 8];
      values.set(fields.get('eap.code')?.value === 1 ? 'challenge' : 'answer', bytes.slice(from, to));
      values.set('id', fields.get('eap.id')?.value);
    }
    const { challenge, answer, id } = Object.fromEntries(values) as {
      challenge: Uint8Array;
      answer: Uint8Array;
      id: number;
    };
    expect(challenge).toHaveLength(16);
    expect(answer).toEqual(md5Answer(id, 'wonderland', challenge));
    expect(answer).not.toEqual(md5Answer(id, 'wonderlane', challenge));
  });

  test('the answer of RFC 1994: MD5 of identifier, secret, challenge in this order', async () => {
    const { createHash } = await import('node:crypto');
    const challenge = Uint8Array.from({ length: 16 }, (_, i) => i * 7);
    const expected = createHash('md5').update(Uint8Array.of(9)).update('s3cret').update(challenge).digest('hex');
    expect(Buffer.from(md5Answer(9, 's3cret', challenge)).toString('hex')).toBe(expected);
  });

  test('wpa_supplicant says so', () => {
    expect(printed(network, 'A').filter(line => line.includes('CONNECTED'))).toEqual([
      'eth0: CTRL-EVENT-CONNECTED - Connection to 01:80:c2:00:00:03 completed [id=0 id_str=]',
    ]);
  });
});

describe('who does not get in', () => {
  test('nobody speaks 802.1X: asked every 30 s, for ever, and dropped by name', () => {
    const network = until(office({ dot1x: GUARD, run: [[1, 'B', LINE]] }), 200);
    expect(answered(network, 'B')).toBe(0);
    expect(sent(network, 'sw.p2').map(([at]) => at)).toEqual([0, 30, 60, 90, 120, 150, 180]);
    expect(new Set(sent(network, 'sw.p2').map(([, kind]) => kind))).toEqual(new Set(['eap 1 1']));
    expect(station(network, 'p2', undefined)).toMatchObject({ status: 'unauthorized', pae: 'AUTHENTICATING' });
    const answer = whyNot(network, { kind: 'no-reply', from: 'B', to: 'C' });
    expect(answer).toMatchObject({ outcome: 'stopped', node: 'sw', check: { rule: 'lock.unknown' } });
    expect(answer.check?.values).toMatchObject({ port: dev(network, 'sw.p2').id, mac: B_MAC });
  });

  test('a wrong secret: failure, a quiet minute in which nobody is heard, then the next question', () => {
    const wrong = { user: 'alice', secret: 'looking-glass' };
    const network = until(
      office({
        logins: { A: wrong },
        dot1x: GUARD,
        run: [
          [10, 'A', 'wpa_cli reassociate'],
          [20, 'A', LINE],
        ],
      }),
      59,
    );
    expect(reasons(network, 'eap.wrong')).toHaveLength(1);
    expect(station(network, 'p1', A_MAC)).toMatchObject({ pae: 'HELD', status: 'unauthorized' });
    expect(printed(network, 'A')).toContain('eth0: CTRL-EVENT-EAP-FAILURE EAP authentication failed');
    expect(sent(network, 'sw.p1').filter(([at]) => at > 0)).toEqual([]);
    expect(answered(network, 'A')).toBe(0);
    until(network, 61);
    expect(sent(network, 'sw.p1').filter(([at]) => at > 0)[0]).toEqual([60, 'eap 1 1']);
  });

  test('an unknown user is refused before any challenge', () => {
    const network = until(office({ logins: { A: { user: 'mallory', secret: 'x' } }, dot1x: GUARD }), 5);
    expect(sent(network, 'sw.p1').map(([, kind]) => kind)).not.toContain('eap 1 4');
    expect(reasons(network, 'eap.unknown')).toHaveLength(1);
    expect(station(network, 'p1', A_MAC)?.pae).toBe('HELD');
  });

  test('a switch without 802.1X never answers: the supplicant takes the port for open', () => {
    const network = until(
      office({
        logins: { A: ALICE },
        vlans: {},
        run: [
          [95, 'A', LINE],
          [96, 'A', 'wpa_cli status'],
        ],
      }),
      99,
    );
    expect(sent(network, 'A.eth0')).toEqual([
      [0, 'eapol 1'],
      [30, 'eapol 1'],
      [60, 'eapol 1'],
    ]);
    expect(printed(network, 'A')).toContain('Supplicant PAE state=AUTHENTICATED');
    expect(answered(network, 'A')).toBe(1);
  });
});

describe('what ends a login', () => {
  test('a logoff: the port goes back to its own VLAN; a new login opens it again', () => {
    const run = [
      [5, 'A', 'wpa_cli logoff'],
      [6, 'A', LINE],
      [20, 'A', 'wpa_cli logon'],
      [21, 'A', LINE],
    ] as const;
    const network = until(office({ logins: { A: ALICE }, dot1x: GUARD, run }), 15);
    expect(vlansOf(network, 'p1')).toEqual(['1 hand']);
    expect(answered(network, 'A')).toBe(0);
    expect(sent(network, 'A.eth0').at(-1)).toEqual([5, 'eapol 2']);
    until(network, 30);
    expect(vlansOf(network, 'p1')).toEqual(['20 user alice']);
    expect(answered(network, 'A')).toBe(1);
  });

  test('the link went down: all is forgotten; it comes back: a new login', () => {
    const network = until(
      office({
        logins: { A: ALICE },
        dot1x: GUARD,
        cables: [
          [5, 'A.eth0-sw.p1', false],
          [8, 'A.eth0-sw.p1', true],
        ],
      }),
      7,
    );
    expect(station(network, 'p1', A_MAC)).toBeUndefined();
    expect(station(network, 'p1', undefined)).toMatchObject({ pae: 'INITIALIZE', status: 'unauthorized' });
    expect(vlansOf(network, 'p1')).toEqual(['1 hand']);
    until(network, 10);
    expect(station(network, 'p1', A_MAC)).toMatchObject({ status: 'authorized', vid: 20 });
  });

  test('the cable goes to another guarded port: the VLAN goes with the user', () => {
    const guarded = { ports: ['p1', 'p2', 'p5'] };
    const network = until(
      office({
        logins: { A: ALICE },
        dot1x: guarded,
        cables: [[5, 'A.eth0-sw.p1', true, 'sw.p5']],
        run: [[7, 'A', LINE]],
      }),
      10,
    );
    expect(vlansOf(network, 'p1')).toEqual(['1 hand']);
    expect(vlansOf(network, 'p5')).toEqual(['20 user alice']);
    expect(answered(network, 'A')).toBe(1);
  });

  test('a login holds for the time it is given, and is asked for again while the port stays open', () => {
    const network = until(
      office({ logins: { A: ALICE }, dot1x: { ...GUARD, reAuthNs: 100 * SECOND }, run: [[150, 'A', LINE]] }),
      160,
    );
    expect(
      sent(network, 'sw.p1')
        .filter(([at]) => at === 100)
        .map(([, kind]) => kind),
    ).toEqual(['eap 1 1', 'eap 1 4', 'eap 3']);
    expect(reasons(network, 'dot1x.close')).toEqual([]);
    expect(answered(network, 'A')).toBe(1);
  });

  test('the supplicant is gone when it is asked again: shut out after all tries', () => {
    const settings = { ...GUARD, reAuthNs: 100 * SECOND };
    const network = until(office({ logins: { A: ALICE }, dot1x: settings, run: [[50, 'A', 'kill -INT 1']] }), 99);
    expect(printed(network, 'A').at(-1)).toBe('eth0: CTRL-EVENT-TERMINATING ');
    // Two tries (reAuthMax 2) of three requests each (maxReq 2), 30 s apart.
    until(network, 279);
    expect(station(network, 'p1', A_MAC)?.status).toBe('authorized');
    until(network, 281);
    expect(station(network, 'p1', A_MAC)?.status).toBe('unauthorized');
    expect(vlansOf(network, 'p1')).toEqual(['1 hand']);
  });

  test('somebody at the switch says so', () => {
    const network = until(
      office({
        logins: { A: ALICE },
        dot1x: GUARD,
        run: [[5, 'sw', 'hostapd_cli -i p1 deauthenticate 02:00:00:00:01:01']],
      }),
      5.0001,
    );
    expect(printed(network, 'sw')).toContain('p1: AP-STA-DISCONNECTED 02:00:00:00:01:01');
    expect(reasons(network, 'dot1x.close')).toHaveLength(1);
  });
});

test('the switch was switched off and on: nothing of the logins is left, and they are asked for again', () => {
  const network = until(office({ logins: { A: ALICE }, dot1x: GUARD }), 5);
  network.perform({ kind: 'power', node: 'sw', on: false });
  expect([...stationsOf(network.stack, network.stack.netns('sw')).rows()]).toEqual([]);
  until(network, 6);
  network.perform({ kind: 'power', node: 'sw', on: true });
  until(network, 10);
  expect(station(network, 'p1', A_MAC)).toMatchObject({ status: 'authorized', user: 'alice' });
  expect(vlansOf(network, 'p1')).toEqual(['20 user alice']);
});

describe('two machines behind a hub on one port', () => {
  test('one logs in: the other one is not let in with it', () => {
    const network = until(
      office({
        hub: true,
        logins: { A: ALICE },
        dot1x: { ports: ['p1'] },
        run: [
          [5, 'A', LINE],
          [6, 'B', LINE],
        ],
      }),
      12,
    );
    expect(answered(network, 'A')).toBe(1);
    expect(answered(network, 'B')).toBe(0);
    expect(reasons(network, 'lock.unknown').length).toBeGreaterThan(0);
  });

  test('both log in, of one VLAN: both are in', () => {
    const carol = { user: 'carol', secret: 'carroll' };
    const network = until(
      office({
        hub: true,
        logins: { A: ALICE, B: carol },
        dot1x: { ports: ['p1'] },
        run: [
          [40, 'A', LINE],
          [41, 'B', LINE],
        ],
      }),
      45,
    );
    expect([answered(network, 'A'), answered(network, 'B')]).toEqual([1, 1]);
  });

  test('the second of another VLAN is refused: a port has one VLAN for untagged frames', () => {
    const bob = { user: 'bob', secret: 'builder' };
    const network = until(office({ hub: true, logins: { A: ALICE, B: bob }, dot1x: { ports: ['p1'] } }), 45);
    const rows = [A_MAC, B_MAC].map(mac => station(network, 'p1', mac)?.status).sort();
    expect(rows).toEqual(['authorized', 'unauthorized']);
    expect(reasons(network, 'eap.vlan-taken').length).toBeGreaterThan(0);
    expect(vlansOf(network, 'p1')).toHaveLength(1);
  });

  test('who takes the address of one that is let in is let in too: 802.1X guards the port, not the wire', () => {
    const network = until(
      office({
        hub: true,
        logins: { A: ALICE },
        dot1x: { ports: ['p1'] },
        run: [
          [5, 'A', 'ip link set eth0 down'],
          [5, 'B', 'ip link set eth0 down'],
          [5, 'B', 'ip link set eth0 address 02:00:00:00:01:01'],
          [5, 'B', 'ip link set eth0 up'],
          [6, 'B', LINE],
        ],
      }),
      12,
    );
    expect(answered(network, 'B')).toBe(1);
  });
});

describe('EAPOL stays on its link', () => {
  const plan = { logins: { A: ALICE }, vlans: { p1: 1, p4: 1 } };
  const heardAtD = (network: Network) => sent(network, 'sw.p4').length;

  test('a bridge does not forward it', () => {
    const network = until(office(plan), 2);
    expect(heardAtD(network)).toBe(0);
    expect(reasons(network, 'bridge.reserved')).toHaveLength(1);
  });

  test('but for group_fwd_mask 8; BPDUs, pause frames and LACP cannot be let on', () => {
    const run = [
      [0.5, 'sw', 'ip link set br0 type bridge group_fwd_mask 8'],
      [0.6, 'sw', 'ip link set br0 type bridge group_fwd_mask 7'],
      [0.7, 'sw', 'ip -d link show br0'],
      [1, 'A', 'wpa_cli reassociate'],
    ] as const;
    const network = until(office({ ...plan, run }), 2);
    expect(heardAtD(network)).toBe(1);
    expect(printed(network, 'sw')).toContain('RTNETLINK answers: Invalid argument');
    expect(printed(network, 'sw').join(' ')).toContain('group_fwd_mask 0x8 ');
  });
});

test('a seed gives the same challenges, another seed others', () => {
  const record = (seed: number) => until(office({ logins: { A: ALICE }, dot1x: GUARD, seed }), 5).world.recordHash();
  expect(record(1)).toBe(record(1));
  expect(record(1)).not.toBe(record(2));
});
