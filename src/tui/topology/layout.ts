// The geometry of a network's picture: a pure function of its shape and the room there is, remembered for both. The richest
// detail that fits is taken; what fits in no detail is drawn larger than the room and looked at in parts (window.ts).
// Read shape.ts first, then sides.ts, place.ts, ports.ts, route.ts, paths.ts in this order.
import { type Path, pathsOf } from './paths.js';
import { boundsOf, type Placed, placeScope } from './place.js';
import { type PlacedPort, placePorts } from './ports.js';
import { Index, rooted } from './scope.js';
import { type Detail, type NetworkShape, type Point, type Rect, type Size, shapeKey } from './shape.js';
import { type Plan, type PlanWish, planOf } from './sides.js';
import type { Box, Measure, Spread } from './size.js';
import { waysOf } from './ways.js';

export interface Layout extends Size {
  readonly index: Index;
  readonly detail: Detail;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly ports: ReadonlyMap<string, PlacedPort>;
  /** By link id. */
  readonly paths: ReadonlyMap<string, Path>;
}

/** Cells of a link: a short word and its arrow, with air around it; just so; an arrow. */
const [ROOMY, DENSE, TIGHT] = [10, 6, 4];
/** From the richest to the barest. */
const DETAILS: readonly Detail[] = [
  { addresses: 'full', inside: 'full', rows: 2, labels: true, wire: ROOMY, sides: 2 },
  { addresses: 'full', inside: 'full', rows: 2, labels: true, wire: DENSE, sides: 2 },
  { addresses: 'full', inside: 'tail', rows: 2, labels: true, wire: DENSE, sides: 2 },
  { addresses: 'tail', inside: 'tail', rows: 2, labels: true, wire: DENSE, sides: 2 },
  { addresses: 'full', inside: 'full', rows: 2, labels: true, wire: DENSE, sides: 1 },
  { addresses: 'full', inside: 'tail', rows: 2, labels: true, wire: DENSE, sides: 1 },
  { addresses: 'tail', inside: 'tail', rows: 2, labels: true, wire: DENSE, sides: 1 },
  { addresses: 'full', inside: 'none', rows: 2, labels: true, wire: DENSE, sides: 2 },
  { addresses: 'tail', inside: 'none', rows: 2, labels: true, wire: DENSE, sides: 2 },
  { addresses: 'full', inside: 'none', rows: 2, labels: true, wire: DENSE, sides: 1 },
  { addresses: 'tail', inside: 'none', rows: 2, labels: true, wire: DENSE, sides: 1 },
  { addresses: 'none', inside: 'none', rows: 1, labels: true, wire: DENSE, sides: 2 },
  { addresses: 'none', inside: 'none', rows: 1, labels: true, wire: DENSE, sides: 1 },
  { addresses: 'none', inside: 'none', rows: 1, labels: true, wire: TIGHT, sides: 2 },
];
const BARE: readonly Detail[] = [
  { addresses: 'none', inside: 'none', rows: 1, labels: false, wire: DENSE, sides: 2 },
  { addresses: 'none', inside: 'none', rows: 1, labels: false, wire: TIGHT, sides: 2 },
];
/** Of what is looked at in parts. */
const SCROLLED = DETAILS[3] as Detail;
const AIR = [0, 1, 2, 4, 8, 16] as const;
const PITCHES = [4, 3] as const;
const MOST_STRETCH = 34;
/** Around the picture; around what is routed. */
const MARGIN: Size = { width: 1, height: 0 };
const OUTSKIRTS: Size = { width: 4, height: 2 };

/** What follows from the shape whatever the room, kept as long as the shape is. */
interface Planned {
  readonly key: string;
  readonly index: Index;
  plan(arranged: Arranged, sides: 1 | 2): Plan;
}
type Arranged = Omit<PlanWish, 'sides'>;
const planned = new WeakMap<NetworkShape, Planned>();

function plannedOf(shape: NetworkShape): Planned {
  let known = planned.get(shape);
  if (known === undefined) {
    const index = new Index(rooted(shape));
    const plans = new Map<string, Plan>();
    const plan = (arranged: Arranged, sides: 1 | 2): Plan => {
      const key = `${arranged.given} ${arranged.bands} ${sides}`;
      const made = plans.get(key) ?? planOf(index, { ...arranged, sides });
      plans.set(key, made);
      return made;
    };
    known = { key: shapeKey(shape), index, plan };
    planned.set(shape, known);
  }
  return known;
}

/** As the lesson wishes; as the links have it; in bands. */
const [GIVEN, FREE]: readonly [Arranged, Arranged] = [
  { given: true, bands: 1 },
  { given: false, bands: 1 },
];
const FOLDED: readonly Arranged[] = [2, 3, 4].map(bands => ({ given: true, bands }));
/** What is tried, one after the other: an order that was given is kept as long as ports keep their names. */
const TRIES: readonly (readonly [Arranged, readonly Detail[]])[] = [
  ...[GIVEN, ...FOLDED, FREE].map(arranged => [arranged, DETAILS] as const),
  ...[GIVEN, ...FOLDED, FREE].map(arranged => [arranged, BARE] as const),
];

const layouts = new Map<string, Layout>();
const MOST_LAYOUTS = 128;

/** The layout of a shape in a room of `width` × `height` cells; larger than that where it does not fit. */
export function layoutOf(shape: NetworkShape, room: Size): Layout {
  const key = `${room.width}×${room.height} ${plannedOf(shape).key}`;
  let known = layouts.get(key);
  if (known === undefined) {
    known = layoutAnew(shape, room);
    const oldest = layouts.keys().next().value;
    if (layouts.size >= MOST_LAYOUTS && oldest !== undefined) layouts.delete(oldest);
    layouts.set(key, known);
  }
  return known;
}

/** The same without memory. */
export function layoutAnew(shape: NetworkShape, room: Size): Layout {
  const { index, plan } = plannedOf(shape);
  for (const [arranged, details] of TRIES) {
    for (const detail of details) {
      const found = fitting({ index, plan: plan(arranged, detail.sides), detail, spread: tight(detail, 0) }, room);
      if (found !== undefined) return found;
    }
  }
  const measure: Measure = { index, plan: plan(GIVEN, 2), detail: SCROLLED, spread: tight(SCROLLED, 0) };
  for (const air of AIR) {
    const layout = routed({ ...measure, spread: tight(SCROLLED, air) }, room, false);
    if (layout !== undefined) return layout;
  }
  return routed(measure, room, true) as Layout;
}

/** With as much air as its links need to find their ways; undefined: there is not the room for it. */
function fitting(measure: Measure, room: Size): Layout | undefined {
  for (const air of [0, 1, 2]) {
    const aired = { ...measure, spread: tight(measure.detail, air) };
    const placed = placeScope(aired, undefined, room.width - 2 * MARGIN.width);
    if (placed.width + 2 * MARGIN.width > room.width || placed.height + 2 * MARGIN.height > room.height)
      return undefined;
    for (const spread of spreads(aired, placed, room)) {
      const layout = routed({ ...aired, spread }, room, false);
      if (layout !== undefined && layout.width <= room.width && layout.height <= room.height) return layout;
    }
  }
  return undefined;
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
  const size = { width: placed.width + 2 * (dx + air), height: placed.height + 2 * (dy + air) };
  const ways = waysOf(measure, size, boxes, ports, anyhow);
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
