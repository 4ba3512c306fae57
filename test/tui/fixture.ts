// What the tests of the screen share: a real lesson, small networks of other shapes, and a screen without a terminal.
import { readFileSync } from 'node:fs';
import { Session } from '../../src/debug/index.js';
import type { Lang } from '../../src/i18n/index.js';
import { type Lesson, Player, readLesson } from '../../src/lesson/index.js';
import { LINK_DEFAULTS, Network, type NetworkDescription } from '../../src/topology/index.js';
import { press } from '../../src/tui/actions/press.js';
import type { Size } from '../../src/tui/layout.js';
import { Store } from '../../src/tui/store.js';
import { textOf } from '../../src/tui/text.js';

const read = (name: string) => readFileSync(new URL(`../../lessons/arp/${name}`, import.meta.url), 'utf8');
let arp: Lesson | undefined;

export function arpLesson(): Lesson {
  arp ??= readLesson({
    folder: 'lessons/arp',
    yaml: read('lesson.yaml'),
    prose: { en: read('en.md'), 'zh-CN': read('zh-CN.md') },
  });
  return arp;
}

/** The same without its questions: nothing waits. */
export function untroubled(): Lesson {
  const lesson = arpLesson();
  return { ...lesson, checkpoints: lesson.checkpoints.map(each => ({ ...each, predict: undefined })) };
}

/** `{ hosts: { A: '10.0.0.1' }, switches: { sw: 2 }, links: ['A.eth0 sw.p1'] }`; A pings `ping` at 0. */
export interface Wiring {
  readonly hosts: Readonly<Record<string, string>>;
  readonly switches?: Readonly<Record<string, number>>;
  readonly links: readonly string[];
  readonly ping?: string;
}

/** A lesson without words on a network of any shape. */
export function wired({ hosts, switches = {}, links, ping }: Wiring): Lesson {
  const source = { file: 'lesson.yaml', line: 1, text: 'wired' };
  const node = (name: string, kind: string, devices: NetworkDescription['nodes'][number]['devices']) =>
    ({ name, kind, devices, sysctl: {}, setup: [], source }) as const;
  const ports = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `p${i + 1}`, addresses: [], up: true }));
  const network: NetworkDescription = {
    name: 'wired',
    seed: 1,
    profile: 'classic',
    nodes: [
      ...Object.entries(hosts).map(([name, ip]) =>
        node(name, 'host', [{ name: 'eth0', addresses: [`${ip}/24`], up: true }]),
      ),
      ...Object.entries(switches).map(([name, n]) => node(name, 'switch', ports(n))),
    ],
    links: links.map(text => {
      const [a = '', b = ''] = text.split(' ');
      return { ...LINK_DEFAULTS, a, b, source };
    }),
    run: ping === undefined ? [] : [{ at: 0, on: Object.keys(hosts)[0]!, do: `ping -c 1 ${ping}`, source }],
  };
  const words = { title: 'Wired', summary: 'A network.', sections: {} };
  const prose = { ...words, opening: { title: 'Wired', paragraphs: ['A network.'], hints: [], afterwards: [] } };
  return {
    ...arpLesson(),
    id: 'wired',
    network,
    panels: ['topology'],
    checkpoints: [],
    tasks: [],
    prose: { en: prose, 'zh-CN': prose },
  };
}

export interface Desk {
  readonly store: Store;
  readonly exits: number[];
  /** Work put off, the oldest first; `press` does all of it. */
  readonly later: (() => void)[];
  /** Keys by name, with blanks between them; what is put off is done at once. A key that an open question holds is pressed again. */
  press(keys: string): Desk;
  /** The same, but what is held is held. */
  once(keys: string): Desk;
  text(): string;
}

export function desk(size: Size, lang: Lang = 'en', lesson: Lesson = arpLesson()): Desk {
  const session = new Session(new Network(lesson.network));
  const later: (() => void)[] = [];
  const exits: number[] = [];
  const store = new Store({
    session,
    lesson,
    player: new Player(lesson, session),
    lang,
    size,
    later: work => {
      later.push(work);
      return () => later.splice(later.indexOf(work), 1);
    },
    exit: status => exits.push(status),
    redraw: () => {},
  });
  const made: Desk = {
    store,
    exits,
    later,
    press(keys) {
      for (const key of keys.split(' ').filter(k => k !== '')) {
        const { warned } = store.ui.teach;
        made.once(key);
        if (store.ui.teach.warned !== undefined && warned === undefined) made.once(key);
      }
      return made;
    },
    once(keys) {
      for (const key of keys.split(' ').filter(k => k !== '')) {
        press(store, key);
        while (later.length > 0 && store.ui.running !== 'play') later.shift()!();
      }
      return made;
    },
    text: () => store.screen.rows.map(textOf).join('\n'),
  };
  return made;
}

/** Types a line behind `:` and runs it. */
export function command(on: Desk, line: string): Desk {
  press(on.store, ':');
  for (const character of line) press(on.store, character === ' ' ? 'space' : character);
  return on.press('enter');
}
