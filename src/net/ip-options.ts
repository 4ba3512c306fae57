// IPv4 options (RFC 791 §3.1): stub until the milestone after.
import type { RouteResult } from './fib.js';
import type { Skb } from './skb.js';
import type { Netns, Stack } from './stack.js';

export function receiveOptions(_stack: Stack, _skb: Skb, _local: boolean): boolean {
  return true;
}
export function forwardOptions(_stack: Stack, _ns: Netns, _packet: number, _result: RouteResult): void {}
