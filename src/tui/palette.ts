// The list over the line that is typed: what may stand there, what of it fits the letters typed so far, and which of them
// Enter takes. Pure: from the view; actions/command.ts answers the keys.
import { Fzf } from 'fzf';
import { MOVES, moveNamed } from '../debug/index.js';
import { type Completions, completions, type Named, PROMPT_COMMANDS, type Scope } from '../export/index.js';
import { nearest } from '../lesson/index.js';
import { SCREEN_COMMANDS } from './commands.js';
import { keyLabel, SCREEN_KEYS } from './keymap.js';
import { panelChoices, panelIds, shortTitle } from './panels/registry.js';
import { THEME_NAMES } from './themes/index.js';
import type { View } from './view.js';

export interface Match {
  readonly word: string;
  readonly args: string;
  readonly help: string;
  /** The key that does the same; '' where there is none. */
  readonly key: string;
  /** Places of the letters that were typed, in `word`. */
  readonly hits: ReadonlySet<number>;
}

export interface Palette {
  readonly kind: Completions['kind'];
  readonly usage: string;
  readonly from: number;
  readonly matches: readonly Match[];
  /** The line that Enter takes; undefined: Enter runs what is typed. */
  readonly pick: number | undefined;
  /** Names that may have been meant, where nothing fits. */
  readonly near: readonly string[];
}

/** Keys that only move about: by their names they would be of no use. */
const MOTIONS: ReadonlySet<string> = new Set([
  'up',
  'down',
  'left',
  'right',
  'page-up',
  'page-down',
  'first',
  'last',
  'enter',
  'back',
  'command',
  'stop',
]);

const KEYS = new Map([
  ...SCREEN_KEYS.map(k => [k.name, keyLabel(k.keys[0] as string)] as const),
  ...MOVES.map(m => [m.name, m.key] as const),
]);

/** Every command by name: the debugger's, the screen's, and what keys do. */
export const ALL_COMMANDS: readonly Named[] = unique([
  ...PROMPT_COMMANDS.filter(c => KEYS.get(c.name)),
  ...SCREEN_COMMANDS,
  ...SCREEN_KEYS.filter(k => !MOTIONS.has(k.name)).map(({ name, help }) => ({ name, help, args: '' })),
  ...PROMPT_COMMANDS,
]);

function unique(all: readonly Named[]): Named[] {
  return [...new Map(all.map(c => [c.name, c] as const)).keys()].map(name => all.find(c => c.name === name) as Named);
}

export function paletteOf(view: View): Palette | undefined {
  const { input } = view.ui;
  if (input === undefined || input.text.startsWith('/')) return undefined;
  const typed = input.text.slice(0, input.at);
  const { from, kind, usage, candidates } = completions(scopeOf(view), typed);
  const query = typed.slice(from);
  const matches = fitting(query, candidates, kind);
  const first =
    kind === 'command' && query !== '' && input.past === 0 && input.at === input.text.length ? 0 : undefined;
  const pick = matches.length === 0 ? undefined : (input.pick ?? first);
  const near =
    matches.length > 0 || query === ''
      ? []
      : nearest(
          query,
          candidates.map(c => c.word),
        );
  return {
    kind,
    usage,
    from,
    matches,
    pick: pick === undefined ? undefined : Math.min(pick, matches.length - 1),
    near,
  };
}

function scopeOf(view: View): Scope {
  const word = (id: string, help: string) => ({ word: id, help, args: '' });
  const panels = (ids: readonly string[]) => ids.map(id => word(id, shortTitle(view, id)));
  return {
    session: view.session,
    words: view.words,
    commands: ALL_COMMANDS,
    sources: {
      PANEL: () => panels(panelChoices(view)),
      'close PANEL': () => panels(panelIds(view.lesson, view.ui)),
      'theme NAME': () => THEME_NAMES.map(name => word(name, '')),
    },
  };
}

type Candidate = Completions['candidates'][number];
/** What fzf finds: the candidate, and the places of the letters in it. */
interface Found {
  readonly item: Candidate;
  readonly positions: ReadonlySet<number>;
}

/** Those that the letters fit, the best first: a short name, then what begins so, then what has them in this order. */
function fitting(query: string, candidates: readonly Candidate[], kind: Completions['kind']): Match[] {
  const key = (word: string) => (kind === 'command' ? (KEYS.get(word) ?? '') : '');
  if (query === '') return candidates.map(c => ({ ...c, key: key(c.word), hits: new Set<number>() }));
  const finder = new Fzf(candidates, {
    selector: (c: Candidate) => c.word,
    casing: 'case-insensitive',
    tiebreakers: [(a: Found, b: Found) => a.item.word.length - b.item.word.length],
  });
  const found: readonly Found[] = finder.find(query);
  const short = kind === 'command' ? moveNamed(query)?.name : undefined;
  const rank = (word: string) => (word === query || word === short ? 0 : word.startsWith(query) ? 1 : 2);
  const named = candidates.filter(c => c.word === short && !found.some(f => f.item.word === short));
  const all: readonly Found[] = [...named.map(item => ({ item, positions: new Set<number>() })), ...found];
  return all
    .map(({ item, positions }) => ({ ...item, key: key(item.word), hits: positions }))
    .sort((x, y) => rank(x.word) - rank(y.word));
}
