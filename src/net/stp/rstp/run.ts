// Lets the state machines of a bridge run until none of them has anything to do, and sets the clock for when one will. Read
// tables.ts, port.ts and machine.ts first; then selection.ts, role.ts and information.ts.
import type { EventKind } from '../../../sim/index.js';
import { eventKind } from '../../../sim/index.js';
import type { Stack } from '../../stack.js';
import { stpOf } from '../rows.js';
import { CHANGE_MACHINE } from './change.js';
import { INFORMATION_MACHINE } from './information.js';
import type { Transition } from './machine.js';
import { DETECTION_MACHINE, MIGRATION_MACHINE } from './migration.js';
import { type Port, portsOf, rstpOf, type Timer } from './port.js';
import { ROLE_MACHINE } from './role.js';
import { selectRoles } from './selection.js';
import { TIMERS, TRANSMIT } from './stages.js';
import { STATE_MACHINE } from './state.js';
import { heldUntil, saysHello, TRANSMIT_MACHINE, wantsToSend } from './transmit.js';

export const RSTP_TIMER: EventKind = eventKind('rstp_timer');

/** Whether the bridge's tree is worked out by RSTP now. */
export function isRapid(stack: Stack, bridge: number): boolean {
  const { enabled, version } = stpOf(stack, bridge);
  return enabled && version === 'rstp';
}

/** In this order: news first, then roles, then what follows, and sending last, when all that it tells is settled. */
const MACHINES: readonly (readonly Transition[])[] = [
  DETECTION_MACHINE,
  MIGRATION_MACHINE,
  INFORMATION_MACHINE,
  ROLE_MACHINE,
  STATE_MACHINE,
  CHANGE_MACHINE,
];

/** Rounds after which something must be wrong with the machines: each port settles in a few dozen transitions. */
const MOST_ROUNDS = 1000;

export function run(stack: Stack, bridge: number): void {
  const ports = portsOf(stack, bridge);
  let rounds = 0;
  do {
    do {
      if (++rounds > MOST_ROUNDS) throw new Error(`the spanning tree of bridge ${bridge} does not settle`);
      select(stack, bridge, ports);
    } while (MACHINES.map(machine => moveAll(stack, bridge, ports, machine)).includes(true));
  } while (moveAll(stack, bridge, ports, TRANSMIT_MACHINE));
  for (const port of ports) {
    const until = wantsToSend(port) ? heldUntil(port) : 0;
    if (until > 0) stack.world.journal.note(TRANSMIT, 'rstp.hold', { dev: port.dev, bridge, until }, 'queued');
  }
  setClock(stack, bridge, ports);
}

function select(stack: Stack, bridge: number, ports: readonly Port[]): void {
  if (ports.some(({ vars }) => vars.reselect)) selectRoles(stack, bridge);
}

/** Lets one machine of every port run; roles are chosen anew as soon as a port asks for it. */
function moveAll(stack: Stack, bridge: number, ports: readonly Port[], machine: readonly Transition[]): boolean {
  let moved = false;
  for (const port of ports) {
    for (let steps = 0; ; steps++) {
      const next = machine.find(transition => transition.when(port));
      if (next === undefined) break;
      if (steps > MOST_ROUNDS) throw new Error(`a state machine of device ${port.dev} does not settle`);
      next.enter(port);
      select(stack, bridge, ports);
      moved = true;
    }
  }
  return moved;
}

/** Timers that something waits for. */
function* awaited(port: Port): Iterable<Timer> {
  const { vars } = port;
  const { role } = port.row;
  if (!vars.portEnabled) return;
  if (vars.autoEdge && vars.sendRstp && vars.proposing && !vars.operEdge) yield 'edgeDelayWhile';
  if ((role === 'root' || role === 'designated') && !vars.forward) yield 'fdWhile';
  // A root port says hello only as long as it tells of a change.
  if (saysHello(port) && (role === 'designated' || vars.helloWhen < vars.tcWhile)) yield 'helloWhen';
  if (vars.migration !== 'sensing') yield 'mdelayWhile';
  if (role === 'root' && !vars.forward) yield 'rbWhile';
  if (vars.infoIs === 'received') yield 'rcvdInfoWhile';
  if (vars.reRoot && role === 'designated') yield 'rrWhile';
}

function nextOf(port: Port): number {
  let next = Number.POSITIVE_INFINITY;
  for (const timer of awaited(port)) if (port.runs(timer)) next = Math.min(next, port.vars[timer]);
  const held = wantsToSend(port) ? heldUntil(port) : 0;
  return held > 0 ? Math.min(next, held) : next;
}

/** One event for all ports: the next time that something is due. */
function setClock(stack: Stack, bridge: number, ports: readonly Port[]): void {
  const { world } = stack;
  const { timer } = rstpOf(stack, bridge);
  const next = Math.min(...ports.map(nextOf));
  if (timer >= 0) {
    if (world.queue.timeOf(timer) === next) return;
    world.cancel(timer);
  }
  const made = Number.isFinite(next) ? world.schedule(next, RSTP_TIMER, bridge) : -1;
  if (made !== timer) stack.rstp.patch(bridge, { timer: made });
}

/**
 * Lets the machines of a bridge run in an event of its own, now: what sets a network up is no event, and a frame that it sent
 * could not be stepped to.
 */
export function runSoon(stack: Stack, bridge: number): void {
  const { world } = stack;
  const { timer } = rstpOf(stack, bridge);
  if (timer >= 0) {
    if (world.queue.timeOf(timer) === world.now) return;
    world.cancel(timer);
  }
  stack.rstp.patch(bridge, { timer: world.schedule(world.now, RSTP_TIMER, bridge) });
}

export function stopClock(stack: Stack, bridge: number): void {
  const { timer } = rstpOf(stack, bridge);
  if (timer < 0) return;
  stack.world.cancel(timer);
  stack.rstp.patch(bridge, { timer: -1 });
}

/** Registers the timers: call once per stack. */
export function attachRstp(stack: Stack): void {
  const { world } = stack;
  world.handle(RSTP_TIMER, bridge => {
    const { journal, now } = world;
    journal.begin(TIMERS, 'rstp.tick', { bridge });
    stack.rstp.patch(bridge, { timer: -1 });
    for (const port of portsOf(stack, bridge)) {
      for (const timer of awaited(port)) {
        if (port.vars[timer] === now) journal.note(TIMERS, 'rstp.expired', { dev: port.dev, timer });
      }
    }
    run(stack, bridge);
    journal.end();
  });
}
