// From what a port may do to what it does: discarding, learning, forwarding (IEEE 802.1D-2004 §17.30).
import { refreshCarrier } from '../../config.js';
import type { PortState } from '../tables.js';
import type { Transition } from './machine.js';
import type { Port } from './port.js';
import { STATE_TRANSITION } from './stages.js';

type Reason = (typeof STATE_TRANSITION)['reasons'][number];

function enter(p: Port, state: PortState, because: Reason): void {
  const { journal } = p.stack.world;
  const { role, state: before } = p.row;
  journal.begin(STATE_TRANSITION, because, { dev: p.dev, role });
  p.put({ state });
  if (state === 'forwarding' || before === 'forwarding') refreshCarrier(p.stack, p.bridge);
  journal.end();
}

export const STATE_MACHINE: readonly Transition[] = [
  { when: p => p.learning && !p.vars.learn, enter: p => enter(p, 'discarding', 'rstp.discarding') },
  { when: p => p.forwarding && !p.vars.forward, enter: p => enter(p, 'discarding', 'rstp.discarding') },
  // A port that cannot carry anything is shown as Linux shows it, although the machine has no such state.
  {
    when: p => p.row.role === 'disabled' && !p.learning && p.row.state !== 'disabled',
    enter: p => enter(p, 'disabled', 'rstp.disabled'),
  },
  {
    when: p => p.row.role !== 'disabled' && (p.row.state === 'disabled' || p.row.state === 'blocking'),
    enter: p => enter(p, 'discarding', 'rstp.discarding'),
  },
  { when: p => !p.learning && p.vars.learn, enter: p => enter(p, 'learning', 'rstp.learning') },
  {
    when: p => p.learning && !p.forwarding && p.vars.forward,
    enter: p => enter(p, 'forwarding', 'rstp.forwarding'),
  },
];
