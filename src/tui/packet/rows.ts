// One entry of the dissection as a line: sign of what the last hop did, label, value, what is right or wrong about it, the raw
// number, a note. Where there is no room for all, the note goes first, then the raw number; what is cut ends in …. Pure.
import { isLayer, type Node } from '../../wire/index.js';
import { hintFor } from '../panels/hints.js';
import { clip, type Line, line, lineWidth, pad, type Role, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { bitPicture, byteRange, hexOf, rawText } from './bits.js';
import { type Entry, holds, type Sign } from './tree.js';

/** Where the columns end, in cells from the left. */
export interface Columns {
  readonly width: number;
  readonly label: number;
  readonly value: number;
  readonly raw: number;
}

export interface Drawing {
  readonly view: View;
  readonly bytes: Uint8Array;
  readonly columns: Columns;
}

/** Cells of a MAC address: values of that width stand in a column. */
const VALUE = 17;
/** As wide as values and labels get in their columns; longer ones stick out of them. */
const WIDEST = { label: 34, value: 26 };
/** A note of fewer cells than this explains nothing. */
const NOTE = 14;
const ROLES: Readonly<Record<Exclude<Sign, ''>, Role>> = { '+': 'added', '-': 'removed', '~': 'changed' };

export function signSpan(sign: Sign): Span {
  return sign === '' ? span(' ') : span(sign, ROLES[sign]);
}

/** Mark, sign, indent, and the place of ▾. */
const leadOf = (entry: Entry): number => 2 + 2 * entry.depth + 2;

/** Columns in which most of these entries find room. */
export function columnsFor(view: View, bytes: Uint8Array, entries: readonly Entry[], width: number): Columns {
  const fields = entries.filter(e => !isLayer(e.node) && !e.bits);
  const most = (of: (e: Entry) => number) => fields.reduce((sum, e) => Math.max(sum, of(e)), 0);
  const labels = most(e => leadOf(e) + widthOf(labelOf(view, e)));
  const label = Math.max(12, Math.min(labels, WIDEST.label, width - VALUE - 1));
  const values = Math.max(
    VALUE,
    Math.min(
      WIDEST.value,
      most(e => widthOf(valueText(view, bytes, e.node)) + 2),
    ),
  );
  const value = Math.min(width, label + 1 + values);
  const raws = most(e => widthOf(rawText(bytes, e.node)));
  return { width, label, value, raw: raws === 0 ? value : value + 1 + Math.min(raws, 10) };
}

const labelOf = (view: View, { node }: Entry): string => view.words.fieldLabel(node.name, node.label);

/** What the value says; of a field cut short the bytes that there are. */
function valueText(view: View, bytes: Uint8Array, node: Node): string {
  if (node.name === 'eth.padding') return view.text('ui.frame.padding', { count: node.bits / 8 });
  if (node.value === undefined && !isLayer(node)) {
    const [from, to] = byteRange(node);
    return `${hexOf(bytes.subarray(from, to))} …`.trimStart();
  }
  return view.words.wireText(node.text);
}

/** `▾` open, `▸` folded. */
const foldSign = (entry: Entry, folded: boolean): string => (entry.children.length === 0 ? '  ' : folded ? '▸ ' : '▾ ');

const inside = (entry: Entry, test: (of: Entry) => boolean): boolean => entry.children.some(c => holds(c, test));

/** What is hidden in a folded entry and must not be: something wrong, something changed. */
function hidden(entry: Entry, folded: boolean): { readonly sign: Sign; readonly bad: Span[] } {
  const changed = folded && entry.sign === '' && inside(entry, e => e.sign !== '');
  const bad = folded && inside(entry, e => e.node.problem !== undefined);
  return { sign: changed ? '~' : entry.sign, bad: bad ? [span(' ✗', 'bad')] : [] };
}

export function layerRow({ view, columns }: Drawing, entry: Entry, folded: boolean): Line {
  const { layer } = entry;
  const { sign, bad } = hidden(entry, folded);
  const title = view.words.protocolTitle(layer.protocol, layer.title);
  const start = line(
    ' ',
    signSpan(sign),
    '  '.repeat(entry.depth),
    span(`${foldSign(entry, folded)}${title}`, `layer:${layer.protocol}`),
    ...bad,
  );
  const size = `  ${view.text('ui.frame.bytes', { count: layer.bits / 8 })}`;
  const says = sign === '+' && entry.sign === '+' ? view.text('packet.put-in-front') : layerSays(entry.layer.children);
  const room = columns.width - lineWidth(start) - widthOf(size) - 3;
  const short = says === '' ? '' : widthOf(says) <= room || room >= NOTE ? `  ${clip(says, room)}` : '';
  if (room + 3 < 0) return start;
  return line(...start, span(size, 'dim'), span(short, entry.sign === '+' ? 'added' : 'dim'));
}

/** From whom to whom, where a header says both. */
export function layerSays(children: readonly Node[]): string {
  const of = (end: string) => children.find(n => n.name.endsWith(`.${end}`) && n.name.split('.').length === 2)?.text;
  const [src, dst] = [of('src') ?? of('srcport'), of('dst') ?? of('dstport')];
  return src === undefined || dst === undefined ? '' : `${src} → ${dst}`;
}

export function fieldRow(drawing: Drawing, entry: Entry, folded: boolean): Line {
  const { view, columns, bytes } = drawing;
  const { node } = entry;
  const { sign, bad } = hidden(entry, folded);
  const lead = line(' ', signSpan(sign), '  '.repeat(entry.depth), span(foldSign(entry, folded), 'dim'));
  const value = [...valueSpans(drawing, entry), ...bad];
  if (entry.bits && node.value !== undefined) return bitRow(drawing, entry, lead, value);
  const end = Math.min(columns.label, Math.max(12, columns.width - lineWidth(value) - 1));
  const label = span(`${pad(labelOf(view, entry), Math.max(4, end - lineWidth(lead)))} `, 'dim');
  const left = line(...lead, label, ...value);
  return withAside(drawing, entry, left, rawText(bytes, node));
}

/** `.1.. .... = Don't fragment: Set`. */
function bitRow({ view, columns, bytes }: Drawing, entry: Entry, lead: Line, value: readonly Span[]): Line {
  const picture = byteRange(entry.node)[1] > bytes.length ? '' : `${bitPicture(bytes, entry.node)} = `;
  const room = columns.width - lineWidth(lead) - lineWidth(value) - 2;
  const label = labelOf(view, entry);
  const bits = widthOf(picture) + widthOf(label) <= room || room - widthOf(picture) >= 8 ? picture : '';
  const left = line(...lead, span(bits, `layer:${entry.layer.protocol}`));
  return line(...left, span(`${clip(label, Math.max(4, room - widthOf(bits)))}: `, 'dim'), ...value);
}

/** The value, what it was, and ✓ or ✗ with what would be right. */
function valueSpans({ view, bytes, columns }: Drawing, { node, change, layer, depth }: Entry): Span[] {
  const now = valueText(view, bytes, node);
  const role: Role = node.problem ? 'bad' : change !== undefined ? 'changed' : `layer:${layer.protocol}`;
  const verdict = verdictOf(view, node);
  const was = change?.before === undefined ? '' : `${view.words.wireText(change.before.text)} → `;
  // What is left to a label of a few cells; old and new at once only where both have room.
  const room = columns.width - Math.min(columns.label, 2 * depth + 14) - 1 - lineWidth(verdict);
  const both = was !== '' && widthOf(was + now) <= room;
  return [
    span(both ? was : '', 'dim'),
    span(clip(now, Math.max(6, both ? room - widthOf(was) : room)), role),
    ...verdict,
  ];
}

function verdictOf(view: View, node: Node): Span[] {
  if (node.problem === undefined) return node.computed === 'ok' ? [span(' ✓', 'good')] : [];
  const { code, need, have } = node.problem;
  if (node.computed !== 'bad' || need === undefined || code === 'truncated')
    return [span(` ✗ ${view.text(`problem.${code}`, { need, have })}`, 'bad')];
  const digits = Math.ceil(node.bits / 4);
  const value = code === 'bad-checksum' ? `0x${need.toString(16).padStart(digits, '0')}` : String(need);
  return [span(' ✗ ', 'bad'), span(view.text('packet.right', { value }), 'good')];
}

/** The raw number in its column, and a note behind it, as far as there is room. */
function withAside({ view, columns }: Drawing, entry: Entry, left: Line, raw: string): Line {
  const { width, value, raw: end } = columns;
  const out: Span[] = [...left];
  const put = (text: string, at: number, role: Role, least = widthOf(text)) => {
    const from = Math.max(at, lineWidth(out) + 2);
    const room = width - from;
    if (text === '' || room < Math.min(widthOf(text), least)) return;
    out.push(span(' '.repeat(from - lineWidth(out))), span(clip(text, room), role));
  };
  put(raw, value + 1, 'dim');
  put(noteOf(view, entry), raw === '' ? 0 : end + 2, 'dim', NOTE);
  return out;
}

/** A few words beside the value. */
export const noteOf = (view: View, { node, layer }: Entry): string => hintFor(view, layer, node);
