// The frame in focus: how it passes through the node at the cursor, then layer by layer what each field is, what it means here,
// whether what is computed holds, and what the last hop changed. Choose a field and its bytes light up in the next panel; choose
// a byte there and its field does here. Read first: ../packet/tree.ts, rows.ts and passage.ts.
import type { FrameChange } from '../../debug/index.js';
import { hasMessage } from '../../i18n/index.js';
import { isLayer } from '../../wire/index.js';
import { bitPicture, byteRange, hexOf, isSubByte } from '../packet/bits.js';
import { hopChange } from '../packet/hop.js';
import { type Passage, passageOf } from '../packet/passage.js';
import { PASSAGE, passageRows } from '../packet/passage-rows.js';
import { columnsFor, type Drawing, fieldRow, layerRow, noteOf } from '../packet/rows.js';
import { type Entry, eachEntry, entryNamed, foldsOf, leastRows, mainLayer, treeOf, visible } from '../packet/tree.js';
import type { Box, Content, Item, Panel } from '../panel.js';
import { choose, fitLine, type Line, line, lineWidth, span, textOf, widthOf, wrapped } from '../text.js';
import type { View } from '../view.js';

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
    const lines: Line[] = storyRows(view, frame, box);
    const items: Item[] = [];
    const tree = view.once(readTree);
    if (tree.passage !== undefined) {
      // What fits whole stays whole; where layers are folded anyway, the passage is worth more than their rows.
      const room = box.height - lines.length;
      const all = [...eachEntry(tree.roots)].length;
      const spare = room - (all < room ? all : leastRows(tree.roots, tree.main));
      const rows = passageRows(view, tree.passage, box.width, spare);
      items.push({ ...rows.item, line: lines.length });
      lines.push(...rows.lines);
    }
    const shown = addEntries(view, tree, box, lines, items);
    const current = shown ?? (view.ui.panel === 'packet' ? otherItem(view, items) : undefined);
    const at = items.find(i => i.id === current)?.line;
    return {
      title: titleOf(view, frame),
      lines: lines.map((l, y) => (y === at ? lit(l, box.width) : l)),
      items,
      marked: true,
      ...(current === undefined ? {} : { current }),
      ...(at === undefined ? {} : { follow: at }),
    };
  },
};

/** What can be chosen here and is no field. */
const otherItem = (view: View, items: readonly Item[]): string | undefined =>
  view.ui.chosen.packet === PASSAGE ? items.find(i => i.id === PASSAGE)?.id : undefined;

/** The line of what is in focus, here or in the bytes. */
function lit(of: Line, width: number): Line {
  const [first, ...rest] = fitLine(of, width);
  return choose([span(`›${(first?.text ?? ' ').slice(1)}`, 'key'), ...rest]);
}

interface Tree {
  readonly frame: number;
  readonly passage: Passage | undefined;
  readonly change: FrameChange;
  readonly roots: readonly Entry[];
  readonly main: Entry | undefined;
}

function readTree(view: View): Tree {
  const frame = view.frame as number;
  const change = hopChange(view, frame);
  const roots = treeOf(view.layersOf(frame), change);
  const passage = passageOf(view);
  const side = [passage?.in, passage?.out].find(s => s?.frame === frame);
  const atHand = side?.layers.findIndex(l => l.state === 'now');
  return { frame, passage, change, roots, main: mainLayer(roots, atHand) };
}

/** Layers and fields. Returns the item that is in focus: the field, or what it is folded into. */
function addEntries(view: View, tree: Tree, { width, height }: Box, lines: Line[], items: Item[]): string | undefined {
  const { frame, change, roots, main } = tree;
  const bytes = view.session.world.frames.view(frame);
  const focus = entryNamed(roots, view.ui.focus.field, view.ui.focus.nth);
  // The lines that explain what is chosen do not count: choosing must not fold anything.
  const rows = height - lines.length - change.layers.length;
  const folds = foldsOf(roots, rows, view.ui.folded, focus, main);
  const entries = [...visible(roots, folds)];
  const drawing: Drawing = { view, bytes, columns: columnsFor(view, bytes, entries, width) };
  for (const { kind, protocol, title } of change.layers) {
    if (kind === 'popped') lines.push(poppedRow(view, protocol, title));
  }
  for (const [i, root] of roots.entries()) {
    for (const entry of visible([root], folds)) {
      const folded = folds.has(entry.id);
      items.push(itemOf(entry, lines.length, folded));
      const row = isLayer(entry.node) ? layerRow(drawing, entry, folded) : fieldRow(drawing, entry, folded);
      lines.push(row);
      if (entry === focus) lines.push(...explanation(drawing, entry, textOf(row)));
    }
    // What the layer has lost on the way stands at its end.
    if (!folds.has(root.id)) lines.push(...goneRows(view, change.fields, i));
  }
  let seen: Entry | undefined = focus;
  while (seen !== undefined && !entries.includes(seen)) seen = seen.parent;
  return seen?.id;
}

function itemOf(entry: Entry, at: number, folded: boolean): Item {
  const item = { id: entry.id, line: at, focus: { field: entry.node.name, nth: entry.nth }, parent: entry.parent?.id };
  return entry.children.length === 0 ? item : { ...item, folded, enter: { kind: 'fold', id: entry.id } };
}

function poppedRow(view: View, protocol: string, title: string): Line {
  const name = view.words.protocolTitle(protocol, title);
  return line(
    ' ',
    span('-', 'removed'),
    span(`  ${name}`, 'dim'),
    span(`  ${view.text('packet.taken-off')}`, 'removed'),
  );
}

function goneRows(view: View, fields: FrameChange['fields'], layer: number): Line[] {
  return fields.flatMap(f => {
    if (f.layer !== layer || f.after !== undefined || f.before === undefined) return [];
    const label = view.words.fieldLabel(f.name, f.label);
    const was = view.text('packet.gone', { before: view.words.wireText(f.before.text) });
    return [line(' ', span('-', 'removed'), span(`    ${label}`, 'dim'), span(`  ${was}`, 'removed'))];
  });
}

/** Below the chosen entry: what it is for and its name in filters; its bytes, and what was not `told` for want of room. */
function explanation({ view, bytes, columns }: Drawing, entry: Entry, told: string): Line[] {
  const { node, depth, change } = entry;
  const id = `explain.${node.name}`;
  const text = hasMessage(view.lang, id) ? view.text(id) : '';
  const indent = `   ${'  '.repeat(depth)}`;
  const first = line(indent, span('└ ', 'dim'), span(text === '' ? node.name : text, text === '' ? 'dim' : 'key'));
  // The name that filters know it by stands where it is whole.
  const fits = text !== '' && lineWidth(first) + 2 + widthOf(node.name) <= columns.width;
  const out = [fits ? line(...first, span(`  ${node.name}`, 'dim')) : first];
  const name = fits || text === '' ? '' : node.name;
  const note = noteOf(view, entry);
  const notes = told.includes(note) ? [] : [note];
  if (change?.before !== undefined)
    notes.unshift(view.text('packet.was', { before: view.words.wireText(change.before.text) }));
  const [from, to] = byteRange(node);
  const aside = notes.filter(n => n !== '').join(' · ');
  if (node.absent || to > bytes.length || node.bits === 0) {
    const rest = [name, aside].filter(p => p !== '').join(' · ');
    if (rest !== '') out.push(line(indent, '  ', span(rest, 'dim')));
    return out;
  }
  const hex = hexOf(bytes.subarray(from, Math.min(to, from + 8)));
  const raw = isSubByte(node) ? bitPicture(bytes, node) : '';
  const where = view.text('tui.field.bytes', { from, to: to - 1, count: to - from });
  const parts = [aside, where, raw, name].filter(p => p !== '').join(' · ');
  out.push(line(indent, '  ', span(`[${hex}${to - from > 8 ? ' …' : ''}]`, 'key'), span(`  ${parts}`, 'dim')));
  return out.map(l => fitLine(l, columns.width));
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

/** What the frame says and how it came to be: in one line where lines are few. */
function storyRows(view: View, frame: number, { width, height }: Box): Line[] {
  const text = view.once(frameStory);
  if (height < 20) {
    // What it says goes before how it came to be.
    const says = view.words.frameSummary(frame);
    const short = widthOf(text) < width || says === '' || view.isOldFrame ? text : says;
    return [line(' ', span(short, 'strong'))];
  }
  return wrapped(text, width - 1).map(t => line(' ', span(t, 'strong')));
}

function frameStory(view: View): string {
  const frame = view.frame as number;
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
