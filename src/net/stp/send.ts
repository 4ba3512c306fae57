// Sending BPDUs: what a designated port announces, and word of a change towards the root (Linux br_transmit_config(),
// br_transmit_tcn()). Read tables.ts first.
import type { Stack } from '../stack.js';
import { sendConfig, sendTcn, TICK_NS } from './bpdu.js';
import { portOf, portsOfBridge, setPortTimer, stpOf } from './rows.js';
import { STP_SEND, STP_TCN } from './stages.js';
import { HOLD_NS, portIdOf } from './tables.js';
import { isDesignated, isRoot } from './vector.js';

/** Announces the root by one port, at most once a second: what comes sooner waits (802.1D-1998 §8.6.1, Hold Timer). */
export function transmitConfig(stack: Stack, dev: number): void {
  const { journal, now } = stack.world;
  const port = portOf(stack, dev);
  const bridge = stpOf(stack, port.bridge);
  if (!bridge.enabled) return;
  if (now < port.holdUntil) {
    journal.begin(STP_SEND, 'stp.hold', { dev, until: port.holdUntil });
    if (!port.pending) {
      stack.bridgePorts.patch(dev, { pending: true });
      setPortTimer(stack, dev, 'holdTimer', port.holdUntil - now);
    }
    journal.end('queued');
    return;
  }
  // Linux differs: 802.1D adds a whole second for each bridge; Linux the time that really passed and one tick of its clock.
  const ageNs = isRoot(bridge) ? 0 : now - portOf(stack, bridge.rootPort).heard + TICK_NS;
  const { rootId, rootCost, bridgeId: designatedBridge } = bridge;
  if (ageNs >= bridge.maxAgeNs) {
    journal.note(STP_SEND, 'stp.send-too-old', { dev, root: rootId, age: ageNs, maxAge: bridge.maxAgeNs }, 'drop');
    return;
  }
  const own = isRoot(bridge);
  journal.begin(STP_SEND, 'stp.send', {
    dev,
    root: rootId,
    cost: rootCost,
    own,
    change: bridge.changing,
    ack: port.ack,
  });
  const { helloNs, maxAgeNs, forwardDelayNs } = bridge;
  const vector = { rootId, rootCost, designatedBridge, designatedPort: portIdOf(port) };
  const flags = { change: bridge.changing, ack: port.ack };
  sendConfig(stack, stack.dev(dev), { ...vector, ...flags, ageNs, helloNs, maxAgeNs, forwardDelayNs });
  stack.bridgePorts.patch(dev, { ack: false, pending: false, holdUntil: now + HOLD_NS });
  setPortTimer(stack, dev, 'holdTimer', undefined);
  journal.end();
}

/** Announces the root by every designated port (Linux br_config_bpdu_generation()). */
export function generateConfigs(stack: Stack, bridge: number): void {
  for (const { dev } of portsOfBridge(stack, bridge)) {
    const port = portOf(stack, dev);
    if (port.state !== 'disabled' && isDesignated(stpOf(stack, bridge), port)) transmitConfig(stack, dev);
  }
}

/** Tells the next bridge towards the root that the topology changed. */
export function transmitTcn(stack: Stack, bridge: number): void {
  const { enabled, rootPort } = stpOf(stack, bridge);
  if (!enabled || rootPort === 0) return;
  stack.world.journal.begin(STP_TCN, 'stp.send-tcn', { dev: rootPort });
  sendTcn(stack, stack.dev(rootPort));
  stack.world.journal.end();
}

/** What waits to be announced or acknowledged by a port that has nothing to announce any more is forgotten. */
export function forgetPending(stack: Stack, dev: number): void {
  const { pending, ack } = portOf(stack, dev);
  if (pending || ack) stack.bridgePorts.patch(dev, { pending: false, ack: false });
  setPortTimer(stack, dev, 'holdTimer', undefined);
}
