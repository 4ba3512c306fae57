/**
 * Fields of variable length: bytes, text, lists. (Options are in options.ts.) A length function gets the values of
 * the fields before it. Reads first: field.ts, struct.ts.
 */
import { Field, type FieldMap, type FieldSpec, type Part, type VariableCodec } from './field.js';
import { structOf } from './struct.js';
import type { ValuesOf } from './values.js';

export type LengthFunction = (values: Readonly<Record<string, number>>) => number;
/** Bytes: a constant, from the fields before, or (absent) all up to the header's end. */
export type Length = number | LengthFunction | undefined;

function taken(length: Length, at: number, limit: number, values: Readonly<Record<string, unknown>>): number {
  if (length === undefined) return Math.max(0, limit - at);
  const bytes = typeof length === 'number' ? length : length(values as Readonly<Record<string, number>>);
  return bytes >= 0 && at + bytes <= limit ? bytes : -1;
}

function variableField<V>(kind: FieldSpec['kind'], variable: VariableCodec<V>): Field<V> {
  return new Field({
    kind,
    bits: 0,
    hex: false,
    scale: 1,
    reserved: false,
    variable: variable as VariableCodec<unknown>,
  });
}

const noBytes = new Uint8Array(0);

/** Raw bytes; decode gives a copy. A constant length is zero-padded on encode, and throws when the value is longer. */
export function bytes(length?: Length): Field<Uint8Array> {
  const fixed = typeof length === 'number' ? length : undefined;
  return variableField('bytes', {
    usesValues: typeof length === 'function',
    ...(fixed === undefined ? {} : { fixed }),
    empty: fixed === undefined ? noBytes : new Uint8Array(fixed),
    size: value => fixed ?? value.length,
    write(value, buf, at) {
      if (fixed !== undefined) {
        if (value.length > fixed) throw new RangeError(`${value.length} bytes do not fit in ${fixed}`);
        buf.fill(0, at, at + fixed);
      }
      buf.set(value, at);
    },
    take: (_buf, at, limit, values) => taken(length, at, limit, values),
    read: (buf, at, stop) => buf.slice(at, stop),
  });
}

/** Text, one character a byte (Latin-1). With a constant length: zero-padded, and zeros at the end aren't shown. */
export function text(length?: Length): Field<string> {
  const fixed = typeof length === 'number' ? length : undefined;
  return variableField('text', {
    usesValues: typeof length === 'function',
    ...(fixed === undefined ? {} : { fixed }),
    empty: '',
    size: value => fixed ?? value.length,
    write(value, buf, at) {
      if (fixed !== undefined && value.length > fixed)
        throw new RangeError(`${value.length} characters do not fit in ${fixed}`);
      for (let i = 0; i < (fixed ?? value.length); i++) {
        const code = i < value.length ? value.charCodeAt(i) : 0;
        if (code > 255) throw new RangeError(`a character of ${JSON.stringify(value)} is not Latin-1`);
        buf[at + i] = code;
      }
    },
    take: (_buf, at, limit, values) => taken(length, at, limit, values),
    read(buf, at, stop) {
      let last = stop;
      if (fixed !== undefined) while (last > at && buf[last - 1] === 0) last--;
      let value = '';
      for (let i = at; i < last; i++) value += String.fromCharCode(buf[i]!);
      return value;
    },
  });
}

/** As many elements of constant size as fit in the length; `list({ left: uint(32), right: uint(32) })`. */
export function list<const F extends FieldMap>(
  name: string,
  fields: F,
  length?: Length,
): Field<readonly ValuesOf<F>[]> {
  const struct = structOf<F>(name, fields);
  if (!struct.layout.fixedSize) throw new Error(`${name}: elements of a list have a constant size`);
  const each = struct.minSize;
  return variableField<readonly ValuesOf<F>[]>('list', {
    usesValues: typeof length === 'function',
    contents: [{ name: undefined, struct }],
    empty: [],
    size: value => value.length * each,
    write(value, buf, at) {
      value.forEach((element, i) => {
        struct.encode(element as never, buf, at + i * each, at + (i + 1) * each);
      });
    },
    take(_buf, at, limit, values) {
      const count = taken(length, at, limit, values);
      return count < 0 ? -1 : count - (count % each);
    },
    read(buf, at, stop) {
      const elements: ValuesOf<F>[] = [];
      for (let p = at; p + each <= stop; p += each) {
        const decoded = struct.decode(buf, p, p + each);
        if (!decoded.problem) elements.push(decoded.values);
      }
      return elements;
    },
    parts(_buf, at, stop) {
      const parts: Part[] = [];
      for (let p = at; p + each <= stop; p += each) {
        parts.push({ name: '', label: '', at: p, length: each, body: { struct, at: p } });
      }
      return parts;
    },
  });
}
