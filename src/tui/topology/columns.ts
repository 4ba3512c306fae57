// The columns of a part: as wide as what stands in them, as far apart as the links between them need. Read size.ts first.
import { widthOf } from '../text.js';
import type { Edge } from './scope.js';
import type { Side } from './shape.js';
import { labelOf, type Measure, type NodeSize } from './size.js';

const MOST_TRACKS = 12;

export interface Columns {
  /** Left edge of each column, and its width. */
  readonly at: ReadonlyMap<number, readonly [x: number, width: number]>;
  readonly width: number;
  /** How many gaps there are that could be wider. */
  readonly gaps: number;
}

export interface ColumnInput {
  readonly nodes: readonly number[];
  readonly ids: readonly string[];
  readonly sizes: readonly NodeSize[];
  readonly column: (node: number) => number;
  readonly edges: readonly Edge[];
  /** Links that have to bend: they need tracks of their own between the columns. */
  readonly bends: (edge: Edge) => boolean;
}

export function columnsOf(measure: Measure, input: ColumnInput): Columns {
  const { nodes, sizes, column } = input;
  const used = [...new Set(nodes.map(column))].sort((p, q) => p - q);
  const widths = new Map(used.map(c => [c, 0]));
  for (const n of nodes) {
    const c = column(n);
    widths.set(c, Math.max(widths.get(c) as number, (sizes[n] as NodeSize).width));
  }
  const at = new Map<number, readonly [number, number]>();
  let x = loops(measure, input, used[0] as number, 'left');
  for (const [i, c] of used.entries()) {
    const width = widths.get(c) as number;
    at.set(c, [x, width]);
    x += width;
    const next = used[i + 1];
    if (next !== undefined) {
      x += gapBetween(measure, input, c, next, width, widths.get(next) as number) + measure.spread.stretch;
    }
  }
  x += loops(measure, input, used.at(-1) as number, 'right');
  return { at, width: x, gaps: used.length - 1 };
}

/** Beyond the outermost column: room for links that come back to it. */
function loops(measure: Measure, input: ColumnInput, column: number, side: 'left' | 'right'): number {
  let [count, label] = [0, 0];
  for (const edge of input.edges) {
    const pair = measure.plan.sides.get(edge.link);
    const link = measure.index.links.get(edge.link);
    for (const [node, end, port] of [
      [edge.a, pair?.[0], link?.a],
      [edge.b, pair?.[1], link?.b],
    ] as const) {
      if (input.column(node) !== column || end !== side) continue;
      count++;
      label = Math.max(label, widthOf(labelOf(measure, port ?? '')));
    }
  }
  return count === 0 ? 0 : label + measure.detail.wire - 2 + Math.min(MOST_TRACKS, count) + measure.spread.air;
}

/** Columns between two neighbouring columns of nodes. */
function gapBetween(
  measure: Measure,
  input: ColumnInput,
  left: number,
  right: number,
  leftWidth: number,
  rightWidth: number,
): number {
  const { index, detail, spread } = measure;
  let [gap, tracks] = [2, 0];
  for (const edge of input.edges) {
    const [p, q] = [input.column(edge.a), input.column(edge.b)];
    const link = index.links.get(edge.link);
    if (link === undefined) continue;
    const sides = measure.plan.sides.get(edge.link);
    const [low, high] = [Math.min(p, q), Math.max(p, q)];
    const enters = (c: number, side: Side) => (p === c && sides?.[0] === side) || (q === c && sides?.[1] === side);
    const passes = low <= left && high >= right;
    if (!passes && !enters(left, 'right') && !enters(right, 'left')) continue;
    if (input.bends(edge)) tracks++;
    const labels = [labelOf(measure, link.a), labelOf(measure, link.b)];
    if (low !== left || high !== right) {
      gap = Math.max(gap, Math.max(...labels.map(widthOf)) + (p === q ? detail.wire : 3));
      continue;
    }
    const [leftNode, rightNode] = p < q ? [edge.a, edge.b] : [edge.b, edge.a];
    const [leftLabel, rightLabel] = p < q ? labels : [labels[1], labels[0]];
    const taken =
      overhang(measure, input, leftNode, leftLabel ?? '', leftWidth) +
      overhang(measure, input, rightNode, rightLabel ?? '', rightWidth);
    gap = Math.max(gap, detail.wire + taken);
  }
  return gap + Math.min(MOST_TRACKS, tracks) * (spread.air > 0 ? 2 : 1) + spread.air;
}

/** Cells that a node's label takes of the gap; negative: its link has that much way under its own name. */
function overhang(measure: Measure, input: ColumnInput, node: number, label: string, column: number): number {
  const size = input.sizes[node] as NodeSize;
  const port = widthOf(label);
  if (size.style === 'plain') return 1 + port - column;
  if (size.style === 'inline') return size.width - column;
  // What stands inside a group has its labels there.
  return size.style === 'group' && !isOwn(measure, input.ids[node] as string, label) ? 0 : port;
}

const isOwn = ({ index }: Measure, node: string, label: string): boolean =>
  index.shape.ports.some(p => p.node === node && p.label === label);
