// Chinese of what the wire room calls its fields and values.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fieldLabel, hasMessage, LANGS, protocolTitle, wireText } from '../../src/i18n/index.js';
import { messageIds } from '../../src/i18n/message.js';
import { labels, titles } from '../../src/i18n/zh-CN/wire-labels.js';
import { wireTexts } from '../../src/i18n/zh-CN/wire-text.js';
import {
  dissect,
  eachNode,
  type FieldInfo,
  fieldNames,
  fieldsNamed,
  icmpCodeNames,
  icmpv6CodeNames,
  type Node,
  protocols,
  readCapture,
} from '../../src/wire/index.js';
import { root } from '../project/source.js';

/** Protocols whose every field is explained. */
const explained = ['eth', 'arp', 'ip', 'icmp', 'udp'];
const captures = ['test/data/linux', 'test/data/captures'].flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => /\.pcap(ng)?$/.test(name))
    .map(name => join(root, folder, name)),
);

function nodesOf(path: string): Node[] {
  const { frames } = readCapture(readFileSync(path));
  return frames.flatMap(frame => [...eachNode(dissect(frame.bytes, undefined, { fcs: true }))]);
}

describe('the words of wire', () => {
  test('every protocol has a Chinese title', () => {
    expect(
      protocols()
        .filter(protocol => titles[protocol.name] === undefined)
        .map(p => p.name),
    ).toEqual([]);
  });

  test('every field has a Chinese label', () => {
    // A list has no node of its own.
    const shown = fieldNames().flatMap(name => fieldsNamed(name).filter(({ type }) => type !== 'list'));
    const translated = ({ name, label }: FieldInfo) => labels[name] !== undefined || wireTexts[label] !== undefined;
    expect(shown.filter(info => !translated(info)).map(({ name }) => name)).toEqual([]);
  });

  test('every named value has a Chinese name', () => {
    const names = fieldNames().flatMap(name => fieldsNamed(name).flatMap(field => Object.values(field.enum ?? {})));
    const codes = [...icmpCodeNames(), ...icmpv6CodeNames()];
    const wanted = [...names, ...codes].filter(name => name !== undefined);
    expect(wanted.filter(name => wireTexts[name] === undefined)).toEqual([]);
  });

  test('every field of the first protocols is explained, and nothing that is no field', () => {
    const extra = ['eth.padding', 'eth.trailer', 'eth.fcs'];
    const wanted = [...fieldNames().filter(name => explained.includes(name.split('.')[0]!)), ...extra];
    for (const lang of LANGS) expect(wanted.filter(name => !hasMessage(lang, `explain.${name}`))).toEqual([]);
    expect(messageIds('explain.').filter(id => !wanted.includes(id.slice('explain.'.length)))).toEqual([]);
  });

  test('every node of every capture has a Chinese label', () => {
    const seen = new Map<string, string>();
    for (const path of captures) for (const node of nodesOf(path)) seen.set(node.name, node.label);
    const unnamed = [...seen].filter(
      ([name, label]) => fieldLabel('zh-CN', name, label) === label && wireTexts[label] === undefined,
    );
    expect(unnamed.filter(([name]) => titles[name] === undefined)).toEqual([]);
  });

  test('texts keep their numbers', () => {
    const cases = [
      ['request (1)', '请求 (1)'],
      ['Echo (ping) request (8)', '回显请求（ping）(8)'],
      ['Host unreachable (1)', '主机不可达 (1)'],
      ['IPv4 (0x0800)', 'IPv4 (0x0800)'],
      ['20 bytes (5)', '20 字节 (5)'],
      ['8 bytes', '8 字节'],
      ['Not set', '未置位'],
      ["0x2, Don't fragment", '0x2，不分片'],
      ['0x012, Acknowledgment, Syn', '0x012，确认，同步'],
      ['192.168.0.1', '192.168.0.1'],
      ['constructor', 'constructor'],
    ];
    for (const [english, chinese] of cases) expect(wireText('zh-CN', english!)).toBe(chinese);
    for (const [english] of cases) expect(wireText('en', english!)).toBe(english);
  });

  test('what is not known stays English', () => {
    expect(fieldLabel('zh-CN', 'no.such', 'Such')).toBe('Such');
    expect(fieldLabel('en', 'eth.dst', 'Destination')).toBe('Destination');
    expect(protocolTitle('zh-CN', 'toString', 'X')).toBe('X');
    expect(protocolTitle('zh-CN', 'arp', 'Address Resolution Protocol')).toBe('地址解析协议');
  });
});
