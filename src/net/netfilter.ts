// Netfilter's five hooks. They stand where Linux has them; nothing is registered in them yet, so a packet passes and the
// stage says so.
import { stageKind } from '../journal/index.js';
import type { Netns, Stack } from './stack.js';

export const NF_HOOK = stageKind('nf_hook', 'Linux NF_HOOK()', 'path', ['nf.empty']);
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** Asks a hook about a packet. */
export function hook(stack: Stack, ns: Netns, name: Hook, frame: number): boolean {
  stack.world.journal.note(NF_HOOK, 'nf.empty', { hook: name, frame, netns: ns.name });
  return true;
}
