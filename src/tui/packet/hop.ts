// What the last hop did to a frame: the frame it is to be compared with, from the lineage of frames, and the difference. Pure.
// Read first: sim/frames.ts, debug/field-changes.ts.
import { type FrameChange, frameChange, NO_CHANGE } from '../../debug/index.js';
import type { View } from '../view.js';

/**
 * The frame as it was one hop ago, or undefined for what was built here. Sent on by a node: as that node received it. Just
 * received: as it was received one node earlier, so that what the wire and what the node did both count; from its builder: as
 * it was sent. Still in a stack: as it came in, or the packet before its last header.
 */
export function hopBefore(view: View, frame: number): number | undefined {
  const { frames } = view.session.world;
  const isReceived = frames.directionOf(frame) === 'received';
  const sent = isReceived ? ancestor(view, frame, 'sent') : frame;
  if (sent === undefined) return undefined;
  const before = ancestor(view, sent, 'received');
  if (before !== undefined) return before;
  if (isReceived) return sent;
  const { from, operation, linkType } = frames.frame(frame);
  if (from === undefined || operation === 'answer') return undefined;
  // What IP is to carry has no header yet: nothing to compare with; nor do bytes that begin at another header.
  const was = frames.linkTypeOf(from);
  return was === 'data' || (was === linkType && operation === 'push') ? undefined : from;
}

/** The nearest frame that it came from and that was seen going that way; what was built in answer came from none. */
function ancestor(view: View, frame: number, direction: 'sent' | 'received'): number | undefined {
  const { frames } = view.session.world;
  for (let at = frame; frames.frame(at).operation !== 'answer'; ) {
    at = frames.fromOf(at);
    if (at < 0) return undefined;
    if (frames.directionOf(at) === direction) return at;
  }
  return undefined;
}

/** What differs from one hop ago. */
export function hopChange(view: View, frame: number): FrameChange {
  const before = hopBefore(view, frame);
  if (before === undefined) return NO_CHANGE;
  const { frames } = view.session.world;
  return frameChange(frames.frame(before), frames.frame(frame));
}
