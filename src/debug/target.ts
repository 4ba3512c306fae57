// What the debugger debugs: a world, and the few things that can be done to it from outside. The rooms that build
// networks give it one; the debugger knows nothing of protocols.
import type { Intervention, InterventionProblem, World } from '../sim/index.js';

/** What happened to a forked target stays with it. */
export interface Target {
  readonly world: World;
  /** Events before the first of the lesson. */
  readonly setupEvents: number;
  readonly nodeNames: readonly string[];
  /** A target of its own that shares the past up to an event boundary. */
  fork(position: number): Target;
  /** What stands against an intervention at the journal's position, an event boundary; undefined: nothing. */
  problemOf(what: Intervention): InterventionProblem | undefined;
  /** The same intervention, naming the frame that is in flight for one it came from. */
  resolved(what: Intervention): Intervention;
  /** Does it now, before anything else that is due: one event at the journal's end. Nothing may stand against it. */
  perform(what: Intervention): void;
  /** What the profile says about a setting that nobody changed: its value, and the standard or the source it is from. */
  profileSetting?(name: string): { readonly value: number; readonly spec: string } | undefined;
  /** Candidates for the last word of a command line typed in a namespace. */
  complete?(netns: string, line: string): readonly string[];
  /** `A.eth0` */
  deviceName(dev: number): string;
  nodeOfDevice(dev: number): string | undefined;
}
