// Packets of a script and packets of the simulation: bytes from the one, words for the other.
import { foldChecksum, ipv4, pseudoHeaderSum, sum16 } from '../../src/wire/index.js';
import type { IcmpPacket, TcpOption, TcpPacket } from './script.js';

export const LOCAL = 0xc0a80001;
export const REMOTE = 0xc0000201;

/** What was seen, in wire numbers. */
export interface Seen {
  readonly at: number;
  readonly localPort: number;
  readonly remotePort: number;
  readonly seq: number;
  readonly ack: number;
  readonly flags: string;
  readonly win: number;
  readonly length: number;
  readonly options: readonly TcpOption[];
}

const BITS = [
  [1, 'F'],
  [2, 'S'],
  [4, 'R'],
  [8, 'P'],
  [16, '.'],
  [32, 'U'],
] as const;
export const flagBits = (text: string): number => BITS.reduce((sum, [bit, c]) => sum | (text.includes(c) ? bit : 0), 0);
const flagWord = (bits: number): string =>
  (['S', 'F', 'R', 'P', '.'] as const).filter(c => (bits & flagBits(c)) !== 0).join('');

const u16 = (b: Uint8Array, at: number): number => (b[at]! << 8) | b[at + 1]!;
const u32 = (b: Uint8Array, at: number): number => (u16(b, at) * 0x10000 + u16(b, at + 2)) >>> 0;

function optionsOf(b: Uint8Array, from: number, to: number): TcpOption[] {
  const out: TcpOption[] = [];
  for (let at = from; at < to; ) {
    const kind = b[at]!;
    if (kind === 0) {
      out.push({ kind: 'eol', values: [] });
      break;
    }
    if (kind === 1) {
      out.push({ kind: 'nop', values: [] });
      at++;
      continue;
    }
    const length = b[at + 1]!;
    if (kind === 2) out.push({ kind: 'mss', values: [u16(b, at + 2)] });
    else if (kind === 3) out.push({ kind: 'wscale', values: [b[at + 2]!] });
    else if (kind === 4) out.push({ kind: 'sackOK', values: [] });
    else if (kind === 8) out.push({ kind: 'TS', values: [u32(b, at + 2), u32(b, at + 6)] });
    else if (kind === 5) {
      const values: number[] = [];
      for (let i = at + 2; i < at + length; i += 4) values.push(u32(b, i));
      out.push({ kind: 'sack', values });
    }
    at += length;
  }
  return out;
}

/** A TCP segment that left, or undefined for anything else. `frame` begins with its Ethernet header. */
export function seenOf(frame: Uint8Array, at: number): Seen | undefined {
  if (u16(frame, 12) !== 0x0800 || frame[23] !== 6) return undefined;
  const off = 14 + (frame[14]! & 15) * 4;
  const end = 14 + u16(frame, 16);
  const header = (frame[off + 12]! >> 4) * 4;
  return {
    at,
    localPort: u16(frame, off),
    remotePort: u16(frame, off + 2),
    seq: u32(frame, off + 4),
    ack: u32(frame, off + 8),
    flags: flagWord(frame[off + 13]!),
    win: u16(frame, off + 14),
    length: end - off - header,
    options: optionsOf(frame, off + 20, off + header),
  };
}

function optionBytes(options: readonly TcpOption[]): number[] {
  const out: number[] = [];
  const word = (n: number) => out.push(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
  for (const { kind, values } of options) {
    if (kind === 'mss') out.push(2, 4, values[0]! >> 8, values[0]! & 255);
    else if (kind === 'wscale') out.push(3, 3, values[0]!);
    else if (kind === 'sackOK') out.push(4, 2);
    else if (kind === 'nop') out.push(1);
    else if (kind === 'eol') out.push(0);
    else {
      out.push(kind === 'TS' ? 8 : 5, 2 + values.length * 4);
      for (const v of values) word(v);
    }
  }
  while (out.length % 4 !== 0) out.push(0);
  return out;
}

export interface Ends {
  readonly localPort: number;
  readonly remotePort: number;
}

/** The IPv4 packet of an injected segment; `seq`, `ack` and options in wire numbers. */
export function tcpBytes(
  p: TcpPacket,
  ends: Ends,
  seq: number,
  ack: number,
  options: readonly TcpOption[],
): Uint8Array {
  const opts = optionBytes(options);
  const header = 20 + opts.length;
  const tcp = new Uint8Array(header + p.length);
  const view = new DataView(tcp.buffer);
  view.setUint16(0, ends.remotePort);
  view.setUint16(2, ends.localPort);
  view.setUint32(4, seq);
  view.setUint32(8, ack);
  view.setUint16(12, ((header / 4) << 12) | flagBits(p.flags));
  view.setUint16(14, p.win ?? 0);
  tcp.set(opts, 20);
  for (let i = 0; i < p.length; i++) tcp[header + i] = (p.seq + i) & 255;
  const sum = pseudoHeaderSum({ src: REMOTE, dst: LOCAL, proto: 6 }, tcp.length) + sum16(tcp, 0, tcp.length);
  view.setUint16(16, foldChecksum(sum));
  return ipBytes(6, tcp);
}

function ipBytes(proto: number, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(20 + payload.length);
  out.set(payload, 20);
  ipv4.encode({ id: 1, df: 0, ttl: 64, proto, src: REMOTE, dst: LOCAL }, out, 0, out.length);
  return out;
}

const UNREACHABLE: Readonly<Record<string, number>> = {
  net_unreachable: 0,
  host_unreachable: 1,
  protocol_unreachable: 2,
  port_unreachable: 3,
  frag_needed: 4,
  source_route_failed: 5,
  net_unknown: 6,
  host_unknown: 7,
  net_prohibited: 9,
  host_prohibited: 10,
  packet_filtered: 13,
};
export const icmpCode = (p: IcmpPacket): number | undefined =>
  p.type === 'unreachable' ? UNREACHABLE[p.code] : undefined;

/** An injected ICMP error about a segment of ours. */
export function icmpBytes(p: IcmpPacket, ends: Ends, seq: number): Uint8Array {
  const quote = new Uint8Array(28);
  ipv4.encode({ id: 1, df: 1, ttl: 64, proto: 6, src: LOCAL, dst: REMOTE }, quote, 0, 28);
  const view = new DataView(quote.buffer);
  view.setUint16(20, ends.localPort);
  view.setUint16(22, ends.remotePort);
  view.setUint32(24, seq);
  const out = new Uint8Array(8 + quote.length);
  out.set([3, icmpCode(p)!, 0, 0, 0, 0, p.mtu >> 8, p.mtu & 255]);
  out.set(quote, 8);
  const sum = foldChecksum(sum16(out, 0, out.length));
  out[2] = sum >> 8;
  out[3] = sum & 255;
  return ipBytes(1, out);
}

/** A packet in the script's words; numbers as they stand in it. */
export function packetText(p: Pick<Seen, 'flags' | 'seq' | 'length' | 'ack' | 'win' | 'options'>): string {
  const options = p.options
    .map(({ kind, values }) => {
      if (kind === 'TS') return `TS val ${values[0]} ecr ${values[1]}`;
      if (kind !== 'sack') return [kind, ...values].join(' ');
      return `sack ${values
        .filter((_, i) => i % 2 === 0)
        .map((left, i) => `${left}:${values[2 * i + 1]}`)
        .join(' ')}`;
    })
    .join(',');
  const ack = p.flags.includes('.') ? ` ack ${p.ack}` : '';
  return `${p.flags} ${p.seq}:${p.seq + p.length}(${p.length})${ack} win ${p.win}${options === '' ? '' : ` <${options}>`}`;
}
