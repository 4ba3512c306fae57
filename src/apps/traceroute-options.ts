// traceroute's command line (Dmitry Butskoy's traceroute 2.1, the one of Linux distributions), with its words for what is wrong.
import { getopt, inetAton, isUsageError, type UsageError, usageError } from './getopt.js';

export interface TracerouteOptions {
  readonly host: string;
  readonly dst: number;
  /** ICMP echo requests (-I) or datagrams to ports that nobody has. */
  readonly icmp: boolean;
  readonly numeric: boolean;
  readonly first: number;
  readonly most: number;
  /** Probes for each TTL, and how many may be on their way at once. */
  readonly queries: number;
  readonly atOnce: number;
  /** First destination port; counted up with each probe. */
  readonly port: number;
  /** Longest wait for an answer, ns; three times as long as another probe of the hop took, ten times as a later hop took. */
  readonly waitNs: number;
  readonly hereFactor: number;
  readonly nearFactor: number;
  /** Wait between probes, ns. */
  readonly pauseNs: number;
  /** Whole packet, bytes. */
  readonly length: number;
  readonly tos: number;
  readonly dontFragment: boolean;
  readonly src: number | undefined;
}

const SECOND = 1_000_000_000;
const HEADERS = 28;
const NOT_SIMULATED: Readonly<Record<string, string>> = {
  '6': 'IPv6',
  T: 'probes by TCP: use -I or plain UDP',
  U: 'probes to port 53',
  D: 'probes by DCCP',
  L: 'probes by UDP-Lite',
  M: 'other methods: plain UDP and -I are there',
  P: 'probes by raw packets',
  g: 'source routes',
  i: 'binding to a device',
  r: 'bypassing the routing table',
  A: 'look-ups of autonomous systems',
  e: 'ICMP extensions',
  l: 'flow labels of IPv6',
  O: 'options of a method',
};

type Draft = { -readonly [K in keyof TracerouteOptions]: TracerouteOptions[K] };

/** What a number may be, and what traceroute says where it is not. */
const NUMBERS: Readonly<
  Record<
    string,
    readonly [key: 'first' | 'most' | 'queries' | 'atOnce' | 'port' | 'tos', least: number, most: number, wrong: string]
  >
> = {
  f: ['first', 1, 255, 'first hop out of range'],
  m: ['most', 1, 255, 'max hops cannot be more than 255'],
  q: ['queries', 1, 10, 'no more than 10 probes per hop'],
  N: ['atOnce', 1, 1000, 'bad sim_queries specified'],
  p: ['port', 1, 65535, 'bad port specified'],
  t: ['tos', 0, 255, 'bad tos specified'],
};

function set(draft: Draft, letter: string, text: string): UsageError | undefined {
  const bound = NUMBERS[letter];
  if (bound !== undefined) {
    const [key, least, most, wrong] = bound;
    const n = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(n >= least && n <= most)) return usageError(2, wrong);
    draft[key] = n;
  } else if (letter === 'w') {
    const parts = text.split(',').map(Number);
    if (parts.some(n => !(n >= 0)) || parts.length > 3) return usageError(2, `bad wait specifications \`${text}' used`);
    const [wait = 5, here = 0, near = 0] = parts;
    Object.assign(draft, { waitNs: wait * SECOND, hereFactor: here, nearFactor: near });
  } else if (letter === 'z') {
    const wait = Number(text);
    if (!(wait >= 0)) return usageError(2, `bad sendtime \`${text}' specified`);
    // traceroute: a number above 10 counts milliseconds.
    draft.pauseNs = wait * (wait > 10 ? SECOND / 1000 : SECOND);
  } else if (letter === 's') {
    const src = inetAton(text);
    if (src === undefined) return usageError(2, `${text}: Name or service not known`);
    draft.src = src;
  } else if (letter === 'I') draft.icmp = true;
  else if (letter === 'n') draft.numeric = true;
  else if (letter === 'F') draft.dontFragment = true;
  return undefined;
}

export function parseTraceroute(argv: readonly string[]): TracerouteOptions | UsageError {
  const words = getopt(argv, 'traceroute', 'fmqNptwzsgiMlO', 'In4F6TUDLrAeVhP');
  if ('message' in words) return usageError(2, words.message.replace('traceroute: ', ''));
  const draft: Draft = {
    host: '',
    dst: 0,
    icmp: false,
    numeric: false,
    first: 1,
    most: 30,
    queries: 3,
    atOnce: 16,
    port: 33434,
    waitNs: 5 * SECOND,
    hereFactor: 3,
    nearFactor: 10,
    pauseNs: 0,
    length: 60,
    tos: 0,
    dontFragment: false,
    src: undefined,
  };
  for (const [letter, text] of words.options) {
    const missing = NOT_SIMULATED[letter];
    if (missing !== undefined) return usageError(2, `traceroute: -${letter}: netstep does not simulate ${missing}`);
    if (letter === 'h' || letter === 'V') {
      const usage =
        'traceroute [-InF4] [-f FIRST] [-m MAX] [-q QUERIES] [-N AT_ONCE] [-p PORT] [-w WAIT] HOST [LENGTH]';
      return {
        lines: [letter === 'h' ? usage : 'Modern traceroute for Linux, version 2.1.2'],
        status: 0,
        stdout: true,
      };
    }
    const wrong = set(draft, letter, text);
    if (isUsageError(wrong)) return wrong;
  }
  return withHost(draft, words.operands);
}

function withHost(draft: Draft, [host, length, ...rest]: readonly string[]): TracerouteOptions | UsageError {
  if (host === undefined) {
    return usageError(
      2,
      'Specify "host" missing argument.',
      'Usage: traceroute [-InF] [-f FIRST] [-m MAX] HOST [LENGTH]',
    );
  }
  if (rest.length > 0) return usageError(2, `Extra arg \`${rest[0]}' (position 3, argc ${rest.length + 2})`);
  const dst = inetAton(host);
  if (dst === undefined) {
    const wrong = [
      `${host}: Name or service not known`,
      `Cannot handle "host" cmdline arg \`${host}' on position 1 (argc 1)`,
    ];
    return usageError(2, ...wrong);
  }
  if (draft.first > draft.most) return usageError(2, 'first hop out of range');
  if (length !== undefined) {
    const n = /^\d+$/.test(length) ? Number(length) : Number.NaN;
    if (!(n <= 65000)) return usageError(2, `too big packetlen ${length} specified`);
    draft.length = Math.max(n, HEADERS);
  }
  return { ...draft, host, dst };
}
