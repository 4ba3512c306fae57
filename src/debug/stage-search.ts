// Searching stages with a display filter, in both directions, without asking every stage. The filter's parts that must
// all hold are sorted by what they ask about: kind and reason (answered once per shape), verdict, place, frame (once per
// frame), event (once per event). The shortest posting list gives the candidates; what is left is asked of those only.
// Read stage-index.ts first.
import { conjunctsOf, type FieldScope, type Filter, parseFilter, type Subject } from '../filter/index.js';
import { VERDICTS, type Verdict } from '../journal/index.js';
import type { FrameStore, LinkType } from '../sim/index.js';
import { bindingAt, ethernet } from '../wire/index.js';
import { type Ints, merged } from './ints.js';
import { type StageIndex, stageIndex } from './stage-index.js';
import type { Place } from './stage-place.js';
import { subjectOf } from './subject.js';
import type { Target } from './target.js';

/** What a part of a filter asks about; a part that asks about several of these is `rest`. */
type Matter = 'shape' | 'verdict' | 'place' | 'frame' | 'event' | 'rest';

const MATTER: Readonly<Record<string, Matter>> = {
  'ns.stage': 'shape',
  'ns.reason': 'shape',
  'ns.verdict': 'verdict',
  'ns.drop': 'verdict',
  'ns.node': 'place',
  'ns.dev': 'place',
  'ns.frame': 'frame',
  'ns.time': 'event',
  'ns.event': 'event',
};
const matterOf = (field: string): Matter => (field.startsWith('ns.') ? (MATTER[field] ?? 'rest') : 'frame');

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** Answers that hold for one target, kept as they become known. */
interface Known {
  readonly shape: number[];
  readonly verdict: Map<Verdict, boolean>;
  readonly place: number[];
  /** By frame plus one. */
  frame: Uint8Array;
  event: Uint8Array;
}

export class StageSearch {
  readonly filter: Filter;
  readonly #parts = new Map<Matter, readonly Filter[]>();
  /** Frames are told apart by their number. */
  readonly #byNumber: boolean;
  /** Protocols of which a frame must bear one for the parts about frames to hold; undefined when that is not known. */
  readonly #bears: readonly string[] | undefined;
  /** Only what is inside an IP packet is asked about, not the frame around it. */
  readonly #inner: boolean;
  readonly #known = new WeakMap<StageIndex, Known>();

  constructor(filter: Filter, scope: FieldScope) {
    this.filter = filter;
    this.#byNumber = filter.fields.includes('ns.frame');
    this.#inner = filter.fields.every(field => /^(?:ns|ip|icmp|udp|tcp)(?:\.|$)/.test(field));
    const parts = conjunctsOf(filter.text).map(text => parseFilter(text, scope));
    // A part that does not stand alone: the filter as a whole.
    const filters = parts.every(part => part.ok) ? (parts as readonly Filter[]) : [filter];
    this.#bears = filters.map(bearing).find(names => names !== undefined);
    for (const part of filters) {
      const matters = new Set(part.fields.map(matterOf));
      const matter = matters.size === 1 ? ([...matters][0] as Matter) : 'rest';
      this.#parts.set(matter, [...(this.#parts.get(matter) ?? []), part]);
    }
  }

  /** Whether the filter holds at a stage. */
  test(target: Target, stage: number): boolean {
    return this.#holds(stageIndex(target), stage);
  }

  /** The first stage in [low, high) where it holds; with `edge`, where it begins to hold within an event. */
  first(target: Target, low: number, high: number, edge = false): number | undefined {
    return this.#search(target, low, high, edge, false);
  }

  /** The last stage in [low, high) where it holds, or begins to hold. */
  last(target: Target, low: number, high: number, edge = false): number | undefined {
    return this.#search(target, low, high, edge, true);
  }

  #search(target: Target, low: number, high: number, edge: boolean, down: boolean): number | undefined {
    if (low >= high) return undefined;
    const index = stageIndex(target);
    const end = Math.min(high, index.length);
    for (const stage of this.#candidates(index, low, end, down)) {
      if (!this.#holds(index, stage)) continue;
      if (!edge || !this.#holdsBefore(index, stage)) return stage;
    }
    return undefined;
  }

  #holdsBefore(index: StageIndex, stage: number): boolean {
    if (stage === 0 || !this.#holds(index, stage - 1)) return false;
    const { journal } = index.target.world;
    return journal.firstStage(journal.eventOf(stage)) !== stage;
  }

  // ── candidates ──

  #candidates(index: StageIndex, low: number, high: number, down: boolean): Iterable<number> {
    const lists = this.#lists(index);
    if (lists !== undefined) return merged(lists, low, high, down);
    return this.#parts.has('event') ? this.#byEvent(index, low, high, down) : this.#all(index, low, high, down);
  }

  /** The posting lists that hold every stage in question, where they are much shorter than all stages. */
  #lists(index: StageIndex): Ints[] | undefined {
    let best: Ints[] | undefined;
    let least = index.length / 4;
    const offer = (lists: Ints[]) => {
      const total = lists.reduce((sum, list) => sum + list.length, 0);
      if (total > least) return;
      best = lists;
      least = total;
    };
    if (this.#parts.has('shape')) {
      offer(index.shapes.flatMap((shape, i) => (shape && this.#shapeHolds(index, i) ? [shape.postings] : [])));
    }
    if (this.#parts.has('verdict') && !this.#verdictHolds(index, 'pass')) {
      offer([...index.verdicts].flatMap(([verdict, list]) => (this.#verdictHolds(index, verdict) ? [list] : [])));
    }
    return best;
  }

  /** Stages whose node and frame may do: a walk over two columns. */
  *#all(index: StageIndex, low: number, high: number, down: boolean): Generator<number> {
    const byPlace = this.#parts.has('place');
    const byFrame = this.#parts.has('frame');
    const { places, frames } = index;
    const step = down ? -1 : 1;
    for (let stage = down ? high - 1 : low; stage >= low && stage < high; stage += step) {
      if (byPlace && !this.#placeHolds(index, places.data[stage] as number)) continue;
      if (byFrame && !this.#frameHolds(index, frames.data[stage] as number)) continue;
      yield stage;
    }
  }

  *#byEvent(index: StageIndex, low: number, high: number, down: boolean): Generator<number> {
    const { journal } = index.target.world;
    const step = down ? -1 : 1;
    const from = journal.eventOf(down ? high - 1 : low);
    for (let event = from; event >= 0 && event < journal.eventCount; event += step) {
      const first = journal.firstStage(event);
      if (first >= high && !down) return;
      const after = journal.firstStage(event + 1);
      if (after <= low) return;
      if (this.#eventHolds(index, event)) yield* this.#all(index, Math.max(low, first), Math.min(high, after), down);
    }
  }

  // ── answers ──

  #holds(index: StageIndex, stage: number): boolean {
    const parts = this.#parts;
    const { journal } = index.target.world;
    if (parts.has('shape') && !this.#shapeHolds(index, journal.shapeOf(stage))) return false;
    if (parts.has('verdict') && !this.#verdictHolds(index, journal.verdictOf(stage))) return false;
    if (parts.has('place') && !this.#placeHolds(index, index.places.at(stage))) return false;
    if (parts.has('frame') && !this.#frameHolds(index, index.frames.at(stage))) return false;
    if (parts.has('event') && !this.#eventHolds(index, journal.eventOf(stage))) return false;
    const rest = parts.get('rest');
    return rest === undefined || all(rest, subjectOf(index.target, stage));
  }

  #shapeHolds(index: StageIndex, shape: number): boolean {
    const known = this.#knownOf(index).shape;
    const { stage, reason } = index.shapes[shape] as { stage: string; reason: string };
    known[shape] ??= this.#ask('shape', { ns: name => (name === 'ns.stage' ? stage : reason) });
    return known[shape] === YES;
  }

  #verdictHolds(index: StageIndex, verdict: Verdict): boolean {
    const known = this.#knownOf(index).verdict;
    if (known.size === 0) {
      for (const each of VERDICTS) {
        const subject: Subject = { ns: name => (name === 'ns.drop' ? each === 'drop' || undefined : each) };
        known.set(each, this.#ask('verdict', subject) === YES);
      }
    }
    return known.get(verdict) as boolean;
  }

  #placeHolds(index: StageIndex, place: number): boolean {
    const known = this.#knownOf(index).place;
    if (known[place] === undefined) {
      const { node, dev } = index.placeList[place] as Place;
      const device = dev === undefined ? undefined : index.target.deviceName(dev);
      known[place] = this.#ask('place', { ns: name => (name === 'ns.node' ? node : device) });
    }
    return known[place] === YES;
  }

  #eventHolds(index: StageIndex, event: number): boolean {
    const known = this.#knownOf(index);
    if (event >= known.event.length) known.event = grown(known.event, event);
    if (known.event[event] === UNKNOWN) {
      const { journal } = index.target.world;
      const number = event - index.target.setupEvents + 1;
      known.event[event] = this.#ask('event', {
        ns: name => (name === 'ns.time' ? journal.eventTime(event) : number),
      });
    }
    return known.event[event] === YES;
  }

  /** `place` is the frame plus one. A copy that says the same in what is asked about shares the answer. */
  #frameHolds(index: StageIndex, place: number): boolean {
    const known = this.#knownOf(index);
    if (place >= known.frame.length) known.frame = grown(known.frame, place);
    if (known.frame[place] === UNKNOWN) {
      const frame = place - 1;
      const from = this.#same(index.target, frame);
      if (from >= 0) this.#knownOf(index).frame[place] = this.#frameHolds(index, from + 1) ? YES : NO;
      else known.frame[place] = this.#askFrame(index.target, frame);
    }
    return this.#knownOf(index).frame[place] === YES;
  }

  #askFrame(target: Target, frame: number): number {
    if (frame < 0) return this.#ask('frame', {});
    const { frames } = target.world;
    const linkType = frames.linkTypeOf(frame);
    if (this.#bears !== undefined && lacks(frames, frame, linkType, this.#bears)) return NO;
    if (linkType === 'data') return this.#ask('frame', { ns: () => frame });
    return this.#ask('frame', { bytes: frames.view(frame), linkType, ns: () => frame });
  }

  /** The frame this one came from, where the filter cannot tell them apart; else -1. */
  #same(target: Target, frame: number): number {
    if (frame < 0 || this.#byNumber) return -1;
    const { frames } = target.world;
    const from = frames.fromOf(frame);
    if (from < 0) return -1;
    const more = frames.length(frame) - frames.length(from);
    const shift = frames.offset(from) - frames.offset(frame);
    const shared = frames.buffer(from) === frames.buffer(frame);
    if (shared && shift === 0 && more === 0) return from;
    if (!this.#inner || more <= 0) return -1;
    if (!shared) return frames.frame(frame).operation === 'pad' ? from : -1;
    const framed = frames.linkTypeOf(frame) === 'ethernet' && frames.linkTypeOf(from) === 'ipv4';
    return framed && shift === more ? from : -1;
  }

  #ask(matter: Matter, subject: Subject): number {
    return all(this.#parts.get(matter) as readonly Filter[], subject) ? YES : NO;
  }

  #knownOf(index: StageIndex): Known {
    let known = this.#known.get(index);
    if (known === undefined) {
      const room = () => new Uint8Array(1024);
      known = { shape: [], verdict: new Map(), place: [], frame: room(), event: room() };
      this.#known.set(index, known);
    }
    return known;
  }
}

const all = (filters: readonly Filter[], subject: Subject): boolean => filters.every(filter => filter.test(subject));

function grown(old: Uint8Array, at: number): Uint8Array {
  const next = new Uint8Array(Math.max(old.length * 2, at + 1));
  next.set(old);
  return next;
}

/** A part without any negation holds nowhere when none of its protocols is there: those, or undefined. */
function bearing({ text, fields, protocols }: Filter): readonly string[] | undefined {
  // What is about the frame itself, or about bytes that nobody claims, may be there in any frame.
  if (protocols.some(name => name === 'frame' || name === 'data')) return undefined;
  const plain = fields.every(name => protocols.includes(name.split('.')[0] as string));
  return plain && protocols.length > 0 && !/!|\bnot\b|\^\^|\bxor\b/i.test(text) ? protocols : undefined;
}

/** Whether a frame can bear none of these protocols, as far as the first header tells. */
function lacks(frames: FrameStore, frame: number, linkType: LinkType, protocols: readonly string[]): boolean {
  if (linkType !== 'ethernet' || frames.length(frame) < ethernet.minSize || protocols.includes('eth')) return false;
  const inner = bindingAt(ethernet, frames.buffer(frame), frames.offset(frame))?.inner;
  if (inner === undefined) return false;
  if (!inner.hasPayload) return !protocols.includes(inner.name);
  return protocols.every(name => name === 'arp');
}
