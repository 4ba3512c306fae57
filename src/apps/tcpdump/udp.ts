// UDP and DHCP as tcpdump 4.99 writes them (print-udp.c, print-bootp.c; of DHCP the line without -v). Read line.ts first.
import type { Bytes } from './bytes.js';
import { type IpFields, rightSum } from './ip.js';
import { hex, host, type Manner, mac, portName } from './names.js';

/** The sum over the pseudo header (RFC 768). */
export const pseudoSum = ({ src, dst, proto }: IpFields, length: number): number =>
  (src >>> 16) + (src & 0xffff) + (dst >>> 16) + (dst & 0xffff) + proto + length;

export function udpLine(data: Bytes, length: number, fields: IpFields, manner: Manner, out: string[]): void {
  const [from, to] = [data.u16(0), data.u16(2)];
  const name = (ip: number, port: number) => `${host(ip, manner)}.${portName(port, 'udp', manner)}`;
  out.push(`${name(fields.src, from)} > ${name(fields.dst, to)}: `);
  if (length < 8) {
    out.push(`truncated-udp ${length}`);
    return;
  }
  const said = data.u16(4);
  if (said < 8) {
    out.push(`truncated-udplength ${said}`);
    return;
  }
  const size = Math.max(0, Math.min(said, length) - 8);
  if (manner.quiet) {
    out.push(`UDP, length ${size}`);
    return;
  }
  if (manner.verbose > 1 && !fields.fragmented) out.push(sumText(data.from(0, said), fields));
  const isDhcp = [from, to].some(port => port === 67 || port === 68);
  if (isDhcp) bootp(data.from(8, size), size, manner, out);
  else out.push(`UDP, length ${size}`);
}

function sumText(data: Bytes, fields: IpFields): string {
  const carried = data.u16(6);
  if (carried === 0) return '[no cksum] ';
  const sum = data.checksum(pseudoSum(fields, data.length));
  return sum === 0 ? '[udp sum ok] ' : `[bad udp cksum 0x${hex(carried, 4)} -> 0x${hex(rightSum(carried, sum), 4)}!] `;
}

function bootp(data: Bytes, length: number, manner: Manner, out: string[]): void {
  const op = data.u8(0);
  out.push(`BOOTP/DHCP, ${op === 1 ? 'Request' : op === 2 ? 'Reply' : `unknown (0x${hex(op, 2)})`}`);
  if (op === 1 && data.u8(1) === 1 && data.u8(2) === 6) out.push(` from ${mac(data.u48(28), manner)}`);
  out.push(`, length ${length}`);
}
