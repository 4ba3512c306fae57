// arping's command line (iputils 20221126) and the device and source address that follow from it. Read getopt.ts first.
import { findRoute, isLocal, type NetdevRow, selectSource } from '../net/index.js';
import { parseIpv4 } from '../wire/index.js';
import { getopt, inetAton, integer, type UsageError, usageError } from './getopt.js';
import { ARPING_USAGE } from './iputils-usage.js';
import type { Calls } from './process.js';

export interface ArpingOptions {
  readonly dst: number;
  /** Device by -I, source by -s: as given. */
  readonly device: string | undefined;
  readonly source: string | undefined;
  /** Probes to send; -1 for no end. */
  readonly count: number;
  /** Seconds; 0 for never. */
  readonly timeout: number;
  /** Seconds between probes. */
  readonly interval: number;
  readonly quiet: boolean;
  /** -b */
  readonly broadcastOnly: boolean;
  /** -f, and with -D */
  readonly quitOnReply: boolean;
  /** -D: is the address taken? */
  readonly duplicate: boolean;
  /** -U and -A: nobody is asked, everybody told. */
  readonly unsolicited: boolean;
  /** -A: by replies. */
  readonly advert: boolean;
}

type Draft = { -readonly [K in keyof ArpingOptions]: ArpingOptions[K] };

const INT_MAX = 2147483647;

const flags: Readonly<Record<string, Partial<ArpingOptions>>> = {
  b: { broadcastOnly: true },
  f: { quitOnReply: true },
  q: { quiet: true },
  U: { unsolicited: true },
  A: { unsolicited: true, advert: true },
  D: { duplicate: true, quitOnReply: true },
};

const numbers = { c: ['count', 1], w: ['timeout', 0], i: ['interval', 0] } as const;

/** Reads arping's arguments. */
export function parseArping(argv: readonly string[]): ArpingOptions | UsageError {
  const words = getopt(argv, 'arping', 'cwiIs', 'bfDUAqhV');
  if ('message' in words) return usageError(2, words.message, ...ARPING_USAGE);
  const draft: Draft = {
    dst: 0,
    device: undefined,
    source: undefined,
    count: -1,
    timeout: 0,
    interval: 1,
    quiet: false,
    broadcastOnly: false,
    quitOnReply: false,
    duplicate: false,
    unsolicited: false,
    advert: false,
  };
  for (const [letter, text] of words.options) {
    Object.assign(draft, flags[letter]);
    if (letter === 'I') draft.device = text;
    else if (letter === 's') draft.source = text;
    else if (letter === 'h') return usageError(2, ...ARPING_USAGE);
    else if (letter === 'V') return { lines: ['arping from iputils 20221126'], status: 0, stdout: true };
    else if (letter in numbers) {
      const [field, least] = numbers[letter as keyof typeof numbers];
      const n = integer('arping', text, least, INT_MAX);
      if (typeof n !== 'number') return n;
      draft[field] = n;
    }
  }
  const host = words.operands[0];
  if (host === undefined || words.operands.length > 1) return usageError(2, ...ARPING_USAGE);
  // A probe without a pause would be sent again and again in the same instant.
  if (draft.interval === 0) return usageError(2, 'arping: netstep does not simulate floods: -i must be at least 1');
  const dst = host === 'localhost' ? 0x7f000001 : inetAton(host);
  return dst === undefined ? usageError(2, `arping: ${host}: Name or service not known`) : { ...draft, dst };
}

/** The device to ask on. */
export function arpingDevice(options: ArpingOptions, { stack, ns }: Calls): NetdevRow | UsageError {
  const say = (line: string, status = 2): UsageError => ({ lines: options.quiet ? [] : [line], status, stdout: true });
  const usable = (dev: NetdevRow) => dev.up && dev.kind !== 'loopback';
  if (options.device === undefined) {
    const route = findRoute(stack, ns, options.dst);
    const way = route === undefined || route.dev === 0 ? undefined : stack.dev(route.dev);
    const dev = way !== undefined && usable(way) ? way : ns.devices().find(usable);
    if (dev !== undefined) return dev;
    return usageError(2, 'arping: Suitable device could not be determined. Please, use option -I.');
  }
  const dev = ns.device(options.device);
  if (dev === undefined) return usageError(2, `arping: Device ${options.device} not available.`);
  if (!dev.up) return say(`Interface "${dev.name}" is down`);
  if (dev.kind === 'loopback') return say(`Interface "${dev.name}" is not ARPable`, options.duplicate ? 0 : 2);
  return dev;
}

/** The sender's address in the probes; 0 when an address is only looked for (RFC 5227 §1.1). */
export function arpingSource(options: ArpingOptions, dev: NetdevRow, { ns }: Calls): number | UsageError {
  const { source, duplicate, unsolicited, dst } = options;
  const given = source === undefined ? (unsolicited && !duplicate ? dst : undefined) : parseIpv4(source);
  if (source !== undefined && given === undefined) return usageError(2, `arping: invalid source ${source}`);
  if (given !== undefined) {
    return isLocal(ns, given) ? given : usageError(2, 'arping: bind: Cannot assign requested address');
  }
  if (duplicate) return 0;
  const own = selectSource(ns, dev, dst);
  return own ?? usageError(2, 'arping: connect: Network is unreachable');
}
