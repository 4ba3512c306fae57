// The shell of a node: one command line at a time, inside the event that is under way. Read command.ts and result.ts
// first; every command is a file in commands/.
import type { Processes } from '../apps/index.js';
import { stageKind } from '../journal/index.js';
import type { Netns } from '../net/index.js';
import { type Context, commandNamed, commandNames } from './command.js';
import { complete } from './complete.js';
import { nearest } from './nearest.js';
import { type CommandResult, fail, notSimulated, ok } from './result.js';
import { tokenize } from './tokens.js';

export const COMMAND = stageKind('command', 'the command itself', 'decision', ['shell.command', 'shell.failed']);

/** What the shell itself writes bears this process number. */
const SHELL_PID = 0;

export class Shell {
  readonly #processes: Processes;

  constructor(processes: Processes) {
    this.#processes = processes;
  }

  /**
   * Runs one command line in a namespace, inside the event under way; writes the line (`in`) and its output to the
   * namespace's console. Programs that take time (ping, arping) are started; their number is `pid`, and what they write
   * comes to the console later. A trailing & is accepted and changes nothing.
   */
  execute(ns: Netns, line: string): CommandResult {
    const { journal } = this.#processes.stack.world;
    journal.begin(COMMAND, 'shell.command', { line, netns: ns.name });
    this.#processes.write(ns, SHELL_PID, 'in', line);
    const result = this.#run(ns, line);
    for (const text of result.out) this.#processes.write(ns, SHELL_PID, 'out', text);
    for (const text of result.err) this.#processes.write(ns, SHELL_PID, 'err', text);
    const failed = result.status !== 0;
    if (failed) journal.note(COMMAND, 'shell.failed', { line, netns: ns.name, status: result.status }, 'drop');
    journal.end(failed ? 'drop' : 'pass');
    return result;
  }

  /** Candidates for the last word of a line: commands, objects, device names, addresses. */
  complete(ns: Netns, line: string): readonly string[] {
    return complete(this.#context(ns), line);
  }

  #context(ns: Netns): Context {
    return { stack: this.#processes.stack, ns, processes: this.#processes };
  }

  #run(ns: Netns, line: string): CommandResult {
    const tokens = tokenize(line);
    if ('problem' in tokens) return fail(2, tokens.problem);
    const [name, ...words] = tokens.words;
    if (name === undefined) return ok();
    if (ns.devices().some(dev => dev.kind === 'repeater'))
      return notSimulated(`${name} on a hub: a hub has no computer inside`);
    const found = commandNamed(name);
    if (found !== undefined) return found.run(words, this.#context(ns));
    const near = nearest(name, commandNames());
    const hint = near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : ['type "help" for the commands there are'];
    return fail(127, `${name}: command not found`, ...hint);
  }
}
