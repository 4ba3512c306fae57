/**
 * The state that each end of a TCP connection must be in, from the segments that were seen (RFC 9293 §3.3.2). What was
 * captured is taken for received when it is answered. Reads first: nothing.
 */
import { tableSchema } from '../journal/index.js';
import type { Segment } from './tcp-analysis.js';

export type TcpState =
  /** Nothing was seen of it yet. */
  | '?'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'
  | 'CLOSED';

/** One end: its state, and the number behind its FIN once it was sent. */
export interface TcpEnd {
  readonly state: TcpState;
  readonly finEnd: number | undefined;
}

export interface ConnectionRow {
  /** Wireshark's tcp.stream. */
  readonly stream: number;
  /** Who sent the first segment that was seen, `10.0.0.1:40000`; and the other one. */
  readonly opener: string;
  readonly openerState: TcpState;
  readonly other: string;
  readonly otherState: TcpState;
  /** Bytes of data that each has sent, those sent again counted again. */
  readonly openerBytes: number;
  readonly otherBytes: number;
  readonly openerFin: number | undefined;
  readonly otherFin: number | undefined;
}

export const connectionSchema = tableSchema<ConnectionRow>(
  'tcp-seen',
  'TCP connections that must have been',
  {
    stream: 'int',
    opener: 'string',
    openerState: 'string',
    other: 'string',
    otherState: 'string',
    openerBytes: 'int',
    otherBytes: 'int',
    openerFin: 'data',
    otherFin: 'data',
  },
  ['stream'],
);

const acknowledged: Partial<Record<TcpState, TcpState>> = {
  'FIN-WAIT-1': 'FIN-WAIT-2',
  CLOSING: 'TIME-WAIT',
  'LAST-ACK': 'CLOSED',
  'SYN-RECEIVED': 'ESTABLISHED',
};
const heardFin: Partial<Record<TcpState, TcpState>> = {
  ESTABLISHED: 'CLOSE-WAIT',
  'SYN-RECEIVED': 'CLOSE-WAIT',
  'FIN-WAIT-1': 'CLOSING',
  'FIN-WAIT-2': 'TIME-WAIT',
};
const sentFin: Partial<Record<TcpState, TcpState>> = {
  ESTABLISHED: 'FIN-WAIT-1',
  'SYN-RECEIVED': 'FIN-WAIT-1',
  'CLOSE-WAIT': 'LAST-ACK',
};

/** Both ends after a segment; `from` sent it. Undefined ends: nothing was seen of them before. */
export function afterSegment(
  segment: Segment,
  from: TcpEnd | undefined,
  to: TcpEnd | undefined,
): { readonly from: TcpEnd; readonly to: TcpEnd } {
  const { syn, fin, rst, acks, ack, seq, length } = segment;
  if (rst) return { from: { state: 'CLOSED', finEnd: undefined }, to: { state: 'CLOSED', finEnd: undefined } };
  if (syn && !acks)
    return { from: { state: 'SYN-SENT', finEnd: undefined }, to: to ?? { state: '?', finEnd: undefined } };
  if (syn)
    return {
      from: { state: from?.state === 'ESTABLISHED' ? 'ESTABLISHED' : 'SYN-RECEIVED', finEnd: undefined },
      to: to ?? { state: 'SYN-SENT', finEnd: undefined },
    };
  let mine: TcpEnd = from ?? { state: 'ESTABLISHED', finEnd: undefined };
  let theirs: TcpEnd = to ?? { state: 'ESTABLISHED', finEnd: undefined };
  if (acks) {
    if (mine.state === 'SYN-SENT' || mine.state === '?') mine = { ...mine, state: 'ESTABLISHED' };
    if (theirs.state === 'SYN-RECEIVED') theirs = { ...theirs, state: 'ESTABLISHED' };
    const wholly = theirs.finEnd !== undefined && ((ack - theirs.finEnd) | 0) >= 0;
    if (wholly) {
      // Who acknowledges a FIN has received it.
      mine = { ...mine, state: heardFin[mine.state] ?? mine.state };
      theirs = { ...theirs, state: acknowledged[theirs.state] ?? theirs.state };
    }
  }
  if (fin && mine.finEnd === undefined)
    mine = { state: sentFin[mine.state] ?? mine.state, finEnd: (seq + length + 1) >>> 0 };
  return { from: mine, to: theirs };
}
