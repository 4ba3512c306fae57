// How tcpdump reads a packet: every read is checked, and the first one beyond the end stops the decoding, which the line
// then shows as `[|ip]` (tcpdump GET_BE_U_2(), nd_trunc_longjmp()).

/** The packet ends before what was to be read. */
export class Truncated extends Error {}

/** Bytes from `start` to `end` of a packet. */
export class Bytes {
  readonly buf: Uint8Array;
  readonly start: number;
  readonly end: number;

  constructor(buf: Uint8Array, start = 0, end = buf.length) {
    this.buf = buf;
    this.start = Math.min(start, buf.length);
    this.end = Math.max(this.start, Math.min(end, buf.length));
  }

  get length(): number {
    return this.end - this.start;
  }
  u8(at: number): number {
    if (at < 0 || this.start + at >= this.end) throw new Truncated();
    return this.buf[this.start + at] as number;
  }
  u16(at: number): number {
    return this.u8(at) * 256 + this.u8(at + 1);
  }
  u32(at: number): number {
    return this.u16(at) * 65536 + this.u16(at + 2);
  }
  u48(at: number): number {
    return this.u16(at) * 0x100000000 + this.u32(at + 2);
  }
  /** What comes from byte `at` on, at most `length` bytes of it. */
  from(at: number, length = Number.POSITIVE_INFINITY): Bytes {
    return new Bytes(this.buf, this.start + at, Math.min(this.end, this.start + at + length));
  }
  /** The sum of RFC 1071 over the bytes, begun with `sum`: 0 where a checksum in them is right. */
  checksum(sum = 0): number {
    let total = sum;
    for (let i = this.start; i < this.end; i += 2) {
      total += ((this.buf[i] as number) << 8) | (i + 1 < this.end ? (this.buf[i + 1] as number) : 0);
    }
    while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 65536);
    return ~total & 0xffff;
  }
}
