// How the state of a port is shown: a sign in its place on the border, so that nothing is said by colour alone. A new state is
// a new entry.
import type { Role } from '../text.js';

export interface PortLook {
  /** One cell, in place of the junction; '': the junction itself. */
  readonly sign: string;
  readonly role: Role;
  /** The wire carries nothing. */
  readonly dead: boolean;
}

const UP: PortLook = { sign: '', role: 'border', dead: false };

/** By state: of the device (`up`, `down`, `no-carrier`), else of the bridge port (IEEE 802.1D §7.4, Linux BR_STATE_…). */
export const PORT_LOOKS: Readonly<Record<string, PortLook>> = {
  up: UP,
  forwarding: UP,
  down: { sign: '✗', role: 'bad', dead: true },
  // Its link says so: one sign is enough.
  'no-carrier': { sign: '', role: 'bad', dead: true },
  disabled: { sign: '✗', role: 'bad', dead: false },
  blocking: { sign: '■', role: 'bad', dead: false },
  discarding: { sign: '■', role: 'bad', dead: false },
  listening: { sign: '○', role: 'changed', dead: false },
  learning: { sign: '◐', role: 'changed', dead: false },
};

export const lookOf = (state: string): PortLook =>
  Object.hasOwn(PORT_LOOKS, state) ? (PORT_LOOKS[state] as PortLook) : UP;
