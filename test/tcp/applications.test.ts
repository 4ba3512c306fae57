// The programs for watching TCP and UDP, and what ss and sysctl say meanwhile.
import { describe, expect, test } from 'vitest';
import { stageKind } from '../../src/journal/index.js';
import { tcpBind, tcpClose, tcpConnect, tcpSetOption, tcpSocket, tcpTables, transmit } from '../../src/net/index.js';
import { eventKind } from '../../src/sim/index.js';
import { encodeStack, ethernet, ipv4, udp } from '../../src/wire/index.js';
import { build, printed, within } from '../topology/build.js';

const WAIT = eventKind('test_wait');
const WAITED = stageKind('test_waited', 'a test', 'path', ['test.setup']);

type Line = readonly [at: number, node: string, line: string];
function run(lines: readonly Line[], more: Partial<Parameters<typeof build>[0]> = {}) {
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    delayNs: 5e6,
    profile: 'classic',
    run: lines,
    ...more,
  });
  network.world.run(100_000);
  return { network, a: printed(network, 'A'), b: printed(network, 'B') };
}

describe('nc -u', () => {
  test('sends a datagram, and prints what comes back', () => {
    const { a, b } = run([
      [0, 'B', 'nc -u -l -v 7 pong'],
      [1, 'A', 'nc -u -v -w 1 10.0.0.2 7 ping'],
    ]);
    expect(a).toEqual(['Connection to 10.0.0.2 7 port [udp/*] succeeded!', 'pong']);
    expect(b[0]).toBe('Bound on 0.0.0.0 7');
    expect(b[1]).toMatch(/^Connection received on 10\.0\.0\.1 \d+$/);
    expect(b[2]).toBe('ping');
  });

  test('hears that nobody has the port', () => {
    const { a, network } = run([[1, 'A', 'nc -u 10.0.0.2 7 ping']]);
    expect(a).toEqual(['nc: read: Connection refused']);
    expect(network.stack.netns('A').socketsOf('udp')).toEqual([]);
  });

  test('once connected it hears its peer alone', () => {
    const { b } = run([
      [0, 'B', 'nc -u -l 7'],
      [1, 'A', 'nc -u -p 4000 -w 1 10.0.0.2 7 first'],
      [2, 'A', 'nc -u -p 4001 -w 1 10.0.0.2 7 other'],
      [3, 'A', 'nc -u -p 4000 -w 1 10.0.0.2 7 again'],
    ]);
    expect(b).toEqual(['first', 'again']);
  });
});

describe('UDP checksums (RFC 768, RFC 1122 §4.1.3.4)', () => {
  /** A datagram of 4 bytes for port 7 of B, with a checksum of our own. */
  const received = (checksum: (right: number) => number): string[] => {
    const { network } = run([[0, 'B', 'nc -u -l 7']]);
    const { stack, world } = network;
    const [a, b] = ['A', 'B'].map(name => stack.netns(name).device('eth0')!);
    const ends = { src: 0x0a000001, dst: 0x0a000002, proto: 17 };
    const bytes = encodeStack(
      [
        [ethernet, { dst: b!.mac, src: a!.mac, type: 0x0800 }],
        [ipv4, { id: 1, ttl: 64, ...ends }],
        [udp, { srcPort: 4000, dstPort: 7 }],
      ],
      new TextEncoder().encode('abcd'),
    );
    const sum = checksum(udp.get.checksum(bytes, 34));
    bytes[40] = sum >> 8;
    bytes[41] = sum & 255;
    const frame = world.frames.create(bytes.length, 0, 'ethernet');
    world.frames.buffer(frame).set(bytes, world.frames.offset(frame));
    within(network, () => transmit(stack, a!, frame));
    world.run(100);
    return printed(network, 'B');
  };

  test('right: taken; nought: the sender made none, taken; wrong: dropped', () => {
    expect(received(right => right)).toEqual(['abcd']);
    expect(received(() => 0)).toEqual(['abcd']);
    expect(received(right => right ^ 1)).toEqual([]);
  });
});

describe('congestion control by setting and by option', () => {
  test('each profile has its own, sysctl names it, tcpsend -C and ss -i show it', () => {
    const lines: Line[] = [
      [0, 'B', 'tcpd -m sink 9'],
      [0, 'A', 'sysctl net.ipv4.tcp_congestion_control'],
      [1, 'A', 'tcpsend -C cubic 10.0.0.2 9 2M'],
      [1.2, 'A', 'ss -tiH'],
    ];
    const { a } = run(lines);
    expect(a[0]).toBe('net.ipv4.tcp_congestion_control = reno');
    expect(a.find(line => line.includes('cwnd:'))).toMatch(/ cubic wscale/);
    expect(run([[0, 'A', 'sysctl -n net.ipv4.tcp_congestion_control']], { profile: 'linux-6.18' }).a).toEqual([
      'cubic',
    ]);
  });

  test('an unknown one is refused', () => {
    expect(run([[0, 'A', 'sysctl net.ipv4.tcp_congestion_control=bbr']]).a).toEqual([
      'sysctl: setting key "net.ipv4.tcp_congestion_control": No such file or directory',
    ]);
    expect(run([[0, 'A', 'tcpsend -C bbr 10.0.0.2 9 1K']]).a[0]).toContain('usage: tcpsend');
  });

  test('a connection without cubic has no row of it, and none is left behind', () => {
    const { network } = run([
      [0, 'B', 'tcpd -m sink 9'],
      [1, 'A', 'tcpsend -C cubic 10.0.0.2 9 50K'],
    ]);
    for (const name of ['A', 'B']) {
      const { cubic, rack } = tcpTables(network.stack, network.stack.netns(name));
      expect([cubic.size, rack.size]).toEqual([0, 0]);
    }
  });
});

describe('RFC 6191: connect() between the ends of a TIME-WAIT', () => {
  const again = (reuse: number, wait: number) => {
    const { network } = run([
      [0, 'A', `sysctl -q net.ipv4.tcp_tw_reuse=${reuse}`],
      [0, 'B', 'tcpd -m echo 7'],
    ]);
    const { stack, world } = network;
    const ns = stack.netns('A');
    const tables = tcpTables(stack, ns);
    const open = () => {
      const { id } = tcpSocket(stack, ns, 1);
      tcpSetOption(stack, ns, id, { reuse: true });
      tcpBind(stack, ns, id, 0, 5000);
      return { id, error: tcpConnect(stack, ns, id, 0x0a000002, 7) };
    };
    let first = 0;
    within(network, () => {
      first = open().id;
    });
    world.run(1000);
    within(network, () => tcpClose(stack, ns, first));
    for (let n = 0; n < 1000 && tables.tcp.get(first)?.state !== 'TIME-WAIT'; n++) world.step();
    const last = tables.send.get(first)!.nxt;
    const until = world.now + wait;
    while ((world.pending()[0]?.time ?? until) < until) world.step();
    world.handle(WAIT, () => world.journal.note(WAITED, 'test.setup'));
    world.schedule(until, WAIT);
    world.step();
    let second = { id: 0, error: undefined as string | undefined };
    within(network, () => {
      second = open();
    });
    world.run(100);
    return { ...second, last, state: tables.tcp.get(second.id)?.state, iss: tables.send.get(second.id)?.iss };
  };

  test('tcp_tw_reuse lets it, a second after the last segment, with a number beyond the old ones', () => {
    const { error, state, iss, last } = again(1, 2e9);
    expect([error, state]).toEqual(['EINPROGRESS', 'ESTAB']);
    expect(iss).toBe((last + 65537) >>> 0);
  });

  test('not sooner, and not without the setting', () => {
    expect(again(1, 0.5e9).error).toBe('EADDRNOTAVAIL');
    expect(again(2, 2e9).error).toBe('EADDRNOTAVAIL');
  });
});
