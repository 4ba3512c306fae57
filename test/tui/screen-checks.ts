// What every screen must hold to, whatever is on it.
import { expect } from 'vitest';
import { lineWidth, textOf } from '../../src/tui/text.js';
import type { Desk } from './fixture.js';

/** Every row is exactly as wide as the terminal, and there are as many as it has. */
export function fits(on: Desk): void {
  const { rows } = on.store.screen;
  const { size } = on.store;
  expect(rows.length).toBe(size.rows);
  for (const [y, row] of rows.entries()) expect(lineWidth(row), `row ${y}: ${textOf(row)}`).toBe(size.columns);
}

/** Every panel has its four corners, and its sides are never broken. */
export function closed(on: Desk): void {
  const { rows, layout } = on.store.screen;
  const cell = (x: number, y: number): string => cellAt(textOf(rows[y]!), x);
  const places = layout?.places ?? [];
  for (const { panel, x, y, width, height } of places) {
    const [right, bottom] = [x + width - 1, y + height - 1];
    for (const [cx, cy, glyphs] of [
      [x, y, '┌├┬┼'],
      [right, y, '┐┤┬┼'],
      [x, bottom, '└├┴┼'],
      [right, bottom, '┘┤┴┼'],
    ] as const) {
      // The title of a panel below may stand over the end of a line from above.
      if (places.some(p => p.y === cy && p.x < cx && cx < p.x + p.width - 1)) continue;
      expect(glyphs, `corner of ${panel} at ${cx},${cy}`).toContain(cell(cx, cy));
    }
    for (let at = y + 1; at < bottom; at++) {
      expect('│├┤┼', `left side of ${panel}, row ${at}`).toContain(cell(x, at));
      expect('│├┤┼', `right side of ${panel}, row ${at}`).toContain(cell(right, at));
    }
  }
}

function cellAt(text: string, x: number): string {
  let at = 0;
  for (const character of text) {
    if (at === x) return character;
    at += lineWidth([{ text: character, role: 'plain' }]);
  }
  return '';
}

/** No panel lies over another: they share borders and nothing else. */
export function apart(on: Desk): void {
  const places = on.store.screen.layout?.places ?? [];
  for (const [i, p] of places.entries()) {
    for (const q of places.slice(i + 1)) {
      const across = Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x);
      const down = Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y);
      expect(across > 1 && down > 1, `${p.panel} over ${q.panel}`).toBe(false);
    }
  }
}

/** The active panel is there and says so by a sign: without colour too. */
export function focused(on: Desk): void {
  const { rows, layout } = on.store.screen;
  const place = layout?.places.find(p => p.panel === on.store.ui.panel);
  expect(place, 'the active panel').toBeDefined();
  if (place !== undefined && place.width > 8) expect(cellAt(textOf(rows[place.y]!), place.x + 2)).toBe('[');
}
