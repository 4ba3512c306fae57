// TCP as tcpdump 4.99 writes it (print-tcp.c): flags, numbers relative to the first ones seen, options. Read line.ts first.
import type { Bytes } from './bytes.js';
import { type IpFields, rightSum } from './ip.js';
import type { Heard } from './line.js';
import { hex, host, type Manner, portName } from './names.js';
import { pseudoSum } from './udp.js';

/** A connection's first numbers, as seen from the end with the lower port (or address). */
export interface TcpFlow {
  readonly src: number;
  readonly dst: number;
  readonly ports: number;
  readonly seq: number;
  readonly ack: number;
}

const FLAGS = 'FSRP.UEW';
const [FIN, SYN, RST, ACK, URG] = [1, 2, 4, 16, 32] as const;

export function tcpLine(
  data: Bytes,
  length: number,
  fields: IpFields,
  manner: Manner,
  heard: Heard,
  out: string[],
): void {
  const [from, to] = [data.u16(0), data.u16(2)];
  const name = (ip: number, port: number) => `${host(ip, manner)}.${portName(port, 'tcp', manner)}`;
  out.push(`${name(fields.src, from)} > ${name(fields.dst, to)}: `);
  const header = (data.u8(12) >> 4) * 4;
  if (header < 20) {
    out.push(` tcp ${length - header} [bad hdr length ${header} - too short, < 20]`);
    return;
  }
  const size = length - header;
  if (manner.quiet) {
    out.push(`tcp ${size}`);
    return;
  }
  const flags = data.u8(13);
  const names = [...FLAGS].filter((_, i) => flags & (1 << i)).join('');
  out.push(`Flags [${names === '' ? 'none' : names}]`);
  if (manner.verbose > 0 && !fields.fragmented) out.push(sumText(data, length, fields));
  const [seq, ack] = relative(data.u32(4), data.u32(8), flags, fields, [from, to], manner, heard);
  if (size > 0 || (flags & (SYN | FIN | RST)) !== 0) {
    out.push(`, seq ${seq}${size > 0 ? `:${(seq + size) >>> 0}` : ''}`);
  }
  if (flags & ACK) out.push(`, ack ${ack}`);
  out.push(`, win ${data.u16(14)}`);
  if (flags & URG) out.push(`, urg ${data.u16(18)}`);
  if (header > 20) out.push(`, options [${options(data.from(20, header - 20))}]`);
  out.push(`, length ${size}`);
}

function sumText(data: Bytes, length: number, fields: IpFields): string {
  if (data.length < length) return '';
  const carried = data.u16(16);
  const sum = data.checksum(pseudoSum(fields, length));
  const verdict = sum === 0 ? 'correct' : `incorrect -> 0x${hex(rightSum(carried, sum), 4)}`;
  return `, cksum 0x${hex(carried, 4)} (${verdict})`;
}

/** Numbers as they are shown; a connection's first packet with an acknowledgement is remembered. */
function relative(
  seq: number,
  ack: number,
  flags: number,
  { src, dst }: IpFields,
  [from, to]: readonly [number, number],
  { absolute }: Manner,
  heard: Heard,
): readonly [number, number] {
  if (absolute || !(flags & ACK)) return [seq, ack];
  const reversed = from > to || (from === to && src > dst);
  const [a, b, ports] = reversed ? [dst, src, to * 65536 + from] : [src, dst, from * 65536 + to];
  const known = heard.flows.find(flow => flow.src === a && flow.dst === b && flow.ports === ports);
  if (known === undefined || flags & SYN) {
    const begun = reversed ? { seq: (ack - 1) >>> 0, ack: seq } : { seq, ack: (ack - 1) >>> 0 };
    heard.flows = [...heard.flows.filter(flow => flow !== known), { src: a, dst: b, ports, ...begun }];
    return [seq, ack];
  }
  return reversed
    ? [(seq - known.ack) >>> 0, (ack - known.seq) >>> 0]
    : [(seq - known.seq) >>> 0, (ack - known.ack) >>> 0];
}

function options(body: Bytes): string {
  const named: string[] = [];
  for (let at = 0; at < body.length; ) {
    const kind = body.u8(at);
    if (kind < 2) {
      named.push(kind === 0 ? 'eol' : 'nop');
      if (kind === 0) break;
      at++;
      continue;
    }
    const length = body.u8(at + 1);
    if (length < 2) return [...named, '[bad opt]'].join(',');
    if (kind === 2) named.push(`mss ${body.u16(at + 2)}`);
    else if (kind === 3) named.push(`wscale ${body.u8(at + 2)}`);
    else if (kind === 4) named.push('sackOK');
    else if (kind === 5) named.push(sack(body, at, length));
    else if (kind === 8) named.push(`TS val ${body.u32(at + 2)} ecr ${body.u32(at + 6)}`);
    else named.push(`unknown-${kind}`);
    at += length;
  }
  return named.join(',');
}

function sack(body: Bytes, at: number, length: number): string {
  const blocks = Array.from({ length: (length - 2) >> 3 }, (_, i) => at + 2 + i * 8);
  const text = blocks.map(block => `{${body.u32(block)}:${body.u32(block + 4)}}`).join('');
  return `sack ${blocks.length} ${text}`;
}
