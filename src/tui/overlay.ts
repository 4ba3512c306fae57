// What lies over the panels for a while: the help, and the answer to why. The rows below stay as they are at its sides.
import { type Area, drawBox } from './box.js';
import type { Panel } from './panel.js';
import { chooserPanel } from './panels/chooser.js';
import { helpPanel } from './panels/help.js';
import { whyPanel } from './panels/why.js';
import { layoutOf } from './places.js';
import { scrollIn } from './scroll.js';
import type { Overlay } from './state.js';
import { type Line, line, widthOf, wrapped } from './text.js';
import type { View } from './view.js';

/** The answer to a command, as it was given. */
const textPanel: Panel = {
  select(view, box) {
    const { overlay } = view.ui;
    if (overlay?.kind !== 'text') return { title: '', lines: [] };
    return { title: overlay.title, lines: textLines(overlay, box.width).map(text => line(' ', text)) };
  },
};

const textLines = ({ lines }: Extract<Overlay, { kind: 'text' }>, width: number): string[] =>
  lines.flatMap(text => (widthOf(text) < width ? [text] : wrapped(text, width - 2)));

const panelFor = (kind: Overlay['kind']): Panel =>
  ({ help: helpPanel, why: whyPanel, text: textPanel, panels: chooserPanel })[kind];

/** Cells that a text over the panels takes at most; the help, in two columns, more. */
const WIDE = { help: 172, why: 104, text: 104, panels: 60 } as const;

/** What lies over the panels, and where in `area`. */
function placed(view: View, area: Area) {
  const { overlay } = view.ui;
  if (overlay === undefined) return undefined;
  const width = Math.min(area.width, WIDE[overlay.kind]);
  const content = panelFor(overlay.kind).select(view, { width: width - 2, height: area.height - 2 }, overlay.kind);
  const inner = Math.min(content.lines.length, area.height - 2);
  const x = area.x + Math.floor((area.width - width) / 2);
  const y = area.y + Math.floor((area.height - inner - 2) / 3);
  return { overlay, content, inner, at: { x, y, width, height: inner + 2 } };
}

export const overlayArea = (view: View, area: Area): Area | undefined => placed(view, area)?.at;

/** The rows with the overlay of the moment drawn into `area`. */
export function overlayOf(view: View, rows: readonly Line[], area: Area): readonly Line[] {
  const found = placed(view, area);
  if (found === undefined) return rows;
  const { overlay, content, inner, at } = found;
  const { title, lines, follow } = content;
  const from = scrollIn(lines.length, inner, follow, 'scroll' in overlay ? overlay.scroll : 0);
  const foot = lines.length > inner ? ` ${from + 1}–${from + inner} / ${lines.length} ` : '';
  return drawBox(rows, { columns: area.x + area.width }, at, { title, lines: lines.slice(from, from + inner), foot });
}

/** How far down a text over the panels can be scrolled, and how much of it is in sight. */
export function extentOf(view: View, overlay: Overlay): { readonly last: number; readonly page: number } {
  const { columns, rows } = view.size;
  const story = layoutOf(view, view.size)?.story ?? { y: 1, height: 0 };
  const height = rows - 1 - story.y - story.height - 2;
  const width = Math.min(columns, WIDE[overlay.kind]) - 2;
  const lines =
    overlay.kind === 'text'
      ? textLines(overlay, width)
      : panelFor(overlay.kind).select(view, { width, height }, '').lines;
  return { last: Math.max(0, lines.length - height), page: Math.max(1, height - 1) };
}
