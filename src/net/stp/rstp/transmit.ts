// Sending BPDUs: at once when there is news, else every hello time; after a burst one a second (IEEE 802.1D-2004 §17.26).
import { type Config, sendConfig, sendRst, sendTcn } from '../bpdu.js';
import { SECOND } from '../tables.js';
import { become, type Transition } from './machine.js';
import type { Port } from './port.js';
import { TRANSMIT } from './stages.js';
import type { RstpPortRow } from './tables.js';

/** Designated ports say hello, and root ports while they tell of a change. */
export const saysHello = (p: Port): boolean => {
  const { role } = p.row;
  return role === 'designated' || (role === 'root' && p.runs('tcWhile'));
};

/** txCount as it stands now: the standard takes one off with every second's tick. */
function counted({ vars, now }: Port): Pick<RstpPortRow, 'txCount' | 'txSince'> {
  const { txCount, txSince } = vars;
  const passed = Math.floor((now - txSince) / SECOND);
  if (txCount <= passed) return { txCount: 0, txSince: now };
  return { txCount: txCount - passed, txSince: txSince + passed * SECOND };
}

/** Until when the port may send nothing; 0: it may. */
export function heldUntil(p: Port): number {
  const { txCount, txSince } = counted(p);
  return txCount < p.rstp.txHoldCount ? 0 : txSince + (txCount - p.rstp.txHoldCount + 1) * SECOND;
}

/** Whether there is something to send, but for the hold count. */
export const wantsToSend = (p: Port): boolean => {
  const { newInfo, selected, updtInfo, sendRstp } = p.vars;
  const { role } = p.row;
  if (!newInfo || !selected || updtInfo || role === 'disabled') return false;
  return sendRstp || role === 'root' || role === 'designated';
};

const maySend = (p: Port): boolean => wantsToSend(p) && heldUntil(p) === 0;

function contents(p: Port): Config {
  const { messageAge: ageNs, maxAge: maxAgeNs, helloTime: helloNs, fwdDelay: forwardDelayNs } = p.designatedTimes;
  // Without the acknowledgement: an RST BPDU has none (§9.3.3).
  const said = { change: p.runs('tcWhile'), ack: false };
  return { ...p.designated, ...said, ageNs, maxAgeNs, helloNs, forwardDelayNs };
}

/** What every transmission leaves: the next hello is due a hello time later. */
function sent(p: Port): Partial<RstpPortRow> {
  const { txCount, txSince } = counted(p);
  return {
    newInfo: false,
    tcAck: false,
    txCount: txCount + 1,
    txSince,
    helloWhen: p.now + p.designatedTimes.helloTime,
  };
}

function transmitRst(p: Port): void {
  const { journal } = p.stack.world;
  const { agree: agreement, proposing: proposal } = p.vars;
  const { learning, forwarding } = p;
  const { role } = p.row;
  const config = contents(p);
  journal.begin(TRANSMIT, 'rstp.send', {
    dev: p.dev,
    role,
    root: config.rootId,
    cost: config.rootCost,
    proposal,
    agreement: agreement && role !== 'designated',
    change: config.change,
  });
  sendRst(p.stack, p.stack.dev(p.dev), { ...config, role, proposal, agreement, learning, forwarding });
  p.set(sent(p));
  journal.end();
}

function transmitConfig(p: Port): void {
  const { journal } = p.stack.world;
  const config = { ...contents(p), ack: p.vars.tcAck };
  const { rootId: root, rootCost: cost, change, ack } = config;
  journal.begin(TRANSMIT, 'rstp.send-config', { dev: p.dev, root, cost, change, ack });
  sendConfig(p.stack, p.stack.dev(p.dev), config);
  p.set(sent(p));
  journal.end();
}

/** 802.1Q-2005 §13.31 spares an STP bridge notifications of what is no change; 802.1D-2004 would send one. */
function transmitTcn(p: Port): void {
  const { journal } = p.stack.world;
  if (!p.runs('tcWhile')) {
    become(p, TRANSMIT, 'rstp.nothing-to-tell', { newInfo: false });
    return;
  }
  journal.begin(TRANSMIT, 'rstp.send-tcn', { dev: p.dev });
  sendTcn(p.stack, p.stack.dev(p.dev));
  p.set(sent(p));
  journal.end();
}

export const TRANSMIT_MACHINE: readonly Transition[] = [
  { when: p => maySend(p) && p.vars.sendRstp, enter: transmitRst },
  { when: p => maySend(p) && p.row.role === 'designated', enter: transmitConfig },
  { when: p => maySend(p) && p.row.role === 'root', enter: transmitTcn },
  {
    when: p => p.vars.selected && !p.vars.updtInfo && saysHello(p) && !p.runs('helloWhen'),
    enter: p => {
      const { helloTime } = p.designatedTimes;
      become(
        p,
        TRANSMIT,
        'rstp.hello',
        { newInfo: true, helloWhen: p.now + helloTime },
        { bridge: p.bridge, hello: helloTime },
      );
    },
  },
];
