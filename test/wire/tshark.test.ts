// Our trees beside tshark's, field by field, over every frame of real captures. Reads first: tshark.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  arp,
  concatBytes,
  dissect,
  eachNode,
  encodeStack,
  ethernet,
  fieldNames,
  fieldsNamed,
  formatIpv4,
  formatIpv6,
  formatMac,
  type Input,
  icmp,
  ipv4,
  ipv6,
  isLayer,
  type Node,
  protocols as registered,
  summary,
  tcp,
  udp,
  writePcapng,
} from '../../src/wire/index.js';
import { captureNames, capturePath, framesOf } from './support.js';
import { fieldsOf, noTshark, type PdmlField, pdmlOf, run } from './tshark.js';
import { differenceIn } from './tshark-differences.js';

// biome-ignore lint/suspicious/noConsole: a skipped suite says why.
if (noTshark) console.warn(`test/wire/tshark.test.ts is skipped: ${noTshark}`);

/** Deliberate differences. Each with its reason. */
const ours = new Map([
  ['eth.padding', 'shown where the body of ARP ends; tshark shows it alike, but names non-zero bytes eth.trailer'],
  ['data.data', 'tshark names payloads by the protocol that bears them (udp.payload, icmp.data) or by what it guesses'],
  ['ip.empty_rt', 'of a route option, the slots not used yet; here all slots are rec_rt or src_rt'],
  ['ipv6.tclass', 'tshark marks the whole first word for it'],
  ['ipv6.flow', 'likewise'],
  ['ip.options', 'tshark leaves the container of IP options without a name'],
]);

/** Of a quoted TCP header tshark gives the plain number as tcp.seq and tcp.ack, as it has no stream to count from. */
const quotedOnly = new Set(['tcp.seq_raw', 'tcp.ack_raw']);

const owners = registered().map(({ name }) => name.split('.')[0]);
/** Names of ours, those too that bear another protocol's (mstp.*). */
const protocols = new RegExp(`^(${[...new Set([...owners, 'mstp', 'ieee8021ah'])].join('|')})\\.`);

function comparable(nodes: Iterable<Node>): Node[] {
  return [...nodes].filter(
    node => !isLayer(node) && protocols.test(node.name) && !ours.has(node.name) && !containers(node.name),
  );
}

/** Lists and options' containers have names of their own. */
const containers = (name: string) => {
  const infos = fieldsNamed(name);
  return infos.length > 0 && infos.every(({ type }) => type === 'list' || type === 'options') && name !== 'tcp.options';
};

/** tshark's field of that name at that place, else its next one; taken off the list. */
function take(fields: PdmlField[], pos: number): PdmlField | undefined {
  const at = fields.findIndex(field => field.pos === pos);
  return fields.splice(Math.max(0, at), 1)[0];
}

/** Position and size in whole bytes, as tshark counts. */
function place(node: Node): { pos: number; size: number } {
  const pos = node.bit >> 3;
  return { pos, size: ((node.bit + node.bits + 7) >> 3) - pos };
}

/** The same; of bits within bytes, tshark may mark all bytes of the number that they are masked from. */
function placeBeside(field: PdmlField, node: Node): { pos: number; size: number } {
  const mine = place(node);
  const within = field.pos <= mine.pos && field.pos + field.size >= mine.pos + mine.size && field.size <= 4;
  return within && (node.bits % 8 !== 0 || node.bit % 8 !== 0) ? { pos: field.pos, size: field.size } : mine;
}

/** Whether tshark's text means our value. */
function means(show: string, { value, text }: Node): boolean {
  if (show === text) return true;
  if (value instanceof Uint8Array)
    return (
      ['', Buffer.from(value).toString('hex')].includes(show.replaceAll(':', '')) ||
      (value.length === 16 && show === formatIpv6(value))
    );
  if (typeof value === 'string') return show === value;
  const number = value as number;
  if (/^(-?\d+(\.\d+)?|0x[0-9a-f]+)$/.test(show)) return Number(show) === number;
  return show === formatMac(number) || show === formatIpv4(number);
}

/** Every field of ours has tshark's name, place and value. */
function compare(frames: readonly Uint8Array[], theirs: readonly PdmlField[][], capture = 'made'): void {
  expect(theirs.length).toBe(frames.length);
  let compared = 0;
  frames.forEach((frame, i) => {
    const left = new Map<string, PdmlField[]>();
    for (const field of theirs[i]!) left.set(field.name, [...(left.get(field.name) ?? []), field]);
    for (const node of comparable(eachNode(dissect(frame)))) {
      if (differenceIn(capture, node.name) !== undefined) continue;
      const field = take(left.get(node.name) ?? [], place(node).pos);
      if (!field && quotedOnly.has(node.name)) continue;
      const where = `frame ${i + 1} ${node.name}`;
      expect(field, where).toBeDefined();
      expect({ where, pos: field!.pos, size: field!.size }).toEqual({ where, ...placeBeside(field!, node) });
      expect(means(field!.show, node), `${where}: ${field!.show} and ${String(node.value)}`).toBe(true);
      compared++;
    }
  });
  expect(compared).toBeGreaterThan(frames.length * 7);
}

const ends = { dst: 0x020000000201, src: 0x020000000101 };
const addresses = { src: 0x0a000001, dst: 0x0a000002 };
const quote = encodeStack(
  [
    [ipv4, { ...addresses, ttl: 1 }],
    [udp, { srcPort: 40000, dstPort: 33434 }],
  ],
  new Uint8Array(32),
);
const icmpOf = (values: Input<typeof icmp>, payload?: Uint8Array) =>
  encodeStack(
    [
      [ethernet, ends],
      [ipv4, addresses],
      [icmp, values],
    ],
    payload,
  );
const tcpOf = (options: Input<typeof tcp>['options']) =>
  encodeStack([
    [ethernet, ends],
    [ipv4, addresses],
    [tcp, { srcPort: 40000, dstPort: 9999, seq: 7, ack: 9, window: 99, ackFlag: 1, options }],
  ]);
const ipOf = (options: Input<typeof ipv4>['options']) =>
  encodeStack(
    [
      [ethernet, ends],
      [ipv4, { ...addresses, options }],
      [icmp, { type: 8 }],
    ],
    new Uint8Array(30),
  );

/** One of each kind that the captures don't have. */
const made = [
  encodeStack([
    [ethernet, ends],
    [arp, { opcode: 2, srcMac: ends.src, srcIp: 1, dstMac: ends.dst, dstIp: 2 }],
  ]),
  icmpOf({ type: 3, code: 1 }, quote),
  icmpOf({ type: 3, code: 4, mtu: 1000 }, quote),
  icmpOf({ type: 5, code: 1, gateway: 0x0a0001fd }, quote),
  icmpOf({ type: 11, code: 1 }, quote),
  icmpOf({ type: 12, pointer: 20 }, quote),
  icmpOf({ type: 13, ident: 1, seq: 2, originate: 3 }),
  icmpOf({ type: 14, ident: 1, seq: 2, originate: 3, receive: 4, transmit: 5 }),
  icmpOf({ type: 17, ident: 1, seq: 2, mask: 0xffffff00 }),
  encodeStack(
    [
      [ethernet, ends],
      [ipv4, addresses],
      [udp, { srcPort: 40000, dstPort: 9999 }],
    ],
    new Uint8Array(33).fill(1),
  ),
  tcpOf([
    { kind: 'mss', mss: 1460 },
    { kind: 'sackPermitted' },
    { kind: 'timestamps', value: 5, echo: 6 },
    { kind: 'nop' },
    { kind: 'windowScale', shift: 7 },
  ]),
  tcpOf([
    { kind: 'nop' },
    { kind: 'nop' },
    {
      kind: 'sack',
      blocks: [
        { left: 100, right: 200 },
        { left: 300, right: 400 },
      ],
    },
  ]),
  ipOf([
    { kind: 'recordRoute', pointer: 12, addresses: [{ address: 0x0a000001 }, { address: 0x0a000005 }] },
    { kind: 'end' },
  ]),
  ipOf([{ kind: 'routerAlert', alert: 0 }]),
  encodeStack(
    [
      [ethernet, ends],
      [ipv6, { src: new Uint8Array(16).fill(1), dst: new Uint8Array(16).fill(2) }],
      [udp, { srcPort: 40000, dstPort: 9999 }],
    ],
    new Uint8Array(9),
  ),
];

describe.skipIf(noTshark)('fields', () => {
  test.each(captureNames)('%s: name, place and value are as in the PDML', name => {
    compare(framesOf(name), pdmlOf(capturePath(name)), name);
  });

  test('frames made here: alike, none malformed, every checksum good', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstep-'));
    try {
      const path = join(folder, 'made.pcapng');
      const frames = made.map((bytes, i) => ({ interface: 0, time: i * 1000, bytes }));
      writeFileSync(path, concatBytes(writePcapng([{ name: 'A.eth0' }], frames)));
      const theirs = pdmlOf(path);
      compare(made, theirs);
      const statuses = theirs.flat().filter(field => /^(ip|icmp|udp|tcp)\.checksum\.status$/.test(field.name));
      expect(statuses.length).toBeGreaterThan(2 * made.length - 6);
      for (const [i, fields] of theirs.entries()) {
        const wrong = fields.filter(
          ({ name, show }) => name === '_ws.malformed' || (name.endsWith('.checksum.status') && show === '0'),
        );
        expect({ frame: i + 1, wrong }).toEqual({ frame: i + 1, wrong: [] });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(captureNames)('%s: nothing that tshark shows of our fields is missing', name => {
    const known = new Set(fieldNames());
    const theirs = pdmlOf(capturePath(name));
    framesOf(name).forEach((frame, i) => {
      const mine = new Map<string, number>();
      for (const node of eachNode(dissect(frame))) mine.set(node.name, (mine.get(node.name) ?? 0) + 1);
      const count = new Map<string, number>();
      for (const field of theirs[i]!)
        if (known.has(field.name)) count.set(field.name, (count.get(field.name) ?? 0) + 1);
      for (const [field, times] of count) {
        if (differenceIn(name, field) !== undefined) continue;
        expect({ frame: i + 1, field, times: mine.get(field) }).toEqual({ frame: i + 1, field, times });
      }
    });
  });

  test.each(captureNames)('%s: checksums are good and bad where tshark says so', name => {
    const columns = ['ip.checksum.status', 'icmp.checksum.status', 'udp.checksum.status', 'tcp.checksum.status'];
    const rows = fieldsOf(capturePath(name), columns);
    framesOf(name).forEach((frame, i) => {
      const layers = dissect(frame);
      columns.forEach((column, c) => {
        const statuses = rows[i]![c]!.split(',').filter(status => status !== '');
        // Quotes apart: tshark calls a TCP checksum bad because the quote is cut, and leaves a whole quoted ICMP unjudged.
        const name = column.replace('.status', '');
        const nodes = layers.flatMap(layer => layer.children).filter(each => each.name === name);
        if (nodes.length === 0) return;
        // 0 bad, 1 good, 2 unverified, 3 not present.
        const judged = ['bad', 'ok', undefined, undefined];
        expect({ frame: i + 1, column, is: nodes.map(node => node.computed) }).toEqual({
          frame: i + 1,
          column,
          is: statuses.slice(0, nodes.length).map(status => judged[Number(status)]),
        });
      });
    });
  });

  test('every field name of ours is one of Wireshark', () => {
    const known = new Set(
      run(['-G', 'fields'])
        .split('\n')
        .map(line => line.split('\t')[2]),
    );
    // Lists and options' containers have names of their own.
    const named = fieldNames().filter(name =>
      fieldsNamed(name).some(({ type }) => type !== 'list' && type !== 'options'),
    );
    expect(named.filter(name => !known.has(name))).toEqual([]);
  });
});

describe.skipIf(noTshark)('one-line summaries', () => {
  // Retired options and what is read from neighbour discovery's options are left out of the line.
  const compared = captureNames.filter(name => !/^2[5789]/.test(name));
  const told = [
    'ARP',
    'ICMP',
    'UDP',
    'IPv4',
    'TCP',
    'STP',
    'EAPOL',
    'EAP',
    'DHCP',
    'BOOTP',
    'IGMPv1',
    'IGMPv2',
    'IGMPv3',
  ];
  test.each(compared)('%s: as in the Info column', name => {
    const rows = fieldsOf(capturePath(name), ['_ws.col.Info', '_ws.col.Protocol']);
    let lines = 0;
    framesOf(name).forEach((frame, i) => {
      const [info, protocol] = rows[i]!;
      if (!told.includes(protocol!)) return;
      // What Wireshark knows from other frames; and the window that it scales.
      const plain = (text: string) =>
        text
          .replace(/ \((request in|reply in|no response).*$/, '')
          .replace(/^(\[.*?\] )+/, '')
          .replace(/ Win=\d+/, '')
          .replace('[BoundErrorUnreassembled Packet]', '')
          .replace(' (Message 1 of 4)', '')
          .replace('Mobile IP Advertisement', 'Router advertisement')
          .replace('(ARP Probe)', 'Tell 0.0.0.0')
          .trimEnd();
      // A first fragment is told by IPv4 here.
      if (/^Fragmented/.test(summary(dissect(frame)))) return;
      expect({ frame: i + 1, line: plain(summary(dissect(frame))) }).toEqual({ frame: i + 1, line: plain(info!) });
      lines++;
    });
    expect(lines).toBeGreaterThan(2);
  });
});
