/** Values as people read them: "request (1)", 0x0806, 10.0.0.1. Reads first: field.ts. */
import { formatIpv4, formatMac } from '../address.js';
import type { Field } from './field.js';

export type NodeValue = number | string | Uint8Array | undefined;

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** 0x0806: all digits of a number of `bits` bits. */
export function hexNumber(value: number, bits: number): string {
  if (bits > 12 && bits <= 16) return `0x${hexOfByte[value >> 8]}${hexOfByte[value & 255]}`;
  return `0x${value.toString(16).padStart(Math.ceil(bits / 4), '0')}`;
}

/** 00:01:02…, at most 24 bytes of it. */
export function hexBytes(bytes: Uint8Array): string {
  const count = Math.min(bytes.length, 24);
  let shown = '';
  for (let i = 0; i < count; i++) shown += i === 0 ? hexOfByte[bytes[i]!] : `:${hexOfByte[bytes[i]!]}`;
  return bytes.length > 24 ? `${shown}…` : shown;
}

function plain(field: Field<unknown, boolean>, value: number): string {
  const { kind, bits, hex, scale, unit, measure } = field.spec;
  if (kind === 'mac') return formatMac(value);
  if (kind === 'ipv4') return formatIpv4(value);
  if (unit !== undefined) return `${value * unit} bytes (${value})`;
  if (measure === '') return String(value);
  if (scale !== 1) return `${value} ${measure} (${value / scale})`;
  if (measure !== undefined) return `${value} ${measure}`;
  return hex ? hexNumber(value, bits) : String(value);
}

/** The text of a number. `values`: the fields before it. */
export function showNumber(
  field: Field<unknown, boolean>,
  value: number,
  values: Readonly<Record<string, unknown>>,
): string {
  const { kind, names, describe } = field.spec;
  const text = plain(field, value);
  if (kind === 'flag') return value ? 'Set' : 'Not set';
  const name = names?.[value] ?? describe?.(value as never, values);
  return name === undefined ? text : `${name} (${text})`;
}
