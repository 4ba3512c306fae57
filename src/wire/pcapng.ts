/**
 * Writes captures in pcapng (IETF draft-ietf-opsawg-pcapng): one section, one interface block per wire end, nanosecond
 * times, a comment and a direction per packet. Pure: gives chunks of bytes, little-endian. Reads first: nothing.
 * capture.ts reads them back.
 */

/** Virtual time 0 is 2000-01-01T00:00:00Z: this many seconds after 1970. */
export const epochSeconds = 946_684_800;

export interface CaptureInterface {
  /** if_name: the wire end, 'A.eth0'. */
  readonly name: string;
  /** if_description */
  readonly description?: string;
}

export interface CapturedFrame {
  /** Index into the interfaces. */
  readonly interface: number;
  /** Integer nanoseconds of virtual time, 0 ≤ time < 2^53. */
  readonly time: number;
  readonly bytes: Uint8Array;
  /** opt_comment */
  readonly comment?: string;
  /** epb_flags, seen from the interface. */
  readonly direction?: 'in' | 'out';
}

const utf8 = new TextEncoder();

interface Option {
  readonly code: number;
  readonly data: Uint8Array;
}

const padded = (length: number) => (length + 3) & ~3;

/** Block type, total length, body, options, total length again (§3.1). */
function block(type: number, body: Uint8Array, options: readonly Option[]): Uint8Array {
  const optionBytes = options.length === 0 ? 0 : options.reduce((sum, { data }) => sum + 4 + padded(data.length), 4);
  const length = 12 + padded(body.length) + optionBytes;
  const chunk = new Uint8Array(length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  chunk.set(body, 8);
  let at = 8 + padded(body.length);
  for (const { code, data } of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, data.length, true);
    chunk.set(data, at + 4);
    at += 4 + padded(data.length);
  }
  // opt_endofopt is four zeros: they stand there already.
  view.setUint32(length - 4, length, true);
  return chunk;
}

/** A text option; longer than the 16-bit length allows, it is cut at a character. */
function textOption(code: number, text: string): Option {
  let data = utf8.encode(text);
  if (data.length > 0xffff) {
    let end = 0xffff;
    while ((data[end]! & 0xc0) === 0x80) end--;
    data = data.slice(0, end);
  }
  return { code, data };
}

/** §4.1: byte-order magic, version 1.0, section length unknown. */
function sectionHeader(application: string): Uint8Array {
  const body = new Uint8Array(16);
  const view = new DataView(body.buffer);
  view.setUint32(0, 0x1a2b3c4d, true);
  view.setUint16(4, 1, true);
  view.setUint32(8, 0xffffffff, true);
  view.setUint32(12, 0xffffffff, true);
  return block(0x0a0d0d0a, body, [textOption(4, application)]);
}

/** §4.2: LINKTYPE_ETHERNET, no snapshot limit, times in 10^-9 s. */
function interfaceDescription({ name, description }: CaptureInterface): Uint8Array {
  const body = new Uint8Array(8);
  body[0] = 1;
  const options = [textOption(2, name)];
  if (description !== undefined) options.push(textOption(3, description));
  options.push({ code: 9, data: Uint8Array.of(9) });
  return block(1, body, options);
}

/** 946684800 × 10^9 as two 32-bit halves. */
const epochHigh = Math.floor((epochSeconds * 1e9) / 2 ** 32);
const epochLow = Number((BigInt(epochSeconds) * 1_000_000_000n) & 0xffffffffn);

/** §4.3: an enhanced packet block. Throws RangeError on a time that isn't a safe integer from 0. */
export function pcapngPacket(frame: CapturedFrame): Uint8Array {
  const { bytes, time } = frame;
  if (!Number.isSafeInteger(time) || time < 0) throw new RangeError(`time ${time}: integer nanoseconds from 0`);
  const body = new Uint8Array(20 + bytes.length);
  const view = new DataView(body.buffer);
  const low = epochLow + (time % 2 ** 32);
  view.setUint32(0, frame.interface, true);
  view.setUint32(4, epochHigh + Math.floor(time / 2 ** 32) + Math.floor(low / 2 ** 32), true);
  view.setUint32(8, low % 2 ** 32, true);
  view.setUint32(12, bytes.length, true);
  view.setUint32(16, bytes.length, true);
  body.set(bytes, 20);
  const options: Option[] = [];
  if (frame.comment !== undefined) options.push(textOption(1, frame.comment));
  // §4.3.1: bits 0–1 of epb_flags, 1 inbound, 2 outbound.
  if (frame.direction !== undefined)
    options.push({ code: 2, data: Uint8Array.of(frame.direction === 'in' ? 1 : 2, 0, 0, 0) });
  return block(6, body, options);
}

/** What stands before the packets. */
export function pcapngHeader(interfaces: readonly CaptureInterface[], application = 'netstep'): Uint8Array[] {
  return [sectionHeader(application), ...interfaces.map(interfaceDescription)];
}

/** A whole capture, a chunk a block. Frames are written in the order given. */
export function* writePcapng(
  interfaces: readonly CaptureInterface[],
  frames: Iterable<CapturedFrame>,
  application?: string,
): Generator<Uint8Array> {
  yield* pcapngHeader(interfaces, application);
  for (const frame of frames) yield pcapngPacket(frame);
}

/** Chunks as one array. */
export function concatBytes(chunks: Iterable<Uint8Array>): Uint8Array {
  const list = [...chunks];
  const all = new Uint8Array(list.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of list) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
