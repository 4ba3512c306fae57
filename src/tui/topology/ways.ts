// The ways of all links of a picture, one after the other. A link that finds none because of those before it goes first in
// the next attempt. Read route.ts first.
import type { PlacedPort } from './ports.js';
import { Router } from './route.js';
import type { Point, Size } from './shape.js';
import type { Box, Measure } from './size.js';

export interface Way {
  readonly id: string;
  readonly cells: readonly Point[];
  readonly a: PlacedPort;
  readonly b: PlacedPort;
}

const ATTEMPTS = 6;

/** In the order of the links; undefined: no order was found in which each finds a way. `anyhow`: they may run on each other. */
export function waysOf(
  measure: Measure,
  size: Size,
  boxes: ReadonlyMap<string, Box>,
  ports: ReadonlyMap<string, PlacedPort>,
  anyhow: boolean,
): Way[] | undefined {
  const first: number[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const router = ground(size, boxes, ports);
    const found = routeAll(measure, ports, router, first, anyhow);
    if (typeof found !== 'number') return found;
    if (first[0] === found) return undefined;
    first.unshift(found);
  }
  return undefined;
}

/** Boxes and texts, before any link is there. */
function ground(
  { width, height }: Size,
  boxes: ReadonlyMap<string, Box>,
  ports: ReadonlyMap<string, PlacedPort>,
): Router {
  const router = new Router(width, height);
  for (const box of boxes.values()) {
    if (box.style === 'group') router.fence(box.id, box);
    // A name is not read together with a link that passes: a cell before and behind it stays free.
    else router.block(box.style === 'plain' ? { ...box, x: box.x - 1, width: box.width + 2, height: 1 } : box);
  }
  for (const port of ports.values()) {
    router.block(port.at);
    router.shut(port.on);
  }
  for (const port of ports.values()) router.keep(port.start, port.side, port.link);
  return router;
}

/** The ways, the short ones first but for those of `first`; or the link that found none. */
function routeAll(
  { index, detail }: Measure,
  ports: ReadonlyMap<string, PlacedPort>,
  router: Router,
  first: readonly number[],
  anyhow: boolean,
): Way[] | number {
  const jobs = [...index.links].map(([link, { id, a, b }]) => {
    const [p, q] = [ports.get(a) as PlacedPort, ports.get(b) as PlacedPort];
    const urgent = first.indexOf(link);
    const length = Math.abs(p.start.x - q.start.x) + 3 * Math.abs(p.start.y - q.start.y);
    return { link, id, p, q, length: urgent < 0 ? length : urgent - first.length };
  });
  const ways = new Map<number, Way>();
  for (const { link, id, p, q } of [...jobs].sort((x, y) => x.length - y.length || x.link - y.link)) {
    const [above, below] = [index.lineage(p.node).slice(1), index.lineage(q.node).slice(1)];
    const gates = [...above.filter(g => !below.includes(g)), ...below.filter(g => !above.includes(g))];
    // What comes back to its own side would bend at once.
    const straight = p.side === q.side ? detail.wire - 2 : 0;
    const ends = { from: p.start, to: q.start, leave: p.side, arrive: q.side };
    const cells = router.route(link, { ...ends, straight, gates }, anyhow);
    if (cells !== undefined) ways.set(link, { id, cells, a: p, b: q });
    else if (!anyhow) return link;
  }
  return jobs.flatMap(job => ways.get(job.link) ?? []);
}
