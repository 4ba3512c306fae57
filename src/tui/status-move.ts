// What the last move did: by which key, to where, and which rows it changed. The same changes that the table panels mark.
import type { RowChange } from '../debug/index.js';
import { keyLabel } from './keymap.js';
import { panelIds } from './panels/registry.js';
import { noticed } from './panels/table-rows.js';
import { SIGN } from './state.js';
import { isQuiet } from './story.js';
import { clip, widthOf } from './text.js';
import type { View } from './view.js';

/** Tables that say nothing to a reader unless a panel shows them. */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  socket: ['socket', 'sockets'],
  process: ['process'],
  bridge: ['bridge'],
};

/** Changes that a reader can see in some table; an entry that was heard again counts as its own row. */
export function visibleChanges(view: View): RowChange[] {
  const { journal } = view.session;
  const kinds = panelIds(view.lesson, view.ui).map(id => id.split('@')[0] as string);
  const out: RowChange[] = [];
  for (const change of view.changes.values()) {
    const schema = journal.tableNamed(change.table)?.schema;
    const seen = schema !== undefined && (!isQuiet(schema) || kinds.some(k => SHOWN_BY[schema.name]?.includes(k)));
    if (seen && noticed(schema, change) !== undefined) out.push(change);
  }
  for (const change of view.changes.values()) {
    if (!change.table.startsWith('fdb-seen@') || change.kind !== 'changed') continue;
    const table = change.table.replace('fdb-seen@', 'fdb@');
    const row = journal.tableNamed(table)?.get(change.key);
    if (row === undefined || out.some(c => c.table === table && c.key === change.key)) continue;
    out.push({ ...change, table, before: row, after: row });
  }
  return out;
}

/** `+1 ~2`, as the panels sign them; `±0` for nothing. */
function signs(changes: readonly RowChange[]): string {
  const kinds = (['added', 'changed', 'removed'] as const).map(kind => ({
    sign: SIGN[kind],
    count: changes.filter(c => c.kind === kind).length,
  }));
  const some = kinds.filter(k => k.count > 0).map(k => `${k.sign}${k.count}`);
  return some.length === 0 ? '±0' : some.join(' ');
}

/** Longest name of a move: a command may be of any length. */
const NAME = 14;

/** The last move in words, the longest first; none before the first move. */
export function moveTexts(view: View): readonly string[] {
  const { ui, session } = view;
  if (ui.by === undefined || ui.before === session.position) return [];
  const key = nameOf(ui.by);
  const changes = view.once(visibleChanges);
  const count =
    changes.length === 0 ? view.text('ui.change.none') : view.text('ui.change.count', { count: changes.length });
  return [
    view.text('tui.move.long', { key, where: whereTo(view), changes: count }),
    view.text('tui.move.short', { key, changes: count }),
    view.text('tui.move.short', { key, changes: signs(changes) }),
  ];
}

/** A key's label; of a command as many words as are short enough to be a name. */
function nameOf(by: string): string {
  const [first = '', ...more] = keyLabel(by).split(' ');
  let name = clip(first, NAME);
  for (const word of more) {
    if (widthOf(name) + 1 + widthOf(word) > NAME) break;
    name += ` ${word}`;
  }
  return name;
}

/** Where the move led: a stage, an event, or so many events on or back. */
function whereTo(view: View): string {
  const { journal, position, target } = view.session;
  const before = Math.min(view.ui.before, journal.stageCount);
  const eventAt = (p: number) => (p <= view.session.start ? 0 : journal.eventOf(p - 1) - target.setupEvents + 1);
  const by = eventAt(position) - eventAt(before);
  const { event, stage } = view.where;
  if (by === 0) return view.text('tui.move.stage', { n: stage });
  if (Math.abs(by) === 1) return view.text('tui.move.event', { n: event });
  return view.text(by > 0 ? 'tui.move.on' : 'tui.move.back', { count: Math.abs(by) });
}
