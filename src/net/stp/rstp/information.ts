// Where a port's priority vector comes from: nobody, this bridge, or a BPDU that came in (IEEE 802.1D-2004 §17.27).

import type { Bpdu } from '../bpdu.js';
import { SECOND } from '../tables.js';
import { compareVectors, type Vector } from '../vector.js';
import { become, type Transition } from './machine.js';
import type { Port, Times } from './port.js';
import { INFORMATION } from './stages.js';

/** better or the same (§17.21.1); §17.6 has another word, superior, for what replaces it. */
const notWorse = (x: Vector, y: Vector): boolean => compareVectors(x, y)[0] <= 0;

export const INFORMATION_MACHINE: readonly Transition[] = [
  {
    when: p => !p.vars.portEnabled && p.vars.infoIs !== 'disabled',
    enter: p => become(p, INFORMATION, 'rstp.info-disabled', { ...FORGOTTEN, infoIs: 'disabled' }),
  },
  {
    when: p => p.vars.portEnabled && p.vars.infoIs === 'disabled',
    enter: p => become(p, INFORMATION, 'rstp.info-enabled', { infoIs: 'aged', reselect: true, selected: false }),
  },
  { when: p => p.vars.selected && p.vars.updtInfo, enter: update },
  {
    when: p => p.vars.infoIs === 'received' && !p.runs('rcvdInfoWhile') && !p.vars.updtInfo,
    enter: p => {
      const neighbour = p.row.designatedBridge;
      const vars = { infoIs: 'aged', reselect: true, selected: false } as const;
      become(p, INFORMATION, 'rstp.info-aged', vars, { neighbour });
    },
  },
];

const FORGOTTEN = {
  proposing: false,
  proposed: false,
  agree: false,
  agreed: false,
  rcvdInfoWhile: 0,
  reselect: true,
  selected: false,
} as const;

/** UPDATE: the port announces what its bridge knows. */
function update(p: Port): void {
  const { journal } = p.stack.world;
  const { infoIs, agreed: before, synced } = p.vars;
  const { designated } = p;
  journal.begin(INFORMATION, 'rstp.info-update', { dev: p.dev, root: designated.rootId, cost: designated.rootCost });
  const agreed = before && infoIs === 'mine' && notWorse(designated, p.row);
  p.put(designated);
  p.set({
    ...p.designatedTimes,
    proposing: false,
    proposed: false,
    agreed,
    synced: synced && agreed,
    updtInfo: false,
    infoIs: 'mine',
    newInfo: true,
  });
  journal.end();
}

type Told = Extract<Bpdu, { readonly type: 'config' | 'rst' }>;

/** Whole seconds, as mstpd takes them: Linux's own bridges tell ages in 1/256 s, which differ from one hello to the next. */
const whole = (ns: number): number => Math.floor(ns / SECOND) * SECOND;
const timesOf = (got: Told): Times => ({
  messageAge: whole(got.ageNs),
  maxAge: whole(got.maxAgeNs),
  helloTime: Math.max(SECOND, whole(got.helloNs)),
  fwdDelay: whole(got.forwardDelayNs),
});
const sameTimes = (x: Times, y: Times): boolean =>
  x.messageAge === y.messageAge && x.maxAge === y.maxAge && x.helloTime === y.helloTime && x.fwdDelay === y.fwdDelay;

/** rcvInfo() (§17.21.8) and what follows from it. A configuration BPDU comes from a designated port. */
export function receiveInfo(p: Port, frame: number, got: Bpdu): void {
  if (got.type === 'tcn') {
    become(p, INFORMATION, 'rstp.tcn', { rcvdTcn: true }, { frame });
    return;
  }
  const known = p.row;
  const [order, part] = compareVectors(got, known);
  const same = order === 0 && sameTimes(timesOf(got), p.vars) && p.vars.infoIs === 'received';
  const repeats = got.designatedBridge === known.designatedBridge && got.designatedPort === known.designatedPort;
  const args = { frame, root: got.rootId, cost: got.rootCost, neighbour: got.designatedBridge };
  if (got.type === 'config' || got.role === 'designated' || got.role === 'disabled') {
    if (same) repeated(p, got, args);
    else if (order < 0 || repeats) superior(p, got, { ...args, part, known: known.designatedBridge });
    else inferior(p, got, args);
  } else if (order >= 0) notDesignated(p, got, args);
  else become(p, INFORMATION, 'rstp.other', {}, args);
}

interface Said {
  readonly frame: number;
  readonly root: string;
  readonly cost: number;
  readonly neighbour: string;
}

const proposes = (got: Told): boolean => got.type === 'rst' && got.proposal;

/** setTcFlags() (§17.21.17). */
const changeFlags = (got: Told) => ({
  ...(got.change ? { rcvdTc: true } : {}),
  ...(got.ack ? { rcvdTcAck: true } : {}),
});

/** updtRcvdInfoWhile() (§17.21.23): three hellos, unless the news came too far. */
const believedUntil = (p: Port, { messageAge, maxAge, helloTime }: Times): number =>
  messageAge + SECOND <= maxAge ? p.now + 3 * helloTime : 0;

function superior(p: Port, got: Told, args: Said & { part: string; known: string }): void {
  const { journal } = p.stack.world;
  const { agree, infoIs } = p.vars;
  const proposal = proposes(got);
  const { rootId: knownRoot, rootCost: knownCost } = p.row;
  journal.begin(INFORMATION, 'rstp.superior', { dev: p.dev, ...args, knownRoot, knownCost, proposal });
  const still = agree && infoIs === 'received' && notWorse(got, p.row);
  const { rootId, rootCost, designatedBridge, designatedPort } = got;
  p.put({ rootId, rootCost, designatedBridge, designatedPort, heard: p.now });
  const times = timesOf(got);
  p.set({
    ...changeFlags(got),
    ...times,
    ...(proposal ? { proposed: true } : {}),
    agreed: false,
    proposing: false,
    agree: still,
    rcvdInfoWhile: believedUntil(p, times),
    infoIs: 'received',
    reselect: true,
    selected: false,
  });
  journal.end();
}

function repeated(p: Port, got: Told, args: Said): void {
  const vars = {
    ...changeFlags(got),
    ...(proposes(got) ? { proposed: true } : {}),
    rcvdInfoWhile: believedUntil(p, timesOf(got)),
  };
  become(p, INFORMATION, 'rstp.repeated', vars, { ...args, proposal: proposes(got) });
}

/**
 * recordDispute(): another port takes itself for designated here, learns already, and does not hear what this one says.
 * 802.1D-2004 §17.21.10 takes that for an agreement; 802.1Q-2005 §13.26.6 for what it is, and so do mstpd and this.
 */
function inferior(p: Port, got: Told, args: Said): void {
  const { learn, forward } = p.vars;
  if (got.type === 'rst' && got.learning && (learn || forward)) {
    become(p, INFORMATION, 'rstp.disputed', { disputed: true, agreed: false }, { ...args });
  } else become(p, INFORMATION, 'rstp.inferior', {}, { ...args });
}

/** recordAgreement() (§17.21.9): a root, alternate or backup port answers. */
function notDesignated(p: Port, got: Told, args: Said): void {
  const yes = got.type === 'rst' && got.agreement && p.vars.operPointToPointMac;
  const vars = yes ? { agreed: true, proposing: false } : { agreed: false };
  const role = got.type === 'rst' ? got.role : 'root';
  become(
    p,
    INFORMATION,
    yes ? 'rstp.agreement' : 'rstp.no-agreement',
    { ...vars, ...changeFlags(got) },
    { ...args, role },
  );
}
