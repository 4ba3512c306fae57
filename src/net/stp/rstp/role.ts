// What a port does in its role: the handshake of proposal and agreement, and when it may learn and forward (IEEE 802.1D-2004
// §17.29, figures 17-20 to 17-23). Read selection.ts first.
import { become, type Transition } from './machine.js';
import type { Port } from './port.js';
import { ROLE_TRANSITIONS } from './stages.js';
import { MIGRATE_NS, type RstpPortRow } from './tables.js';

/** All conditions of this machine ask for it. */
const settled = (p: Port): boolean => p.vars.selected && !p.vars.updtInfo;
const inRole = (p: Port, ...roles: readonly string[]): boolean => settled(p) && roles.includes(p.row.role);

/** Timers that the role kept wound up begin to run when it ends. */
function wound(p: Port): Partial<RstpPortRow> {
  const { now, designatedTimes: times } = p;
  switch (p.row.role) {
    case 'root':
      return { rrWhile: now + times.fwdDelay };
    case 'backup':
      return { fdWhile: now + p.forwardDelay, rbWhile: now + 2 * times.helloTime };
    case 'alternate':
      return { fdWhile: now + p.forwardDelay };
    case 'disabled':
      return { fdWhile: now + times.maxAge };
    default:
      return {};
  }
}

type Reason = 'rstp.to-disabled' | 'rstp.to-root' | 'rstp.to-designated' | 'rstp.to-block';

function changeRole(p: Port, because: Reason, vars: Partial<RstpPortRow>): void {
  const { journal } = p.stack.world;
  const { role: before } = p.row;
  const role = p.vars.selectedRole;
  const left = wound(p);
  journal.begin(ROLE_TRANSITIONS, because, { dev: p.dev, role, before });
  p.put({ role });
  p.set({ ...left, ...vars });
  journal.end();
}

const changesTo = (p: Port, ...roles: readonly string[]): boolean => {
  const { selectedRole } = p.vars;
  return settled(p) && selectedRole !== p.row.role && roles.includes(selectedRole);
};

const CHANGES: readonly Transition[] = [
  {
    when: p => changesTo(p, 'disabled'),
    enter: p => changeRole(p, 'rstp.to-disabled', { learn: false, forward: false }),
  },
  { when: p => changesTo(p, 'root'), enter: p => changeRole(p, 'rstp.to-root', {}) },
  { when: p => changesTo(p, 'designated'), enter: p => changeRole(p, 'rstp.to-designated', {}) },
  {
    when: p => changesTo(p, 'alternate', 'backup'),
    enter: p => changeRole(p, 'rstp.to-block', { learn: false, forward: false }),
  },
];

/** reRooted (§17.20.10): no other port was root port of late. */
const reRooted = (p: Port): boolean => p.others().every(other => !other.runs('rrWhile'));
/** allSynced (§17.20.3): nothing behind this bridge could close a loop. */
const allSynced = (p: Port): boolean =>
  [p, ...p.others()].every(({ vars, row }) => {
    const { selected, selectedRole, synced } = vars;
    return selected && selectedRole === row.role && (row.role === 'root' || synced);
  });

/** setSyncTree(), setReRootTree(): every port of the bridge. */
function setAll(
  p: Port,
  because: 'rstp.proposed' | 'rstp.reroot',
  all: Partial<RstpPortRow>,
  own: Partial<RstpPortRow>,
) {
  const { journal } = p.stack.world;
  const ports = p.others();
  journal.begin(ROLE_TRANSITIONS, because, { dev: p.dev, others: ports.length });
  for (const other of ports) other.set(all);
  p.set({ ...all, ...own });
  journal.end();
}

/** Root, alternate and backup ports answer proposals alike. */
const HANDSHAKE: readonly Transition[] = [
  {
    when: p => inRole(p, 'root', 'alternate', 'backup') && p.vars.proposed && !p.vars.agree,
    enter: p => setAll(p, 'rstp.proposed', { sync: true }, { proposed: false }),
  },
  {
    when: p => {
      const { proposed, agree } = p.vars;
      return inRole(p, 'root', 'alternate', 'backup') && (agree ? proposed : allSynced(p));
    },
    enter: p =>
      become(
        p,
        ROLE_TRANSITIONS,
        'rstp.agreed',
        { proposed: false, agree: true, newInfo: true, ...(p.row.role === 'root' ? { sync: false } : {}) },
        { neighbour: p.row.designatedBridge },
      ),
  },
];

const mayForwardAsRoot = (p: Port): boolean => !p.runs('fdWhile') || (reRooted(p) && !p.runs('rbWhile'));
/** By what a port may go on: its time is over, the neighbour agreed, nobody is there, or it is the only way to the root. */
const byWhat = (p: Port): string => {
  const { operEdge, agreed } = p.vars;
  if (p.row.role === 'designated' && operEdge) return 'edge';
  if (p.row.role === 'designated' && agreed) return 'agreed';
  return p.runs('fdWhile') ? 'reroot' : 'time';
};

const ROOT: readonly Transition[] = [
  {
    when: p => inRole(p, 'root') && !p.vars.forward && !p.vars.reRoot,
    enter: p => setAll(p, 'rstp.reroot', { reRoot: true }, {}),
  },
  {
    when: p => inRole(p, 'root') && !p.vars.learn && mayForwardAsRoot(p),
    enter: p => {
      const vars = { learn: true, fdWhile: p.now + p.forwardDelay };
      become(p, ROLE_TRANSITIONS, 'rstp.root-learn', vars, { by: byWhat(p) });
    },
  },
  {
    when: p => inRole(p, 'root') && p.vars.learn && !p.vars.forward && mayForwardAsRoot(p),
    enter: p => become(p, ROLE_TRANSITIONS, 'rstp.root-forward', { forward: true, fdWhile: 0 }, { by: byWhat(p) }),
  },
  {
    when: p => inRole(p, 'root') && p.vars.reRoot && p.vars.forward,
    enter: p => become(p, ROLE_TRANSITIONS, 'rstp.rerooted', { reRoot: false }),
  },
];

const mayGoOn = (p: Port): boolean => {
  const { agreed, operEdge, reRoot, sync } = p.vars;
  return (!p.runs('fdWhile') || agreed || operEdge) && (!reRoot || !p.runs('rrWhile')) && !sync;
};

function mustDiscard(p: Port): boolean {
  const { sync, synced, reRoot, disputed, operEdge, learn, forward } = p.vars;
  const must = (sync && !synced) || (reRoot && p.runs('rrWhile')) || disputed;
  return must && !operEdge && (learn || forward);
}

function isSynced(p: Port): boolean {
  const { synced, sync, agreed, operEdge } = p.vars;
  return synced ? sync : (!p.learning && !p.forwarding) || agreed || operEdge;
}

/** EdgeDelay (§17.20.4): on a shared link a bridge may be slow to answer. */
const edgeDelay = (p: Port): number => (p.vars.operPointToPointMac ? MIGRATE_NS : p.designatedTimes.maxAge);

const DESIGNATED: readonly Transition[] = [
  {
    when: p => inRole(p, 'designated') && mustDiscard(p),
    enter: p => {
      const { sync, synced, disputed } = p.vars;
      const cause = sync && !synced ? 'sync' : disputed ? 'disputed' : 'reroot';
      const vars = { learn: false, forward: false, disputed: false, fdWhile: p.now + p.forwardDelay };
      become(p, ROLE_TRANSITIONS, 'rstp.designated-discard', vars, { cause });
    },
  },
  {
    when: p => {
      const { forward, agreed, proposing, operEdge } = p.vars;
      return inRole(p, 'designated') && !forward && !agreed && !proposing && !operEdge;
    },
    enter: p =>
      become(
        p,
        ROLE_TRANSITIONS,
        'rstp.propose',
        { proposing: true, edgeDelayWhile: p.now + edgeDelay(p), newInfo: true },
        { edge: p.vars.autoEdge, delay: edgeDelay(p) },
      ),
  },
  {
    when: p => inRole(p, 'designated') && isSynced(p),
    enter: p => {
      const { agreed, operEdge } = p.vars;
      const by = operEdge ? 'edge' : agreed ? 'agreed' : p.forwarding ? 'synced' : 'discards';
      become(p, ROLE_TRANSITIONS, 'rstp.synced', { synced: true, sync: false, rrWhile: 0 }, { by });
    },
  },
  {
    when: p => inRole(p, 'designated') && p.vars.reRoot && !p.runs('rrWhile'),
    enter: p => become(p, ROLE_TRANSITIONS, 'rstp.retired', { reRoot: false }),
  },
  {
    when: p => inRole(p, 'designated') && !p.vars.learn && mayGoOn(p),
    enter: p => {
      const vars = { learn: true, fdWhile: p.now + p.forwardDelay };
      become(p, ROLE_TRANSITIONS, 'rstp.designated-learn', vars, { by: byWhat(p) });
    },
  },
  {
    when: p => inRole(p, 'designated') && p.vars.learn && !p.vars.forward && mayGoOn(p),
    enter: p => {
      const vars = { forward: true, fdWhile: 0, agreed: p.vars.sendRstp };
      become(p, ROLE_TRANSITIONS, 'rstp.designated-forward', vars, { by: byWhat(p) });
    },
  },
];

/** DISABLED_PORT, ALTERNATE_PORT, BACKUP_PORT: what discards by its role can close no loop. */
const DISCARDS: readonly Transition[] = [
  {
    when: p => {
      const { sync, reRoot, synced, rrWhile } = p.vars;
      const asks = sync || reRoot || !synced || rrWhile > p.now;
      return asks && inRole(p, 'disabled', 'alternate', 'backup') && !p.learning && !p.forwarding;
    },
    enter: p => {
      const vars = { synced: true, sync: false, reRoot: false, rrWhile: 0 };
      become(p, ROLE_TRANSITIONS, 'rstp.discards-synced', vars, { role: p.row.role });
    },
  },
];

export const ROLE_MACHINE: readonly Transition[] = [...CHANGES, ...DISCARDS, ...HANDSHAKE, ...ROOT, ...DESIGNATED];
