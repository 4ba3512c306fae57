// What a link costs on the way to the root, by its rate (IEEE 802.1D-1998 Table 8-5; Linux port_cost(); for RSTP
// IEEE 802.1D-2004 Table 17-3, as mstpd's compute_pcost()).
import type { Stack } from '../stack.js';
import type { NetdevRow } from '../tables.js';
import type { StpVersion } from './tables.js';

const MBIT = 1_000_000;
const GBIT = 1000 * MBIT;
/** A veth says that it runs at 10 Gbit/s; what has no rate is taken for one. */
const UNLIMITED = 10 * GBIT;
/** What nobody knows the rate of is taken for 10 Mbit/s. */
const UNKNOWN = 100;

const CLASSIC: Readonly<Record<number, number>> = {
  [10 * GBIT]: 2,
  [GBIT]: 4,
  [100 * MBIT]: 19,
  [10 * MBIT]: 100,
};
/** Seen on Linux 6.18: rates between were squeezed in, so that 1 Gbit/s became 5. */
const LINUX_6_18: Readonly<Record<number, number>> = {
  ...CLASSIC,
  [5 * GBIT]: 3,
  [2.5 * GBIT]: 4,
  [GBIT]: 5,
};

/** RSTP: 20 Tbit/s cost 1, ten times slower costs ten times as much; no link is slower than 100 kbit/s. */
const RAPID_UNIT = 20_000 * GBIT;
export const MOST_RAPID_COST = 200_000_000;

export function portCost(stack: Stack, dev: NetdevRow, version: StpVersion): number {
  const link = stack.links.of(dev.id);
  if (link === undefined) return version === 'rstp' ? RAPID_UNIT / (10 * MBIT) : UNKNOWN;
  const rate = link.rateBps === 0 ? UNLIMITED : link.rateBps;
  if (version === 'rstp') return Math.min(MOST_RAPID_COST, Math.max(1, Math.floor(RAPID_UNIT / rate)));
  const recent = stack.profile === 'linux-6.18';
  if (recent && rate > 10 * GBIT) return 1;
  return (recent ? LINUX_6_18 : CLASSIC)[rate] ?? UNKNOWN;
}
