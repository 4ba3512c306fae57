// A frame's passage through a node: the layers that came in, those that go out, what became of each, and the one that is being
// handled at the cursor. Derived from the event's stages and from what each of its frames was made of, whatever the protocol
// and the kind of node. Pure. Drawn by passage-rows.ts; read first: sim/frames.ts, journal/stage.ts.
import { frameChange, NO_CHANGE } from '../../debug/index.js';
import type { Layer } from '../../wire/index.js';
import type { View } from '../view.js';
import type { Sign } from './tree.js';

export interface PassageLayer {
  readonly layer: Layer;
  /** `now`: the cursor's stage is about it. `seen`: some stage before was. `passed`: nobody looked at it. */
  readonly state: 'now' | 'seen' | 'passed';
  /** Against the other side: `=` for a layer that is the same on both. */
  readonly sign: Sign | '=';
  /** A check threw the frame away here. */
  readonly dropped: boolean;
}

export interface Side {
  readonly frame: number;
  /** Where it was received or sent; undefined while it is still in the stack. */
  readonly dev: number | undefined;
  /** Outermost first. */
  readonly layers: readonly PassageLayer[];
}

export interface Passage {
  readonly node: string;
  /** Undefined: built here. */
  readonly in: Side | undefined;
  /** Undefined: nothing goes out, or not yet. */
  readonly out: Side | undefined;
  /** Frames that go out, this one included, and which of them it is, from 1. */
  readonly outs: number;
  readonly nth: number;
  /** The event has been seen to its end: what is not there will not come. */
  readonly complete: boolean;
  /** The stage that threw the frame away. */
  readonly drop: number | undefined;
}

/** The passage that the frame in focus is part of, as far as the cursor has come; undefined: none. */
export function passageOf(view: View): Passage | undefined {
  const { frame } = view;
  if (frame === undefined) return undefined;
  const { journal, position, world } = view.session;
  const own = view.ui.focus.frame !== undefined || view.isOldFrame;
  const event = own ? journal.eventOf(Math.max(0, world.frames.stageOf(frame))) : view.event;
  if (event < 0) return undefined;
  return new Reader(view, event, Math.min(position, journal.firstStage(event + 1))).read(frame);
}

/** Where a stage is at work: on which side, at which layer of it. */
interface At {
  readonly side: 'in' | 'out';
  readonly index: number;
}

class Reader {
  readonly #view: View;
  readonly #first: number;
  readonly #until: number;
  readonly #complete: boolean;
  /** Frames that the event made, by the stage that made them. */
  readonly #made = new Map<number, number[]>();
  #in: number | undefined;
  #out: number | undefined;
  #layers: Readonly<Record<At['side'], readonly Layer[]>> = { in: [], out: [] };
  readonly #known = new Map<number, At | undefined>();

  constructor(view: View, event: number, until: number) {
    this.#view = view;
    const { journal } = view.session;
    this.#first = journal.firstStage(event);
    this.#until = until;
    this.#complete = until >= journal.firstStage(event + 1);
  }

  read(focus: number): Passage | undefined {
    const { journal, world } = this.#view.session;
    const { frames } = world;
    const end = frames.countAt(this.#until);
    for (let f = frames.countAt(this.#first); f < end; f++) {
      const stage = frames.stageOf(f);
      this.#made.set(stage, [...(this.#made.get(stage) ?? []), f]);
      if (this.#in === undefined && frames.directionOf(f) === 'received') this.#in = f;
    }
    const tips = this.#tips();
    this.#out = this.#chosen(tips, focus);
    if (this.#in === undefined && this.#out === undefined) return undefined;
    this.#layers = { in: this.#dissected(this.#in), out: this.#dissected(this.#out) };
    const stages = Array.from({ length: this.#until - this.#first }, (_, i) => this.#first + i);
    const drop = this.#out === undefined ? stages.find(s => journal.verdictOf(s) === 'drop') : undefined;
    return {
      node: this.#view.words.nodeOf(this.#until - 1),
      ...this.#sides(stages, drop),
      outs: tips.length,
      nth: this.#out === undefined ? 0 : tips.indexOf(this.#out) + 1,
      complete: this.#complete,
      drop,
    };
  }

  /** Both sides, with what became of their layers. */
  #sides(stages: readonly number[], drop: number | undefined): Pick<Passage, 'in' | 'out'> {
    const { frames } = this.#view.session.world;
    const seen = new Set(stages.map(s => keyOf(this.#at(s))));
    const telling = this.#view.tellsStage && this.#view.stage === this.#until - 1;
    const now = telling ? keyOf(this.#at(this.#until - 1)) : '';
    const dropped = drop === undefined ? '' : keyOf(this.#at(drop));
    const signs = this.#signs();
    const side = (name: At['side'], frame: number | undefined): Side | undefined => {
      if (frame === undefined) return undefined;
      const layers = this.#layers[name].map((layer, index): PassageLayer => {
        const key = keyOf({ side: name, index });
        const state = key === now ? 'now' : seen.has(key) ? 'seen' : 'passed';
        return { layer, state, sign: signs[name](index), dropped: key === dropped };
      });
      const dev = frames.devOf(frame);
      return { frame, dev: dev < 0 ? undefined : dev, layers };
    };
    return { in: side('in', this.#in), out: side('out', this.#out) };
  }

  /** What of the frame that came in is in the one that goes out. What is built in answer is new from end to end. */
  #signs(): Readonly<Record<At['side'], (index: number) => PassageLayer['sign']>> {
    const { frames } = this.#view.session.world;
    const [from, to] = [this.#in, this.#out];
    if (from === undefined || to === undefined || !this.#isOf(to, from)) return { in: () => '', out: () => '+' };
    const change = from === to ? NO_CHANGE : frameChange(frames.frame(from), frames.frame(to));
    const of = (kind: 'popped' | 'pushed', index: number) =>
      change.layers.some(l => l.kind === kind && l.layer === index);
    const changed = (index: number) => change.fields.some(f => f.layer === index);
    return {
      in: index => (of('popped', index) ? '-' : ''),
      out: index => (of('pushed', index) ? '+' : changed(index) ? '~' : '='),
    };
  }

  /** Frames of this event that nothing more was made of and that did not come in: they go out, or are about to. */
  #tips(): number[] {
    const { frames } = this.#view.session.world;
    const all = [...this.#made.values()].flat();
    const used = new Set(all.map(f => frames.fromOf(f)));
    return all.filter(f => f !== this.#in && !used.has(f) && frames.frame(f).operation !== 'pull');
  }

  /** The one in focus, or that the cursor's stage makes or is about; else the first that was sent. */
  #chosen(tips: readonly number[], focus: number): number | undefined {
    const { frames } = this.#view.session.world;
    const stage = this.#until - 1;
    const about = this.#frameAt(stage);
    const wanted = [focus, ...(this.#made.get(stage) ?? []), ...(about === undefined ? [] : [about])];
    for (const f of wanted.filter(w => w !== this.#in)) {
      const tip = tips.find(t => t === f || this.#isOf(t, f));
      if (tip !== undefined) return tip;
    }
    return tips.find(t => frames.directionOf(t) === 'sent') ?? tips.at(-1) ?? this.#waiting(focus);
  }

  /** A packet built before, on its way out now. */
  #waiting(focus: number): number | undefined {
    const received = this.#in !== undefined && (focus === this.#in || this.#isOf(this.#in, focus));
    return received || this.#isOf(focus, this.#in ?? -1) ? undefined : focus;
  }

  /** Whether a frame came from another one, or is it; not if it was built in answer. */
  #isOf(frame: number, other: number): boolean {
    const { frames } = this.#view.session.world;
    for (let at = frame; at >= other && at >= 0; at = frames.fromOf(at)) {
      if (at === other) return true;
      if (frames.frame(at).operation === 'answer') return false;
    }
    return false;
  }

  /** The frame that a stage names itself, or the stage around it. */
  #frameAt(stage: number): number | undefined {
    const { journal } = this.#view.session;
    for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
      const frame = journal.numberArg(at, 'frame');
      if (frame !== undefined) return frame;
    }
    return undefined;
  }

  #dissected(frame: number | undefined): readonly Layer[] {
    return frame === undefined ? [] : this.#view.words.layers(frame);
  }

  #at(stage: number): At | undefined {
    if (!this.#known.has(stage)) this.#known.set(stage, this.#find(stage));
    return this.#known.get(stage);
  }

  /**
   * A stage that builds is at the first header that it puts in front. One that reads is at the header that its reason is named
   * after (`arp.…`, `ip.…`), or at the outermost one of a frame that is new to it; else where the stage around it is.
   */
  #find(stage: number): At | undefined {
    const { journal } = this.#view.session;
    const made = (this.#made.get(stage) ?? []).map(f => this.#front(f)).find(at => at !== undefined);
    if (made !== undefined) return made;
    const parent = journal.parentOf(stage);
    const around = parent === undefined || parent < this.#first ? undefined : this.#at(parent);
    const frame = this.#frameAt(stage);
    const front = frame === undefined ? undefined : this.#front(frame);
    const side = front?.side ?? around?.side;
    if (side === undefined) return undefined;
    const protocol = journal.reasonOf(stage).split('.')[0];
    const named = this.#layers[side].findIndex(l => l.protocol === protocol);
    if (named >= 0) return { side, index: named };
    const fresh = parent === undefined || this.#frameAt(parent) !== frame;
    return (fresh ? front : undefined) ?? around ?? front;
  }

  /** The side that a frame is on, and its outermost layer there: as many bytes from the end as it is long. */
  #front(frame: number): At | undefined {
    const { frames } = this.#view.session.world;
    if (this.#in !== undefined && (this.#isOf(frame, this.#in) || this.#isOf(this.#in, frame))) {
      // Copies that go out are on the other side, from where they leave the line of what came in.
      if (frame !== this.#out && !this.#leads(frame)) return { side: 'in', index: this.#depth('in', frame) };
    }
    if (this.#out === undefined || !this.#isOf(this.#out, frame)) return undefined;
    const bytes = frames.length(this.#out) - frames.length(frame);
    const index = this.#layers.out.findIndex(l => l.bit / 8 >= bytes);
    return index < 0 ? undefined : { side: 'out', index };
  }

  /** Between what came in and what goes out: built from a header taken off or a field rewritten on. */
  #leads(frame: number): boolean {
    if (this.#out === undefined || this.#in === undefined || frame <= this.#in) return false;
    return this.#isOf(this.#out, frame) && this.#view.session.world.frames.frame(frame).operation !== 'pull';
  }

  #depth(side: At['side'], frame: number): number {
    const { linkType } = this.#view.session.world.frames.frame(frame);
    if (linkType === 'ethernet') return 0;
    return Math.max(0, this.#layers[side].length - this.#dissected(frame).length);
  }
}

const keyOf = (at: At | undefined): string => (at === undefined ? '' : `${at.side} ${at.index}`);
