// The frame in focus as bytes: offsets, hex and characters, each byte in the hue of its layer, those of the field in focus in
// brackets. Every byte can be chosen, and in a byte that several fields share each of them: that brings the innermost field
// into focus. Below the row of a field that is not whole bytes its bits are drawn. Read first: ../packet/hex.ts, bits.ts.
import type { Layer } from '../../wire/index.js';
import { bitPicture, byteRange, hexOf, innermost, isSubByte, type Named, named } from '../packet/bits.js';
import { type ByteStyle, cellOf, type HexMarks, type HexShape, hexRow, shapeFor, stylesOf } from '../packet/hex.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, lineWidth, span } from '../text.js';
import type { View } from '../view.js';

export const bytesPanel: Panel = {
  select(view, box): Content {
    const { frame, field } = view;
    if (frame === undefined) return { title: view.text('ui.panel.bytes'), lines: [] };
    const bytes = view.session.world.frames.view(frame);
    const layers = view.layersOf(frame);
    const [from, to] = field === undefined ? [-1, -1] : byteRange(field);
    const present = field !== undefined && !field.absent && field.bits > 0 && to <= bytes.length;
    const shape = shapeFor(box.width, bytes.length);
    const choices = choicesOf(innermost(named(layers), bytes.length));
    const current = present ? currentOf(view, choices, from) : undefined;
    const dump: Dump = { view, bytes, layers, shape, width: box.width, styles: stylesOf(layers, bytes.length) };
    const marks: HexMarks = {
      from: present ? from : -1,
      to: present ? to : -1,
      cursor: view.ui.panel === 'bytes' ? (current?.byte ?? -1) : -1,
    };
    const { lines, rowOf } = rowsOf(dump, marks);
    const items = choices.map((c): Item => {
      const focus = { field: c.field.node.name, nth: c.field.nth };
      const cell = cellOf(shape, c.byte % shape.perRow);
      return { id: c.id, line: rowOf(c.byte), column: cell + c.part / 8, focus, at: { x: cell, width: 3 } };
    });
    return {
      title: titleOf(view, bytes.length, marks),
      lines,
      items,
      marked: true,
      ...(current === undefined ? {} : { current: current.id }),
      ...(present ? { follow: rowOf(marks.cursor < 0 ? from : marks.cursor) } : {}),
    };
  },
};

/** One thing to choose: a field's share of a byte. */
interface Choice {
  readonly id: string;
  readonly byte: number;
  /** Which of the fields that share the byte. */
  readonly part: number;
  readonly field: Named;
}

function choicesOf(owners: readonly (readonly Named[])[]): Choice[] {
  return owners.flatMap((fields, byte) =>
    fields.map((field, part) => ({ id: `byte:${byte}${part === 0 ? '' : `.${part}`}`, byte, part, field })),
  );
}

/** The byte that was chosen here, as long as it is of the field in focus; else the first of that field. */
function currentOf(view: View, choices: readonly Choice[], from: number): Choice | undefined {
  const { field, nth = 0 } = view.ui.focus;
  const mine = choices.filter(c => c.field.node.name === field && c.field.nth === nth);
  return mine.find(c => c.id === view.ui.chosen.bytes) ?? mine[0] ?? choices.find(c => c.byte === from);
}

interface Dump {
  readonly view: View;
  readonly bytes: Uint8Array;
  readonly layers: readonly Layer[];
  readonly shape: HexShape;
  readonly width: number;
  readonly styles: readonly ByteStyle[];
}

/** All lines, and the line of a byte. */
function rowsOf(dump: Dump, marks: HexMarks): { lines: Line[]; rowOf(byte: number): number } {
  const { view, bytes, shape, styles } = dump;
  const { field } = view;
  const lines: Line[] = [];
  const drawn = marks.from >= 0 && field !== undefined && isSubByte(field);
  for (let at = 0; at < bytes.length; at += shape.perRow) {
    lines.push(hexRow(bytes, at, shape, styles, marks, tagsOf(dump, at)));
    // A field of two bytes may begin in one row and end in the next.
    if (drawn && marks.to - 1 >= at && marks.to - 1 < at + shape.perRow) lines.push(bitsRow(dump, marks));
  }
  lines.push(...checkSequence(dump));
  const row = (byte: number) => Math.floor(byte / shape.perRow);
  return { lines, rowOf: byte => row(byte) + (drawn && row(byte) > row(marks.to - 1) ? 1 : 0) };
}

/** `.1.. .... = Don't fragment: Set`, below the byte. */
function bitsRow({ view, bytes, shape, layers, width }: Dump, { from }: HexMarks): Line {
  const { field } = view;
  if (field === undefined) return [];
  const label = view.words.fieldLabel(field.name, field.label);
  const protocol = layers.findLast(l => l.bit <= field.bit)?.protocol ?? 'data';
  const says = ` = ${label}: ${view.words.wireText(field.text)}`;
  const drawn = line(span('└ ', 'dim'), span(bitPicture(bytes, field), `layer:${protocol}`), span(says, 'dim'));
  // Below its byte, unless it would not fit there.
  const indent = Math.min(cellOf(shape, from % shape.perRow) + 1, width - lineWidth(drawn));
  return line(' '.repeat(Math.max(1, indent)), ...drawn);
}

/** Names of what begins in a row, in its hue. */
function tagsOf({ view, bytes, shape, styles }: Dump, at: number): Line {
  const out: Line[] = [];
  for (let b = at; b < Math.min(bytes.length, at + shape.perRow); b++) {
    const style = styles[b] as ByteStyle;
    if (style === styles[b - 1]) continue;
    const name = style.kind === 'padding' ? 'pad' : style.kind === 'trailer' ? 'trailer' : style.role.slice(6);
    const shown = view.words.fieldLabel(`eth.${style.kind}`, name);
    out.push(line(span(out.length === 0 ? shown : ` ${shown}`, style.role)));
  }
  return out.flat();
}

/** The FCS follows on the wire, behind the padding that the frame still lacks; what captures the frame sees neither. */
function checkSequence(dump: Dump): Line[] {
  const { view, layers, shape } = dump;
  const node = layers[0]?.children.find(n => n.name === 'eth.fcs' && n.absent);
  if (typeof node?.value !== 'number') return [];
  const value = new Uint8Array(4);
  new DataView(value.buffer).setUint32(0, node.value);
  const chosen = view.field === node;
  const hex = `${chosen ? '[' : ' '}${hexOf(value)}${chosen ? ']' : ' '}`;
  return [
    ...padding(dump),
    line(
      span(` ${'FCS'.padStart(shape.digits)}`, 'dim'),
      { text: hex, role: 'dim', ...(chosen ? { chosen } : {}) },
      span(` ${view.text('ui.frame.not-captured')}`, 'dim'),
    ),
  ];
}

/** Zeros that the FCS is over and that are not among the bytes. */
function padding({ view, layers, shape }: Dump): Line[] {
  const node = layers[0]?.children.find(n => n.name === 'eth.padding' && n.absent);
  if (node === undefined) return [];
  const name = view.words.fieldLabel('eth.padding', 'pad');
  const count = view.text('ui.frame.padding', { count: node.bits / 8 });
  const chosen = view.field === node;
  return [
    line(
      span(` ${'+'.padStart(shape.digits)}`, 'dim'),
      { text: `${chosen ? '[' : ' '}${count}${chosen ? ']' : ' '}`, role: 'dim', ...(chosen ? { chosen } : {}) },
      span(` ${name} · ${view.text('ui.frame.card-pads')}`, 'dim'),
    ),
  ];
}

function titleOf(view: View, count: number, { from, to, cursor }: HexMarks): string {
  const title = view.text('ui.panel.bytes');
  const size = view.text('ui.frame.bytes', { count });
  const name = view.field?.name;
  if (from < 0 || name === undefined) return `${title} · ${name === undefined ? size : `${name} · ${size}`}`;
  const what =
    cursor >= 0
      ? view.text('packet.byte', { at: cursor })
      : to - from > 1
        ? view.text('packet.bytes', { from, to: to - 1 })
        : view.text('packet.byte', { at: from });
  const value = typeof view.field?.value === 'number' ? ` · ${view.words.wireText(view.field.text)}` : '';
  return `${title} · ${name} · ${view.text('packet.of', { what, count: size })}${value}`;
}
