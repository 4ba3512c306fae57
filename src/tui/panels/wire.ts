// One horizontal cable: its ends, its state, and the frames on it.
import type { Canvas } from '../canvas.js';
import { frameWord } from '../frame-words.js';
import { head, type Role, widthOf } from '../text.js';
import type { View } from '../view.js';
import type { Cable } from './topology-shape.js';

/** A frame that reached a device in the event at the cursor. */
export interface Arrival {
  readonly frame: number;
  readonly dev: number;
}

/** The arrival that the event at the cursor is about, if it is one. */
export function arrivalOf(view: View): Arrival | undefined {
  if (view.event < 0) return undefined;
  const { journal } = view.session;
  const first = journal.firstStage(view.event);
  if (journal.kindOf(first).name !== 'link_receive') return undefined;
  const frame = journal.numberArg(first, 'frame');
  const dev = journal.numberArg(first, 'dev');
  return frame === undefined || dev === undefined ? undefined : { frame, dev };
}

/** What to write on a cable, from left to right. */
export interface Load {
  readonly text: string;
  readonly role: Role;
  /** Where on the cable: at an end (arrived) or on the way. */
  readonly place: 'left' | 'middle' | 'right';
}

export function loadsOf(view: View, { link, left }: Cable, arrival: Arrival | undefined): Load[] {
  const loads = link.flights.map((flight): Load => {
    const { text, role } = frameWord(view, flight.frame);
    return { text: flight.to === left.id ? `◀ ${text}` : `${text} ▶`, role, place: 'middle' };
  });
  const arrived = arrival !== undefined && (arrival.dev === link.a.id || arrival.dev === link.b.id);
  if (!arrived) return loads;
  const { text, role } = frameWord(view, arrival.frame);
  const atLeft = arrival.dev === left.id;
  const load: Load = { text: atLeft ? `◀${text}` : `${text}▶`, role, place: atLeft ? 'left' : 'right' };
  return atLeft ? [load, ...loads] : [...loads, load];
}

/** Draws the cable from x to the cell before `end`, the names of its devices at its ends. */
export function drawCable(canvas: Canvas, y: number, x: number, end: number, view: View, wire: Cable): void {
  const { link, left, right } = wire;
  const good = link.up && left.up && right.up;
  const room = end - x;
  const names = widthOf(left.name) + widthOf(right.name);
  canvas.put(x, y, (good ? '─' : '╌').repeat(Math.max(0, room)), good ? 'border' : 'bad');
  const [from, to] = names + 6 <= room ? [x + widthOf(left.name), end - widthOf(right.name)] : [x, end];
  if (from > x) {
    canvas.put(x, y, left.name, 'dim');
    canvas.put(to, y, right.name, 'dim');
  }
  if (!good) {
    const word = ` ✗ ${view.text('ui.network.down')} `;
    canvas.put(Math.floor((from + to - widthOf(word)) / 2), y, word, 'bad');
    return;
  }
  const loads = loadsOf(view, wire, arrivalOf(view));
  const middle = loads.filter(l => l.place === 'middle');
  const total = middle.reduce((sum, l) => sum + widthOf(l.text) + 2, 0);
  let at = Math.max(from, Math.floor((from + to - total) / 2));
  for (const { text, role, place } of loads) {
    const shown = ` ${head(text, to - from - 2)} `;
    const width = widthOf(shown);
    if (place === 'middle') {
      canvas.put(at, y, shown, role);
      at += width;
    } else canvas.put(place === 'left' ? from : to - width, y, shown, role);
  }
}
