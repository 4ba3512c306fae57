// Carrier sense and the gap between frames: what a station hears, and from when on it may send (IEEE 802.3 §4.2.3.2.1,
// §4.2.3.2.2). Used by shared-medium.ts.
import type { Args, Table } from '../journal/index.js';
import { GAP_BITS, quietSchema, type SignalRow } from './csma-rows.js';
import type { LinkRow, Links } from './link.js';
import type { Repeaters } from './repeater.js';
import { bitsNs } from './shared-paths.js';
import type { World } from './world.js';

/** Why a station may not send yet. */
export interface Wait {
  readonly reason: 'csma.carrier' | 'csma.gap';
  readonly args: Args & { readonly until: number };
}

export class Carrier {
  readonly #links: Links;
  readonly #repeaters: Repeaters;
  readonly #quiet: Table<number>;

  constructor(world: World, links: Links, repeaters: Repeaters) {
    this.#links = links;
    this.#repeaters = repeaters;
    this.#quiet = world.journal.table(quietSchema);
  }

  /** What a station hears that began by `to` and goes on after `from`, or the gap it has to leave; undefined: silence. */
  mustWait(link: LinkRow, dev: number, frame: number, from: number, to: number, gap: boolean): Wait | undefined {
    const quiet = gap ? (this.#quiet.get(dev) ?? 0) : 0;
    let heard: SignalRow | undefined;
    let until = 0;
    for (const signal of this.#repeaters.signals.rows()) {
      const way = signal.dev === dev ? undefined : this.#repeaters.paths.between(signal.dev, dev);
      if (way === undefined || signal.start + way > to || signal.end + way <= from) continue;
      if (heard === undefined || signal.end + way > until) [heard, until] = [signal, signal.end + way];
    }
    const gapNs = bitsNs(GAP_BITS, link.rateBps);
    if (heard !== undefined)
      return { reason: 'csma.carrier', args: { frame, dev, other: heard.dev, until: until + gapNs } };
    return quiet > to ? { reason: 'csma.gap', args: { frame, dev, gapNs, until: quiet } } : undefined;
  }

  /** When a station may send by what it hears now: after the last signal and the gap behind it. */
  quietAfter(dev: number): number {
    let until = this.#quiet.get(dev) ?? 0;
    const gap = bitsNs(GAP_BITS, this.rate(dev));
    for (const { dev: sender, end } of this.#repeaters.signals.rows()) {
      const way = this.#repeaters.paths.between(sender, dev);
      if (way !== undefined) until = Math.max(until, end + way + gap);
    }
    return until;
  }

  /** The end of a signal is known: nobody who hears it sends before the gap behind it is over. */
  leaveGap({ dev, end }: SignalRow): void {
    const gap = bitsNs(GAP_BITS, this.rate(dev));
    this.#quiet.set(dev, Math.max(this.#quiet.get(dev) ?? 0, end + gap));
    for (const [station, way] of this.#repeaters.paths.stations(dev)) {
      this.#quiet.set(station, Math.max(this.#quiet.get(station) ?? 0, end + way + gap));
    }
  }

  /** The rate of the cable a station hangs on, bit/s. */
  rate(dev: number): number {
    return this.#links.of(dev)?.rateBps ?? 0;
  }
}
