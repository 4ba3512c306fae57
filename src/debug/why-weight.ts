// How much the end of one copy of a packet says about why its journey did not come to its goal. Read follow.ts first.
import type { Hop } from './follow.js';
import { placeOf } from './stage-place.js';
import type { Target } from './target.js';
import { fieldValue } from './why-frame.js';

const FLYING = 5;
/** Refused by a router on the way, to whose MAC address the frame was sent. */
const REFUSED = 2.5;
const LOST = 2;
/** A copy that somebody else had no use for. */
export const BYSTANDER = 1;

/** The greater, the more it says; `goal` is the node that the journey was to come to. */
export function weight(target: Target, hop: Hop, goal: string | undefined): number {
  const { end } = hop;
  if (end === undefined || end.kind === 'in-flight') return FLYING;
  if (placeOf(target, end.stage).node === goal) return end.kind === 'dropped' ? 4 : 3;
  // On its way out or on a wire: nobody refused it, it was lost.
  if (hop.direction !== 'received') return LOST;
  return end.kind === 'dropped' && isMeant(target, hop) ? REFUSED : BYSTANDER;
}

function isMeant(target: Target, { frame, dev }: Hop): boolean {
  const row = target.world.journal.tableNamed('netdev')?.get(dev as number) as { readonly mac: number } | undefined;
  return row !== undefined && fieldValue(target, frame, 'eth.dst') === row.mac;
}
