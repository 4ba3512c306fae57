// The simulation room: World (clock, queue, randomness, frames) and links. Start reading at world.ts.
export { type MacCount, type MacRow, macSchema, type SignalRow, signalSchema } from './csma-rows.js';
export { checkSequences, damage, fcsBearer } from './damage.js';
export { delay, descends, type Flight, flights, flightsOf, lose, repeat, replace, replaceBy } from './flight.js';
export { type Direction, type Frame, FrameStore, type LinkType, OPERATIONS, type Operation } from './frames.js';
export {
  type Building,
  type Intervention,
  type InterventionProblem,
  interventionText,
  isBuilding,
} from './intervention.js';
export { LINK_LOSS, LINK_RECEIVE, LINK_TRANSMIT, type LinkRow, Links, linkSchema, type Medium } from './link.js';
export { EventQueue, type Scheduled } from './queue.js';
export { Randomness, randomSchema } from './random.js';
export { wireTime } from './wire-time.js';
export { type EventKind, eventKind, eventKindAt, HORIZON, type RunEnd, World } from './world.js';
