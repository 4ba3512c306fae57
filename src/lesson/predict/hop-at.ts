// The frame that a moment is about, as a hop of its journey at the node where the moment is.
import { follow, frameAt, type Hop, type Journey, placeOf } from '../../debug/index.js';
import type { Ahead } from './ahead.js';
import type { Moment } from './question.js';

/** The frame that is handled at a moment, and the node; undefined where none is. */
export function handledAt({ target, position }: Moment): { readonly frame: number; readonly node: string } | undefined {
  const frame = position < 1 ? undefined : frameAt(target, position - 1);
  const { node } = position < 1 ? { node: undefined } : placeOf(target, position - 1);
  return frame === undefined || node === undefined ? undefined : { frame, node };
}

/** The journey as far as the branch ahead knows it, and the hop of the frame at the node: what arrives has the sender's name. */
export function hopAt(ahead: Ahead, frame: number, node: string): { journey: Journey; hop: Hop | undefined } {
  const journey = follow(ahead.target, frame, ahead.journal.stageCount);
  const here = journey.hops[journey.here];
  const next = (here?.children ?? []).map(index => journey.hops[index] as Hop);
  return { journey, hop: here?.node === node ? here : next.find(hop => hop.node === node) };
}

/** The hops by which a frame is sent on from the node where it is. */
export function sentOn({ hops }: Journey, hop: Hop): Hop[] {
  if (hop.direction === 'sent') return [hop];
  return hop.children
    .map(index => hops[index] as Hop)
    .filter(next => next.node === hop.node && next.direction === 'sent');
}

/** It is clear what became of a frame at its node: sent on, thrown away or taken in. */
export function isSettled(journey: Journey, hop: Hop): boolean {
  if (sentOn(journey, hop).length > 0) return true;
  return hop.end !== undefined && hop.end.kind !== 'waiting' && hop.end.kind !== 'in-flight';
}
