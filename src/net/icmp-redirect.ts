// Redirects (RFC 792, RFC 1122 §3.2.2.2, RFC 1812 §5.2.7.2; Linux ip_rt_send_redirect(), __ip_do_redirect()): a router tells a
// host of its own link that another router is nearer; the host may believe it.
import { stageKind } from '../journal/index.js';
import { ipv4 } from '../wire/index.js';
import { findRoute, isBroadcast, isGroupIp, isLocal, type RouteResult, resultOf, wayTo } from './fib.js';
import { aboutPacket, icmpSend } from './icmp-error.js';
import { peerOf, peers } from './icmp-limit.js';
import { updateGateway } from './ip-exception.js';
import { neighStart } from './neigh.js';
import { isValid, neighKey } from './neigh-table.js';
import type { Skb } from './skb.js';
import type { Netns, Stack } from './stack.js';

export const REDIRECT_SEND = stageKind(
  'ip_rt_send_redirect',
  'RFC 1812 §5.2.7.2, Linux ip_rt_send_redirect()',
  'decision',
  ['redirect.same-link', 'redirect.wait', 'redirect.ignored'],
);
export const REDIRECT_RCV = stageKind('ip_do_redirect', 'RFC 1122 §3.2.2.2, Linux __ip_do_redirect()', 'decision', [
  'redirect.accept',
  'redirect.ask-first',
  'redirect.not-from-gateway',
  'redirect.off',
  'redirect.bad-gateway',
]);

const SECOND = 1_000_000_000;
/** Linux ip_rt_redirect_load: the wait after the first redirect, doubled with each one. */
const LOAD = SECOND / 50;
/** Linux ip_rt_redirect_number and ip_rt_redirect_silence */
const MOST = 9;
const SILENCE = LOAD * 2 ** (MOST + 1);

/** Tells the sender of a packet that leaves by the device it came in by. `packet`: as it is sent on. */
export function sendRedirect(stack: Stack, skb: Skb, packet: number, { nextHop }: RouteResult): void {
  const { journal, now } = stack.world;
  const { ns, frame } = skb;
  const src = ipv4.get.src(skb.buf, skb.off);
  const known = peerOf(stack, ns, src);
  const peer = now > known.last + SILENCE ? { ...known, tokens: 0, redirects: 0 } : known;
  const args = { frame, dev: skb.dev, src, ip: ipv4.get.dst(skb.buf, skb.off), gateway: nextHop, netns: ns.name };
  if (peer.redirects >= MOST) {
    journal.begin(REDIRECT_SEND, 'redirect.ignored', { ...args, limit: MOST });
    peers(stack, ns).set(src, { ...peer, last: now });
    journal.end();
    return;
  }
  if (peer.redirects > 0 && now <= peer.last + LOAD * 2 ** peer.redirects) {
    journal.note(REDIRECT_SEND, 'redirect.wait', args);
    return;
  }
  journal.begin(REDIRECT_SEND, 'redirect.same-link', args);
  icmpSend(stack, ns, { ...aboutPacket(stack, packet), dev: skb.dev }, { type: 5, code: 1, info: nextHop });
  peers(stack, ns).set(src, { ...peer, last: now, redirects: peer.redirects + 1 });
  journal.end();
}

/** A router says that `gateway` is nearer to `dst`; `from` is the router, `dev` the device it was heard at. */
export function acceptRedirect(
  stack: Stack,
  ns: Netns,
  said: { readonly frame: number; readonly dev: number; readonly from: number; readonly dst: number },
  gateway: number,
): void {
  const { journal } = stack.world;
  const { frame, from, dst } = said;
  const args = { frame, dev: said.dev, src: from, ip: dst, gateway, netns: ns.name };
  const way = wayTo(stack, ns, dst);
  const refuse = (reason: (typeof REDIRECT_RCV)['reasons'][number]) => journal.note(REDIRECT_RCV, reason, args, 'drop');
  // RFC 1122 §3.2.2.2: only from the router that is used for this destination now.
  if (way === undefined || way.nextHop !== from || way.route.gateway === undefined) {
    refuse('redirect.not-from-gateway');
    return;
  }
  const settings = ns.inDev(said.dev);
  if (!settings.acceptRedirects) {
    refuse('redirect.off');
    return;
  }
  if (gateway === from || !plausible(stack, ns, said.dev, from, gateway)) {
    refuse('redirect.bad-gateway');
    return;
  }
  const row = ns.neighs.get(neighKey(way.dev, gateway));
  if (row === undefined || !isValid(row.state)) {
    journal.begin(REDIRECT_RCV, 'redirect.ask-first', args);
    neighStart(stack, ns, stack.dev(way.dev), gateway);
    journal.end();
    return;
  }
  journal.begin(REDIRECT_RCV, 'redirect.accept', args);
  updateGateway(stack, ns, resultOf(stack, way.route, dst), dst, gateway);
  journal.end();
}

/** Whether a gateway may be one: an address of this network, and with secure_redirects 1 a default router known. */
function plausible(stack: Stack, ns: Netns, dev: number, from: number, gateway: number): boolean {
  if (isGroupIp(gateway) || gateway >>> 24 === 0 || isBroadcast(ns, gateway) || isLocal(ns, gateway)) return false;
  const settings = ns.inDev(dev);
  if (settings.sharedMedia) return findRoute(stack, ns, gateway)?.type === 'unicast';
  let near = false;
  for (const addr of ns.addrs.rows()) {
    const within = (ip: number) => (addr.ip ^ ip) >>> 0 < 2 ** (32 - addr.prefix);
    near ||= addr.dev === dev && within(gateway) && within(from);
  }
  if (!near || !settings.secureRedirects) return near;
  return ns.routes.find(r => r.prefix === 0 && r.gateway === gateway && r.dev === dev) !== undefined;
}
