// What TCP asks of routing.
import { findRoute } from '../fib.js';
import type { Netns, Stack } from '../stack.js';

/** The MTU of the device a destination is reached by; Ethernet's where there is no route. */
export function outputMtu(stack: Stack, ns: Netns, ip: number): number {
  const route = findRoute(stack, ns, ip);
  if (route === undefined) return 1500;
  const dev = route.type === 'local' ? ns.device('lo') : stack.netdevs.get(route.dev);
  return dev?.mtu ?? 1500;
}
