// What works here: first the keys of what is in focus, then the moves, then the rest; and last, dimmed, what works at other
// moments. Made from the tables that also answer the keys: MOVES of the debugger, SCREEN_KEYS and SCREEN_COMMANDS of the
// screen.
import { MOVES, type Move } from '../../debug/index.js';
import { PROMPT_COMMANDS } from '../../export/index.js';
import { SCREEN_COMMANDS } from '../commands.js';
import { type Here, hereOf, keysHere, works } from '../here.js';
import { keyLabel, SCREEN_KEYS, type ScreenKey } from '../keymap.js';
import type { Content, Panel } from '../panel.js';
import { fitLine, type Line, line, lineWidth, pad, type Role, span, widthOf, wrapped } from '../text.js';
import type { View } from '../view.js';
import { shortTitle } from './registry.js';
import { tcpPanelEntries, tcpSigns } from './tcp-legend.js';

/** From this width on the sections stand in two columns. */
const TWO = 128;

export const helpPanel: Panel = {
  select(view, box): Content {
    const title = view.text('ui.panel.help');
    const sections = sectionsOf(view);
    if (box.width < TWO) return { title, lines: joined(sections.map(s => drawn(s, box.width))) };
    const width = Math.floor(box.width / 2);
    const [left, right] = halves(sections.map(s => drawn(s, width)));
    const height = Math.max(left.length, right.length);
    const lines = Array.from({ length: height }, (_, i) => [...fitLine(left[i] ?? [], width), ...(right[i] ?? [])]);
    return { title, lines };
  },
};

interface Entry {
  readonly keys: readonly string[];
  /** What to type behind `:`; '' where there is nothing. */
  readonly names: string;
  readonly text: string;
}

interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly role: Role;
}

/** All that is to be told, in the order of its nearness. */
export function sectionsOf(view: View): readonly Section[] {
  const here = hereOf(view, true);
  const near = keysHere(view, here);
  const rest = SCREEN_KEYS.filter(k => !near.includes(k));
  const section = (title: string, entries: readonly Entry[], role: Role = 'plain'): Section => ({
    title,
    entries,
    role,
  });
  const now = (k: ScreenKey) => works(view, here, k.name);
  const sections = [
    section(view.text('keys.group.here', { what: placeName(view, here) }), screenRows(view, near)),
    ...GROUPS.map(([id, names]) => section(view.text(id), moveRows(view, names))),
    section(view.text('key.group.screen'), [...screenRows(view, rest.filter(now)), numbers(view), pasting(view)]),
    section(view.text('keys.group.commands'), commandRows(view)),
    section(
      view.text('keys.group.not-now'),
      screenRows(
        view,
        rest.filter(k => !now(k)),
      ),
      'dim',
    ),
    section(view.text('tcp-panels.group'), tcpPanelEntries(view)),
    section(view.text('keys.group.signs'), [{ keys: ['+ ~ -'], names: '', text: signs(view) }, ...tcpSigns(view)]),
  ];
  return sections.filter(s => s.entries.length > 0);
}

/** Moves by what they are for; what a later version adds stands with the last group. */
const NAMED: readonly (readonly [id: string, moves: readonly string[]])[] = [
  ['key.group.time', ['step', 'next', 'hop', 'continue', 'goto']],
  ['key.group.ask', ['why', 'why-not', 'find']],
  ['key.group.program', ['help', 'quit']],
];
const OTHERS = MOVES.filter(m => !isReverse(m) && !NAMED.some(([, names]) => names.includes(m.name))).map(m => m.name);
const GROUPS = [...NAMED.slice(0, 2), ['key.group.stop', OTHERS] as const, ...NAMED.slice(2)];

function isReverse(move: Move): boolean {
  return move.name.startsWith('reverse-');
}

function moveRows(view: View, names: readonly string[]): Entry[] {
  return names.flatMap(name => {
    const move = MOVES.find(m => m.name === name);
    if (move === undefined) return [];
    const reverse = MOVES.find(m => m.name === move.reverse);
    const keys = [move.key, reverse?.key ?? ''].filter(k => k !== '');
    const back = reverse === undefined ? '' : ` · ${view.text(reverse.help)}`;
    // Typed in full or by the short name; the reverse by its own.
    const typed = [move.name, move.short, reverse?.short ?? ''].filter(n => n !== '').join(' · ');
    return [{ keys, names: typed, text: `${view.text(move.help)}${back}` }];
  });
}

/** Keys of one meaning in one row. */
function screenRows(view: View, keys: readonly ScreenKey[]): Entry[] {
  const helps = [...new Set(keys.map(k => k.help))];
  return helps.map(help => {
    const same = keys.filter(k => k.help === help);
    return { keys: same.flatMap(k => k.keys.map(keyLabel)), names: '', text: view.text(help) };
  });
}

const numbers = (view: View): Entry => ({ keys: ['1 … 9 0'], names: '', text: view.text('key.panel') });

/** What is pasted is no key, but people look for it among them. */
const pasting = (view: View): Entry => ({ keys: [view.text('paste.label')], names: '', text: view.text('paste.help') });

/** Commands of the prompt that no move of the debugger is. */
const TYPED = PROMPT_COMMANDS.filter(c => !MOVES.some(m => m.name === c.name));

const commandRows = (view: View): Entry[] =>
  [...SCREEN_COMMANDS, ...TYPED].map(({ name, args, help }) => ({
    keys: [],
    names: args === '' ? name : `${name} ${args}`,
    text: view.text(help),
  }));

/** What the keys of the first section belong to. */
function placeName(view: View, { over }: Here): string {
  if (over === undefined || over === 'running') return shortTitle(view, view.ui.panel);
  return view.text(`keys.over.${over}`);
}

const signs = (view: View): string =>
  ['+ added', '~ changed', '- removed']
    .map(text => text.split(' '))
    .map(([sign, id]) => `${sign} ${view.text(`ui.change.${id}`)}`)
    .join('   ');

/** A section's lines; texts that are too long go on below. */
function drawn({ title, entries, role }: Section, width: number): Line[] {
  const out: Line[] = [line(' ', span(title, 'title'))];
  const keyWidth = !entries.some(e => e.keys.length > 0) ? 0 : width < 60 ? 10 : 12;
  const nameWidth = width < 60 && keyWidth > 0 ? 0 : Math.max(0, ...entries.map(e => widthOf(e.names) + 3));
  for (const { keys, names, text } of entries) {
    const key = keys.join(' ');
    const first = [
      span('   '),
      span(pad(key, keyWidth === 0 ? 0 : Math.max(keyWidth, widthOf(key) + 1)), role === 'dim' ? 'dim' : 'key'),
      span(pad(names === '' || nameWidth === 0 ? '' : `:${names}`, Math.min(nameWidth, width < 70 ? 20 : 28)), 'dim'),
    ];
    const indent = lineWidth(first);
    const [start = '', ...more] = wrapped(text, Math.max(16, width - indent - 1));
    out.push([...first, span(start, role)], ...more.map(t => line(' '.repeat(indent), span(t, role))));
  }
  return out;
}

const joined = (blocks: readonly (readonly Line[])[]): Line[] =>
  blocks.flatMap((block, i) => (i === 0 ? [...block] : [line(''), ...block]));

/** In two columns, split where the longer one is shortest. */
function halves(blocks: readonly (readonly Line[])[]): [Line[], Line[]] {
  const splits = blocks.map(
    (_, i) => [joined(blocks.slice(0, i + 1)), joined(blocks.slice(i + 1))] as [Line[], Line[]],
  );
  const height = ([left, right]: [Line[], Line[]]) => Math.max(left.length, right.length);
  return splits.reduce((best, split) => (height(split) < height(best) ? split : best));
}
