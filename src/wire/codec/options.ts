/**
 * Lists of kind-length-value options, as in IPv4, TCP and DHCP. Each kind is a struct of its own; a kind not declared
 * is kept as bytes, and so is what can't be parsed, so that decode and encode give the same bytes. Reads first: struct.ts.
 */
import { Field, type FieldMap, type Part } from './field.js';
import { type AnyStruct, anyStructOf } from './struct.js';
import type { ValuesOf } from './values.js';

/** One declared kind. `suffix` and `title` name its node of the dissection. */
export interface OptionKind<F extends FieldMap> {
  readonly code: number;
  readonly suffix: string;
  readonly title: string;
  readonly fields: F;
}

export function option<const F extends FieldMap>(
  code: number,
  suffix: string,
  title: string,
  fields: F,
): OptionKind<F> {
  return { code, suffix, title, fields };
}

export interface OptionStyle {
  /** Names of the kind's and the length's nodes, without the protocol's. */
  readonly kindAs: string;
  readonly lengthAs: string;
  /** Codes of the two kinds without length, with their nodes' names. */
  readonly end: readonly [code: number, suffix: string, title: string];
  readonly nop: readonly [code: number, suffix: string, title: string];
  /** Name of the node of a kind that isn't declared, and of its bytes. */
  readonly unknownAs: string;
  /** Zeros fill up to a multiple of this many bytes. */
  readonly align: number;
  /** The length counts the kind and itself too (IPv4, TCP), or only the data (DHCP). */
  readonly lengthCountsAll: boolean;
}

type KindMap = Readonly<Record<string, OptionKind<FieldMap>>>;

/**
 * `{ kind: 'mss', mss: 1460 }`, `{ kind: 'nop' }`. An undeclared code, or a declared one of a length it can't have, is
 * 'unknown' with the data after its length; 'trailing' is what follows the end (where not just padding); 'malformed'
 * is the rest of the list from an option whose length can't be.
 */
export type OptionValue<M> =
  | { [K in keyof M]: M[K] extends { readonly fields: infer F } ? { readonly kind: K } & ValuesOf<F> : never }[keyof M]
  | { readonly kind: 'end' }
  | { readonly kind: 'nop' }
  | { readonly kind: 'unknown'; readonly code: number; readonly data: Uint8Array }
  | { readonly kind: 'trailing' | 'malformed'; readonly data: Uint8Array };

interface Loose {
  readonly kind: string;
  readonly code?: number;
  readonly data?: Uint8Array;
}

interface Known extends OptionKind<FieldMap> {
  readonly name: string;
  /** Of whatever fields: naming them here would make the types refer to themselves without end. */
  readonly struct: AnyStruct;
}

/** One option as it stands in the bytes. */
interface Piece {
  readonly at: number;
  readonly stop: number;
  readonly code: number;
  readonly kind: 'end' | 'nop' | 'unknown' | 'trailing' | 'malformed' | 'known';
  readonly known?: Known;
  readonly values?: Readonly<Record<string, unknown>>;
}

class OptionList {
  readonly style: OptionStyle;
  readonly byName = new Map<string, Known>();
  readonly byCode = new Map<number, Known>();

  constructor(style: OptionStyle, kinds: KindMap) {
    this.style = style;
    for (const [name, kind] of Object.entries(kinds)) {
      if ('kind' in kind.fields) throw new Error(`option ${name}: 'kind' is taken`);
      const known: Known = { ...kind, name, struct: anyStructOf(kind.suffix, kind.fields) };
      this.byName.set(name, known);
      this.byCode.set(kind.code, known);
    }
  }

  align(bytes: number): number {
    const { align } = this.style;
    return Math.ceil(bytes / align) * align;
  }

  *pieces(buf: Uint8Array, start: number, stop: number): Generator<Piece> {
    const { style } = this;
    let at = start;
    while (at < stop) {
      const code = buf[at]!;
      if (code === style.nop[0]) {
        yield { at, stop: at + 1, code, kind: 'nop' };
        at += 1;
      } else if (code === style.end[0]) {
        yield { at, stop: at + 1, code, kind: 'end' };
        at += 1;
        const padding = start + this.align(at - start) === stop && buf.subarray(at, stop).every(byte => byte === 0);
        if (!padding) yield { at, stop, code, kind: 'trailing' };
        return;
      } else {
        const length = at + 1 < stop ? buf[at + 1]! + (style.lengthCountsAll ? 0 : 2) : 0;
        if (length < 2 || at + length > stop) {
          yield { at, stop, code, kind: 'malformed' };
          return;
        }
        yield this.tagged(buf, at, at + length, code);
        at += length;
      }
    }
  }

  /** A declared kind whose fields fill its length exactly; else unknown. */
  tagged(buf: Uint8Array, at: number, stop: number, code: number): Piece {
    const known = this.byCode.get(code);
    const decoded = known?.struct.decode(buf, at + 2, stop);
    if (!known || !decoded || decoded.problem || decoded.headerLength !== stop - at - 2) {
      return { at, stop, code, kind: 'unknown', ...(known ? { known } : {}) };
    }
    return { at, stop, code, kind: 'known', known, values: decoded.values };
  }

  valueOf(piece: Piece, buf: Uint8Array): Loose {
    const { kind, code, at, stop } = piece;
    if (kind === 'end' || kind === 'nop') return { kind };
    if (kind === 'known') return { kind: piece.known!.name, ...piece.values };
    if (kind === 'unknown') return { kind, code, data: buf.slice(at + 2, stop) };
    return { kind, data: buf.slice(at, stop) };
  }

  sizeOf(value: Loose): number {
    if (value.kind === 'end' || value.kind === 'nop') return 1;
    if (value.kind === 'unknown') return 2 + value.data!.length;
    if (value.kind === 'trailing' || value.kind === 'malformed') return value.data!.length;
    const known = this.byName.get(value.kind);
    if (!known) throw new RangeError(`no option is called ${value.kind}`);
    return 2 + known.struct.size(value as never);
  }

  write(value: Loose, buf: Uint8Array, at: number): number {
    const size = this.sizeOf(value);
    if (value.kind === 'end' || value.kind === 'nop') buf[at] = this.style[value.kind][0];
    else if (value.kind === 'trailing' || value.kind === 'malformed') buf.set(value.data!, at);
    else {
      const known = this.byName.get(value.kind);
      buf[at] = known ? known.code : value.code!;
      buf[at + 1] = this.style.lengthCountsAll ? size : size - 2;
      if (known) known.struct.encode(value as never, buf, at + 2, at + size);
      else buf.set(value.data!, at + 2);
    }
    return size;
  }

  part(piece: Piece, buf: Uint8Array): Part {
    const { style } = this;
    const { at, stop, code } = piece;
    const place = { at, length: stop - at };
    if (piece.kind === 'malformed')
      return { name: style.unknownAs, label: 'Malformed option', ...place, problem: 'bad-option-length' };
    if (piece.kind === 'trailing') return { name: style.unknownAs, label: 'After the end of options', ...place };
    const lead = { name: style.kindAs, label: 'Kind', at, length: 1, value: code };
    if (piece.kind === 'end' || piece.kind === 'nop') {
      const [, name, label] = style[piece.kind];
      return { name, label, ...place, lead: [{ ...lead, text: `${label} (${code})` }] };
    }
    const title = piece.known?.title ?? 'Unknown';
    const size = {
      name: style.lengthAs,
      label: 'Length',
      at: at + 1,
      length: 1,
      value: buf[at + 1]!,
      text: String(buf[at + 1]!),
    };
    const named = {
      name: piece.known?.suffix ?? style.unknownAs,
      label: title,
      ...place,
      lead: [{ ...lead, text: `${title} (${code})` }, size],
    };
    if (piece.kind === 'known') return { ...named, body: { struct: piece.known!.struct, at: at + 2 } };
    return piece.known ? { ...named, problem: 'bad-option-length' } : named;
  }
}

/** Takes all up to the header's end; on encode fills up with zeros to a multiple of `align`. */
export function options<const M extends KindMap>(style: OptionStyle, kinds: M): Field<readonly OptionValue<M>[], true> {
  const list = new OptionList(style, kinds);
  const size = (values: readonly Loose[]) => list.align(values.reduce((sum, value) => sum + list.sizeOf(value), 0));
  const variable = {
    empty: [],
    size,
    write(values: readonly Loose[], buf: Uint8Array, at: number) {
      let p = at;
      for (const value of values) p += list.write(value, buf, p);
      buf.fill(0, p, at + size(values));
    },
    take: (_buf: Uint8Array, at: number, limit: number) => Math.max(0, limit - at),
    read: (buf: Uint8Array, at: number, stop: number) =>
      [...list.pieces(buf, at, stop)].map(piece => list.valueOf(piece, buf)),
    parts: (buf: Uint8Array, at: number, stop: number) =>
      [...list.pieces(buf, at, stop)].map(piece => list.part(piece, buf)),
    usesValues: false,
    contents: [...list.byName.values()],
  };
  return new Field({
    kind: 'options',
    bits: 0,
    hex: false,
    scale: 1,
    reserved: false,
    variable: variable as never,
    default: [],
  });
}
