// The frame in focus, dissected by layer: what each field is, what it means here, whether what is computed holds, and what
// the last hop changed. Choose a field and its bytes light up in the next panel. hints.ts has the words beside the values.
import { hasMessage } from '../../i18n/index.js';
import { eachNode, isLayer, type Layer, type Node } from '../../wire/index.js';
import type { Box, Content, Item, Panel } from '../panel.js';
import { type Line, line, lineWidth, pad, type Role, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { hintFor } from './hints.js';

export const packetPanel: Panel = {
  select(view, box): Content {
    const { frame } = view;
    if (frame === undefined) {
      const key = 'n';
      return {
        title: view.text('ui.panel.frame'),
        lines: [line(' ', span(view.text('ui.empty.frame', { key }), 'dim'))],
      };
    }
    const layers = view.layersOf(frame);
    const out: Writer = {
      view,
      box,
      lines: [line(' ', span(frameStory(view, frame), 'strong'))],
      items: [],
      before: previousHop(view, frame),
      seen: new Map(),
    };
    const folds = autoFolds(layers, box.height - 1);
    for (const layer of layers) addLayer(out, layer, layer, folds, 0);
    const follow = out.items.find(i => i.focus?.field === view.ui.focus.field && i.focus?.field !== undefined)?.line;
    return {
      title: titleOf(view, frame),
      lines: out.lines,
      items: out.items,
      ...(follow === undefined ? {} : { follow }),
    };
  },
};

/** Cells of a MAC address: values of that width stand in a column. */
const VALUE = 17;

interface Writer {
  readonly view: View;
  readonly box: Box;
  readonly lines: Line[];
  readonly items: Item[];
  /** Fields at the previous hop, by name: what differs was changed on the way. */
  readonly before: ReadonlyMap<string, string>;
  readonly seen: Map<string, number>;
}

function titleOf(view: View, frame: number): string {
  const { linkType } = view.session.world.frames.frame(frame);
  const name = view.text(linkType === 'ethernet' ? 'ui.frame.title' : 'ui.packet.title', { frame });
  const way = wayOf(view, frame);
  return way === '' ? name : `${name}  ${way}`;
}

/** `sw.p4 → D.eth0`, for a sent frame too: where its cable leads. */
function wayOf(view: View, frame: number): string {
  const way = view.words.frameWay(frame);
  if (!way.endsWith('→')) return way;
  const dev = view.session.world.frames.devOf(frame);
  const link = view.network.links.find(l => l.a.id === dev || l.b.id === dev);
  if (link === undefined) return way;
  return `${way} ${view.words.device(link.a.id === dev ? link.b.id : link.a.id)}`;
}

/** What the frame says and how it came to be. */
function frameStory(view: View, frame: number): string {
  // A packet and the frame that it is put into bear one number: what is told is how the packet came to be.
  let at = view.session.world.frames.frame(frame);
  while (
    at.operation === 'push' &&
    at.from !== undefined &&
    view.words.frameName(at.from) === view.words.frameName(at.id)
  )
    at = view.session.world.frames.frame(at.from);
  const { from, operation, stage } = at;
  const origin = view.text(`operation.${operation}`, { from, node: view.words.nodeOf(stage) });
  const says = view.words.frameSummary(frame);
  const old = view.isOldFrame ? `${view.text('tui.frame.last')} · ` : '';
  return says === '' ? `${old}${origin}` : `${old}${says} · ${origin}`;
}

/** The frame as it was received before this node sent it on. */
function previousHop(view: View, frame: number): Map<string, string> {
  const { frames } = view.session.world;
  let sent = frame;
  while (sent >= 0 && frames.directionOf(sent) !== 'sent') sent = frames.fromOf(sent);
  let at = sent < 0 ? -1 : frames.fromOf(sent);
  while (at >= 0 && frames.directionOf(at) !== 'received') at = frames.fromOf(at);
  const out = new Map<string, string>();
  if (at < 0) return out;
  for (const node of eachNode(view.words.layers(at, true))) {
    if (!out.has(node.name) && !isLayer(node)) out.set(node.name, node.text);
  }
  return out;
}

/** Where not all has room, only the innermost layer is open. */
function autoFolds(layers: readonly Layer[], height: number): ReadonlySet<string> {
  const count = (layer: Layer) => 1 + [...eachNode(layer.children)].length;
  const total = layers.reduce((sum, l) => sum + count(l), 0);
  if (total <= height) return new Set();
  const inner = layers.findLast(l => l.protocol !== 'data') ?? layers.at(-1);
  return new Set(layers.filter(l => l !== inner).map(l => `layer:${l.name}`));
}

function addLayer(out: Writer, layer: Layer, top: Layer, folds: ReadonlySet<string>, depth: number): void {
  const { view } = out;
  const id = unique(out, `layer:${layer.name}`);
  const folded = view.ui.folded.has(id) || (folds.has(id) && !view.ui.folded.has(`open:${id}`));
  const role: Role = `layer:${layer.protocol}`;
  const title = view.words.protocolTitle(layer.protocol, layer.title);
  const bytes = view.text('ui.frame.bytes', { count: layer.bits / 8 });
  const says = layer.protocol === 'eth' ? ethSummary(view, layer) : '';
  out.items.push({ id, line: out.lines.length, focus: { field: layer.name }, enter: { kind: 'fold', id } });
  out.lines.push(
    line(
      ' ',
      '  '.repeat(depth),
      span(`${folded ? '▸' : '▾'} ${title}`, role),
      span(`  ${bytes}  `, 'dim'),
      span(says, 'dim'),
    ),
  );
  if (folded) return;
  for (const node of layer.children) addNode(out, node, top, folds, depth + 1);
}

function ethSummary(view: View, layer: Layer): string {
  const text = (name: string) => layer.children.find(n => n.name === name)?.text ?? '';
  return `${text('eth.src')} → ${text('eth.dst')}${view.lang === 'en' ? '' : ''}`;
}

function addNode(out: Writer, node: Node, layer: Layer, folds: ReadonlySet<string>, depth: number): void {
  if (isLayer(node)) {
    addLayer(out, node, node, folds, depth);
    return;
  }
  const { view, box } = out;
  const id = unique(out, `field:${node.name}`);
  const was = out.before.get(node.name);
  const changed = was !== undefined && was !== node.text;
  const label = view.words.fieldLabel(node.name, node.label);
  const indent = '  '.repeat(depth);
  const value = shownValue(view, node);
  const labelWidth = Math.max(
    8,
    Math.min(labelColumn(view, layer) - indent.length, box.width - indent.length - VALUE - 2),
  );
  const verdict = verdictOf(view, node);
  const left = line(
    ' ',
    span(changed ? '~' : ' ', 'changed'),
    indent.slice(1),
    span(`${pad(label, labelWidth)} `, 'dim'),
    span(
      pad(value, Math.max(VALUE, widthOf(value))),
      node.problem ? 'bad' : changed ? 'changed' : `layer:${layer.protocol}`,
    ),
    ...verdict,
  );
  const aside = changed ? view.text('ui.change.was', { before: was }) : hintFor(view, layer, node);
  // Half a word explains nothing.
  const room = box.width - lineWidth(left) - 2;
  const shown = changed || widthOf(aside) <= room || room >= 16 ? span(`  ${aside}`, 'dim') : span('');
  out.items.push({ id, line: out.lines.length, focus: { field: node.name } });
  out.lines.push(line(...left, shown));
  if (view.ui.focus.field === node.name) addExplanation(out, node, indent);
  for (const child of node.children ?? []) addNode(out, child, layer, folds, depth + 1);
}

/** Where the values of a layer begin: behind its longest label. */
function labelColumn(view: View, layer: Layer): number {
  const own = layer.children.filter(node => !isLayer(node));
  return 2 + Math.min(24, Math.max(0, ...own.map(node => widthOf(view.words.fieldLabel(node.name, node.label)))));
}

function shownValue(view: View, node: Node): string {
  if (node.name === 'eth.padding') return view.text('ui.frame.padding', { count: node.bits / 8 });
  return view.words.wireText(node.text);
}

/** ✓ or ✗ behind what is computed. */
function verdictOf(view: View, node: Node): Span[] {
  if (node.problem) {
    const { code, need, have } = node.problem;
    return [span(` ✗ ${view.text(`problem.${code}`, { need, have })}`, 'bad')];
  }
  return node.computed === 'ok' ? [span(' ✓', 'good')] : [];
}

/** Below the chosen field: what it is for, and its name in filters. */
function addExplanation(out: Writer, node: Node, indent: string): void {
  const { view } = out;
  const id = `explain.${node.name}`;
  const text = hasMessage(view.lang, id) ? view.text(id) : '';
  const name = span(`${text ? '  ' : ''}${node.name}`, 'dim');
  out.lines.push(line(' ', indent, span('└ ', 'dim'), span(text, 'key'), name));
  if (node.absent || view.frame === undefined) return;
  const [from, to] = [Math.floor(node.bit / 8), Math.ceil((node.bit + node.bits) / 8)];
  const bytes = view.session.world.frames.view(view.frame).subarray(from, Math.min(to, from + 16));
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join(' ');
  const where = view.text('tui.field.bytes', { from, to: to - 1, count: to - from });
  out.lines.push(
    line(' ', indent, '  ', span(`[${hex}${to - from > 16 ? ' …' : ''}]`, 'key'), span(`  ${where}`, 'dim')),
  );
}

function unique(out: Writer, name: string): string {
  const n = (out.seen.get(name) ?? 0) + 1;
  out.seen.set(name, n);
  return n === 1 ? name : `${name}#${n}`;
}
