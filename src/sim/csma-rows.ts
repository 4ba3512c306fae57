// What a half-duplex medium keeps: the MAC of every station that has a frame to send, the signals on the medium, the ports
// of repeaters. And the stages of CSMA/CD (IEEE 802.3 clause 4) with their reasons. Read shared-medium.ts next.
import { numberSchema, stageKind, tableSchema } from '../journal/index.js';
import { eventKind } from './world.js';

export type MacState = 'deferring' | 'transmitting' | 'jamming' | 'backoff';

/** The MAC of a station while it has a frame: what it does, and until when. */
export interface MacRow {
  readonly dev: number;
  readonly state: MacState;
  readonly frame: number;
  /** Transmissions begun for this frame. */
  readonly attempts: number;
  /** Slot times drawn for the backoff under way, or the last one. */
  readonly slots: number;
  readonly until: number;
  /** Number of its signal while it sends, 0 otherwise. */
  readonly signal: number;
  /** Whether it had to wait before its first attempt. */
  readonly waited: boolean;
  /** The pending event at `until`; the one at which it will hear a collision, -1 for none. */
  readonly timer: number;
  readonly detect: number;
}
export const macSchema = tableSchema<MacRow>(
  'csma',
  'Stations with a frame to send (CSMA/CD)',
  {
    dev: 'dev',
    state: 'string',
    frame: 'frame',
    attempts: 'int',
    slots: 'int',
    until: 'time',
    signal: 'int',
    waited: 'bool',
    timer: 'event',
    detect: 'event',
  },
  ['dev'],
);

/** What a station put on the medium, until it has passed every other one. */
export interface SignalRow {
  /** Number of the stage that began it. */
  readonly id: number;
  readonly dev: number;
  readonly frame: number;
  /** When its first bit leaves the station, and its last one: of the frame, or of the jam after a collision. */
  readonly start: number;
  readonly end: number;
  /** Whose signal it collided with, and that one's frame; none while all is well. Its own: it was cut off. */
  readonly collided: number | undefined;
  readonly collidedFrame: number | undefined;
}
export const signalSchema = tableSchema<SignalRow>(
  'signal',
  'Signals on shared media',
  {
    id: 'int',
    dev: 'dev',
    frame: 'frame',
    start: 'time',
    end: 'time',
    collided: 'dev',
    collidedFrame: 'frame',
  },
  ['dev'],
);

/** A port of a repeater: what comes in by it goes out by the repeater's others. */
export interface RepeaterPortRow {
  readonly dev: number;
  /** Number of the repeater: that of its first port's device. */
  readonly hub: number;
  readonly on: boolean;
}
export const repeaterPortSchema = tableSchema<RepeaterPortRow>(
  'repeater-port',
  'Ports of hubs',
  { dev: 'dev', hub: 'int', on: 'bool' },
  ['dev'],
);

export const quietSchema = numberSchema('csma-gap', 'Until when a station leaves the gap between frames (ns)');

export const CSMA_DEFER = stageKind('csma_defer', 'IEEE 802.3 §4.2.3.2.1, §4.2.3.2.2', 'decision', [
  'csma.carrier',
  'csma.gap',
]);
export const CSMA_COLLISION = stageKind('csma_collision', 'IEEE 802.3 §4.2.3.2.3, §4.2.3.2.4', 'decision', [
  'csma.collision',
  'csma.late-collision',
]);
export const CSMA_WAKE = stageKind('csma_wake', 'IEEE 802.3 §4.2.3.2.1', 'path', ['csma.wait-over']);
export const CSMA_JAM = stageKind('csma_jam', 'IEEE 802.3 §4.2.3.2.4', 'path', ['csma.jam-over']);
export const CSMA_BACKOFF = stageKind('csma_backoff', 'IEEE 802.3 §4.2.3.2.5', 'decision', [
  'csma.backoff',
  'csma.give-up',
]);
export const CSMA_DONE = stageKind('csma_done', 'IEEE 802.3 §4.2.8', 'decision', ['csma.done', 'csma.cut-off']);
export const HUB_REPEAT = stageKind('hub_repeat', 'IEEE 802.3 §9.5', 'decision', ['hub.repeat', 'hub.collision']);
export const NIC_FRAGMENT = stageKind('nic_fragment', 'IEEE 802.3 §4.2.4.2.2', 'decision', [
  'nic.fragment',
  'nic.cut-off',
  'nic.overlap',
]);

/** The end of what a station does, by its MAC row: of a wait, a transmission, a jam. */
export const CSMA_TIMER = eventKind('csma_timer');
/** Another station's signal reaches one that is sending: (device, signal). */
export const CSMA_DETECT = eventKind('csma_detect');
/** The rest of a broken-off frame has passed a station: (device, frame). */
export const CSMA_FRAGMENT = eventKind('csma_fragment');

/** IEEE 802.3 §4.4.2 for 10 and 100 Mbit/s, in bit times. */
export const SLOT = 512;
export const GAP_BITS = 96;
/** §4.2.3.2.2: in the last third of the gap a station no longer listens. */
export const GAP_PART2 = 32;
export const PREAMBLE_BITS = 64;
export const JAM = 32;
export const ATTEMPT_LIMIT = 16;
export const BACKOFF_LIMIT = 10;
/** §9.5.5.1: what a repeater may take at most from the first bit in to the first bit out. */
export const REPEATER_BITS = 8;

/** What the MAC counts (§5.2.2.1), to be kept with a device's other counters. */
export type MacCount = 'collisions' | 'lateCollisions' | 'deferred' | 'single' | 'multiple' | 'aborted' | 'crc';
