// How the state machines are written down: lists of transitions, as in the figures of IEEE 802.1D-2004 clause 17. The first
// whose condition holds is taken, and so on until none holds (run.ts).
import type { Args, StageKind } from '../../../journal/index.js';
import type { Port } from './port.js';
import type { RstpPortRow } from './tables.js';

export interface Transition {
  readonly when: (port: Port) => boolean;
  /** What is done on entering the state, inside a stage of its own. */
  readonly enter: (port: Port) => void;
}

/** A stage that does nothing but write variables of the port. */
export function become<M extends string>(
  port: Port,
  kind: StageKind<M>,
  because: M,
  vars: Partial<RstpPortRow>,
  args: Args = {},
): void {
  const { journal } = port.stack.world;
  journal.begin(kind, because, { dev: port.dev, ...args });
  port.set(vars);
  journal.end();
}
