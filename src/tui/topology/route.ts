// The ways of the links: over free cells, with few bends and few crossings. A link may cross another at a right angle,
// never run on it; it runs through no box and no text, and crosses a group's side only to what stands inside.
// Shortest path over (cell, direction) with whole costs: Dijkstra's algorithm with buckets (Dial 1969).
import { bottomOf, type Point, type Rect, rightOf, type Side } from './shape.js';

/** Cost of a cell, of a bend, of crossing a link or a group's side, of a cell beside another link. */
const COST = { step: 1, bend: 6, cross: 8, gate: 12, near: 1 } as const;
/** Cells before a port in which other links may not bend. */
const LANE = 3;
/** What is on a cell. */
const [ACROSS, DOWN, WALL] = [1, 2, 4];
const [RIGHT, LEFT, BELOW, ABOVE] = [0, 1, 2, 3] as const;
type Way = 0 | 1 | 2 | 3;
const DX = [1, -1, 0, 0] as const;
const DY = [0, 0, 1, -1] as const;
const OPPOSITE: readonly Way[] = [LEFT, RIGHT, ABOVE, BELOW];

export interface Request {
  readonly from: Point;
  readonly to: Point;
  /** Directions in which it leaves its first cell, and in which it may not be left at the last. */
  readonly leave: Side;
  readonly arrive: Side;
  /** Cells that it goes straight on at its beginning, if they are free: for a word to stand on. */
  readonly straight: number;
  /** Groups whose sides it may cross. */
  readonly gates: readonly string[];
}

export class Router {
  readonly width: number;
  readonly height: number;
  readonly #cells: Uint8Array;
  /** Group whose side a cell is (place in #groups, from 1), 0 for none. */
  readonly #gate: Uint16Array;
  readonly #groups: string[] = [];
  /** Link that a cell is kept for (its number + 1), 0 for none. */
  readonly #kept: Uint16Array;
  /** Link that goes on here from its port: others may only cross. */
  readonly #lane: Uint16Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#cells = new Uint8Array(width * height);
    this.#gate = new Uint16Array(width * height);
    this.#kept = new Uint16Array(width * height);
    this.#lane = new Uint16Array(width * height);
  }

  /** Nothing may run here. */
  block({ x, y, width, height }: Rect): void {
    for (let cy = y; cy < y + height; cy++) {
      for (let cx = x; cx < x + width; cx++) if (this.#inside(cx, cy)) this.#set(cx, cy, WALL);
    }
  }

  /** A border with an inside: its sides are gates for some links. */
  fence(id: string, rect: Rect): void {
    const gate = this.#groups.push(id);
    this.block({ ...rect, height: 1 });
    this.block({ ...rect, y: bottomOf(rect), height: 1 });
    for (let y = rect.y + 1; y < bottomOf(rect); y++) {
      for (const x of [rect.x, rightOf(rect)]) {
        this.#set(x, y, WALL);
        if (this.#inside(x, y)) this.#gate[y * this.width + x] = gate;
      }
    }
  }

  /** A port stands on a group's side: nothing else passes there. */
  shut({ x, y }: Point): void {
    if (this.#inside(x, y)) this.#gate[y * this.width + x] = 0;
  }

  /** Keeps a link's first cell for it alone, and the next ones so that no other link shuts it in. */
  keep({ x, y }: Point, side: Side, link: number): void {
    const step = side === 'right' ? 1 : -1;
    if (this.#inside(x, y)) this.#kept[y * this.width + x] = link + 1;
    for (let i = 1; i <= LANE; i++) {
      const at = y * this.width + x + step * i;
      if (this.#inside(x + step * i, y) && this.#lane[at] === 0) this.#lane[at] = link + 1;
    }
  }

  /** Finds a way and takes it; undefined: there is none. `anyhow`: over other links, where there is no other way. */
  route(link: number, request: Request, anyhow = false): Point[] | undefined {
    const stub = this.#stub(link, request);
    for (const start of [Math.max(0, stub.length - 1), 0]) {
      const rest = this.#search(link, { ...request, from: stub[start] ?? request.from }, anyhow);
      if (rest === undefined) continue;
      const way = [...stub.slice(0, start), ...rest];
      this.#take(way, request);
      return way;
    }
    return undefined;
  }

  /** The first cells, in which nothing is. */
  #stub(link: number, { from, leave, straight }: Request): Point[] {
    const out: Point[] = [];
    const step = leave === 'right' ? 1 : -1;
    for (let x = from.x; out.length < straight; x += step) {
      const at = from.y * this.width + x;
      const kept = this.#kept[at] as number;
      if (!this.#inside(x, from.y) || this.#cells[at] !== 0 || (kept !== 0 && kept !== link + 1)) break;
      out.push({ x, y: from.y });
    }
    return out;
  }

  #inside(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.width && y < this.height;
  }

  #set(x: number, y: number, what: number): void {
    if (this.#inside(x, y)) this.#cells[y * this.width + x] = (this.#cells[y * this.width + x] as number) | what;
  }

  #search(link: number, request: Request, anyhow: boolean): Point[] | undefined {
    const { from, to, leave, arrive, gates } = request;
    const { width } = this;
    const open = new Set(gates.map(g => this.#groups.indexOf(g) + 1));
    const first = (from.y * width + from.x) * 4 + (leave === 'right' ? RIGHT : LEFT);
    const goal = to.y * width + to.x;
    const last = arrive === 'right' ? LEFT : RIGHT;
    const straight = this.#straight(link, first, goal * 4 + last, open);
    if (straight !== undefined) return straight;
    const count = this.#cells.length * 4;
    const cost = new Uint32Array(count).fill(0xffffffff);
    const back = new Int32Array(count).fill(-1);
    const buckets: number[][] = [[first]];
    cost[first] = 0;
    for (let price = 0; price < buckets.length; price++) {
      const bucket = buckets[price];
      if (bucket === undefined) continue;
      for (const state of bucket) {
        if (cost[state] !== price) continue;
        if (state === goal * 4 + last) return this.#trace(back, state);
        for (let way = 0; way < 4; way++) {
          const step = this.#step(link, state, way as Way, open, anyhow);
          if (step < 0) continue;
          const cell = state >> 2;
          const next = (cell + (DX[way] as number) + (DY[way] as number) * width) * 4 + way;
          const sum = price + step;
          if (sum >= (cost[next] as number)) continue;
          cost[next] = sum;
          back[next] = state;
          buckets[sum] ??= [];
          buckets[sum].push(next);
        }
      }
      buckets[price] = [];
    }
    return undefined;
  }

  /** Straight on, where nothing is in the way: no other way costs as little, so none is looked for. */
  #straight(link: number, first: number, last: number, open: ReadonlySet<number>): Point[] | undefined {
    const way = (first & 3) as Way;
    const [from, to] = [first >> 2, last >> 2];
    const { width } = this;
    if ((last & 3) !== way || Math.floor(from / width) !== Math.floor(to / width)) return undefined;
    if (way === RIGHT ? to < from : to > from) return undefined;
    const out: Point[] = [{ x: from % width, y: Math.floor(from / width) }];
    for (let cell = from; cell !== to; ) {
      if (this.#step(link, cell * 4 + way, way, open, false) !== COST.step) return undefined;
      cell += DX[way];
      out.push({ x: cell % width, y: Math.floor(cell / width) });
    }
    return out;
  }

  /** Cost of going on from a state in a direction; negative: that cannot be. */
  #step(link: number, state: number, way: Way, open: ReadonlySet<number>, anyhow: boolean): number {
    const [cell, came] = [state >> 2, (state & 3) as Way];
    if (way === OPPOSITE[came]) return -1;
    const { width } = this;
    const [x, y] = [(cell % width) + DX[way], Math.floor(cell / width) + DY[way]];
    if (!this.#inside(x, y)) return -1;
    const here = this.#cells[cell] as number;
    const turns = way !== came;
    // A link turns only where it is alone.
    if (turns && here !== 0 && !(anyhow && (here & WALL) === 0)) return -1;
    const next = y * width + x;
    const there = this.#cells[next] as number;
    const kept = this.#kept[next] as number;
    if (kept !== 0 && kept !== link + 1) return -1;
    const [lane, ahead] = [this.#lane[cell] as number, this.#lane[next] as number];
    if (!anyhow && turns && lane !== 0 && lane !== link + 1) return -1;
    if (!anyhow && way <= LEFT && ahead !== 0 && ahead !== link + 1) return -1;
    let price: number = COST.step + (turns ? COST.bend : 0);
    if (there & WALL) {
      if (way > LEFT || !open.has(this.#gate[next] as number) || (there & (ACROSS | DOWN)) !== 0) return -1;
      return price + COST.gate;
    }
    const along = way <= LEFT ? ACROSS : DOWN;
    if (there & along) {
      if (!anyhow) return -1;
      price += 50;
    } else if (there !== 0) price += COST.cross;
    // Two links close side by side are harder to tell apart than two with a gap; rows are further apart than columns.
    if (way > LEFT && (this.#is(x - 1, y, DOWN) || this.#is(x + 1, y, DOWN))) price += COST.near;
    return price;
  }

  #is(x: number, y: number, what: number): boolean {
    return this.#inside(x, y) && ((this.#cells[y * this.width + x] as number) & what) !== 0;
  }

  #trace(back: Int32Array, end: number): Point[] {
    const out: Point[] = [];
    for (let at = end; at >= 0; at = back[at] as number) {
      const cell = at >> 2;
      out.push({ x: cell % this.width, y: Math.floor(cell / this.width) });
    }
    return out.reverse();
  }

  /** Marks the cells of a way: a bend fills its cell in both directions. */
  #take(way: readonly Point[], { leave, arrive }: Request): void {
    for (const [i, { x, y }] of way.entries()) {
      const before = way[i - 1] ?? { x: x + (leave === 'right' ? -1 : 1), y };
      const after = way[i + 1] ?? { x: x + (arrive === 'right' ? -1 : 1), y };
      const across = before.x !== x || after.x !== x;
      const down = before.y !== y || after.y !== y;
      this.#set(x, y, (across ? ACROSS : 0) | (down ? DOWN : 0));
    }
  }
}
