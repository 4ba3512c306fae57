// Indexes over a target's stages, so that a breakpoint is found without asking every stage: posting lists by shape (kind
// and reason) and by verdict, and for each stage the frame it handles and the node it is at. Derived: made from the
// journal as it grows, one index per target, hence anew after a fork.
import type { Verdict } from '../journal/index.js';
import { Ints } from './ints.js';
import { type Place, placeOf } from './stage-place.js';
import type { Target } from './target.js';

/** What stages of one shape have in common. */
export interface ShapeInfo {
  readonly stage: string;
  readonly reason: string;
  readonly postings: Ints;
  /** Whether its stages say for themselves which frame they handle, and by which arguments where they are. */
  readonly ownFrame: boolean;
  readonly netns: boolean;
  readonly dev: 'dev' | 'port' | 'bridge' | undefined;
}

const NOWHERE: Place = { node: undefined, dev: undefined };

export class StageIndex {
  readonly target: Target;
  /** By number of the shape. */
  readonly shapes: (ShapeInfo | undefined)[] = [];
  readonly verdicts = new Map<Verdict, Ints>();
  /** For each stage its frame plus one; 0 for none. */
  readonly frames = new Ints();
  /** For each stage the number of its place in `placeList`; 0 for none. */
  readonly places = new Ints();
  readonly placeList: Place[] = [NOWHERE];
  /** By namespace, then by device. */
  readonly #byName = new Map<string | undefined, (number | undefined)[]>();
  /** By number of the device: the place that follows from it alone. */
  readonly #byDev: (number | undefined)[] = [];

  constructor(target: Target) {
    this.target = target;
  }

  /** Stages indexed. */
  get length(): number {
    return this.frames.length;
  }

  /** Takes in what the journal has gained. Call between events. */
  catchUp(): void {
    const { journal } = this.target.world;
    const end = journal.stageCount;
    for (let stage = this.frames.length; stage < end; stage++) {
      const number = journal.shapeOf(stage);
      const shape = this.shapes[number] ?? this.#newShape(number, stage);
      shape.postings.push(stage);
      const verdict = journal.verdictOf(stage);
      if (verdict !== 'pass') this.#verdict(verdict).push(stage);
      const place = this.#placeOf(shape, stage);
      const parent = shape.ownFrame && place !== undefined ? undefined : journal.parentOf(stage);
      if (shape.ownFrame) this.frames.push((journal.numberArg(stage, 'frame') as number) + 1);
      else this.frames.push(parent === undefined ? 0 : this.frames.at(parent));
      this.places.push(place ?? (parent === undefined ? 0 : this.places.at(parent)));
    }
  }

  #newShape(number: number, stage: number): ShapeInfo {
    const { journal } = this.target.world;
    const has = (key: string) => journal.argOf(stage, key) !== undefined;
    const shape: ShapeInfo = {
      stage: journal.kindOf(stage).name,
      reason: journal.reasonOf(stage),
      postings: new Ints(),
      ownFrame: journal.numberArg(stage, 'frame') !== undefined,
      netns: has('netns'),
      dev: (['dev', 'port', 'bridge'] as const).find(has),
    };
    this.shapes[number] = shape;
    return shape;
  }

  #verdict(verdict: Verdict): Ints {
    let list = this.verdicts.get(verdict);
    if (list === undefined) {
      list = new Ints();
      this.verdicts.set(verdict, list);
    }
    return list;
  }

  /** The number of the place that a stage gives by its own arguments, as stage-place.ts reads them. */
  #placeOf({ netns, dev }: ShapeInfo, stage: number): number | undefined {
    const { journal } = this.target.world;
    const device = dev === undefined ? 0 : (journal.numberArg(stage, dev) ?? 0);
    if (netns) return this.#placeNamed(journal.argOf(stage, 'netns') as string, device);
    if (device <= 0) return undefined;
    const known = this.#byDev[device];
    if (known !== undefined) return known;
    const node = this.target.nodeOfDevice(device);
    if (node === undefined) return this.#placeNamed(placeOf(this.target, stage).node, device);
    const place = this.#placeNamed(node, device);
    this.#byDev[device] = place;
    return place;
  }

  #placeNamed(netns: string | undefined, device: number): number {
    let known = this.#byName.get(netns);
    if (known === undefined) {
      known = [];
      this.#byName.set(netns, known);
    }
    let number = known[device];
    if (number === undefined) {
      number = this.placeList.push({ node: netns?.split('/')[0], dev: device > 0 ? device : undefined }) - 1;
      known[device] = number;
    }
    return number;
  }
}

const indexes = new WeakMap<Target, StageIndex>();

/** The index of a target's stages, up to date. */
export function stageIndex(target: Target): StageIndex {
  let index = indexes.get(target);
  if (index === undefined) {
    index = new StageIndex(target);
    indexes.set(target, index);
  }
  index.catchUp();
  return index;
}
