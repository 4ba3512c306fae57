// Links: cables between two devices. A frame takes the time its bits need at the link's rate, then the propagation
// delay; its arrival is one event, at its last bit. Loss is drawn from the link's own random stream.
import { numberSchema, stageKind, type Table, tableSchema } from '../journal/index.js';
import { eventKind, type World } from './world.js';

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
    up: 'bool',
  },
  ['name'],
);
const endSchema = numberSchema('link-end', 'Which link a device hangs on');
const busySchema = numberSchema('link-busy', 'Until when a device is sending (ns)');

export const LINK_TRANSMIT = stageKind('link_transmit', 'IEEE 802.3 §4.2.8', 'path', [
  'link.transmit',
  'link.down',
  'link.none',
]);
export const LINK_RECEIVE = stageKind('link_receive', 'IEEE 802.3 §4.2.9', 'path', ['link.receive', 'link.cut']);
export const LINK_LOSS = stageKind('link_loss', 'a fault of the lesson', 'decision', ['link.lost']);

export const LINK_DELIVER = eventKind('link_deliver');

/** IEEE 802.3 §4.4.2: 7 octets preamble + 1 SFD, 4 octets FCS, 12 octets of time between frames, 60 without FCS. */
const PREAMBLE = 8;
const FCS = 4;
const GAP = 12;
const MINIMUM = 60;

export class Links {
  readonly links: Table<LinkRow>;
  readonly #end: Table<number>;
  readonly #busy: Table<number>;
  readonly #world: World;
  #receiver: (dev: number, frame: number) => void = () => {};

  constructor(world: World) {
    this.#world = world;
    this.links = world.journal.table(linkSchema);
    this.#end = world.journal.table(endSchema);
    this.#busy = world.journal.table(busySchema);
    world.handle(LINK_DELIVER, (dev, frame) => this.#deliver(dev, frame));
  }

  /** Who is to be called, inside the receive stage, with every frame that arrives. */
  onReceive(receiver: (dev: number, frame: number) => void): void {
    this.#receiver = receiver;
  }

  /** Adds a cable. Both devices must be free. */
  add(link: Omit<LinkRow, 'id'>): LinkRow {
    const row = { id: this.links.size + 1, ...link };
    for (const dev of [row.a, row.b]) {
      if (this.#end.has(dev)) throw new Error(`device ${dev} hangs on a link already`);
      this.#end.set(dev, row.id);
    }
    this.links.set(row.id, row);
    return row;
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
    const length = frames.length(frame);
    const peer = link.a === dev ? link.b : link.a;
    const sendNs = link.medium === 'veth' ? 0 : bitTime(PREAMBLE + Math.max(length, MINIMUM) + FCS, link.rateBps);
    const gapNs = link.medium === 'veth' ? 0 : bitTime(GAP, link.rateBps);
    journal.begin(LINK_TRANSMIT, 'link.transmit', { frame, dev, peer, sendNs, delayNs: link.delayNs });
    frames.seen(frame, dev, 'sent');
    if (sendNs + gapNs > 0) this.#busy.set(dev, world.now + sendNs + gapNs);
    world.schedule(world.now + sendNs + link.delayNs, LINK_DELIVER, peer, frame);
    journal.end();
  }

  #deliver(dev: number, sent: number): void {
    const { journal, frames, random } = this.#world;
    const link = this.of(dev);
    if (link === undefined || !link.up) {
      journal.note(LINK_RECEIVE, 'link.cut', { frame: sent, dev }, 'drop');
      return;
    }
    const short = MINIMUM - frames.length(sent);
    journal.begin(LINK_RECEIVE, 'link.receive', { frame: sent, dev });
    if (link.loss > 0 && random.chance(`loss/${link.name}`, link.loss)) {
      journal.note(LINK_LOSS, 'link.lost', { frame: sent, dev, loss: link.loss }, 'drop');
      journal.end('drop');
      return;
    }
    const pads = link.medium === 'ethernet' && short > 0;
    const frame = pads ? frames.clone(sent, 'pad', short) : frames.copy(sent, 'wire');
    frames.seen(frame, dev, 'received');
    this.#receiver(dev, frame);
    journal.end();
  }
}

/** Time that a frame of `length` takes on the wire, with all that stands before and behind it. */
export function wireTime(length: number, rateBps: number): number {
  return bitTime(PREAMBLE + Math.max(length, MINIMUM) + FCS + GAP, rateBps);
}

/** Time of `octets` at `rate` bit/s, in whole ns, rounded up; 0 for no limit. */
function bitTime(octets: number, rate: number): number {
  return rate === 0 ? 0 : Math.ceil((octets * 8e9) / rate);
}
