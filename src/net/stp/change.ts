// Topology changes: noticed at a port, told to the root by notifications, announced by the root to all (802.1D-1998 §8.5.3.11
// to §8.5.3.13, §8.6.6, §8.6.14 to §8.6.16). While it lasts addresses age within the forward delay: they may be elsewhere.
import { kindOf } from '../device.js';
import type { Stack } from '../stack.js';
import { setBridgeTimer, stpOf } from './rows.js';
import { generateConfigs, transmitTcn } from './send.js';
import { STP_CHANGE } from './stages.js';
import { isRoot } from './vector.js';

/** A port began or ceased to forward (Linux br_topology_change_detection()). */
export function changeDetected(stack: Stack, bridge: number): void {
  const { journal } = stack.world;
  const stp = stpOf(stack, bridge);
  if (!stp.enabled) return;
  if (isRoot(stp)) {
    const lasts = stp.ownForwardDelayNs + stp.ownMaxAgeNs;
    journal.begin(STP_CHANGE, 'stp.change-root', { bridge, lasts });
    setChanging(stack, bridge, true);
    setBridgeTimer(stack, bridge, 'changeTimer', lasts);
  } else if (stp.detected) {
    journal.begin(STP_CHANGE, 'stp.change-told', { bridge, dev: stp.rootPort });
  } else {
    journal.begin(STP_CHANGE, 'stp.change-tell', { bridge, dev: stp.rootPort, every: stp.ownHelloNs });
    transmitTcn(stack, bridge);
    setBridgeTimer(stack, bridge, 'tcnTimer', stp.ownHelloNs);
  }
  if (!stp.detected) stack.stp.patch(bridge, { detected: true });
  journal.end();
}

/** The bridge towards the root has heard of the change (Linux br_topology_change_acknowledged()). */
export function changeAcknowledged(stack: Stack, bridge: number): void {
  const { journal } = stack.world;
  const { detected, tcnTimer, rootPort } = stpOf(stack, bridge);
  if (!detected && tcnTimer < 0) return;
  journal.begin(STP_CHANGE, 'stp.change-acknowledged', { bridge, dev: rootPort });
  stack.stp.patch(bridge, { detected: false });
  setBridgeTimer(stack, bridge, 'tcnTimer', undefined);
  journal.end();
}

/** What the root's BPDU says of a change. */
export function followRoot(stack: Stack, bridge: number, changing: boolean): void {
  const stp = stpOf(stack, bridge);
  if (stp.changing === changing) return;
  const { journal } = stack.world;
  journal.begin(STP_CHANGE, 'stp.change-flag', { bridge, changing, delay: stp.forwardDelayNs });
  setChanging(stack, bridge, changing);
  journal.end();
}

/** The root has announced the change long enough. */
export function changeOver(stack: Stack, bridge: number): void {
  const { journal } = stack.world;
  journal.begin(STP_CHANGE, 'stp.change-end', { bridge });
  stack.stp.patch(bridge, { detected: false });
  setChanging(stack, bridge, false);
  journal.end();
}

/** Linux __br_set_topology_change() and hold_time(). */
export function setChanging(stack: Stack, bridge: number, changing: boolean): void {
  if (stpOf(stack, bridge).changing === changing) return;
  stack.stp.patch(bridge, { changing });
  // Linux 6.18 was seen not to look at the table before its next regular round (test/data/linux/stp-ageing.txt); older
  // kernels took no entry that was too old, and 802.1D-1998 §8.3.5 wants it gone.
  const dev = stack.dev(bridge);
  if (changing && stack.profile === 'classic') kindOf(dev).ageAnew?.(stack, dev);
}

/** The bridge finds itself root: its own times hold, and everybody is to know (Linux br_become_root_bridge()). */
export function becomeRootBridge(stack: Stack, bridge: number): void {
  const { ownHelloNs: helloNs, ownMaxAgeNs: maxAgeNs, ownForwardDelayNs: forwardDelayNs } = stpOf(stack, bridge);
  stack.stp.patch(bridge, { helloNs, maxAgeNs, forwardDelayNs });
  changeDetected(stack, bridge);
  setBridgeTimer(stack, bridge, 'tcnTimer', undefined);
  if (!stack.dev(bridge).up || !stpOf(stack, bridge).enabled) return;
  generateConfigs(stack, bridge);
  setBridgeTimer(stack, bridge, 'helloTimer', helloNs);
}
