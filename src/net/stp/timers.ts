// The clocks of the spanning tree, each an event (Linux br_stp_timer.c; IEEE 802.1D-1998 §8.7). Read rows.ts first.
import type { EventKind } from '../../sim/index.js';
import type { Stack } from '../stack.js';
import { becomeRootBridge, changeOver } from './change.js';
import { configurationUpdate, forgetHeard } from './election.js';
import { CHANGE, FORWARD_DELAY, HELLO, HOLD, MESSAGE_AGE, portOf, setBridgeTimer, stpOf, TCN } from './rows.js';
import { attachRstp } from './rstp/index.js';
import { generateConfigs, transmitConfig, transmitTcn } from './send.js';
import { STP_TIMER } from './stages.js';
import { delayOver, portStateSelection } from './states.js';
import { isRoot } from './vector.js';

type Reason = (typeof STP_TIMER)['reasons'][number];
type Clock = 'helloTimer' | 'tcnTimer' | 'changeTimer';

/** Registers the timers: call once per stack. */
export function attachStp(stack: Stack): void {
  const { world } = stack;
  const { journal } = world;
  const ofBridge = (kind: EventKind, timer: Clock, reason: Reason, work: (bridge: number) => void) =>
    world.handle(kind, bridge => {
      journal.begin(STP_TIMER, reason, { bridge, hello: stpOf(stack, bridge).helloNs });
      stack.stp.patch(bridge, { [timer]: -1 });
      work(bridge);
      journal.end();
    });
  const ofPort = (
    kind: EventKind,
    timer: 'ageTimer' | 'delayTimer' | 'holdTimer',
    reason: Reason,
    work: (dev: number) => void,
  ) =>
    world.handle(kind, dev => {
      const port = portOf(stack, dev);
      journal.begin(STP_TIMER, reason, { dev, neighbour: port.designatedBridge, state: port.state });
      stack.bridgePorts.patch(dev, { [timer]: -1 });
      work(dev);
      journal.end();
    });
  attachRstp(stack);
  ofBridge(HELLO, 'helloTimer', 'stp.timer-hello', bridge => hello(stack, bridge));
  ofBridge(TCN, 'tcnTimer', 'stp.timer-tcn', bridge => tellAgain(stack, bridge));
  ofBridge(CHANGE, 'changeTimer', 'stp.timer-change', bridge => changeOver(stack, bridge));
  ofPort(MESSAGE_AGE, 'ageTimer', 'stp.timer-age', dev => neighbourLost(stack, dev));
  ofPort(FORWARD_DELAY, 'delayTimer', 'stp.timer-delay', dev => delayOver(stack, dev));
  ofPort(HOLD, 'holdTimer', 'stp.timer-hold', dev => {
    if (portOf(stack, dev).pending) transmitConfig(stack, dev);
  });
}

function hello(stack: Stack, bridge: number): void {
  const { enabled, helloNs } = stpOf(stack, bridge);
  if (!stack.dev(bridge).up || !enabled) return;
  generateConfigs(stack, bridge);
  setBridgeTimer(stack, bridge, 'helloTimer', helloNs);
}

function tellAgain(stack: Stack, bridge: number): void {
  const stp = stpOf(stack, bridge);
  if (isRoot(stp) || !stack.dev(bridge).up) return;
  transmitTcn(stack, bridge);
  setBridgeTimer(stack, bridge, 'tcnTimer', stp.ownHelloNs);
}

/** Nothing was heard for too long: what was announced on the port's link counts no longer. */
function neighbourLost(stack: Stack, dev: number): void {
  const { state, bridge } = portOf(stack, dev);
  if (state === 'disabled') return;
  const wasRoot = isRoot(stpOf(stack, bridge));
  forgetHeard(stack, dev);
  configurationUpdate(stack, bridge);
  portStateSelection(stack, bridge);
  if (!wasRoot && isRoot(stpOf(stack, bridge))) becomeRootBridge(stack, bridge);
}
