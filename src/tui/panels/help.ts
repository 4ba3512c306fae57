// All keys and commands, from the two tables that also answer them: MOVES of the debugger and SCREEN_KEYS of the screen.
import { MOVES, type Move } from '../../debug/index.js';
import { keyLabel, SCREEN_KEYS } from '../keymap.js';
import type { Content, Panel } from '../panel.js';
import { type Line, line, pad, span, widthOf } from '../text.js';
import type { View } from '../view.js';

export const helpPanel: Panel = {
  select(view, box): Content {
    const lines: Line[] = [];
    for (const [id, has] of GROUPS) {
      if (lines.length > 0) lines.push(line(''));
      lines.push(heading(view, id));
      for (const move of MOVES) if (!isReverse(move.name) && has.includes(move.name)) lines.push(moveRow(view, move));
      const others = MOVES.filter(m => !isReverse(m.name) && !GROUPS.some(([, names]) => names.includes(m.name)));
      if (id === 'key.group.stop') for (const move of others) lines.push(moveRow(view, move));
    }
    lines.push(line(''), heading(view, 'key.group.screen'));
    const seen = new Set<string>();
    for (const { help } of SCREEN_KEYS) {
      if (seen.has(help)) continue;
      seen.add(help);
      const keys = SCREEN_KEYS.filter(k => k.help === help).flatMap(k => k.keys.map(keyLabel));
      lines.push(row(keys.slice(0, 4).join(' '), '', view.text(help)));
    }
    lines.push(row('1 … 9 0', '', view.text('key.panel')));
    lines.push(line(''), ...legend(view, box.width));
    return { title: view.text('ui.panel.help'), lines };
  },
};

/** Moves by what they are for; what a later version adds stands with the last group. */
const GROUPS: readonly (readonly [id: string, moves: readonly string[]])[] = [
  ['key.group.program', ['help', 'quit']],
  ['key.group.time', ['step', 'next', 'hop', 'continue', 'goto']],
  ['key.group.ask', ['why', 'why-not', 'find']],
  ['key.group.stop', ['break', 'watch', 'delete', 'enable', 'disable', 'info']],
];

function moveRow(view: View, move: Move): Line {
  const reverse = MOVES.find(m => m.name === move.reverse);
  const keys = reverse === undefined ? move.key : `${move.key} ${reverse.key}`;
  const back = reverse === undefined ? '' : ` · ${view.text(reverse.help)}`;
  const names = reverse === undefined ? move.name : `${move.name}, ${reverse.short}`;
  return row(keys, names, `${view.text(move.help)}${back}`);
}

const isReverse = (name: string): boolean => name.startsWith('reverse-');
const heading = (view: View, id: string): Line => line(' ', span(view.text(id), 'title'));

function row(keys: string, names: string, text: string): Line {
  const name = names === '' ? '' : pad(`:${names}`, Math.max(16, widthOf(names) + 2));
  return line('   ', span(pad(keys, Math.max(12, widthOf(keys) + 1)), 'key'), span(name, 'dim'), text);
}

/** What the signs mean. */
function legend(view: View, _width: number): Line[] {
  const sign = (text: string, role: 'added' | 'changed' | 'removed', id: string) => [
    span(text, role),
    ` ${view.text(id)}   `,
  ];
  return [
    line(
      '   ',
      ...sign('+', 'added', 'ui.change.added'),
      ...sign('~', 'changed', 'ui.change.changed'),
      ...sign('-', 'removed', 'ui.change.removed'),
    ),
  ];
}
