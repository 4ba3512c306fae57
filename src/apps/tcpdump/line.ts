// One frame as tcpdump 4.99 writes it: link header, ARP, EAPOL, spanning tree; what is IP goes on in ip.ts. Lines of one
// frame are parted by newlines, as -v writes several.
import { Bytes, Truncated } from './bytes.js';
import { ipLine } from './ip.js';
import { etherTypeName, hex, host, type Manner, mac } from './names.js';
import type { TcpFlow } from './tcp.js';

/** What lines of earlier packets left for later ones: the TCP connections seen, with their first numbers. */
export interface Heard {
  flows: readonly TcpFlow[];
}

/** Where a frame was seen, for the lines of `-i any`. */
export interface Place {
  readonly name: string;
  readonly ifindex: number;
  readonly direction: string;
}

const ETHER_HEADER = 14;
/** Longest length field of IEEE 802.3. */
const LENGTH_LIMIT = 1500;
const TAGS = [0x8100, 0x88a8, 0x9100];

/** A frame's text behind its time. `place` is given for a capture on all devices. */
export function frameLine(frame: Uint8Array, manner: Manner, heard: Heard, place?: Place): string {
  const out: string[] = [];
  try {
    write(new Bytes(frame), manner, heard, place, out);
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    out.push(' [|ether]');
  }
  return out.join('');
}

function write(frame: Bytes, manner: Manner, heard: Heard, place: Place | undefined, out: string[]): void {
  const length = frame.length;
  let type = frame.u16(12);
  let at = ETHER_HEADER;
  if (place !== undefined) {
    out.push(`${place.name.padEnd(5)} ${place.direction.padEnd(3)} `);
    if (manner.link) out.push(cooked(frame, type, manner, place));
  } else if (manner.link) {
    out.push(`${mac(frame.u48(6), manner)} > ${mac(frame.u48(0), manner)}, ${typeText(type, manner)}`);
    out.push(`length ${type <= LENGTH_LIMIT ? type : length}: `);
  }
  while (TAGS.includes(type)) {
    const tci = frame.u16(at);
    const inner = frame.u16(at + 2);
    if (manner.link) {
      out.push(`vlan ${tci & 0xfff}, p ${tci >> 13}${tci & 0x1000 ? ', DEI' : ''}, `);
      if (inner > LENGTH_LIMIT) out.push(typeText(inner, manner));
    }
    type = inner;
    at += 4;
  }
  const body = frame.from(at);
  if (type <= LENGTH_LIMIT) llc(frame.from(at, type), type, manner, out);
  else if (!payload(type, body, manner, heard, out)) unknown(frame, type, body, manner, place, out);
}

const typeText = (type: number, { quiet }: Manner): string => {
  if (type <= LENGTH_LIMIT) return '802.3, ';
  return quiet ? `${etherTypeName(type)}, ` : `ethertype ${etherTypeName(type)} (0x${hex(type, 4)}), `;
};

/** Linux cooked mode v2: no destination, the length with its header of 20 bytes (tcpdump sll2_print()). */
function cooked(frame: Bytes, type: number, manner: Manner, { ifindex }: Place): string {
  const length = frame.length - ETHER_HEADER + 20;
  const kind = type <= LENGTH_LIMIT ? '802.2 (0x0004)' : `ethertype ${etherTypeName(type)} (0x${hex(type, 4)})`;
  const how = manner.quiet ? '' : `${kind}, length ${length}: `;
  return `ifindex ${ifindex} ${mac(frame.u48(6), manner)} ${how}`;
}

function payload(type: number, body: Bytes, manner: Manner, heard: Heard, out: string[]): boolean {
  if (type === 0x0800) ipLine(body, manner, heard, out);
  else if (type === 0x0806) arp(body, manner, out);
  else if (type === 0x888e) eapol(body, manner, out);
  else if (type === 0x86dd) out.push(manner.link ? '' : 'IP6 ', `length ${body.length}`);
  else return false;
  return true;
}

function arp(body: Bytes, manner: Manner, out: string[]): void {
  if (!manner.link) out.push('ARP, ');
  if (body.length < 28) {
    out.push(' [|arp]');
    return;
  }
  const [hardware, protocol] = [body.u16(0), body.u16(2)];
  if (hardware !== 1 || protocol !== 0x0800 || body.u8(4) !== 6 || body.u8(5) !== 4) {
    out.push(`Unknown Hardware (${hardware}) (len ${body.u8(4)}), Unknown Protocol (0x${hex(protocol, 4)})`);
    out.push(` (len ${body.u8(5)}), length ${body.length}`);
    return;
  }
  if (manner.verbose > 0) out.push('Ethernet (len 6), IPv4 (len 4), ');
  const opcode = body.u16(6);
  const [srcMac, src, dstMac, dst] = [body.u48(8), body.u32(14), body.u48(18), body.u32(24)];
  if (opcode === 1) {
    const known = dstMac === 0 ? '' : ` (${mac(dstMac, manner)})`;
    out.push(`Request who-has ${host(dst, manner)}${known} tell ${host(src, manner)}`);
  } else if (opcode === 2) out.push(`Reply ${host(src, manner)} is-at ${mac(srcMac, manner)}`);
  else out.push(`Unknown (${opcode})`);
  out.push(`, length ${body.length}`);
}

const EAPOL_TYPES = ['EAP packet', 'EAPOL start', 'EAPOL logoff', 'EAPOL key', 'Encapsulated ASF alert'];
const EAP_CODES = ['unknown', 'Request', 'Response', 'Success', 'Failure'];
const EAP_TYPES: Readonly<Record<number, string>> = {
  1: 'Identity',
  2: 'Notification',
  3: 'Nak',
  4: 'MD5-challenge',
  13: 'TLS',
  21: 'TTLS',
  25: 'PEAP',
};

function eapol(body: Bytes, manner: Manner, out: string[]): void {
  const type = body.u8(1);
  const name = EAPOL_TYPES[type] ?? 'unknown';
  out.push(`${name} (${type}) v${body.u8(0)}, len ${body.u16(2)}`);
  if (manner.verbose === 0 || type !== 0) return;
  const code = body.u8(4);
  out.push(`, ${EAP_CODES[code] ?? 'unknown'} (${code}), id ${body.u8(5)}, len ${body.u16(6)}`);
  if (code !== 1 && code !== 2) return;
  const method = body.u8(8);
  out.push(`\n\t\t Type ${EAP_TYPES[method] ?? 'unknown'} (${method})`);
  const rest = body.from(9, body.u16(6) - 5);
  if (method === 1 && rest.length > 0) out.push(`, Identity: ${text(rest)}`);
}

const text = (bytes: Bytes): string =>
  Array.from(bytes.buf.subarray(bytes.start, bytes.end), c => (c > 31 && c < 127 ? String.fromCharCode(c) : '.')).join(
    '',
  );

const SAPS: Readonly<Record<number, string>> = { 0: 'Null', 66: 'STP', 170: 'SNAP', 255: 'Global', 254: 'ISO' };

function llc(body: Bytes, length: number, manner: Manner, out: string[]): void {
  const [dsap, ssap, control] = [body.u8(0), body.u8(1), body.u8(2)];
  const isStp = dsap === 0x42 && ssap === 0x42 && control === 3;
  const sap = (n: number) => `${SAPS[n & 0xfe] ?? 'Unknown'} (0x${hex(n & 0xfe, 2)})`;
  if (manner.link || !isStp) {
    out.push(`LLC, dsap ${sap(dsap)} ${dsap & 1 ? 'Group' : 'Individual'}, `);
    out.push(`ssap ${sap(ssap)} ${ssap & 1 ? 'Response' : 'Command'}, ctrl 0x${hex(control, 2)}`);
    out.push(isStp ? ': ' : `: Unnumbered, length ${length}`);
  }
  if (isStp) bpdu(body.from(3), manner, out);
}

const BPDU_FLAGS = [
  [0x01, 'Topology change'],
  [0x02, 'Proposal'],
  [0x10, 'Learn'],
  [0x20, 'Forward'],
  [0x40, 'Agreement'],
  [0x80, 'Topology change ACK'],
] as const;
const ROLES = ['Unknown', 'Alternate', 'Root', 'Designated'];

/** A bridge's identifier: its priority and MAC address. */
const bridge = (body: Bytes, at: number): string => {
  const octets = Array.from({ length: 6 }, (_, i) => hex(body.u8(at + 2 + i), 2));
  return `${hex(body.u16(at), 4)}.${octets.join(':')}`;
};

/** Times stand in 1/256 s. */
const seconds = (n: number): string => `${(n / 256).toFixed(2)}s`;

function bpdu(body: Bytes, { verbose }: Manner, out: string[]): void {
  const [version, type] = [body.u8(2), body.u8(3)];
  const standard = ['802.1d', '', '802.1w', '802.1s', '802.1aq'][version] ?? 'Unknown STP protocol (0x)';
  out.push(`STP ${standard}`);
  if (type === 0x80) {
    out.push(', Topology Change');
    return;
  }
  const rapid = type === 2;
  const flags = body.u8(4);
  const set = BPDU_FLAGS.filter(([bit]) => flags & bit).map(([, name]) => name);
  out.push(`, ${rapid ? 'Rapid STP' : 'Config'}, Flags [${set.length === 0 ? 'none' : set.join(', ')}], `);
  out.push(`bridge-id ${bridge(body, 17)}.${hex(body.u16(25), 4)}, length ${body.length}`);
  if (verbose === 0) return;
  out.push(`\n\tmessage-age ${seconds(body.u16(27))}, max-age ${seconds(body.u16(29))}, `);
  out.push(`hello-time ${seconds(body.u16(31))}, forwarding-delay ${seconds(body.u16(33))}`);
  out.push(`\n\troot-id ${bridge(body, 5)}, root-pathcost ${body.u32(13)}`);
  if (rapid) out.push(`, port-role ${ROLES[(flags >> 2) & 3]}`);
}

/** What tcpdump has no words for: the link's header, and the bytes. */
function unknown(
  frame: Bytes,
  type: number,
  body: Bytes,
  manner: Manner,
  place: Place | undefined,
  out: string[],
): void {
  if (!manner.link && place === undefined) {
    out.push(`${mac(frame.u48(6), manner)} > ${mac(frame.u48(0), manner)}, ${typeText(type, manner)}`);
    out.push(`length ${frame.length}: `);
  }
  if (manner.quiet) return;
  for (let i = 0; i < body.length; i += 16) {
    const part = body.from(i, 16);
    const octets = Array.from({ length: part.length }, (_, n) => hex(part.u8(n), 2));
    const pairs = octets.reduce((all, octet, n) => all + (n % 2 === 0 ? ` ${octet}` : octet), '');
    out.push(`\n\t0x${hex(i, 4)}: ${pairs.padEnd(40)}  ${text(part)}`);
  }
}
