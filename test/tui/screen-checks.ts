// What every screen must hold to, whatever is on it. Checked for thousands of sizes: rows are taken apart once, and words are
// made only where something is wrong.
import stringWidth from 'string-width';
import { textOf } from '../../src/tui/text.js';
import type { Desk } from './fixture.js';

const widths = new Map<string, number>();
function widthOf(character: string): number {
  let width = widths.get(character);
  if (width === undefined) {
    width = stringWidth(character);
    widths.set(character, width);
  }
  return width;
}

/** The characters of a row by their cells; the second cell of a wide one is ''. */
function cellsOf(text: string): string[] {
  const out: string[] = [];
  for (const character of text) {
    out.push(character);
    for (let more = widthOf(character); more > 1; more--) out.push('');
  }
  return out;
}

const grids = new WeakMap<object, string[][]>();

function gridOf(on: Desk): string[][] {
  const { rows } = on.store.screen;
  let grid = grids.get(rows);
  if (grid === undefined) {
    grid = rows.map(row => cellsOf(textOf(row)));
    grids.set(rows, grid);
  }
  return grid;
}

function wrong(what: string): never {
  throw new Error(what);
}

/** Every row is exactly as wide as the terminal, and there are as many as it has. */
export function fits(on: Desk): void {
  const grid = gridOf(on);
  const { columns, rows } = on.store.size;
  if (grid.length !== rows) wrong(`${grid.length} rows of ${rows}`);
  for (const [y, row] of grid.entries())
    if (row.length !== columns) wrong(`row ${y} has ${row.length} cells of ${columns}: ${row.join('')}`);
}

/** Every panel has its four corners, and its sides are never broken. */
export function closed(on: Desk): void {
  const grid = gridOf(on);
  const places = on.store.screen.layout?.places ?? [];
  for (const { panel, x, y, width, height } of places) {
    const [right, bottom] = [x + width - 1, y + height - 1];
    const one = (cx: number, cy: number, of: string) => {
      const cell = grid[cy]?.[cx] || ' ';
      if (!of.includes(cell)) wrong(`the border of ${panel} at ${cx},${cy} is ${cell}, none of ${of}`);
    };
    // The title of a panel below may stand over the end of a line from above.
    const corner = (cx: number, cy: number, of: string) => {
      if (!places.some(p => p.y === cy && p.x < cx && cx < p.x + p.width - 1)) one(cx, cy, of);
    };
    corner(x, y, '┌├┬┼');
    corner(right, y, '┐┤┬┼');
    corner(x, bottom, '└├┴┼');
    corner(right, bottom, '┘┤┴┼');
    for (let at = y + 1; at < bottom; at++) {
      one(x, at, '│├┤┼');
      one(right, at, '│├┤┼');
    }
  }
}

/** No panel lies over another: they share borders and nothing else. */
export function apart(on: Desk): void {
  const places = on.store.screen.layout?.places ?? [];
  for (const [i, p] of places.entries()) {
    for (const q of places.slice(i + 1)) {
      const across = Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x);
      const down = Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y);
      if (across > 1 && down > 1) wrong(`${p.panel} over ${q.panel}`);
    }
  }
}

/** The active panel is there and says so by a sign: without colour too. */
export function focused(on: Desk): void {
  const { layout } = on.store.screen;
  const { panel } = on.store.ui;
  const place = layout?.places.find(p => p.panel === panel) ?? wrong(`${panel} is active and not in sight`);
  if (place.width > 8 && gridOf(on)[place.y]?.[place.x + 2] !== '[') wrong(`${panel} is active and does not say so`);
}
