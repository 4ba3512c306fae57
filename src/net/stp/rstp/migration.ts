// Which protocol the neighbour speaks, and whether there is one (IEEE 802.1D-2004 §17.24, §17.25).
import { become, type Transition } from './machine.js';
import type { Port } from './port.js';
import { BRIDGE_DETECTION, MIGRATION } from './stages.js';
import { MIGRATE_NS } from './tables.js';

const sensing = (port: Port, then: boolean): boolean =>
  port.vars.portEnabled && port.vars.migration === 'sensing' && then;

/** Port Protocol Migration. A port that is disabled waits in CHECKING_RSTP, its timer wound up. */
export const MIGRATION_MACHINE: readonly Transition[] = [
  {
    when: p => !p.vars.portEnabled && p.vars.migration !== 'checking-rstp',
    enter: p => become(p, MIGRATION, 'rstp.checking', { migration: 'checking-rstp', sendRstp: true }),
  },
  {
    when: p => p.vars.portEnabled && p.vars.migration !== 'sensing' && !p.runs('mdelayWhile'),
    enter: p =>
      become(
        p,
        MIGRATION,
        'rstp.sensing',
        { migration: 'sensing', rcvdRstp: false, rcvdStp: false },
        { rstp: p.vars.sendRstp },
      ),
  },
  {
    when: p => sensing(p, p.vars.sendRstp && p.vars.rcvdStp),
    enter: p =>
      become(p, MIGRATION, 'rstp.selecting-stp', {
        migration: 'selecting-stp',
        sendRstp: false,
        mdelayWhile: p.now + MIGRATE_NS,
      }),
  },
  {
    when: p => sensing(p, !p.vars.sendRstp && p.vars.rcvdRstp),
    enter: p => checkRstp(p),
  },
];

/** CHECKING_RSTP: RST BPDUs for a while, whatever comes; also by order (mcheck, §17.19.13). */
export function checkRstp(port: Port): void {
  const mdelayWhile = port.now + MIGRATE_NS;
  become(port, MIGRATION, 'rstp.checking', { migration: 'checking-rstp', sendRstp: true, mdelayWhile });
}

/** A neighbour would have answered the proposals. */
const silent = (p: Port): boolean => {
  const { autoEdge, sendRstp, proposing, portEnabled } = p.vars;
  return portEnabled && autoEdge && sendRstp && proposing && !p.runs('edgeDelayWhile');
};

export const DETECTION_MACHINE: readonly Transition[] = [
  {
    when: p => !p.vars.operEdge && ((!p.vars.portEnabled && p.vars.adminEdge) || silent(p)),
    enter: p => become(p, BRIDGE_DETECTION, 'rstp.edge', { operEdge: true }, { admin: !p.vars.portEnabled }),
  },
  {
    when: p => p.vars.operEdge && !p.vars.portEnabled && !p.vars.adminEdge,
    enter: p => become(p, BRIDGE_DETECTION, 'rstp.not-edge', { operEdge: false }),
  },
];
