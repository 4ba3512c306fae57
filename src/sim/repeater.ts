// What is on a shared medium, and what hubs do with it: a hub takes in bits at one port and sends them out at all others at
// once, without looking at them and without waiting for the rest. Read csma-rows.ts first.
import type { Key, Table } from '../journal/index.js';
import {
  CSMA_FRAGMENT,
  HUB_REPEAT,
  type MacRow,
  NIC_FRAGMENT,
  REPEATER_BITS,
  type RepeaterPortRow,
  repeaterPortSchema,
  type SignalRow,
  signalSchema,
} from './csma-rows.js';
import { descends } from './flight.js';
import { LINK_RECEIVE, LINK_TRANSMIT, type LinkRow, type Links } from './link.js';
import { bitsNs, otherEnd, SharedPaths } from './shared-paths.js';
import { LINK_DELIVER, sendTime } from './wire-time.js';
import type { World } from './world.js';

export class Repeaters {
  readonly signals: Table<SignalRow>;
  readonly ports: Table<RepeaterPortRow>;
  readonly paths: SharedPaths;
  readonly #world: World;
  readonly #links: Links;
  readonly #macs: Table<MacRow>;
  readonly #broken: (dev: number, frame: number) => void;

  /** `broken` is called for a device that takes in a frame which another one ran into unheard. */
  constructor(world: World, links: Links, macs: Table<MacRow>, broken: (dev: number, frame: number) => void) {
    this.#world = world;
    this.#links = links;
    this.#macs = macs;
    this.#broken = broken;
    this.signals = world.journal.table(signalSchema);
    this.ports = world.journal.table(repeaterPortSchema);
    this.paths = new SharedPaths(links, this.ports);
    world.handle(CSMA_FRAGMENT, (dev, frame) => this.#fragment(dev, frame));
  }

  /** Makes a device a port of a hub, or switches it on and off. */
  setPort(dev: number, hub: number, on: boolean): void {
    this.ports.set(dev, { dev, hub, on });
  }

  signal(id: number): SignalRow {
    const row = this.signals.find(s => s.id === id);
    if (row === undefined) throw new Error(`no signal ${id}`);
    return row;
  }

  /** A signal begins. Keys are used again, so that the table stays as small as the medium's traffic is dense. */
  add(signal: SignalRow): void {
    this.prune();
    let key = 1;
    while (this.signals.has(key)) key++;
    this.signals.set(key, signal);
  }

  #keyOf(id: number): Key {
    for (const [key, row] of this.signals.entries()) if (row.id === id) return key;
    throw new Error(`no signal ${id}`);
  }

  /** A signal ends early: whoever would have got its frame gets the beginning of it. */
  cut(id: number, end: number, collided: number, collidedFrame: number): SignalRow {
    const row = { ...this.signal(id), end, collided, collidedFrame };
    this.signals.set(this.#keyOf(id), row);
    for (const entry of this.#world.pending()) {
      if (entry.kind !== LINK_DELIVER.id || this.ports.has(entry.a) || !descends(this.#world, entry.b, row.frame))
        continue;
      this.#world.cancel(entry.id);
      this.#sendFragment(row, entry.a, entry.b);
    }
    return row;
  }

  /** A frame reaches a device on a half-duplex link: its first bit a hub's port, its last one a station. */
  arrive(link: LinkRow, dev: number, sent: number): void {
    const port = this.ports.get(dev);
    const signal = this.#signalOf(sent, dev);
    if (port !== undefined) this.#repeat(port, link, sent, signal);
    else this.#receive(link, dev, sent, signal);
  }

  #receive(link: LinkRow, dev: number, sent: number, signal: SignalRow | undefined): void {
    const { journal } = this.#world;
    if (signal !== undefined && this.paths.between(signal.dev, dev) === undefined) {
      journal.note(LINK_RECEIVE, 'link.cut', { frame: sent, dev }, 'drop');
      return;
    }
    const other = signal && this.#overlapping(signal, dev);
    if (signal === undefined || other === undefined) {
      this.#links.take(link, dev, sent, () => this.prune());
      return;
    }
    const args = { frame: sent, dev, from: signal.dev, other: other.dev, otherFrame: other.frame };
    journal.begin(NIC_FRAGMENT, 'nic.overlap', args);
    this.#broken(dev, sent);
    this.prune();
    journal.end('drop');
  }

  /** Another signal that is at a device at the same time as this one. */
  #overlapping(signal: SignalRow, dev: number): SignalRow | undefined {
    const way = this.paths.between(signal.dev, dev) ?? 0;
    return this.signals.find(other => {
      const there = other.id === signal.id ? undefined : this.paths.between(other.dev, dev);
      if (there === undefined) return false;
      return other.start + there < signal.end + way && other.end + there > signal.start + way;
    });
  }

  #repeat(port: RepeaterPortRow, link: LinkRow, sent: number, signal: SignalRow | undefined): void {
    const { journal, frames } = this.#world;
    const { dev } = port;
    if (!port.on) {
      journal.note(LINK_RECEIVE, 'link.cut', { frame: sent, dev }, 'drop');
      return;
    }
    journal.begin(LINK_RECEIVE, 'link.first-bit', { frame: sent, dev });
    const arrived = this.#links.spoil(link, dev, sent);
    if (arrived !== undefined) {
      const frame = frames.copy(arrived, 'wire');
      frames.seen(frame, dev, 'received');
      const other = signal && this.#meets(signal, port);
      if (signal !== undefined && other !== undefined) {
        const args = { frame, dev, from: signal.dev, other: other.dev, otherFrame: other.frame };
        journal.note(HUB_REPEAT, 'hub.collision', args, 'drop');
      } else {
        const out = [...this.paths.outlets(port)];
        journal.begin(HUB_REPEAT, 'hub.repeat', { frame, dev, ports: out.map(([outlet]) => outlet) });
        for (const [outlet, cable] of out) this.#sendOn(outlet, cable, frame, signal);
        journal.end();
      }
    }
    this.prune();
    journal.end(arrived === undefined ? 'drop' : 'pass');
  }

  /** Another signal that is in the hub when this one comes to it. */
  #meets(signal: SignalRow, port: RepeaterPortRow): SignalRow | undefined {
    const { now } = this.#world;
    const inside = [...this.ports.rows()].filter(p => p.hub === port.hub);
    return this.signals.find(other => {
      if (other.id === signal.id || other.dev === signal.dev) return false;
      const ways = inside.map(p => this.paths.between(other.dev, p.dev)).filter(way => way !== undefined);
      if (ways.length === 0) return false;
      const way = Math.min(...ways);
      return other.start + way <= now && other.end + way > now;
    });
  }

  #sendOn(dev: number, cable: LinkRow, frame: number, signal: SignalRow | undefined): void {
    const { journal, frames, now } = this.#world;
    const peer = otherEnd(cable, dev);
    const copy = frames.copy(frame, 'regenerate');
    journal.begin(LINK_TRANSMIT, 'link.repeat', { frame: copy, dev, peer, delayNs: cable.delayNs });
    frames.seen(copy, dev, 'sent');
    const first = now + bitsNs(REPEATER_BITS, cable.rateBps) + cable.delayNs;
    if (this.ports.has(peer)) this.#world.schedule(first, LINK_DELIVER, peer, copy);
    else if (signal !== undefined && signal.collided !== undefined) this.#sendFragment(signal, peer, copy);
    else {
      const way = signal && this.paths.between(signal.dev, peer);
      const last =
        signal === undefined ? first + sendTime(frames.length(copy), cable.rateBps) : signal.end + (way ?? 0);
      this.#world.schedule(Math.max(first, last), LINK_DELIVER, peer, copy);
    }
    journal.end();
  }

  /** What is left of a broken-off frame passes a station; one that sends itself has heard the collision already. */
  #sendFragment(signal: SignalRow, dev: number, frame: number): void {
    const state = this.#macs.get(dev)?.state;
    if (state === 'transmitting' || state === 'jamming') return;
    const at = signal.end + (this.paths.between(signal.dev, dev) ?? 0);
    this.#world.schedule(Math.max(this.#world.now, at), CSMA_FRAGMENT, dev, frame);
  }

  #fragment(dev: number, frame: number): void {
    const { journal, now } = this.#world;
    const whole = this.signals.find(
      s =>
        s.collided !== undefined &&
        descends(this.#world, frame, s.frame) &&
        s.end + (this.paths.between(s.dev, dev) ?? 0) <= now,
    );
    const from = whole?.dev ?? this.#world.frames.devOf(frame);
    const other = whole?.collided ?? from;
    const args = { frame, dev, from, other, otherFrame: whole?.collidedFrame ?? frame };
    const sentNs = whole === undefined ? 0 : whole.end - whole.start;
    journal.begin(NIC_FRAGMENT, other === from ? 'nic.cut-off' : 'nic.fragment', { ...args, sentNs });
    this.prune();
    journal.end('drop');
  }

  /** The signal that brings a frame to a device: of several attempts the one that gets there now, or the last whole one. */
  #signalOf(frame: number, dev: number): SignalRow | undefined {
    const mine = [...this.signals.rows()].filter(s => descends(this.#world, frame, s.frame));
    const begins = (s: SignalRow) => s.start + (this.paths.between(s.dev, dev) ?? Number.NaN) === this.#world.now;
    return mine.find(begins) ?? mine.find(s => s.collided === undefined) ?? mine[0];
  }

  /** Forgets signals that have passed everybody, brought their frame, and can no longer run into one that is under way. */
  prune(): void {
    const { now } = this.#world;
    const sent = new Set<number>();
    for (const row of this.#macs.rows()) {
      if (row.detect >= 0) return;
      // Its sender is not done with it, if only because another event of this very time comes first.
      if (row.state === 'transmitting' || row.state === 'jamming') sent.add(row.signal);
    }
    const rows = [...this.signals.rows()];
    const last = (s: SignalRow) => s.end + this.paths.farthest(s.dev);
    const gone = rows.filter(s => last(s) <= now && !sent.has(s.id));
    if (gone.length === 0) return;
    const due = this.#world.pending().filter(e => SIGNAL_EVENTS.includes(e.kind));
    const open = rows.filter(s => last(s) > now || sent.has(s.id));
    for (const s of gone) {
      const brings = due.some(e => descends(this.#world, e.b, s.frame));
      if (!brings && open.every(other => other.start > last(s))) this.signals.delete(this.#keyOf(s.id));
    }
  }
}

const SIGNAL_EVENTS: readonly number[] = [LINK_DELIVER.id, CSMA_FRAGMENT.id];
