// The commands a person can type. A command is one file that registers itself here; index.ts imports it.
import type { Processes } from '../apps/index.js';
import type { Netns, Stack } from '../net/index.js';
import type { CommandResult } from './result.js';

/** Where a command runs. */
export interface Context {
  readonly stack: Stack;
  readonly ns: Netns;
  readonly processes: Processes;
}

export interface Command {
  readonly name: string;
  /** One line for `help`. */
  readonly usage: string;
  /** Runs with the words after the command's name. */
  readonly run: (words: readonly string[], context: Context) => CommandResult;
  /** What may follow the words typed so far; devices and addresses are offered anyway. */
  readonly complete?: (words: readonly string[], context: Context) => readonly string[];
}

const commands = new Map<string, Command>();

/** Registers a command under the name it is called by. Names are unique: registering one twice throws. */
export function command(name: string, rest: Omit<Command, 'name'>): void {
  if (commands.has(name)) throw new Error(`the command ${name} is registered twice`);
  commands.set(name, { name, ...rest });
}

export const commandNamed = (name: string): Command | undefined => commands.get(name);
/** Every command, by name. */
export const commandNames = (): readonly string[] => [...commands.keys()].sort();
