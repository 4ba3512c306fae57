// IPv4 options on their way (RFC 791 §3.1, RFC 1812 §5.2.4; Linux net/ipv4/ip_options.c): where a packet has been (record
// route), when (timestamp), and source routes, which nobody obeys any more (accept_source_route 0). The bytes of a packet that
// came in never change: a node that writes into its options makes a packet of its own.
import { stageKind } from '../journal/index.js';
import { ipv4 } from '../wire/index.js';
import { isLocal, type RouteResult, selectSource } from './fib.js';
import { icmpSend } from './icmp-error.js';
import { sealHeader } from './ip-output.js';
import type { Skb } from './skb.js';
import type { Netns, Stack } from './stack.js';

export const IP_OPTIONS = stageKind('ip_options', 'RFC 791 §3.1, Linux ip_rcv_options()', 'decision', [
  'options.read',
  'options.wrong',
  'options.source-route',
]);

const END = 0;
const NOP = 1;
const RECORD_ROUTE = 7;
const TIMESTAMP = 68;
const ROUTER_ALERT = 148;
const SOURCE_ROUTES: readonly number[] = [131, 137];
/** Flags of a timestamp: times only, each after its address, only at these addresses. */
const [TIME_ONLY, WITH_ADDRESS, AT_ADDRESSES] = [0, 1, 3];

/** What the options of a header ask for: places in the header, 0 for none. */
interface Compiled {
  /** Where the field is wrong, 0 for nowhere. */
  wrong: number;
  sourceRoute: boolean;
  /** Where an address was written by record route or timestamp, to be corrected by who sends the packet on. */
  readonly addresses: number[];
  changed: boolean;
}

interface Node {
  /** The address to write down here. */
  readonly own: number;
  /** Milliseconds since midnight UT. */
  readonly time: number;
  readonly isOwn: (ip: number) => boolean;
}

const put32 = (buf: Uint8Array, at: number, value: number): void => {
  for (let i = 0; i < 4; i++) buf[at + i] = (value >>> (24 - 8 * i)) & 0xff;
};
const get32 = (buf: Uint8Array, at: number): number =>
  (((buf[at] as number) << 24) |
    ((buf[at + 1] as number) << 16) |
    ((buf[at + 2] as number) << 8) |
    (buf[at + 3] as number)) >>>
  0;

/** Virtual time 0 is a midnight. */
const DAY_MS = 86_400_000;
const timeOf = (stack: Stack): number => Math.floor(stack.world.now / 1_000_000) % DAY_MS;

/** Reads options and writes into them what the node has to say (Linux __ip_options_compile()). `at`, `end`: in `buf`. */
function compile(buf: Uint8Array, header: number, at: number, end: number, node: Node): Compiled {
  const done: Compiled = { wrong: 0, sourceRoute: false, addresses: [], changed: false };
  const seen = new Set<number>();
  while (at < end) {
    const kind = buf[at] as number;
    if (kind === END) break;
    if (kind === NOP) {
      at++;
      continue;
    }
    const size = at + 1 < end ? (buf[at + 1] as number) : 0;
    if (size < 2 || at + size > end) {
      done.wrong = at - header;
      break;
    }
    const twice = seen.has(kind) && kind !== ROUTER_ALERT;
    seen.add(kind);
    const wrong = twice ? at : one(buf, at, size, node, done);
    if (wrong !== 0) {
      done.wrong = wrong - header;
      break;
    }
    at += size;
  }
  return done;
}

/** One option; where it is wrong, 0 if it is not. */
function one(buf: Uint8Array, at: number, size: number, node: Node, done: Compiled): number {
  const kind = buf[at] as number;
  if (SOURCE_ROUTES.includes(kind)) {
    if (size < 3) return at + 1;
    if ((buf[at + 2] as number) < 4) return at + 2;
    done.sourceRoute = true;
  } else if (kind === RECORD_ROUTE) {
    if (size < 3) return at + 1;
    const pointer = buf[at + 2] as number;
    if (pointer < 4) return at + 2;
    if (pointer > size) return 0;
    if (pointer + 3 > size) return at + 2;
    put32(buf, at + pointer - 1, node.own);
    done.addresses.push(at + pointer - 1);
    buf[at + 2] = pointer + 4;
    done.changed = true;
  } else if (kind === TIMESTAMP) return stamp(buf, at, size, node, done);
  else if (kind === ROUTER_ALERT && size < 4) return at + 1;
  return 0;
}

function stamp(buf: Uint8Array, at: number, size: number, node: Node, done: Compiled): number {
  if (size < 4) return at + 1;
  const pointer = buf[at + 2] as number;
  const flag = (buf[at + 3] as number) & 15;
  if (pointer < 5) return at + 2;
  if (pointer > size) {
    const overflow = (buf[at + 3] as number) >> 4;
    if (flag === AT_ADDRESSES) return 0;
    if (overflow === 15) return at + 3;
    buf[at + 3] = flag | ((overflow + 1) << 4);
    done.changed = true;
    return 0;
  }
  const place = at + pointer - 1;
  const width = flag === TIME_ONLY ? 4 : 8;
  if (flag !== TIME_ONLY && flag !== WITH_ADDRESS && flag !== AT_ADDRESSES) return at + 3;
  if (pointer + width - 1 > size) return at + 2;
  if (flag === AT_ADDRESSES && !node.isOwn(get32(buf, place))) return 0;
  if (flag === WITH_ADDRESS) {
    put32(buf, place, node.own);
    done.addresses.push(place);
  }
  put32(buf, place + width - 4, node.time);
  buf[at + 2] = pointer + width;
  done.changed = true;
  return 0;
}

/** What a packet that came in is after its options were read; undefined: they stopped it. */
export function receiveOptions(stack: Stack, skb: Skb): Skb | undefined {
  const { journal, frames } = stack.world;
  const { buf, off, end, ns, frame } = skb;
  const header = ((buf[off] as number) & 15) * 4;
  const src = ipv4.get.src(buf, off);
  const dst = ipv4.get.dst(buf, off);
  const own = isLocal(ns, dst) ? dst : (selectSource(ns, stack.dev(skb.dev), src) ?? 0);
  const copy = buf.slice(off, end);
  const node: Node = { own, time: timeOf(stack), isOwn: ip => isLocal(ns, ip) };
  const { wrong, sourceRoute, changed } = compile(copy, 0, ipv4.minSize, header, node);
  const args = { frame, dev: skb.dev, src, ip: dst, netns: ns.name };
  if (wrong !== 0) {
    journal.begin(IP_OPTIONS, 'options.wrong', { ...args, at: wrong });
    icmpSend(stack, ns, skb, { type: 12, code: 0, info: wrong });
    journal.end('drop');
    return undefined;
  }
  if (sourceRoute) {
    journal.note(IP_OPTIONS, 'options.source-route', args, 'drop');
    return undefined;
  }
  journal.begin(IP_OPTIONS, 'options.read', { ...args, changed });
  journal.end();
  if (!changed) return skb;
  sealHeader(copy, 0);
  const made = frames.create(copy.length, 0, 'ipv4', frame, 'rewrite');
  const out = frames.buffer(made);
  const at = frames.offset(made);
  out.set(copy, at);
  return { ns, dev: skb.dev, frame: made, buf: out, mac: -1, off: at, end: at + copy.length, type: skb.type };
}

/** The addresses written down last become those of the device that the packet leaves by (Linux ip_forward_options()). */
export function forwardOptions(stack: Stack, ns: Netns, packet: number, { dev, nextHop }: RouteResult): void {
  const { frames } = stack.world;
  const buf = frames.buffer(packet);
  const off = frames.offset(packet);
  const own = selectSource(ns, stack.dev(dev), nextHop);
  if (own === undefined) return;
  const end = off + ((buf[off] as number) & 15) * 4;
  for (let at = off + ipv4.minSize; at < end; ) {
    const kind = buf[at] as number;
    if (kind === END) break;
    const size = kind === NOP ? 1 : (buf[at + 1] as number);
    if (kind !== NOP && size < 2) break;
    const pointer = buf[at + 2] as number;
    if (kind === RECORD_ROUTE && pointer >= 8 && pointer <= size + 1) correct(ns, buf, at + pointer - 5, own);
    const pairs = kind === TIMESTAMP && ((buf[at + 3] as number) & 15) === WITH_ADDRESS;
    if (pairs && pointer >= 13 && pointer <= size + 1) correct(ns, buf, at + pointer - 9, own);
    at += size;
  }
  sealHeader(buf, off);
}

/** Only what this node itself has written. */
function correct(ns: Netns, buf: Uint8Array, at: number, own: number): void {
  if (isLocal(ns, get32(buf, at))) put32(buf, at, own);
}

/** A sender's options, filled in as it sends them (Linux ip_options_build()). */
export function builtOptions(stack: Stack, options: Uint8Array, src: number): Uint8Array {
  const out = options.slice();
  compile(out, 0, 0, out.length, { own: src, time: timeOf(stack), isOwn: ip => ip === src });
  return out;
}

/** The options that an answer takes over (Linux ip_options_echo()): where the packet has been, and when. */
export function echoedOptions({ buf, off }: Pick<Skb, 'buf' | 'off'>): Uint8Array | undefined {
  const end = off + ((buf[off] as number) & 15) * 4;
  const out: number[] = [];
  for (let at = off + ipv4.minSize; at < end; ) {
    const kind = buf[at] as number;
    if (kind === END) break;
    const size = kind === NOP ? 1 : (buf[at + 1] as number);
    if (kind === RECORD_ROUTE || kind === TIMESTAMP) out.push(...buf.subarray(at, at + size));
    at += size;
  }
  if (out.length === 0) return undefined;
  while (out.length % 4 !== 0) out.push(END);
  return Uint8Array.from(out);
}
