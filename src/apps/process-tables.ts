// The tables of processes and of what they wrote. Read process.ts first.
import { numberSchema, tableSchema } from '../journal/index.js';

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
