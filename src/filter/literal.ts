/**
 * A value as written → a value of the type it is compared with. Forms are those of Wireshark 4; times take units too.
 * Reads first: lex.ts, source.ts.
 */
import { networkOf, parseIpv4 } from '../wire/index.js';
import type { Token } from './lex.js';
import { parseIpv6, parseMacWord, parseNumber, parseTime, readBytes } from './literal-text.js';
import { nearestOf } from './nearest.js';
import { Fault, type TypeId } from './problem.js';
import type { FieldType, Value } from './source.js';
import { bytesOfValue } from './values.js';

export interface Literal {
  readonly value: Value;
  /** Only so many bits from the front are compared (10.0.0.0/8). */
  readonly prefix?: number;
}

/** `name` is the field's, for what to say. Throws Fault. */
export function literal(token: Token, type: FieldType, name: string): Literal {
  const { id } = type;
  if (id === 'string') return { value: textOf(token, type, name) };
  if (id === 'bytes' || id === 'protocol') return { value: bytesLiteral(token, id) };
  if (id === 'dev') return { value: token.type === 'word' ? (parseNumber(token.value) ?? token.value) : token.value };
  if (id === 'bool') return { value: boolLiteral(token, name) };
  if (id === 'uint') return { value: uintLiteral(token, type, name) };
  if (token.type === 'string') throw new Fault('quoted-value', token, { type: id });
  if (id === 'ipv4') return ipv4Literal(token);
  if (id === 'ipv6') return ipv6Literal(token);
  const value = scalar(token, id);
  if (value === undefined) throw new Fault('bad-value', token, { text: token.text, type: id });
  return { value };
}

function scalar(token: Token, id: TypeId): number | undefined {
  if (token.type === 'char') return id === 'int' ? token.value.charCodeAt(0) : undefined;
  if (id === 'mac') return parseMacWord(token.value);
  if (id === 'time') return parseTime(token.value);
  return id === 'int' ? parseNumber(token.value) : undefined;
}

function textOf(token: Token, { values }: FieldType, name: string): string {
  const text = token.value;
  if (!values || values.includes(text)) return text;
  throw new Fault('unknown-value', token, { text, name }, nearestOf(text, values));
}

const yes = new Set(['true', 'set']);
const no = new Set(['false', 'not set']);

/** Any number but 0 is yes, as in Wireshark. */
function boolLiteral(token: Token, name: string): number {
  const word = token.value.toLowerCase();
  if (yes.has(word)) return 1;
  if (no.has(word)) return 0;
  const value = token.type === 'word' ? parseNumber(token.value) : undefined;
  if (value === undefined) throw new Fault('unknown-value', token, { text: token.value, name }, ['True', 'False']);
  return value === 0 ? 0 : 1;
}

function uintLiteral(token: Token, { names, max = Number.MAX_SAFE_INTEGER }: FieldType, name: string): number {
  const { text, value } = token;
  if (token.type === 'char') return value.charCodeAt(0);
  const number = token.type === 'word' ? parseNumber(value) : undefined;
  if (number === undefined) {
    const known = Object.entries(names ?? {});
    const found = known.find(([, word]) => word.toLowerCase() === value.toLowerCase());
    if (found) return Number(found[0]);
    if (names)
      throw new Fault(
        'unknown-value',
        token,
        { text: value, name },
        nearestOf(
          value,
          known.map(([, word]) => word),
        ),
      );
    if (token.type === 'string') throw new Fault('quoted-value', token, { type: 'uint' });
    throw new Fault('bad-value', token, { text, type: 'uint' });
  }
  if (number < 0) throw new Fault('negative-value', token, { text });
  if (number > max) throw new Fault('too-big', token, { text, max });
  return number;
}

function bytesLiteral(token: Token, id: TypeId): Uint8Array {
  if (token.type !== 'word') return bytesOfLatin(token);
  const bytes = readBytes(token.value);
  if (!bytes) throw new Fault('bad-value', token, { text: token.text, type: id === 'protocol' ? 'bytes' : id });
  return bytes;
}

/** A text's bytes: \xff is one, other characters beyond ASCII are UTF-8. */
function bytesOfLatin({ value, text }: Token): Uint8Array {
  const escaped = /\\(?:x|[0-7])/.test(text) && [...value].every(character => character.charCodeAt(0) < 256);
  return escaped ? Uint8Array.from(value, each => each.charCodeAt(0)) : bytesOfValue(value, 'string');
}

/** The part before the slash, and the number after it. */
function splitPrefix(token: Token, type: TypeId, max: number): { address: string; prefix: number | undefined } {
  const [, address, digits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(token.value) ?? [];
  if (address === undefined) throw new Fault('bad-value', token, { text: token.text, type });
  const prefix = digits === undefined ? undefined : Number(digits);
  if (prefix !== undefined && prefix > max) throw new Fault('bad-prefix', token, { prefix, max, type });
  return { address, prefix };
}

function ipv4Literal(token: Token): Literal {
  const { address, prefix } = splitPrefix(token, 'ipv4', 32);
  const value = token.type === 'word' ? parseIpv4(address) : undefined;
  if (value === undefined) throw new Fault('bad-value', token, { text: token.text, type: 'ipv4' });
  return prefix === undefined || prefix === 32 ? { value } : { value: networkOf(value, prefix), prefix };
}

function ipv6Literal(token: Token): Literal {
  const { address, prefix } = splitPrefix(token, 'ipv6', 128);
  const value = token.type === 'word' ? parseIpv6(address) : undefined;
  if (value === undefined) throw new Fault('bad-value', token, { text: token.text, type: 'ipv6' });
  return prefix === undefined || prefix === 128 ? { value } : { value: networkBytes(value, prefix), prefix };
}

/** The bytes with all bits after the first `prefix` cleared. */
export function networkBytes(bytes: Uint8Array, prefix: number): Uint8Array {
  return bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))) & 0xff);
}
