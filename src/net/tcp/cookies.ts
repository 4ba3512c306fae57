// SYN cookies: the handshake's state goes into the sequence number and the timestamp of the SYN-ACK, and comes back with
// the ACK (RFC 4987 §3.6; Linux net/ipv4/syncookies.c). The hash is keyed by the seed instead of a secret.
import type { Stack } from '../stack.js';
import { plus } from './seq.js';

/** Linux msstab. */
const MSS_TABLE = [536, 1300, 1440, 1460] as const;
const MINUTE = 64e9;
const COUNT_BITS = 24;
const MASK = (1 << COUNT_BITS) - 1;

export interface Ends {
  readonly localIp: number;
  readonly localPort: number;
  readonly remoteIp: number;
  readonly remotePort: number;
}

/** A keyed mix of 32-bit words (the finaliser of MurmurHash3, once per word). */
function mix(stack: Stack, { localIp, localPort, remoteIp, remotePort }: Ends, count: number, which: number): number {
  let h = (stack.world.seed ^ Math.imul(which + 1, 0x9e3779b9)) | 0;
  for (const word of [localIp, remoteIp, localPort * 65536 + remotePort, count]) {
    h = Math.imul(h ^ word ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** The sequence number of a SYN-ACK that keeps no state, and the MSS that it can hold. */
export function makeCookie(stack: Stack, ends: Ends, irs: number, mss: number): { iss: number; mss: number } {
  let index = MSS_TABLE.length - 1;
  while (index > 0 && MSS_TABLE[index]! > mss) index--;
  const count = Math.floor(stack.world.now / MINUTE);
  const low = (mix(stack, ends, count, 1) + index) & MASK;
  return {
    iss: plus(mix(stack, ends, 0, 0) + irs + ((count << COUNT_BITS) >>> 0), low),
    mss: MSS_TABLE[index] as number,
  };
}

/** The MSS that a cookie holds; 0 when it is none of ours or too old (Linux MAX_SYNCOOKIE_AGE, two minutes). */
export function checkCookie(stack: Stack, ends: Ends, irs: number, cookie: number): number {
  const count = Math.floor(stack.world.now / MINUTE);
  const rest = plus(cookie, -(mix(stack, ends, 0, 0) + irs));
  const age = (count - (rest >>> COUNT_BITS)) & 0xff;
  if (age >= 2) return 0;
  const index = ((rest & MASK) - mix(stack, ends, count - age, 1)) & MASK;
  return MSS_TABLE[index] ?? 0;
}

/** Six bits of the timestamp hold the other options: the window scale (15: none) and whether SACK is permitted. */
export const stampOptions = (stamp: number, scale: number, sack: boolean): number =>
  plus(stamp, -(stamp & 63)) + ((scale < 0 ? 15 : scale) | (sack ? 16 : 0));
export const stampedScale = (stamp: number): number => ((stamp & 15) === 15 ? -1 : stamp & 15);
export const stampedSack = (stamp: number): boolean => (stamp & 16) !== 0;
