// Asking why: about the row, the frame or the stage in focus; and moving about in the answer.
import { type WhyLink, whyDrop, whyField, whyFrame, whyRow, whyStage } from '../../debug/index.js';
import type { Key } from '../../journal/index.js';
import type { Ask } from '../panel.js';
import { isTable } from '../panels/registry.js';
import type { Overlay } from '../state.js';
import type { Store } from '../store.js';
import { inSight, itemsOf, moveBy, show } from './panel.js';
import { complain } from './say.js';
import { gotoPosition } from './time.js';

type Why = Extract<Overlay, { kind: 'why' }>;

/** Opens the answer for what is in focus in the active panel. */
export function askWhy(store: Store): void {
  const { ui, view, session } = store;
  // Asked on in the answer itself: the cause of that.
  if (ui.panel === 'why' && ui.asked !== undefined) {
    moveBy(store, 1);
    return;
  }
  const own = itemsOf(store).find(i => i.id === ui.chosen[ui.panel])?.why;
  if (own !== undefined) {
    if (!whyItem(store, own)) complain(store, 'ui.why.never');
    return;
  }
  if (isTable(ui.panel)) {
    const row = chosenRow(store);
    if (row !== undefined) {
      if (!whyTable(store, row.table, row.key, undefined)) complain(store, 'ui.why.never');
      return;
    }
  }
  const { frame } = view;
  const aboutFrame = ui.panel === 'packet' || ui.panel === 'bytes' || ui.panel === 'chart' || ui.panel === 'follow';
  if (aboutFrame && frame !== undefined) {
    const title = view.text('ui.frame.title', { frame });
    const field = ui.panel === 'chart' ? undefined : ui.focus.field;
    const answer = field === undefined ? undefined : whyField(session.target, frame, field);
    if (answer === undefined) open(store, title, whyFrame(session.target, frame).links);
    else open(store, `${title} ${field}`, answer.links);
  } else if (view.stage >= 0)
    open(
      store,
      view.words.stageTitle(view.stage),
      whyDrop(session.target, view.stage)?.links ?? whyStage(session.target, view.stage),
    );
  else complain(store, 'ui.empty.why');
}

/** The answer for what the chosen item is about. */
function whyItem(store: Store, ask: Ask): boolean {
  if (ask.kind === 'row') return whyTable(store, ask.table, ask.key, ask.column);
  const { view, session } = store;
  if (ask.kind === 'frame')
    open(store, view.text('ui.frame.title', { frame: ask.frame }), whyFrame(session.target, ask.frame).links);
  else open(store, view.words.stageTitle(ask.stage), whyStage(session.target, ask.stage));
  return true;
}

/** The answer for a row, or one of its columns. False: there is no such row. */
export function whyTable(store: Store, name: string, key: Key, column: string | undefined): boolean {
  const { view, session } = store;
  const table = session.journal.tableNamed(name);
  const answer = table && whyRow(session.target, table, key, column);
  if (table === undefined || answer === undefined) return false;
  const row = table.get(key) ?? session.journal.change(answer.change).before;
  const what = [name, view.words.rowName(table.schema, key, row), column === undefined ? '' : `.${column}`];
  open(store, what.filter(w => w !== '').join(' '), answer.links);
  return true;
}

/** The row chosen in the active table; else the one that changed last; else the first. */
function chosenRow(store: Store): { table: string; key: Key } | undefined {
  const { ui, view } = store;
  const items = itemsOf(store);
  const rows = items.flatMap(i => (i.focus?.row === undefined ? [] : [{ id: i.id, ...i.focus.row }]));
  const chosen = rows.find(r => r.id === ui.chosen[ui.panel]);
  return chosen ?? rows.find(r => view.change(r.table, r.key) !== undefined) ?? rows[0];
}

/** Over the panels; or in its own panel, where that is open. */
function open(store: Store, subject: string, links: readonly WhyLink[]): void {
  const asked = { subject, links };
  if (!store.panels.includes('why')) {
    store.update({ asked, overlay: { kind: 'why', subject, links, index: 0, back: [] }, note: undefined });
    return;
  }
  const { why: _, ...chosen } = store.ui.chosen;
  store.update({ asked, chosen, scroll: { ...store.ui.scroll, why: 0 }, note: undefined });
  if (!inSight(store, 'why')) show(store, 'why');
}

/** A key while the answer is open; false: not one of its keys. */
export function whyKey(store: Store, why: Why, key: string): boolean {
  const set = (change: Partial<Why>) => store.update({ overlay: { ...why, ...change } });
  const last = why.links.length - 1;
  if (key === 'down' || key === 'j' || key === 'w') set({ index: Math.min(last, why.index + 1) });
  else if (key === 'up' || key === 'k') set({ index: Math.max(0, why.index - 1) });
  else if (key === 'enter') {
    const link = why.links[why.index];
    if (link?.kind !== 'stage') return true;
    const from = store.session.position;
    gotoPosition(store, link.stage + 1, 'stage');
    set({ back: [...why.back, from] });
  } else if (key === 'backspace') {
    const position = why.back.at(-1);
    if (position === undefined) store.update({ overlay: undefined });
    else {
      gotoPosition(store, position, 'stage');
      set({ back: why.back.slice(0, -1) });
    }
  } else if (key === 'esc' || key === 'q') store.update({ overlay: undefined });
  else return false;
  return true;
}
