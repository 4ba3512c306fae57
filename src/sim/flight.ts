// Frames in flight: put on a wire, not arrived yet. What may happen to one on its way is done here, inside the open stage.
import type { Cause } from '../journal/index.js';
import { LINK_DELIVER, wireTime } from './wire-time.js';
import type { World } from './world.js';

/** A frame on its way: what is on the wire, the device it left, the one it will reach, and when its last bit does. */
export interface Flight {
  readonly frame: number;
  readonly from: number | undefined;
  readonly to: number;
  readonly arrives: number;
  /** Number of the pending event. */
  readonly entry: number;
  readonly cause: Cause;
}

/** The frames in flight at a position, the journal's own if not given; the next to arrive first. */
export function flights(world: World, position = world.journal.position): Flight[] {
  return world.queue
    .pendingAt(position)
    .filter(e => e.kind === LINK_DELIVER.id)
    .map(e => ({ frame: e.b, from: senderOf(world, e.b), to: e.a, arrives: e.time, entry: e.id, cause: e.cause }));
}

/**
 * The flight that a frame means: itself, or what it was put on the wire as, or what became of it there. Several copies
 * may be on their way: all are given.
 */
export function flightsOf(world: World, frame: number): Flight[] {
  const all = flights(world);
  const exact = all.filter(flight => flight.frame === frame);
  return exact.length > 0 ? exact : all.filter(flight => descends(world, flight.frame, frame));
}

/** Whether frame `f` came from `frame`, by whatever steps. */
export function descends(world: World, f: number, frame: number): boolean {
  let at = f;
  while (at > frame) at = world.frames.fromOf(at);
  return at === frame;
}

/** The device that sent a frame, or that sent what it was before it was changed on its way. */
function senderOf(world: World, frame: number): number | undefined {
  const { frames } = world;
  for (let at = frame; at >= 0; at = frames.fromOf(at)) {
    if (frames.directionOf(at) === 'sent') return frames.devOf(at);
    if (frames.directionOf(at) === 'received') return undefined;
  }
  return undefined;
}

/** Takes a frame off the wire: it never arrives. */
export function lose(world: World, flight: Flight): void {
  world.cancel(flight.entry);
}

/** Lets a frame arrive later. It keeps its cause: that it comes at all is not the delay's doing. */
export function delay(world: World, flight: Flight, ns: number): void {
  world.cancel(flight.entry);
  world.schedule(flight.arrives + ns, LINK_DELIVER, flight.to, flight.frame, flight.cause);
}

/** Lets a copy follow a frame as close as the link's rate allows; the copy's number. */
export function repeat(world: World, flight: Flight, rateBps: number): number {
  const copy = world.frames.copy(flight.frame, 'repeat');
  const gap = wireTime(world.frames.length(copy), rateBps);
  world.schedule(flight.arrives + gap, LINK_DELIVER, flight.to, copy);
  return copy;
}

/** Puts other bytes of the same length in a frame's place; the new frame's number. */
export function replace(world: World, flight: Flight, bytes: Uint8Array): number {
  const { frames } = world;
  const made = frames.clone(flight.frame, 'rewrite');
  frames.buffer(made).set(bytes, frames.offset(made));
  replaceBy(world, flight, made);
  return made;
}

/** Lets another frame arrive in a frame's place. */
export function replaceBy(world: World, flight: Flight, made: number): void {
  world.cancel(flight.entry);
  world.schedule(flight.arrives, LINK_DELIVER, flight.to, made);
}
