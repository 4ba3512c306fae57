// A stretch of sequence space as one row of cells: to scale where that shows everything, else with what is long and empty cut
// short, else with every stretch as wide as it must be to be seen. Names of places stand above and below without touching.
import { type Line, type Role, span, widthOf } from '../text.js';
import type { Kind, Sign, Stretch } from './sequence-space.js';

interface Look {
  readonly glyph: string;
  readonly role: Role;
  /** Of stretches that share a cell the highest is drawn. */
  readonly weight: number;
  /** Nothing to be seen in it: it may be cut short. */
  readonly soft?: boolean;
}

/** Every sign is another one in ASCII too (ascii.ts). */
export const LOOKS: Readonly<Record<Kind, Look>> = {
  done: { glyph: '─', role: 'dim', weight: 0, soft: true },
  window: { glyph: '┄', role: 'dim', weight: 1, soft: true },
  beyond: { glyph: '░', role: 'dim', weight: 2, soft: true },
  ready: { glyph: '═', role: 'plain', weight: 3 },
  unread: { glyph: '█', role: 'layer:tcp', weight: 4 },
  flight: { glyph: '█', role: 'layer:tcp', weight: 4 },
  held: { glyph: '▒', role: 'good', weight: 5 },
  sacked: { glyph: '▒', role: 'good', weight: 5 },
  again: { glyph: '↻', role: 'changed', weight: 6 },
  hole: { glyph: '?', role: 'bad', weight: 7 },
  lost: { glyph: '✗', role: 'bad', weight: 7 },
};
const SIGN_ROLE: Readonly<Record<Sign, Role>> = { '+': 'added', '~': 'changed', '-': 'removed' };

export interface Cell {
  readonly glyph: string;
  readonly role: Role;
  readonly sign: Sign | undefined;
}
export interface Ruler {
  readonly cells: readonly Cell[];
  /** The cell of a place; one past the last for the right end. */
  x(at: number): number;
  /** Bytes a cell stands for; undefined: not to scale. */
  readonly scale: number | undefined;
}

/** The stretches, which follow each other without a gap, in `width` cells. */
export function ruler(all: readonly Stretch[], width: number): Ruler {
  const room = Math.max(1, width);
  const joined = runs(all);
  if (all.length * 2 <= room) return laid(all, allot(all, room));
  return joined.length <= room ? laid(joined, allot(joined, room)) : sampled(joined, room);
}

/** Neighbours that look the same as one. */
function runs(all: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const stretch of all) {
    const last = out.at(-1);
    if (last !== undefined && last.kind === stretch.kind && last.sign === stretch.sign && last.letter === undefined)
      out[out.length - 1] = { ...last, ...stretch, from: last.from };
    else out.push(stretch);
  }
  return out;
}

const sizeOf = ({ from, to }: Stretch): number => to - from;

interface Allotted {
  readonly cells: readonly number[];
  readonly scale: number | undefined;
}

/** How many cells each gets, one at least. */
function allot(list: readonly Stretch[], width: number): Allotted {
  const sizes = list.map(sizeOf);
  const total = sizes.reduce((sum, n) => sum + n, 0);
  if (total === 0 || list.length === 0) return { cells: [], scale: undefined };
  if (sizes.every(n => (n / total) * width >= 0.5)) return { cells: shares(sizes, width), scale: total / width };
  const soft = list.map(({ kind }) => LOOKS[kind].soft === true);
  const hard = soft.filter(s => !s).length;
  // What is long and empty gets a quarter, and what the rest has no bytes for. If nothing else is there, all.
  const bytes = sizes.reduce((sum, n, i) => sum + (soft[i] ? 0 : n), 0);
  const spare = Math.max(list.length - hard, width >> 2, hard < list.length ? width - bytes : 0);
  const forSoft = hard === 0 ? width : Math.min(width - hard, spare);
  const parts = [true, false].map(which => {
    const mine = sizes.map((n, i) => (soft[i] === which ? n : 0)).filter(n => n > 0);
    const cells = which ? forSoft : width - forSoft;
    return mine.length === 0 ? [] : shares(evened(mine, cells), cells);
  });
  const unused = width - parts.flat().reduce((sum, n) => sum + n, 0);
  const [quiet = [], loud = []] = parts.map(p => [...p]);
  // No soft stretch: its cells go to the last of the others.
  if (loud.length > 0) loud[loud.length - 1] = (loud.at(-1) as number) + unused;
  return { cells: list.map((_, i) => ((soft[i] ? quiet : loud).shift() ?? 0) as number), scale: undefined };
}

/** The sizes as they are if all can be seen then, else their roots. */
function evened(sizes: readonly number[], width: number): number[] {
  for (const power of [1, 0.5, 0.25]) {
    const weights = sizes.map(n => n ** power);
    const total = weights.reduce((sum, n) => sum + n, 0);
    if (weights.every(n => (n / total) * width >= 0.5)) return weights;
  }
  return sizes.map(() => 1);
}

/** `width` cells by weight, each at least one: the largest remainders get what is over. */
function shares(weights: readonly number[], width: number): number[] {
  const total = weights.reduce((sum, n) => sum + n, 0);
  const wish = weights.map(n => (n / total) * width);
  const out = wish.map(n => Math.max(1, Math.floor(n)));
  let left = width - out.reduce((sum, n) => sum + n, 0);
  const over = (i: number) => (wish[i] as number) - (out[i] as number);
  const order = wish.map((_, i) => i);
  while (left > 0) {
    const i = order.reduce((best, each) => (over(each) > over(best) ? each : best));
    out[i] = (out[i] as number) + 1;
    left--;
  }
  while (left < 0) {
    const i = order
      .filter(each => (out[each] as number) > 1)
      .reduce((best, each) => (over(each) < over(best) ? each : best));
    out[i] = (out[i] as number) - 1;
    left++;
  }
  return out;
}

function laid(list: readonly Stretch[], { cells: counts, scale }: Allotted): Ruler {
  const cells: Cell[] = [];
  const begins: number[] = [];
  for (const [i, stretch] of list.entries()) {
    const count = counts[i] ?? 0;
    const { glyph, role, soft } = LOOKS[stretch.kind];
    begins.push(cells.length);
    for (let n = 0; n < count; n++) cells.push({ glyph, role, sign: stretch.sign });
    const end = cells.length - 1;
    const put = (at: number, text: string) => {
      cells[at] = { ...(cells[at] as Cell), glyph: text };
    };
    // Where a segment ends and the next one is like it.
    if (soft !== true && count >= 3 && list[i + 1]?.kind === stretch.kind && glyph === '█') put(end, '▍');
    if (stretch.letter !== undefined && count > 0 && stretch.kind !== 'lost') put(end, stretch.letter);
    if (scale === undefined && soft === true && count >= 6) {
      put(end - (count >> 1), '╱');
      put(end - (count >> 1) + 1, '╱');
    }
  }
  const x = (at: number): number => {
    const i = list.findLastIndex(s => s.from <= at);
    const stretch = list[i];
    if (stretch === undefined) return 0;
    if (at >= stretch.to) return (begins[i] as number) + (counts[i] ?? 0);
    return (begins[i] as number) + Math.floor(((at - stretch.from) / sizeOf(stretch)) * (counts[i] ?? 0));
  };
  return { cells, x, scale };
}

/** More stretches than cells: to scale, and of those that share a cell the one that matters most. */
function sampled(list: readonly Stretch[], width: number): Ruler {
  const first = list[0]?.from ?? 0;
  const total = (list.at(-1)?.to ?? 0) - first;
  const place = (at: number) => Math.min(width, Math.floor(((at - first) / total) * width));
  const best = new Array<Stretch | undefined>(width).fill(undefined);
  const signs = new Array<Sign | undefined>(width).fill(undefined);
  for (const stretch of list) {
    const end = Math.max(place(stretch.from), place(stretch.to - 1));
    for (let i = place(stretch.from); i <= end; i++) {
      const known = best[i];
      signs[i] ??= stretch.sign;
      if (known === undefined || LOOKS[known.kind].weight < LOOKS[stretch.kind].weight) best[i] = stretch;
    }
  }
  const cells = best.map((s, i): Cell => {
    const { glyph, role } = LOOKS[s?.kind ?? 'window'];
    return { glyph, role, sign: signs[i] };
  });
  return { cells, x: place, scale: total / width };
}

// ── rows ──

/** `head` stands in front: the cells of a row begin behind it. */
export const barLine = ({ cells }: Ruler, head: string, edge: string): Line => [
  span(head, 'dim'),
  ...cells.map(c => span(c.glyph, c.role)),
  span(edge, 'strong'),
];

/** What the last move did, under each cell; empty: nothing. */
export function signLine({ cells }: Ruler, indent: number): Line {
  if (cells.every(c => c.sign === undefined)) return [];
  return [
    span(' '.repeat(indent)),
    ...cells.map(c => (c.sign === undefined ? span(' ') : span(c.sign, SIGN_ROLE[c.sign]))),
  ];
}

export interface Label {
  readonly x: number;
  readonly text: string;
  readonly role: Role;
}

/** Names at their places, the first ones first: what has no room keeps its arrow, if even that has any. */
export function labelLine(labels: readonly Label[], arrow: string, width: number): Line {
  const row = new Array<{ text: string; role: Role } | undefined>(width).fill(undefined);
  const free = (low: number, high: number) => {
    if (low < 0 || high > width) return false;
    for (let i = Math.max(0, low - 1); i < Math.min(width, high + 1); i++) if (row[i] !== undefined) return false;
    return true;
  };
  const put = (at: number, text: string, role: Role) => {
    let place = at;
    for (const character of text) {
      row[place] = { text: character, role };
      const cells = widthOf(character);
      if (cells === 2) row[place + 1] = { text: '', role };
      place += cells;
    }
  };
  for (const { x, text, role } of labels) {
    const at = Math.max(0, Math.min(width - 1, x));
    const length = widthOf(text) + 1;
    if (free(at, at + length)) put(at, `${arrow}${text}`, role);
    else if (free(at - length + 1, at + 1)) put(at - length + 1, `${text}${arrow}`, role);
    else if (row[at] === undefined) put(at, arrow, role);
  }
  return row.map(cell => span(cell?.text ?? ' ', cell?.role ?? 'plain'));
}
