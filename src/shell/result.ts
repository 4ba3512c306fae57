// What a command gives back: its exit status and the lines it wrote.

export interface CommandResult {
  readonly status: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
  /** The process that goes on, for programs that take time. */
  readonly pid?: number;
}

export const ok = (...out: string[]): CommandResult => ({ status: 0, out, err: [] });
export const fail = (status: number, ...err: string[]): CommandResult => ({ status, out: [], err });

/** Tells a result (in practice: a failure) from what a reader or a check was asked for. */
export const isResult = (value: unknown): value is CommandResult =>
  typeof value === 'object' && value !== null && 'status' in value && 'out' in value && 'err' in value;

/** Something that Linux has and this simulation has not: said in the same words everywhere. */
export const notSimulated = (what: string, status = 1): CommandResult =>
  fail(status, `netstep does not simulate ${what}`);
