/**
 * Compiles a layout to straight-line functions, once, on first use. The generated text is kept as `source`.
 * Reads first: layout.ts, bits.ts. The pieces of text for encode and for decode are in emit-encode.ts and emit-decode.ts.
 */
import { checksum16, type Enclosing, foldChecksum, pseudoHeaderSum, sum16 } from '../checksum.js';
import { emitDecode, emitLocate } from './emit-decode.js';
import { emitAccessors, emitEncode, emitSize } from './emit-encode.js';
import { emitVerify } from './emit-verify.js';
import type { VariableCodec } from './field.js';
import type { Layout } from './layout.js';
import type { SealFunction } from './seal.js';

/** Why bytes can't be decoded. `field` is Wireshark's name. Bytes beyond a wrong length are never looked at. */
export interface Problem {
  readonly code: 'truncated' | 'bad-length';
  readonly field: string;
  /** Bytes needed; for bad-length the least that could be right. */
  readonly need: number;
  /** Bytes there; for bad-length what the field says. */
  readonly have: number;
}

/** `end`: where the payload stops by this header's own length, at most the end given. */
export type Decoded<V> =
  | { readonly problem: undefined; readonly values: V; readonly headerLength: number; readonly end: number }
  | { readonly problem: Problem };

export type Loose = Readonly<Record<string, unknown>>;
export type Getter = (buf: Uint8Array, offset: number) => number;
export type Setter = (buf: Uint8Array, offset: number, value: number) => void;

/** Where a header ends, where its payload ends as far as bytes are there, and where it should by the header's own length. */
export interface Extent {
  from: number;
  to: number;
  claims: number;
}

/** The compiled functions of a struct; see struct.ts for what each does. */
export interface Compiled {
  readonly source: string;
  size(values: Loose): number;
  encode(values: Loose, buf: Uint8Array, offset: number, end: number, enclosing?: Enclosing): number;
  decode(buf: Uint8Array, offset: number, end: number): Decoded<Loose>;
  locate(buf: Uint8Array, offset: number, end: number, extent: Extent): boolean;
  verify(buf: Uint8Array, offset: number, end: number, enclosing?: Enclosing): string[];
  checksumOk(buf: Uint8Array, offset: number, end: number, enclosing?: Enclosing): boolean;
  readonly get: Readonly<Record<string, Getter>>;
  readonly set: Readonly<Record<string, Setter>>;
}

/** What generated code calls. */
interface Runtime {
  readonly codecs: readonly (VariableCodec<unknown> | undefined)[];
  readonly seals: readonly (SealFunction | undefined)[];
  readonly sum16: typeof sum16;
  readonly checksum16: typeof checksum16;
  readonly fold: typeof foldChecksum;
  pseudo(enclosing: Enclosing | undefined, length: number): number;
  range(field: string, value: unknown): never;
  space(need: number, have: number): never;
  short(field: string, need: number, have: number): { problem: Problem };
  badLength(field: string, need: number, have: number): { problem: Problem };
}

function runtimeOf(layout: Layout): Runtime {
  return {
    codecs: layout.slots.map(slot => slot.field.spec.variable),
    seals: layout.slots.map(({ field }) => (typeof field.spec.seal === 'function' ? field.spec.seal : undefined)),
    sum16,
    checksum16,
    fold: foldChecksum,
    pseudo(enclosing, length) {
      if (!enclosing) throw new Error(`${layout.name}: the checksum needs src, dst and proto of the enclosing header`);
      return pseudoHeaderSum(enclosing, length);
    },
    range(field, value) {
      throw new RangeError(
        `${layout.name}.${field}: ${value === undefined ? 'no value given' : `${String(value)} does not fit`}`,
      );
    },
    space(need, have) {
      throw new RangeError(`${layout.name}: the header takes ${need} bytes, ${have} are there`);
    },
    short: (field, need, have) => ({ problem: { code: 'truncated', field: `${layout.name}.${field}`, need, have } }),
    badLength: (field, need, have) => ({
      problem: { code: 'bad-length', field: `${layout.name}.${field}`, need, have },
    }),
  };
}

export function compile(layout: Layout): Compiled {
  const source = [
    "'use strict';",
    'const { codecs, seals, sum16, checksum16, fold, pseudo, range, space, short, badLength } = rt;',
    ...layout.slots.filter(slot => slot.field.spec.variable).map(({ index }) => `const c${index} = codecs[${index}];`),
    emitSize(layout),
    emitEncode(layout),
    emitDecode(layout),
    emitLocate(layout),
    emitVerify(layout),
    `return { size, encode, decode, locate, verify, checksumOk, ${emitAccessors(layout)} };`,
  ].join('\n');
  const make = new Function('rt', source) as (rt: Runtime) => Omit<Compiled, 'source'>;
  return { ...make(runtimeOf(layout)), source };
}
