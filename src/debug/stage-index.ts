// Indexes over a target's stages, so that a breakpoint is found without asking every stage: posting lists by shape (kind
// and reason) and by verdict, and for each stage the frame it handles and the node it is at. Derived: made from the
// journal as it grows, one index per target, hence anew after a fork.
import type { Verdict } from '../journal/index.js';
import { Ints } from './ints.js';
import { placeOf } from './stage-place.js';
import type { Target } from './target.js';

/** What stages of one shape have in common. */
export interface ShapeInfo {
  readonly stage: string;
  readonly reason: string;
  readonly postings: Ints;
  /** Whether its stages say for themselves which frame they handle, and where they are. */
  readonly ownFrame: boolean;
  readonly ownPlace: boolean;
}

export class StageIndex {
  readonly target: Target;
  /** By number of the shape. */
  readonly shapes: (ShapeInfo | undefined)[] = [];
  readonly verdicts = new Map<Verdict, Ints>();
  /** For each stage its frame plus one; 0 for none. */
  readonly frames = new Ints();
  /** For each stage the number of its node in `nodes`; 0 for none. */
  readonly places = new Ints();
  readonly nodes: (string | undefined)[] = [undefined];
  readonly #nodeNumber = new Map<string | undefined, number>([[undefined, 0]]);

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
      const parent = shape.ownFrame && shape.ownPlace ? undefined : journal.parentOf(stage);
      const frame = shape.ownFrame ? (journal.numberArg(stage, 'frame') as number) + 1 : 0;
      this.frames.push(shape.ownFrame || parent === undefined ? frame : this.frames.at(parent));
      if (shape.ownPlace) this.places.push(this.#nodeOf(stage));
      else this.places.push(parent === undefined ? 0 : this.places.at(parent));
    }
  }

  #newShape(number: number, stage: number): ShapeInfo {
    const { journal } = this.target.world;
    const { kind, because } = journal.stage(stage);
    const { args } = because;
    const shape: ShapeInfo = {
      stage: kind.name,
      reason: because.id,
      postings: new Ints(),
      ownFrame: typeof args.frame === 'number',
      ownPlace: ['netns', 'dev', 'port', 'bridge'].some(key => args[key] !== undefined),
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

  #nodeOf(stage: number): number {
    const { node } = placeOf(this.target, stage);
    let number = this.#nodeNumber.get(node);
    if (number === undefined) {
      number = this.nodes.push(node) - 1;
      this.#nodeNumber.set(node, number);
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
