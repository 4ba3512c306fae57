// How many ICMP errors a node sends (RFC 1812 §4.3.2.8): to each host by a bucket of tokens, which redirects and refusals of
// routes share, and to all together by another (Linux icmpv4_xrlim_allow(), icmp_global_allow(), ip_error(), struct inet_peer).
import { numberSchema, tableSchema } from '../journal/index.js';
import type { Netns, Stack } from './stack.js';

export interface PeerRow {
  readonly ip: number;
  /** What may still be sent to it at `last`: ns of waiting saved up. */
  readonly tokens: number;
  /** When something was last sent, or asked for. */
  readonly last: number;
  /** Redirects sent in a row. */
  readonly redirects: number;
}
export const peerSchema = tableSchema<PeerRow>(
  'inet-peer',
  'Hosts that were sent ICMP errors',
  { ip: 'ipv4', tokens: 'duration', last: 'time', redirects: 'int' },
  ['ip'],
);

/** `credit`: messages that may be sent before time is counted again; `stamp`: since when it counts (ns). */
export const creditSchema = numberSchema('icmp-credit', 'ICMP errors that may still be sent');

const SECOND = 1_000_000_000;
const MS = 1_000_000;
/** Linux XRLIM_BURST_FACTOR */
const BURST = 6;
/** Linux ip_rt_error_cost and ip_rt_error_burst: one refusal a second, five at once. */
const ERROR_COST = SECOND;
const ERROR_BURST = 5 * SECOND;
/** Linux inet_getpeer(): a new entry counts as silent for a minute. */
const SILENT = 60 * SECOND;

export const peers = (stack: Stack, ns: Netns) => stack.world.journal.table(peerSchema, ns.name);

/** What is known of a host; a new entry where nothing is. */
export function peerOf(stack: Stack, ns: Netns, ip: number): PeerRow {
  return peers(stack, ns).get(ip) ?? { ip, tokens: 0, last: stack.world.now - SILENT, redirects: 0 };
}

/** Takes `cost` out of a host's bucket of at most `most`; whether there was that much. */
function take(stack: Stack, ns: Netns, ip: number, cost: number, most: number): boolean {
  const { now } = stack.world;
  const peer = peerOf(stack, ns, ip);
  const tokens = Math.min(peer.tokens + now - peer.last, most);
  const enough = tokens >= cost;
  const { redirects } = peer;
  peers(stack, ns).set(ip, { ip, tokens: enough ? tokens - cost : tokens, last: now, redirects });
  return enough;
}

/** Whether a route's refusal may be told to a host (Linux ip_error()). */
export const allowError = (stack: Stack, ns: Netns, ip: number): boolean =>
  take(stack, ns, ip, ERROR_COST, ERROR_BURST);

/** Linux icmpv4_mask_allow(): messages that nothing limits. */
function isFree(ns: Netns, type: number, code: number): boolean {
  if (type > 18 || (type === 3 && code === 4)) return true;
  return ((ns.sysctl('net.ipv4.icmp_ratemask') >>> type) & 1) === 0;
}

/** Whether a node may send a message of a type at all now (Linux icmp_global_allow()). */
export function allowGlobal(stack: Stack, ns: Netns, type: number, code: number): boolean {
  if (isFree(ns, type, code)) return true;
  const { journal, now } = stack.world;
  const table = journal.table(creditSchema, ns.name);
  let credit = table.get('credit') ?? 0;
  if (credit <= 0) {
    const passed = Math.min(now - (table.get('stamp') ?? -SECOND), SECOND);
    if (passed < SECOND / 50) return false;
    const more = Math.floor((ns.sysctl('net.ipv4.icmp_msgs_per_sec') * passed) / SECOND);
    if (more === 0) return false;
    credit = Math.min(credit + more, ns.sysctl('net.ipv4.icmp_msgs_burst'));
    table.set('stamp', now);
  }
  table.set('credit', credit - 1);
  return true;
}

/** Whether a node may send one more to this host (Linux icmpv4_xrlim_allow()). */
export function allowPeer(stack: Stack, ns: Netns, ip: number, type: number, code: number): boolean {
  if (isFree(ns, type, code)) return true;
  const cost = ns.sysctl('net.ipv4.icmp_ratelimit') * MS;
  return cost === 0 || take(stack, ns, ip, cost, BURST * cost);
}
