// A frame's passage through a node, drawn: on the left the layers as they came in, on the right as they go out, the innermost
// at the top; or all of it in one line. Signs say what colours say: ▶ the layer at hand, ↑ read, + ~ = what is new, changed,
// the same. Pure. Read first: passage.ts.
import type { Layer } from '../../wire/index.js';
import type { Item } from '../panel.js';
import { clip, fitLine, type Line, line, lineWidth, type Role, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import type { Passage, PassageLayer, Side } from './passage.js';
import { layerSays } from './rows.js';

export const PASSAGE = 'passage';
/** Below this width the passage takes one line, unless it was opened. */
const ROOM = 50;

export interface PassageRows {
  readonly lines: readonly Line[];
  readonly item: Item;
}

/** `spare`: rows that the dissection can do without. */
export function passageRows(view: View, passage: Passage, width: number, spare: number): PassageRows {
  const { folded: set } = view.ui;
  const small = width < ROOM || stackHeight(passage) > spare;
  const folded = set.has(PASSAGE) || (small && !set.has(`open:${PASSAGE}`));
  const item: Item = {
    id: PASSAGE,
    line: 0,
    focus: { field: undefined, nth: undefined },
    enter: { kind: 'fold', id: PASSAGE },
    folded,
  };
  return { item, lines: folded ? [shortRow(view, passage, width)] : stacks(view, passage, width) };
}

/** `▸ D  Eth·[ARP] ▶ +ARP·+Eth`; where that is too long, of the side that nothing happens on only where it turns round. */
function shortRow(view: View, passage: Passage, width: number): Line {
  const { in: from, out: to } = passage;
  const start = line('  ', span('▸ ', 'dim'), span(passage.node, 'node'), '  ');
  const left = from === undefined ? [span(view.text('packet.built'), 'dim')] : names(view, from.layers);
  const waits = to === undefined && passage.drop === undefined && !passage.complete;
  const right = waits
    ? [span('…', 'dim')]
    : to === undefined
      ? outcome(view, passage)
      : names(view, to.layers.toReversed());
  const more = passage.outs > 1 ? [span(` ×${passage.outs}`, 'dim')] : [];
  const whole = line(...start, ...left, span(' ▶ ', 'dim'), ...right, ...more);
  if (lineWidth(whole) <= width || from === undefined) return fitLine(whole, width);
  const top = from.layers.findLast(l => l.state !== 'passed') ?? from.layers[0];
  const turn = [span(from.layers[0] === top ? '' : '…', 'dim'), ...(top === undefined ? [] : shortName(view, top))];
  return fitLine(line(...start, ...turn, span(' ▶ ', 'dim'), ...right, ...more), width);
}

const names = (view: View, layers: readonly PassageLayer[]): Span[] =>
  layers
    .filter(l => l.layer.protocol !== 'data')
    .flatMap((l, i) => [span(i === 0 ? '' : '·', 'dim'), ...shortName(view, l)]);

function shortName(view: View, { layer, state, sign, dropped }: PassageLayer): Span[] {
  const name = SHORT[layer.protocol] ?? titleFor(view, layer);
  const role: Role = dropped ? 'bad' : state === 'passed' ? 'dim' : `layer:${layer.protocol}`;
  const text = `${dropped ? '✗' : sign === '=' ? '=' : sign}${name}`;
  return [span(state === 'now' ? `[${text}]` : text, role)];
}

const SHORT: Readonly<Record<string, string>> = { eth: 'Eth', ip: 'IP' };

/** The protocol's own title where it is short; else its letters. */
function titleFor(view: View, { protocol, title }: Layer): string {
  if (protocol === 'ip') return 'IPv4';
  const full = view.words.protocolTitle(protocol, title);
  return widthOf(full) <= 11 ? full : protocol.toUpperCase();
}

/** Why nothing goes out. */
function outcome(view: View, { complete, drop }: Passage): Span[] {
  if (drop !== undefined)
    return [span(`✗ ${view.text('packet.dropped', { stage: view.session.journal.kindOf(drop).name })}`, 'bad')];
  return [span(view.text(complete ? 'packet.kept' : 'packet.not-yet'), 'dim')];
}

const stackHeight = ({ in: from, out: to }: Passage): number =>
  1 + Math.max(from?.layers.length ?? 0, to?.layers.length ?? 0, 1);

function stacks(view: View, passage: Passage, width: number): Line[] {
  const half = Math.floor((width - 5) / 2);
  const { in: from, out: to } = passage;
  const rows = stackHeight(passage) - 1;
  const out: Line[] = [heads(view, passage, half)];
  // As far up as somebody looked: there it turns round.
  const looked = from?.layers.findLastIndex(l => l.state !== 'passed') ?? -1;
  const turn = looked < 0 ? rows - 1 : looked;
  for (let y = 0; y < rows; y++) {
    const at = rows - 1 - y;
    const left = cell(view, from?.layers[at], 'in', half);
    let right = cell(view, to?.layers[at], 'out', half + 1);
    if (from === undefined && y === 0) left.push(span(`  ${view.text('packet.built')}`, 'dim'));
    if (to === undefined && at === turn) right = line('  ', ...outcome(view, passage)) as Span[];
    const turns = at === turn && to !== undefined;
    const middle = turns ? span(' ▶ ', 'key') : span(' │ ', 'dim');
    out.push(line('  ', ...fitLine(left, half), middle, ...fitLine(right, half)));
  }
  return out;
}

function heads(view: View, passage: Passage, half: number): Line {
  const { in: from, out: to, node } = passage;
  const dev = (side: Side) => view.words.device(side.dev as number);
  const left = line(
    span('▾ ', 'dim'),
    span(view.text('packet.at', { node }), 'node'),
    span(from?.dev === undefined ? '' : `   ${view.text('packet.in', { dev: dev(from) })}`, 'strong'),
  );
  const same = to?.layers.every(l => l.sign === '=') === true;
  const right = line(
    span(
      to === undefined
        ? ''
        : to.dev === undefined
          ? view.text('packet.in-stack')
          : view.text('packet.out', { dev: dev(to) }),
      'strong',
    ),
    span(
      passage.outs > 1 && to !== undefined
        ? `  ${view.text('packet.copies', { n: passage.nth, count: passage.outs })}`
        : '',
      'dim',
    ),
    span(same ? `  = ${view.text('packet.unchanged')}` : '', 'dim'),
  );
  return line('  ', ...fitLine(left, half), span(' │ ', 'dim'), ...fitLine(right, half));
}

/** `▶ ARP  Who has 192.168.0.103?` */
function cell(view: View, of: PassageLayer | undefined, side: 'in' | 'out', width: number): Span[] {
  if (of === undefined) return [];
  const { layer, state, sign, dropped } = of;
  const passed = state === 'passed' && side === 'in';
  const mark = dropped ? '✗' : state === 'now' ? '▶' : side === 'in' && state === 'seen' ? '↑' : ' ';
  const change: Role = sign === '+' ? 'added' : sign === '~' ? 'changed' : sign === '-' ? 'removed' : 'dim';
  const title = titleFor(view, layer);
  const role: Role = passed ? 'dim' : `layer:${layer.protocol}`;
  const start: Span[] = [
    span(mark, dropped ? 'bad' : state === 'now' ? 'key' : 'dim'),
    span(side === 'out' ? `${sign || ' '} ` : sign === '-' ? '- ' : ' ', change),
    { text: state === 'now' ? `[${title}]` : title, role },
  ];
  const says = layer.protocol === 'data' ? view.words.wireText(layer.text) : saysOf(layer);
  const room = width - lineWidth(start) - 2;
  return room < 8 ? start : [...start, span(`  ${clip(says, room)}`, 'dim')];
}

/** From whom to whom; else what the layer says of itself. */
const saysOf = (layer: Layer): string => layerSays(layer.children) || layer.text;
