// The geometry of a network's picture: a pure function of its shape and the room there is, remembered for both. The richest
// detail that fits is taken; what fits in no detail is drawn larger than the room and looked at in parts (window.ts).
// Read shape.ts first, then sides.ts, place.ts, ports.ts, route.ts, paths.ts in this order.
import { type Path, pathsOf } from './paths.js';
import { boundsOf, type Placed, placeScope } from './place.js';
import { type PlacedPort, placePorts } from './ports.js';
import { Router } from './route.js';
import { Index } from './scope.js';
import { type Detail, type NetworkShape, type Point, type Rect, type Size, shapeKey } from './shape.js';
import { type Plan, planOf } from './sides.js';
import type { Box, Measure, Spread } from './size.js';

export interface Layout extends Size {
  readonly index: Index;
  readonly detail: Detail;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly ports: ReadonlyMap<string, PlacedPort>;
  /** By link id. */
  readonly paths: ReadonlyMap<string, Path>;
}

/** From the richest to the barest. */
const DETAILS: readonly Detail[] = [
  { addresses: 'full', rows: 2, labels: true, sides: 2 },
  { addresses: 'full', rows: 2, labels: true, sides: 1 },
  { addresses: 'tail', rows: 2, labels: true, sides: 2 },
  { addresses: 'tail', rows: 2, labels: true, sides: 1 },
  { addresses: 'none', rows: 1, labels: true, sides: 2 },
  { addresses: 'none', rows: 1, labels: true, sides: 1 },
  { addresses: 'none', rows: 1, labels: false, sides: 2 },
];
/** Of what is looked at in parts. */
const SCROLLED = DETAILS[2] as Detail;
const AIR = [0, 1, 2, 4, 8, 16] as const;
const PITCHES = [4, 3] as const;
const MOST_STRETCH = 34;
/** Around the picture; around what is routed. */
const MARGIN: Size = { width: 1, height: 0 };
const OUTSKIRTS: Size = { width: 4, height: 2 };

const layouts = new Map<string, Layout>();
const MOST_LAYOUTS = 24;

/** The layout of a shape in a room of `width` × `height` cells; larger than that where it does not fit. */
export function layoutOf(shape: NetworkShape, room: Size): Layout {
  const key = `${room.width}×${room.height} ${shapeKey(shape)}`;
  let known = layouts.get(key);
  if (known === undefined) {
    known = compute(shape, room);
    const oldest = layouts.keys().next().value;
    if (layouts.size >= MOST_LAYOUTS && oldest !== undefined) layouts.delete(oldest);
    layouts.set(key, known);
  }
  return known;
}

function compute(shape: NetworkShape, room: Size): Layout {
  const index = new Index(shape);
  const plans: Readonly<Record<1 | 2, Plan>> = { 1: planOf(index, 1), 2: planOf(index, 2) };
  const fits = ({ width, height }: Size) =>
    width + 2 * MARGIN.width <= room.width && height + 2 * MARGIN.height <= room.height;
  for (const detail of DETAILS) {
    for (const air of [0, 1, 2]) {
      const measure: Measure = { index, plan: plans[detail.sides], detail, spread: tight(detail, air) };
      const placed = placeScope(measure, undefined, room.width - 2 * MARGIN.width);
      if (!fits(placed)) break;
      for (const spread of spreads(measure, placed, room)) {
        const layout = routed({ ...measure, spread }, room, false);
        if (layout !== undefined && layout.width <= room.width && layout.height <= room.height) return layout;
      }
    }
  }
  const measure: Measure = { index, plan: plans[2], detail: SCROLLED, spread: tight(SCROLLED, 0) };
  for (const air of AIR) {
    const layout = routed({ ...measure, spread: tight(SCROLLED, air) }, room, false);
    if (layout !== undefined) return layout;
  }
  return routed(measure, room, true) as Layout;
}

const tight = (detail: Detail, air: number): Spread => ({ pitch: detail.rows, stretch: 0, air });

/** What may be done with the room that is left, the most generous first; nothing comes last. */
function spreads(measure: Measure, placed: Placed, room: Size): Spread[] {
  const { spread } = measure;
  const [width, height] = [room.width - 2 * MARGIN.width, room.height - 2 * MARGIN.height];
  const most = placed.gaps === 0 ? 0 : Math.floor((width - placed.width) / placed.gaps);
  const stretch = Math.max(0, Math.min(MOST_STRETCH, most));
  const tall = (pitch: number): boolean => {
    const { height: h, width: w } = placeScope({ ...measure, spread: { ...spread, pitch } }, undefined, width);
    return h <= height && w <= width;
  };
  const pitch = PITCHES.find(p => p > spread.pitch && tall(p)) ?? spread.pitch;
  return [{ ...spread, pitch, stretch }, { ...spread, stretch: Math.floor(stretch / 2) }, spread];
}

/** Places and routes; undefined where a link finds no way. */
function routed(measure: Measure, room: Size, anyhow: boolean): Layout | undefined {
  const placed = placeScope(measure, undefined, room.width - 2 * MARGIN.width);
  const { width: dx, height: dy } = OUTSKIRTS;
  const air = measure.spread.air;
  const boxes = new Map(placed.boxes.map(b => [b.id, { ...b, x: b.x + dx + air, y: b.y + dy + air }]));
  const ports = placePorts(measure, boxes);
  const router = new Router(placed.width + 2 * (dx + air), placed.height + 2 * (dy + air));
  const ways = routeAll(measure, boxes, ports, router, anyhow);
  if (ways === undefined) return undefined;
  const gates = new Set<string>();
  for (const box of boxes.values()) {
    if (box.style !== 'group') continue;
    for (let y = box.y; y < box.y + box.height; y++) gates.add(`${box.x},${y}`).add(`${box.x + box.width - 1},${y}`);
  }
  const cells = ways.flatMap(w => w.cells.map(({ x, y }): Rect => ({ x, y, width: 1, height: 1 })));
  const bounds = boundsOf([...boxes.values(), ...[...ports.values()].map(p => p.at), ...cells]);
  const move = <T extends Point>(at: T): T => ({
    ...at,
    x: at.x - bounds.x + MARGIN.width,
    y: at.y - bounds.y + MARGIN.height,
  });
  const paths = [...pathsOf(ways, gates)].map(([id, path]): [string, Path] => [
    id,
    { id, cells: path.cells.map(move), strokes: path.strokes.map(move), stretches: path.stretches.map(move) },
  ]);
  const moved = (p: PlacedPort): PlacedPort => ({ ...p, on: move(p.on), at: move(p.at), start: move(p.start) });
  return {
    index: measure.index,
    detail: measure.detail,
    width: bounds.width + 2 * MARGIN.width,
    height: bounds.height + 2 * MARGIN.height,
    boxes: new Map([...boxes].map(([id, b]) => [id, move(b)])),
    ports: new Map([...ports].map(([id, p]) => [id, moved(p)])),
    paths: new Map(paths),
  };
}

interface Way {
  readonly id: string;
  readonly cells: readonly Point[];
  readonly a: PlacedPort;
  readonly b: PlacedPort;
}

/** Ways of all links, the short ones first, in the order of the lesson. */
function routeAll(
  { index }: Measure,
  boxes: ReadonlyMap<string, Box>,
  ports: ReadonlyMap<string, PlacedPort>,
  router: Router,
  anyhow: boolean,
): Way[] | undefined {
  for (const box of boxes.values()) {
    if (box.style === 'group') router.fence(box.id, box);
    else if (box.style === 'box' || box.style === 'lone' || box.style === 'inline') router.block(box);
    else router.block({ ...box, height: 1 });
  }
  for (const port of ports.values()) {
    router.block(port.at);
    router.shut(port.on);
    router.keep(port.start, port.link);
  }
  const jobs = [...index.links].map(([link, { id, a, b }]) => {
    const [p, q] = [ports.get(a) as PlacedPort, ports.get(b) as PlacedPort];
    const length = Math.abs(p.start.x - q.start.x) + 3 * Math.abs(p.start.y - q.start.y);
    return { link, id, p, q, length };
  });
  const ways = new Map<number, Way>();
  for (const { link, id, p, q } of [...jobs].sort((x, y) => x.length - y.length || x.link - y.link)) {
    const [above, below] = [index.lineage(p.node).slice(1), index.lineage(q.node).slice(1)];
    const gates = [...above.filter(g => !below.includes(g)), ...below.filter(g => !above.includes(g))];
    const cells = router.route(link, { from: p.start, to: q.start, leave: p.side, arrive: q.side, gates }, anyhow);
    if (cells === undefined) {
      if (anyhow) continue;
      return undefined;
    }
    ways.set(link, { id, cells, a: p, b: q });
  }
  return jobs.flatMap(job => ways.get(job.link) ?? []);
}
