// mstpd's side: bridges that it minds, ports that come and go, and what a person may set (mstpd bridge_track.c, mstp.c).
import type { ConfigError } from '../../config.js';
import type { Stack } from '../../stack.js';
import { portOf, portsOfBridge } from '../rows.js';
import { checkRstp } from './migration.js';
import { Port, portsOf } from './port.js';
import { isRapid, run, runSoon, stopClock } from './run.js';
import { RSTP_SET } from './stages.js';
import { type AdminP2p, MIGRATE_NS, type RstpPortRow, TX_HOLD_COUNT, TX_HOLD_LIMITS } from './tables.js';

/** Hands a bridge to mstpd, which works its tree out once the spanning tree is switched on. */
export function addRstpBridge(stack: Stack, bridge: number): void {
  if (stack.rstp.has(bridge)) return;
  stack.world.journal.begin(RSTP_SET, 'rstp.add-bridge', { bridge });
  stack.rstp.set(bridge, { dev: bridge, txHoldCount: TX_HOLD_COUNT, messageAge: 0, changes: 0, timer: -1 });
  for (const { dev } of portsOfBridge(stack, bridge)) addRstpPort(stack, bridge, dev);
  stack.world.journal.end();
}

/** A row for a port of such a bridge: nothing works yet. */
export function addRstpPort(stack: Stack, bridge: number, dev: number): void {
  if (stack.rstp.has(bridge)) stack.rstpPorts.set(dev, { ...FRESH, dev });
}

const FRESH: Omit<RstpPortRow, 'dev'> = {
  adminEdge: false,
  autoEdge: true,
  adminP2p: 'auto',
  portEnabled: false,
  operPointToPointMac: true,
  operEdge: false,
  infoIs: 'disabled',
  selectedRole: 'disabled',
  selected: false,
  reselect: true,
  updtInfo: false,
  proposing: false,
  proposed: false,
  agree: false,
  agreed: false,
  sync: false,
  synced: true,
  reRoot: false,
  disputed: false,
  learn: false,
  forward: false,
  sendRstp: true,
  rcvdRstp: false,
  rcvdStp: false,
  migration: 'checking-rstp',
  change: 'inactive',
  rcvdTc: false,
  rcvdTcn: false,
  rcvdTcAck: false,
  tcProp: false,
  tcAck: false,
  newInfo: false,
  txCount: 0,
  txSince: 0,
  messageAge: 0,
  maxAge: 0,
  helloTime: 0,
  fwdDelay: 0,
  edgeDelayWhile: 0,
  fdWhile: 0,
  helloWhen: 0,
  mdelayWhile: 0,
  rbWhile: 0,
  rcvdInfoWhile: 0,
  rrWhile: 0,
  tcWhile: 0,
};

export function forgetRstp(stack: Stack, bridge: number): void {
  if (!stack.rstp.has(bridge)) return;
  stopClock(stack, bridge);
  stack.rstp.delete(bridge);
}

/** operPointToPointMAC (§6.4.3): full duplex means that nobody shares the link. */
function isPointToPoint(stack: Stack, dev: number, admin: AdminP2p): boolean {
  return admin === 'auto' ? stack.links.of(dev)?.duplex !== 'half' : admin === 'yes';
}

/** The machines begin, with whatever ports there are. */
export function startRstp(stack: Stack, bridge: number): void {
  const { journal } = stack.world;
  journal.begin(RSTP_SET, 'rstp.start', { bridge });
  for (const port of portsOf(stack, bridge)) {
    const { adminEdge, autoEdge, adminP2p } = port.vars;
    port.set({ ...FRESH, adminEdge, autoEdge, adminP2p });
    port.put({ state: 'disabled', role: 'disabled' });
    const { up, running } = stack.dev(port.dev);
    if (stack.dev(bridge).up && up && running) enable(port);
  }
  runSoon(stack, bridge);
  journal.end();
}

/** The machines stop. */
export function stopRstp(stack: Stack, bridge: number): void {
  stack.world.journal.begin(RSTP_SET, 'rstp.stop', { bridge });
  stopClock(stack, bridge);
  stack.world.journal.end();
}

function enable(port: Port): void {
  const later = port.now + MIGRATE_NS;
  const operPointToPointMac = isPointToPoint(port.stack, port.dev, port.vars.adminP2p);
  port.set({ portEnabled: true, operPointToPointMac, edgeDelayWhile: later, mdelayWhile: later });
}

/** Whether a port's link works has changed, or its bridge was switched on or off. */
export function rstpPortEnabled(stack: Stack, dev: number, works: boolean): void {
  const { journal } = stack.world;
  const port = new Port(stack, dev, portOf(stack, dev).bridge);
  if (port.vars.portEnabled === works) return;
  journal.begin(RSTP_SET, works ? 'rstp.port-enabled' : 'rstp.port-disabled', { dev });
  if (works) {
    enable(port);
    runSoon(stack, port.bridge);
  } else {
    port.set({ portEnabled: false });
    run(stack, port.bridge);
  }
  journal.end();
}

/** Something that roles hang on was set: they are chosen anew. */
export function reselectAll(stack: Stack, bridge: number): void {
  for (const port of portsOf(stack, bridge)) port.set({ reselect: true, selected: false });
  run(stack, bridge);
}

/** What may be set of a port. */
export type RstpPortSettings = Partial<Pick<RstpPortRow, 'adminEdge' | 'autoEdge' | 'adminP2p'>>;

/** Ports of bridges that mstpd does not mind have nothing to set (`ENOENT`). */
export function setRstpPort(stack: Stack, dev: number, settings: RstpPortSettings): ConfigError | undefined {
  if (!stack.rstpPorts.has(dev)) return 'ENOENT';
  const { bridge } = portOf(stack, dev);
  const port = new Port(stack, dev, bridge);
  for (const [what, value] of Object.entries(settings)) {
    const word = typeof value === 'string' ? value : value ? 'yes' : 'no';
    stack.world.journal.begin(RSTP_SET, 'rstp.set-port', { dev, what, value: word });
    port.set({ [what]: value });
    if (what === 'adminP2p') port.set({ operPointToPointMac: isPointToPoint(stack, dev, port.vars.adminP2p) });
    if (isRapid(stack, bridge)) run(stack, bridge);
    stack.world.journal.end();
  }
  return undefined;
}

/** Looks anew whether the neighbour speaks RSTP (mcheck, §17.19.13). */
export function rstpCheck(stack: Stack, dev: number): ConfigError | undefined {
  if (!stack.rstpPorts.has(dev)) return 'ENOENT';
  const { bridge } = portOf(stack, dev);
  const port = new Port(stack, dev, bridge);
  stack.world.journal.begin(RSTP_SET, 'rstp.mcheck', { dev });
  if (isRapid(stack, bridge) && port.vars.portEnabled) {
    checkRstp(port);
    run(stack, bridge);
  }
  stack.world.journal.end();
  return undefined;
}

export function setTxHoldCount(stack: Stack, bridge: number, txHoldCount: number): ConfigError | undefined {
  const [least, most] = TX_HOLD_LIMITS;
  if (!stack.rstp.has(bridge)) return 'ENOENT';
  if (txHoldCount < least || txHoldCount > most) return 'ERANGE';
  stack.world.journal.begin(RSTP_SET, 'rstp.set-bridge', { bridge, value: txHoldCount });
  stack.rstp.patch(bridge, { txHoldCount });
  if (isRapid(stack, bridge)) run(stack, bridge);
  stack.world.journal.end();
  return undefined;
}
