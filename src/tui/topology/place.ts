// Where every box stands, in cells: scope by scope, what stands inside first. Read sides.ts, rows.ts and columns.ts first.
import { widthOf } from '../text.js';
import { columnsOf } from './columns.js';
import type { Fold } from './fold.js';
import type { Layers } from './layers.js';
import { rowsOf } from './rows.js';
import type { Edge, Scope } from './scope.js';
import type { Rect, Side, Size } from './shape.js';
import type { Arrangement } from './sides.js';
import { type Box, labelOf, type Measure, type NodeSize, sizeOf } from './size.js';

/** Boxes of a scope and of all that stands in them, from its upper left corner. */
export interface Placed extends Size {
  readonly boxes: readonly Box[];
  /** Gaps between columns, the most in one row of them: spare columns are shared among these. */
  readonly gaps: number;
}

export const NOTHING: Placed = { boxes: [], width: 0, height: 0, gaps: 0 };

/** Places all that stands in `parent`, in about `room` columns where parts can go one below the other. */
export function placeScope(measure: Measure, parent: string | undefined, room: number): Placed {
  const known = measure.plan.scopes.get(parent);
  if (known === undefined) return NOTHING;
  const { scope, arrangement } = known;
  const inside = { ...measure, spread: { ...measure.spread, stretch: Math.min(4, measure.spread.stretch) } };
  const inner = scope.nodes.map(n => placeScope(inside, n.id, Math.floor(room / 2)));
  const sizes = scope.nodes.map((n, i): NodeSize => {
    const content = inner[i] as Placed;
    return content.boxes.length === 0 ? sizeOf(measure, n) : groupSize(measure, n.id, content);
  });
  const placed = partsOf(measure, scope, sizes, arrangement);
  const pads = scope.nodes.map(n => padOf(measure, n.id, 'left'));
  // Links that leave a group are not to pass its other parts: these stand one below the other.
  const [toLeft, toRight] = [leaves(measure, parent, 'left'), leaves(measure, parent, 'right')];
  const packed = pack(placed, toLeft + toRight > 0 ? 0 : room, parent === undefined ? 3 : 2, toRight > toLeft);
  const boxes = packed.boxes.flatMap((box): Box[] => {
    const i = scope.nodes.findIndex(n => n.id === box.id);
    const content = inner[i] as Placed;
    const [dx, dy] = [box.x + 1 + (pads[i] as number), box.y + 1 + (scope.nodes[i]?.notes.length ?? 0)];
    return [box, ...content.boxes.map(b => ({ ...b, x: b.x + dx, y: b.y + dy }))];
  });
  return { ...packed, boxes };
}

/** A box around other boxes: its notes stand in the rows above them. */
function groupSize(measure: Measure, id: string, content: Placed): NodeSize {
  const node = measure.index.nodes.get(id);
  const notes = node?.notes ?? [];
  const pads = padOf(measure, id, 'left') + padOf(measure, id, 'right');
  const text = Math.max(widthOf(node?.name ?? '') + 2, ...notes.map(widthOf));
  const width = Math.max(content.width + pads, text) + 2;
  // Its own ports and the links that leave by it do not share rows of its border.
  const rows = (side: Side) => measure.plan.count(id, side) + leaving(measure, id, side).length;
  const ports = Math.max(rows('left'), rows('right'));
  const height = Math.max(content.height + notes.length + (measure.spread.air > 0 ? 1 : 0), ports) + 2;
  return { style: 'group', side: 'right', width, height, connect: undefined };
}

/** Columns inside a group's border for links that leave by it. */
function padOf(measure: Measure, id: string, side: Side): number {
  if (!measure.plan.scopes.has(id)) return 0;
  const labels = leaving(measure, id, side).map(port => widthOf(labelOf(measure, port)));
  return Math.max(1, ...labels.map(width => width + 3 + measure.spread.air));
}

const leaves = (measure: Measure, parent: string | undefined, side: Side): number =>
  parent === undefined ? 0 : leaving(measure, parent, side).length;

/** Ports of what stands in a group whose links leave it at a side. */
function leaving({ index, plan }: Measure, id: string, side: Side): string[] {
  const inside = (port: string) => index.lineage(index.nodeOfPort(port)).slice(1).includes(id);
  const out: string[] = [];
  for (const [link, { a, b }] of index.links) {
    const [p, q] = plan.sides.get(link) as readonly [Side, Side];
    if (p === side && inside(a) && !inside(b)) out.push(a);
    if (q === side && inside(b) && !inside(a)) out.push(b);
  }
  return out;
}

function partsOf(
  measure: Measure,
  scope: Scope,
  sizes: readonly NodeSize[],
  arrangement: Arrangement,
): readonly Placed[] {
  if (arrangement.kind === 'grid') return [placeGrid(measure, scope, sizes, arrangement)];
  if (arrangement.kind === 'fold') return [placeFold(measure, scope, sizes, arrangement)];
  return arrangement.parts.map(p => placeLayers(measure, scope, sizes, p));
}

function placeLayers(measure: Measure, scope: Scope, sizes: readonly NodeSize[], layers: Layers): Placed {
  const column = (n: number) => layers.column.get(n) as number;
  const members = new Set(layers.members);
  const edges = [...scope.edges, ...scope.loops].filter(e => members.has(e.a));
  const tree = new Set<string>();
  for (const [n, list] of layers.children) for (const c of list) tree.add(`${n} ${c}`);
  const hangs = (e: Edge) => tree.has(`${e.a} ${e.b}`) || tree.has(`${e.b} ${e.a}`);
  const { pitch, air } = measure.spread;
  const rows = rowsOf(layers, sizes, (upper, lower) => {
    const names = upper.connect !== undefined && lower.connect !== undefined;
    return names ? pitch - lower.height : Math.max(air, Math.min(1, pitch - 1));
  });
  const input = {
    nodes: layers.members,
    ids: scope.nodes.map(n => n.id),
    sizes,
    column,
    edges,
    bends: (e: Edge) => !hangs(e),
  };
  const columns = columnsOf(measure, input);
  const boxes = layers.members.map(n => {
    const [y, height] = rows.tops.get(n) as readonly [number, number];
    return boxAt(
      scope,
      sizes,
      layers.members,
      column,
      columns.at.get(column(n)) as readonly [number, number],
      n,
      y,
      height,
    );
  });
  return { boxes, width: columns.width, height: rows.height, gaps: columns.gaps };
}

function placeGrid(
  measure: Measure,
  scope: Scope,
  sizes: readonly NodeSize[],
  grid: { readonly column: readonly number[]; readonly row: readonly number[] },
): Placed {
  const nodes = scope.nodes.map((_, n) => n);
  const column = (n: number) => grid.column[n] as number;
  const row = (n: number) => grid.row[n] as number;
  const bends = (e: Edge) => row(e.a) !== row(e.b);
  const columns = columnsOf(measure, {
    nodes,
    ids: scope.nodes.map(n => n.id),
    sizes,
    column,
    edges: [...scope.edges, ...scope.loops],
    bends,
  });
  const bands = [...new Set(nodes.map(row))].sort((p, q) => p - q);
  const tops = new Map<number, readonly [number, number]>();
  let y = 0;
  for (const band of bands) {
    const mine = nodes.filter(n => row(n) === band).map(n => sizes[n] as NodeSize);
    const height = Math.max(...mine.map(s => s.height));
    tops.set(band, [y, height]);
    y += height + Math.max(1, measure.spread.pitch - 2) + measure.spread.air;
  }
  const boxes = nodes.map(n => {
    const [top, height] = tops.get(row(n)) as readonly [number, number];
    const own = sizes[n] as NodeSize;
    const at = columns.at.get(column(n)) as readonly [number, number];
    // The link of a name runs in the middle row of the boxes beside it.
    const middle = top + Math.floor((height - 1) / 2) - (own.connect ?? Math.floor((own.height - 1) / 2));
    return boxAt(scope, sizes, nodes, column, at, n, Math.max(top, middle), own.height);
  });
  const height = Math.max(...boxes.map(b => b.y + b.height));
  return { boxes, width: columns.width, height, gaps: columns.gaps };
}

/** Bands one below the other; in each of them the columns have their middles in one row. */
function placeFold(measure: Measure, scope: Scope, sizes: readonly NodeSize[], fold: Fold): Placed {
  const nodes = scope.nodes.map((_, n) => n);
  const column = (n: number) => fold.column[n] as number;
  const all = [...scope.edges, ...scope.loops];
  const bent = (e: Edge) => fold.band[e.a] !== fold.band[e.b] || fold.rank[e.a] !== fold.rank[e.b];
  const ids = scope.nodes.map(n => n.id);
  const columns = columnsOf(measure, { nodes, ids, sizes, column, edges: all, bends: bent });
  const { pitch, air } = measure.spread;
  const tops = new Map<number, number>();
  let y = 0;
  for (let band = 0; band <= Math.max(...fold.band); band++) {
    const stacks = [...Array(fold.last + 1).keys()].map(c =>
      nodes
        .filter(n => fold.band[n] === band && column(n) === c)
        .sort((p, q) => (fold.rank[p] as number) - (fold.rank[q] as number)),
    );
    const rows = new Map(stacks.flatMap(stack => centred(stack, sizes, Math.max(air, Math.min(1, pitch - 1)))));
    const first = Math.min(...rows.values());
    for (const [n, row] of rows) tops.set(n, y + row - first);
    y += Math.max(...[...rows].map(([n, row]) => row - first + (sizes[n] as NodeSize).height)) + Math.max(1, air);
  }
  const boxes = nodes.map(n => {
    const at = columns.at.get(column(n)) as readonly [number, number];
    return boxAt(scope, sizes, nodes, column, at, n, tops.get(n) as number, (sizes[n] as NodeSize).height);
  });
  return { boxes, width: columns.width, height: Math.max(...boxes.map(b => b.y + b.height)), gaps: columns.gaps };
}

/** Nodes one below the other: the first row of each, where row 0 is the middle of their links. */
function centred(stack: readonly number[], sizes: readonly NodeSize[], gap: number): [number, number][] {
  const out: [number, number][] = [];
  const ends: number[] = [];
  let y = 0;
  for (const n of stack) {
    const { height, connect } = sizes[n] as NodeSize;
    ends.push(y + (connect ?? Math.floor((height - 1) / 2)));
    out.push([n, y]);
    y += height + gap;
  }
  const middle = Math.floor(((ends[0] ?? 0) + (ends.at(-1) ?? 0)) / 2);
  return out.map(([n, at]) => [n, at - middle]);
}

function boxAt(
  scope: Scope,
  sizes: readonly NodeSize[],
  nodes: readonly number[],
  column: (n: number) => number,
  [left, room]: readonly [x: number, width: number],
  n: number,
  y: number,
  height: number,
): Box {
  const { style, side, width: own } = sizes[n] as NodeSize;
  const id = scope.nodes[n]?.id as string;
  // Boxes one below the other are equally wide.
  const peers = nodes.filter(m => sizes[m]?.style === 'box' && column(m) === column(n));
  const width = style === 'box' ? Math.max(...peers.map(m => (sizes[m] as NodeSize).width)) : own;
  const bare = style === 'plain' || style === 'inline' || style === 'lone';
  const x = bare ? (side === 'left' ? left + room - width : left) : left + Math.floor((room - width) / 2);
  return { id, style, side, x, y, width, height };
}

/** Parts side by side as long as there is room, then below; `right`: lined up at their right ends. */
function pack(parts: readonly Placed[], room: number, gap: number, right: boolean): Placed {
  const boxes: Box[] = [];
  const widest = Math.max(0, ...parts.map(p => p.width));
  const move = (part: Placed, dx: number, dy: number): Box[] =>
    part.boxes.map((b): Box => ({ ...b, x: b.x + dx, y: b.y + dy }));
  let [x, y, width, shelf, gaps, most] = [0, 0, 0, 0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > room) {
      y += shelf + 1;
      x = 0;
      shelf = 0;
      gaps = 0;
    }
    boxes.push(...move(part, right ? widest - part.width : x, y));
    gaps += part.gaps;
    most = Math.max(most, gaps);
    width = Math.max(width, x + part.width);
    shelf = Math.max(shelf, part.height);
    x += part.width + gap;
  }
  return { boxes, width, height: y + shelf, gaps: most };
}

export const boundsOf = (rects: readonly Rect[]): Rect => {
  if (rects.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [Math.min(...rects.map(r => r.x)), Math.min(...rects.map(r => r.y))];
  const width = Math.max(...rects.map(r => r.x + r.width)) - x;
  return { x, y, width, height: Math.max(...rects.map(r => r.y + r.height)) - y };
};
