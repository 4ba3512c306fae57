// All panels that could be open here, each with a check mark: the person opens and closes them.
import type { Content, Item, Panel } from '../panel.js';
import type { PanelId } from '../state.js';
import { choose, type Line, line, pad, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { numberOf, panelChoices, panelIds, shortTitle } from './registry.js';

export const chooserPanel: Panel = {
  select(view, box): Content {
    const { overlay } = view.ui;
    const index = overlay?.kind === 'panels' ? overlay.index : 0;
    const open = panelIds(view.lesson, view.ui);
    const choices = panelChoices(view);
    const width = Math.min(box.width - 12, Math.max(...choices.map(id => widthOf(id))));
    const lines: Line[] = [];
    const items: Item[] = [];
    for (const [i, id] of choices.entries()) {
      if (i > 0 && ownerOf(id) !== ownerOf(choices[i - 1] as PanelId)) lines.push(heading(view, ownerOf(id)));
      items.push({ id, line: lines.length });
      const row = rowOf(view, id, open.includes(id), width, i === index);
      lines.push(i === index ? choose(row) : row);
    }
    return { title: view.text('keys.panels.title'), lines, items, follow: items[index]?.line ?? 0 };
  },
};

const ownerOf = (id: PanelId): string => (id.includes('@') ? id.slice(id.indexOf('@') + 1) : '');

const heading = (view: View, owner: string): Line =>
  line(' ', span(owner === '' ? view.text('keys.panels.all') : owner, 'title'));

function rowOf(view: View, id: PanelId, open: boolean, width: number, here: boolean): Line {
  return line(
    span(here ? '›' : ' ', 'key'),
    span(open ? '[✓] ' : '[ ] ', open ? 'good' : 'dim'),
    span(pad(numberOf(view, id), 2), 'key'),
    span(pad(id, width), open ? 'strong' : 'plain'),
    span(`  ${shortTitle(view, id)}`, 'dim'),
  );
}
