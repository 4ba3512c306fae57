// Processes: programs as state machines. This file sets the idiom that every program is written in.
//
// A program is two functions. `start` gets its arguments and returns its first state; `on` gets what woke it and its
// state and returns the next state. State is data, kept in the process's row: it steps back with everything else.
// A call that would block does not: the program says what it waits for (`calls.wakeAt`, `calls.wakeOn`) and returns; the
// next wake-up comes as an event of its own. What it waits for is forgotten at each wake-up: say it again.
import { stageKind, type Table } from '../journal/index.js';
import {
  canRead,
  canWrite,
  closeSocket,
  type NetdevRow,
  type Netns,
  onLinkChange,
  onReadable,
  onTapped,
  type SocketRow,
  type Stack,
} from '../net/index.js';
import { eventKind } from '../sim/index.js';

import { type ConsoleRow, consoleSchema, type ProcessRow, processSchema, wakeSchema } from './process-tables.js';
import { type Calls, type Program, programNamed, type Seen, type Wakeup } from './program.js';

export { type ConsoleRow, consoleSchema, type ProcessRow, processSchema } from './process-tables.js';
export { type Calls, type Program, program, programNamed, type Seen, type Wakeup } from './program.js';

export const PROCESS_RUN = stageKind('process_run', 'the program itself', 'decision', [
  'process.start',
  'process.timer',
  'process.readable',
  'process.interrupt',
  'process.told',
  'process.signal',
]);
export const PROCESS_READY = stageKind('wake_up_process', 'Linux try_to_wake_up()', 'path', ['process.ready']);
export const PROCESS_EXIT = stageKind('do_exit', 'Linux do_exit()', 'decision', ['process.exit']);

const WAKE = eventKind('process_wake');
const WAKEUPS: readonly (Wakeup | 'start')[] = ['start', 'timer', 'readable', 'interrupt', 'usr1', 'usr2', 'told'];
const REASON = {
  start: 'process.start',
  timer: 'process.timer',
  readable: 'process.readable',
  interrupt: 'process.interrupt',
  told: 'process.told',
  usr1: 'process.signal',
  usr2: 'process.signal',
} as const;

/** The processes of a stack's namespaces. */
export class Processes {
  readonly stack: Stack;
  readonly table: Table<ProcessRow>;
  readonly #wakes: Table<number>;

  constructor(stack: Stack) {
    this.stack = stack;
    this.table = stack.world.journal.table(processSchema);
    this.#wakes = stack.world.journal.table(wakeSchema);
    stack.world.handle(WAKE, (pid, why) => this.#run(pid, WAKEUPS[why] as Wakeup | 'start'));
    onReadable(stack, socket => this.#readable(socket));
    onLinkChange(stack, dev => this.#linkChanged(dev));
    onTapped(stack, (tap, dev, frame, direction) => this.#seen(tap.pid, { dev, frame, direction }));
  }

  /** The console of a namespace: what was typed there and what programs wrote. */
  console(ns: Netns): Table<ConsoleRow> {
    return this.stack.world.journal.table(consoleSchema, ns.name);
  }

  write(ns: Netns, pid: number, stream: ConsoleRow['stream'], text: string): void {
    const n = this.stack.serial(`console/${ns.name}`);
    this.console(ns).set(n, { pid, at: this.stack.world.now, stream, text });
  }

  /** Starts a program; it runs for the first time in an event of its own, now. */
  spawn(ns: Netns, name: string, argv: readonly string[]): ProcessRow {
    if (programNamed(name) === undefined) throw new Error(`no program ${name}`);
    const pid = this.stack.serial('pid');
    const row: ProcessRow = {
      pid,
      netns: ns.name,
      program: name,
      argv,
      state: undefined,
      timer: -1,
      due: 0,
      sockets: [],
      writers: [],
      exit: undefined,
    };
    this.table.set(pid, row);
    this.#wake(pid, 'start');
    return row;
  }

  /** Ctrl-C: wakes a program with an interrupt. */
  interrupt(pid: number): void {
    this.#signal(pid, 'interrupt');
  }

  /** SIGUSR1 or SIGUSR2: ends a program that does not know them (signal(7)). */
  userSignal(pid: number, which: 1 | 2): void {
    const row = this.table.get(pid);
    if (row === undefined) return;
    if (programNamed(row.program)?.users === true) this.#signal(pid, which === 1 ? 'usr1' : 'usr2');
    else this.kill(pid, which === 1 ? 138 : 140);
  }

  #signal(pid: number, which: Wakeup): void {
    const row = this.table.get(pid);
    if (row === undefined || row.exit !== undefined) return;
    this.stack.world.schedule(this.stack.world.now, WAKE, pid, WAKEUPS.indexOf(which));
  }

  /** Wakes a program for something that is not in a socket: a command of its control interface, a link that changed. */
  tell(pid: number): void {
    this.#signal(pid, 'told');
  }

  #seen(pid: number, seen: Seen): void {
    const row = this.table.get(pid);
    if (row === undefined || row.exit !== undefined) return;
    const calls = new RunCalls(this, row);
    const made = programNamed(row.program) as Program;
    const state = made.seen === undefined ? row.state : made.seen(row.state, seen, calls);
    if (calls.status !== undefined) this.#exit(row, state, calls.status);
    else if (state !== row.state) this.table.set(pid, { ...row, state });
  }

  #linkChanged(dev: NetdevRow): void {
    for (const row of [...this.table.rows()]) {
      if (row.netns !== dev.netns || row.exit !== undefined) continue;
      if (programNamed(row.program)?.links?.(row.state, dev)) this.tell(row.pid);
    }
  }

  /** Ends a program from outside, at once (SIGKILL). */
  kill(pid: number, status: number): void {
    const row = this.table.get(pid);
    if (row === undefined || row.exit !== undefined) return;
    if (row.timer >= 0) this.stack.world.cancel(row.timer);
    this.#exit(row, row.state, status);
  }

  /** Schedules a run that must not be asked for twice. */
  #wake(pid: number, why: 'start' | 'readable'): void {
    const { world } = this.stack;
    this.#wakes.set(pid, world.schedule(world.now, WAKE, pid, WAKEUPS.indexOf(why)));
  }

  #isWaking(pid: number): boolean {
    const wake = this.#wakes.get(pid);
    return wake !== undefined && this.stack.world.queue.isPending(wake);
  }

  #readable(socket: SocketRow): void {
    const row = this.table.get(socket.pid);
    if (row === undefined || row.exit !== undefined) return;
    const ns = this.stack.netns(row.netns);
    const { id } = socket;
    const reads = row.sockets.includes(id) && canRead(this.stack, ns, id);
    if (!reads && !(row.writers.includes(id) && canWrite(this.stack, ns, id))) return;
    const { journal } = this.stack.world;
    if (this.#isWaking(row.pid)) return;
    journal.begin(PROCESS_READY, 'process.ready', { pid: row.pid, program: row.program, netns: row.netns });
    this.#wake(row.pid, 'readable');
    journal.end();
  }

  #run(pid: number, why: Wakeup | 'start'): void {
    const row = this.table.get(pid);
    if (row === undefined) throw new Error(`no process ${pid}`);
    const { journal } = this.stack.world;
    journal.begin(PROCESS_RUN, REASON[why], { pid, program: row.program, netns: row.netns });
    if (row.exit !== undefined) {
      journal.end('drop');
      return;
    }
    if (row.timer >= 0 && why !== 'timer') this.stack.world.cancel(row.timer);
    const calls = new RunCalls(this, row);
    const made = programNamed(row.program) as Program;
    const state = why === 'start' ? made.start(row.argv, calls) : made.on(why, row.state, calls);
    if (calls.status === undefined) this.#sleep(row, state, calls);
    else this.#exit(row, state, calls.status);
    journal.end();
  }

  /** The program has returned: its row says what it waits for. */
  #sleep(row: ProcessRow, state: unknown, { ns, due, sockets, writers }: RunCalls): void {
    const { world } = this.stack;
    const timer = due > 0 ? world.schedule(due, WAKE, row.pid, WAKEUPS.indexOf('timer')) : -1;
    // What arrived while it ran must not be slept over.
    const ready = sockets.some(id => canRead(this.stack, ns, id)) || writers.some(id => canWrite(this.stack, ns, id));
    if (ready && !this.#isWaking(row.pid)) this.#wake(row.pid, 'readable');
    // Rows live as long as the journal: one that waits for the same sockets again shares the list.
    const same = sockets.length === row.sockets.length && sockets.every((id, i) => id === row.sockets[i]);
    const { pid, netns, program, argv } = row;
    const waits = same ? row.sockets : sockets;
    const none = writers.length === 0 && row.writers.length === 0;
    const writes = none ? row.writers : writers;
    this.table.set(pid, {
      pid,
      netns,
      program,
      argv,
      state,
      timer,
      due,
      sockets: waits,
      writers: writes,
      exit: undefined,
    });
  }

  #exit(row: ProcessRow, state: unknown, exit: number): void {
    const ns = this.stack.netns(row.netns);
    const { journal } = this.stack.world;
    journal.begin(PROCESS_EXIT, 'process.exit', { pid: row.pid, program: row.program, netns: row.netns, status: exit });
    for (const socket of [...ns.sockets.rows()]) if (socket.pid === row.pid) closeSocket(this.stack, ns, socket.id);
    this.table.set(row.pid, { ...row, state, timer: -1, due: 0, sockets: [], writers: [], exit });
    journal.end();
  }
}

/** What one run of a program may call, and what it has said so far about how it wants to go on. */
class RunCalls implements Calls {
  readonly stack: Stack;
  readonly ns: Netns;
  readonly pid: number;
  readonly now: number;
  /** When to wake it; 0 for never. */
  due = 0;
  sockets: number[] = [];
  writers: number[] = [];
  status: number | undefined;
  readonly #processes: Processes;

  constructor(processes: Processes, row: ProcessRow) {
    this.#processes = processes;
    this.stack = processes.stack;
    this.ns = processes.stack.netns(row.netns);
    this.pid = row.pid;
    this.now = processes.stack.world.now;
  }

  print(line: string): void {
    this.#processes.write(this.ns, this.pid, 'out', line);
  }
  complain(line: string): void {
    this.#processes.write(this.ns, this.pid, 'err', line);
  }
  wakeAt(time: number): void {
    this.due = this.due === 0 ? Math.max(time, this.now) : Math.min(this.due, time);
  }
  wakeOn(socket: number): void {
    this.sockets = [...this.sockets, socket];
  }
  spawn(name: string, argv: readonly string[]): number {
    return this.#processes.spawn(this.ns, name, argv).pid;
  }
  wakeOnWritable(socket: number): void {
    this.writers = [...this.writers, socket];
  }
  exit(status: number): void {
    this.status = status;
  }
}
