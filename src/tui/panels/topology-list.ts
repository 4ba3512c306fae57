// The network as a list: one cable a line, for shapes that are not drawn. Read topology.ts first.
import { formatIpv4 } from '../../wire/index.js';
import { Canvas } from '../canvas.js';
import type { Item } from '../panel.js';
import { type Line, line, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { drawCable } from './wire.js';

export function listCables(view: View, width: number): { lines: Line[]; items: Item[] } {
  const { nodes, links } = view.network;
  const lines: Line[] = [];
  const items: Item[] = [];
  const name = (node: string) => span(node, view.node === node ? 'here' : 'node');
  const column = Math.min(14, Math.max(1, ...nodes.map(n => widthOf(n.name))));
  for (const node of nodes) {
    const addresses = node.devices.flatMap(d => (d.kind === 'loopback' ? [] : d.addresses)).map(formatIpv4);
    items.push({ id: `node:${node.name}`, line: lines.length, focus: { node: node.name } });
    const mark = view.node === node.name ? '▸' : ' ';
    const gap = ' '.repeat(Math.max(0, column - widthOf(node.name)) + 2);
    lines.push(
      line(` ${mark}`, name(node.name), gap, span(view.text(`node.${node.kind}`), 'dim'), '  ', addresses.join(' ')),
    );
  }
  for (const link of links) {
    const [left, right] = [link.a.node, link.b.node];
    const canvas = new Canvas(Math.max(8, width - 5 - widthOf(left) - widthOf(right)), 1);
    drawCable(canvas, 0, 0, canvas.width, view, { link, left: link.a, right: link.b });
    lines.push(line('  ', name(left), ' ', ...(canvas.lines()[0] ?? []), ' ', name(right)));
  }
  return { lines, items };
}
