// ping's command line (iputils): what is understood, with iputils' words for what is wrong.
import { parseIpv4 } from '../wire/index.js';

export interface PingOptions {
  readonly dst: number;
  readonly host: string;
  /** Undefined: until interrupted. */
  readonly count: number | undefined;
  readonly intervalNs: number;
  /** How long to wait for the last answers, ns. */
  readonly lingerNs: number;
  /** When to end whatever happens, ns after the start. */
  readonly deadlineNs: number | undefined;
  readonly size: number;
  readonly ttl: number | undefined;
  readonly tos: number;
  readonly quiet: boolean;
  readonly broadcast: boolean;
}

/** A mistake in the arguments: what to print and the exit status. */
export interface UsageError {
  readonly message: string;
  readonly status: number;
}

const SECOND = 1_000_000_000;
const INTEGER_MAX = 2147483647;
const WITH_ARGUMENT = 'ciWwstQI';
const KNOWN = `${WITH_ARGUMENT}qnb4`;

/** Splits `-c1`, `-c 1` and `-qc 1` into options and operands; getopt's rules. */
function getopt(argv: readonly string[]): { options: [string, string][]; operands: string[] } | UsageError {
  const options: [string, string][] = [];
  const operands: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j] as string;
      if (!KNOWN.includes(letter)) return { message: `ping: invalid option -- '${letter}'`, status: 2 };
      if (!WITH_ARGUMENT.includes(letter)) {
        options.push([letter, '']);
        continue;
      }
      const argument = j + 1 < word.length ? word.slice(j + 1) : argv[++i];
      if (argument === undefined) return { message: `ping: option requires an argument -- '${letter}'`, status: 2 };
      options.push([letter, argument]);
      break;
    }
  }
  return { options, operands };
}

function integer(text: string, least: number, most: number): number | UsageError {
  if (!/^-?\d+$/.test(text)) return { message: `ping: invalid argument: '${text}'`, status: 1 };
  const n = Number(text);
  if (n >= least && n <= most) return n;
  return { message: `ping: invalid argument: '${text}': out of range: ${least} <= value <= ${most}`, status: 1 };
}

function seconds(text: string, what: string): number | UsageError {
  const n = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text)) return { message: `ping: bad ${what}: ${text}`, status: 2 };
  return Math.round(n * SECOND);
}

/** Reads ping's arguments. */
export function parsePing(argv: readonly string[]): PingOptions | UsageError {
  const words = getopt(argv);
  if ('message' in words) return words;
  const { options, operands } = words;
  const host = operands[0];
  if (host === undefined) return { message: 'ping: usage error: Destination address required', status: 1 };
  if (operands.length > 1) return { message: `ping: one destination only, not also ${operands[1]}`, status: 2 };
  const dst = host === 'localhost' ? 0x7f000001 : parseIpv4(host);
  if (dst === undefined) return { message: `ping: ${host}: Name or service not known`, status: 2 };
  const out = { count: undefined as number | undefined, interval: SECOND, linger: 10 * SECOND, size: 56, tos: 0 };
  let deadline: number | undefined;
  let ttl: number | undefined;
  let quiet = false;
  let broadcast = false;
  for (const [letter, text] of options) {
    let problem: number | UsageError = 0;
    if (letter === 'c') problem = out.count = integer(text, 1, INTEGER_MAX) as number;
    else if (letter === 'i') problem = out.interval = seconds(text, 'timing interval') as number;
    else if (letter === 'W') problem = seconds(text, 'linger time');
    else if (letter === 'w') problem = deadline = integer(text, 0, INTEGER_MAX) as number;
    else if (letter === 's') problem = out.size = integer(text, 0, INTEGER_MAX) as number;
    else if (letter === 't') problem = ttl = integer(text, 0, 255) as number;
    else if (letter === 'Q') problem = out.tos = integer(text, 0, 255) as number;
    else if (letter === 'q') quiet = true;
    else if (letter === 'b') broadcast = true;
    else if (letter === 'I') problem = { message: 'ping: -I is not simulated; ping chooses the device by route', status: 2 };
    if (typeof problem === 'object') return problem;
    if (letter === 'W' && problem > 0) out.linger = problem;
  }
  if (ttl === 0) return { message: 'ping: cannot set unicast time-to-live: Invalid argument', status: 2 };
  // Smaller intervals would let one command fill the machine; iputils allows users 2 ms.
  if (out.interval < SECOND / 500) return { message: 'ping: cannot flood; minimal interval allowed for user is 2ms', status: 2 };
  return {
    dst,
    host,
    count: out.count,
    intervalNs: out.interval,
    lingerNs: out.linger,
    deadlineNs: deadline ? deadline * SECOND : undefined,
    size: out.size,
    ttl,
    tos: out.tos,
    quiet,
    broadcast,
  };
}
