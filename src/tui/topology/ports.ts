// In which row of its box each port stands: links run straight where both boxes have a free row in common, else each end
// takes the free row nearest to the other end. Read place.ts first.
import { widthOf } from '../text.js';
import { bottomOf, type Point, type Rect, rightOf, type Side } from './shape.js';
import { type Box, labelOf, type Measure } from './size.js';

export interface PlacedPort {
  readonly id: string;
  readonly link: number;
  readonly node: string;
  readonly side: Side;
  readonly label: string;
  /** The cell on the border; of a node without one, the cell beside its label. */
  readonly on: Point;
  /** Where the label stands. */
  readonly at: Rect;
  /** The link's first cell. */
  readonly start: Point;
}

/** Ports by id. */
export function placePorts(measure: Measure, boxes: ReadonlyMap<string, Box>): Map<string, PlacedPort> {
  const { index, plan } = measure;
  const taken = new Map<string, Set<number>>();
  const out = new Map<string, PlacedPort>();
  const ends = (link: number): readonly [End, End] => {
    const { a, b } = index.links.get(link) as { a: string; b: string };
    const [p, q] = plan.sides.get(link) as readonly [Side, Side];
    return [endOf(measure, boxes, a, p), endOf(measure, boxes, b, q)];
  };
  const all = [...index.links.keys()].map(link => ({ link, ends: ends(link) }));
  const free = ({ box, side }: End, row: number) => !taken.get(`${side} ${box.id}`)?.has(row);
  const set = (link: number, end: End, row: number) => {
    const key = `${end.side} ${end.box.id}`;
    taken.set(key, (taken.get(key) ?? new Set()).add(row));
    out.set(end.port, portAt(measure, link, end, row));
  };
  // Those with the least choice first.
  const slack = ({ ends: [p, q] }: { ends: readonly [End, End] }) =>
    p.side === q.side ? 1000 : Math.min(p.last - p.first, q.last - q.first);
  for (const {
    link,
    ends: [p, q],
  } of [...all].sort((x, y) => slack(x) - slack(y) || x.link - y.link)) {
    const common = p.side === q.side ? undefined : straight(p, q, row => free(p, row) && free(q, row));
    if (common !== undefined) {
      set(link, p, common);
      set(link, q, common);
      continue;
    }
    const rowOf = (end: End, other: End) => nearest(end, middle(other), row => free(end, row));
    set(link, p, rowOf(p, q));
    set(link, q, rowOf(q, p));
  }
  return out;
}

interface End {
  readonly port: string;
  readonly box: Box;
  readonly side: Side;
  /** Rows that it may take. */
  readonly first: number;
  readonly last: number;
}

function endOf({ index }: Measure, boxes: ReadonlyMap<string, Box>, port: string, side: Side): End {
  const box = boxes.get(index.nodeOfPort(port)) as Box;
  const bordered = box.style === 'box' || box.style === 'group';
  const [first, last] = bordered ? [box.y + 1, bottomOf(box) - 1] : [bottomOf(box), bottomOf(box)];
  return { port, box, side, first, last };
}

const middle = ({ first, last }: End): number => Math.floor((first + last) / 2);

/** A free row that both have, next to the middle of the smaller one. */
function straight(p: End, q: End, free: (row: number) => boolean): number | undefined {
  const [first, last] = [Math.max(p.first, q.first), Math.min(p.last, q.last)];
  const wish = middle(p.last - p.first <= q.last - q.first ? p : q);
  let best: number | undefined;
  for (let row = first; row <= last; row++) {
    if (free(row) && (best === undefined || Math.abs(row - wish) < Math.abs(best - wish))) best = row;
  }
  return best;
}

function nearest(end: End, wish: number, free: (row: number) => boolean): number {
  let best = end.last;
  let least = Number.POSITIVE_INFINITY;
  for (let row = end.first; row <= end.last; row++) {
    if (!free(row) || Math.abs(row - wish) >= least) continue;
    least = Math.abs(row - wish);
    best = row;
  }
  return best;
}

function portAt(measure: Measure, link: number, { port, box, side }: End, y: number): PlacedPort {
  const label = labelOf(measure, port);
  const width = widthOf(label);
  const right = side === 'right';
  const base = { id: port, link, node: box.id, side, label };
  const after = (x: number, on: number): PlacedPort => ({
    ...base,
    on: { x: on, y },
    at: { x: right ? x : x - width + 1, y, width, height: 1 },
    start: { x: right ? x + width : x - width, y },
  });
  if (box.style === 'box' || box.style === 'group') {
    const border = right ? rightOf(box) : box.x;
    return after(right ? border + 1 : border - 1, border);
  }
  // Under the name its label begins where the name does; before the link it stands at the node's inner edge.
  if (box.style === 'plain') return after(right ? box.x + 1 : rightOf(box), right ? box.x : rightOf(box));
  const edge = right ? rightOf(box) - width + 1 : box.x + width - 1;
  return after(edge, edge);
}
