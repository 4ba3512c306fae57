// How traceroute writes a probe, and how long it waits for one (traceroute 2.1, print_probe(), get_timeout()).
import { formatIpv4 } from '../wire/index.js';
import type { TracerouteOptions } from './traceroute-options.js';

/** `sent` of a probe that has yet to be sent: time 0 is a time like any other. */
export const UNSENT = -1;

/** One probe. Times are ns; `received` is 0 for none. */
export interface Probe {
  readonly sent: number;
  readonly received: number;
  readonly socket: number;
  /** Who answered. */
  readonly from: number;
  /** `!H` and the like. */
  readonly error: string;
  readonly done: boolean;
  /** No probe with a greater TTL is needed. */
  readonly final: boolean;
}

/** traceroute DEF_WAIT_PREC */
const PRECISION = 10_000_000;

/** How long probe `n` is waited for: less, where others of its hop or of later ones were answered. ns */
export function timeout(options: TracerouteOptions, probes: readonly Probe[], n: number): number {
  const { queries, waitNs, hereFactor, nearFactor } = options;
  const tookAt = (probe: Probe | undefined) => (probe?.done === true ? probe.received - probe.sent : 0);
  if (hereFactor > 0) {
    const first = n - (n % queries);
    for (let i = first; i < first + queries; i++) {
      const took = tookAt(probes[i]);
      if (took > 0) return Math.min((took + PRECISION) * hereFactor, waitNs);
    }
  }
  if (nearFactor > 0) {
    for (let i = n + 1; (probes[i]?.sent ?? UNSENT) !== UNSENT; i++) {
      const took = tookAt(probes[i]);
      if (took > 0) return Math.min((took + PRECISION) * nearFactor, waitNs);
    }
  }
  return waitNs;
}

/** ` *`, or the answer: its address where it is not the one before's, the time, a mark for what it said. */
export function probeText({ queries, numeric }: TracerouteOptions, probes: readonly Probe[], n: number): string {
  const probe = probes[n] as Probe;
  if (probe.from === 0) return ' *';
  let before = n - 1;
  while (before >= n - (n % queries) && (probes[before] as Probe).from === 0) before--;
  const same = before >= n - (n % queries) && (probes[before] as Probe).from === probe.from;
  const address = formatIpv4(probe.from);
  const who = same ? '' : numeric ? ` ${address}` : ` ${address} (${address})`;
  const time = probe.received > 0 ? `  ${((probe.received - probe.sent) / 1e6).toFixed(3)} ms` : '';
  return `${who}${time}${probe.error === '' ? '' : ` ${probe.error}`}`;
}
