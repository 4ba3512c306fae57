// Reassembly (stub until the milestone after).
import { stageKind } from '../journal/index.js';
import { ipv4 } from '../wire/index.js';
import type { Skb } from './skb.js';
import type { Stack } from './stack.js';

export const IP_DEFRAG = stageKind('ip_defrag', 'RFC 791 §3.2, Linux ip_defrag()', 'decision', ['ip.fragment']);

export function defrag(stack: Stack, skb: Skb): Skb | undefined {
  const { buf, off } = skb;
  if (ipv4.get.mf(buf, off) === 0 && ipv4.get.fragOffset(buf, off) === 0) return skb;
  const args = { frame: skb.frame, dev: skb.dev, src: ipv4.get.src(buf, off), ip: ipv4.get.dst(buf, off) };
  stack.world.journal.note(IP_DEFRAG, 'ip.fragment', args, 'drop');
  return undefined;
}
