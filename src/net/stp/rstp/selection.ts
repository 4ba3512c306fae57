// Who is root, which way leads there, and what each port is to be (IEEE 802.1D-2004 §17.28, updtRolesTree() §17.21.25).
import type { Stack } from '../../stack.js';
import { portsOfBridge, stpOf } from '../rows.js';
import { type BridgePortRow, macOfId, SECOND, type StpRow } from '../tables.js';
import { compareVectors, compareWays } from '../vector.js';
import { Port, rstpOf, type Times, varsOf } from './port.js';
import { ROLE_SELECTION } from './stages.js';
import type { RstpPortRow } from './tables.js';

/** ROLE_SELECTION: all roles of the bridge, from what its ports know. */
export function selectRoles(stack: Stack, bridge: number): void {
  const { journal } = stack.world;
  const before = stpOf(stack, bridge);
  const rows = portsOfBridge(stack, bridge);
  const [best, second] = rows.filter(row => isWay(stack, before, row)).sort((x, y) => compareWays(x, y)[0]);
  // The bridge's own vector is better than what is further off the root that it would be itself.
  const way = best !== undefined && best.rootId < before.bridgeId ? best : undefined;
  if (way === undefined) {
    const { bridgeId: own, rootId } = before;
    if (rootId !== own) journal.begin(ROLE_SELECTION, 'rstp.own-root', { bridge, own, before: rootId });
    else journal.begin(ROLE_SELECTION, 'rstp.same-root', { bridge, root: own, cost: 0 });
  } else {
    const args = { bridge, root: way.rootId, cost: way.rootCost + way.cost };
    if (before.rootPort === way.dev && before.rootId === way.rootId && before.rootCost === args.cost) {
      journal.begin(ROLE_SELECTION, 'rstp.same-root', args);
    } else {
      const part = second === undefined ? 'only' : compareWays(way, second)[1];
      const more = { dev: way.dev, neighbour: way.designatedBridge, part, other: second?.dev ?? 0 };
      journal.begin(ROLE_SELECTION, 'rstp.root-port', { ...args, ...more });
    }
  }
  writeRoot(stack, before, way);
  for (const { dev } of rows) selectRole(new Port(stack, dev, bridge), way?.dev ?? 0);
  journal.end();
}

const isWay = (stack: Stack, stp: StpRow, row: BridgePortRow): boolean =>
  varsOf(stack, row.dev).infoIs === 'received' && macOfId(row.designatedBridge) !== macOfId(stp.bridgeId);

function writeRoot(stack: Stack, before: StpRow, way: BridgePortRow | undefined): void {
  const { dev, bridgeId, ownHelloNs, ownMaxAgeNs, ownForwardDelayNs } = before;
  const own = { messageAge: -SECOND, maxAge: ownMaxAgeNs, helloTime: ownHelloNs, fwdDelay: ownForwardDelayNs };
  const times: Times = way === undefined ? own : varsOf(stack, way.dev);
  const { messageAge, maxAge: maxAgeNs, helloTime: helloNs, fwdDelay: forwardDelayNs } = times;
  const root =
    way === undefined
      ? { rootId: bridgeId, rootCost: 0, rootPort: 0 }
      : { rootId: way.rootId, rootCost: way.rootCost + way.cost, rootPort: way.dev };
  stack.stp.patch(dev, { ...root, helloNs, maxAgeNs, forwardDelayNs });
  const age = messageAge + SECOND;
  if (rstpOf(stack, dev).messageAge !== age) stack.rstp.patch(dev, { messageAge: age });
}

const SELECTED = { reselect: false, selected: true } as const;

function selectRole(port: Port, rootPort: number): void {
  const { dev, vars, row, designated } = port;
  const { infoIs } = vars;
  const [order, part] = compareVectors(designated, row);
  if (infoIs === 'disabled') assign(port, { selectedRole: 'disabled' }, 'rstp.role-disabled', {});
  else if (infoIs === 'aged') {
    assign(port, { selectedRole: 'designated', updtInfo: true }, 'rstp.role-designated', { part: 'alone' });
  } else if (infoIs === 'mine') {
    const updtInfo = order !== 0 || !sameTimes(port, vars);
    assign(port, { selectedRole: 'designated', updtInfo }, 'rstp.role-designated', { part: 'alone' });
  } else if (dev === rootPort) assign(port, { selectedRole: 'root', updtInfo: false }, 'rstp.role-root', {});
  else if (order < 0) {
    assign(port, { selectedRole: 'designated', updtInfo: true }, 'rstp.role-designated', { part });
  } else if (macOfId(row.designatedBridge) === macOfId(port.stp.bridgeId)) {
    assign(port, { selectedRole: 'backup', updtInfo: false }, 'rstp.role-backup', {});
  } else assign(port, { selectedRole: 'alternate', updtInfo: false }, 'rstp.role-alternate', { part });
}

type Reason =
  | 'rstp.role-root'
  | 'rstp.role-designated'
  | 'rstp.role-alternate'
  | 'rstp.role-backup'
  | 'rstp.role-disabled';

/** A role that changes has a stage of its own. */
function assign(port: Port, vars: Partial<RstpPortRow>, because: Reason, args: { readonly part?: string }): void {
  const { journal } = port.stack.world;
  const { selectedRole } = port.vars;
  if (vars.selectedRole === selectedRole) {
    port.set({ ...vars, ...SELECTED });
    return;
  }
  const { designatedBridge: neighbour, rootCost: theirs } = port.row;
  const { part = 'same' } = args;
  journal.begin(ROLE_SELECTION, because, { dev: port.dev, neighbour, theirs, own: port.stp.rootCost, part });
  port.set({ ...vars, ...SELECTED });
  journal.end();
}

function sameTimes(port: Port, vars: RstpPortRow): boolean {
  const { messageAge, maxAge, helloTime, fwdDelay } = port.designatedTimes;
  return (
    vars.messageAge === messageAge &&
    vars.maxAge === maxAge &&
    vars.helloTime === helloTime &&
    vars.fwdDelay === fwdDelay
  );
}
