/** The fields that DHCP's options are made of. Reads first: ../codec/options.ts. Then dhcp-options.ts. */
import { formatIpv4 } from '../address.js';
import { Field, type FieldMap, int32, ipv4Address, uint } from '../codec/field.js';
import { type OptionKind, option } from '../codec/options.js';
import { hexBytes } from '../codec/show.js';
import { bytes, list, text } from '../codec/variable.js';
import { dhcpOptionNames } from './dhcp-names.js';

/** All options are one node's name; which one it is, is that node's value. */
export const optionNode = 'option.type';

const titles = dhcpOptionNames as Readonly<Record<number, string>>;

/** An option of this code with these fields. */
export function dhcpOption<const F extends FieldMap>(code: number, fields: F): OptionKind<F> {
  return option(code, optionNode, titles[code]!, fields);
}

const named = <V, O extends boolean>(field: Field<V, O>, suffix: string, label: string): Field<V, O> =>
  field.as(`option.${suffix}`).label(label);

/** One address. */
export const addressOf = (suffix: string, label: string) => ({ address: named(ipv4Address(), suffix, label) });

/** Addresses, the best first. */
export const addressesOf = (suffix: string, label: string) => ({
  addresses: list('dhcp', { address: named(ipv4Address(), suffix, label) }),
});

export const textOf = (suffix: string, label: string) => ({ text: named(text(), suffix, label).default('') });

export const uint8Of = (suffix: string, label: string, names: Readonly<Record<number, string>> = {}) => ({
  value: named(uint(8).enum(names), suffix, label),
});

export const uint16Of = (suffix: string, label: string, names: Readonly<Record<number, string>> = {}) => ({
  value: named(uint(16).enum(names), suffix, label),
});

/** Whether something is to be done: a byte of 0 or 1. */
export const boolOf = (suffix: string, label: string) => uint8Of(suffix, label, { 0: 'Disabled', 1: 'Enabled' });

/** A time in seconds. */
export const secondsOf = (suffix: string, label: string) => ({ value: named(uint(32).counts('s'), suffix, label) });

export const signedSecondsOf = (suffix: string, label: string) => ({
  value: named(int32().counts('s'), suffix, label),
});

export const bytesOf = (suffix: string, label: string) => ({
  data: named(bytes(), suffix, label).default(new Uint8Array(0)),
});

interface Piece {
  readonly at: number;
  readonly length: number;
  readonly value?: string;
  readonly text: string;
}

/** The field shown as the pieces that its bytes fall into, each a node of the field's name. */
function inPieces<V>(field: Field<V>, label: string, pieces: (data: Uint8Array) => Piece[]): Field<V> {
  const { spec } = field;
  const name = spec.suffix!;
  const parts = (buf: Uint8Array, from: number, to: number) =>
    pieces(buf.subarray(from, to)).map(({ at, ...piece }) => ({ name, label, at: from + at, ...piece }));
  return new Field({ ...spec, label, variable: { ...spec.variable!, flat: true, parts } });
}

/** RFC 3442: for each route a prefix length, as many octets of the prefix as count, a router. */
export const routesOf = () => ({
  routes: inPieces(bytes().as('option.classless_static_route'), 'Classless Static Route', data => {
    const pieces: Piece[] = [];
    for (let at = 0; at < data.length; ) {
      const length = Math.min(5 + Math.ceil(data[at]! / 8), data.length - at);
      const route = data.subarray(at, at + length);
      pieces.push({ at, length, text: routeText(route) ?? hexBytes(route) });
      at += length;
    }
    return pieces;
  }).default(new Uint8Array(0)),
});

/** RFC 3397: names, compressed within the option. The value is the bytes, one character each. */
export const namesOf = (suffix: string, label: string) => ({
  names: inPieces(text().as(`option.${suffix}`), label, data =>
    domainNames(data).map(({ name, ...place }) => ({ ...place, value: name, text: name })),
  ).default(''),
});

/** 192.168.1.0/24-10.0.0.1, as Wireshark has it. `route`: width, octets, router. */
export function routeText(route: Uint8Array): string | undefined {
  const [width = 33] = route;
  const octets = Math.ceil(width / 8);
  if (width > 32 || route.length !== 5 + octets) return undefined;
  const number = (from: number, count: number) =>
    Array.from(route.subarray(from, from + count)).reduce((sum, byte, i) => sum + byte * 2 ** (24 - 8 * i), 0);
  const router = formatIpv4(number(1 + octets, 4));
  return `${width === 0 ? 'default' : `${formatIpv4(number(1, octets))}/${width}`}-${router}`;
}

/**
 * Domain names of RFC 1035 §4.1.4, compressed within these bytes, one after the other. A pointer that leads nowhere, or
 * further than there are bytes, ends its name: all names together take no more steps than there are bytes.
 */
export function domainNames(data: Uint8Array): { name: string; at: number; length: number }[] {
  const names: { name: string; at: number; length: number }[] = [];
  let steps = 0;
  for (let at = 0; at < data.length; ) {
    const labels: string[] = [];
    let end = -1;
    let p = at;
    while (p < data.length && data[p] !== 0 && steps < 2 * data.length) {
      const size = data[p]!;
      steps++;
      if (size >= 0xc0) {
        if (end < 0) end = p + 2;
        p = ((size & 63) << 8) | (data[p + 1] ?? 255);
      } else {
        labels.push(String.fromCharCode(...data.subarray(p + 1, p + 1 + size)));
        p += 1 + size;
      }
    }
    const stop = Math.max(at + 1, Math.min(data.length, end < 0 ? p + 1 : end));
    names.push({ name: labels.join('.'), at, length: stop - at });
    at = stop;
  }
  return names;
}
