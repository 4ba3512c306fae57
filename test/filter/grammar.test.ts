// What a filter may be made of beyond what Wireshark takes, netstep's own fields, and filters over rows.
import { describe, expect, test } from 'vitest';
import { filterNames, nsFields, parseFilter, parseWhere, type Subject } from '../../src/filter/index.js';
import { numberSchema, tableSchema } from '../../src/journal/index.js';
import { captureFiles, framesOf } from './frames.js';

const [request, reply] = framesOf(captureFiles[0]!) as [Subject, Subject];
const values: Readonly<Record<string, string | number | boolean | readonly string[]>> = {
  'ns.node': 'A',
  'ns.dev': ['eth0', 'A.eth0'],
  'ns.stage': 'arp_rcv',
  'ns.wire': '交换机.p1',
  'ns.time': 1_500_000_000,
  'ns.event': 7,
  'ns.on': true,
};
const subject: Subject = { ...request, ns: name => values[name] };

function finds(text: string, fields = nsFields): boolean {
  const filter = parseFilter(text, fields);
  if (!filter.ok) throw new Error(`${text}: ${filter.message}`);
  return filter.test(subject);
}

describe('netstep’s own fields', () => {
  test.each([
    'arp.opcode == 1 && ns.node == "A"',
    'ns.node == A',
    'ns.node == r"A"',
    'ns.node != "B"',
    'ns.node in {"A" "B"}',
    'ns.node in {A, B}',
    'ns.stage contains "arp"',
    'ns.stage matches "^ARP_(rcv|send)$"',
    'ns.stage[0:3] == "arp"',
    'ns.dev == "eth0" and ns.dev == A.eth0',
    'ns.wire == "交换机.p1"',
    'ns.wire matches "交换机"',
    'ns.time == 1.5s',
    'ns.time == 1.5',
    'ns.time == 1500ms and ns.time == 1500000us and ns.time == 1500000µs and ns.time == 1500000000ns',
    'ns.time > 200ms && ns.time < 1m',
    'ns.time in {1s..2s}',
    'ns.event == 7 and ns.event > -1 and ns.event & 3 == 3',
    'not ns.drop',
    'ns.node < "B"',
    'ns.event < frame.len',
  ])('%s', text => {
    expect(finds(text)).toBe(true);
  });

  test.each(['ns.drop', 'ns.drop == "x"', 'ns.drop != "x"', 'ns.node == "a"', 'ns.node == "B"', 'ns.dev != "eth0"'])(
    'not %s',
    text => {
      expect(finds(text)).toBe(false);
    },
  );

  test('are those that the caller names; a closed set of values is checked', () => {
    const fields = [
      { name: 'ns.stage', type: 'string', values: ['arp_rcv', 'ip_rcv'] },
      { name: 'ns.on', type: 'bool' },
    ] as const;
    expect(finds('ns.stage == "arp_rcv" and ns.on == True', fields)).toBe(true);
    expect(parseFilter('ns.stage == "arp_rvc"', fields)).toMatchObject({
      code: 'unknown-value',
      nearest: ['arp_rcv'],
    });
    expect(parseFilter('ns.node == "A"', fields)).toMatchObject({ code: 'unknown-field' });
  });
});

describe('beyond Wireshark 4.0', () => {
  test.each([
    '(arp.opcode & 1) == 1',
    '((arp.opcode)) == 1',
    '1 == arp.opcode',
    '0 < arp.opcode < 2',
    'frame contains arp.dst.hw_mac',
    'arp xor ip',
    'arp ^^ ip ^^ tcp',
    'not (arp xor arp)',
    'arp.opcode in {7 1}',
    'eth.src[0:3] in {02:00:00}',
    'frame.time_relative < 1ms',
    'tcp or arp xor ip and tcp',
    'tcp.flags.syn == true or arp.opcode === 1',
  ])('%s', text => {
    expect(finds(text)).toBe(true);
  });
});

describe('a filter tells what it uses, and takes what is there', () => {
  test('fields and protocols', () => {
    expect(parseFilter('ip.addr == 10.0.0.1 && (ip.addr == 10.0.0.2 or !tcp) && ns.node == ns.dev')).toMatchObject({
      fields: ['ip.addr', 'tcp', 'ns.node', 'ns.dev'],
      protocols: ['ip', 'tcp'],
    });
  });

  test('nothing is there without a frame', () => {
    for (const text of [
      'frame',
      'eth',
      'arp',
      'frame.len',
      'data',
      'eth.padding',
      'ns.node',
      'frame.number',
      'tcp.options.mss',
    ]) {
      const filter = parseFilter(`!${text}`);
      expect(filter.ok && filter.test({})).toBe(true);
    }
  });

  test('a packet without Ethernet', () => {
    const packet = framesOf(captureFiles[0]!)[2]!.bytes.slice(14);
    const filter = parseFilter('icmp.type == 8 && ip.src == 10.0.0.1 && !eth && frame[0] == 45');
    expect(filter.ok && filter.test({ bytes: packet, linkType: 'ipv4' })).toBe(true);
  });

  test('padding', () => {
    const padded = new Uint8Array(64);
    padded.set(reply.bytes!);
    const filter = parseFilter(
      'eth.padding == 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00 && eth.trailer[0:4] == 0000.0000',
    );
    expect(filter.ok && filter.test({ bytes: padded })).toBe(true);
  });

  test('names, for completion', () => {
    expect(filterNames()).toEqual(
      expect.arrayContaining(['ns.node', 'arp', 'arp.opcode', 'eth.addr', 'frame.len', 'tcp.options.mss']),
    );
  });
});

interface NeighborRow {
  readonly mac: number | undefined;
  readonly ip: number;
  readonly dev: number;
  readonly state: string;
  readonly up: boolean;
  readonly probes: number;
  readonly queue: readonly number[];
  readonly due: number;
  readonly extra: object;
}
const schema = tableSchema<NeighborRow>(
  'filter.neighbors',
  'A table',
  {
    mac: 'mac',
    ip: 'ipv4',
    dev: 'dev',
    state: 'string',
    up: 'bool',
    probes: 'int',
    queue: 'frames',
    due: 'time',
    extra: 'data',
  },
  ['ip'],
);
const row: NeighborRow = {
  mac: 0x020000000101,
  ip: 0x0a000001,
  dev: 3,
  state: 'STALE',
  up: false,
  probes: 0,
  queue: [4, 9],
  due: 3e9,
  extra: {},
};
const context = { dev: (id: number) => (id === 3 ? ['eth0', 'A.eth0'] : undefined) };

describe('filters over rows', () => {
  test.each([
    'mac == 02:00:00:00:01:01 and state in {"REACHABLE" "STALE"}',
    'ip == 10.0.0.0/24 && ip[3] == 1',
    'dev == "eth0" && dev == A.eth0 && dev == 3 && dev != "eth1" && dev != 4',
    'dev in {"eth1", "eth0"} && dev contains "A." && dev matches "^eth"',
    'up == false && up == 0 && not up == 1',
    'probes == 0 && probes < 1 && probes >= -1',
    'queue == 9 && queue != 5 && queue',
    'due == 3s && due > 2500ms',
    'state == STALE',
    'extra',
    '!(mac == 02:00:00:00:01:02)',
  ])('%s', text => {
    const filter = parseWhere(text, schema);
    expect(filter.ok && filter.test(row, context)).toBe(true);
  });

  test('what a row lacks satisfies nothing', () => {
    for (const text of ['mac', 'mac != 02:00:00:00:01:02', 'dev', 'queue', 'queue != 1']) {
      const filter = parseWhere(text, schema);
      expect(filter.ok && filter.test({ ...row, mac: undefined, dev: 0, queue: [] }, context)).toBe(false);
    }
  });

  test('without names, a device is its number', () => {
    const filter = parseWhere('dev == 3 && !(dev == "eth0")', schema);
    expect(filter.ok && filter.test(row)).toBe(true);
  });

  test('columns used; columns that are not there; the wire is not there', () => {
    expect(parseWhere('mac && state == "STALE"', schema)).toMatchObject({ columns: ['mac', 'state'] });
    expect(parseWhere('stat == "STALE"', schema)).toMatchObject({ code: 'unknown-column', nearest: ['state'] });
    expect(parseWhere('arp.opcode == 1', schema)).toMatchObject({
      code: 'unknown-column',
      nearest: Object.keys(schema.columns!),
    });
    expect(parseWhere('extra == 1', schema)).toMatchObject({ code: 'wrong-operator' });
    expect(parseWhere('dev < 4', schema)).toMatchObject({ code: 'wrong-operator' });
  });

  test('a table of numbers has the column value', () => {
    const filter = parseWhere('value > 4', numberSchema('filter.numbers', 'Numbers'));
    expect(filter.ok && [4, 5].map(value => filter.test(value))).toEqual([false, true]);
  });
});
