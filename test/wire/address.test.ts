// Addresses: strict parsers, and the arithmetic of prefixes. Vectors from RFC 4291/5952, RFC 1112, common notation.

import { describe, expect, test } from 'vitest';
import * as wire from '../../src/wire/index.js';
import fc from '../property.js';
import { fromHex } from './support.js';

describe('MAC addresses', () => {
  test('text and number', () => {
    expect(wire.parseMac('02:00:00:00:01:01')).toBe(0x020000000101);
    expect(wire.parseMac('FF-ff-FF-ff-FF-ff')).toBe(wire.broadcastMac);
    expect(wire.formatMac(0x0a)).toBe('00:00:00:00:00:0a');
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), mac => wire.parseMac(wire.formatMac(mac)) === mac));
  });
  test.each([
    '',
    '02:00:00:00:01',
    '02:00:00:00:01:01:01',
    '2:0:0:0:1:1',
    '02:00:00-00:01:01',
    '02:00:00:00:01:0g',
    ' 02:00:00:00:01:01',
    '0200.0000.0101',
  ])('%j is none', text => expect(wire.parseMac(text)).toBeUndefined());
  test('group bit, and the multicast mapping of RFC 1112 §6.4', () => {
    expect(wire.isGroupMac(wire.broadcastMac)).toBe(true);
    expect(wire.isGroupMac(0x01005e000005)).toBe(true);
    expect(wire.isGroupMac(0x020000000101)).toBe(false);
    expect(wire.formatMac(wire.multicastMac(0xe0800105))).toBe('01:00:5e:00:01:05');
  });
});

describe('IPv4 addresses', () => {
  test('text and number', () => {
    expect(wire.parseIpv4('192.168.0.103')).toBe(0xc0a80067);
    expect(wire.parseIpv4('255.255.255.255')).toBe(0xffffffff);
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), ip => wire.parseIpv4(wire.formatIpv4(ip)) === ip));
  });
  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4 ',
    '1..3.4',
    '0x1.2.3.4',
    '-1.2.3.4',
    '1.2.3.4/8',
  ])('%j is none', text => expect(wire.parseIpv4(text)).toBeUndefined());
  test('masks and prefixes', () => {
    expect([0, 1, 8, 24, 31, 32].map(prefix => wire.formatIpv4(wire.maskOf(prefix)))).toEqual([
      '0.0.0.0',
      '128.0.0.0',
      '255.0.0.0',
      '255.255.255.0',
      '255.255.255.254',
      '255.255.255.255',
    ]);
    for (let prefix = 0; prefix <= 32; prefix++) expect(wire.prefixOf(wire.maskOf(prefix))).toBe(prefix);
    expect(wire.prefixOf(0xff00ff00)).toBeUndefined();
    expect(wire.formatIpv4(wire.networkOf(0xc0a80067, 24))).toBe('192.168.0.0');
    expect(wire.formatIpv4(wire.broadcastOf(0xc0a80067, 24))).toBe('192.168.0.255');
    expect(wire.broadcastOf(1, 0)).toBe(0xffffffff);
    expect(wire.sameNetwork(0xc0a80067, 0xc0a800ff, 24)).toBe(true);
    expect(wire.sameNetwork(0xc0a80067, 0xc0a801ff, 24)).toBe(false);
    expect(wire.sameNetwork(0, 0xffffffff, 0)).toBe(true);
  });
  test('CIDR', () => {
    expect(wire.parseCidr('10.0.0.1/24')).toEqual({ address: 0x0a000001, prefix: 24 });
    expect(wire.formatCidr({ address: 0x0a000001, prefix: 0 })).toBe('10.0.0.1/0');
    for (const bad of [
      '10.0.0.1',
      '10.0.0.1/',
      '10.0.0.1/33',
      '10.0.0.1/024',
      '10.0.0.1/-1',
      '10.0.0/8',
      '10.0.0.1/8/8',
    ]) {
      expect(wire.parseCidr(bad)).toBeUndefined();
    }
  });
  test('kinds', () => {
    expect(wire.isMulticastIpv4(0xe0000005)).toBe(true);
    expect(wire.isMulticastIpv4(0xf0000005)).toBe(false);
    expect(wire.isLoopbackIpv4(0x7f000001)).toBe(true);
  });
});

test.each([
  ['20010db8000000000000000000000001', '2001:db8::1'],
  ['00000000000000000000000000000000', '::'],
  ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
])('IPv6 %s is %s (RFC 5952 §4.2)', (hex, text) => expect(wire.formatIpv6(fromHex(hex))).toBe(text));
