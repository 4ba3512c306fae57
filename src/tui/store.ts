// The screen's one mutable thing: what is set on it (Ui), the language, the size; and the pictures made from them. Keys
// come in at press(); React is told when there is a new picture. What keys do is in actions/.
import type { Session } from '../debug/index.js';
import { Describer, Prompt, type WriteFile } from '../export/index.js';
import type { Lang } from '../i18n/index.js';
import type { Lesson, Player } from '../lesson/index.js';
import { compose, type Screen } from './compose.js';
import type { Size } from './layout.js';
import { Look } from './look.js';
import { panelIds } from './panels/registry.js';
import type { Later } from './screen.js';
import { firstUi, type Ui } from './state.js';
import { View } from './view.js';

export interface StoreOptions {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly player: Player;
  readonly lang: Lang;
  readonly size: Size;
  readonly later: Later;
  /** Leaves the screen. */
  exit(status: number): void;
  /** Paints everything anew, whatever the terminal shows. */
  redraw(): void;
  /** Ctrl-Z. */
  readonly suspend?: () => void;
  readonly look?: Look;
  /** Writes a file for the person; without it nothing can be saved. */
  readonly write?: WriteFile | undefined;
}

export class Store {
  /** These three change together, in `load` alone. */
  session: Session;
  lesson: Lesson;
  player: Player;
  readonly later: Later;
  readonly exit: (status: number) => void;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly look: Look;
  /** Takes back what runs on by itself: a run in slices, playing. */
  stopRunning: (() => void) | undefined;
  /** The key that was pressed last, or the command that was typed. */
  pressed = '';
  #ui: Ui;
  #lang: Lang;
  #size: Size;
  #words: Describer;
  #prompt: Prompt | undefined;
  readonly #write: WriteFile | undefined;
  #view: View | undefined;
  #screen: Screen | undefined;
  #depth = 0;
  readonly #listeners = new Set<() => void>();

  constructor(options: StoreOptions) {
    this.session = options.session;
    this.lesson = options.lesson;
    this.player = options.player;
    this.later = options.later;
    this.exit = options.exit;
    this.redraw = options.redraw;
    this.suspend = options.suspend ?? (() => {});
    this.#lang = options.lang;
    this.#write = options.write;
    this.#size = options.size;
    this.#words = new Describer(this.session.target, this.#lang);
    this.look = options.look ?? new Look();
    const { speed, unit, projector } = this.look;
    const wrong = this.look.takeNote();
    const note = wrong === undefined ? undefined : ({ text: wrong, kind: 'error' } as const);
    this.#ui = { ...firstUi('topology', this.session.position), speed, unit, projector, note };
  }

  get ui(): Ui {
    return this.#ui;
  }
  get lang(): Lang {
    return this.#lang;
  }
  get size(): Size {
    return this.#size;
  }
  get panels(): readonly string[] {
    return panelIds(this.lesson, this.#ui);
  }

  /** Answers commands that the screen has no way of its own for. */
  get prompt(): Prompt {
    if (this.#prompt?.lang !== this.#lang)
      this.#prompt = new Prompt(this.lesson, this.session, this.player, this.#lang, this.#write);
    return this.#prompt;
  }

  /** The view at the session's cursor. */
  get view(): View {
    const veil = this.player.tasks.hidden();
    const { target, lang, veil: old } = this.#words;
    if (target !== this.session.target || lang !== this.#lang || old !== veil)
      this.#words = new Describer(this.session.target, this.#lang, veil);
    this.#view ??= new View(this, this.#ui, this.#words);
    return this.#view;
  }

  get screen(): Screen {
    this.#screen ??= compose(this.view, this.#size);
    return this.#screen;
  }

  /** Something is different: the session has moved, or `change` is set on the screen. */
  update(change: Partial<Ui> = {}): void {
    this.#ui = { ...this.#ui, ...change };
    this.#stale();
  }
  /** Another lesson in place of this one, or the same one changed: what points into the old one is forgotten. */
  load({ session, lesson, player }: Pick<StoreOptions, 'session' | 'lesson' | 'player'>, note: Ui['note']): void {
    Object.assign(this, { session, lesson, player });
    this.#prompt = undefined;
    const first = firstUi('topology', session.position);
    const { focus, chosen, scroll, overlay, running, telling, before, by, section, wheeled } = first;
    const forgotten = { focus, chosen, scroll, overlay, running, telling, before, by, section, wheeled };
    const { panel } = this.#ui;
    this.update({ ...forgotten, note });
    if (!this.panels.includes(panel)) this.update({ panel: first.panel, recent: first.recent });
  }
  setLang(lang: Lang): void {
    this.#lang = lang;
    this.#stale();
  }
  /** A new size, or the old one to be drawn anew. */
  setSize(size: Size): void {
    this.#size = size;
    this.#screen = undefined;
    if (this.#depth === 0) this.#tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whatever `work` changes is one new picture. */
  batch(work: () => void): void {
    this.#depth++;
    try {
      work();
    } finally {
      this.#depth--;
      if (this.#depth === 0 && this.#screen === undefined) this.#tell();
    }
  }

  #stale(): void {
    this.#view = undefined;
    this.#screen = undefined;
    if (this.#depth === 0) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
