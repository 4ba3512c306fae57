import type { AnyHeader } from './header.js';

export interface Binding {
  readonly inner: AnyHeader;
  /** Whole; a packet's copy, cut short on purpose (ICMP errors); or the first of several fragments. */
  readonly payload: 'whole' | 'quoted' | 'fragment';
  readonly selectors: readonly (readonly [key: string, value: number | Less])[];
}

/** Any number less than this: what a field of two meanings holds when it is a length (see Field.below). */
export interface Less {
  readonly below: number;
}

/** What follows the part of a payload that has a length of its own (RFC 4884: extensions after the quoted datagram). */
export interface Tail {
  /** Bytes of payload before it; 0 when there is none. */
  readonly after: (buf: Uint8Array, offset: number) => number;
  readonly inner: AnyHeader;
}

const tails = new Map<AnyHeader, Tail>();

export function bindTail(outer: AnyHeader, after: Tail['after'], inner: AnyHeader): void {
  tails.set(outer, { after, inner });
}

export function tailOf(outer: AnyHeader): Tail | undefined {
  return tails.get(outer);
}

const bindings = new Map<AnyHeader, Binding[]>();

/**
 * After `outer` with these values comes `inner`. The fields are ones that `outer.get` has. For one inner header the
 * first binding is what encodeStack fills in; on reading, the first that matches is taken.
 */
export function bind<H extends AnyHeader>(
  outer: H,
  when: { readonly [K in keyof H['get'] & string]?: number | Less },
  inner: AnyHeader,
  payload: Binding['payload'] = 'whole',
): void {
  const list = bindings.get(outer) ?? [];
  list.push({ inner, payload, selectors: Object.entries(when as Readonly<Record<string, number | Less>>) });
  bindings.set(outer, list);
  follows.delete(outer);
}

type Follow = (buf: Uint8Array, offset: number) => Binding | undefined;

/** Compiled when first asked for. */
const follows = new Map<AnyHeader, Follow>();

/** What stands in the payload of the header at `offset`, by its selector fields. The header must be all there. */
export function bindingAt(outer: AnyHeader, buf: Uint8Array, offset: number): Binding | undefined {
  return (follows.get(outer) ?? compileFollow(outer))(buf, offset);
}

/** Comparisons one after the other: reading through lists of selectors was a fifth of the time of a tree. */
function compileFollow(outer: AnyHeader): Follow {
  const list = bindings.get(outer) ?? [];
  const keys = [...new Set(list.flatMap(({ selectors }) => selectors.map(([key]) => key)))];
  const tests = list.map(({ selectors }, i) => {
    const all = selectors.map(([key, wanted]) => {
      const value = `g${keys.indexOf(key)}(b, o)`;
      return typeof wanted === 'number' ? `${value} === ${wanted}` : `${value} < ${wanted.below}`;
    });
    return `if (${all.join(' && ') || 'true'}) return list[${i}];`;
  });
  const source = [
    "'use strict';",
    ...keys.map((key, i) => `const g${i} = get[${JSON.stringify(key)}];`),
    'return function follow(b, o) {',
    ...tests,
    'return undefined; };',
  ].join('\n');
  const made = (new Function('list', 'get', source) as (all: Binding[], get: AnyHeader['get']) => Follow)(
    list,
    outer.get,
  );
  follows.set(outer, made);
  return made;
}

/** The selector values with which `outer` announces `inner`. */
export function selectorsOf(outer: AnyHeader, inner: AnyHeader): Readonly<Record<string, number | Less>> | undefined {
  const found = bindings.get(outer)?.find(binding => binding.inner === inner);
  return found && Object.fromEntries(found.selectors);
}

/** The values around layer `i`; those of extension headers on top of their IP header's. */
function enclosing(
  stack: readonly { readonly header: AnyHeader; readonly values: Readonly<Record<string, unknown>> }[],
  i: number,
): Readonly<Record<string, unknown>> | undefined {
  const around = stack[i - 1];
  return around?.header.extension ? { ...enclosing(stack, i - 1), ...around.values } : around?.values;
}

/** Numbers that are to be a length, and are not given, become the payload's. */
function settled(values: Readonly<Record<string, unknown>>, payload: number): Readonly<Record<string, unknown>> {
  const open = Object.entries(values).filter(([, value]) => isLess(value));
  return open.length === 0 ? values : { ...values, ...Object.fromEntries(open.map(([key]) => [key, payload])) };
}

const isLess = (value: unknown): value is Less =>
  typeof value === 'object' && value !== null && 'below' in value && !ArrayBuffer.isView(value);

interface Encodes {
  encode(values: never, buf: Uint8Array, offset: number, end: number): number;
}
/** The values are read off `encode`, not off the declaration: unfolding that in general never ends. */
type Stack<L extends readonly Encodes[]> = {
  readonly [I in keyof L]: readonly [header: L[I], values: Partial<Parameters<L[I]['encode']>[0]>];
};

/**
 * A frame from its headers, outermost first, and the innermost payload. Selector fields (eth.type, ip.proto) are
 * filled from the bindings unless given; checksums with a pseudo-header take the header before as the enclosing one.
 * Throws RangeError on a missing or unfit value. Nothing is padded.
 *
 *     encodeStack([[ethernet, { dst, src }], [ipv4, { src, dst }], [icmp, { type: 8, ident, seq }]], data)
 */
export function encodeStack<const L extends readonly Encodes[]>(layers: Stack<L>, payload?: Uint8Array): Uint8Array {
  const stack = (layers as unknown as readonly (readonly [AnyHeader, Readonly<Record<string, unknown>>])[]).map(
    ([header, values], i, all) => {
      const next = all[i + 1]?.[0];
      return { header, values: next ? { ...selectorsOf(header, next), ...values } : values };
    },
  );
  const sizes = stack.map(({ header, values }) => header.size(values));
  const length = sizes.reduce((sum, size) => sum + size, payload?.length ?? 0);
  const buf = new Uint8Array(length);
  let at = length - (payload?.length ?? 0);
  if (payload) buf.set(payload, at);
  for (let i = stack.length - 1; i >= 0; i--) {
    at -= sizes[i]!;
    const { header, values } = stack[i]!;
    header.encode(settled(values, length - at - sizes[i]!), buf, at, length, enclosing(stack, i) as never);
  }
  return buf;
}
