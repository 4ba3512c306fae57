// The dissection as a tree of entries: what can be chosen and folded, each with a name that stays, what the last hop did to it,
// and which of them are folded. Pure. Read first: bits.ts, hop.ts. Drawn by rows.ts.
import { type FieldChange, type FrameChange, leaves } from '../../debug/index.js';
import { isLayer, type Layer, type Node } from '../../wire/index.js';

/** What the last hop did: `+` put in, `-` taken out, `~` changed. */
export type Sign = '+' | '-' | '~' | '';

export interface Entry {
  /** `layer:ip`, `field:ip.rec_rt#2`: the same for as long as the frame has it. */
  readonly id: string;
  readonly node: Node;
  /** The layer whose hue it has. */
  readonly layer: Layer;
  readonly depth: number;
  /** Which node of its name, from 0, parents first. */
  readonly nth: number;
  readonly parent: Entry | undefined;
  readonly children: Entry[];
  /** Of this entry alone. */
  readonly sign: Sign;
  readonly change: FieldChange | undefined;
  /** A group of bit fields, or one of them. */
  readonly bits: boolean;
}

/** The entries of the layers, outermost first. */
export function treeOf(layers: readonly Layer[], change: FrameChange): Entry[] {
  const seen = new Map<string, number>();
  const pushed = new Set(change.layers.filter(l => l.kind === 'pushed').map(l => l.layer));
  return layers.map((layer, i) => {
    const changes = new Map<Node, FieldChange>();
    const byPath = leaves(layer);
    for (const field of change.fields) {
      const node = field.layer === i && field.after !== undefined ? byPath.get(field.path) : undefined;
      if (node !== undefined) changes.set(node, field);
    }
    return entryOf(layer, { layer, depth: 0, parent: undefined, seen, changes }, pushed.has(i) ? '+' : '');
  });
}

interface Context {
  readonly layer: Layer;
  readonly depth: number;
  readonly parent: Entry | undefined;
  readonly seen: Map<string, number>;
  readonly changes: ReadonlyMap<Node, FieldChange>;
}

function entryOf(node: Node, context: Context, given: Sign = ''): Entry {
  const { depth, parent, seen, changes } = context;
  const nth = seen.get(node.name) ?? 0;
  seen.set(node.name, nth + 1);
  const layer = isLayer(node) ? node : context.layer;
  const change = changes.get(node);
  const bits = !isLayer(node) && parent !== undefined && !isLayer(parent.node) && node.bits % 8 !== 0;
  const entry: Entry = {
    id: `${isLayer(node) ? 'layer' : 'field'}:${node.name}${nth === 0 ? '' : `#${nth + 1}`}`,
    node,
    layer,
    depth,
    nth,
    parent,
    children: [],
    sign: change === undefined ? given : change.before === undefined ? '+' : '~',
    change,
    bits,
  };
  for (const child of node.children ?? []) {
    entry.children.push(entryOf(child, { ...context, layer, depth: depth + 1, parent: entry }));
  }
  return entry;
}

/** Parents first. */
export function* eachEntry(entries: readonly Entry[]): Generator<Entry> {
  for (const entry of entries) {
    yield entry;
    yield* eachEntry(entry.children);
  }
}

/** Whether it, or something in it, satisfies. */
export const holds = (entry: Entry, test: (of: Entry) => boolean): boolean =>
  test(entry) || entry.children.some(child => holds(child, test));

/** The entry of a node in focus. */
export function entryNamed(entries: readonly Entry[], name: string | undefined, nth = 0): Entry | undefined {
  if (name === undefined) return undefined;
  for (const entry of eachEntry(entries)) if (entry.node.name === name && entry.nth === nth) return entry;
  return undefined;
}

export function isWithin(entry: Entry | undefined, outer: Entry): boolean {
  for (let at = entry?.parent; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
}

/** The layer that stays open where not all has room: the one at hand, else the innermost that is a header. */
export const mainLayer = (roots: readonly Entry[], atHand: number | undefined): Entry | undefined =>
  roots[atHand ?? -1] ?? roots.findLast(e => e.layer.protocol !== 'data') ?? roots.at(-1);

/** Rows of the layers when only the main one is open, and no group in it. */
export const leastRows = (roots: readonly Entry[], main: Entry | undefined): number =>
  roots.length + (main?.children.length ?? 0);

/**
 * What is folded: what the person folded, and, where not all has room, first groups of bits and options, then the layers but
 * the main one; never what the person opened, what is in focus, or a group in which something is wrong or changed.
 */
export function foldsOf(
  roots: readonly Entry[],
  rows: number,
  set: ReadonlySet<string>,
  focus: Entry | undefined,
  main: Entry | undefined,
): ReadonlySet<string> {
  const folds = new Set<string>();
  for (const entry of eachEntry(roots)) if (set.has(entry.id)) folds.add(entry.id);
  const count = () => [...visible(roots, folds)].length;
  const quiet = (e: Entry) => !holds(e, of => of.node.problem !== undefined || of.sign !== '');
  const groups = [...eachEntry(roots)].filter(e => !isLayer(e.node) && e.children.length > 0 && quiet(e));
  const quotes = [...eachEntry(roots)].filter(e => isLayer(e.node) && e.depth > 0);
  for (const entry of [...groups, ...roots.filter(e => e !== main), ...quotes]) {
    if (count() <= rows) break;
    if (!set.has(`open:${entry.id}`) && !isWithin(focus, entry)) folds.add(entry.id);
  }
  return folds;
}

/** The entries that are not folded away. */
export function* visible(entries: readonly Entry[], folds: ReadonlySet<string>): Generator<Entry> {
  for (const entry of entries) {
    yield entry;
    if (!folds.has(entry.id)) yield* visible(entry.children, folds);
  }
}
