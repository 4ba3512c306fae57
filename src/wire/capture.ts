/**
 * Reads captures: classic pcap (either byte order, µs or ns) and pcapng (either byte order, sections, enhanced
 * packet blocks). A file that is cut short gives the frames before the cut. Reads first: pcapng.ts, which writes them.
 */

export interface ReadFrame {
  readonly interface: number;
  /** Nanoseconds since 1970, UTC. */
  readonly unixNs: bigint;
  readonly bytes: Uint8Array;
  /** Length on the wire, where the capture kept less. */
  readonly length: number;
  readonly comments: readonly string[];
  readonly direction: 'in' | 'out' | undefined;
}

export interface ReadInterface {
  readonly name: string | undefined;
  /** LINKTYPE: 1 is Ethernet. */
  readonly linkType: number;
}

export interface Capture {
  readonly interfaces: readonly ReadInterface[];
  readonly frames: readonly ReadFrame[];
  /** Why reading stopped before the end of the file, and where. */
  readonly problem: { readonly code: 'not-a-capture' | 'truncated' | 'bad-block'; readonly offset: number } | undefined;
}

const utf8 = new TextDecoder();

/** Never throws. */
export function readCapture(file: Uint8Array): Capture {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length >= 12 && view.getUint32(0) === 0x0a0d0d0a) return new PcapngReader(file, view).read();
  if (file.length >= 24) {
    for (const little of [true, false]) {
      const magic = view.getUint32(0, little);
      if (magic === 0xa1b2c3d4 || magic === 0xa1b23c4d)
        return readPcap(file, view, little, magic === 0xa1b2c3d4 ? 1000n : 1n);
    }
  }
  return { interfaces: [], frames: [], problem: { code: 'not-a-capture', offset: 0 } };
}

function readPcap(file: Uint8Array, view: DataView, little: boolean, unit: bigint): Capture {
  const interfaces = [{ name: undefined, linkType: view.getUint32(20, little) & 0x0fffffff }];
  const frames: ReadFrame[] = [];
  let at = 24;
  while (at < file.length) {
    const captured = at + 16 <= file.length ? view.getUint32(at + 8, little) : 0;
    if (at + 16 + captured > file.length || at + 16 > file.length)
      return { interfaces, frames, problem: { code: 'truncated', offset: at } };
    frames.push({
      interface: 0,
      unixNs: BigInt(view.getUint32(at, little)) * 1_000_000_000n + BigInt(view.getUint32(at + 4, little)) * unit,
      bytes: file.slice(at + 16, at + 16 + captured),
      length: view.getUint32(at + 12, little),
      comments: [],
      direction: undefined,
    });
    at += 16 + captured;
  }
  return { interfaces, frames, problem: undefined };
}

/** Nanoseconds of `ticks` in the unit that if_tsresol says: 10^-n, or 2^-n with the high bit set. */
function nanoseconds(ticks: bigint, resolution: number): bigint {
  const power = BigInt(resolution & 127);
  return (ticks * 1_000_000_000n) / (resolution & 128 ? 2n ** power : 10n ** power);
}

class PcapngReader {
  readonly file: Uint8Array;
  readonly view: DataView;
  readonly interfaces: (ReadInterface & { resolution: number })[] = [];
  readonly frames: ReadFrame[] = [];
  little = true;
  /** Index of the section's first interface. */
  first = 0;

  constructor(file: Uint8Array, view: DataView) {
    this.file = file;
    this.view = view;
  }

  read(): Capture {
    const { file, view, interfaces, frames } = this;
    let at = 0;
    while (at < file.length) {
      if (at + 12 > file.length) return { interfaces, frames, problem: { code: 'truncated', offset: at } };
      if (view.getUint32(at) === 0x0a0d0d0a) {
        this.little = view.getUint32(at + 8, true) === 0x1a2b3c4d;
        this.first = interfaces.length;
      }
      const length = view.getUint32(at + 4, this.little);
      if (length < 12 || length % 4 !== 0) return { interfaces, frames, problem: { code: 'bad-block', offset: at } };
      if (at + length > file.length) return { interfaces, frames, problem: { code: 'truncated', offset: at } };
      if (!this.block(view.getUint32(at, this.little), at + 8, at + length - 4)) {
        return { interfaces, frames, problem: { code: 'bad-block', offset: at } };
      }
      at += length;
    }
    return { interfaces, frames, problem: undefined };
  }

  block(type: number, at: number, end: number): boolean {
    if (type === 1) return this.interfaceDescription(at, end);
    if (type === 6) return this.enhancedPacket(at, end);
    return true;
  }

  interfaceDescription(at: number, end: number): boolean {
    if (end - at < 8) return false;
    const options = this.options(at + 8, end);
    const name = options.find(({ code }) => code === 2)?.data;
    this.interfaces.push({
      name: name && utf8.decode(name),
      linkType: this.view.getUint16(at, this.little),
      resolution: options.find(({ code }) => code === 9)?.data[0] ?? 6,
    });
    return true;
  }

  enhancedPacket(at: number, end: number): boolean {
    const { view, little } = this;
    if (end - at < 20) return false;
    const captured = view.getUint32(at + 12, little);
    const index = this.first + view.getUint32(at, little);
    const from = this.interfaces[index];
    if (at + 20 + captured > end || !from) return false;
    const options = this.options(at + 20 + ((captured + 3) & ~3), end);
    const ticks = (BigInt(view.getUint32(at + 4, little)) << 32n) | BigInt(view.getUint32(at + 8, little));
    const flags = options.find(({ code, data }) => code === 2 && data.length === 4)?.data[little ? 0 : 3] ?? 0;
    this.frames.push({
      interface: index,
      unixNs: nanoseconds(ticks, from.resolution),
      bytes: this.file.slice(at + 20, at + 20 + captured),
      length: view.getUint32(at + 16, little),
      comments: options.filter(({ code }) => code === 1).map(({ data }) => utf8.decode(data)),
      direction: (flags & 3) === 1 ? 'in' : (flags & 3) === 2 ? 'out' : undefined,
    });
    return true;
  }

  options(at: number, end: number): { code: number; data: Uint8Array }[] {
    const found: { code: number; data: Uint8Array }[] = [];
    let p = at;
    while (p + 4 <= end) {
      const code = this.view.getUint16(p, this.little);
      const length = this.view.getUint16(p + 2, this.little);
      if (code === 0 || p + 4 + length > end) break;
      found.push({ code, data: this.file.subarray(p + 4, p + 4 + length) });
      p += 4 + ((length + 3) & ~3);
    }
    return found;
  }
}
