// What a program on a node is: a state machine whose state is data, and what it may call. Read process.ts for how it runs.
import type { NetdevRow, Netns, Stack, TapDirection } from '../net/index.js';

/** What made a program run again. */
export type Wakeup = 'timer' | 'readable' | 'interrupt' | 'usr1' | 'usr2' | 'told';

/** What a program may call. Times are virtual ns. */
export interface Calls {
  readonly stack: Stack;
  readonly ns: Netns;
  readonly pid: number;
  readonly now: number;
  /** Writes a line to the standard output (or error) of its console. */
  print(line: string): void;
  complain(line: string): void;
  /** Asks to be woken at a time … */
  wakeAt(time: number): void;
  /** … or when a socket has something to read, whichever comes first. */
  wakeOn(socket: number): void;
  /** … or when a socket can be written to: there is room, or a connection has come to be or failed. */
  wakeOnWritable(socket: number): void;
  /** Starts another program on the node; it runs in an event of its own. */
  spawn(name: string, argv: readonly string[]): number;
  /** Ends the program; what it returns afterwards is kept as its last state. */
  exit(status: number): void;
}

/** A frame that a tap of the program saw. */
export interface Seen {
  readonly dev: NetdevRow;
  readonly frame: number;
  readonly direction: TapDirection;
}

export interface Program<S = unknown> {
  readonly name: string;
  /** It knows what to do with SIGUSR1 and SIGUSR2; others are ended by them. */
  readonly users?: boolean;
  start(argv: readonly string[], calls: Calls): S;
  on(wakeup: Wakeup, state: S, calls: Calls): S;
  /** Looks at a frame as it passes (openTap()), in the event that carries it: a capture wakes nobody. */
  seen?(state: S, seen: Seen, calls: Calls): S;
  /** Whether it wants to be told that a device of its namespace got a carrier or lost it (rtnetlink's RTMGRP_LINK). */
  links?(state: S, dev: NetdevRow): boolean;
}

const programs = new Map<string, Program>();
/** Registers a program under the name it is called by. */
export function program<S>(made: Program<S>): Program<S> {
  programs.set(made.name, made as Program);
  return made;
}
export const programNamed = (name: string): Program | undefined => programs.get(name);
