// Links: cables between two devices. A frame takes the time its bits need at the link's rate, then the propagation
// delay; its arrival is one event, at its last bit. Loss is drawn from the link's own random stream.
import { numberSchema, stageKind, type Table, tableSchema } from '../journal/index.js';
import { checkSequences, damage, fcsBearer } from './damage.js';
import { SharedMedium } from './shared-medium.js';
import { GAP, LINK_DELIVER, MINIMUM, octetTime, sendTime } from './wire-time.js';
import type { World } from './world.js';

/** `ethernet` counts preamble, FCS and the gap between frames, and pads; `veth` is a memory copy and pads nothing. */
export type Medium = 'ethernet' | 'veth';

export interface LinkRow {
  readonly id: number;
  readonly name: string;
  /** World-wide device numbers of its two ends. */
  readonly a: number;
  readonly b: number;
  readonly medium: Medium;
  readonly delayNs: number;
  /** Bits per second; 0 means no limit. */
  readonly rateBps: number;
  /** Probability that a frame is lost, 0 … 1. */
  readonly loss: number;
  /** Probability that a bit of a frame changes on the way, 0 … 1: its FCS tells. */
  readonly errors: number;
  /** `half`: the ends share the medium with everybody a hub connects them with (shared-medium.ts). */
  readonly duplex: 'full' | 'half';
  readonly up: boolean;
}

export const linkSchema = tableSchema<LinkRow>(
  'link',
  'Links between devices',
  {
    id: 'int',
    name: 'string',
    a: 'dev',
    b: 'dev',
    medium: 'string',
    delayNs: 'duration',
    rateBps: 'int',
    loss: 'data',
    errors: 'data',
    duplex: 'string',
    up: 'bool',
  },
  ['name'],
);
const endSchema = numberSchema('link-end', 'Which link a device hangs on');
const busySchema = numberSchema('link-busy', 'Until when a device is sending (ns)');

export const LINK_TRANSMIT = stageKind('link_transmit', 'IEEE 802.3 §4.2.8', 'path', [
  'link.transmit',
  'link.sense',
  'link.again',
  'link.repeat',
  'link.down',
  'link.none',
]);
export const LINK_RECEIVE = stageKind('link_receive', 'IEEE 802.3 §4.2.9', 'path', [
  'link.receive',
  'link.first-bit',
  'link.cut',
]);
export const LINK_LOSS = stageKind('link_loss', 'a fault of the lesson', 'decision', ['link.lost', 'link.bit-error']);

export class Links {
  readonly links: Table<LinkRow>;
  readonly #end: Table<number>;
  readonly #busy: Table<number>;
  readonly #world: World;
  /** What becomes of frames on half-duplex links. */
  readonly shared: SharedMedium;
  #receiver: (dev: number, frame: number) => void = () => {};
  #damaged: (dev: number, frame: number, carried: number, computed: number) => void = () => {};

  constructor(world: World) {
    this.#world = world;
    this.links = world.journal.table(linkSchema);
    this.#end = world.journal.table(endSchema);
    this.#busy = world.journal.table(busySchema);
    this.shared = new SharedMedium(world, this);
    world.handle(LINK_DELIVER, (dev, frame) => this.#deliver(dev, frame));
  }

  /** Who is to be called, inside the receive stage, with every frame that arrives. */
  onReceive(receiver: (dev: number, frame: number) => void): void {
    this.#receiver = receiver;
  }

  /** Who is to be called, inside the receive stage, with every frame whose FCS does not fit: what it bears, what fits. */
  onDamaged(damaged: (dev: number, frame: number, carried: number, computed: number) => void): void {
    this.#damaged = damaged;
  }

  /** Adds a cable. Both devices must be free. */
  add(link: Omit<LinkRow, 'id' | 'errors' | 'duplex'> & Partial<Pick<LinkRow, 'errors' | 'duplex'>>): LinkRow {
    const row: LinkRow = { errors: 0, duplex: 'full', ...link, id: this.#next() };
    if (row.duplex === 'half' && row.rateBps === 0) throw new Error('a half-duplex link needs a rate');
    for (const dev of [row.a, row.b]) {
      if (this.#end.has(dev)) throw new Error(`device ${dev} hangs on a link already`);
      this.#end.set(dev, row.id);
    }
    this.links.set(row.id, row);
    return row;
  }

  /** Takes a cable away: what was on it is lost. The caller cuts it first. */
  remove(link: LinkRow): void {
    const world = this.#world;
    for (const dev of [link.a, link.b]) {
      this.shared.reset(dev);
      for (const entry of world.pending()) {
        if (entry.kind !== LINK_DELIVER.id || entry.a !== dev) continue;
        world.cancel(entry.id);
        world.journal.note(LINK_RECEIVE, 'link.cut', { frame: entry.b, dev }, 'drop');
      }
      this.#end.delete(dev);
    }
    this.links.delete(link.id);
  }

  /** Numbers are not given twice: a cable that was taken away keeps its own. */
  #next(): number {
    let last = 0;
    for (const id of this.links.keysEver()) last = Math.max(last, id as number);
    return last + 1;
  }

  /** Takes a cable's second end out of its device and puts it into another one, which must be free. */
  replug(link: LinkRow, to: number, name: string, up: boolean): void {
    if (this.#end.has(to)) throw new Error(`device ${to} hangs on a link already`);
    this.#end.delete(link.b);
    this.#end.set(to, link.id);
    this.links.set(link.id, { ...link, b: to, name, up });
  }

  /** The link a device hangs on. */
  of(dev: number): LinkRow | undefined {
    const id = this.#end.get(dev);
    return id === undefined ? undefined : this.links.get(id);
  }

  /** The device at the other end. */
  peer(dev: number): number | undefined {
    const link = this.of(dev);
    return link && (link.a === dev ? link.b : link.a);
  }

  /** Whether the device sees a carrier as far as the cable goes. */
  carrier(dev: number): boolean {
    return this.of(dev)?.up ?? false;
  }

  /** Until when the device is busy sending, ns. */
  busyUntil(dev: number): number {
    return this.#busy.get(dev) ?? 0;
  }

  /** Puts a frame on the wire now. The device must not be busy. */
  transmit(dev: number, frame: number): void {
    const world = this.#world;
    const { journal, frames } = world;
    const link = this.of(dev);
    if (link === undefined || !link.up) {
      journal.note(LINK_TRANSMIT, link ? 'link.down' : 'link.none', { frame, dev }, 'drop');
      return;
    }
    if (link.duplex === 'half') {
      this.shared.accept(link, dev, frame);
      return;
    }
    const length = frames.length(frame);
    const peer = link.a === dev ? link.b : link.a;
    const sendNs = link.medium === 'veth' ? 0 : sendTime(length, link.rateBps);
    const gapNs = link.medium === 'veth' ? 0 : octetTime(GAP, link.rateBps);
    journal.begin(LINK_TRANSMIT, 'link.transmit', { frame, dev, peer, sendNs, delayNs: link.delayNs });
    frames.seen(frame, dev, 'sent');
    if (sendNs + gapNs > 0) this.#busy.set(dev, world.now + sendNs + gapNs);
    world.schedule(world.now + sendNs + link.delayNs, LINK_DELIVER, peer, frame);
    journal.end();
  }

  #deliver(dev: number, sent: number): void {
    const link = this.of(dev);
    if (link === undefined || !link.up) {
      this.#world.journal.note(LINK_RECEIVE, 'link.cut', { frame: sent, dev }, 'drop');
      return;
    }
    if (link.duplex === 'half') this.shared.repeaters.arrive(link, dev, sent);
    else this.take(link, dev, sent);
  }

  /** A whole frame has come to the end of a link: what the link did to it, and the NIC's check. `last` ends the stage. */
  take(link: LinkRow, dev: number, sent: number, last?: () => void): void {
    const { journal, frames } = this.#world;
    journal.begin(LINK_RECEIVE, 'link.receive', { frame: sent, dev });
    const arrived = link.loss > 0 || link.errors > 0 ? this.spoil(link, dev, sent) : sent;
    const good = arrived !== undefined && this.#fits(link, dev, arrived);
    if (good) {
      const short = MINIMUM - frames.length(arrived);
      const pads = link.medium === 'ethernet' && short > 0;
      const frame = pads ? frames.clone(arrived, 'pad', short) : frames.copy(arrived, 'wire');
      frames.seen(frame, dev, 'received');
      this.#receiver(dev, frame);
    }
    last?.();
    journal.end(good ? 'pass' : 'drop');
  }

  /** Whether the FCS behind a frame fits its bits; what a device sent fits unless something happened to it on its way. */
  #fits(link: LinkRow, dev: number, frame: number): boolean {
    const world = this.#world;
    if (world.frames.directionOf(frame) === 'sent' && link.duplex === 'full') return true;
    if (fcsBearer(world, frame) === frame) return true;
    const { carried, computed } = checkSequences(world, frame);
    if (carried === computed) return true;
    this.#damaged(dev, frame, carried, computed);
    return false;
  }

  /** What a link does to a frame: nothing, or a bit changes (the frame it is then), or it is lost (undefined). */
  spoil(link: LinkRow, dev: number, frame: number): number | undefined {
    const { journal, random, frames } = this.#world;
    if (link.loss > 0 && random.chance(`loss/${link.name}`, link.loss)) {
      journal.note(LINK_LOSS, 'link.lost', { frame, dev, loss: link.loss }, 'drop');
      return undefined;
    }
    if (link.errors === 0 || !random.chance(`errors/${link.name}`, link.errors)) return frame;
    const bit = random.below(`errors/${link.name}`, Math.max(frames.length(frame), MINIMUM) * 8);
    journal.begin(LINK_LOSS, 'link.bit-error', { frame, dev, errors: link.errors, bit });
    const damaged = damage(this.#world, frame, bit);
    journal.end();
    return damaged;
  }
}
