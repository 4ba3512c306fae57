import type { AnyHeader } from './header.js';

export interface Binding {
  readonly inner: AnyHeader;
  /** Whole; a packet's copy, cut short on purpose (ICMP errors); or the first of several fragments. */
  readonly payload: 'whole' | 'quoted' | 'fragment';
  readonly selectors: readonly (readonly [key: string, value: number])[];
}

const bindings = new Map<AnyHeader, Binding[]>();

/**
 * After `outer` with these values comes `inner`. The fields are ones that `outer.get` has. For one inner header the
 * first binding is what encodeStack fills in; on reading, the first that matches is taken.
 */
export function bind<H extends AnyHeader>(
  outer: H,
  when: { readonly [K in keyof H['get'] & string]?: number },
  inner: AnyHeader,
  payload: Binding['payload'] = 'whole',
): void {
  const list = bindings.get(outer) ?? [];
  list.push({ inner, payload, selectors: Object.entries(when as Readonly<Record<string, number>>) });
  bindings.set(outer, list);
}

/** What stands in the payload of the header at `offset`, by its selector fields. The header must be all there. */
export function bindingAt(outer: AnyHeader, buf: Uint8Array, offset: number): Binding | undefined {
  return bindings
    .get(outer)
    ?.find(({ selectors }) => selectors.every(([key, value]) => outer.get[key]!(buf, offset) === value));
}

/** The selector values with which `outer` announces `inner`. */
export function selectorsOf(outer: AnyHeader, inner: AnyHeader): Readonly<Record<string, number>> | undefined {
  const found = bindings.get(outer)?.find(binding => binding.inner === inner);
  return found && Object.fromEntries(found.selectors);
}

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
    header.encode(values, buf, at, length, stack[i - 1]?.values as never);
  }
  return buf;
}
