// Every frame and packet that ever existed, as bytes in one arena. A frame is an integer; its facts stand in columns;
// its bytes never change once another frame or a queue knows it. Copies that do not alter a byte share bytes.
import { type I32, i32, type U8, type U32, u8, u32 } from '../journal/index.js';

/** How a frame came from another one. */
export const OPERATIONS = [
  'origin', // built by this node
  'wire', // the same frame at the other end of a link
  'pad', // as wire, padded to the Ethernet minimum by the sending NIC
  'forward', // sent on by a bridge or a router
  'flood', // one of several copies
  'push', // a header put in front
  'pull', // a header taken off
  'rewrite', // a field changed
  'fragment',
  'reassemble',
  'repeat', // sent again
  'local', // handed back up by the loopback device
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What the first byte belongs to: an Ethernet header, or an IPv4 header of a packet that has no frame yet. */
export type LinkType = 'ethernet' | 'ipv4';

/** Where a frame is seen: sent by a device, received by one, or neither (still inside a stack). */
export type Direction = 'none' | 'sent' | 'received';
const DIRECTIONS: readonly Direction[] = ['none', 'sent', 'received'];

/** One frame's facts, as handed out to readers. */
export interface Frame {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly linkType: LinkType;
  readonly from: number | undefined;
  readonly operation: Operation;
  /** The stage that made it. */
  readonly stage: number;
  /** World-wide device number, when it was sent or received. */
  readonly dev: number | undefined;
  readonly direction: Direction;
}

const CHUNK = 1 << 16;

export class FrameStore {
  #chunks: Uint8Array[] = [];
  #used = CHUNK;
  #chunk: U32 = u32();
  #offset: U32 = u32();
  #length: U32 = u32();
  #headroom: U8 = u8();
  #type: U8 = u8();
  #from: I32 = i32();
  #operation: U8 = u8();
  #stage: U32 = u32();
  #born: U32 = u32();
  #dev: I32 = i32();
  #direction: U8 = u8();
  readonly #now: () => { stage: number; last: number };

  /** `now` gives the stage at work and the last one begun (which of the two counts: see `existsAt`). */
  constructor(now: () => { stage: number; last: number }) {
    this.#now = now;
  }

  get count(): number {
    return this.#length.length;
  }

  /** Room for a new frame of `length` bytes, zeroed, with `headroom` bytes in front for headers pushed later. */
  create(length: number, headroom: number, linkType: LinkType, from = -1, operation: Operation = 'origin'): number {
    const size = length + headroom;
    if (this.#used + size > CHUNK) {
      this.#chunks.push(new Uint8Array(Math.max(CHUNK, size)));
      this.#used = 0;
    }
    const offset = this.#used + headroom;
    this.#used += size;
    return this.#add(
      this.#chunks.length - 1,
      offset,
      length,
      headroom,
      linkType === 'ethernet' ? 0 : 1,
      from,
      operation,
    );
  }

  /** A new frame with the same bytes. */
  copy(of: number, operation: Operation): number {
    return this.#add(this.#chunk.at(of), this.#offset.at(of), this.#length.at(of), 0, this.#type.at(of), of, operation);
  }

  /** A new frame with `n` more bytes in front, for a header that the caller writes at once. */
  push(of: number, n: number, linkType: LinkType): number {
    const length = this.#length.at(of) + n;
    const room = this.#headroom.at(of);
    if (room >= n) {
      this.#headroom.set(of, 0);
      const type = linkType === 'ethernet' ? 0 : 1;
      return this.#add(this.#chunk.at(of), this.#offset.at(of) - n, length, room - n, type, of, 'push');
    }
    const made = this.create(length, 0, linkType, of, 'push');
    this.buffer(made).set(this.view(of), this.offset(made) + n);
    return made;
  }

  /** A new frame with a copy of the bytes, `extra` zero bytes behind: for rewriting and padding. */
  clone(of: number, operation: Operation, extra = 0, headroom = 0): number {
    const type: LinkType = this.#type.at(of) === 0 ? 'ethernet' : 'ipv4';
    const made = this.create(this.#length.at(of) + extra, headroom, type, of, operation);
    this.buffer(made).set(this.view(of), this.offset(made));
    return made;
  }

  /** A new frame that begins `n` bytes later: the packet inside a frame. */
  pull(of: number, n: number, length: number, linkType: LinkType): number {
    const type = linkType === 'ethernet' ? 0 : 1;
    return this.#add(this.#chunk.at(of), this.#offset.at(of) + n, length, 0, type, of, 'pull');
  }

  /** Says at which device the frame is seen, and in which direction: that makes it part of captures. */
  seen(frame: number, dev: number, direction: 'sent' | 'received'): void {
    this.#dev.set(frame, dev);
    this.#direction.set(frame, direction === 'sent' ? 1 : 2);
  }

  /** The chunk a frame's bytes stand in; they begin at `offset(frame)`. For codecs on the hot path. */
  buffer(frame: number): Uint8Array {
    return this.#chunks[this.#chunk.at(frame)] as Uint8Array;
  }
  offset(frame: number): number {
    return this.#offset.at(frame);
  }
  length(frame: number): number {
    return this.#length.at(frame);
  }
  /** The frame's bytes, as a view: do not write. */
  view(frame: number): Uint8Array {
    const offset = this.offset(frame);
    return this.buffer(frame).subarray(offset, offset + this.length(frame));
  }
  devOf(frame: number): number {
    return this.#dev.at(frame);
  }
  directionOf(frame: number): Direction {
    return DIRECTIONS[this.#direction.at(frame)] as Direction;
  }
  stageOf(frame: number): number {
    return this.#stage.at(frame);
  }
  /** The frame this one came from, or -1. */
  fromOf(frame: number): number {
    return this.#from.at(frame);
  }

  frame(id: number): Frame {
    const from = this.#from.at(id);
    const dev = this.#dev.at(id);
    return {
      id,
      bytes: this.view(id),
      linkType: this.#type.at(id) === 0 ? 'ethernet' : 'ipv4',
      from: from < 0 ? undefined : from,
      operation: OPERATIONS[this.#operation.at(id)] as Operation,
      stage: this.#stage.at(id),
      dev: dev < 0 ? undefined : dev,
      direction: this.directionOf(id),
    };
  }

  /** Whether the frame was made before position `p` of the journal. */
  existsAt(frame: number, p: number): boolean {
    return this.#born.at(frame) < p;
  }

  /** How many frames exist at position `p`: frames are numbered in the order they were made. */
  countAt(p: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#born.at(middle) < p) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The frames that exist at position `p`, in a store of their own. Bytes are shared; new ones go to new chunks. */
  fork(p: number, now: () => { stage: number; last: number }): FrameStore {
    const count = this.countAt(p);
    const copy = new FrameStore(now);
    copy.#chunks = this.#chunks.slice();
    copy.#chunk = this.#chunk.fork(count);
    copy.#offset = this.#offset.fork(count);
    copy.#length = this.#length.fork(count);
    copy.#headroom = this.#headroom.fork(count);
    copy.#headroom.data.fill(0);
    copy.#type = this.#type.fork(count);
    copy.#from = this.#from.fork(count);
    copy.#operation = this.#operation.fork(count);
    copy.#stage = this.#stage.fork(count);
    copy.#born = this.#born.fork(count);
    copy.#dev = this.#dev.fork(count);
    copy.#direction = this.#direction.fork(count);
    return copy;
  }

  /** Bytes reserved for facts and contents. */
  get byteLength(): number {
    const small = [this.#headroom, this.#type, this.#operation, this.#direction];
    const columns = [this.#chunk, this.#offset, this.#length, this.#from, this.#stage, this.#born, this.#dev, ...small];
    const bytes = this.#chunks.reduce((sum, c) => sum + c.length, 0);
    return columns.reduce((sum, c) => sum + c.byteLength, bytes);
  }

  #add(chunk: number, offset: number, length: number, room: number, type: number, from: number, op: Operation): number {
    const { stage, last } = this.#now();
    this.#chunk.push(chunk);
    this.#offset.push(offset);
    this.#headroom.push(room);
    this.#type.push(type);
    this.#from.push(from);
    this.#operation.push(OPERATIONS.indexOf(op));
    this.#stage.push(stage);
    this.#born.push(last);
    this.#dev.push(-1);
    this.#direction.push(0);
    return this.#length.push(length);
  }
}
