// The frame in focus as bytes: offsets, hex and ASCII, each byte in the hue of its layer, those of the field in focus in
// brackets.
import { eachNode, isLayer, type Layer } from '../../wire/index.js';
import type { Box, Content, Panel } from '../panel.js';
import { type Line, line, type Role, type Span, span } from '../text.js';

export const bytesPanel: Panel = {
  select(view, box): Content {
    const title = view.text('ui.panel.bytes');
    const { frame, field } = view;
    if (frame === undefined) return { title, lines: [] };
    const { bytes } = view.session.world.frames.frame(frame);
    const from = field === undefined || field.absent ? -1 : Math.floor(field.bit / 8);
    const to = field === undefined || field.absent ? -1 : Math.ceil((field.bit + field.bits) / 8);
    const perRow = rowLength(box);
    const roles = rolesOf(view.layersOf(frame), bytes.length);
    const lines: Line[] = [];
    for (let at = 0; at < bytes.length; at += perRow) {
      lines.push(rowOf(bytes.subarray(at, at + perRow), at, perRow, roles, from, to, box.width));
    }
    const size = view.text('ui.frame.bytes', { count: bytes.length });
    const what = from < 0 ? size : `${field?.name} · ${from}${to - from > 1 ? `–${to - 1}` : ''} / ${size}`;
    return { title: `${title} · ${what}`, lines, ...(from < 0 ? {} : { follow: Math.floor(from / perRow) }) };
  },
  /** The field that the byte under the pointer belongs to. */
  hit(view, box, x, row) {
    const { frame } = view;
    const perRow = rowLength(box);
    const at = byteAt(x, perRow);
    if (frame === undefined || at === undefined) return undefined;
    const bit = (row * perRow + at) * 8;
    let field: string | undefined;
    // The innermost one comes last; of several in one byte the first.
    for (const node of eachNode(view.layersOf(frame))) {
      if (!isLayer(node) && !node.absent && bit >= Math.floor(node.bit / 8) * 8 && bit < node.bit + node.bits)
        field ??= node.name;
    }
    return field === undefined ? undefined : { field };
  },
};

/** Which byte of its row a cell belongs to, in hex or in ASCII; rowOf() draws what is measured here. */
function byteAt(x: number, perRow: number): number | undefined {
  const gap = (i: number) => (perRow > 8 && i >= 8 ? 1 : 0);
  const ascii = hexWidth(perRow) + 2;
  for (let i = 0; i < perRow; i++) {
    const start = 7 + i * 3 + gap(i);
    if ((x >= start && x < start + 2) || x === ascii + i) return i;
  }
  return undefined;
}

/** Offset, two blanks, three cells a byte, a gap in the middle: as many bytes as fitLine, a power of two. */
function rowLength({ width }: Box): number {
  return [16, 8, 4].find(n => hexWidth(n) + 3 + n <= width) ?? (hexWidth(8) <= width ? 8 : 4);
}
const hexWidth = (n: number) => 1 + 4 + 1 + n * 3 + 1 + (n > 8 ? 1 : 0);

/** The layer that each byte belongs to. */
function rolesOf(layers: readonly Layer[], length: number): Role[] {
  const roles: Role[] = new Array<Role>(length).fill('dim');
  for (const layer of layers) {
    const end = Math.min(length, (layer.bit + layer.bits) / 8);
    roles.fill(`layer:${layer.protocol}`, layer.bit / 8, Math.max(layer.bit / 8, end));
  }
  return roles;
}

function rowOf(
  bytes: Uint8Array,
  at: number,
  perRow: number,
  roles: readonly Role[],
  from: number,
  to: number,
  width: number,
): Line {
  const hex: Span[] = [];
  const ascii: Span[] = [];
  const chosen = (i: number) => at + i >= from && at + i < to;
  for (let i = 0; i <= perRow; i++) {
    const gap = i === 8 && perRow > 8 ? ' ' : '';
    // The bracket that closes stands right behind its byte, the one that opens right before it.
    const closes = at + i === to && i > 0 && from >= 0;
    const opens = at + i === from && i < bytes.length;
    const sign = closes && opens ? '|' : closes ? ']' : opens ? '[' : ' ';
    hex.push(span(gap !== '' && opens ? ` ${sign}` : `${sign}${gap}`, closes || opens ? 'key' : 'plain'));
    if (i === perRow) break;
    const byte = bytes[i];
    const role = roles[at + i] ?? 'dim';
    const mark = chosen(i) ? { chosen: true } : {};
    hex.push({ text: byte === undefined ? '  ' : byte.toString(16).padStart(2, '0'), role, ...mark });
    if (byte !== undefined) {
      ascii.push({ text: byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.', role, ...mark });
    }
  }
  const offset = span(` ${at.toString(16).padStart(4, '0')} `, 'dim');
  const wide = hexWidth(perRow) + 2 + perRow <= width;
  return line(offset, ...hex, ...(wide ? ['  ', ...ascii] : []));
}
