// The dissection tree: names, places, texts, and what it says of frames that are cut, padded, quoted or wrong.
import { describe, expect, test } from 'vitest';
import {
  arp,
  computed,
  dissect,
  eachNode,
  encodeStack,
  ethernet,
  header,
  icmp,
  ipv4,
  isLayer,
  type Node,
  padFrame,
  summary,
  tcp,
  udp,
  uint,
} from '../../src/wire/index.js';
import { framesOf, fromHex } from './support.js';

/** `arp.opcode@160+16=1 request (1)` for each node, layers as lines of their own. */
function outline(nodes: readonly Node[], indent = ''): string[] {
  return nodes.flatMap(node => [
    `${indent}${node.name} @${node.bit}+${node.bits}${node.text ? ` ${node.text}` : ''}${node.computed ? ` [${node.computed}]` : ''}${node.problem ? ` !${node.problem.code}` : ''}`,
    ...outline(node.children ?? [], `${indent}  `),
  ]);
}

function find(nodes: readonly Node[], name: string): Node {
  const found = [...eachNode(nodes)].find(node => node.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

const ends = { dst: 0x020000000201, src: 0x020000000101 };
const addresses = { src: 0x0a000001, dst: 0x0a000002 };

test('an ARP request of Linux, whole', () => {
  expect(outline(dissect(framesOf('01-arp-bridge.p1.pcap')[0]!))).toEqual([
    'eth @0+112',
    '  eth.dst @0+48 ff:ff:ff:ff:ff:ff',
    '  eth.src @48+48 02:00:00:00:00:01',
    '  eth.type @96+16 ARP (0x0806)',
    'arp @112+224 Who has 10.0.0.2? Tell 10.0.0.1',
    '  arp.hw.type @112+16 Ethernet (1)',
    '  arp.proto.type @128+16 IPv4 (0x0800)',
    '  arp.hw.size @144+8 6',
    '  arp.proto.size @152+8 4',
    '  arp.opcode @160+16 request (1)',
    '  arp.src.hw_mac @176+48 02:00:00:00:00:01',
    '  arp.src.proto_ipv4 @224+32 10.0.0.1',
    '  arp.dst.hw_mac @256+48 00:00:00:00:00:00',
    '  arp.dst.proto_ipv4 @304+32 10.0.0.2',
  ]);
});

test('an echo request, with bit fields under their group', () => {
  const layers = dissect(framesOf('01-arp-bridge.p1.pcap')[2]!);
  expect(outline([layers[1]!])).toEqual([
    'ip @112+160 10.0.0.1 → 10.0.0.2 ICMP',
    '  ip.version @112+4 4',
    '  ip.hdr_len @116+4 20 bytes (5) [ok]',
    '  ip.dsfield @120+8 0x00',
    '    ip.dsfield.dscp @120+6 Default (0)',
    '    ip.dsfield.ecn @126+2 Not ECN-Capable Transport (0)',
    '  ip.len @128+16 84 [ok]',
    '  ip.id @144+16 0xf976',
    "  ip.flags @160+3 0x2, Don't fragment",
    '    ip.flags.rb @160+1 Not set',
    '    ip.flags.df @161+1 Set',
    '    ip.flags.mf @162+1 Not set',
    '  ip.frag_offset @163+13 0 bytes (0)',
    '  ip.ttl @176+8 64',
    '  ip.proto @184+8 ICMP (1)',
    '  ip.checksum @192+16 0x2d30 [ok]',
    '  ip.src @208+32 10.0.0.1',
    '  ip.dst @240+32 10.0.0.2',
  ]);
  expect(summary(layers)).toBe('Echo (ping) request  id=0x3374, seq=1/256, ttl=64');
  expect(layers.map(layer => layer.protocol)).toEqual(['eth', 'ip', 'icmp', 'data']);
});

describe('what is not there', () => {
  const frame = framesOf('01-arp-bridge.p1.pcap')[0]!;
  test('a field cut in two says how much of it is there, and nothing follows', () => {
    const nodes = dissect(frame.slice(0, 40))[1]!.children;
    expect(nodes.at(-1)).toMatchObject({
      name: 'arp.dst.proto_ipv4',
      value: undefined,
      bit: 304,
      bits: 16,
      problem: { code: 'truncated', need: 4, have: 2 },
    });
  });
  test('no byte at all', () => {
    expect(outline(dissect(new Uint8Array(0)))).toEqual([
      'eth @0+0',
      '  eth.dst @0+0 cut short: 0 of 6 bytes !truncated',
    ]);
  });
  test('an IP packet shorter than its length says so there; the checksum below is not judged', () => {
    const cut = dissect(framesOf('01-arp-bridge.p1.pcap')[2]!.slice(0, 80));
    expect(find(cut, 'ip.len').problem).toEqual({ code: 'truncated', need: 84, have: 66 });
    expect(find(cut, 'ip.checksum').computed).toBe('ok');
    expect(find(cut, 'icmp.checksum').computed).toBeUndefined();
  });
  test('a header length below 20 or beyond the packet', () => {
    const short = framesOf('01-arp-bridge.p1.pcap')[2]!.slice();
    short[14] = 0x44;
    expect(find(dissect(short), 'ip.hdr_len').problem).toEqual({ code: 'bad-length', need: 20, have: 16 });
    expect(ipv4.decode(short, 14, short.length)).toEqual({
      problem: { code: 'bad-length', field: 'ip.hdr_len', need: 20, have: 16 },
    });
    const long = framesOf('01-arp-bridge.p1.pcap')[2]!.slice(0, 40);
    long[14] = 0x4f;
    expect(find(dissect(long), 'ip.hdr_len').problem).toEqual({ code: 'truncated', need: 60, have: 26 });
    expect(ipv4.decode(long, 14, long.length)).toEqual({
      problem: { code: 'truncated', field: 'ip.hdr_len', need: 60, have: 26 },
    });
  });
});

describe('around the packet', () => {
  const request = encodeStack([
    [ethernet, ends],
    [arp, { opcode: 1, srcMac: ends.src, srcIp: addresses.src, dstIp: addresses.dst }],
  ]);
  test('ARP filled up to 60 bytes: eth.padding', () => {
    expect(request.length).toBe(42);
    const padded = padFrame(request);
    expect(padded.length).toBe(60);
    expect(find(dissect(padded), 'eth.padding')).toMatchObject({ bit: 42 * 8, bits: 18 * 8 });
    expect(padFrame(padded)).toBe(padded);
    expect(dissect(padded).map(layer => layer.protocol)).toEqual(['eth', 'arp']);
  });
  test('a short IP packet in a padded frame: its own length ends it', () => {
    const frame = encodeStack(
      [
        [ethernet, ends],
        [ipv4, addresses],
        [udp, { srcPort: 1, dstPort: 2 }],
      ],
      Uint8Array.of(1, 2),
    );
    const layers = dissect(padFrame(frame));
    expect(find(layers, 'data.data')).toMatchObject({ bits: 16 });
    expect(find(layers, 'eth.padding')).toMatchObject({ bit: 44 * 8, bits: 16 * 8 });
    expect(find(layers, 'udp.checksum').computed).toBe('ok');
    expect(ipv4.decode(padFrame(frame), 14, 60)).toMatchObject({ end: 44 });
  });
  test('bytes behind a frame of full size: eth.trailer', () => {
    const frame = encodeStack(
      [
        [ethernet, ends],
        [ipv4, addresses],
        [icmp, { type: 8 }],
      ],
      new Uint8Array(50),
    );
    expect(find(dissect(Uint8Array.of(...frame, 9, 9)), 'eth.trailer')).toMatchObject({ bits: 16 });
  });
  test('bytes within IP that UDP leaves over are data of their own', () => {
    const frame = encodeStack(
      [
        [ethernet, ends],
        [ipv4, addresses],
        [udp, { srcPort: 1, dstPort: 2, length: 10 }],
      ],
      Uint8Array.of(1, 2, 3, 4),
    );
    expect(dissect(frame).map(layer => `${layer.protocol} ${layer.bits}`)).toEqual([
      'eth 112',
      'ip 160',
      'udp 64',
      'data 16',
      'data 16',
    ]);
  });
  test('the FCS is computed, and marked as not captured', () => {
    const node = find(dissect(padFrame(request), ethernet, { fcs: true }), 'eth.fcs');
    expect(node).toMatchObject({ bit: 480, bits: 32, absent: true, computed: 'ok' });
    expect(node.text).toMatch(/^0x[0-9a-f]{8}$/);
    expect([...eachNode(dissect(padFrame(request)))].some(each => each.name === 'eth.fcs')).toBe(false);
  });

  test('of a frame not padded yet is over the padding, which is named before it', () => {
    const layers = dissect(request, ethernet, { fcs: true });
    const padding = { bit: request.length * 8, bits: (60 - request.length) * 8, absent: true };
    expect(find(layers, 'eth.padding')).toMatchObject(padding);
    const padded = find(dissect(padFrame(request), ethernet, { fcs: true }), 'eth.fcs');
    expect(find(layers, 'eth.fcs')).toMatchObject({ bit: 60 * 8, bits: 32, absent: true, value: padded.value });
    expect([...eachNode(dissect(request))].some(each => each.name === 'eth.padding')).toBe(false);
  });
  test('another first protocol', () => {
    expect(dissect(request.slice(14), arp)[0]).toMatchObject({ protocol: 'arp', bit: 0 });
    expect(dissect(fromHex('0102'), udp).map(layer => layer.protocol)).toEqual(['udp']);
  });
});

describe('ICMP errors', () => {
  const error = framesOf('02-routing.eth0.pcap')[7]!;
  test('the quoted datagram is a tree within, and nothing of it is a problem', () => {
    const layers = dissect(error);
    const outer = layers.find(layer => layer.protocol === 'icmp')!;
    const quotes = outer.children.filter(isLayer);
    expect(quotes.map(layer => [layer.protocol, layer.payload])).toEqual([
      ['ip', 'quoted'],
      ['icmp', 'quoted'],
      ['data', 'quoted'],
    ]);
    expect(layers.map(layer => layer.protocol)).toEqual(['eth', 'ip', 'icmp']);
    expect(summary(layers)).toBe('Time-to-live exceeded (Time to live exceeded in transit)');
    expect([...eachNode(layers)].filter(node => node.problem)).toEqual([]);
    expect(find(quotes, 'ip.ttl').value).toBe(1);
  });
  test('a quote of 28 bytes (RFC 792) shows the ports, and is no problem', () => {
    const quoted = encodeStack([
      [ipv4, addresses],
      [tcp, { srcPort: 5, dstPort: 80, seq: 9, window: 0 }],
    ]).slice(0, 28);
    const frame = encodeStack(
      [
        [ethernet, ends],
        [ipv4, addresses],
        [icmp, { type: 3, code: 4, mtu: 1000 }],
      ],
      quoted,
    );
    const layers = dissect(frame);
    expect([...eachNode(layers)].filter(node => node.problem)).toEqual([]);
    expect(find(layers, 'tcp.dstport').value).toBe(80);
    expect(find(layers, 'tcp.ack_raw')).toMatchObject({ value: undefined, text: 'cut short: 0 of 4 bytes' });
    expect(find(layers, 'icmp.mtu').value).toBe(1000);
    expect(icmp.verify(frame, 34, frame.length)).toEqual([]);
  });
});

describe('faults', () => {
  test('given values stand, and are judged bad', () => {
    const frame = encodeStack([
      [ethernet, ends],
      [ipv4, { ...addresses, checksum: 0xdead }],
      [udp, { srcPort: 1, dstPort: 2, checksum: 1 }],
    ]);
    expect(find(dissect(frame), 'ip.checksum')).toMatchObject({
      value: 0xdead,
      computed: 'bad',
      problem: { code: 'bad-checksum', have: 0xdead },
    });
    expect(find(dissect(frame), 'udp.checksum').computed).toBe('bad');
    expect(ipv4.verify(frame, 14, frame.length)).toEqual(['checksum']);
  });
  test('a length beyond what is there does not hold, nor does a checksum over it', () => {
    const packet = encodeStack(
      [
        [ipv4, addresses],
        [udp, { srcPort: 1, dstPort: 2 }],
      ],
      new Uint8Array(8),
    );
    const pseudo = { ...addresses, proto: 17 };
    expect(ipv4.verify(packet, 0, 36)).toEqual([]);
    expect(ipv4.verify(packet, 0, 35)).toEqual(['len']);
    expect(udp.verify(packet, 20, 35, pseudo)).toEqual(['length', 'checksum']);
    expect(udp.checksumOk(packet, 20, 35, pseudo)).toBe(false);
    // Eight bytes of zeros more or less make no difference to a sum: the length alone says it.
    expect(ipv4.checksumOk(packet, 0, 28)).toBe(false);
    packet[3] = 19;
    expect(ipv4.verify(packet, 0, 36)).toEqual(['len', 'checksum']);
  });
  test('UDP without a checksum is not judged; a computed 0 is sent as ffff (RFC 768)', () => {
    const frame = encodeStack([
      [ethernet, ends],
      [ipv4, addresses],
      [udp, { srcPort: 1, dstPort: 2, checksum: 0 }],
    ]);
    expect(find(dissect(frame), 'udp.checksum').computed).toBeUndefined();
    const sum = udp.get.checksum(
      encodeStack([
        [ipv4, addresses],
        [udp, { srcPort: 1, dstPort: 2 }],
      ]),
      20,
    );
    const zero = encodeStack([
      [ipv4, addresses],
      [udp, { srcPort: 1, dstPort: 2 + sum }],
    ]);
    expect(udp.get.checksum(zero, 20)).toBe(0xffff);
    expect(udp.checksumOk(zero, 20, zero.length, { ...addresses, proto: 17 })).toBe(true);
  });
  test('a header checksum is judged where all of the header is there', () => {
    const packet = encodeStack([[ipv4, { ...addresses, proto: 17, options: [{ kind: 'nop' }] }]]);
    expect(find(dissect(packet, ipv4), 'ip.checksum').computed).toBe('ok');
    for (let length = 12; length < packet.length; length++) {
      const node = find(dissect(packet.slice(0, length), ipv4), 'ip.checksum');
      expect(node.computed, `${length} bytes`).toBeUndefined();
    }
  });
  test('a computed field of any kind says what would be right', () => {
    const counted = header('counted', 'Counted', 'this test', {
      count: computed(uint(8), ({ payload }) => payload.length + 1),
    });
    expect(find(dissect(Uint8Array.of(4, 7, 7, 7), counted), 'counted.count').computed).toBe('ok');
    expect(find(dissect(Uint8Array.of(9, 7, 7, 7), counted), 'counted.count')).toMatchObject({
      computed: 'bad',
      problem: { code: 'bad-value', need: 4, have: 9 },
    });
  });
  test('a checksum over a pseudo-header needs one', () => {
    expect(() => udp.encode({ srcPort: 1, dstPort: 2 }, new Uint8Array(8), 0, 8)).toThrow('src, dst and proto');
  });
});

describe('options', () => {
  test('of a SYN: each with kind, length and value in place', () => {
    const syn = framesOf('05a-tcp-basic.eth0.pcap').find(
      frame => ipv4.get.proto(frame, 14) === 6 && tcp.get.synFlag(frame, 34) === 1,
    )!;
    const options = find(dissect(syn), 'tcp.options');
    expect(outline(options.children!).map(line => line.replace(/\d{5,}/g, 'n'))).toEqual([
      'tcp.options.mss @432+32 1460',
      '  tcp.option_kind @432+8 Maximum segment size (2)',
      '  tcp.option_len @440+8 4',
      '  tcp.options.mss_val @448+16 1460',
      'tcp.options.sack_perm @464+16 04:02',
      '  tcp.option_kind @464+8 SACK permitted (4)',
      '  tcp.option_len @472+8 2',
      'tcp.options.timestamp @480+80 n, 0',
      '  tcp.option_kind @480+8 Timestamps (8)',
      '  tcp.option_len @488+8 10',
      '  tcp.options.timestamp.tsval @496+32 n',
      '  tcp.options.timestamp.tsecr @528+32 0',
      'tcp.options.nop @560+8 01',
      '  tcp.option_kind @560+8 No-Operation (NOP) (1)',
      'tcp.options.wscale @568+24 7',
      '  tcp.option_kind @568+8 Window scale (3)',
      '  tcp.option_len @576+8 3',
      '  tcp.options.wscale.shift @584+8 7',
    ]);
  });
  /** The options of a TCP header whose option bytes are these. */
  function optionsOf(hex: string) {
    const bytes = fromHex(hex);
    const buf = new Uint8Array(20 + bytes.length);
    tcp.encode({ srcPort: 1, dstPort: 2, seq: 0, window: 0, checksum: 0, hdrLen: buf.length }, buf, 0, buf.length);
    buf.set(bytes, 20);
    const decoded = tcp.decode(buf, 0, buf.length);
    if (decoded.problem) throw new Error(decoded.problem.code);
    const again = new Uint8Array(buf.length);
    tcp.encode(decoded.values, again, 0, again.length);
    expect(again).toEqual(buf);
    return {
      options: decoded.values.options,
      problems: [...eachNode(dissect(buf, tcp))].filter(node => node.problem?.code === 'bad-option-length').length,
    };
  }
  test.each([
    ['01010402', ['nop', 'nop', 'sackPermitted'], 0],
    ['04020000', ['sackPermitted', 'end'], 0],
    ['0402000000000000', ['sackPermitted', 'end', 'trailing'], 0],
    ['00010203', ['end', 'trailing'], 0],
    ['0203aabb', ['unknown', 'malformed'], 2],
    ['c804aabb', ['unknown'], 0],
    ['02000000', ['malformed'], 1],
    ['0101010a', ['nop', 'nop', 'nop', 'malformed'], 1],
    ['08ff0000', ['malformed'], 1],
    ['050a0000000100000002' + '0101', ['sack', 'nop', 'nop'], 0],
    ['0509000000010000' + '00010101', ['unknown', 'nop', 'nop', 'nop'], 1],
  ])('%s is %j, and encodes to itself', (hex, kinds, problems) => {
    const result = optionsOf(hex);
    expect(result.options.map(option => option.kind)).toEqual(kinds);
    expect(result.problems).toBe(problems);
  });
  test('fewer than a multiple of four bytes are filled up with zeros, whatever stood there', () => {
    const buf = new Uint8Array(30).fill(0xa5);
    const values = {
      srcPort: 1,
      dstPort: 2,
      seq: 0,
      window: 0,
      checksum: 0,
      options: [{ kind: 'windowScale', shift: 7 }, { kind: 'sackPermitted' }],
    } as const;
    expect(tcp.encode(values, buf, 1, 29)).toBe(28);
    expect([...buf.slice(21)]).toEqual([...fromHex('0303070402 000000 a5')]);
    expect(tcp.get.hdrLen(buf, 1)).toBe(28);
  });
  test('IPv4 record route and router alert (RFC 791 §3.1, RFC 2113)', () => {
    const frame = encodeStack([
      [
        ipv4,
        {
          ...addresses,
          options: [
            { kind: 'recordRoute', pointer: 8, addresses: [{ address: 0x0a000001 }, { address: 0 }] },
            { kind: 'nop' },
            { kind: 'routerAlert', alert: 0 },
          ],
        },
      ],
      [icmp, { type: 8 }],
    ]);
    expect([...frame.slice(20, 36)]).toEqual([...fromHex('070b08 0a000001 00000000 01 94040000')]);
    expect(ipv4.get.hdrLen(frame, 0)).toBe(36);
    expect(
      [...eachNode(dissect(frame, ipv4))].filter(node => node.name === 'ip.rec_rt').map(node => node.text),
    ).toEqual(['10.0.0.1', '0.0.0.0']);
  });
});
