// What roles look like: the sixteen colours that every terminal has, so that the person's own palette is kept. One hue per
// layer, the same in every panel. Level 0 (NO_COLOR) is the same text without colour: signs carry what colours carry.
import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { Line, Role } from './text.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** 0: none; 1: the sixteen colours. NO_COLOR has the last word unless FORCE_COLOR is set (no-color.org, Node's own order). */
export function colorLevel(env: Env, isTTY: boolean): ColorSupportLevel {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? 0 : 1;
  if (env.NO_COLOR) return 0;
  return isTTY && env.TERM !== 'dumb' ? 1 : 0;
}

type Paint = (text: string) => string;

const LAYERS: Readonly<Record<string, keyof ChalkInstance & string>> = {
  eth: 'blueBright',
  arp: 'yellow',
  ip: 'green',
  ipv6: 'green',
  icmp: 'magenta',
  udp: 'cyan',
  tcp: 'cyan',
  data: 'gray',
};

/** Turns lines into text with the terminal's own codes. */
export class Theme {
  readonly #chalk: ChalkInstance;
  readonly #paints = new Map<string, Paint>();

  constructor(level: ColorSupportLevel) {
    this.#chalk = new Chalk({ level });
  }

  render(line: Line): string {
    let out = '';
    for (const { text, role, chosen } of line) {
      if (text !== '') out += this.#paint(role, chosen === true)(text);
    }
    return out;
  }

  #paint(role: Role, chosen: boolean): Paint {
    const key = chosen ? `${role} chosen` : role;
    let paint = this.#paints.get(key);
    if (paint === undefined) {
      const plain = this.#style(role);
      const { inverse } = this.#chalk;
      paint = chosen ? text => inverse(plain(text)) : plain;
      this.#paints.set(key, paint);
    }
    return paint;
  }

  #style(role: Role): Paint {
    const c = this.#chalk;
    if (role.startsWith('layer:')) {
      const hue = LAYERS[role.slice(6)] ?? 'white';
      return text => (c[hue] as Paint)(text);
    }
    const styles: Readonly<Record<string, Paint>> = {
      dim: c.gray,
      strong: c.bold,
      border: c.gray,
      'border-active': c.cyan,
      title: c.bold,
      'title-active': c.bold.cyan,
      status: c.inverse,
      past: c.black.bgYellow,
      story: c.bold,
      key: c.bold.cyan,
      added: c.greenBright,
      changed: c.yellowBright,
      removed: c.redBright,
      good: c.green,
      bad: c.bold.redBright,
      node: c.bold,
      here: c.bold.black.bgCyan,
    };
    return styles[role] ?? (text => text);
  }
}
