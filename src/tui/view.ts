// What panels see: the session at its cursor, the lesson and what is set on the screen, read once per picture. Panels are
// functions of this and of their size. Read state.ts and network.ts first.
import { changesBetween, type RowChange, type Session, type Where } from '../debug/index.js';
import type { Describer } from '../export/index.js';
import type { Lang } from '../i18n/index.js';
import type { Journal, Key } from '../journal/index.js';
import type { Lesson, Player } from '../lesson/index.js';
import { eachNode, type Layer, type Node } from '../wire/index.js';
import type { Size } from './layout.js';
import { type NetworkView, readNetwork } from './network.js';
import type { Ui } from './state.js';
import { gist, story } from './story.js';

/** What stays the same from picture to picture: the program's side of it. */
export interface Scene {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly player: Player;
  /** Of the terminal. */
  readonly size: Size;
}

export class View {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly player: Player;
  readonly ui: Ui;
  readonly lang: Lang;
  readonly words: Describer;
  readonly where: Where;
  /** The stage at the cursor and its event; -1 before the first. */
  readonly stage: number;
  readonly event: number;
  readonly changes: ReadonlyMap<string, RowChange>;
  readonly #scene: Scene;
  readonly #made = new Map<unknown, unknown>();
  #network: NetworkView | undefined;
  #layers: { frame: number; layers: readonly Layer[] } | undefined;

  constructor(scene: Scene, ui: Ui, words: Describer) {
    this.session = scene.session;
    this.lesson = scene.lesson;
    this.player = scene.player;
    this.#scene = scene;
    this.ui = ui;
    this.words = words;
    this.lang = words.lang;
    this.where = this.session.where();
    this.stage = this.session.stage?.id ?? -1;
    this.event = this.session.event;
    const { journal, position } = this.session;
    // While a run goes on its changes are not gathered again for each picture: they are told when it has ended.
    const runs = ui.running === 'continue' || ui.running === 'goto';
    const from = runs ? position : Math.min(ui.before, journal.stageCount);
    const changes = changesOf(journal, from, position);
    // What set a task up is no change that anybody is told of.
    this.changes =
      words.veil.length === 0 ? changes : new Map([...changes].filter(([, { at }]) => !words.isVeiledChange(at)));
  }

  /** The terminal's, as it is now: all else outlasts a change of size. */
  get size(): Size {
    return this.#scene.size;
  }

  /** What follows from the view alone, whatever the room: made when it is first asked for, and kept. */
  once<T>(make: (view: View) => T): T {
    if (!this.#made.has(make)) this.#made.set(make, make(this));
    return this.#made.get(make) as T;
  }

  text(id: string, args: Readonly<Record<string, unknown>> = {}): string {
    return this.words.text(id, args);
  }

  get network(): NetworkView {
    this.#network ??= readNetwork(this.session);
    return this.#network;
  }

  /** All stages of the event have been seen. */
  get atEventEnd(): boolean {
    return this.where.stage === this.where.stages;
  }

  /** The cursor means its stage, not the whole event whose end it may stand at. */
  get tellsStage(): boolean {
    return !this.atEventEnd || this.ui.telling === 'stage';
  }

  /** The frame in focus is not what the cursor is about: nothing here concerns a frame, so the last one stays. */
  get isOldFrame(): boolean {
    return this.ui.focus.frame === undefined && this.#frameHere() === undefined;
  }

  /** The frame in focus: chosen by hand, else the one that the stage at the cursor is about, else the last one seen. */
  get frame(): number | undefined {
    const { frames } = this.session.world;
    const position = this.session.position;
    const chosen = this.ui.focus.frame;
    if (chosen !== undefined && frames.existsAt(chosen, position)) return chosen;
    const here = this.#frameHere();
    const count = frames.countAt(position);
    return here ?? (this.stage >= 0 && count > 0 ? count - 1 : undefined);
  }

  /** The frame that the cursor is about. */
  #frameHere(): number | undefined {
    if (this.stage < 0) return undefined;
    const here =
      this.session.followed ?? (this.tellsStage ? undefined : this.#sentHere()) ?? this.words.frameOfStage(this.stage);
    const { frames } = this.session.world;
    const { position } = this.session;
    if (here === undefined || !frames.existsAt(here, position)) return undefined;
    // What arrives is named by what was sent; from here on the copy that was received counts.
    if (frames.directionOf(here) !== 'sent') return here;
    for (let f = here + 1; f < frames.countAt(position); f++) {
      if (frames.fromOf(f) === here && frames.directionOf(f) === 'received') return f;
    }
    return here;
  }

  /** The first frame that the event at the cursor put on a cable. */
  #sentHere(): number | undefined {
    const { frames } = this.session.world;
    const first = frames.countAt(this.session.journal.firstStage(this.event));
    for (let f = first; f < frames.countAt(this.session.position); f++) if (frames.directionOf(f) === 'sent') return f;
    return undefined;
  }

  /** The dissection of a frame, kept for the one asked last. */
  layersOf(frame: number): readonly Layer[] {
    if (this.#layers?.frame !== frame) this.#layers = { frame, layers: this.words.layers(frame, true) };
    return this.#layers.layers;
  }

  /** The field in focus, as it stands in the frame in focus. */
  get field(): Node | undefined {
    const { frame } = this;
    const name = this.ui.focus.field;
    if (frame === undefined || name === undefined) return undefined;
    let left = this.ui.focus.nth ?? 0;
    for (const node of eachNode(this.layersOf(frame))) if (node.name === name && left-- === 0) return node;
    return undefined;
  }

  /** The node at which the cursor stands. */
  get node(): string | undefined {
    const name = this.stage < 0 ? '' : this.words.nodeOf(this.stage);
    return name === '' ? undefined : name;
  }

  change(table: string, key: Key): RowChange | undefined {
    return this.changes.get(changeId(table, key));
  }

  /** The stages whose sentences tell what happens at the cursor: the stage's own, or the whole event's at its end. */
  story(most: number): readonly number[] {
    if (this.stage < 0) return [];
    if (this.tellsStage || this.words.isVeiled(this.stage)) return [this.stage];
    return story(this.session, this.event, this.session.position, most);
  }

  /** The stage that stands for an event in a list, of its stages before position `until`. */
  gist(event: number, until: number): number {
    return gist(this.session, event, until);
  }
}

type Changes = ReadonlyMap<string, RowChange>;
const moves = new WeakMap<Journal, { readonly from: number; readonly to: number; readonly changes: Changes }>();

/** What a move changed, kept for the last one of a journal: the same move is pictured many times. */
function changesOf(journal: Journal, from: number, to: number): Changes {
  const known = moves.get(journal);
  if (known?.from === from && known.to === to) return known.changes;
  const changes = new Map(changesBetween(journal, from, to).map(c => [changeId(c.table, c.key), c]));
  moves.set(journal, { from, to, changes });
  return changes;
}

const changeId = (table: string, key: Key): string => `${table}\u0000${key}`;
