// What nc over TCP and nc over UDP share.
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
