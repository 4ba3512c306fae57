// How the screen looks and what it answers to beside keys: theme, ASCII, mouse, the speed of playing, projector. What is set
// here is kept from one act to the next (a lesson, the menu, the next lesson); the settings come from src/cli.
import type { Line } from './text.js';
import { autoTheme, colorLevel, type Env, Theme, terminalColors } from './theme.js';
import { THEME_NAMES, themeNamed } from './themes/index.js';

/** What one step of playing is. */
export type PlayUnit = 'event' | 'stage';

export interface LookOptions {
  /** One of THEME_NAMES. `auto`: what suits the terminal, and none where the environment wants none. */
  readonly theme: string;
  /** The theme on the wall. */
  readonly wall: string;
  readonly ascii: boolean;
  readonly mouse: boolean;
  /** Steps of playing in a second. */
  readonly speed: number;
  readonly unit: PlayUnit;
  readonly projector: boolean;
  /** What was wrong with the settings: told once on the screen. */
  readonly note: string | undefined;
}

/** Steps in a second between which the keys choose. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];
export const [SLOWEST, FASTEST] = [0.1, 60];

const DEFAULTS: LookOptions = {
  theme: 'auto',
  wall: 'high-contrast',
  ascii: false,
  mouse: true,
  speed: 1,
  unit: 'event',
  projector: false,
  note: undefined,
};

export class Look {
  readonly #env: Env;
  readonly #isTTY: boolean;
  #name: string;
  /** The theme on the wall: another one than at the desk. */
  #wall: string;
  #ascii: boolean;
  #mouse: boolean;
  #theme: Theme | undefined;
  #note: string | undefined;
  speed: number;
  unit: PlayUnit;
  #projector: boolean;
  readonly #mouseListeners = new Set<(on: boolean) => void>();

  constructor(env: Env = {}, isTTY = false, options: Partial<LookOptions> = {}) {
    const set = { ...DEFAULTS, ...options };
    this.#env = env;
    this.#isTTY = isTTY;
    this.#name = set.theme;
    this.#wall = set.wall;
    this.#ascii = set.ascii;
    this.#mouse = set.mouse;
    this.#projector = set.projector;
    this.#note = set.note;
    this.speed = set.speed;
    this.unit = set.unit;
  }

  /** The name that was chosen; on the wall, the wall's. */
  get themeName(): string {
    return this.#projector && this.#level(this.#name) > 0 ? this.#wall : this.#name;
  }
  get ascii(): boolean {
    return this.#ascii;
  }
  get mouse(): boolean {
    return this.#mouse;
  }
  get projector(): boolean {
    return this.#projector;
  }

  /** The theme of the moment. */
  get theme(): Theme {
    if (this.#theme === undefined) {
      const name = this.themeName;
      const level = this.#level(name);
      this.#theme = new Theme(level, themeNamed(name) ?? autoTheme(this.#env, level), this.#ascii);
    }
    return this.#theme;
  }

  render(line: Line): string {
    return this.theme.render(line);
  }

  /** A name of THEME_NAMES. A theme that is asked for by name is shown whatever NO_COLOR says. */
  setTheme(name: string): void {
    if (!THEME_NAMES.includes(name)) throw new RangeError(`no theme ${name}`);
    if (this.#projector && name !== 'none' && this.#level(this.#name) > 0) this.#wall = name;
    else this.#name = name;
    this.#theme = undefined;
  }
  setAscii(ascii: boolean): void {
    this.#ascii = ascii;
    this.#theme = undefined;
  }
  setProjector(on: boolean): void {
    this.#projector = on;
    this.#theme = undefined;
  }
  setMouse(on: boolean): void {
    this.#mouse = on;
    for (const listener of this.#mouseListeners) listener(on);
  }
  onMouse(listener: (on: boolean) => void): () => void {
    this.#mouseListeners.add(listener);
    return () => this.#mouseListeners.delete(listener);
  }

  /** What is to be said about the settings; undefined: nothing, or it has been said. */
  takeNote(): string | undefined {
    const note = this.#note;
    this.#note = undefined;
    return note;
  }

  #level(name: string) {
    if (name === 'none') return 0;
    return name === 'auto' ? colorLevel(this.#env, this.#isTTY) : terminalColors(this.#env, this.#isTTY);
  }
}
