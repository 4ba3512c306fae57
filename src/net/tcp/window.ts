// How much a receiver offers (RFC 9293 §3.8.6; Linux tcp_select_window(), tcp_select_initial_window(), tcp_output.c).
import type { Netns } from '../stack.js';
import { after, distance, plus } from './seq.js';
import type { TcpOptions } from './tables.js';
import type { Tcb } from './tcb.js';

/** Linux tcp_win_from_space() with its usual scaling ratio: half the memory is for bytes, half for what they cost. */
const spaceOf = (memory: number): number => memory >> 1;

/** Bytes of receive memory of a socket: SO_RCVBUF, or what net.ipv4.tcp_rmem was when it was made (Linux tcp_init_sock()). */
export const rcvbufOf = (ns: Netns, o: TcpOptions): number =>
  o.rcvbuf > 0 ? o.rcvbuf : o.rmem > 0 ? o.rmem : ns.sysctl('net.ipv4.tcp_rmem');
export const sndbufOf = (ns: Netns, o: TcpOptions): number =>
  o.sndbuf > 0 ? o.sndbuf : o.wmem > 0 ? o.wmem : ns.sysctl('net.ipv4.tcp_wmem');

/** Most that tcp_rmem lets the memory grow to; the window scale is made for it. */
const RMEM_MOST = 6291456;

export interface InitialWindow {
  readonly wnd: number;
  readonly scale: number;
}

/** The first window and the scale to announce (Linux tcp_select_initial_window). */
export function initialWindow(ns: Netns, o: TcpOptions, mss: number, scaling: boolean): InitialWindow {
  let space = spaceOf(rcvbufOf(ns, o));
  const full = space;
  if (space > mss) space -= space % mss;
  let scale = 0;
  if (scaling) {
    let most = o.rcvbuf > 0 ? full : Math.max(full, RMEM_MOST, ns.sysctl('net.core.rmem_max'));
    while (most > 65535 && scale < 14) {
      most >>= 1;
      scale++;
    }
  }
  return { wnd: Math.min(space, 65535 * 2 ** scale), scale };
}

export const fullSpace = (tp: Tcb): number => spaceOf(rcvbufOf(tp.ns, tp.o));

/** Bytes that wait to be read, those that came too early included. */
export function memoryUsed(tp: Tcb): number {
  let used = Math.max(0, distance(tp.r.nxt, tp.r.copied));
  const holes = tp.tables.holes.get(tp.id);
  if (holes !== undefined) for (const piece of holes.pieces) used += piece.length;
  return used;
}
export const freeSpace = (tp: Tcb): number => Math.max(0, spaceOf(rcvbufOf(tp.ns, tp.o) - memoryUsed(tp) * 2));

/** What is left of the window last offered (Linux tcp_receive_window). */
export const offered = (tp: Tcb): number => Math.max(0, distance(plus(tp.r.wup, tp.r.wnd), tp.r.nxt));

/** What could be offered now (Linux __tcp_select_window): nothing rather than little, RFC 9293 §3.8.6.2.2. */
export function possibleWindow(tp: Tcb): number {
  const full = fullSpace(tp);
  let free = freeSpace(tp);
  const mss = Math.min(tp.r.mss, full);
  if (free < full >> 4 || free < mss) {
    // What was offered and still fits stays so with Linux where the window counts in bytes; a scaled one goes to 0.
    if (free < mss || tp.c.rcvScale > 0) return 0;
  }
  free = Math.min(free, tp.r.limit);
  if (tp.c.rcvScale > 0) {
    const unit = 2 ** tp.c.rcvScale;
    return Math.ceil(free / unit) * unit;
  }
  const { wnd } = tp.r;
  return wnd <= free - mss || wnd > free ? free - (free % mss) : wnd;
}

/** Chooses the window for a segment about to go, and remembers it: never less than was offered (RFC 9293 §3.8.6). */
export function selectWindow(tp: Tcb): number {
  const left = offered(tp);
  let wnd = possibleWindow(tp);
  const unit = 2 ** tp.c.rcvScale;
  if (wnd < left) wnd = Math.ceil(left / unit) * unit;
  wnd = Math.min(wnd, 65535 * unit);
  tp.r.wnd = wnd;
  tp.r.wup = tp.r.nxt;
  return Math.floor(wnd / unit);
}

/** Opens the window further while full segments come and are read (Linux tcp_grow_window). */
export function growWindow(tp: Tcb, length: number): void {
  const most = Math.min(fullSpace(tp), freeSpace(tp));
  if (length >= 128 && tp.r.limit < most) tp.r.limit = Math.min(most, tp.r.limit + 2 * tp.c.mss);
}

/** Whether a segment lies outside the window (Linux tcp_sequence). */
export const outside = (tp: Tcb, seq: number, end: number): boolean =>
  after(tp.r.wup, end) || after(seq, plus(tp.r.nxt, offered(tp)));
