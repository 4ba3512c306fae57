// A step of the tour as it is drawn: the thing spoken of is framed in heavy lines, or pointed at; beside it, the words and
// the key to press.
import { type Area, drawBox } from './box.js';
import { keyLabel } from './keymap.js';
import type { Layout, Size } from './layout.js';
import { overlayArea } from './overlay.js';
import { fitLine, type Line, line, lineWidth, slice, span, wrapped } from './text.js';
import { TOUR, type TourStep } from './tour.js';
import type { View } from './view.js';

export function tourBox(view: View, rows: readonly Line[], size: Size, layout: Layout): readonly Line[] {
  const { tour } = view.ui;
  const step = tour === undefined ? undefined : TOUR[tour.step];
  if (tour === undefined || step === undefined || view.ui.input !== undefined) return rows;
  const width = Math.min(64, size.columns - 2);
  const spot = areaOf(view, step, size, layout);
  const top = step.at === 'status' ? 1 : layout.story.y + (step.at === 'keys' ? layout.story.height : 0);
  const boxed = (brief: boolean) => {
    const lines = linesOf(view, step, width - 2, brief);
    const height = Math.min(lines.length + 2, size.rows - 1 - top);
    return { lines, area: placed({ width, height }, spot, size, layout) };
  };
  const usual = boxed(false);
  // Where it can't but hide some of what it speaks of, it says less to hide less.
  const { lines, area } = spot !== undefined && covered(usual.area, spot) > 0 ? boxed(true) : usual;
  const title =
    tour.step === 0 ? view.text('tour.title') : view.text('tour.step', { n: tour.step, m: TOUR.length - 1 });
  const marked = spot !== undefined && step.at !== undefined && spot.height > 2 ? heavy(rows, spot, size) : rows;
  return drawBox(marked, size, area, { title, lines, ...pointer(area, spot) });
}

function linesOf(view: View, step: TourStep, width: number, brief: boolean): Line[] {
  const key = keyLabel(step.key);
  const text = wrapped(view.text(`tour.${wordsOf(view, step)}`, { key }), width - 2).map(t => line(' ', t));
  const problem = view.ui.tour?.problem;
  const why = problem === undefined ? [] : wrapped(problem, width - 2).map(t => line(' ', span(t, 'dim')));
  if (step.id === 'offer')
    return [...text, ...why, line(' ', span(view.text('tour.offer.keys', { command: ':tour' }), 'key'))];
  const press = line(' ', span(view.text('tour.press', { key }), 'key'));
  if (brief) return [...text, ...why, press];
  const others = view.text(step.key === 'esc' ? 'tour.others.over' : 'tour.others');
  const beside = [...press, span(`   ${others}`, 'dim')];
  if (lineWidth(beside) <= width) return [...text, ...why, beside];
  return [...text, ...why, press, ...wrapped(others, width - 2).map(t => line(' ', span(t, 'dim')))];
}

/** A step that speaks of what was done says something else where it was not, or was undone. */
function wordsOf(view: View, { id }: TourStep): string {
  if (id === 'story' && view.stage < 0) return 'story.before';
  if (id === 'past' && view.where.atPresent) return 'past.present';
  return id;
}

/** Where on the screen the thing is that the step speaks of. */
function areaOf(view: View, { at }: TourStep, { columns, rows }: Size, layout: Layout): Area | undefined {
  const [top, bottom] = [layout.story.y + layout.story.height, rows - 1];
  if (at === 'status') return { x: 0, y: 0, width: columns, height: 1 };
  if (at === 'story') return { x: 0, y: layout.story.y, width: columns, height: layout.story.height };
  if (at === 'keys') return { x: 0, y: layout.keys, width: columns, height: 1 };
  if (at === 'over') return overlayArea(view, { x: 0, y: top, width: columns, height: bottom - top });
  return layout.places.find(p => p.panel === (at === 'active' ? view.ui.panel : at));
}

/** Beside the thing if there is room: below it, above, at its right or left; else where it hides the least of it. */
function placed(box: { width: number; height: number }, spot: Area | undefined, size: Size, { keys }: Layout): Area {
  const { columns } = size;
  const middle = Math.floor((columns - box.width) / 2);
  const inside = (n: number, length: number, end: number) => Math.max(0, Math.min(end - length, n));
  const rest = { ...box, x: middle, y: Math.max(1, Math.floor((keys - box.height) / 2)) };
  if (spot === undefined) return rest;
  const x = inside(spot.x + 2, box.width, columns);
  const y = Math.max(1, inside(spot.y + 1, box.height, keys));
  const tries: Area[] = [
    { ...box, x, y: spot.y + spot.height },
    { ...box, x, y: spot.y - box.height },
    { ...box, x: spot.x + spot.width, y },
    { ...box, x: spot.x - box.width, y },
  ];
  const fits = (a: Area) => a.x >= 0 && a.y >= 1 && a.x + a.width <= columns && a.y + a.height <= keys;
  const corner = { ...box, x: columns - box.width, y: keys - box.height };
  const top = { ...box, x: middle, y: 0 };
  return tries.find(fits) ?? (covered(top, spot) < covered(corner, spot) ? top : corner);
}

/** Cells of `spot` that lie under `area`. */
function covered(area: Area, spot: Area): number {
  const common = (a: number, b: number, c: number, d: number) => Math.max(0, Math.min(a + b, c + d) - Math.max(a, c));
  return common(area.x, area.width, spot.x, spot.width) * common(area.y, area.height, spot.y, spot.height);
}

/** A sign in the box's border that points at what is above or below it. */
function pointer(area: Area, spot: Area | undefined) {
  // At the right end: the title stands at the left.
  const at = area.width - 5;
  if (spot === undefined) return {};
  if (spot.y + spot.height <= area.y) return { pointer: { side: 'top', at } as const };
  return spot.y >= area.y + area.height ? { pointer: { side: 'bottom', at } as const } : {};
}

const HEAVY: Readonly<Record<string, string>> = {
  '─': '━',
  '│': '┃',
  '┌': '┏',
  '┐': '┓',
  '└': '┗',
  '┘': '┛',
  '├': '┣',
  '┤': '┫',
  '┬': '┳',
  '┴': '┻',
  '┼': '╋',
};

/** The border of an area in heavy lines. */
function heavy(rows: readonly Line[], { x, y, width, height }: Area, { columns }: Size): Line[] {
  const out = rows.slice();
  const bold = (of: Line): Line =>
    of.map(s => ({
      ...span(
        s.text.replace(/[─-┼]/g, c => HEAVY[c] ?? c),
        'key',
      ),
    }));
  for (let at = y; at < y + height; at++) {
    const row = out[at] ?? [];
    const piece = (from: number, to: number) => slice(row, from, to);
    const edge = at === y || at === y + height - 1;
    const parts = edge
      ? [bold(piece(x, x + width))]
      : [bold(piece(x, x + 1)), piece(x + 1, x + width - 1), bold(piece(x + width - 1, x + width))];
    out[at] = fitLine([...piece(0, x), ...parts.flat(), ...piece(x + width, columns)], columns);
  }
  return out;
}
