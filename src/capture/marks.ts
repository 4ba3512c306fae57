/** Expert marks: what is remarkable about a frame, in itself and beside the others. Reads first: analysis.ts. */
import { eachNode, type Layer, type Node, type NodeProblem } from '../wire/index.js';
import type { Looked } from './analysis.js';

export interface Mark {
  /** `tcp.analysis.retransmission`; for what is wrong with a field its own name: `ip.checksum`. */
  readonly name: string;
  /** What kind of thing it is: the end of a message id (`mark.KIND`). */
  readonly kind: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** In the order that Wireshark writes them in front of a line. */
export const tcpMarkNames = [
  'ack_lost_segment',
  'zero_window_probe_ack',
  'zero_window',
  'zero_window_probe',
  'duplicate_ack',
  'keep_alive_ack',
  'keep_alive',
  'window_full',
  'window_update',
  'lost_segment',
  'reused_ports',
  'out_of_order',
  'spurious_retransmission',
  'fast_retransmission',
  'retransmission',
] as const;

/** What its connection says about a segment. */
export function tcpMarks({ tcp }: Pick<Looked, 'tcp'>): Mark[] {
  if (!tcp || tcp.marks.length === 0) return [];
  return tcpMarkNames
    .filter(name => tcp.marks.includes(name))
    .map(name => ({
      name: `tcp.analysis.${name}`,
      kind: `tcp.${name}`,
      args: name === 'duplicate_ack' ? { frame: tcp.duplicateOf, count: tcp.duplicates } : {},
    }));
}

export function fragmentMarks({ fragment }: Pick<Looked, 'fragment'>): Mark[] {
  const marks: Mark[] = [];
  if (fragment?.overlap) marks.push({ name: 'ip.fragment.overlap', kind: 'fragment-overlap', args: {} });
  if (fragment?.datagram?.conflict)
    marks.push({ name: 'ip.fragment.overlap.conflict', kind: 'fragment-conflict', args: {} });
  return marks;
}

/** What is wrong with fields, outermost first; at most so many of one frame are worth a word. */
const MOST_MARKS = 20;

export function fieldMarks(layers: readonly Layer[]): Mark[] {
  const marks: Mark[] = [];
  for (const node of eachNode(layers)) {
    if (!node.problem) continue;
    marks.push(fieldMark(node, node.problem));
    if (marks.length === MOST_MARKS) break;
  }
  return marks;
}

function fieldMark({ name }: Node, { code, need, have }: NodeProblem): Mark {
  const values = { ...(need === undefined ? {} : { need }), ...(have === undefined ? {} : { have }) };
  return { name, kind: code, args: { field: name, ...values } };
}
