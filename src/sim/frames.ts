// Every frame and packet that ever existed, as bytes in one arena. A frame is an integer; its facts stand in columns;
// its bytes never change once another frame or a queue knows it. Copies that do not alter a byte share bytes.
import { forked, grown, roomFor } from '../journal/index.js';

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
  #count = 0;
  #chunk = new Int32Array(256);
  #offset = new Int32Array(256);
  #length = new Int32Array(256);
  #headroom = new Uint8Array(256);
  #type = new Uint8Array(256);
  #from = new Int32Array(256);
  #operation = new Uint8Array(256);
  #stage = new Int32Array(256);
  #born = new Int32Array(256);
  #dev = new Int32Array(256);
  #direction = new Uint8Array(256);
  /** Of a frame that was sent or received: how many frames and octets went that way at its device, it included. */
  #nth = new Int32Array(256);
  #octets = new Float64Array(256);
  /** Last frame by device and direction: an index over the columns. */
  #latest: number[] = [];
  readonly #now: () => { stage: number; last: number };

  /** `now` gives the stage at work and the last one begun (which of the two counts: see `existsAt`). */
  constructor(now: () => { stage: number; last: number }) {
    this.#now = now;
  }

  get count(): number {
    return this.#count;
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
      operationNumber(operation),
    );
  }

  /** A new frame with the same bytes. */
  copy(of: number, operation: Operation): number {
    return this.#add(
      this.#chunk[of] as number,
      this.#offset[of] as number,
      this.#length[of] as number,
      0,
      this.#type[of] as number,
      of,
      operationNumber(operation),
    );
  }

  /** A new frame with `n` more bytes in front, for a header that the caller writes at once. */
  push(of: number, n: number, linkType: LinkType): number {
    const length = (this.#length[of] as number) + n;
    const room = this.#headroom[of] as number;
    if (room >= n) {
      this.#headroom[of] = 0;
      const type = linkType === 'ethernet' ? 0 : 1;
      return this.#add(
        this.#chunk[of] as number,
        (this.#offset[of] as number) - n,
        length,
        room - n,
        type,
        of,
        operationNumber('push'),
      );
    }
    const made = this.create(length, 0, linkType, of, 'push');
    this.buffer(made).set(this.view(of), this.offset(made) + n);
    return made;
  }

  /** A new frame with a copy of the bytes, `extra` zero bytes behind: for rewriting and padding. */
  clone(of: number, operation: Operation, extra = 0, headroom = 0): number {
    const type: LinkType = (this.#type[of] as number) === 0 ? 'ethernet' : 'ipv4';
    const made = this.create((this.#length[of] as number) + extra, headroom, type, of, operation);
    this.buffer(made).set(this.view(of), this.offset(made));
    return made;
  }

  /** A new frame that begins `n` bytes later: the packet inside a frame. */
  pull(of: number, n: number, length: number, linkType: LinkType): number {
    const type = linkType === 'ethernet' ? 0 : 1;
    return this.#add(
      this.#chunk[of] as number,
      (this.#offset[of] as number) + n,
      length,
      0,
      type,
      of,
      operationNumber('pull'),
    );
  }

  /** Says at which device the frame is seen, and in which direction: that makes it part of captures and counters. */
  seen(frame: number, dev: number, direction: 'sent' | 'received'): void {
    const way = direction === 'sent' ? 1 : 2;
    const before = this.#latest[dev * 2 + way];
    this.#dev[frame] = dev;
    this.#direction[frame] = way;
    this.#nth[frame] = before === undefined ? 1 : (this.#nth[before] as number) + 1;
    this.#octets[frame] =
      (this.#length[frame] as number) + (before === undefined ? 0 : (this.#octets[before] as number));
    this.#latest[dev * 2 + way] = frame;
  }

  /** The chunk a frame's bytes stand in; they begin at `offset(frame)`. For codecs on the hot path. */
  buffer(frame: number): Uint8Array {
    return this.#chunks[this.#chunk[frame] as number] as Uint8Array;
  }
  offset(frame: number): number {
    return this.#offset[frame] as number;
  }
  length(frame: number): number {
    return this.#length[frame] as number;
  }
  /** The frame's bytes, as a view: do not write. */
  view(frame: number): Uint8Array {
    const offset = this.offset(frame);
    return this.buffer(frame).subarray(offset, offset + this.length(frame));
  }
  devOf(frame: number): number {
    return this.#dev[frame] as number;
  }
  directionOf(frame: number): Direction {
    return DIRECTIONS[this.#direction[frame] as number] as Direction;
  }
  stageOf(frame: number): number {
    return this.#stage[frame] as number;
  }
  /** The frame this one came from, or -1. */
  fromOf(frame: number): number {
    return this.#from[frame] as number;
  }

  frame(id: number): Frame {
    const from = this.#from[id] as number;
    const dev = this.#dev[id] as number;
    return {
      id,
      bytes: this.view(id),
      linkType: (this.#type[id] as number) === 0 ? 'ethernet' : 'ipv4',
      from: from < 0 ? undefined : from,
      operation: OPERATIONS[this.#operation[id] as number] as Operation,
      stage: this.#stage[id] as number,
      dev: dev < 0 ? undefined : dev,
      direction: this.directionOf(id),
    };
  }

  /** Whether the frame was made before position `p` of the journal. */
  existsAt(frame: number, p: number): boolean {
    return (this.#born[frame] as number) < p;
  }

  /** How many frames exist at position `p`: frames are numbered in the order they were made. */
  countAt(p: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#born[middle] as number) < p) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many frames, and octets in all, went through a device in a direction before position `p`. */
  trafficAt(dev: number, direction: 'sent' | 'received', p: number): { frames: number; octets: number } {
    const wanted = direction === 'sent' ? 1 : 2;
    for (let f = this.countAt(p) - 1; f >= 0; f--) {
      if (this.#dev[f] !== dev || this.#direction[f] !== wanted) continue;
      return { frames: this.#nth[f] as number, octets: this.#octets[f] as number };
    }
    return { frames: 0, octets: 0 };
  }

  /** The frames that exist at position `p`, in a store of their own. Bytes are shared; new ones go to new chunks. */
  fork(p: number, now: () => { stage: number; last: number }): FrameStore {
    const count = this.countAt(p);
    const copy = new FrameStore(now);
    copy.#count = count;
    copy.#chunks = this.#chunks.slice();
    copy.#chunk = forked(this.#chunk, count);
    copy.#offset = forked(this.#offset, count);
    copy.#length = forked(this.#length, count);
    copy.#headroom = new Uint8Array(copy.#chunk.length);
    copy.#type = forked(this.#type, count);
    copy.#from = forked(this.#from, count);
    copy.#operation = forked(this.#operation, count);
    copy.#stage = forked(this.#stage, count);
    copy.#born = forked(this.#born, count);
    copy.#dev = forked(this.#dev, count);
    copy.#direction = forked(this.#direction, count);
    copy.#nth = forked(this.#nth, count);
    copy.#octets = forked(this.#octets, count);
    for (let f = 0; f < count; f++) {
      if (copy.#direction[f] !== 0) copy.#latest[(copy.#dev[f] as number) * 2 + (copy.#direction[f] as number)] = f;
    }
    return copy;
  }

  /** Bytes reserved for facts and contents. */
  get byteLength(): number {
    return this.#chunks.reduce((sum, c) => sum + c.length, this.#chunk.length * 44);
  }

  #add(chunk: number, offset: number, length: number, room: number, type: number, from: number, op: number): number {
    const at = this.#count;
    if (at === this.#chunk.length) this.#grow();
    const { stage, last } = this.#now();
    this.#chunk[at] = chunk;
    this.#offset[at] = offset;
    this.#length[at] = length;
    this.#headroom[at] = room;
    this.#type[at] = type;
    this.#from[at] = from;
    this.#operation[at] = op;
    this.#stage[at] = stage;
    this.#born[at] = last;
    this.#dev[at] = -1;
    this.#direction[at] = 0;
    this.#count = at + 1;
    return at;
  }

  #grow(): void {
    const room = roomFor(this.#count);
    this.#chunk = grown(this.#chunk, room);
    this.#offset = grown(this.#offset, room);
    this.#length = grown(this.#length, room);
    this.#headroom = grown(this.#headroom, room);
    this.#type = grown(this.#type, room);
    this.#from = grown(this.#from, room);
    this.#operation = grown(this.#operation, room);
    this.#stage = grown(this.#stage, room);
    this.#born = grown(this.#born, room);
    this.#dev = grown(this.#dev, room);
    this.#direction = grown(this.#direction, room);
    this.#nth = grown(this.#nth, room);
    this.#octets = grown(this.#octets, room);
  }
}

const operationNumber = (op: Operation): number => OPERATIONS.indexOf(op);
