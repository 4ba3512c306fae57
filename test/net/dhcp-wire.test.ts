// DHCP's messages as others read them: tshark finds nothing malformed in what clients, servers and relays send, and names the
// options as they were meant; and whatever comes in their place, no program stumbles over it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { byte, decode, encode, type Message, macId, OPTION } from '../../src/apps/dhcp-message.js';
import { program } from '../../src/apps/index.js';
import { openUdp, type SocketRow, sendRawUdp, sendUdp, takeMessage } from '../../src/net/index.js';
import { broadcastMac, concatBytes, writePcapng } from '../../src/wire/index.js';
import fc from '../property.js';
import { build, until, within } from '../topology/build.js';
import { fieldsOf, noTshark } from '../wire/tshark.js';

const MAC = 0x020000000101;
const NONE = { hops: 0, xid: 7, secs: 0, broadcast: false, ciaddr: 0, yiaddr: 0, siaddr: 0, giaddr: 0 } as const;
const request = (type: number, more: Partial<Message> = {}): Message => ({
  op: 1,
  ...NONE,
  chaddr: MAC,
  options: new Map([[OPTION.type, byte(type)]]),
  ...more,
});
const text =
  'a long text that makes the options too many for one message, so that other fields have to take some of them';
const LONG = [224, 225, 226].map(code => `--dhcp-option-force=${code},${text.replaceAll(' ', '-')}`).join(' ');

/** Every sort of message: a relay with its option, overload, renewal, refusal, conflict, release. */
const network = () =>
  until(
    build({
      hosts: {
        c: { eth0: [] },
        h: '192.168.1.9/24',
        r: { eth0: ['192.168.1.1/24'], eth1: ['192.168.0.254/24'] },
        s: '192.168.0.1/24',
      },
      switches: { sw: 3 },
      links: ['c-sw.p1', 'h-sw.p2', 'r.eth0-sw.p3', 'r.eth1-s'],
      setup: { r: ['sysctl -w net.ipv4.ip_forward=1'], s: ['ip route add default via 192.168.0.254'] },
      run: [
        [
          0,
          's',
          `dnsmasq --dhcp-range=192.168.1.100,192.168.1.101,255.255.255.0,120 --no-ping --dhcp-authoritative --domain=example.net ${LONG}`,
        ],
        [0, 'r', 'dhcrelay -a -i eth0 192.168.0.1'],
        [0.5, 'h', 'ip addr add 192.168.1.100/24 dev eth0'],
        [1, 'c', 'udhcpc -a -A 1 -i eth0 -r 192.168.1.100 -x hostname:box'],
        [70, 'c', 'kill -USR2 3'],
        [71, 'c', 'kill -INT 3'],
        [72, 'c', 'dhclient eth0'],
        [80, 'c', 'killall dhclient'],
        [81, 's', 'killall dnsmasq'],
        [82, 's', 'dnsmasq --dhcp-range=192.168.1.50,192.168.1.60,255.255.255.0,120 --no-ping --dhcp-authoritative'],
        [83, 'c', 'dhclient eth0'],
      ],
    }),
    90,
  );

describe.skipIf(noTshark !== undefined && noTshark !== '')('as tshark reads them', () => {
  test('nothing is malformed, every checksum is right, every sort of message is there', () => {
    const { frames } = network().world;
    const sent = Array.from({ length: frames.count }, (_, f) => frames.frame(f)).filter(f => f.direction === 'sent');
    const folder = mkdtempSync(join(tmpdir(), 'netstep-dhcp-'));
    try {
      const file = join(folder, 'dhcp.pcapng');
      const captured = sent.map((f, i) => ({ interface: 0, time: i, bytes: f.bytes }));
      writeFileSync(file, concatBytes(writePcapng([{ name: 'all' }], captured)));
      const rows = fieldsOf(file, [
        '_ws.malformed',
        '_ws.expert.message',
        'udp.checksum.status',
        'dhcp.option.dhcp',
        'dhcp.option.type',
        'dhcp.option.domain_name',
        'dhcp.ip.relay',
        'dhcp.option.agent_information_option.agent_circuit_id',
      ]);
      expect(rows).toHaveLength(sent.length);
      expect(rows.filter(row => row[0] !== '')).toEqual([]);
      const udp = rows.filter(row => row[2] !== '');
      expect(new Set(udp.map(row => row[2]))).toEqual(new Set(['1']));
      expect(udp.filter(row => /malformed|length|bad|invalid/i.test(row[1]!))).toEqual([]);
      expect([...new Set(udp.map(row => row[3]))].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
      // Overload: the options that stand in the file's field are read as options.
      const big = udp.find(row => row[4]!.split(',').includes('52'))!;
      expect(big[4]!.split(',').filter(code => Number(code) >= 224 && code !== '255')).toHaveLength(3);
      expect(big[5]).toBe('example.net');
      // What goes to the server bears the relay's address and the name of its card, in hexadecimal.
      expect(udp.filter(row => row[6] === '192.168.1.1' && row[7] === '65746830').length).toBeGreaterThan(3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What a host hears of an INFORM that it sends: a program of this test. */
let heard: Message | undefined;
program<{ socket: number } | undefined>({
  name: 'test-inform',
  start(_argv, calls) {
    const socket = openUdp(calls.stack, calls.ns, calls.pid, 68, undefined, calls.ns.device('eth0')!.id) as SocketRow;
    const options = new Map([[OPTION.type, byte(8)]]);
    sendUdp(
      calls.stack,
      calls.ns,
      socket,
      { ip: 0xffffffff, port: 67 },
      encode(request(8, { ciaddr: 0xc0a80009, options })),
    );
    calls.wakeOn(socket.id);
    return { socket: socket.id };
  },
  on(_wakeup, state, calls) {
    const got = takeMessage(calls.ns, state!.socket)!;
    heard = decode(calls.stack.world.frames.view(got.frame).subarray(got.offset, got.offset + got.length));
    calls.exit(0);
    return state;
  },
});

const server = 'dnsmasq --dhcp-range=192.168.0.100,192.168.0.110,120 --no-ping --domain=example.net';
const lan = (more: readonly (readonly [number, string, string])[]) =>
  build({ hosts: { h: '192.168.0.9/24', s: '192.168.0.1/24' }, links: ['h-s'], run: [[0, 's', server], ...more] });

test('INFORM: settings without an address and without a time (RFC 2131 §4.3.5)', () => {
  const network = lan([]);
  until(network, 1);
  within(network, () => network.processes.spawn(network.stack.netns('h'), 'test-inform', []));
  until(network, 2);
  expect(heard).toMatchObject({ op: 2, yiaddr: 0, ciaddr: 0xc0a80009 });
  const codes = [...heard!.options.keys()];
  expect(codes).toEqual(expect.arrayContaining([OPTION.type, OPTION.serverId, OPTION.mask, OPTION.domain]));
  expect(codes).not.toEqual(expect.arrayContaining([OPTION.leaseTime]));
});

test('messages come out of their bytes as they went in, with or without overload', () => {
  const u32 = fc.integer({ min: 0, max: 0xffffffff });
  const option = fc.tuple(fc.integer({ min: 60, max: 250 }), fc.uint8Array({ minLength: 1, maxLength: 80 }));
  const message = fc.record({
    op: fc.constantFrom(1 as const, 2 as const),
    hops: fc.integer({ min: 0, max: 255 }),
    xid: u32,
    secs: fc.integer({ min: 0, max: 0xffff }),
    broadcast: fc.boolean(),
    ciaddr: u32,
    yiaddr: u32,
    siaddr: u32,
    giaddr: u32,
    chaddr: fc.integer({ min: 0, max: 0xffffffffffff }),
    options: fc
      .uniqueArray(option, { maxLength: 6, selector: ([code]) => code })
      .map(
        rest => new Map([[OPTION.type, byte(1)], ...rest.filter(([code]) => code !== 255)] as [number, Uint8Array][]),
      ),
  });
  fc.assert(
    fc.property(message, given => {
      const back = decode(encode(given))!;
      const { options, ...fixed } = given;
      expect(back).toMatchObject(fixed);
      for (const [code, data] of options) expect([code, back.options.get(code)]).toEqual([code, data]);
    }),
  );
});

test('a message cut anywhere, or with any byte changed, hurts neither server nor client', () => {
  const whole = encode(
    request(3, {
      options: new Map([
        [OPTION.type, byte(3)],
        [OPTION.clientId, macId(MAC)],
        [OPTION.requested, Uint8Array.of(192, 168, 0, 100)],
      ]),
    }),
  );
  const network = lan([[0.5, 'h', 'udhcpc -i eth0']]);
  until(network, 1);
  const { stack, world, processes } = network;
  const ports = [
    ['h', 68, 67],
    ['s', 67, 68],
  ] as const;
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, value) => {
      const bytes = whole.slice(0, length);
      if (at < length) bytes[at] = value;
      for (const [node, srcPort, dstPort] of ports) {
        const dev = stack.netns(node).device('eth0')!;
        const headers = { src: 0, dst: 0xffffffff, srcPort, dstPort, ttl: 64, tos: 0 };
        within(network, () => sendRawUdp(stack, dev, { to: broadcastMac, ...headers }, bytes));
      }
      world.run(200, world.now + 1_000_000);
    }),
  );
  const ended = [...processes.table.rows()].filter(p => p.exit !== undefined && !p.program.includes('script'));
  expect(ended).toEqual([]);
});
