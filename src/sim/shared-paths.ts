// How far apart stations on a shared medium are: along half-duplex cables and through hubs. An index over the rows of links
// and ports, built again when they change.
import type { Table } from '../journal/index.js';
import { REPEATER_BITS, type RepeaterPortRow } from './csma-rows.js';
import type { LinkRow } from './link.js';

export interface Wiring {
  readonly links: Table<LinkRow>;
  of(dev: number): LinkRow | undefined;
}

/** Time of `bits` at `rate` bit/s, ns. */
export const bitsNs = (bits: number, rate: number): number => Math.ceil((bits * 1e9) / rate);
export const otherEnd = (link: LinkRow, dev: number): number => (link.a === dev ? link.b : link.a);

export class SharedPaths {
  readonly #wiring: Wiring;
  readonly #ports: Table<RepeaterPortRow>;
  readonly #from = new Map<number, ReadonlyMap<number, number>>();
  #versions = '';

  constructor(wiring: Wiring, ports: Table<RepeaterPortRow>) {
    this.#wiring = wiring;
    this.#ports = ports;
  }

  /** Every device that a signal from `dev` reaches, hubs' ports among them, with the time it takes, ns. */
  from(dev: number): ReadonlyMap<number, number> {
    const versions = `${this.#wiring.links.version}/${this.#ports.version}`;
    if (versions !== this.#versions) {
      this.#from.clear();
      this.#versions = versions;
    }
    let found = this.#from.get(dev);
    if (found === undefined) {
      found = this.#walk(dev);
      this.#from.set(dev, found);
    }
    return found;
  }

  /** Time that a signal takes from one device to another; undefined: it does not get there. */
  between(from: number, to: number): number | undefined {
    return from === to ? 0 : this.from(from).get(to);
  }

  /** The stations a signal from `dev` reaches, with the time it takes. */
  *stations(dev: number): Generator<readonly [station: number, delay: number]> {
    for (const entry of this.from(dev)) if (!this.#ports.has(entry[0])) yield entry;
  }

  /** Time until a signal from `dev` has reached everybody. */
  farthest(dev: number): number {
    let most = 0;
    for (const [, delay] of this.stations(dev)) most = Math.max(most, delay);
    return most;
  }

  /** The other ports of the hub that a port belongs to, where a cable hangs that works. */
  *outlets(port: RepeaterPortRow): Generator<readonly [port: number, link: LinkRow]> {
    for (const other of this.#ports.rows()) {
      if (other.hub !== port.hub || other.dev === port.dev || !other.on) continue;
      const link = this.#wiring.of(other.dev);
      if (link?.up) yield [other.dev, link];
    }
  }

  #walk(start: number): Map<number, number> {
    const reached = new Map<number, number>();
    const first = this.#wiring.of(start);
    if (!first?.up || first.duplex !== 'half') return reached;
    const ways: [number, number][] = [[otherEnd(first, start), first.delayNs]];
    for (const [dev, delay] of ways) {
      if (dev === start || reached.has(dev)) continue;
      reached.set(dev, delay);
      const port = this.#ports.get(dev);
      if (!port?.on) continue;
      for (const [out, link] of this.outlets(port)) {
        ways.push([otherEnd(link, out), delay + bitsNs(REPEATER_BITS, link.rateBps) + link.delayNs]);
      }
    }
    return reached;
  }
}
