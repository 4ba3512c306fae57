// What the signs in the panels of a TCP connection mean, and how these panels are opened: for the help.
import type { View } from '../view.js';
import { MARKS } from './cwnd.js';
import type { MarkKind } from './cwnd-series.js';
import { LOOKS } from './sequence-ruler.js';
import type { Kind } from './sequence-space.js';

export interface LegendEntry {
  readonly keys: readonly string[];
  /** What to type behind `:`; '' where there is nothing. */
  readonly names: string;
  readonly text: string;
}

/** Signs of both directions side by side. */
const RULER: readonly (readonly Kind[])[] = [
  ['flight', 'unread'],
  ['again'],
  ['sacked', 'held'],
  ['lost'],
  ['hole'],
  ['ready'],
  ['beyond'],
  ['window'],
];
const MARK_KINDS: readonly MarkKind[] = ['begin', 'lost', 'end', 'rto', 'over', 'probe'];

/** The signs of the panel in focus, where it is one of these. */
export function tcpSigns(view: View): LegendEntry[] {
  const [kind] = view.ui.panel.split('@');
  const row = (sign: string, text: string): LegendEntry => ({ keys: [sign], names: '', text });
  if (kind === 'sequence')
    return RULER.map(kinds =>
      row(LOOKS[kinds[0] as Kind].glyph, kinds.map(k => view.text(`seq.kind.${k}`)).join(' · ')),
    );
  if (kind === 'cwnd')
    return [
      row('─', view.text('cwnd.cwnd')),
      row('┄', view.text('cwnd.ssthresh')),
      row('░', view.text('cwnd.flight')),
      ...MARK_KINDS.map(k => row(MARKS[k][0], view.text(`cwnd.sign.${k}`))),
    ];
  if (kind === 'ladder')
    return [
      row('↻', view.text('tcp-panels.sign.again')),
      row('✗', view.text('tcp-panels.sign.lost')),
      row('╌▶', view.text('tcp-panels.sign.flying')),
      row('◆', view.text('tcp-panels.sign.state')),
    ];
  return [];
}

/** The panels themselves. */
export const tcpPanelEntries = (view: View): LegendEntry[] =>
  [
    ['panel ladder', 'ladder'],
    ['panel sequence@NODE', 'sequence'],
    ['panel cwnd@NODE', 'cwnd'],
  ].map(([names = '', id = '']) => ({ keys: [], names, text: view.text(`tcp-panels.what.${id}`) }));
