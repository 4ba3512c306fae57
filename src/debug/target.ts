// What the debugger debugs: a world, and the few things that can be done to it from outside. The rooms that build
// networks give it one; the debugger knows nothing of protocols.
import type { World } from '../sim/index.js';

/** What happened to a forked target stays with it. */
export interface Target {
  readonly world: World;
  /** Events before the first of the lesson. */
  readonly setupEvents: number;
  readonly nodeNames: readonly string[];
  /** A target of its own that shares the past up to an event boundary. */
  fork(position: number): Target;
  /** Types a command in a network namespace, as the next event. */
  command(netns: string, line: string): void;
  /** Cuts or mends a cable, as the next event. */
  setLink(name: string, up: boolean): void;
  /** `A.eth0` */
  deviceName(dev: number): string;
  nodeOfDevice(dev: number): string | undefined;
}
