// Netfilter's five hooks. They stand where Linux has them; nothing is registered in them yet, so a packet passes and the
// stage says so.
import { stageKind } from '../journal/index.js';
import type { Netns, Stack } from './stack.js';

export const NF_HOOK = stageKind('nf_hook', 'Linux NF_HOOK()', 'path', ['nf.empty']);
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

const ARGS: Readonly<Record<Hook, { readonly hook: Hook }>> = {
  PREROUTING: { hook: 'PREROUTING' },
  INPUT: { hook: 'INPUT' },
  FORWARD: { hook: 'FORWARD' },
  OUTPUT: { hook: 'OUTPUT' },
  POSTROUTING: { hook: 'POSTROUTING' },
};

/** Asks a hook about a packet. */
export function hook(stack: Stack, _ns: Netns, name: Hook, _packet: number): boolean {
  stack.world.journal.note(NF_HOOK, 'nf.empty', ARGS[name]);
  return true;
}
