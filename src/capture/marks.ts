/** Expert marks: what is remarkable about a frame, in itself and beside the others. Reads first: analysis.ts. */
import { icmpType, type Layer, type Node, type NodeProblem, type Span } from '../wire/index.js';
import { datagramTree, type Looked, treeOf } from './analysis.js';

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
  gather(layers, marks);
  return marks;
}

function gather(nodes: readonly Node[], marks: Mark[]): void {
  for (const node of nodes) {
    if (marks.length === MOST_MARKS) return;
    if (node.problem) marks.push(fieldMark(node, node.problem));
    if (node.children) gather(node.children, marks);
  }
}

/** The same without looking at the tree of a frame in which nothing can be wrong. `tree`: where it is made anyway. */
export function wrongFields(looked: Looked, tree?: readonly Layer[]): Mark[] {
  const { spans, inner, fragment, bytes, fcs } = looked;
  if (fcs === undefined && sound(spans, bytes) && (!fragment?.datagram || sound(inner, fragment.datagram.bytes)))
    return [];
  return fieldMarks([...(tree ?? treeOf(looked)), ...datagramTree(looked)]);
}

/** Kinds of options that may stand for a broken one. */
const doubtful: ReadonlySet<unknown> = new Set(['unknown', 'malformed', 'trailing']);

/** Headers whose parts can be broken each by itself: only the tree tells. */
const parted: ReadonlySet<string> = new Set(['icmp', 'icmpv6', 'dhcp', 'stp', 'eap', 'igmp']);
const echoes: ReadonlySet<unknown> = new Set([icmpType.echo, icmpType.echoReply]);

/** Whether every header holds what it says, and the last one was the last. */
function sound(spans: readonly Span[], bytes: Uint8Array): boolean {
  const last = spans.at(-1);
  if (!last || (last.inner && !last.fragment)) return false;
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i] as Span;
    const { header, at } = span;
    const end = i === 0 ? bytes.length : (spans[i - 1] as Span).to;
    if (parted.has(header.name) && !(header.name === 'icmp' && echoes.has(span.values.type))) return false;
    if (span.claims > end) return false;
    if (header.verify(bytes, at, end, span.outer as never).length > 0) return false;
    const { options } = span.values;
    if (Array.isArray(options) && options.some(({ kind }) => doubtful.has(kind))) return false;
  }
  return true;
}

function fieldMark({ name }: Node, { code, need, have }: NodeProblem): Mark {
  const values = { ...(need === undefined ? {} : { need }), ...(have === undefined ? {} : { have }) };
  return { name, kind: code, args: { field: name, ...values } };
}
