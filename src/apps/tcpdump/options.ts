// tcpdump's command line (4.99). What is not simulated is refused, with the nearest option that is.
import { getopt, type UsageError, usageError } from '../getopt.js';
import { compileFilter } from './filter.js';

export interface TcpdumpOptions {
  /** Device by -i; undefined: the first that is up. */
  readonly device: string | undefined;
  /** -n: addresses and ports as numbers. */
  readonly numeric: boolean;
  /** -e: the link's header. */
  readonly link: boolean;
  /** -v … -vvv */
  readonly verbose: number;
  /** -q */
  readonly quiet: boolean;
  /** -S: sequence numbers of TCP as they stand. */
  readonly absolute: boolean;
  /** -p: frames for others stay out. */
  readonly chaste: boolean;
  /** -c; 0 for no end. */
  readonly count: number;
  /** How many -t there are, 0 to 5. */
  readonly times: number;
  /** The expression, its words joined. */
  readonly filter: string;
  /** -D: list the devices. */
  readonly list: boolean;
}

const NEAREST: Readonly<Record<string, string>> = {
  A: 'open the frame in the packet panel to see its bytes',
  x: 'open the frame in the packet panel to see its bytes',
  X: 'open the frame in the packet panel to see its bytes',
  w: '"netstep pcap" writes captures',
  r: 'capture with -i DEVICE, or open a capture with "netstep view"',
  s: 'frames are always captured whole',
  B: 'there is no buffer that could be full',
  l: 'lines are never held back: leave it out',
  U: 'lines are never held back: leave it out',
  Q: 'the filter "ether src" or "src host" tells directions apart',
  L: 'the link type is EN10MB (Ethernet)',
};
const USAGE = ['tcpdump version 4.99.3', 'Usage: tcpdump [-enpqStv] [-c COUNT] [-i DEVICE | any] [EXPRESSION]'];

/** Reads tcpdump's arguments. */
export function parseTcpdump(argv: readonly string[]): TcpdumpOptions | UsageError {
  const words = getopt(argv, 'tcpdump', 'ciwrsBQ', 'nevtqSpDhNAxXlULOK#');
  if ('message' in words) return usageError(1, words.message, ...USAGE);
  const letters = words.options.map(([letter]) => letter);
  const refused = letters.find(letter => letter in NEAREST);
  if (refused !== undefined)
    return usageError(1, `tcpdump: netstep does not simulate -${refused}: ${NEAREST[refused]}`);
  if (letters.includes('h')) return { lines: USAGE, status: 0, stdout: true };
  const times = (letter: string) => letters.filter(l => l === letter).length;
  const argument = (letter: string) => words.options.findLast(([l]) => l === letter)?.[1];
  const count = argument('c') ?? '0';
  if (!/^\d+$/.test(count) || (argument('c') !== undefined && Number(count) < 1))
    return usageError(1, `tcpdump: invalid packet count ${count}`);
  const device = argument('i');
  const filter = words.operands.join(' ');
  const problem = compileFilter(filter, device === 'any');
  if ('problem' in problem) return usageError(1, ...problem.problem);
  return {
    device,
    numeric: times('n') > 0,
    link: times('e') > 0,
    verbose: times('v'),
    quiet: times('q') > 0,
    absolute: times('S') > 0,
    chaste: times('p') > 0,
    count: Number(count),
    times: Math.min(times('t'), 5),
    filter,
    list: times('D') > 0,
  };
}
