// Topology changes: a port that begins to forward says so to all others, and what was learnt there is forgotten at once (IEEE
// 802.1D-2004 §17.31).

import { kindOf } from '../../device.js';
import { SECOND } from '../tables.js';
import { become, type Transition } from './machine.js';
import type { Port } from './port.js';
import { TOPOLOGY_CHANGE } from './stages.js';
import type { RstpPortRow } from './tables.js';

const NO_NEWS = { rcvdTc: false, rcvdTcn: false, rcvdTcAck: false, tcProp: false } as const;
const hasNews = ({ rcvdTc, rcvdTcn, rcvdTcAck, tcProp }: RstpPortRow): boolean =>
  rcvdTc || rcvdTcn || rcvdTcAck || tcProp;
const speaks = (p: Port): boolean => p.row.role === 'root' || p.row.role === 'designated';

/** newTcWhile() (§17.21.7): how long the port says so. */
function newTcWhile(p: Port): Partial<RstpPortRow> {
  if (p.runs('tcWhile')) return {};
  if (p.others().every(other => !other.runs('tcWhile'))) {
    p.stack.rstp.patch(p.bridge, { changes: p.rstp.changes + 1 });
  }
  const { helloTime, maxAge, fwdDelay } = p.designatedTimes;
  if (p.vars.sendRstp) return { tcWhile: p.now + helloTime + SECOND, newInfo: true };
  return { tcWhile: p.now + maxAge + fwdDelay };
}

/** setTcPropTree(): on others that are ACTIVE; in the other states of the machine it would be cleared unseen. */
function tellOthers(p: Port): void {
  for (const other of p.others()) if (other.vars.change === 'active') other.set({ tcProp: true });
}

function flush(p: Port): void {
  const bridge = p.stack.dev(p.bridge);
  kindOf(bridge).forgetPort?.(p.stack, bridge, p.stack.dev(p.dev), true);
}

/** Inside a stage of its own: variables, then what else belongs to the state. */
function doing(
  p: Port,
  because: (typeof TOPOLOGY_CHANGE)['reasons'][number],
  vars: Partial<RstpPortRow>,
  work?: (p: Port) => void,
): void {
  const { journal } = p.stack.world;
  const { helloTime } = p.designatedTimes;
  journal.begin(TOPOLOGY_CHANGE, because, { dev: p.dev, lasts: helloTime + SECOND, role: p.row.role });
  p.set(vars);
  work?.(p);
  journal.end();
}

const active = (p: Port, then: boolean): boolean => p.vars.change === 'active' && then;

export const CHANGE_MACHINE: readonly Transition[] = [
  {
    when: p => p.vars.change === 'inactive' && p.vars.learn,
    enter: p => become(p, TOPOLOGY_CHANGE, 'rstp.tc-learning', { ...NO_NEWS, change: 'learning' }),
  },
  {
    when: p => p.vars.change === 'learning' && hasNews(p.vars),
    enter: p => become(p, TOPOLOGY_CHANGE, 'rstp.tc-void', { ...NO_NEWS }),
  },
  {
    when: p => p.vars.change === 'learning' && !speaks(p) && !p.vars.learn && !p.learning,
    enter: p => doing(p, 'rstp.tc-inactive', { change: 'inactive', tcWhile: 0, tcAck: false }, flush),
  },
  {
    when: p => p.vars.change === 'learning' && speaks(p) && p.vars.forward && !p.vars.operEdge,
    enter: p => doing(p, 'rstp.tc-detected', { change: 'active', ...newTcWhile(p), newInfo: true }, tellOthers),
  },
  {
    when: p => active(p, !speaks(p) || p.vars.operEdge),
    enter: p => doing(p, 'rstp.tc-ceased', { ...NO_NEWS, change: 'learning' }),
  },
  {
    when: p => active(p, p.vars.rcvdTcn),
    enter: p => {
      const vars = { rcvdTcn: false, rcvdTc: false, ...newTcWhile(p), ...ack(p) };
      doing(p, 'rstp.tc-told-tcn', vars, tellOthers);
    },
  },
  {
    when: p => active(p, p.vars.rcvdTc),
    enter: p => doing(p, 'rstp.tc-told', { rcvdTcn: false, rcvdTc: false, ...ack(p) }, tellOthers),
  },
  {
    when: p => active(p, p.vars.tcProp),
    enter: p => doing(p, 'rstp.tc-propagating', { ...newTcWhile(p), tcProp: false }, flush),
  },
  {
    when: p => active(p, p.vars.rcvdTcAck),
    enter: p => doing(p, 'rstp.tc-acknowledged', { tcWhile: 0, rcvdTcAck: false }),
  },
];

const ack = (p: Port): Partial<RstpPortRow> => (p.row.role === 'designated' ? { tcAck: true } : {});
