// What must hold for every picture of a network: see invariants.test.ts.
import { expect } from 'vitest';
import { Canvas } from '../../../src/tui/canvas.js';
import { textOf, widthOf } from '../../../src/tui/text.js';
import { drawNetwork } from '../../../src/tui/topology/draw.js';
import type { Dress } from '../../../src/tui/topology/dress.js';
import type { Layout } from '../../../src/tui/topology/layout.js';
import { lookOf } from '../../../src/tui/topology/looks.js';
import type { NetworkShape, Point, Rect } from '../../../src/tui/topology/shape.js';
import { overlaps } from '../../../src/tui/topology/shape.js';

export const plainDress = (shape: NetworkShape): Dress => ({
  here: undefined,
  chosen: undefined,
  notes: id => shape.nodes.find(n => n.id === id)?.notes ?? [],
  look: () => lookOf('up'),
  broken: () => undefined,
  shared: () => false,
  loads: () => [],
});

export function picture(layout: Layout, dress: Dress): string {
  const canvas = new Canvas(layout.width, layout.height);
  drawNetwork(canvas, layout, dress, { x: 0, y: 0 });
  return canvas
    .lines()
    .map(l => textOf(l))
    .join('\n');
}

const key = ({ x, y }: Point): string => `${x},${y}`;
const within = (inner: Rect, outer: Rect): boolean =>
  inner.x > outer.x &&
  inner.y > outer.y &&
  inner.x + inner.width < outer.x + outer.width &&
  inner.y + inner.height < outer.y + outer.height;

/** Boxes stand in the picture, apart from each other, and inside of what they are part of. */
export function boxesStandApart(layout: Layout): void {
  const { index, boxes } = layout;
  expect(boxes.size).toBe(index.shape.nodes.length);
  const list = [...boxes.values()];
  for (const box of list) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
    expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    for (const other of list) {
      if (other === box) continue;
      if (index.lineage(box.id).includes(other.id)) expect(within(box, other), `${box.id} in ${other.id}`).toBe(true);
      else if (!index.lineage(other.id).includes(box.id))
        expect(overlaps(box, other), `${box.id} over ${other.id}`).toBe(false);
    }
  }
}

/** Every link goes from port to port, cell by cell, through no box and over no text. */
export function linksAreWhole(layout: Layout): void {
  const { index, boxes, ports, paths } = layout;
  expect(paths.size).toBe(index.links.size);
  const labels = new Map<string, string>();
  for (const port of ports.values()) {
    for (let x = port.at.x; x < port.at.x + port.at.width; x++) {
      expect(labels.has(key({ x, y: port.at.y })), `two labels at ${x},${port.at.y}`).toBe(false);
      labels.set(key({ x, y: port.at.y }), port.id);
    }
  }
  for (const { a, b, id } of index.links.values()) {
    const cells = paths.get(id)?.cells ?? [];
    expect(cells[0], id).toEqual(ports.get(a)?.start);
    expect(cells.at(-1), id).toEqual(ports.get(b)?.start);
    for (const [i, cell] of cells.entries()) {
      const before = cells[i - 1];
      if (before !== undefined) expect(Math.abs(cell.x - before.x) + Math.abs(cell.y - before.y)).toBe(1);
      expect(labels.get(key(cell)), `${id} over the label of a port`).toBeUndefined();
    }
    const parts = new Set([...index.lineage(index.nodeOfPort(a)), ...index.lineage(index.nodeOfPort(b))]);
    for (const box of boxes.values()) avoids(cells, box, box.style === 'group' && parts.has(box.id), id);
  }
}

/** The cells are not on a box; those of a link of something inside may cross its sides, at a right angle. */
function avoids(
  cells: readonly Point[],
  box: Layout['boxes'] extends ReadonlyMap<string, infer B> ? B : never,
  opens: boolean,
  id: string,
): void {
  const { x, y, width } = box;
  const height = box.style === 'plain' ? 1 : box.height;
  for (const [i, c] of cells.entries()) {
    if (c.x < x || c.x >= x + width || c.y < y || c.y >= y + height) continue;
    expect(opens, `${id} runs through ${box.id} at ${key(c)}`).toBe(true);
    if (c.x > x && c.x < x + width - 1 && c.y > y && c.y < y + height - 1) continue;
    expect(c.y > y && c.y < y + height - 1, `${id} crosses the top or bottom of ${box.id}`).toBe(true);
    expect(cells[i - 1]?.y, `${id} bends on the border of ${box.id}`).toBe(c.y);
    expect(cells[i + 1]?.y, `${id} bends on the border of ${box.id}`).toBe(c.y);
  }
}

/** Where two links share a cell one runs across and the other down. */
export function linksOnlyCross(layout: Layout): void {
  const used = new Map<string, { id: string; across: boolean }>();
  for (const [id, { cells }] of layout.paths) {
    for (const [i, cell] of cells.entries()) {
      const [p, q] = [cells[i - 1] ?? cell, cells[i + 1] ?? cell];
      const other = used.get(key(cell));
      const straight = (p.y === q.y || p.x === q.x) && p !== cell && q !== cell;
      const across = p.y === q.y;
      if (other !== undefined) {
        expect(straight, `${id} bends or ends on ${other.id} at ${key(cell)}`).toBe(true);
        expect(across, `${id} runs on ${other.id} at ${key(cell)}`).toBe(!other.across);
      } else used.set(key(cell), { id, across: straight ? across : true });
    }
  }
}

/** Names, labels and addresses can be read in the picture, at their places, whole. */
export function textsAreRead(layout: Layout, rows: readonly string[]): void {
  const at = (x: number, y: number, width: number): string => {
    let [cell, out] = [0, ''];
    for (const c of rows[y] ?? '') {
      if (cell >= x && cell < x + width) out += c;
      cell += widthOf(c);
    }
    return out;
  };
  for (const port of layout.ports.values()) expect(at(port.at.x, port.at.y, port.at.width)).toBe(port.label);
  for (const box of layout.boxes.values()) {
    const name = layout.index.nodes.get(box.id)?.name ?? '';
    expect(at(box.x, box.y, box.width), `the name of ${box.id}`).toContain(name);
  }
}
