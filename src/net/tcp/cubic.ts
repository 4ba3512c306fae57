// CUBIC (RFC 9438), with the whole numbers and the rounding that Linux uses (net/ipv4/tcp_cubic.c): windows in segments, the
// curve's time in 1/1024 s, C = 0.4, beta = 717/1024. Of the kernel's ways only the cube root differs: here it is exact.
import { CONGESTION } from './stages.js';
import type { CubicRow } from './tables.js';
import type { Tcb, Working } from './tcb.js';

const BETA = 717;
const SCALE = 1024;
/** C of RFC 9438 §5, 410/1024 a second cubed: what the curve is times 2^40, with time in 1/1024 s. */
const C = 410;
const CUBE = 2 ** 40;
const K_FACTOR = Math.floor(CUBE / C);
/** RFC 9438 §4.3, alpha = 3 (1 - beta) / (1 + beta): ACKed segments for Reno's next growth, in eighths of the window. */
const RENO_EIGHTHS = Math.floor((8 * (SCALE + BETA)) / 3 / (SCALE - BETA));
/** Before the first loss nothing is known: a twentieth of the window a round trip, at least. */
const FIRST_EVERY = 20;
/** The curve is looked at again after 1/32 s, or when the window has changed. */
const AGAIN_MS = 31;

export type Cubic = Working<CubicRow>;

const NEW_EPOCH = {
  lastMax: 0,
  epoch: -1,
  origin: 0,
  k: 0,
  every: 0,
  forCwnd: 0,
  at: 0,
  renoCwnd: 0,
  renoCount: 0,
  delayMin: 0,
  found: false,
} as const;

/** A connection begins. `next`: the number its first data will have. */
export const newCubic = (socket: number, now: number, next: number): CubicRow => ({
  socket,
  ...NEW_EPOCH,
  roundStart: now,
  roundEnd: next,
  lastAck: now,
  roundRtt: -1,
  samples: 0,
});

const msOf = (ns: number): number => Math.floor(ns / 1e6);

/** RFC 9438 §4.6 and §4.7: the new ssthresh; remembers the window that the loss showed to be too large. */
export function cubicReduce(u: Cubic, cwnd: number): number {
  u.epoch = -1;
  // Fast convergence: a window smaller than the last one makes room for newcomers.
  u.lastMax = cwnd < u.lastMax ? Math.floor((cwnd * (SCALE + BETA)) / (2 * SCALE)) : cwnd;
  return Math.max(Math.floor((cwnd * BETA) / SCALE), 2);
}

/** RFC 9438 §4.8: after a timeout everything begins anew. */
export function cubicTimeout(u: Cubic, now: number, next: number): void {
  Object.assign(u, NEW_EPOCH);
  roundBegins(u, now, next);
}

/** Nothing was under way for a while: time without data does not count (RFC 9438 §5.8). `idle` in ns. */
export function cubicIdle(u: Cubic, now: number, idle: number): void {
  if (u.epoch >= 0 && idle > 0) u.epoch = Math.min(u.epoch + msOf(idle), msOf(now));
}

function beginEpoch(u: Cubic, cwnd: number, acked: number, ms: number): void {
  u.epoch = ms;
  u.renoCount = acked;
  u.renoCwnd = cwnd;
  u.k = u.lastMax <= cwnd ? 0 : Math.floor(Math.cbrt(K_FACTOR * (u.lastMax - cwnd)));
  u.origin = Math.max(u.lastMax, cwnd);
}

/** RFC 9438 §4.2, W_cubic a round trip from now: segments. */
export function cubicTarget(u: Pick<CubicRow, 'k' | 'origin' | 'epoch' | 'delayMin'>, ms: number): number {
  const t = Math.floor(((ms - u.epoch + Math.ceil(u.delayMin / 1e6)) * SCALE) / 1000);
  const off = Math.abs(t - u.k);
  const delta = Math.floor((C * off ** 3) / CUBE);
  return t < u.k ? u.origin - delta : u.origin + delta;
}

/** Works out after how many acknowledged segments the window grows by one. */
export function cubicUpdate(u: Cubic, cwnd: number, acked: number, now: number): void {
  const ms = msOf(now);
  u.renoCount += acked;
  if (u.forCwnd === cwnd && ms - u.at <= AGAIN_MS) return;
  if (u.epoch < 0 || u.at !== ms) {
    u.forCwnd = cwnd;
    u.at = ms;
    if (u.epoch < 0) beginEpoch(u, cwnd, acked, ms);
    const target = cubicTarget(u, ms);
    u.every = target > cwnd ? Math.floor(cwnd / (target - cwnd)) : 100 * cwnd;
    if (u.lastMax === 0) u.every = Math.min(u.every, FIRST_EVERY);
  }
  asReno(u, cwnd);
  // RFC 9438 §4.4: never more than half a window a round trip.
  u.every = Math.max(u.every, 2);
}

/** RFC 9438 §4.3: not slower than Reno would be. */
function asReno(u: Cubic, cwnd: number): void {
  const per = (cwnd * RENO_EIGHTHS) >> 3;
  while (u.renoCount > per) {
    u.renoCount -= per;
    u.renoCwnd++;
  }
  if (u.renoCwnd > cwnd) u.every = Math.min(u.every, Math.floor(cwnd / (u.renoCwnd - cwnd)));
}

// HyStart (RFC 9438 §4.10, RFC 9406 for its successor; Linux hystart_update()).
const LOW_WINDOW = 16;
const SAMPLES = 8;
const CLOSE = 2e6;
const LEAST_RISE = 4e6;
const MOST_RISE = 16e6;
/** Most that ACKs are taken to be late for lying in one packet of the card, ns; bytes of such a packet. */
const ACK_DELAY = 1e6;
const GSO = 65536;

function roundBegins(u: Cubic, now: number, next: number): void {
  u.roundStart = now;
  u.lastAck = now;
  u.roundEnd = next;
  u.roundRtt = -1;
  u.samples = 0;
}

/** How long ACKs of one large packet may keep each other waiting, ns. */
function ackDelay({ k, c }: Tcb): number {
  if (k.srtt <= 0) return 0;
  const rate = ((c.mss * Math.max(k.cwnd, k.packets)) / k.srtt) * (k.cwnd < k.ssthresh >> 1 ? 2 : 1.2);
  return Math.min(ACK_DELAY, (GSO * 4) / rate);
}

/** A round trip was measured, ns: the least one is kept, and slow start ends where the delay begins to rise. */
export function cubicMeasured(tp: Tcb, u: Cubic, rtt: number): void {
  const { now } = tp.stack.world;
  // What was measured right after a recovery says little.
  if (u.epoch >= 0 && msOf(now) - u.epoch < 1000) return;
  const delay = Math.max(rtt, 1);
  if (u.delayMin === 0 || delay < u.delayMin) u.delayMin = delay;
  const { k } = tp;
  if (u.found || k.cwnd >= k.ssthresh || tp.ns.sysctl('tcp_cubic.hystart') === 0) return;
  if (((tp.s.una - u.roundEnd) | 0) > 0) roundBegins(u, now, tp.s.nxt);
  if (k.cwnd < LOW_WINDOW) return;
  if (now - u.lastAck <= CLOSE) {
    u.lastAck = now;
    if (now - u.roundStart > (u.delayMin + ackDelay(tp)) / 2) found(tp, u, 'tcp.hystart-train');
  }
  if (u.roundRtt < 0 || delay < u.roundRtt) u.roundRtt = delay;
  const rise = Math.min(MOST_RISE, Math.max(LEAST_RISE, Math.floor(u.delayMin / 8)));
  if (u.samples < SAMPLES) u.samples++;
  else if (u.roundRtt > u.delayMin + rise) found(tp, u, 'tcp.hystart-delay');
}

function found(tp: Tcb, u: Cubic, reason: 'tcp.hystart-train' | 'tcp.hystart-delay'): void {
  if (!u.found) {
    const { netns, local } = { netns: tp.ns.name, local: tp.sock.localPort };
    const args = { netns, local, cwnd: tp.k.cwnd, leastNs: u.delayMin, rttNs: Math.max(0, u.roundRtt) };
    tp.stack.world.journal.note(CONGESTION, reason, args);
  }
  u.found = true;
  tp.k.ssthresh = tp.k.cwnd;
}
