/**
 * How far into a frame a filter has to look: no further than the protocols that it names can lie. Reads first: view.ts;
 * ../wire/codec/bind.ts, whose bindings these are.
 */
import { type AnyHeader, protocolByName, protocols, selectorsOf, tailOf } from '../wire/index.js';

export interface Reach {
  /** Named, or with a named one within. */
  readonly useful: ReadonlySet<AnyHeader>;
  /** With a named one within. */
  readonly around: ReadonlySet<AnyHeader>;
}

let known: { readonly count: number; readonly outers: ReadonlyMap<AnyHeader, readonly AnyHeader[]> } | undefined;

/** For each header those that it may follow directly. Made once; the registry is whole when the first filter is read. */
function outersOf(inner: AnyHeader): readonly AnyHeader[] {
  const all = protocols();
  if (known?.count !== all.length) {
    const outers = all.map(each => [each, all.filter(outer => leads(outer, each))] as const);
    known = { count: all.length, outers: new Map(outers) };
  }
  return known.outers.get(inner) ?? [];
}

const leads = (outer: AnyHeader, inner: AnyHeader): boolean =>
  selectorsOf(outer, inner) !== undefined || tailOf(outer)?.inner === inner;

export function reachOf(names: Iterable<string>): Reach {
  const useful = new Set<AnyHeader>();
  for (const name of names) {
    const header = protocolByName(name);
    if (header) useful.add(header);
  }
  const around = new Set<AnyHeader>();
  // A set's iteration goes on over what is added meanwhile.
  for (const inner of useful) {
    for (const outer of outersOf(inner)) {
      around.add(outer);
      useful.add(outer);
    }
  }
  return { useful, around };
}
