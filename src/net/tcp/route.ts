// What TCP asks of routing (Linux dst_mtu()).
import { findRoute, resultOf } from '../fib.js';
import { applyException } from '../ip-exception.js';
import type { Netns, Stack } from '../stack.js';

/** The longest packet to a destination, bytes: the device's MTU, or what routers on the way have said; Ethernet's without a route. */
export function outputMtu(stack: Stack, ns: Netns, ip: number): number {
  const route = findRoute(stack, ns, ip);
  if (route === undefined) return 1500;
  const dev = route.type === 'local' ? ns.device('lo') : stack.netdevs.get(route.dev);
  const own = dev?.mtu ?? 1500;
  if (ns.exceptions.size === 0 || route.type !== 'unicast') return own;
  return applyException(stack, ns, resultOf(stack, route, ip), ip).mtu;
}
