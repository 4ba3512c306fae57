// ping's command line (iputils 20221126): what is understood, with iputils' words for what is wrong. ping runs as an
// ordinary user. Read getopt.ts first.
import { getopt, inetAton, integer, isUsageError, type UsageError, usageError } from './getopt.js';
import { PING_USAGE } from './iputils-usage.js';

export interface PingOptions {
  readonly dst: number;
  readonly host: string;
  /** Undefined: until interrupted. */
  readonly count: number | undefined;
  readonly intervalNs: number;
  /** How long to wait for an answer after the last request when none has come, ns; 0 means for ever. */
  readonly lingerNs: number;
  /** When to end whatever happens, ns after the start; 0 for never. */
  readonly deadlineNs: number;
  readonly size: number;
  readonly ttl: number | undefined;
  readonly tos: number;
  readonly quiet: boolean;
  readonly broadcast: boolean;
  /** -O: says at each request whether the one before is unanswered. */
  readonly outstanding: boolean;
  /** -D: a time stamp before each line. */
  readonly stamps: boolean;
  /** -v: says of what kind its socket is, and with each answer the identifier. */
  readonly verbose: boolean;
  /** -p: bytes to fill the data with; undefined for the usual 0, 1, 2 … */
  readonly pattern: readonly number[] | undefined;
  /** -M do: a packet that is too big is an error. `dont`: no DF bit. */
  readonly pmtu: 'do' | 'dont' | 'want';
  /** -R, -T: an option of the header that those on the way write into. */
  readonly trace: 'route' | 'times' | 'times-and-addresses' | undefined;
  /** -I: a device's name or a source address. */
  readonly from: string | undefined;
  /** Printed on the standard error before anything else. */
  readonly warnings: readonly string[];
}

const SECOND = 1_000_000_000;
const MS = 1_000_000;
const INT_MAX = 2147483647;
const LONG_MAX = '9223372036854775807';
const WITH_ARGUMENT = 'ceFiIlmMNpQsStTwW';
const PLAIN = 'aAbBCdDfhLnOqrRUvV346';
/** What is there in iputils and not here. */
const NOT_SIMULATED: Readonly<Record<string, string>> = {
  A: 'adaptive ping',
  f: 'flood ping',
  F: 'IPv6',
  N: 'IPv6',
  '6': 'IPv6',
  r: 'bypassing the routing table',
  l: 'preloading',
  m: 'packet marks',
};

/** iputils ping_strtod(): what cannot be read counts as 0, with a warning. */
function decimal(text: string, warnings: string[]): number {
  const number = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i.exec(text)?.[0] ?? '';
  if (number !== text || text === '') {
    warnings.push(
      `ping: option argument contains garbage: ${text}`,
      'ping: this will become fatal error in the future',
    );
  }
  return number === '' ? 0 : Number(number);
}

type Draft = { -readonly [K in keyof PingOptions]: PingOptions[K] } & { warnings: string[] };

const setters: Readonly<Record<string, (draft: Draft, text: string) => UsageError | undefined>> = {
  c: (draft, text) => number(draft, 'count', text, 1, LONG_MAX),
  s: (draft, text) => number(draft, 'size', text, 0, INT_MAX),
  w: (draft, text) => number(draft, 'deadlineNs', text, 0, INT_MAX, SECOND),
  t: (draft, text) => number(draft, 'ttl', text, 0, 255),
  e: (draft, text) => number(draft, undefined, text, 0, 65535),
  S: (draft, text) => number(draft, undefined, text, 1, INT_MAX),
  i(draft, text) {
    const n = decimal(text, draft.warnings);
    if (n > INT_MAX / 1000) return usageError(2, `ping: bad timing interval: ${text}`);
    draft.intervalNs = Math.trunc(n * 1000) * MS;
    return undefined;
  },
  W(draft, text) {
    const n = decimal(text, draft.warnings);
    if (n < 0 || n > INT_MAX / 1000) return usageError(2, `ping: bad linger time: ${text}`);
    draft.lingerNs = Math.trunc(n * 1000) * MS;
    return undefined;
  },
  Q(draft, text) {
    const n = /^(?:0x[\da-f]+|\d+)$/i.test(text) ? Number(text) : -1;
    if (n < 0) return usageError(2, `ping: bad TOS value: ${text}`);
    if (n > 255) return usageError(2, `ping: the decimal value of TOS bits must be in range 0-255: ${text}`);
    draft.tos = n;
    return undefined;
  },
  p(draft, text) {
    if (!/^[\da-f]{1,32}$/i.test(text)) return usageError(2, `ping: patterns must be specified as hex digits: ${text}`);
    draft.pattern = (text.match(/..?/g) ?? []).map(pair => Number.parseInt(pair, 16));
    return undefined;
  },
  M(draft, text) {
    if (text !== 'do' && text !== 'dont' && text !== 'want') return usageError(2, `ping: invalid -M argument: ${text}`);
    draft.pmtu = text;
    return undefined;
  },
  T(draft, text) {
    if (text === 'tsprespec') {
      return usageError(2, 'ping: -T tsprespec: netstep does not simulate it: use tsonly or tsandaddr');
    }
    if (text !== 'tsonly' && text !== 'tsandaddr') return usageError(2, `ping: invalid timestamp type: ${text}`);
    if (draft.trace === 'route') return usageError(2, 'ping: only one of -T or -R may be used');
    draft.trace = text === 'tsonly' ? 'times' : 'times-and-addresses';
    return undefined;
  },
  R(draft) {
    if (draft.trace !== undefined && draft.trace !== 'route')
      return usageError(2, 'ping: only one of -T or -R may be used');
    draft.trace = 'route';
    return undefined;
  },
  I(draft, text) {
    draft.from = text;
    return undefined;
  },
  h: () => usageError(2, ...PING_USAGE),
  V: () => ({ lines: ['ping from iputils 20221126'], status: 0, stdout: true }),
};

const flags: Readonly<Record<string, Partial<PingOptions>>> = {
  q: { quiet: true },
  b: { broadcast: true },
  O: { outstanding: true },
  D: { stamps: true },
  v: { verbose: true },
};

/** Reads a whole number into a field, times `unit`; without a field it is only checked. */
function number(
  draft: Draft,
  field: 'count' | 'size' | 'ttl' | 'deadlineNs' | undefined,
  text: string,
  least: number,
  most: number | string,
  unit = 1,
): UsageError | undefined {
  const n = integer('ping', text, least, most);
  if (typeof n !== 'number') return n;
  if (field !== undefined) draft[field] = n * unit;
  return undefined;
}

/** Reads ping's arguments. */
export function parsePing(argv: readonly string[]): PingOptions | UsageError {
  const words = getopt(argv, 'ping', WITH_ARGUMENT, PLAIN);
  if ('message' in words) return usageError(2, words.message, ...PING_USAGE);
  const draft: Draft = {
    dst: 0,
    host: '',
    count: undefined,
    intervalNs: SECOND,
    lingerNs: 10 * SECOND,
    deadlineNs: 0,
    size: 56,
    ttl: undefined,
    tos: 0,
    quiet: false,
    broadcast: false,
    outstanding: false,
    stamps: false,
    verbose: false,
    pattern: undefined,
    pmtu: 'want',
    trace: undefined,
    from: undefined,
    warnings: [],
  };
  for (const [letter, text] of words.options) {
    const missing = NOT_SIMULATED[letter];
    if (missing !== undefined) return usageError(2, `ping: -${letter}: netstep does not simulate ${missing}`);
    Object.assign(draft, flags[letter]);
    const problem = setters[letter]?.(draft, text);
    if (isUsageError(problem)) return problem;
  }
  return destination(draft, words.operands);
}

function destination(draft: Draft, operands: readonly string[]): PingOptions | UsageError {
  const host = operands[0];
  if (host === undefined) return usageError(1, 'ping: usage error: Destination address required');
  if (operands.length > 1) {
    return usageError(
      2,
      `ping: netstep does not simulate source routes: one destination only, not also ${operands[1]}`,
    );
  }
  if (host.includes(':')) return usageError(2, `ping: ${host}: netstep does not simulate IPv6`);
  const dst = host === 'localhost' ? 0x7f000001 : inetAton(host);
  if (dst === undefined) return usageError(2, `ping: ${host}: Name or service not known`);
  // Linux: 0.0.0.0 as a destination is this host.
  return { ...draft, host, dst: dst === 0 ? 0x7f000001 : dst };
}
