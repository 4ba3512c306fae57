// How each node is drawn, and how much room it needs at least. Read shape.ts and sides.ts first.
import { widthOf } from '../text.js';
import type { Index } from './scope.js';
import { type Detail, type NodeShape, type Rect, type Side, type Size, shortAddress } from './shape.js';
import type { Plan } from './sides.js';

/**
 * `box`: a border with ports on it; `group`: a box with nodes in it; `plain`: a name over its one link; `inline`: a name
 * before its link; `lone`: a name, nothing is linked.
 */
export type Style = 'box' | 'group' | 'plain' | 'inline' | 'lone';

export interface Box extends Rect {
  readonly id: string;
  readonly style: Style;
  /** Of a node without a border: where its link leaves. */
  readonly side: Side;
}

/** Cells that are left free beside what is needed. */
export interface Spread {
  /** Rows between the links of two end systems one below the other. */
  readonly pitch: number;
  /** Columns more between columns of nodes. */
  readonly stretch: number;
  /** More room for links that have to bend; grows when a link found no way. */
  readonly air: number;
}

export interface Measure {
  readonly index: Index;
  readonly plan: Plan;
  readonly detail: Detail;
  readonly spread: Spread;
}

export interface NodeSize extends Size {
  readonly style: Style;
  readonly side: Side;
  /** Row of its link within it, where it has but one place. */
  readonly connect: number | undefined;
}

export const labelOf = ({ detail, index }: Measure, port: string): string =>
  detail.labels ? (index.ports.get(port)?.label ?? '') : '';

/** Ports of a node that have a link, at one side, in the order of the links. */
export function linkedPorts({ index, plan }: Measure, node: string, side: Side): string[] {
  const out: string[] = [];
  for (const [i, { a, b }] of index.links) {
    const [p, q] = plan.sides.get(i) as readonly [Side, Side];
    if (p === side && index.nodeOfPort(a) === node) out.push(a);
    if (q === side && index.nodeOfPort(b) === node) out.push(b);
  }
  return out;
}

export function styleOf({ index, plan, detail }: Measure, node: NodeShape): Style {
  if (index.children(node.id).length > 0) return 'group';
  const links = plan.count(node.id, 'left') + plan.count(node.id, 'right');
  if (!node.plain || links > 1) return 'box';
  if (links === 0) return 'lone';
  return detail.rows === 2 ? 'plain' : 'inline';
}

/** Room of a node that nothing stands in. */
export function sizeOf(measure: Measure, node: NodeShape): NodeSize {
  const style = styleOf(measure, node);
  const { detail, plan } = measure;
  const side: Side = plan.count(node.id, 'left') > 0 ? 'left' : 'right';
  if (style === 'box') return { ...boxSize(measure, node), style, side, connect: undefined };
  // One cell before the name for the mark of the node where the cursor stands.
  const name = 1 + widthOf(node.name);
  const address = shortAddress(node.address, detail.addresses);
  const text = name + (address === '' ? 0 : 1 + widthOf(address));
  if (style === 'lone') return { style, side, width: text, height: 1, connect: undefined };
  const [port = ''] = linkedPorts(measure, node.id, side);
  const label = widthOf(labelOf(measure, port));
  if (style === 'inline') return { style, side, width: name + 1 + label, height: 1, connect: 0 };
  return { style, side, width: Math.max(text, 1 + label), height: 2, connect: 1 };
}

/** A border around its ports' rows and addresses, its name on top, its notes where they have room. */
function boxSize(measure: Measure, node: NodeShape): Size {
  const { detail, index } = measure;
  const sides = [linkedPorts(measure, node.id, 'left'), linkedPorts(measure, node.id, 'right')];
  const rows = Math.max(1, ...sides.map(s => s.length));
  const addresses = sides.map(s =>
    Math.max(0, ...s.map(p => widthOf(shortAddress(index.ports.get(p)?.address ?? '', detail.inside)))),
  );
  const inner = addresses.reduce((sum, w) => sum + (w > 0 ? w + 1 : 0), 0);
  const notes = detail.inside === 'none' ? [] : node.notes;
  const width = Math.max(widthOf(node.name) + 4, inner + 1, ...notes.map(n => widthOf(n) + 2));
  // Addresses and notes do not share rows.
  const height = inner > 0 ? rows + notes.length : Math.max(rows, notes.length);
  return { width, height: height + 2 };
}
