// Who is root, which way leads there, and who speaks for each link (Linux br_root_selection(),
// br_designated_port_selection()). Read tables.ts and vector.ts first.
import type { Stack } from '../stack.js';
import { portOf, portsOfBridge, stpOf } from './rows.js';
import { STP_DESIGNATED, STP_ROOT } from './stages.js';
import { type BridgePortRow, portIdOf, type StpRow } from './tables.js';
import { compareOwn, compareWays, isDesignated, mayBeRootPort, type Part } from './vector.js';

/** Linux br_configuration_update(). */
export function configurationUpdate(stack: Stack, bridge: number): void {
  selectRoot(stack, bridge);
  selectDesignated(stack, bridge);
}

function selectRoot(stack: Stack, bridge: number): void {
  const { journal } = stack.world;
  const stp = stpOf(stack, bridge);
  const [best, second] = portsOfBridge(stack, bridge)
    .filter(p => mayBeRootPort(stp, p))
    .sort((x, y) => compareWays(x, y)[0]);
  if (best === undefined) {
    if (stp.rootPort === 0 && stp.rootId === stp.bridgeId && stp.rootCost === 0) return;
    journal.begin(STP_ROOT, 'stp.own-root', { bridge, own: stp.bridgeId, before: stp.rootId });
    stack.stp.patch(bridge, { rootPort: 0, rootId: stp.bridgeId, rootCost: 0 });
    journal.end();
    return;
  }
  const rootCost = best.rootCost + best.cost;
  const { rootId, dev: rootPort } = best;
  if (stp.rootPort === rootPort && stp.rootId === rootId && stp.rootCost === rootCost) return;
  const part: Part | 'only' = second === undefined ? 'only' : compareWays(best, second)[1];
  const args = { bridge, dev: rootPort, root: rootId, cost: rootCost, neighbour: best.designatedBridge, part };
  journal.begin(STP_ROOT, 'stp.root-port', { ...args, other: second?.dev ?? 0 });
  stack.stp.patch(bridge, { rootPort, rootId, rootCost });
  journal.end();
}

function selectDesignated(stack: Stack, bridge: number): void {
  const stp = stpOf(stack, bridge);
  for (const port of portsOfBridge(stack, bridge)) {
    if (port.state === 'disabled') continue;
    if (isDesignated(stp, port)) {
      becomeDesignated(stack, stp, port, 'stp.announces-anew', 'same');
      continue;
    }
    const [order, part] = compareOwn(stp, port);
    if (order < 0) becomeDesignated(stack, stp, port, 'stp.designated', part);
  }
}

/** The port announces what its bridge knows (Linux br_become_designated_port()). */
function becomeDesignated(
  stack: Stack,
  stp: StpRow,
  port: BridgePortRow,
  reason: 'stp.designated' | 'stp.announces-anew',
  part: Part,
): void {
  const { rootId, rootCost, bridgeId: designatedBridge } = stp;
  const same = port.rootId === rootId && port.rootCost === rootCost && isDesignated(stp, port);
  if (same) return;
  const { journal } = stack.world;
  const args = { dev: port.dev, root: rootId, cost: rootCost, part };
  journal.begin(STP_DESIGNATED, reason, { ...args, neighbour: port.designatedBridge, theirs: port.rootCost });
  stack.bridgePorts.patch(port.dev, { rootId, rootCost, designatedBridge, designatedPort: portIdOf(port) });
  journal.end();
}

/** What was heard on a port's link counts no longer: the port announces again what its bridge knows. */
export function forgetHeard(stack: Stack, dev: number): void {
  const port = portOf(stack, dev);
  const { rootId, rootCost, bridgeId: designatedBridge } = stpOf(stack, port.bridge);
  stack.bridgePorts.patch(dev, { rootId, rootCost, designatedBridge, designatedPort: portIdOf(port) });
}
