// Half duplex: CSMA/CD as IEEE 802.3 clause 4 has it. A station listens before it sends, leaves a gap, hears a collision
// while it sends, jams, and tries again after a time drawn from the seed. A signal reaches each station after the time of
// the way there: two that begin within that time collide. Read csma-rows.ts first; repeater.ts is what hubs do.
import type { Table } from '../journal/index.js';
import { Carrier, type Wait } from './carrier.js';
import {
  ATTEMPT_LIMIT,
  BACKOFF_LIMIT,
  CSMA_BACKOFF,
  CSMA_COLLISION,
  CSMA_DEFER,
  CSMA_DETECT,
  CSMA_DONE,
  CSMA_JAM,
  CSMA_TIMER,
  CSMA_WAKE,
  GAP_BITS,
  GAP_PART2,
  JAM,
  type MacCount,
  type MacRow,
  macSchema,
  PREAMBLE_BITS,
  type SignalRow,
  SLOT,
} from './csma-rows.js';
import { LINK_TRANSMIT, type LinkRow, type Links } from './link.js';
import { Repeaters } from './repeater.js';
import { bitsNs, otherEnd } from './shared-paths.js';
import { LINK_DELIVER, sendTime } from './wire-time.js';
import type { World } from './world.js';

export class SharedMedium {
  /** Stations that have a frame to send. */
  readonly macs: Table<MacRow>;
  readonly repeaters: Repeaters;
  readonly #world: World;
  readonly #links: Links;
  readonly #carrier: Carrier;
  #free: (dev: number) => void = () => {};
  #count: (dev: number, what: MacCount, frame: number) => void = () => {};

  constructor(world: World, links: Links) {
    this.#world = world;
    this.#links = links;
    this.macs = world.journal.table(macSchema);
    this.repeaters = new Repeaters(world, links, this.macs, (dev, frame) => this.#count(dev, 'crc', frame));
    this.#carrier = new Carrier(world, links, this.repeaters);
    world.handle(CSMA_TIMER, dev => this.#timer(dev));
    world.handle(CSMA_DETECT, (dev, signal) => this.#collide(this.#mac(dev), this.repeaters.signal(signal)));
  }

  /** Who is told that a station is done with its frame, and who counts what its MAC counts. */
  onFree(free: (dev: number) => void, count: (dev: number, what: MacCount, frame: number) => void): void {
    this.#free = free;
    this.#count = count;
  }

  /** Whether a station has a frame that it sends or waits to send. */
  holds(dev: number): boolean {
    return this.macs.has(dev);
  }

  /** Takes a frame to send on a half-duplex link, as soon as the medium lets it. The station must hold none. */
  accept(link: LinkRow, dev: number, frame: number): void {
    if (this.holds(dev)) throw new Error(`device ${dev} has a frame to send already`);
    const { now } = this.#world;
    const waits = this.#carrier.mustWait(link, dev, frame, now, now, true);
    if (waits !== undefined) this.#defer(this.#fresh(dev, frame, true), waits);
    else this.#begin(link, this.#fresh(dev, frame, false));
  }

  /** A device goes down: what it sends breaks off, what it holds is lost. */
  reset(dev: number): void {
    const row = this.macs.get(dev);
    if (row === undefined) return;
    const { journal } = this.#world;
    journal.begin(CSMA_DONE, 'csma.cut-off', { frame: row.frame, dev });
    this.#cancel(row);
    this.macs.delete(dev);
    if (row.state === 'transmitting') this.#breakOff(row, this.#world.now, row.dev, row.frame);
    journal.end('drop');
  }

  #fresh(dev: number, frame: number, waited: boolean): MacRow {
    const state = 'deferring';
    return { dev, state, frame, attempts: 0, slots: 0, until: 0, signal: 0, waited, timer: -1, detect: -1 };
  }

  #mac(dev: number): MacRow {
    const row = this.macs.get(dev);
    if (row === undefined) throw new Error(`device ${dev} has no frame to send`);
    return row;
  }

  #timer(dev: number): void {
    const row = this.#mac(dev);
    if (row.state === 'transmitting') this.#finish(row);
    else if (row.state === 'jamming') this.#backOff(row);
    else this.#retry(row);
  }

  /** A wait is over: listen, and send. */
  #retry(row: MacRow): void {
    const { journal } = this.#world;
    const { dev, frame } = row;
    const link = this.#links.of(dev);
    journal.begin(CSMA_WAKE, 'csma.wait-over', { frame, dev });
    if (link?.up) this.#listen(link, row);
    else {
      this.macs.delete(dev);
      journal.note(LINK_TRANSMIT, 'link.down', { frame, dev }, 'drop');
      this.#free(dev);
    }
    journal.end();
  }

  #listen(link: LinkRow, row: MacRow): void {
    const { now } = this.#world;
    const { dev, frame } = row;
    // §4.2.3.2.2: a signal that begins in the second part of the gap is not heeded: all have the same chance.
    const deferred = row.state === 'deferring';
    const [from, to] = deferred
      ? [now - bitsNs(GAP_BITS, link.rateBps), now - bitsNs(GAP_PART2, link.rateBps)]
      : [now, now];
    const waits = this.#carrier.mustWait(link, dev, frame, from, to, !deferred);
    if (waits !== undefined) this.#defer(row, waits);
    else this.#begin(link, row);
  }

  #defer(row: MacRow, { reason, args }: Wait): void {
    const { journal } = this.#world;
    const { until } = args;
    journal.begin(CSMA_DEFER, reason, args);
    const timer = this.#world.schedule(until, CSMA_TIMER, row.dev);
    const waited = row.waited || row.attempts === 0;
    this.macs.set(row.dev, { ...row, state: 'deferring', until, waited, timer, signal: 0, detect: -1 });
    journal.end('queued');
  }

  /** Puts the frame on the medium. */
  #begin(link: LinkRow, row: MacRow): void {
    const { journal, frames, now } = this.#world;
    const { dev } = row;
    const first = row.attempts === 0;
    // What leaves after a wait is a frame of its own: a frame is sent when it is made.
    const frame = first && row.waited ? frames.push(row.frame, 0, 'ethernet') : row.frame;
    const sendNs = sendTime(frames.length(frame), link.rateBps);
    const peer = otherEnd(link, dev);
    const attempts = row.attempts + 1;
    const args = { frame, dev, peer, sendNs, delayNs: link.delayNs, attempts };
    const id = journal.begin(LINK_TRANSMIT, first ? 'link.sense' : 'link.again', args);
    if (first) frames.seen(frame, dev, 'sent');
    const end = now + sendNs;
    this.repeaters.add({ id, dev, frame, start: now, end, collided: undefined, collidedFrame: undefined });
    const timer = this.#world.schedule(end, CSMA_TIMER, dev);
    this.macs.set(dev, { ...row, state: 'transmitting', frame, attempts, until: end, signal: id, timer, detect: -1 });
    const whole = this.repeaters.ports.has(peer) ? 0 : sendNs;
    this.#world.schedule(now + whole + link.delayNs, LINK_DELIVER, peer, frame);
    this.#foresee(this.repeaters.signal(id));
    journal.end();
  }

  /** Who will hear this signal while sending, and whom its sender will hear: events at the times when they do. */
  #foresee(own: SignalRow): void {
    for (const other of this.repeaters.signals.rows()) {
      const way = other.dev === own.dev ? undefined : this.repeaters.paths.between(other.dev, own.dev);
      if (way === undefined) continue;
      const mac = this.macs.get(other.dev);
      const there = own.start + way;
      if (mac?.state === 'transmitting' && mac.signal === other.id && there < other.end) {
        this.#detectAt(other.dev, there, own.id);
      }
      const here = Math.max(own.start, other.start + way);
      if (other.end + way > here && here < own.end) this.#detectAt(own.dev, here, other.id);
    }
  }

  #detectAt(dev: number, at: number, signal: number): void {
    const { queue } = this.#world;
    const row = this.#mac(dev);
    if (row.detect >= 0 && queue.timeOf(row.detect) <= at) return;
    if (row.detect >= 0) this.#world.cancel(row.detect);
    this.macs.set(dev, { ...row, detect: this.#world.schedule(at, CSMA_DETECT, dev, signal) });
  }

  /** A station hears another one while it sends: it jams, so that all hear it, and stops. */
  #collide(row: MacRow, other: SignalRow): void {
    const { journal, now } = this.#world;
    const { dev, frame, attempts } = row;
    const own = this.repeaters.signal(row.signal);
    const rate = this.#carrier.rate(dev);
    // §4.2.3.2.3: after the slot time everybody should have heard it; a collision then means too long a cable.
    const late = now - own.start > bitsNs(SLOT, rate);
    const end = Math.max(now, own.start + bitsNs(PREAMBLE_BITS, rate)) + bitsNs(JAM, rate);
    const args = { frame, dev, other: other.dev, otherFrame: other.frame, attempts, sentNs: now - own.start };
    journal.begin(CSMA_COLLISION, late ? 'csma.late-collision' : 'csma.collision', { ...args, until: end });
    this.#cancel(row);
    const timer = this.#world.schedule(end, CSMA_TIMER, dev);
    this.macs.set(dev, { ...row, state: 'jamming', until: end, timer, detect: -1 });
    this.#count(dev, 'collisions', frame);
    if (late) this.#count(dev, 'lateCollisions', frame);
    this.#breakOff(row, end, other.dev, other.frame);
    journal.end('queued');
  }

  /** A signal ends before its frame does: what follows for those who hear it. */
  #breakOff(row: MacRow, end: number, other: number, otherFrame: number): void {
    const cut = this.repeaters.cut(row.signal, end, other, otherFrame);
    this.#carrier.leaveGap(cut);
    for (const waiting of [...this.macs.rows()]) {
      if (waiting.state !== 'deferring' || waiting.dev === row.dev) continue;
      const until = Math.max(this.#carrier.quietAfter(waiting.dev), this.#world.now);
      if (until >= waiting.until) continue;
      this.#world.cancel(waiting.timer);
      const timer = this.#world.schedule(until, CSMA_TIMER, waiting.dev);
      this.macs.set(waiting.dev, { ...waiting, until, timer });
    }
  }

  /** The jam is over: give up, or draw how long to wait (truncated binary exponential backoff). */
  #backOff(row: MacRow): void {
    const { journal, random, now } = this.#world;
    const { dev, frame, attempts } = row;
    journal.begin(CSMA_JAM, 'csma.jam-over', { frame, dev, attempts });
    if (attempts >= ATTEMPT_LIMIT) {
      journal.begin(CSMA_BACKOFF, 'csma.give-up', { frame, dev, attempts });
      this.macs.delete(dev);
      this.#count(dev, 'aborted', frame);
      journal.end('drop');
      this.#free(dev);
      journal.end();
      return;
    }
    const link = this.#links.of(dev);
    const choices = 2 ** Math.min(attempts, BACKOFF_LIMIT);
    const slots = random.below(`backoff/${link?.name}/${link?.a === dev ? 'a' : 'b'}`, choices);
    const slotNs = bitsNs(SLOT, this.#carrier.rate(dev));
    const until = now + slots * slotNs;
    const args = { frame, dev, attempts, slots, most: choices - 1, slotNs, until };
    journal.begin(CSMA_BACKOFF, 'csma.backoff', args);
    const timer = this.#world.schedule(until, CSMA_TIMER, dev);
    this.macs.set(dev, { ...row, state: 'backoff', slots, until, signal: 0, timer });
    journal.end('queued');
    journal.end('queued');
  }

  /** The last bit has left and nobody was heard: as far as the station knows, the frame is sent. */
  #finish(row: MacRow): void {
    const { journal } = this.#world;
    const { dev, frame, attempts } = row;
    journal.begin(CSMA_DONE, 'csma.done', { frame, dev, attempts });
    this.#carrier.leaveGap(this.repeaters.signal(row.signal));
    this.macs.delete(dev);
    if (row.waited) this.#count(dev, 'deferred', frame);
    if (attempts > 1) this.#count(dev, attempts === 2 ? 'single' : 'multiple', frame);
    this.repeaters.prune();
    this.#free(dev);
    journal.end();
  }

  #cancel({ timer, detect }: MacRow): void {
    if (timer >= 0) this.#world.cancel(timer);
    if (detect >= 0) this.#world.cancel(detect);
  }
}
