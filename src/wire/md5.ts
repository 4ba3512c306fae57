// MD5 (RFC 1321), for EAP-MD5 and CHAP alone: as a seal it is broken, and nothing here relies on it as one.

/** Shifts of the four rounds (RFC 1321 §3.4). */
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
/** RFC 1321 §3.4: T[i] is the integer part of 2^32 × |sin(i)|. */
const T = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

/** The message, a one bit, zeros, and the length in bits: a multiple of 64 octets (§3.1, §3.2). */
function padded(message: Uint8Array): DataView {
  const length = message.length;
  const bytes = new Uint8Array(((length + 8) & ~63) + 64);
  bytes.set(message);
  bytes[length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, (length * 8) >>> 0, true);
  view.setUint32(bytes.length - 4, Math.floor(length / 2 ** 29), true);
  return view;
}

/** One of the four functions of §3.4, and which word of the block is next. */
function mix(i: number, b: number, c: number, d: number): readonly [value: number, word: number] {
  if (i < 16) return [(b & c) | (~b & d), i];
  if (i < 32) return [(b & d) | (c & ~d), (5 * i + 1) & 15];
  if (i < 48) return [b ^ c ^ d, (3 * i + 5) & 15];
  return [c ^ (b | ~d), (7 * i) & 15];
}

/** The digest of a message: 16 octets. */
export function md5(message: Uint8Array): Uint8Array {
  const view = padded(message);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const [value, word] = mix(i, b, c, d);
      const sum = (a + value + (T[i] as number) + view.getUint32(block + word * 4, true)) | 0;
      const shift = SHIFTS[i >> 4]?.[i & 3] as number;
      [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
    }
    for (const [i, value] of [a, b, c, d].entries()) state[i] = ((state[i] as number) + value) | 0;
  }
  const digest = new DataView(new ArrayBuffer(16));
  for (const [i, value] of state.entries()) digest.setInt32(i * 4, value, true);
  return new Uint8Array(digest.buffer);
}
