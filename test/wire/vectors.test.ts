// Packets drawn in the RFCs, and well-known hex that nobody here wrote.
import { describe, expect, test } from 'vitest';
import { arp, encodeStack, ethernet, icmp, ipv4, parseIpv4, parseMac, tcp, udp } from '../../src/wire/index.js';
import { fromHex, toHex } from './support.js';

const addresses = { src: 0x0a000001, dst: 0x0a000002 };

describe('RFC 791 appendix A', () => {
  test('example 1: identification 111, time 123, protocol 1, one byte of data, total length 21', () => {
    const packet = encodeStack([[ipv4, { ...addresses, id: 111, ttl: 123, proto: 1 }]], Uint8Array.of(0xff));
    expect(toHex(packet.slice(0, 10))).toBe('45000015' + '006f0000' + '7b01');
  });
  test('example 2: 452 bytes in fragments of 256 and 196, the second at offset 32', () => {
    const first = encodeStack([[ipv4, { ...addresses, id: 111, ttl: 119, proto: 6, mf: 1 }]], new Uint8Array(256));
    const second = encodeStack(
      [[ipv4, { ...addresses, id: 111, ttl: 119, proto: 6, fragOffset: 32 }]],
      new Uint8Array(196),
    );
    expect(toHex(first.slice(0, 10))).toBe('45000114' + '006f2000' + '7706');
    expect(toHex(second.slice(0, 10))).toBe('450000d8' + '006f0020' + '7706');
  });
});

test('RFC 1071 in use: the IPv4 header of Wikipedia, "Internet checksum"', () => {
  const values = { id: 0, df: 1, ttl: 64, proto: 17, src: parseIpv4('192.168.0.1')!, dst: parseIpv4('192.168.0.199')! };
  const packet = encodeStack([[ipv4, values]], new Uint8Array(95));
  expect(toHex(packet.slice(0, 20))).toBe('450000730000400040' + '11b861c0a80001c0a800c7');
});

test('RFC 826: the order of fields, and an Ethernet broadcast around it', () => {
  const frame = encodeStack([
    [ethernet, { dst: parseMac('ff:ff:ff:ff:ff:ff')!, src: parseMac('00:11:22:33:44:55')! }],
    [
      arp,
      {
        opcode: 1,
        srcMac: parseMac('00:11:22:33:44:55')!,
        srcIp: parseIpv4('10.1.2.3')!,
        dstIp: parseIpv4('10.1.2.4')!,
      },
    ],
  ]);
  expect(toHex(frame)).toBe(
    'ffffffffffff001122334455' +
      '0806' +
      '0001' +
      '0800' +
      '06' +
      '04' +
      '0001' +
      '001122334455' +
      '0a010203' +
      '000000000000' +
      '0a010204',
  );
});

describe('RFC 792: where each message keeps its second word', () => {
  const encode = (values: Parameters<typeof icmp.encode>[0]) => {
    const buf = new Uint8Array(icmp.size(values)).fill(0xa5);
    icmp.encode(values, buf, 0, buf.length);
    return toHex(buf.fill(0, 2, 4));
  };
  test.each([
    [{ type: 8, ident: 0x1234, seq: 0x5678 }, '0800000012345678'],
    [{ type: 0, ident: 0x1234, seq: 0x5678 }, '0000000012345678'],
    [{ type: 3, code: 1 }, '0301000000000000'],
    [{ type: 3, code: 4, mtu: 1000 }, '03040000000003e8'],
    [{ type: 5, code: 1, gateway: 0x0a0001fd }, '050100000a0001fd'],
    [{ type: 11, code: 0 }, '0b00000000000000'],
    [{ type: 12, code: 0, pointer: 20 }, '0c00000014000000'],
    [{ type: 13, ident: 1, seq: 2, originate: 3 }, '0d0000000001000200000003' + '0000000000000000'],
    [
      { type: 14, ident: 1, seq: 2, originate: 3, receive: 4, transmit: 5 },
      '0e0000000001000200000003' + '0000000400000005',
    ],
  ])('%j', (values, hex) => expect(encode(values)).toBe(hex));
});

test('RFC 768: the pseudo-header of a UDP datagram, summed by hand', () => {
  // 192.168.0.31 → 192.168.0.30, ports 20 and 10, "Hi": a worked example of many lecture notes; checksum 35c5.
  const packet = encodeStack(
    [
      [ipv4, { src: 0xc0a8001f, dst: 0xc0a8001e }],
      [udp, { srcPort: 20, dstPort: 10 }],
    ],
    fromHex('4869'),
  );
  expect(toHex(packet.slice(20))).toBe('0014000a000a35c54869');
});

test('RFC 9293 §3.1: data offset and flags', () => {
  const packet = encodeStack([
    [ipv4, addresses],
    [tcp, { srcPort: 1, dstPort: 2, seq: 3, ack: 4, window: 5, synFlag: 1, ackFlag: 1, urgent: 6 }],
  ]);
  const segment = packet.slice(20);
  expect(toHex(segment.slice(0, 16))).toBe('0001000200000003000000045012' + '0005');
  expect(toHex(segment.slice(18))).toBe('0006');
});
