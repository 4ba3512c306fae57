// How ping writes what happened: times, errors, the summary (iputils ping_common.c, pr_icmph()).
import { formatIpv4 } from '../wire/index.js';

/** iputils writes three decimals below 1 ms, fewer above. `us` in µs. */
export function milliseconds(us: number): string {
  const digits = (n: number, count: number) => String(n).padStart(count, '0');
  if (us >= 100_000 - 50) return String(Math.floor((us + 500) / 1000));
  if (us >= 10_000 - 5) return `${Math.floor((us + 50) / 1000)}.${Math.floor(((us + 50) % 1000) / 100)}`;
  if (us >= 1000) return `${Math.floor((us + 5) / 1000)}.${digits(Math.floor(((us + 5) % 1000) / 10), 2)}`;
  return `0.${digits(us, 3)}`;
}

/** Milliseconds with three decimals, as in the summary. `us` in µs. */
export const thousandths = (us: number): string => `${Math.floor(us / 1000)}.${String(us % 1000).padStart(3, '0')}`;

const UNREACHABLE: Readonly<Record<number, string>> = {
  0: 'Destination Net Unreachable',
  1: 'Destination Host Unreachable',
  2: 'Destination Protocol Unreachable',
  3: 'Destination Port Unreachable',
  5: 'Source Route Failed',
  6: 'Destination Net Unknown',
  7: 'Destination Host Unknown',
  8: 'Source Host Isolated',
  9: 'Destination Net Prohibited',
  10: 'Destination Host Prohibited',
  11: 'Destination Net Unreachable for Type of Service',
  12: 'Destination Host Unreachable for Type of Service',
  13: 'Packet filtered',
  14: 'Precedence Violation',
  15: 'Precedence Cutoff',
};

const REDIRECT: Readonly<Record<number, string>> = {
  0: 'Redirect Network',
  1: 'Redirect Host',
  2: 'Redirect Type of Service and Network',
  3: 'Redirect Type of Service and Host',
};

/** iputils pr_icmph(): an ICMP error in words. `info` is the word after the checksum. */
export function icmpErrorText(type: number, code: number, info: number): string {
  if (type === 3 && code === 4) return `Frag needed and DF set (mtu = ${info & 0xffff})`;
  if (type === 3) return UNREACHABLE[code] ?? `Dest Unreachable, Bad Code: ${code}`;
  if (type === 4) return 'Source Quench';
  if (type === 5) {
    const what = REDIRECT[code] ?? `Redirect, Bad Code: ${code}`;
    return `${what}(New nexthop: ${formatIpv4(info)})`;
  }
  if (type === 11)
    return ['Time to live exceeded', 'Frag reassembly time exceeded'][code] ?? `Time exceeded, Bad Code: ${code}`;
  if (type === 12) return `Parameter problem: pointer = ${info >>> 24}`;
  return `Bad ICMP type: ${type}`;
}

/** C's %g of a single-precision number: six significant digits, no zeros at the end. */
export const percent = (n: number): string => String(Number(Math.fround(n).toPrecision(6)));
