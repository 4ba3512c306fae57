// Putting fragments together again (RFC 791 §3.2 "Reassembly", RFC 815; Linux net/ipv4/ip_fragment.c). Fragments wait in a row
// until all are there or the timer of the first one fires. Pieces that overlap in part throw everything away (RFC 5722).
import { stageKind, type Table, tableSchema } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import { ipv4 } from '../wire/index.js';
import { isLocal } from './fib.js';
import { icmpSend } from './icmp-error.js';
import { sealHeader } from './ip-output.js';
import type { Skb } from './skb.js';
import type { Netns, Stack } from './stack.js';

export const IP_DEFRAG = stageKind('ip_defrag', 'RFC 791 §3.2, RFC 815, Linux ip_frag_queue()', 'decision', [
  'defrag.first',
  'defrag.more',
  'defrag.whole',
  'defrag.again',
  'defrag.overlap',
  'defrag.wrong-end',
  'defrag.too-long',
  'defrag.no-memory',
]);
export const IP_EXPIRE = stageKind('ip_expire', 'RFC 1122 §3.3.2, Linux ip_expire()', 'decision', ['defrag.expire']);

/** A fragment that waits. */
interface Piece {
  readonly frame: number;
  /** Where its IP header begins in the frame. */
  readonly at: number;
  /** The data that it holds: from byte `from` up to `to` of the whole. */
  readonly from: number;
  readonly to: number;
}

export interface FragRow {
  readonly number: number;
  readonly src: number;
  readonly dst: number;
  readonly proto: number;
  readonly ident: number;
  /** Device that the last of them came in by. */
  readonly dev: number;
  readonly frames: readonly number[];
  /** In the order of their places. */
  readonly pieces: readonly Piece[];
  /** Bytes that are there, and bytes of data in all as far as is known. */
  readonly have: number;
  readonly length: number;
  /** The last fragment is there: the length is right. */
  readonly complete: boolean;
  readonly timer: number;
  readonly due: number;
}
export const fragSchema = tableSchema<FragRow>(
  'ip-frag',
  'Fragments that wait for the rest',
  {
    number: 'int',
    src: 'ipv4',
    dst: 'ipv4',
    proto: 'int',
    ident: 'int',
    dev: 'dev',
    frames: 'frames',
    pieces: 'data',
    have: 'int',
    length: 'int',
    complete: 'bool',
    timer: 'event',
    due: 'time',
  },
  ['src', 'dst', 'ident'],
);

const EXPIRE = eventKind('ip_expire');
const SECOND = 1_000_000_000;
const LONGEST = 0xffff;
const MF = 0x2000;
const DF = 0x4000;

const tableOf = (stack: Stack, ns: string): Table<FragRow> => stack.world.journal.table(fragSchema, ns);

/** Connects the timers of fragments: call once per stack. */
export function attachDefrag(stack: Stack): void {
  stack.world.handle(EXPIRE, (lo, number) => expire(stack, stack.netnsOf(stack.dev(lo)), number));
}

/** A whole packet, as it is or of the fragments that came; undefined: others are to come, or it was thrown away. */
export function defrag(stack: Stack, skb: Skb): Skb | undefined {
  const { buf, off } = skb;
  const word = ((buf[off + 6] as number) << 8) | (buf[off + 7] as number);
  return (word & 0x3fff) === 0 ? skb : queue(stack, skb, word);
}

type Problem = 'defrag.again' | 'defrag.overlap' | 'defrag.wrong-end' | 'defrag.too-long';

/** Linux ip_frag_queue() */
function queue(stack: Stack, skb: Skb, word: number): Skb | undefined {
  const { journal } = stack.world;
  const { buf, off, ns, frame } = skb;
  const src = ipv4.get.src(buf, off);
  const dst = ipv4.get.dst(buf, off);
  const proto = ipv4.get.proto(buf, off);
  const ident = ipv4.get.id(buf, off);
  const table = tableOf(stack, ns.name);
  const held = memoryHeld(stack, table);
  const limit = ns.sysctl('net.ipv4.ipfrag_high_thresh');
  if (limit === 0 || held > limit) {
    journal.note(
      IP_DEFRAG,
      'defrag.no-memory',
      { frame, dev: skb.dev, src, ident, held, limit, netns: ns.name },
      'drop',
    );
    return undefined;
  }
  const known = table.find(r => r.src === src && r.dst === dst && r.ident === ident && r.proto === proto);
  const from = (word & 0x1fff) * 8;
  const size = ipv4.get.len(buf, off) - ((buf[off] as number) & 15) * 4;
  const last = (word & MF) === 0;
  // RFC 791: all but the last hold a multiple of eight bytes. Linux cuts off what is too much.
  const to = from + (last ? size : size & ~7);
  const piece: Piece = { frame, at: off - stack.world.frames.offset(frame), from, to };
  const args = { frame, dev: skb.dev, src, ip: dst, ident, from, to, netns: ns.name };
  const problem = problemOf(known, piece, last);
  if (problem !== undefined) {
    journal.begin(IP_DEFRAG, problem, args);
    if (known !== undefined && problem !== 'defrag.again') remove(stack, ns, known);
    journal.end('drop');
    return undefined;
  }
  const row = withPiece(stack, skb, known, { src, dst, proto, ident }, piece, last);
  if (!row.complete || row.have < row.length) {
    journal.begin(IP_DEFRAG, known === undefined ? 'defrag.first' : 'defrag.more', { ...args, have: row.have });
    const { timer, due } = known ?? started(stack, ns, row.number);
    table.set(row.number, { ...row, timer, due });
    journal.end('queued');
    return undefined;
  }
  return whole(stack, skb, row);
}

/** What the fragments of a namespace keep from others, in bytes (Linux frag_mem_limit()). */
function memoryHeld(stack: Stack, table: Table<FragRow>): number {
  let held = 0;
  for (const row of table.rows()) for (const frame of row.frames) held += truesize(stack.world.frames.length(frame));
  return held;
}

/** Linux skb->truesize: a buffer of a power of two with NET_SKB_PAD before and skb_shared_info behind, and the sk_buff itself. */
const truesize = (length: number): number => 2 ** Math.ceil(Math.log2(length + 64 + 320)) + 256;

function problemOf(known: FragRow | undefined, { from, to }: Piece, last: boolean): Problem | undefined {
  if (to === from) return 'defrag.wrong-end';
  if (to > LONGEST - ipv4.minSize) return 'defrag.too-long';
  if (known === undefined) return undefined;
  const { length, complete, pieces } = known;
  if (last ? to < length || (complete && to !== length) : complete && to > length) return 'defrag.wrong-end';
  for (const piece of pieces) {
    if (to <= piece.from || from >= piece.to) continue;
    return from >= piece.from && to <= piece.to ? 'defrag.again' : 'defrag.overlap';
  }
  return undefined;
}

type Key = Pick<FragRow, 'src' | 'dst' | 'proto' | 'ident'>;

function withPiece(stack: Stack, skb: Skb, known: FragRow | undefined, key: Key, piece: Piece, last: boolean): FragRow {
  const pieces = [...(known?.pieces ?? []), piece].sort((x, y) => x.from - y.from);
  return {
    number: known?.number ?? stack.serial(`ip-frag/${skb.ns.name}`),
    ...key,
    dev: skb.dev,
    frames: pieces.map(p => p.frame),
    pieces,
    have: (known?.have ?? 0) + piece.to - piece.from,
    length: Math.max(known?.length ?? 0, piece.to),
    complete: last || known?.complete === true,
    timer: known?.timer ?? -1,
    due: known?.due ?? 0,
  };
}

/** The timer runs from the first fragment that comes, and is never set anew. */
function started(stack: Stack, ns: Netns, number: number): { timer: number; due: number } {
  const due = stack.world.now + ns.sysctl('net.ipv4.ipfrag_time') * SECOND;
  // The loopback device stands for the namespace: it is the one that never goes.
  return { timer: stack.world.schedule(due, EXPIRE, ns.device('lo')?.id ?? 0, number), due };
}

function remove(stack: Stack, ns: Netns, row: FragRow): void {
  if (row.timer >= 0) stack.world.cancel(row.timer);
  tableOf(stack, ns.name).delete(row.number);
}

/** Throws away all that waits. */
export function forgetFragments(stack: Stack, ns: Netns): void {
  for (const row of [...tableOf(stack, ns.name).rows()]) remove(stack, ns, row);
}

/** All are there: the packet they were cut from (Linux ip_frag_reasm()). */
function whole(stack: Stack, skb: Skb, row: FragRow): Skb | undefined {
  const { journal, frames } = stack.world;
  const { ns, frame } = skb;
  const [first] = row.pieces as [Piece];
  const head = frames.buffer(first.frame);
  const at = frames.offset(first.frame) + first.at;
  const header = ((head[at] as number) & 15) * 4;
  const length = header + row.length;
  const args = { frame, dev: skb.dev, src: row.src, ip: row.dst, ident: row.ident, length, count: row.pieces.length };
  if (length > LONGEST) {
    journal.begin(IP_DEFRAG, 'defrag.too-long', { ...args, from: 0, to: length, netns: ns.name });
    remove(stack, ns, row);
    journal.end('drop');
    return undefined;
  }
  journal.begin(IP_DEFRAG, 'defrag.whole', args);
  const made = frames.create(length, 0, 'ipv4', frame, 'reassemble');
  const buf = frames.buffer(made);
  const off = frames.offset(made);
  buf.set(head.subarray(at, at + header), off);
  for (const piece of row.pieces) copyPiece(stack, piece, buf, off + header);
  buf[off + 2] = length >> 8;
  buf[off + 3] = length & 0xff;
  // Linux IPSKB_FRAG_PMTU: where the fragments had it, the whole has DF.
  buf[off + 6] = row.pieces.every(piece => flagsOf(stack, piece) & DF) ? DF >> 8 : 0;
  buf[off + 7] = 0;
  sealHeader(buf, off);
  remove(stack, ns, row);
  journal.end();
  const { dev, type } = skb;
  return { ns, dev, frame: made, buf, mac: -1, off, end: off + length, type };
}

function flagsOf(stack: Stack, { frame, at }: Piece): number {
  const { frames } = stack.world;
  return (frames.buffer(frame)[frames.offset(frame) + at + 6] as number) << 8;
}

function copyPiece(stack: Stack, { frame, at, from, to }: Piece, into: Uint8Array, data: number): void {
  const { frames } = stack.world;
  const buf = frames.buffer(frame);
  const start = frames.offset(frame) + at;
  const payload = start + ((buf[start] as number) & 15) * 4;
  into.set(buf.subarray(payload, payload + to - from), data + from);
}

/** The rest did not come in time: what is there goes, and the sender is told if the first fragment is among it. */
function expire(stack: Stack, ns: Netns, number: number): void {
  const { journal, frames } = stack.world;
  const row = tableOf(stack, ns.name).get(number);
  if (row === undefined) throw new Error('a timer without its fragments');
  const [first] = row.pieces as [Piece];
  const args = { frame: first.frame, src: row.src, ip: row.dst, have: row.have, netns: ns.name };
  journal.begin(IP_EXPIRE, 'defrag.expire', { ...args, ident: row.ident, count: row.pieces.length });
  tableOf(stack, ns.name).delete(number);
  if (first.from === 0 && isLocal(ns, row.dst)) {
    const start = frames.offset(first.frame);
    const off = start + first.at;
    const buf = frames.buffer(first.frame);
    const about = {
      frame: first.frame,
      buf,
      off,
      end: off + ipv4.get.len(buf, off),
      type: 'host',
      dev: row.dev,
    } as const;
    icmpSend(stack, ns, about, { type: 11, code: 1, src: row.dst });
  }
  journal.end('drop');
}
