/**
 * Compiled field maps without a protocol around them: what headers, options and list elements have in common.
 * Reads first: generate.ts.
 */
import type { Enclosing } from '../checksum.js';
import type { FieldMap } from './field.js';
import { type Compiled, compile, type Decoded, type Extent, type Getter, type Loose, type Setter } from './generate.js';
import { type Layout, layoutOf } from './layout.js';
import type { InputOf, NumberKeys, ValuesOf } from './values.js';

/** A struct of whatever declaration. */
export interface AnyStruct {
  readonly layout: Layout;
  /** Bytes that every encoding has at least. */
  readonly minSize: number;
  /** Generated code, for reading. */
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

/**
 * Bytes ↔ values. Offsets, ends and lengths are byte positions in `buf`.
 * - `size`: length that encode will write for these values.
 * - `encode`: writes at `offset`; the payload already stands in buf[offset + length, end). Fills computed fields that
 *   the caller doesn't give. Returns the header's length. Throws RangeError on a value that doesn't fit or is missing
 *   and when the header doesn't fit before `end`; never writes outside [offset, offset + length).
 * - `decode`: never throws. Lengths that a header claims are clipped to what is there: compare, or use `verify`.
 * - `locate`: where `decode` would say that header and payload end, without values; false where it has a problem.
 * - `get.ttl(buf, offset)`, `set.ttl(buf, offset, value)`: fields at a fixed place, no bounds check (see minSize). A
 *   variant's field is there only when its arm is the one taken. `set` touches no checksum.
 * - `verify`: keys of computed fields that don't hold; all of them when the header is cut short. A checksum over a
 *   pseudo-header is passed over when `enclosing` isn't given.
 * - `checksumOk`: only the checksums, over the length that the header claims; false when that length isn't there,
 *   true for a header that has none.
 */
export interface Struct<F extends FieldMap> extends AnyStruct {
  readonly fields: F;
  size(values: InputOf<F>): number;
  encode(values: InputOf<F>, buf: Uint8Array, offset: number, end: number, enclosing?: Enclosing): number;
  decode(buf: Uint8Array, offset: number, end: number): Decoded<ValuesOf<F>>;
  readonly get: { readonly [K in NumberKeys<F> & string]: Getter };
  readonly set: { readonly [K in NumberKeys<F> & string]: Setter };
}

const lazy = ['source', 'size', 'encode', 'decode', 'locate', 'verify', 'checksumOk', 'get', 'set'] as const;

/** structOf for whatever declaration: its types say nothing, so that the compiler has nothing to unfold. */
export function anyStructOf(name: string, fields: FieldMap): AnyStruct {
  const layout = layoutOf(name, fields);
  const struct = { fields, layout, minSize: layout.minSize };
  for (const key of lazy) {
    Object.defineProperty(struct, key, {
      configurable: true,
      enumerable: true,
      get() {
        const compiled: Compiled = compile(layout);
        for (const each of lazy) Object.defineProperty(struct, each, { value: compiled[each], enumerable: true });
        return compiled[key];
      },
    });
  }
  return struct as unknown as AnyStruct;
}

/** Checks the declaration now; compiles on first use, after which every function is a plain property. */
export function structOf<F extends FieldMap>(name: string, fields: F): Struct<F> {
  return anyStructOf(name, fields) as unknown as Struct<F>;
}
