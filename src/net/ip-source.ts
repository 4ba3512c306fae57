// Whether a packet may come from where it says, by the device it came in by (RFC 1812 §5.3.8, RFC 3704; Linux
// fib_validate_source()). Read fib.ts and ip-settings.ts first.
import { stageKind } from '../journal/index.js';
import { findRoute, isLocal } from './fib.js';
import type { Netns, Stack } from './stack.js';

export const FIB_VALIDATE = stageKind('fib_validate_source', 'RFC 3704 §2, Linux fib_validate_source()', 'path', [
  'source.reverse-path',
  'source.other-way',
]);

/** `on-link`: a neighbour on this very link; `fine`: nothing against it. */
export type SourceVerdict = 'fine' | 'on-link' | 'ip.own-source' | 'ip.bad-source' | 'ip.rp-strict' | 'ip.rp-loose';

/** `oif`: device the packet is to leave by, 0 for one that stays. */
export function validateSource(stack: Stack, ns: Netns, src: number, dev: number, oif: number): SourceVerdict {
  const settings = ns.inDev(dev);
  const { rpFilter } = settings;
  if (rpFilter === 0 && (dev !== oif || !settings.sendRedirects)) {
    if (settings.acceptLocal) return 'fine';
    return isLocal(ns, src) ? 'ip.own-source' : 'fine';
  }
  return fullCheck(stack, ns, src, dev, rpFilter);
}

/** Linux __fib_validate_source(): the route back to the sender, and whether it goes by the device the packet came by. */
function fullCheck(stack: Stack, ns: Netns, src: number, dev: number, rpFilter: number): SourceVerdict {
  const { journal } = stack.world;
  const route = findRoute(stack, ns, src);
  const refused = rpFilter === 1 ? 'ip.rp-strict' : rpFilter === 2 ? 'ip.rp-loose' : 'fine';
  if (route === undefined || ['blackhole', 'unreachable', 'prohibit'].includes(route.type)) return refused;
  if (route.type === 'local') return ns.inDev(dev).acceptLocal ? 'fine' : 'ip.own-source';
  if (route.type !== 'unicast') return 'ip.bad-source';
  const args = { ip: src, dst: route.dst, prefix: route.prefix, dev, back: route.dev };
  if (route.dev === dev) {
    journal.note(FIB_VALIDATE, 'source.reverse-path', args, 'hit');
    return route.gateway === undefined ? 'on-link' : 'fine';
  }
  journal.note(FIB_VALIDATE, 'source.other-way', args, 'miss');
  if (rpFilter === 1) return 'ip.rp-strict';
  const byDev = findRoute(stack, ns, src, dev);
  return byDev?.type === 'unicast' && byDev.gateway === undefined ? 'on-link' : 'fine';
}
