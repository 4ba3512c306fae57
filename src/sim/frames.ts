// Every frame and packet that ever existed, as bytes in one arena. A frame is an integer; its facts stand in columns;
// its bytes never change once another frame or a queue knows it. Copies that do not alter a byte share bytes.
import { CHUNK, copyOf, MASK, type Narrow, putNarrow, SHIFT, sizeOf } from '../journal/index.js';

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
  'answer', // built in answer to another: the beginning of a journey of its own
  'regenerate', // sent on bit by bit by a hub
  'damage', // a bit changed on the way, under the old FCS
  'tag', // a VLAN tag put in behind the addresses, or another VLAN in a tag
  'untag', // a VLAN tag taken out
] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * What the first byte belongs to: an Ethernet header, an IPv4 header of a packet that has no frame yet, or what IP is to
 * carry before it has a header at all.
 */
export type LinkType = (typeof LINK_TYPES)[number];
const LINK_TYPES = ['ethernet', 'ipv4', 'data'] as const;

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

/** Bytes per block of the arena, more than any frame is long; a place is a block's number and an offset in it. */
const BLOCK_SHIFT = 18;
const BLOCK = 1 << BLOCK_SHIFT;
const MOST_BLOCKS = 1 << (32 - BLOCK_SHIFT);

const narrow = (): Narrow => new Uint16Array(CHUNK);

const makeChunk = (firstStage = 0) => ({
  /** Where in the arena the bytes are. */
  place: new Uint32Array(CHUNK),
  length: narrow(),
  headroom: new Uint8Array(CHUNK),
  type: new Uint8Array(CHUNK),
  /** How many frames earlier the one was made that it came from; 0 when it came from none. */
  back: narrow(),
  operation: new Uint8Array(CHUNK),
  /** Behind the stage that made the chunk's first frame. */
  stage: narrow(),
  firstStage,
  /** The last stage begun when it was made, behind the one that made it (which of the two counts: see `existsAt`). */
  born: narrow(),
  /** The device's number, plus 1; 0 for none. */
  dev: narrow(),
  direction: new Uint8Array(CHUNK),
  /** Of a frame that was sent or received: how many frames and octets went that way at its device, it included. */
  nth: new Int32Array(CHUNK),
  octets: new Float64Array(CHUNK),
});
type Chunk = ReturnType<typeof makeChunk>;

/** The stage at work, and the last one begun. */
interface Moment {
  readonly stage: number;
  readonly last: number;
}

export class FrameStore {
  readonly #now: () => Moment;
  #blocks: Uint8Array[] = [];
  #used = BLOCK;
  #count = 0;
  #chunks: Chunk[] = [];
  /** Last frame by device and direction: an index over the columns. */
  #latest: number[] = [];
  #watcher: ((frame: number, dev: number, sent: boolean) => void) | undefined;

  constructor(now: () => Moment) {
    this.#now = now;
  }

  get count(): number {
    return this.#count;
  }

  /** Room for a new frame of `length` bytes, zeroed, with `headroom` bytes in front for headers pushed later. */
  create(length: number, headroom: number, linkType: LinkType, from = -1, operation: Operation = 'origin'): number {
    const size = length + headroom;
    if (this.#used + size >= BLOCK) this.#newBlock(size);
    const place = (this.#blocks.length - 1) * BLOCK + this.#used + headroom;
    this.#used += size;
    return this.#add(place, length, headroom, linkType, from, operation);
  }

  /** A new frame with the same bytes. */
  copy(of: number, operation: Operation): number {
    return this.#add(this.#place(of), this.length(of), 0, this.linkTypeOf(of), of, operation);
  }

  /** A new frame with `n` more bytes in front, for a header that the caller writes at once. */
  push(of: number, n: number, linkType: LinkType): number {
    const length = this.length(of) + n;
    const { headroom } = this.#chunk(of);
    const room = headroom[of & MASK] as number;
    if (room >= n) {
      headroom[of & MASK] = 0;
      return this.#add(this.#place(of) - n, length, room - n, linkType, of, 'push');
    }
    const made = this.create(length, 0, linkType, of, 'push');
    this.buffer(made).set(this.view(of), this.offset(made) + n);
    return made;
  }

  /** A new frame with a copy of the bytes, `extra` zero bytes behind: for rewriting and padding. */
  clone(of: number, operation: Operation, extra = 0, headroom = 0): number {
    const made = this.create(this.length(of) + extra, headroom, this.linkTypeOf(of), of, operation);
    this.buffer(made).set(this.view(of), this.offset(made));
    return made;
  }

  /** A new frame that begins `n` bytes later: the packet inside a frame. */
  pull(of: number, n: number, length: number, linkType: LinkType): number {
    return this.#add(this.#place(of) + n, length, 0, linkType, of, 'pull');
  }

  /** Says at which device the frame is seen, and in which direction: that makes it part of captures and counters. */
  seen(frame: number, dev: number, direction: 'sent' | 'received'): void {
    const way = direction === 'sent' ? 1 : 2;
    const before = this.#latest[dev * 2 + way];
    const chunk = this.#chunk(frame);
    const at = frame & MASK;
    chunk.dev = putNarrow(chunk.dev, at, dev + 1);
    chunk.direction[at] = way;
    chunk.nth[at] = before === undefined ? 1 : this.#nth(before) + 1;
    chunk.octets[at] = this.length(frame) + (before === undefined ? 0 : this.#octets(before));
    this.#latest[dev * 2 + way] = frame;
    this.#watcher?.(frame, dev, way === 1);
  }

  /** Registers who is shown every frame as it is seen at a device (the stack, for packet sockets). */
  onSeen(watcher: (frame: number, dev: number, sent: boolean) => void): void {
    this.#watcher = watcher;
  }

  /** The block a frame's bytes stand in; they begin at `offset(frame)`. For codecs on the hot path. */
  buffer(frame: number): Uint8Array {
    return this.#blocks[this.#place(frame) >>> BLOCK_SHIFT] as Uint8Array;
  }
  offset(frame: number): number {
    return this.#place(frame) & (BLOCK - 1);
  }
  length(frame: number): number {
    return this.#chunk(frame).length[frame & MASK] as number;
  }
  /** The frame's bytes, as a view: do not write. */
  view(frame: number): Uint8Array {
    const offset = this.offset(frame);
    return this.buffer(frame).subarray(offset, offset + this.length(frame));
  }
  devOf(frame: number): number {
    return (this.#chunk(frame).dev[frame & MASK] as number) - 1;
  }
  directionOf(frame: number): Direction {
    return DIRECTIONS[this.#chunk(frame).direction[frame & MASK] as number] as Direction;
  }
  linkTypeOf(frame: number): LinkType {
    return LINK_TYPES[this.#chunk(frame).type[frame & MASK] as number] as LinkType;
  }
  stageOf(frame: number): number {
    const chunk = this.#chunk(frame);
    return chunk.firstStage + (chunk.stage[frame & MASK] as number);
  }
  /** The frame this one came from, or -1. */
  fromOf(frame: number): number {
    const back = this.#chunk(frame).back[frame & MASK] as number;
    return back === 0 ? -1 : frame - back;
  }

  frame(id: number): Frame {
    const from = this.fromOf(id);
    const dev = this.devOf(id);
    return {
      id,
      bytes: this.view(id),
      linkType: this.linkTypeOf(id),
      from: from < 0 ? undefined : from,
      operation: OPERATIONS[this.#chunk(id).operation[id & MASK] as number] as Operation,
      stage: this.stageOf(id),
      dev: dev < 0 ? undefined : dev,
      direction: this.directionOf(id),
    };
  }

  /** Whether the frame was made before position `p` of the journal. */
  existsAt = (frame: number, p: number): boolean => this.#born(frame) < p;

  /** How many frames exist at position `p`: frames are numbered in the order they were made. */
  countAt(p: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#born(middle) < p) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many frames, and octets in all, went through a device in a direction before position `p`. */
  trafficAt(dev: number, direction: 'sent' | 'received', p: number): { frames: number; octets: number } {
    for (let f = this.countAt(p) - 1; f >= 0; f--) {
      if (this.devOf(f) !== dev || this.directionOf(f) !== direction) continue;
      return { frames: this.#nth(f), octets: this.#octets(f) };
    }
    return { frames: 0, octets: 0 };
  }

  /** The frames that exist at position `p`, in a store of their own. Bytes are shared; new ones go to new blocks. */
  fork(p: number, now: () => Moment): FrameStore {
    const copy = new FrameStore(now);
    const count = this.countAt(p);
    copy.#count = count;
    copy.#blocks = this.#blocks.slice();
    copy.#chunks = copyOf(this.#chunks, count, makeChunk);
    for (const chunk of copy.#chunks) chunk.headroom.fill(0);
    for (let f = 0; f < count; f++) {
      const way = copy.#chunk(f).direction[f & MASK] as number;
      if (way !== 0) copy.#latest[copy.devOf(f) * 2 + way] = f;
    }
    return copy;
  }

  /** Bytes reserved for facts and contents. */
  get byteLength(): number {
    const chunks = this.#chunks.reduce((sum, chunk) => sum + sizeOf(chunk), 0);
    return this.#blocks.reduce((sum, block) => sum + block.length, chunks);
  }

  #chunk(frame: number): Chunk {
    return this.#chunks[frame >> SHIFT] as Chunk;
  }
  #place(frame: number): number {
    return this.#chunk(frame).place[frame & MASK] as number;
  }
  #born(frame: number): number {
    return this.stageOf(frame) + (this.#chunk(frame).born[frame & MASK] as number);
  }
  #nth(frame: number): number {
    return this.#chunk(frame).nth[frame & MASK] as number;
  }
  #octets(frame: number): number {
    return this.#chunk(frame).octets[frame & MASK] as number;
  }

  #newBlock(size: number): void {
    if (size >= BLOCK) throw new Error(`a frame of ${size} bytes: less than ${BLOCK} will do for any protocol`);
    if (this.#blocks.length === MOST_BLOCKS) throw new Error('4 GiB of frames: the simulation has run for too long');
    this.#blocks.push(new Uint8Array(BLOCK));
    this.#used = 0;
  }

  #add(place: number, length: number, room: number, type: LinkType, from: number, operation: Operation): number {
    const id = this.#count;
    const at = id & MASK;
    const { stage, last } = this.#now();
    if (at === 0) this.#chunks.push(makeChunk(stage));
    const chunk = this.#chunk(id);
    chunk.place[at] = place;
    chunk.length = putNarrow(chunk.length, at, length);
    chunk.headroom[at] = room;
    chunk.type[at] = type === 'ethernet' ? 0 : type === 'ipv4' ? 1 : 2;
    chunk.back = putNarrow(chunk.back, at, from < 0 ? 0 : id - from);
    chunk.operation[at] = OPERATIONS.indexOf(operation);
    chunk.stage = putNarrow(chunk.stage, at, stage - chunk.firstStage);
    chunk.born = putNarrow(chunk.born, at, last - stage);
    this.#count = id + 1;
    return id;
  }
}
