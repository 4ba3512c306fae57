// Frames in the words of the scene files (test/data/linux/README.md), so that both sides compare as text. What is
// random in a real network is not in them: ids, time stamps.
import { formatIpv4, formatMac } from '../../src/wire/index.js';

const word = (b: Uint8Array, at: number): number => (b[at]! << 8) | b[at + 1]!;
const mac = (b: Uint8Array, at: number): string =>
  formatMac(word(b, at) * 0x100000000 + word(b, at + 2) * 0x10000 + word(b, at + 4));
const ip = (b: Uint8Array, at: number): string => formatIpv4((word(b, at) * 0x10000 + word(b, at + 2)) >>> 0);

const ICMP: Readonly<Record<number, string>> = {
  0: 'echo-reply',
  3: 'unreachable',
  8: 'echo-request',
  11: 'time-exceeded',
};

function arpText(p: Uint8Array): string {
  const op = { 1: 'request', 2: 'reply' }[p[7]!] ?? p[7];
  return `ARP ${op} spa=${ip(p, 14)} tpa=${ip(p, 24)} sha=${mac(p, 8)} tha=${mac(p, 18)}`;
}

function ipText(p: Uint8Array): string {
  const fragment = word(p, 6);
  const flags = `${fragment & 0x4000 ? ' DF' : ''}${fragment & 0x2000 ? ' MF' : ''}`;
  const offset = (fragment & 0x1fff) * 8;
  const id = word(p, 4) === 0 ? '0' : 'nonzero';
  const head = `IP ${ip(p, 12)} > ${ip(p, 16)} ttl=${p[8]} tos=0x${p[1]!.toString(16)} len=${word(p, 2)} id=${id}${flags}`;
  if (offset > 0) return `${head} off=${offset}`;
  if (p[9] !== 1) return `${head} proto=${p[9]}`;
  const q = p.subarray((p[0]! & 15) * 4);
  const detail = q[0] === 0 || q[0] === 8 ? `seq=${word(q, 6)}` : `code=${q[1]}`;
  return `${head} ICMP ${ICMP[q[0]!] ?? q[0]} ${detail}`;
}

/** `42 dst=… src=… ARP request …` */
export function frameText(frame: Uint8Array): string {
  const type = word(frame, 12);
  const payload = frame.subarray(14);
  const what = type === 0x0806 ? arpText(payload) : type === 0x0800 ? ipText(payload) : `type 0x${type.toString(16)}`;
  return `${frame.length} dst=${mac(frame, 0)} src=${mac(frame, 6)} ${what}`;
}
