// What the internet layer of a namespace keeps in memory only: a machine that loses its power loses it.
import { creditSchema, peers } from './icmp-limit.js';
import { forgetFragments } from './ip-defrag.js';
import type { Netns, Stack } from './stack.js';

/** Forgets path MTUs, redirects, whom errors were sent to, fragments that wait. Call inside a stage. */
export function forgetIp(stack: Stack, ns: Netns): void {
  for (const [key] of [...ns.exceptions.entries()]) ns.exceptions.delete(key);
  const known = peers(stack, ns);
  for (const [key] of [...known.entries()]) known.delete(key);
  const credit = stack.world.journal.table(creditSchema, ns.name);
  for (const [key] of [...credit.entries()]) credit.delete(key);
  forgetFragments(stack, ns);
}
