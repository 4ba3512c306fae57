// tcpdump 4.99: writes a line for every frame that a device of the node sends or receives, in the event in which that happens.
// It sees what a packet socket sees (net/packet-tap.ts). Lines come at once, as with -l.
import { type NetdevRow, openTap } from '../../net/index.js';
import { epochSeconds } from '../../wire/index.js';
import { isUsageError, type UsageError } from '../getopt.js';
import { type Calls, program, type Seen } from '../process.js';
import { compileFilter } from './filter.js';
import { frameLine, type Heard } from './line.js';
import { parseTcpdump, type TcpdumpOptions } from './options.js';
import type { TcpFlow } from './tcp.js';

interface TcpdumpState {
  readonly options: TcpdumpOptions;
  readonly captured: number;
  /** Times of the first packet and of the last one; -1 for none. */
  readonly first: number;
  readonly last: number;
  readonly flows: readonly TcpFlow[];
}

const SECOND = 1_000_000_000;
const DAY = 86_400;

/** Filters by the options they belong to: compiled once, and again wherever the options came from a saved state. */
const filters = new WeakMap<TcpdumpOptions, (frame: Uint8Array) => boolean>();
function passes(options: TcpdumpOptions, frame: Uint8Array): boolean {
  let filter = filters.get(options);
  if (filter === undefined) {
    const compiled = compileFilter(options.filter, options.device === 'any');
    filter = 'passes' in compiled ? compiled.passes : () => true;
    filters.set(options, filter);
  }
  return filter(frame);
}

const micro = (ns: number): string => String(Math.floor((ns % SECOND) / 1000)).padStart(6, '0');
const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');

function clock(ns: number): string {
  const seconds = Math.floor(ns / SECOND) % DAY;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${micro(ns)}`;
}

function date(ns: number): string {
  const days = Math.floor(ns / SECOND / DAY);
  // A run ends after 52 days at the latest: January or February.
  return days < 31 ? `2000-01-${two(days + 1)}` : `2000-02-${two(days - 30)}`;
}

/** What stands before a line, as the -t's say. */
function stamp(now: number, { options, first, last }: TcpdumpState): string {
  switch (options.times) {
    case 1:
      return '';
    case 2:
      return `${epochSeconds + Math.floor(now / SECOND)}.${micro(now)} `;
    case 3:
      return ` ${clock(last < 0 ? 0 : now - last)} `;
    case 4:
      return `${date(now)} ${clock(now)} `;
    case 5:
      return ` ${clock(first < 0 ? 0 : now - first)} `;
    default:
      return `${clock(now)} `;
  }
}

function finish({ captured }: TcpdumpState, calls: Calls): void {
  const packets = `${captured} packet${captured === 1 ? '' : 's'}`;
  calls.complain(`${packets} captured`);
  calls.complain(`${packets} received by filter`);
  calls.complain('0 packets dropped by kernel');
  calls.exit(0);
}

function refuse({ lines, status, stdout }: UsageError, calls: Calls): undefined {
  for (const line of lines) stdout ? calls.print(line) : calls.complain(line);
  calls.exit(status);
  return undefined;
}

function list(devices: readonly NetdevRow[], calls: Calls): undefined {
  const lines = devices.map(dev => {
    const flags = [
      dev.up ? 'Up' : '',
      dev.up && dev.running ? 'Running' : '',
      dev.kind === 'loopback' ? 'Loopback' : '',
    ];
    return `${dev.name} [${flags.filter(flag => flag !== '').join(', ')}]`;
  });
  for (const [i, line] of [...lines, 'any (Pseudo-device that captures on all interfaces) [Up, Running]'].entries())
    calls.print(`${i + 1}.${line}`);
  calls.exit(0);
  return undefined;
}

/** The device to look at: 0 for all. */
function deviceOf(options: TcpdumpOptions, calls: Calls): number | UsageError {
  const devices = calls.ns.devices();
  const say = (line: string): UsageError => ({ lines: [line], status: 1 });
  if (options.device === 'any') return 0;
  const { device } = options;
  if (device === undefined) {
    const first = devices.find(d => d.up && d.kind !== 'loopback') ?? devices.find(d => d.up);
    return first?.id ?? say('tcpdump: no suitable device found');
  }
  const named = devices.find(d => d.name === device);
  if (named === undefined)
    return say(`tcpdump: ${device}: No such device exists (${devices.map(d => d.name).join(', ')}, any do)`);
  return named.up ? named.id : say(`tcpdump: ${device}: That device is not up`);
}

export const tcpdump = program<TcpdumpState | undefined>({
  name: 'tcpdump',
  start(argv, calls) {
    const options = parseTcpdump(argv);
    if (isUsageError(options)) return refuse(options, calls);
    if (options.list) return list(calls.ns.devices(), calls);
    const dev = deviceOf(options, calls);
    if (typeof dev !== 'number') return refuse(dev, calls);
    openTap(calls.stack, calls.ns, calls.pid, dev, dev !== 0 && !options.chaste);
    const name = dev === 0 ? 'any' : calls.stack.dev(dev).name;
    const type = dev === 0 ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)';
    if (dev === 0) calls.complain('tcpdump: data link type LINUX_SLL2');
    if (options.verbose > 0)
      calls.complain(`tcpdump: listening on ${name}, link-type ${type}, snapshot length 262144 bytes`);
    else {
      calls.complain('tcpdump: verbose output suppressed, use -v[v]... for full protocol decode');
      calls.complain(`listening on ${name}, link-type ${type}, snapshot length 262144 bytes`);
    }
    return { options, captured: 0, first: -1, last: -1, flows: [] };
  },

  on(wakeup, state, calls) {
    if (state !== undefined && wakeup === 'interrupt') finish(state, calls);
    return state;
  },

  seen(state, { dev, frame, direction }: Seen, calls) {
    if (state === undefined) return state;
    const bytes = calls.stack.world.frames.view(frame);
    const { options } = state;
    if (!passes(options, bytes)) return state;
    const { now } = calls;
    const heard: Heard = { flows: state.flows };
    const place = options.device === 'any' ? { name: dev.name, ifindex: dev.ifindex, direction } : undefined;
    const text = frameLine(bytes, options, heard, place);
    for (const line of (stamp(now, state) + text).split('\n')) calls.print(line);
    const captured = state.captured + 1;
    const first = state.first < 0 ? now : state.first;
    const next = { options, captured, first, last: now, flows: heard.flows };
    if (captured === options.count) finish(next, calls);
    return next;
  },
});
