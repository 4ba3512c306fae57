/**
 * Lists of kind-length-value options, as in IPv4, TCP and DHCP. Each kind is a struct of its own; a kind not declared
 * is kept as bytes, and so is what can't be parsed, so that decode and encode give the same bytes. Reads first: struct.ts.
 */
import { Field, type FieldMap, type Part } from './field.js';
import { isSeal } from './seal.js';
import { type AnyStruct, anyStructOf } from './struct.js';
import type { ValuesOf } from './values.js';
import { bytes, type Length, taken } from './variable.js';

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
  /** Names of the kind's and the length's nodes, without the protocol's. No kind: the option's node itself bears it. */
  readonly kindAs?: string;
  readonly lengthAs: string;
  /** Codes of the two kinds without length, with their nodes' names. */
  readonly end?: readonly [code: number, suffix: string, title: string];
  readonly nop?: readonly [code: number, suffix: string, title: string];
  /** Name of the node of a kind that isn't declared. */
  readonly unknownAs: string;
  /** What all options are called that share a node's name; their titles stand in the text. */
  readonly label?: string;
  /** Name of the data of a kind that isn't declared. */
  readonly dataAs?: string;
  /** What the length counts, in bytes (8 in IPv6's neighbour discovery). */
  readonly unit?: number;
  /** All zeros after the end are padding, which has this name; else no more than `align` asks for. */
  readonly paddingAs?: string;
  /** Zeros fill up to a multiple of this many bytes. */
  readonly align: number;
  /** and this many more. */
  readonly rest?: number;
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
  | { readonly kind: 'trailing' | 'malformed' | 'padding'; readonly data: Uint8Array };

interface Loose {
  readonly kind: string;
  readonly code?: number;
  readonly data?: Uint8Array;
}

interface Known extends OptionKind<FieldMap> {
  readonly name: string;
  /** Of whatever fields: naming them here would make the types refer to themselves without end. */
  readonly struct: AnyStruct;
  /** Bytes of its fields, where that is constant. */
  readonly fixed: number | undefined;
  /** What says which option it is. */
  readonly said: string;
}

/** One option as it stands in the bytes. */
interface Piece {
  readonly at: number;
  readonly stop: number;
  readonly code: number;
  readonly kind: 'end' | 'nop' | 'unknown' | 'trailing' | 'malformed' | 'padding' | 'known';
  readonly known: Known | undefined;
  readonly values: Readonly<Record<string, unknown>> | undefined;
}

export class OptionList {
  readonly style: OptionStyle;
  readonly data: AnyStruct;
  readonly byName = new Map<string, Known>();
  /** Several may share a code: the first that fits the bytes is taken. */
  readonly byCode = new Map<number, Known[]>();

  constructor(style: OptionStyle, kinds: KindMap) {
    this.style = style;
    this.data = anyStructOf(style.unknownAs, {
      data: bytes()
        .as(style.dataAs ?? style.unknownAs)
        .label('Value'),
    });
    for (const [name, kind] of Object.entries(kinds)) {
      if ('kind' in kind.fields) throw new Error(`option ${name}: 'kind' is taken`);
      const struct = anyStructOf(kind.suffix, kind.fields);
      const said = `${kind.title} (${kind.code})`;
      const known: Known = { ...kind, name, struct, fixed: sizeOf(struct.layout), said };
      this.byName.set(name, known);
      this.byCode.set(kind.code, [...(this.byCode.get(kind.code) ?? []), known]);
    }
  }

  /** What is declared; the data of other kinds, where it has a name. */
  contents(): { name: string; suffix?: string; struct: AnyStruct }[] {
    const known = [...this.byName.values()];
    return this.style.dataAs === undefined ? known : [...known, { name: 'unknown', struct: this.data }];
  }

  align(bytes: number): number {
    const { align, rest = 0 } = this.style;
    return Math.ceil((bytes - rest) / align) * align + rest;
  }

  /** `valued`: with the values of declared kinds. */
  pieces(buf: Uint8Array, start: number, stop: number, valued: boolean): Piece[] {
    const { style } = this;
    const pieces: Piece[] = [];
    let at = start;
    while (at < stop) {
      const code = buf[at]!;
      if (code === style.nop?.[0]) {
        pieces.push({ at, stop: at + 1, code, kind: 'nop', known: undefined, values: undefined });
        at += 1;
      } else if (code === style.end?.[0]) {
        pieces.push({ at, stop: at + 1, code, kind: 'end', known: undefined, values: undefined });
        const kind = this.afterEnd(buf, start, at + 1, stop);
        if (kind) pieces.push({ at: at + 1, stop, code, kind, known: undefined, values: undefined });
        return pieces;
      } else {
        const length = at + 1 < stop ? buf[at + 1]! * (style.unit ?? 1) + (style.lengthCountsAll ? 0 : 2) : 0;
        if (length < 2 || at + length > stop) {
          pieces.push({ at, stop, code, kind: 'malformed', known: undefined, values: undefined });
          return pieces;
        }
        pieces.push(this.tagged(buf, at, at + length, code, valued));
        at += length;
      }
    }
    return pieces;
  }

  /** What stands behind the end of options; undefined where nothing does that would not be filled in again. */
  afterEnd(buf: Uint8Array, start: number, at: number, stop: number): 'padding' | 'trailing' | undefined {
    let zeros = true;
    for (let i = at; i < stop && zeros; i++) zeros = buf[i] === 0;
    if (this.style.paddingAs !== undefined && at < stop) return zeros ? 'padding' : 'trailing';
    return !zeros || start + this.align(at - start) !== stop ? 'trailing' : undefined;
  }

  /** A declared kind whose fields fill its length exactly; else unknown. */
  tagged(buf: Uint8Array, at: number, stop: number, code: number, valued: boolean): Piece {
    const candidates = this.byCode.get(code);
    if (candidates === undefined) return { at, stop, code, kind: 'unknown', known: undefined, values: undefined };
    for (const known of candidates) {
      // A constant size is told without reading.
      if (known.fixed !== undefined && known.fixed !== stop - at - 2) continue;
      if (known.fixed !== undefined && !valued) return { at, stop, code, kind: 'known', known, values: undefined };
      const decoded = known.struct.decode(buf, at + 2, stop);
      if (!decoded.problem && decoded.headerLength === stop - at - 2)
        return { at, stop, code, kind: 'known', known, values: decoded.values };
    }
    return { at, stop, code, kind: 'unknown', known: candidates[0], values: undefined };
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
    if (asIs.has(value.kind)) return value.data!.length;
    const known = this.byName.get(value.kind);
    if (!known) throw new RangeError(`no option is called ${value.kind}`);
    return 2 + known.struct.size(value as never);
  }

  write(value: Loose, buf: Uint8Array, at: number): number {
    const size = this.sizeOf(value);
    if (value.kind === 'end' || value.kind === 'nop') buf[at] = this.style[value.kind]![0];
    else if (asIs.has(value.kind)) buf.set(value.data!, at);
    else {
      const known = this.byName.get(value.kind);
      buf[at] = known ? known.code : value.code!;
      const counted = (this.style.lengthCountsAll ? size : size - 2) / (this.style.unit ?? 1);
      if (counted > 255 || !Number.isInteger(counted)) throw new RangeError(`an option can't have ${size} bytes`);
      buf[at + 1] = counted;
      if (known) known.struct.encode(value as never, buf, at + 2, at + size);
      else buf.set(value.data!, at + 2);
    }
    return size;
  }

  part(piece: Piece, buf: Uint8Array): Part {
    const { style } = this;
    const { at, stop, code, kind } = piece;
    const place = { at, length: stop - at };
    if (kind === 'malformed')
      return { name: style.unknownAs, label: 'Malformed option', ...place, problem: 'bad-option-length' };
    if (kind === 'trailing') return { name: style.unknownAs, label: 'After the end of options', ...place };
    if (kind === 'padding') return { name: style.paddingAs!, label: 'Padding', ...place };
    const single = kind === 'end' || kind === 'nop' ? style[kind] : undefined;
    const title = single?.[2] ?? piece.known?.title ?? 'Unknown';
    const said = single === undefined && piece.known ? piece.known.said : `${title} (${code})`;
    const named = {
      name: single?.[1] ?? piece.known?.suffix ?? style.unknownAs,
      label: style.label ?? title,
      text: style.label === undefined ? undefined : said,
      value: style.kindAs === undefined ? code : undefined,
      at,
      length: stop - at,
      lead: this.lead(piece, buf, said),
      body: kind === 'known' ? { struct: piece.known!.struct, at: at + 2 } : undefined,
      problem: undefined,
    };
    if (single || kind === 'known') return named;
    const body = style.dataAs === undefined ? undefined : { struct: this.data, at: at + 2 };
    return { ...named, body, problem: piece.known ? 'bad-option-length' : undefined };
  }

  /** Nodes of the kind and of the length. */
  lead({ at, stop, code }: Piece, buf: Uint8Array, text: string): NonNullable<Part['lead']> {
    const { kindAs, lengthAs: name } = this.style;
    const nodes: Lead[] = [];
    if (kindAs !== undefined) nodes.push({ name: kindAs, label: 'Kind', at, length: 1, value: code, text });
    if (stop === at + 1) return nodes;
    const value = buf[at + 1]!;
    nodes.push({ name, label: 'Length', at: at + 1, length: 1, value, text: String(value) });
    return nodes;
  }
}

type Lead = NonNullable<Part['lead']>[number];

/** Bytes of every encoding, where nothing in them says how many there are. */
function sizeOf({ fixedSize, minSize, slots }: AnyStruct['layout']): number | undefined {
  const tells = slots.some(({ field: { spec } }) => isSeal(spec.seal) && spec.seal.op === 'header');
  return fixedSize && !tells ? minSize : undefined;
}

/** Kinds that are bytes as they stand. */
const asIs = new Set(['trailing', 'malformed', 'padding']);

/** Takes `length` bytes, or all up to the header's end; on encode fills up with zeros to a multiple of `align`. */
export function options<const M extends KindMap>(
  style: OptionStyle,
  kinds: M,
  length?: Length,
): Field<readonly OptionValue<M>[], true> {
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
    take: (_buf: Uint8Array, at: number, limit: number, values: Readonly<Record<string, unknown>>) =>
      taken(length, at, limit, values),
    read: (buf: Uint8Array, at: number, stop: number) =>
      list.pieces(buf, at, stop, true).map(piece => list.valueOf(piece, buf)),
    parts: (buf: Uint8Array, at: number, stop: number) =>
      list.pieces(buf, at, stop, false).map(piece => list.part(piece, buf)),
    usesValues: typeof length === 'function',
    list,
    contents: list.contents(),
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
