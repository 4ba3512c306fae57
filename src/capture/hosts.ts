/**
 * Who speaks in a capture: the stations by their MAC addresses, with the IPv4 addresses that they claim. Reads first:
 * analysis.ts.
 */
import { arp, formatIpv4, formatMac, isGroupMac, type Span } from '../wire/index.js';

export interface Station {
  readonly mac: number;
  /** The interface at which it was heard first. */
  readonly wire: number;
  /** IPv4 addresses that it claims in ARP, in order. */
  readonly addresses: readonly number[];
}

/** What ARP says in a frame. */
export interface ArpSaid {
  readonly opcode: number;
  readonly srcMac: number;
  readonly srcIp: number;
  readonly dstMac: number;
  readonly dstIp: number;
}

export function arpOf(spans: readonly Span[]): ArpSaid | undefined {
  const last = spans.at(-1);
  return last?.header.name === arp.name ? (last.values as unknown as ArpSaid) : undefined;
}

/** Sender and receiver on the link; a cooked capture tells the sender alone. */
export function macsOf(spans: readonly Span[]): { src: number; dst: number | undefined } | undefined {
  const [first] = spans;
  const src = first?.values.src;
  if (!first || typeof src !== 'number' || isGroupMac(src) || src === 0) return undefined;
  if (first.header.name === 'eth') return { src, dst: first.values.dst as number };
  return first.header.name.startsWith('sll') ? { src, dst: undefined } : undefined;
}

/** A station that is being met. */
interface Met {
  readonly mac: number;
  readonly wire: number;
  readonly addresses: number[];
}

/** Gathers stations, frame by frame; the first `most` of them. */
export class Stations {
  readonly #most: number;
  readonly #met = new Map<number, Met>();
  /** Some were left out. */
  tooMany = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(spans: readonly Span[], wire: number): void {
    const macs = macsOf(spans);
    if (!macs) return;
    let met = this.#met.get(macs.src);
    if (!met) {
      if (this.#met.size >= this.#most) {
        this.tooMany = true;
        return;
      }
      met = { mac: macs.src, wire, addresses: [] };
      this.#met.set(macs.src, met);
    }
    const said = arpOf(spans);
    if (
      said &&
      said.srcMac === macs.src &&
      said.srcIp !== 0 &&
      met.addresses.length < 16 &&
      !met.addresses.includes(said.srcIp)
    )
      met.addresses.push(said.srcIp);
  }

  list(): readonly Station[] {
    return [...this.#met.values()];
  }
}

/** `10-0-0-1`, or the MAC address: names of nodes have no dots. Each once. */
export function stationName({ mac, addresses }: Station, taken: ReadonlySet<string>): string {
  const own = addresses[0] === undefined ? undefined : formatIpv4(addresses[0]).replaceAll('.', '-');
  return own === undefined || taken.has(own) ? formatMac(mac).replaceAll(':', '-') : own;
}
