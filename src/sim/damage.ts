// Frames whose bits changed on a wire, and the FCS that tells. The FCS is not among a frame's bytes: on a wire it follows
// them, computed by the sender. A frame that is damaged keeps the FCS of what was sent, so it no longer fits.
import { flipBit, frameCheckSequence, padFrame } from '../wire/index.js';
import type { World } from './world.js';

/** A frame as it is on the wire, padded, with one bit turned over and the old FCS behind it; its number. */
export function damage(world: World, frame: number, bit: number): number {
  const { frames } = world;
  const bytes = flipBit(padFrame(frames.view(frame)), bit);
  const made = frames.clone(frame, 'damage', bytes.length - frames.length(frame));
  frames.buffer(made).set(bytes, frames.offset(made));
  return made;
}

/** The frame whose FCS a frame on a wire bears: itself, or what it was before it was damaged. */
export function fcsBearer({ frames }: World, frame: number): number {
  let damaged: number | undefined;
  for (let at = frame; at >= 0; at = frames.fromOf(at)) {
    const { operation } = frames.frame(at);
    if (operation === 'damage') damaged = frames.fromOf(at);
    else if (!CARRIED.includes(operation)) break;
  }
  return damaged ?? frame;
}

/** What is done to a frame on its way without a new FCS: a bridge or a router sends what it checked, with one of its own. */
const CARRIED: readonly string[] = ['wire', 'pad', 'repeat', 'regenerate'];

/** The FCS that stands behind a frame on the wire, and the one that its bytes give. They differ when it was damaged. */
export function checkSequences(world: World, frame: number): { readonly carried: number; readonly computed: number } {
  const fcs = (f: number) => frameCheckSequence(padFrame(world.frames.view(f)));
  return { carried: fcs(fcsBearer(world, frame)), computed: fcs(frame) };
}
