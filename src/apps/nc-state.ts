// What nc remembers between two wake-ups, with TCP and with UDP, and how it speaks.
import type { Calls } from './process.js';
import { textOf } from './tcp-common.js';

export interface Options {
  readonly udp: boolean;
  readonly listen: boolean;
  readonly keep: boolean;
  readonly verbose: boolean;
  /** Shut writing down after the text. */
  readonly end: boolean;
  readonly ip: number;
  readonly host: string;
  readonly port: number;
  readonly from: number;
  readonly source: number;
  readonly waitNs: number;
  readonly text: string;
}

export interface NcState {
  readonly options: Options;
  readonly phase: 'listening' | 'connecting' | 'connected';
  readonly listener: number;
  readonly socket: number;
  /** Bytes of the text that are still to be written; whether everything is. */
  readonly left: number;
  readonly deadline: number;
}

export function fail(calls: Calls, line: string): undefined {
  calls.complain(line);
  calls.exit(1);
  return undefined;
}

export const print = (calls: Calls, data: Uint8Array): void => {
  const lines = textOf(data).split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) calls.print(line);
};
