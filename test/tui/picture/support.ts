// What the tests of pictures share: a screen to draw, a strict reader of XML, and a terminal to play codes into.
import xterm from '@xterm/headless';
import { Session } from '../../../src/debug/index.js';
import type { Lang } from '../../../src/i18n/index.js';
import { type Lesson, Player } from '../../../src/lesson/index.js';
import { Network } from '../../../src/topology/index.js';
import { type Colouring, colouringNamed, Desk, svgOf } from '../../../src/tui/picture/index.js';
import { arpLesson } from '../fixture.js';

export const colouring = (name = 'dark'): Colouring => colouringNamed(name)!;

/** The arp lesson on a screen; `keys` with blanks between them. */
export function deskOf(
  columns: number,
  rows: number,
  keys = '',
  lang: Lang = 'en',
  lesson: Lesson = arpLesson(),
): Desk {
  const session = new Session(new Network(lesson.network));
  const desk = new Desk({ session, lesson, player: new Player(lesson, session), lang, size: { columns, rows } });
  for (const key of keys.split(' ').filter(k => k !== '')) desk.press(key);
  return desk;
}

export function svg(desk: Desk, theme = 'dark'): string {
  const { size, lang } = desk.store;
  return svgOf(desk.rows, {
    colouring: colouring(theme),
    columns: size.columns,
    title: 'A title',
    description: 'What is',
    lang,
  });
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const plain = (text: string): string => text.replace(/&(\w+);/g, (_, name) => ENTITIES[name]!);
const ATTRIBUTE = /\s+([\w:-]+)="((?:[^<&"]|&(?:amp|lt|gt|quot);)*)"/y;

/** Every element in the order of its beginning. Throws at the first thing that XML 1.0 does not allow. */
export function readXml(source: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const token = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|((?:[^<>&]|&(?:amp|lt|gt|quot);)+)/y;
  let roots = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const [, close, name, attributes, empty, text] = token.exec(source) ?? [];
    if (text !== undefined) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them
      if (/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(text)) throw new Error(`a control character at ${at}`);
      if (open.length === 0 && text.trim() !== '') throw new Error(`text outside the root at ${at}`);
      const last = open.at(-1);
      if (last !== undefined) last.text += plain(text);
      continue;
    }
    if (name === undefined) throw new Error(`not XML at ${at}: ${source.slice(at, at + 40)}`);
    if (close === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element at ${at}`);
      continue;
    }
    const element: Element = { name, attributes: attributesOf(attributes ?? ''), text: '' };
    if (open.length === 0 && ++roots > 1) throw new Error(`a second root at ${at}`);
    found.push(element);
    if (empty !== '/') open.push(element);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return found;
}

function attributesOf(text: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (let at = 0; at < text.length; at = ATTRIBUTE.lastIndex) {
    ATTRIBUTE.lastIndex = at;
    const [, name, value] = ATTRIBUTE.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no attribute: ${text.slice(at)}`);
    if (Object.hasOwn(out, name)) throw new Error(`${name} is there twice`);
    out[name] = plain(value);
  }
  return out;
}

export class Emulator {
  readonly screen: InstanceType<typeof xterm.Terminal>;

  constructor(cols: number, rows: number) {
    this.screen = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  }

  write(text: string): Promise<void> {
    return new Promise(done => this.screen.write(text, done));
  }

  rows(): string[] {
    const { active } = this.screen.buffer;
    return Array.from(
      { length: this.screen.rows },
      (_, y) =>
        active
          .getLine(active.viewportY + y)
          ?.translateToString(true)
          .trimEnd() ?? '',
    );
  }

  /** `#rrggbb` of a cell's text and ground; undefined where it is no such colour. */
  colours(x: number, y: number): (string | undefined)[] {
    const cell = this.screen.buffer.active.getLine(y)?.getCell(x);
    const hex = (rgb: number | undefined) => `#${(rgb ?? 0).toString(16).padStart(6, '0')}`;
    return [cell?.isFgRGB() ? hex(cell.getFgColor()) : undefined, cell?.isBgRGB() ? hex(cell.getBgColor()) : undefined];
  }
}
