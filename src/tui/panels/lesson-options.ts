// The answers of a question as they are chosen among: numbered, as many side by side as there is room for. Each is an item.
import { labelLines } from '../../export/index.js';
import type { Asked, Label, Option } from '../../lesson/index.js';
import type { Item } from '../panel.js';
import { digitOf } from '../teach.js';
import { choose, fitLine, type Line, line, lineWidth, span, widthOf, wrapped } from '../text.js';
import type { View } from '../view.js';
import type { Block } from './lesson-block.js';
import { columnWidths, tableHeading, tableLines, tableWidth } from './lesson-table.js';

/** Cells between answers that stand side by side. */
const GAP = 4;

interface Cell {
  readonly item: string;
  /** Digit and check mark. */
  readonly head: Line;
  readonly lines: readonly Line[];
}

export function optionsBlock(view: View, asked: Asked, width: number): Block {
  const { options } = asked.posed.question;
  const pictures = options.map(o => o.label).filter(isRows);
  const indent = headOf(view, asked, 0).reduce((sum, s) => sum + widthOf(s.text), 0) + 1;
  const widths = columnWidths(view, pictures);
  const natural = options.map(option =>
    isRows(option.label) ? tableWidth(widths) : Math.max(...wordsOf(view, option).map(widthOf)),
  );
  const room = width - 1;
  const own = natural.map(cells => indent + Math.max(1, cells));
  const widest = Math.min(room, Math.max(...own));
  const one = own.reduce((sum, cells) => sum + cells + GAP, -GAP) <= room;
  const columns = one ? own.length : columnsFor(options.length, room, widest);
  const each = one && pictures.length === 0 ? own : new Array<number>(columns).fill(widest);
  const cells = options.map((option, i): Cell => {
    const lines = isRows(option.label)
      ? tableLines(view, option.label, widths)
      : wordsOf(view, option).flatMap(text => wrapped(text, Math.max(4, widest - indent)).map(part => line(part)));
    return { item: `option:${option.id}`, head: headOf(view, asked, i), lines };
  });
  const [first] = pictures;
  const heading = first && fitLine([span(' '.repeat(indent)), ...tableHeading(view, first, widths)], widest);
  return grid(view, cells, each, heading);
}

const isRows = (label: Label | Option['label']): label is Extract<Label, { kind: 'rows' }> => label.kind === 'rows';

const wordsOf = (view: View, { label }: Option): readonly string[] => labelLines(view.words, label, view.lang);

/** As many as have room, and no more than the fewest rows need. */
function columnsFor(count: number, width: number, each: number): number {
  const most = Math.max(1, Math.min(count, Math.floor((width + GAP) / (each + GAP))));
  return Math.ceil(count / Math.ceil(count / most));
}

function headOf(view: View, { checkpoint, posed }: Asked, index: number): Line {
  const { form, options } = posed.question;
  const digit = span(digitOf(index).padEnd(1), 'key');
  if (form === 'one') return line(digit, ' ');
  const on = view.ui.teach.draft[checkpoint]?.includes(options[index]?.id ?? '') === true;
  return line(digit, span(on ? ' [✓]' : ' [ ]', on ? 'good' : 'dim'));
}

/** `each`: cells of each column. */
function grid(view: View, cells: readonly Cell[], each: readonly number[], heading: Line | undefined): Block {
  const lines: Line[] = [];
  const items: Item[] = [];
  const columns = each.length;
  const chosen = view.ui.panel === 'lesson' ? view.ui.chosen.lesson : undefined;
  if (heading !== undefined) lines.push(each.flatMap((_, i) => [span(' '.repeat(i === 0 ? 1 : GAP)), ...heading]));
  for (let from = 0; from < cells.length; from += columns) {
    const row = cells.slice(from, from + columns);
    const height = Math.max(...row.map(c => c.lines.length));
    let x = 0;
    for (const [i, { item }] of row.entries()) {
      const width = each[i] as number;
      const enter = { kind: 'teach', act: 'option', id: item.slice(item.indexOf(':') + 1) } as const;
      items.push({ id: item, line: lines.length, column: x, at: { x, width: width + 1, height }, enter });
      x += width + GAP;
    }
    for (let y = 0; y < height; y++) lines.push(row.flatMap((cell, i) => cellSpans(cell, y, i, each, chosen)));
  }
  return { lines, items };
}

function cellSpans(cell: Cell, y: number, i: number, each: readonly number[], chosen: string | undefined): Line {
  const marked = cell.item === chosen;
  const before = span(y === 0 && marked ? '›' : ' ', 'key');
  const shown = fitLine(cellLine(cell, y), each[i] as number);
  return [...(i === 0 ? [] : [span(' '.repeat(GAP - 1))]), before, ...(marked ? choose(shown) : shown)];
}

function cellLine({ head, lines }: Cell, y: number): Line {
  if (y === 0) return [...head, span(' '), ...(lines[0] ?? [])];
  return [span(' '.repeat(lineWidth(head) + 1)), ...(lines[y] ?? [])];
}
