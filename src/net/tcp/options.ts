// TCP options on the hot path: read from and written to the bytes directly. wire/protocols/tcp-options.ts declares them
// for everybody else.

export interface ReadOptions {
  /** 0 where the peer says nothing. */
  mss: number;
  /** -1 where it offers none. */
  scale: number;
  sackOk: boolean;
  hasTs: boolean;
  tsVal: number;
  tsEcr: number;
  /** Left and right edges in turn; the shared empty list when there are none. */
  sack: readonly number[];
}

const NONE: readonly number[] = [];
const word = (b: Uint8Array, at: number): number =>
  ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;

function sackBlocks(buf: Uint8Array, at: number, length: number): number[] {
  const out: number[] = [];
  for (let i = at + 2; i + 8 <= at + length; i += 8) out.push(word(buf, i), word(buf, i + 4));
  return out;
}

/** Reads the options between two places; what is malformed ends the reading (RFC 9293 §3.1). */
export function readOptions(buf: Uint8Array, from: number, to: number): ReadOptions {
  const out: ReadOptions = { mss: 0, scale: -1, sackOk: false, hasTs: false, tsVal: 0, tsEcr: 0, sack: NONE };
  let at = from;
  while (at < to) {
    const kind = buf[at]!;
    if (kind === 0) break;
    if (kind === 1) {
      at++;
      continue;
    }
    const length = buf[at + 1]!;
    if (at + 1 >= to || length < 2 || at + length > to) break;
    if (kind === 2 && length === 4) out.mss = (buf[at + 2]! << 8) | buf[at + 3]!;
    // RFC 7323 §2.3: a shift beyond 14 counts as 14.
    else if (kind === 3 && length === 3) out.scale = Math.min(14, buf[at + 2]!);
    else if (kind === 4 && length === 2) out.sackOk = true;
    else if (kind === 5 && length >= 10) out.sack = sackBlocks(buf, at, length);
    else if (kind === 8 && length === 10) {
      out.hasTs = true;
      out.tsVal = word(buf, at + 2);
      out.tsEcr = word(buf, at + 6);
    }
    at += length;
  }
  return out;
}

/** What a segment is to say. Negative or empty: left out. */
export interface WriteOptions {
  readonly mss: number;
  readonly scale: number;
  readonly sackOk: boolean;
  readonly ts: boolean;
  readonly tsVal: number;
  readonly tsEcr: number;
  readonly sack: readonly number[];
}

/** Bytes that they take, as Linux tcp_options_write() lays them out. */
export function optionsSize(o: WriteOptions): number {
  let size = 0;
  if (o.mss > 0) size += 4;
  if (o.ts) size += 12;
  if (o.sackOk && !o.ts) size += 4;
  if (o.scale >= 0) size += 4;
  if (o.sack.length > 0) size += 4 + o.sack.length * 4;
  return size;
}

function putWord(buf: Uint8Array, at: number, value: number): void {
  buf[at] = value >>> 24;
  buf[at + 1] = value >>> 16;
  buf[at + 2] = value >>> 8;
  buf[at + 3] = value;
}

/** Writes them at a place, in Linux's order: MSS, SACK permitted and timestamps, window scale, SACK. */
export function writeOptions(o: WriteOptions, buf: Uint8Array, from: number): void {
  let at = from;
  if (o.mss > 0) {
    putWord(buf, at, 0x02040000 | o.mss);
    at += 4;
  }
  if (o.ts) {
    putWord(buf, at, o.sackOk ? 0x0402080a : 0x0101080a);
    putWord(buf, at + 4, o.tsVal);
    putWord(buf, at + 8, o.tsEcr);
    at += 12;
  } else if (o.sackOk) {
    putWord(buf, at, 0x01010402);
    at += 4;
  }
  if (o.scale >= 0) {
    putWord(buf, at, 0x01030300 | o.scale);
    at += 4;
  }
  if (o.sack.length > 0) {
    putWord(buf, at, 0x01010500 | (2 + o.sack.length * 4));
    at += 4;
    for (const edge of o.sack) {
      putWord(buf, at, edge);
      at += 4;
    }
  }
}
