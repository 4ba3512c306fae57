// How the frames on the wires of two branches differ. Frames are matched by what they are, not by number: at each wire end
// what is seen at the same time with the same headers, then the same bytes, then what says the same. Read
// field-changes.ts first.
import { summary } from '../wire/index.js';
import { type FrameChange, frameChange, layersOf, sameBytes } from './field-changes.js';
import type { Target } from './target.js';

export interface FramePair {
  readonly a: number;
  readonly b: number;
  /** When each was seen, ns. */
  readonly times: readonly [a: number, b: number];
}

export interface FramesDiff {
  /** Frames seen at a wire end in one branch only, in order of their making. A copy of one told already is left out. */
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
  /** The same frame to all appearance, with other bytes. */
  readonly changed: readonly (FramePair & { readonly change: FrameChange })[];
  /** The same bytes at another time. */
  readonly moved: readonly FramePair[];
  /** How many are the same in both, those before the branches part not counted. */
  readonly same: number;
}

interface Seen {
  readonly frame: number;
  readonly time: number;
}
interface Half {
  readonly target: Target;
  readonly present: number;
}

/** Compares the frames made after position `from`, up to which both branches are the same. */
export function diffFrames(a: Half, b: Half, from: number): FramesDiff {
  const [left, right] = [seenAt(a, from), seenAt(b, from)];
  const pairs: FramePair[] = [];
  const rest = { a: [] as number[], b: [] as number[] };
  for (const end of new Set([...left.keys(), ...right.keys()])) {
    const match = matched(a.target, b.target, left.get(end) ?? [], right.get(end) ?? []);
    pairs.push(...match.pairs);
    rest.a.push(...match.a);
    rest.b.push(...match.b);
  }
  pairs.sort((x, y) => x.a - y.a);
  const bytes = (target: Target, frame: number) => target.world.frames.frame(frame);
  const equal = ({ a: x, b: y }: FramePair) => sameBytes(bytes(a.target, x).bytes, bytes(b.target, y).bytes);
  const known = { a: new Set(rest.a), b: new Set(rest.b) };
  const changed = pairs.filter(pair => !equal(pair));
  const altered = { a: new Set(changed.map(p => p.a)), b: new Set(changed.map(p => p.b)) };
  const moved = pairs.filter(pair => equal(pair) && pair.times[0] !== pair.times[1]);
  const shifted = new Set(moved.map(p => p.a));
  return {
    onlyA: told(a.target, rest.a, known.a),
    onlyB: told(b.target, rest.b, known.b),
    changed: changed
      .filter(({ a: x }) => !copies(a.target, x, altered.a))
      .map(pair => ({ ...pair, change: frameChange(bytes(a.target, pair.a), bytes(b.target, pair.b)) })),
    moved: moved.filter(({ a: x }) => !copies(a.target, x, shifted)),
    same: pairs.length - changed.length - moved.length,
  };
}

/** Frames seen at wire ends since a position, by end and direction. Ends have the same numbers in both branches. */
function seenAt({ target, present }: Half, from: number): Map<string, Seen[]> {
  const { frames, journal } = target.world;
  const out = new Map<string, Seen[]>();
  const count = frames.countAt(present);
  for (let frame = frames.countAt(from); frame < count; frame++) {
    const direction = frames.directionOf(frame);
    if (direction === 'none') continue;
    const end = `${frames.devOf(frame)} ${direction}`;
    const list = out.get(end) ?? [];
    list.push({ frame, time: journal.eventTime(journal.eventOf(frames.stageOf(frame))) });
    out.set(end, list);
  }
  return out;
}

/** Pairs of one wire end, and what is left over on either side. */
function matched(a: Target, b: Target, left: readonly Seen[], right: readonly Seen[]) {
  const pairs: FramePair[] = [];
  let [x, y] = inStep(a, b, left, right, pairs);
  const bytesOf = (target: Target, { frame }: Seen) => String.fromCharCode(...target.world.frames.view(frame));
  const keys: ((target: Target, seen: Seen) => string)[] = [
    (target, seen) => `${seen.time} ${shapeOf(target, seen)}`,
    bytesOf,
    (target, seen) => `${gistOf(target, seen)} ${shapeOf(target, seen)}`,
  ];
  for (const key of keys) {
    if (x.length === 0 || y.length === 0) break;
    const waiting = new Map<string, Seen[]>();
    for (const seen of y) {
      const id = key(b, seen);
      const list = waiting.get(id);
      if (list === undefined) waiting.set(id, [seen]);
      else list.push(seen);
    }
    const [over, taken] = [[] as Seen[], new Set<number>()];
    for (const seen of x) {
      const partner = waiting.get(key(a, seen))?.shift();
      if (partner === undefined) over.push(seen);
      else {
        taken.add(partner.frame);
        pairs.push({ a: seen.frame, b: partner.frame, times: [seen.time, partner.time] });
      }
    }
    x = over;
    y = y.filter(seen => !taken.has(seen.frame));
  }
  return { pairs, a: x.map(seen => seen.frame), b: y.map(seen => seen.frame) };
}

/** Pairs what is the same at the same time, which most is, in one pass; both lists are in order of time. */
function inStep(
  a: Target,
  b: Target,
  left: readonly Seen[],
  right: readonly Seen[],
  pairs: FramePair[],
): [Seen[], Seen[]] {
  const over: [Seen[], Seen[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [x, y] = [left[i] as Seen, right[j] as Seen];
    const same = x.time === y.time && sameBytes(a.world.frames.view(x.frame), b.world.frames.view(y.frame));
    if (same) pairs.push({ a: x.frame, b: y.frame, times: [x.time, y.time] });
    else {
      if (x.time <= y.time) over[0].push(x);
      if (y.time <= x.time) over[1].push(y);
    }
    if (same || x.time <= y.time) i++;
    if (same || y.time <= x.time) j++;
  }
  return [
    [...over[0], ...left.slice(i)],
    [...over[1], ...right.slice(j)],
  ];
}

/** What makes two frames comparable: the same headers, one within the other, and the same length. */
function shapeOf(target: Target, { frame }: Seen): string {
  const whole = target.world.frames.frame(frame);
  return `${whole.bytes.length} ${layersOf(whole).map(layer => layer.protocol)}`;
}

/** What it says, whatever the numbers in it. */
const gistOf = (target: Target, { frame }: Seen): string =>
  summary(layersOf(target.world.frames.frame(frame))).replaceAll(/[\da-f:.]+/gi, '#');

/** Those that are not what became of another one in the list. */
const told = (target: Target, list: readonly number[], known: ReadonlySet<number>): number[] =>
  [...list].sort((x, y) => x - y).filter(frame => !copies(target, frame, known));

function copies({ world }: Target, frame: number, known: ReadonlySet<number>): boolean {
  for (let from = world.frames.fromOf(frame); from >= 0; from = world.frames.fromOf(from)) {
    if (known.has(from)) return world.frames.frame(frame).operation !== 'answer';
  }
  return false;
}
