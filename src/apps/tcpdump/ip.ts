// IPv4 and ICMP as tcpdump 4.99 writes them (print-ip.c, print-icmp.c). Read line.ts first.
import { formatIpv4 } from '../../wire/index.js';
import { type Bytes, Truncated } from './bytes.js';
import type { Heard } from './line.js';
import { hex, host, type Manner, portName, protocolName, protocolTitle } from './names.js';
import { tcpLine } from './tcp.js';
import { udpLine } from './udp.js';

const ECN = ['', ',ECT(1)', ',ECT(0)', ',CE'];
const OPTIONS: Readonly<Record<number, string>> = {
  0: 'EOL',
  1: 'NOP',
  7: 'RR',
  68: 'TS',
  131: 'LSRR',
  137: 'SSRR',
  148: 'RA',
};

/** Fields of an IPv4 header that the lines of what it carries need. */
export interface IpFields {
  readonly src: number;
  readonly dst: number;
  readonly proto: number;
  readonly fragmented: boolean;
}

/** Writes an IPv4 packet; `quoted` says that it stands in an ICMP error. */
export function ipLine(body: Bytes, manner: Manner, heard: Heard, out: string[]): void {
  if (!manner.link) out.push('IP ');
  try {
    packet(body, manner, heard, out);
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    out.push(' [|ip]');
  }
}

function packet(body: Bytes, manner: Manner, heard: Heard, out: string[]): void {
  const first = body.u8(0);
  const header = (first & 15) * 4;
  const length = body.u16(2);
  if (first >> 4 !== 4) {
    out.push(`bad-version ${first >> 4}`);
    return;
  }
  if (header < 20) {
    out.push(`bad-hlen ${header}`);
    return;
  }
  if (length < header) {
    out.push(`bad-len ${length}`);
    return;
  }
  const word = body.u16(6);
  const offset = (word & 0x1fff) * 8;
  const fields: IpFields = {
    src: body.u32(12),
    dst: body.u32(16),
    proto: body.u8(9),
    fragmented: (word & 0x3fff) !== 0,
  };
  if (manner.verbose > 0) out.push(details(body, header, length, offset));
  const data = body.from(header, length - header);
  const { src, dst, proto } = fields;
  if (offset !== 0) {
    out.push(`${host(src, manner)} > ${host(dst, manner)}: ${protocolName(proto, manner)}`);
    return;
  }
  if (proto === 6) tcpLine(data, length - header, fields, manner, heard, out);
  else if (proto === 17) udpLine(data, length - header, fields, manner, out);
  else {
    out.push(`${host(src, manner)} > ${host(dst, manner)}: `);
    if (proto === 1) icmpLine(data, length - header, fields, manner, heard, out);
    else out.push(` ${protocolName(proto, manner)} ${length - header}`);
  }
}

function details(body: Bytes, header: number, length: number, offset: number): string {
  const [tos, ttl, proto, word] = [body.u8(1), body.u8(8), body.u8(9), body.u16(6)];
  const flags = [word & 0x8000 ? 'rsvd' : '', word & 0x4000 ? 'DF' : '', word & 0x2000 ? '+' : ''];
  const named = flags.filter(flag => flag !== '').join(', ');
  const sum = body.from(0, header).checksum();
  const carried = body.u16(10);
  return [
    `(tos 0x${hex(tos)}${ECN[tos & 3]}${ttl >= 1 ? `, ttl ${ttl}` : ''}`,
    `, id ${body.u16(4)}, offset ${offset}, flags [${named === '' ? 'none' : named}]`,
    `, proto ${protocolTitle(proto)} (${proto}), length ${length}`,
    header > 20 ? `, options (${options(body.from(20, header - 20))})` : '',
    sum === 0 ? '' : `, bad cksum ${hex(carried)} (->${hex(rightSum(carried, sum))})!`,
    ')\n    ',
  ].join('');
}

/** The checksum that would have been right, from the one that is there and the sum over all (tcpdump in_cksum_shouldbe()). */
export function rightSum(carried: number, sum: number): number {
  let right = carried + sum;
  right = (right & 0xffff) + (right >> 16);
  return (right & 0xffff) + (right >> 16);
}

function options(body: Bytes): string {
  const named: string[] = [];
  for (let at = 0; at < body.length; ) {
    const kind = body.u8(at);
    const name = OPTIONS[kind] ?? `unknown ${kind}`;
    if (kind < 2) {
      named.push(name);
      if (kind === 0) break;
      at++;
      continue;
    }
    const length = body.u8(at + 1);
    if (length < 2) return [...named, `${name} [bad length ${length}]`].join(',');
    const route = kind === 7 || kind === 131 || kind === 137;
    named.push(route ? `${name}${routeText(body, at, length)}` : name);
    at += length;
  }
  return named.join(',');
}

/** The addresses of a route: a comma behind those that the pointer has passed. */
function routeText(body: Bytes, at: number, length: number): string {
  if (length < 3) return ` [bad length ${length}]`;
  const said = body.u8(at + 2);
  const pointer = said - 1;
  let text = (length + 1) & 3 ? ` [bad length ${length}]` : '';
  if (pointer < 3 || (pointer + 1) & 3) text += ` [bad ptr ${said}]`;
  for (let i = 3; i + 4 <= length; i += 4) text += ` ${formatIpv4(body.u32(at + i))}${pointer > i ? ',' : ''}`;
  return text;
}

/** Codes of destination unreachable; `%` stands for the address that could not be reached. */
const UNREACHABLE: Readonly<Record<number, string>> = {
  0: 'net % unreachable',
  1: 'host % unreachable',
  5: '% unreachable - source route failed',
  6: 'net % unreachable - unknown',
  7: 'host % unreachable - unknown',
  8: '% unreachable - source host isolated',
  9: 'net % unreachable - admin prohibited',
  10: 'host % unreachable - admin prohibited',
  11: 'net % unreachable - tos prohibited',
  12: 'host % unreachable - tos prohibited',
  13: 'host % unreachable - admin prohibited filter',
  14: 'host % unreachable - host precedence violation',
  15: 'host % unreachable - precedence cutoff',
};
const REDIRECTS = ['redirect % to net', 'redirect % to host', 'redirect-tos % to net', 'redirect-tos % to host'];
const OTHERS: Readonly<Record<number, string>> = {
  4: 'source quench',
  9: 'router advertisement',
  10: 'router solicitation',
  15: 'information request',
  16: 'information reply',
  17: 'address mask request',
  18: 'address mask reply',
};
const ERRORS = [3, 4, 5, 11, 12];

function icmpLine(data: Bytes, length: number, fields: IpFields, manner: Manner, heard: Heard, out: string[]): void {
  out.push(`ICMP ${icmpText(data, manner)}, length ${length}`);
  if (manner.verbose === 0 || fields.fragmented) return;
  const sum = data.checksum();
  if (sum !== 0 && data.length === length) {
    out.push(` (wrong icmp cksum ${hex(data.u16(2))} (->${hex(rightSum(data.u16(2), sum))})!)`);
  }
  if (!ERRORS.includes(data.u8(0))) return;
  out.push('\n\t');
  ipLine(data.from(8), manner, heard, out);
}

function icmpText(data: Bytes, manner: Manner): string {
  const [type, code] = [data.u8(0), data.u8(1)];
  const pair = () => `id ${data.u16(4)}, seq ${data.u16(6)}`;
  if (type === 0 || type === 8) return `echo ${type === 0 ? 'reply' : 'request'}, ${pair()}`;
  if (type === 3) return unreachable(data, code, manner);
  if (type === 5) {
    const form = REDIRECTS[code] ?? 'redirect-#% to net';
    return `${form.replace('%', host(data.u32(24), manner))} ${host(data.u32(4), manner)}`;
  }
  if (type === 11) {
    return ['time exceeded in-transit', 'ip reassembly time exceeded'][code] ?? `time exceeded-#${code}`;
  }
  if (type === 12) return code === 0 ? `parameter problem - octet ${data.u8(4)}` : `parameter problem - code ${code}`;
  if (type === 13) return `time stamp query id ${data.u16(4)} seq ${data.u16(6)}`;
  if (type === 14) {
    const [org, recv, xmit] = [data.u32(8), data.u32(12), data.u32(16)].map(clock);
    return `time stamp reply id ${data.u16(4)} seq ${data.u16(6)}: org ${org}, recv ${recv}, xmit ${xmit}`;
  }
  return OTHERS[type] ?? `type-#${type}`;
}

/** Milliseconds since midnight (RFC 792). */
function clock(ms: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const [hours, minutes, seconds] = [ms / 3600000, (ms / 60000) % 60, (ms / 1000) % 60].map(two);
  return `${hours}:${minutes}:${seconds}.${String(ms % 1000).padStart(3, '0')}`;
}

function unreachable(data: Bytes, code: number, manner: Manner): string {
  const dst = host(data.u32(24), manner);
  if (code === 2) return `${dst} protocol ${data.u8(17)} unreachable`;
  if (code === 4) {
    const mtu = data.u16(6);
    return `${dst} unreachable - need to frag${mtu === 0 ? '' : ` (mtu ${mtu})`}`;
  }
  if (code !== 3) return (UNREACHABLE[code] ?? `% unreachable - #${code}`).replace('%', dst);
  const proto = data.u8(17);
  const port = data.u16(8 + (data.u8(8) & 15) * 4 + 2);
  if (proto === 6) return `${dst} tcp port ${portName(port, 'tcp', manner)} unreachable`;
  if (proto === 17) return `${dst} udp port ${portName(port, 'udp', manner)} unreachable`;
  return `${dst} protocol ${proto} port ${port} unreachable`;
}
