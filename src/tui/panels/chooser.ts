// All panels that could be open here, each with a check mark: the person opens and closes them.
import type { Content, Item, Panel } from '../panel.js';
import type { PanelId } from '../state.js';
import { choose, type Line, line, pad, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { numbered, numberOf, panelChoices, panelIds, shortTitle } from './registry.js';

export const chooserPanel: Panel = {
  select(view, box): Content {
    const { overlay } = view.ui;
    const index = overlay?.kind === 'panels' ? overlay.index : 0;
    const open = panelIds(view.lesson, view.ui);
    const choices = panelChoices(view);
    const width = Math.min(box.width - 12, Math.max(...choices.map(id => widthOf(id))));
    const lines: Line[] = [];
    const items: Item[] = [];
    const own = numbered(view.lesson, view.ui);
    let last: string | undefined;
    for (const [i, id] of choices.entries()) {
      const group = groupOf(view, id, own);
      if (group !== last) lines.push(line(' ', span(group, 'title')));
      last = group;
      items.push({ id, line: lines.length });
      const row = rowOf(view, id, open.includes(id), width, i === index);
      lines.push(i === index ? choose(row) : row);
    }
    return { title: view.text('keys.panels.title'), lines, items, follow: items[index]?.line ?? 0 };
  },
};

/** Those that have a number, or had one before they were closed; then by the node whose table it is. */
function groupOf(view: View, id: PanelId, own: readonly PanelId[]): string {
  if (own.includes(id)) return view.text('keys.panels.own');
  return id.includes('@') ? id.slice(id.indexOf('@') + 1) : view.text('keys.panels.all');
}

function rowOf(view: View, id: PanelId, open: boolean, width: number, here: boolean): Line {
  return line(
    span(here ? '›' : ' ', 'key'),
    span(open ? '[✓] ' : '[ ] ', open ? 'good' : 'dim'),
    span(pad(numberOf(view, id), 2), 'key'),
    span(pad(id, width), open ? 'strong' : 'plain'),
    span(`  ${shortTitle(view, id)}`, 'dim'),
  );
}
