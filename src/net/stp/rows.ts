// Reading the rows of a bridge, and its timers: a timer is a pending event whose number stands in the row.
import { type EventKind, eventKind } from '../../sim/index.js';
import type { Stack } from '../stack.js';
import type { BridgePortRow, StpRow } from './tables.js';

export const HELLO = eventKind('stp_hello');
export const TCN = eventKind('stp_tcn');
export const CHANGE = eventKind('stp_change');
export const MESSAGE_AGE = eventKind('stp_message_age');
export const FORWARD_DELAY = eventKind('stp_forward_delay');
export const HOLD = eventKind('stp_hold');

export function stpOf(stack: Stack, bridge: number): StpRow {
  const row = stack.stp.get(bridge);
  if (row === undefined) throw new Error(`device ${bridge} is no bridge`);
  return row;
}

export function portOf(stack: Stack, dev: number): BridgePortRow {
  const row = stack.bridgePorts.get(dev);
  if (row === undefined) throw new Error(`device ${dev} is no port of a bridge`);
  return row;
}

/** Rows of a bridge's ports, the one that joined last first: Linux goes through them in that order. */
export function portsOfBridge(stack: Stack, bridge: number): BridgePortRow[] {
  const out: BridgePortRow[] = [];
  for (const dev of stack.netnsOf(stack.dev(bridge)).devices()) {
    const row = dev.master === bridge ? stack.bridgePorts.get(dev.id) : undefined;
    if (row !== undefined) out.push(row);
  }
  return out.reverse();
}

const BRIDGE_TIMERS = { helloTimer: HELLO, tcnTimer: TCN, changeTimer: CHANGE } as const;
const PORT_TIMERS = { ageTimer: MESSAGE_AGE, delayTimer: FORWARD_DELAY, holdTimer: HOLD } as const;
type BridgeTimer = keyof typeof BRIDGE_TIMERS;
type PortTimer = keyof typeof PORT_TIMERS;

/** Lets a timer of the bridge expire `ns` from now (Linux mod_timer()); undefined stops it. */
export function setBridgeTimer(stack: Stack, bridge: number, timer: BridgeTimer, ns: number | undefined): void {
  const at = moved(stack, stpOf(stack, bridge)[timer], BRIDGE_TIMERS[timer], bridge, ns);
  if (at !== undefined) stack.stp.patch(bridge, { [timer]: at });
}

export function setPortTimer(stack: Stack, port: number, timer: PortTimer, ns: number | undefined): void {
  const at = moved(stack, portOf(stack, port)[timer], PORT_TIMERS[timer], port, ns);
  if (at !== undefined) stack.bridgePorts.patch(port, { [timer]: at });
}

function moved(
  stack: Stack,
  pending: number,
  kind: EventKind,
  dev: number,
  ns: number | undefined,
): number | undefined {
  if (pending < 0 && ns === undefined) return undefined;
  if (pending >= 0) stack.world.cancel(pending);
  return ns === undefined ? -1 : stack.world.schedule(stack.world.now + ns, kind, dev);
}

/** How long until a pending event, in ns; 0 for none. */
export const timeLeft = ({ world }: Stack, timer: number): number =>
  timer < 0 ? 0 : Math.max(0, world.queue.timeOf(timer) - world.now);
