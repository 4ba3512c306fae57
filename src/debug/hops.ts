// Following a frame: where it is received next, where it was sent. A copy made by a switch counts as the frame.
import type { World } from '../sim/index.js';

/** Position right after the frame, or what came of it, is received for the first time after position `from`. */
export function nextReception(world: World, frame: number, from: number): number | undefined {
  const { frames } = world;
  const sent = frames.directionOf(frame) === 'sent';
  for (let f = frame + 1; f < frames.count; f++) {
    if (frames.directionOf(f) !== 'received' || frames.stageOf(f) + 1 <= from) continue;
    if (sent ? cameFrom(world, f, frame) : descends(world, f, frame)) return frames.stageOf(f) + 1;
  }
  return undefined;
}

/** Position right after the frame, or the one it came from, was sent. */
export function lastSending(world: World, frame: number): number | undefined {
  const { frames } = world;
  let f = frames.fromOf(frame);
  while (f >= 0 && frames.directionOf(f) !== 'sent') f = frames.fromOf(f);
  return f < 0 ? undefined : frames.stageOf(f) + 1;
}

/** Whether a received frame is what was sent as `frame`, perhaps changed on the wire. */
function cameFrom({ frames }: World, f: number, frame: number): boolean {
  let from = frames.fromOf(f);
  while (from > frame && frames.directionOf(from) === 'none') from = frames.fromOf(from);
  return from === frame;
}

/** Whether frame `f` came from `frame` by way of devices that sent it on. */
function descends(world: World, f: number, frame: number): boolean {
  let from = world.frames.fromOf(f);
  while (from > frame) from = world.frames.fromOf(from);
  return from === frame;
}
