// A lesson on a screen without a terminal: the same store and the same keys as the real one, and a clock that goes only as
// far as it is told to.
import type { Session } from '../../debug/index.js';
import type { Lang } from '../../i18n/index.js';
import type { Lesson, Player } from '../../lesson/index.js';
import { show } from '../actions/panel.js';
import { moved, stop } from '../actions/time.js';
import { asciiOf } from '../ascii.js';
import type { Size } from '../layout.js';
import type { Look } from '../look.js';
import { isPanel } from '../panels/registry.js';
import { lessonAct } from '../run.js';
import type { SizedAct } from '../screen.js';
import type { Ui } from '../state.js';
import { Store } from '../store.js';
import { type Line, textOf } from '../text.js';

export interface DeskOptions {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly player: Player;
  readonly lang: Lang;
  readonly size: Size;
  readonly look?: Look;
}

interface Later {
  readonly work: () => void;
  /** On the desk's own clock, ms. */
  readonly due: number;
}

/** Most slices of a run that a key may start: a network that never falls silent must not hang the picture. */
const MOST_SLICES = 100;

export class Desk {
  readonly store: Store;
  readonly #act: SizedAct;
  #waiting: Later[] = [];
  #now = 0;
  /** A key has left the screen. */
  left = false;

  constructor(options: DeskOptions) {
    this.store = new Store({
      ...options,
      later: (work, ms) => {
        const later = { work, due: this.#now + ms };
        this.#waiting.push(later);
        return () => {
          this.#waiting = this.#waiting.filter(w => w !== later);
        };
      },
      exit: () => {
        this.left = true;
      },
      redraw: () => {},
    });
    this.#act = lessonAct(this.store);
  }

  /** The rows as they are drawn: in ASCII where the look says so. */
  get rows(): readonly Line[] {
    const rows = this.#act.rows();
    if (!this.store.look.ascii) return rows;
    return rows.map(row => row.map(span => ({ ...span, text: asciiOf(span.text) })));
  }

  /** Where the cursor is and what happens there, in words. */
  get words(): string {
    const { rows, layout } = this.store.screen;
    const last = layout === undefined ? 0 : layout.story.y + layout.story.height;
    const texts = rows.slice(0, last).map(row => textOf(row).trim().replace(/\s+/g, ' '));
    return texts.filter(text => text !== '').join(' — ');
  }

  /** One key, and all that follows from it at once. */
  press(key: string): void {
    this.#act.press([key]);
    this.settle();
  }

  /** The session was moved: the screen tells what the move changed. */
  arrived(telling: Ui['telling']): void {
    this.store.batch(() => moved(this.store, { end: 'moved' }, telling));
  }

  /** Shows one panel alone; false: there is none of that name. */
  zoom(panel: string): boolean {
    if (!this.focus(panel)) return false;
    this.store.batch(() => this.store.update({ zoom: true }));
    return true;
  }

  /** Turns to a panel, opening it where it is closed; false: there is none of that name. */
  focus(panel: string): boolean {
    const [, owner] = panel.split('@');
    const known = this.store.view.network.nodes.some(node => node.name === owner);
    if (!isPanel(panel) || (owner !== undefined && !known)) return false;
    this.store.batch(() => show(this.store, panel));
    return true;
  }

  /** Does what is due now: the slices of a run. */
  settle(): void {
    for (let slices = 0; slices < MOST_SLICES; slices++) {
      const next = this.#waiting.find(w => w.due <= this.#now);
      if (next === undefined) return;
      this.#do(next);
    }
    stop(this.store);
  }

  /** Lets the clock go on to what is due next: playing. How many ms that took; undefined: nothing waits. */
  wait(): number | undefined {
    const next = this.#waiting.toSorted((a, b) => a.due - b.due)[0];
    if (next === undefined) return undefined;
    const ms = next.due - this.#now;
    this.#now = next.due;
    this.#do(next);
    this.settle();
    return ms;
  }

  #do(later: Later): void {
    this.#waiting = this.#waiting.filter(w => w !== later);
    this.store.batch(later.work);
  }
}
