// Processes: programs as state machines. This file sets the idiom that every program is written in.
//
// A program is two functions. `start` gets its arguments and returns its first state; `on` gets what woke it and its
// state and returns the next state. State is data, kept in the process's row: it steps back with everything else.
// A call that would block does not: the program says what it waits for (`calls.wakeAt`, `calls.wakeOn`) and returns; the
// next wake-up comes as an event of its own. What it waits for is forgotten at each wake-up: say it again.
import { numberSchema, stageKind, type Table, tableSchema } from '../journal/index.js';
import { canRead, canWrite, closeSocket, type Netns, onReadable, type SocketRow, type Stack } from '../net/index.js';
import { eventKind } from '../sim/index.js';

export interface ProcessRow {
  readonly pid: number;
  readonly netns: string;
  readonly program: string;
  readonly argv: readonly string[];
  readonly state: unknown;
  /** Pending timer event and its time; -1 and 0 for none. */
  readonly timer: number;
  readonly due: number;
  /** Sockets it waits to become readable. */
  readonly sockets: readonly number[];
  /** Sockets it waits to become writable. */
  readonly writers: readonly number[];
  /** Exit status once it has ended. */
  readonly exit: number | undefined;
}

export const processSchema = tableSchema<ProcessRow>(
  'process',
  'Processes',
  {
    pid: 'int',
    netns: 'string',
    program: 'string',
    argv: 'data',
    state: 'data',
    timer: 'event',
    due: 'time',
    sockets: 'data',
    writers: 'data',
    exit: 'int',
  },
  ['pid'],
);

/** By process: the event that wakes it for a readable socket, pending or past. */
export const wakeSchema = numberSchema('wake', 'Wake-ups of processes');

export interface ConsoleRow {
  readonly pid: number;
  readonly at: number;
  /** `out` and `err` as written; `in` is a command line that was typed. */
  readonly stream: 'out' | 'err' | 'in';
  readonly text: string;
}
export const consoleSchema = tableSchema<ConsoleRow>(
  'console',
  'What programs wrote',
  { pid: 'int', at: 'time', stream: 'string', text: 'string' },
  ['pid', 'at'],
);

export const PROCESS_RUN = stageKind('process_run', 'the program itself', 'decision', [
  'process.start',
  'process.timer',
  'process.readable',
  'process.interrupt',
]);
export const PROCESS_READY = stageKind('wake_up_process', 'Linux try_to_wake_up()', 'path', ['process.ready']);
export const PROCESS_EXIT = stageKind('do_exit', 'Linux do_exit()', 'decision', ['process.exit']);

/** What made a program run again. */
export type Wakeup = 'timer' | 'readable' | 'interrupt';

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
  /** Ends the program; what it returns afterwards is kept as its last state. */
  exit(status: number): void;
}

export interface Program<S = unknown> {
  readonly name: string;
  start(argv: readonly string[], calls: Calls): S;
  on(wakeup: Wakeup, state: S, calls: Calls): S;
}

const WAKE = eventKind('process_wake');
const WAKEUPS: readonly (Wakeup | 'start')[] = ['start', 'timer', 'readable', 'interrupt'];
const REASON = {
  start: 'process.start',
  timer: 'process.timer',
  readable: 'process.readable',
  interrupt: 'process.interrupt',
} as const;

const programs = new Map<string, Program>();
/** Registers a program under the name it is called by. */
export function program<S>(made: Program<S>): Program<S> {
  programs.set(made.name, made as Program);
  return made;
}
export const programNamed = (name: string): Program | undefined => programs.get(name);

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
    if (!programs.has(name)) throw new Error(`no program ${name}`);
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
    const row = this.table.get(pid);
    if (row === undefined || row.exit !== undefined) return;
    this.stack.world.schedule(this.stack.world.now, WAKE, pid, WAKEUPS.indexOf('interrupt'));
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
    const made = programs.get(row.program) as Program;
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
  wakeOnWritable(socket: number): void {
    this.writers = [...this.writers, socket];
  }
  exit(status: number): void {
    this.status = status;
  }
}
