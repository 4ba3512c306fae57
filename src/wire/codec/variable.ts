/**
 * Fields of variable length: bytes, text, lists. (Options are in options.ts.) A length function gets the values of
 * the fields before it. Reads first: field.ts, struct.ts.
 */
import { formatIpv6 } from '../address.js';
import { Field, type FieldMap, type FieldSpec, type Part, type VariableCodec } from './field.js';
import { anyStructOf, structOf } from './struct.js';
import type { ValuesOf } from './values.js';

export type LengthFunction = (values: Readonly<Record<string, number>>) => number;
/** Bytes: a constant, from the fields before, or (absent) all up to the header's end. */
export type Length = number | LengthFunction | undefined;

export function taken(length: Length, at: number, limit: number, values: Readonly<Record<string, unknown>>): number {
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

/** A 128-bit address as 16 bytes. */
export function ipv6Address(): Field<Uint8Array> {
  const field = bytes(16).describe(formatIpv6);
  return new Field({ ...field.spec, kind: 'ipv6' });
}

/**
 * Raw bytes; decode gives a copy. A constant length is zero-padded on encode, and throws when the value is longer.
 * `step`: the length is `rest` and a multiple of this.
 */
export function bytes(length?: Length, step = 1, rest = 0): Field<Uint8Array> {
  const fixed = typeof length === 'number' ? length : undefined;
  return variableField('bytes', {
    step: [step, rest],
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

/**
 * Elements whose sizes tell themselves: `count` of them (never more than `most`), or as many as there are up to the header's end. What can't be
 * read as one more element belongs to whatever follows.
 */
export function records<const F extends FieldMap>(
  name: string,
  fields: F,
  count?: number | LengthFunction,
  most?: number,
): Field<readonly ValuesOf<F>[], true> {
  return looseRecords(name, fields, count, most).default([]) as unknown as Field<readonly ValuesOf<F>[], true>;
}

type Loose = Readonly<Record<string, unknown>>;

/** Of whatever fields: with their types the compiler would unfold without end. */
function looseRecords(
  name: string,
  fields: FieldMap,
  count?: number | LengthFunction,
  limit = Number.POSITIVE_INFINITY,
): Field<readonly Loose[]> {
  const struct = anyStructOf(name, fields);
  const wanted = (values: Readonly<Record<string, unknown>>) =>
    typeof count === 'function' ? count(values as Readonly<Record<string, number>>) : undefined;
  const most = typeof count === 'number' ? count : limit;
  /** Where each element starts, and the end of the last. */
  const bounds = (buf: Uint8Array, at: number, limit: number, number: number): number[] => {
    const places = [at];
    for (let p = at; p < limit && places.length <= number; ) {
      const decoded = struct.decode(buf, p, limit);
      if (decoded.problem || decoded.headerLength === 0) break;
      p += decoded.headerLength;
      places.push(p);
    }
    return places;
  };
  return variableField<readonly Loose[]>('list', {
    usesValues: typeof count === 'function',
    most,
    contents: [{ name: undefined, struct }],
    empty: [],
    size: value => value.reduce((sum, element) => sum + struct.size(element), 0),
    write(value, buf, at) {
      let p = at;
      for (const element of value) p += struct.encode(element, buf, p, p + struct.size(element));
    },
    take(buf, at, limit, values) {
      const number = wanted(values);
      const places = bounds(buf, at, limit, number ?? most);
      return number !== undefined && places.length <= number ? -1 : places.at(-1)! - at;
    },
    read(buf, at, stop) {
      const places = bounds(buf, at, stop, Number.POSITIVE_INFINITY);
      return places.slice(0, -1).map((p, i) => {
        const decoded = struct.decode(buf, p, places[i + 1]!);
        return decoded.problem ? {} : decoded.values;
      });
    },
    parts(buf, at, stop) {
      const places = bounds(buf, at, stop, Number.POSITIVE_INFINITY);
      return places.slice(0, -1).map((p, i) => {
        return { name: '', label: '', at: p, length: places[i + 1]! - p, body: { struct, at: p } };
      });
    },
  });
}

/** Fields that are there when bytes are left for all of them: a list of none or one. */
export function optional<const F extends FieldMap>(name: string, fields: F): Field<readonly ValuesOf<F>[], true> {
  return records(name, fields, 1);
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
