// What lies over the panels for a while: the help, and the answer to why. The rows below stay as they are at its sides.

import type { Panel } from './panel.js';
import { helpPanel } from './panels/help.js';
import { whyPanel } from './panels/why.js';
import { scrollIn } from './scroll.js';
import { fitLine, type Line, line, slice, span, widthOf, wrapped } from './text.js';
import type { View } from './view.js';

/** The answer to a command, as it was given. */
const textPanel: Panel = {
  select(view, box) {
    const { overlay } = view.ui;
    if (overlay?.kind !== 'text') return { title: '', lines: [] };
    const lines = overlay.lines.flatMap(text => (widthOf(text) < box.width ? [text] : wrapped(text, box.width - 2)));
    return { title: overlay.title, lines: lines.map(text => line(' ', text)) };
  },
};
const PANELS = { help: helpPanel, why: whyPanel, text: textPanel } as const;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rows with the overlay of the moment drawn into `area`. */
export function overlayOf(view: View, rows: readonly Line[], area: Area): readonly Line[] {
  const { overlay } = view.ui;
  if (overlay === undefined) return rows;
  const width = Math.min(area.width, 104);
  const box = { width: width - 2, height: area.height - 2 };
  const content = PANELS[overlay.kind].select(view, box, overlay.kind);
  const inner = Math.min(content.lines.length, area.height - 2);
  const from = scrollIn(content.lines.length, inner, content.follow, overlay.kind === 'why' ? 0 : overlay.scroll);
  const x = area.x + Math.floor((area.width - width) / 2);
  const y = area.y + Math.floor((area.height - inner - 2) / 3);
  const out = rows.slice();
  const put = (at: number, of: Line) => {
    const below = rows[at] ?? [];
    out[at] = [...slice(below, 0, x), ...of, ...slice(below, x + width, area.x + area.width)];
  };
  const title = fitLine(
    line(span(` ${content.title} `, 'title-active')),
    Math.min(width - 4, widthOf(content.title) + 2),
  );
  const border = (text: string) => span(text, 'border-active');
  const titleWidth = Math.min(width - 4, widthOf(content.title) + 2);
  put(y, line(border('┌─'), ...title, border(`${'─'.repeat(width - 3 - titleWidth)}┐`)));
  for (let i = 0; i < inner; i++) {
    put(y + 1 + i, line(border('│'), ...fitLine(content.lines[from + i] ?? [], width - 2), border('│')));
  }
  const more = content.lines.length > inner ? ` ${from + 1}–${from + inner} / ${content.lines.length} ` : '';
  put(y + 1 + inner, line(border(`└${'─'.repeat(width - 3 - widthOf(more))}${more}─┘`)));
  return out;
}
