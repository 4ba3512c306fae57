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

const textLines = ({ lines }: { readonly lines: readonly string[] }, width: number): string[] =>
  lines.flatMap(text => (widthOf(text) < width ? [text] : wrapped(text, width - 2)));

/** What was pasted, before it is run. */
const pastePanel: Panel = {
  select(view, box) {
    const { overlay } = view.ui;
    if (overlay?.kind !== 'paste') return { title: '', lines: [] };
    const title = view.text('paste.title', { count: overlay.lines.length });
    return { title, lines: textLines(overlay, box.width).map(text => line(' ', text)) };
  },
};

const panelFor = (kind: Overlay['kind']): Panel =>
  ({ help: helpPanel, why: whyPanel, text: textPanel, paste: pastePanel, panels: chooserPanel })[kind];

/** Cells that a text over the panels takes at most; the help, in two columns, more. */
const WIDE = { help: 172, why: 104, text: 104, paste: 104, panels: 60 } as const;

/** A column of panels as wide as this holds an answer. */
const COLUMN = 50;

/**
 * The room for a text over the panels. An answer is about what the panels show: it stands where it hides least of that, over
 * the last of three columns, which list what it tells; else above or below the active panel.
 */
function roomFor(view: View, kind: Overlay['kind'], area: Area): Area & { readonly low: boolean } {
  const { size, ui } = view;
  const places = layoutOf(view, size)?.places ?? [];
  const tops = places.filter(p => p.y === area.y);
  const last = tops.at(-1);
  if (kind === 'why' && tops.length >= 3 && last !== undefined && size.columns - last.x >= COLUMN)
    return { ...area, x: last.x, width: size.columns - last.x, low: false };
  const width = Math.min(area.width, WIDE[kind]);
  const active = places.find(p => p.panel === ui.panel);
  const low = kind === 'why' && active !== undefined && 2 * active.y + active.height < 2 * area.y + area.height;
  return { ...area, x: area.x + Math.floor((area.width - width) / 2), width, low };
}

/** What lies over the panels, and where in `area`. */
function placed(view: View, area: Area) {
  const { overlay } = view.ui;
  if (overlay === undefined) return undefined;
  const room = roomFor(view, overlay.kind, area);
  const { x, width } = room;
  const content = panelFor(overlay.kind).select(view, { width: width - 2, height: area.height - 2 }, overlay.kind);
  const inner = Math.min(content.lines.length, area.height - 2);
  const free = area.height - inner - 2;
  const y = area.y + (overlay.kind === 'why' ? (room.low ? free : 0) : Math.floor(free / 3));
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
  const area = { x: 0, y: story.y + story.height, width: columns, height: height + 2 };
  const width = roomFor(view, overlay.kind, area).width - 2;
  const lines =
    overlay.kind === 'text' || overlay.kind === 'paste'
      ? textLines(overlay, width)
      : panelFor(overlay.kind).select(view, { width, height }, '').lines;
  return { last: Math.max(0, lines.length - height), page: Math.max(1, height - 1) };
}
