// Cutting a packet that is too long for its way (RFC 791 §3.2 "Fragmentation"; Linux ip_do_fragment()).
import { ethernet, ipv4 } from '../wire/index.js';
import { sealHeader } from './ip-output.js';
import type { Stack } from './stack.js';

/** End of options, no operation: one byte each. */
const END = 0;
const NOP = 1;

/** The options of every fragment but the first: those that say they are to be copied (Linux ip_options_fragment()). */
function copiedOptions(options: Uint8Array): Uint8Array {
  const out = options.slice();
  for (let at = 0; at < out.length; ) {
    const kind = out[at] as number;
    if (kind === END) break;
    const size = kind === NOP ? 1 : (out[at + 1] as number);
    if (size < 1 || at + size > out.length) break;
    if (kind !== NOP && (kind & 0x80) === 0) out.fill(NOP, at, at + size);
    at += size;
  }
  return out;
}

/** Cuts a packet into ones of at most `mtu` bytes; the data of each but the last is a multiple of eight bytes. */
export function fragment(stack: Stack, packet: number, mtu: number): number[] {
  const { frames } = stack.world;
  const bytes = frames.view(packet);
  const header = ((bytes[0] as number) & 15) * 4;
  const left = bytes.length - header;
  const room = Math.max(8, (mtu - header) & ~7);
  const before = (((bytes[6] as number) & 0x1f) * 0x100 + (bytes[7] as number)) * 8;
  const more = ipv4.get.mf(bytes, 0) === 1;
  const later = copiedOptions(bytes.subarray(ipv4.minSize, header));
  const out: number[] = [];
  for (let at = 0; at < left; ) {
    const last = left - at <= mtu - header;
    const size = last ? left - at : room;
    const piece = frames.create(header + size, ethernet.minSize, 'ipv4', packet, 'fragment');
    const buf = frames.buffer(piece);
    const off = frames.offset(piece);
    buf.set(bytes.subarray(0, header), off);
    if (at > 0) buf.set(later, off + ipv4.minSize);
    buf.set(bytes.subarray(header + at, header + at + size), off + header);
    const length = header + size;
    buf[off + 2] = length >> 8;
    buf[off + 3] = length & 0xff;
    const place = (before + at) >> 3;
    buf[off + 6] = ((bytes[6] as number) & 0xc0) | (last && !more ? 0 : 0x20) | (place >> 8);
    buf[off + 7] = place & 0xff;
    sealHeader(buf, off);
    out.push(piece);
    at += size;
  }
  return out;
}
