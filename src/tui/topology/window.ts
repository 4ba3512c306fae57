// A picture larger than its room is seen through a window; what is beyond it is told in a line.

import { type Line, line, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import type { Dress } from './dress.js';
import type { Layout } from './layout.js';
import { bottomOf, type Point, type Rect, rightOf, type Size } from './shape.js';

/** The upper left cell in sight; negative where the picture is smaller than its room and stands in the middle of it. */
export function windowAt(layout: Size, room: Size, focus: Rect | undefined): Point {
  const along = (total: number, seen: number, at: number, length: number): number => {
    if (total <= seen) return -Math.floor((seen - total) / 2);
    // In steps of a third: what is looked at moves little from one key to the next.
    const step = Math.max(1, Math.floor(seen / 3));
    const wish = Math.round((at + length / 2 - seen / 2) / step) * step;
    const near = Math.min(at, Math.max(wish, at + length - seen));
    return Math.max(0, Math.min(total - seen, near));
  };
  const { x, y, width, height } = focus ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: along(layout.width, room.width, x, width), y: along(layout.height, room.height, y, height) };
}

const WAYS = ['◀', '▲', '▼', '▶'] as const;

/** The direction in which something lies that is out of sight. */
function wayTo(rect: Rect, from: Point, room: Size): (typeof WAYS)[number] | undefined {
  if (rightOf(rect) < from.x + 1) return '◀';
  if (rect.x >= from.x + room.width - 1) return '▶';
  if (bottomOf(rect) < from.y) return '▲';
  return rect.y >= from.y + room.height ? '▼' : undefined;
}

/** `beyond ◀ 3 nodes A B C  ▶ 12 nodes, 2 frames`; undefined: all is in sight. */
export function beyondLine(view: View, layout: Layout, dress: Dress, from: Point, room: Size): Line | undefined {
  const nodes = new Map<string, string[]>();
  for (const box of layout.boxes.values()) {
    const way = wayTo(box, from, room);
    if (way !== undefined) nodes.set(way, [...(nodes.get(way) ?? []), layout.index.nodes.get(box.id)?.name ?? '']);
  }
  if (nodes.size === 0) return undefined;
  const frames = new Map<string, number>();
  for (const path of layout.paths.values()) {
    const count = dress.loads(path.id).length;
    const middle = path.cells[Math.floor(path.cells.length / 2)];
    const way = count > 0 && middle !== undefined ? wayTo({ ...middle, width: 1, height: 1 }, from, room) : undefined;
    if (way !== undefined) frames.set(way, (frames.get(way) ?? 0) + count);
  }
  const counts = WAYS.filter(w => nodes.has(w) || frames.has(w)).map((way): Span[] => {
    const [n, f] = [nodes.get(way)?.length ?? 0, frames.get(way) ?? 0];
    const said = n > 0 ? view.text('topo.nodes', { count: n }) : '';
    const moving = f > 0 ? view.text('topo.frames', { count: f }) : '';
    const comma = n > 0 && f > 0 ? ', ' : '';
    return [span(`  ${way} `, 'key'), span(`${said}${comma}`, 'dim'), span(moving, 'strong')];
  });
  const short = line(span(`   ${view.text('topo.beyond')}`, 'dim'), ...counts.flat());
  return withNames(
    short,
    counts,
    [...WAYS].filter(w => nodes.has(w)).map(w => nodes.get(w) as string[]),
    room.width,
    view,
  );
}

/** With as many names as there is room for. */
function withNames(
  short: Line,
  counts: readonly Span[][],
  names: readonly string[][],
  width: number,
  view: View,
): Line {
  const used = short.reduce((sum, s) => sum + widthOf(s.text), 0);
  const share = Math.floor((width - used) / Math.max(1, names.length));
  if (share < 6) return short;
  const parts = counts.map((part, i) => {
    let text = (names[i] ?? []).length > 0 ? ':' : '';
    for (const name of names[i] ?? []) {
      if (widthOf(text) + widthOf(name) + 3 > share) {
        text += '…';
        break;
      }
      text += ` ${name}`;
    }
    return [...part, span(text, 'plain')];
  });
  return line(span(`   ${view.text('topo.beyond')}`, 'dim'), ...parts.flat());
}
