// BPDUs that come in (IEEE 802.1D-2004 §9.3.4, §17.23).
import type { Stack } from '../../stack.js';
import type { NetdevRow } from '../../tables.js';
import { type Bpdu, readBpdu } from '../bpdu.js';
import { portIdOf } from '../tables.js';
import { receiveInfo } from './information.js';
import { Port } from './port.js';
import { run } from './run.js';
import { RECEIVE } from './stages.js';
import { MIGRATE_NS } from './tables.js';

/** Takes a frame to the bridges' group address that came in by a port of a bridge with RSTP. */
export function rstpReceive(stack: Stack, dev: NetdevRow, frame: number): void {
  const { journal } = stack.world;
  const port = new Port(stack, dev.id, dev.master);
  const args = { frame, dev: dev.id };
  const got = readBpdu(stack, frame);
  if (got === undefined) journal.note(RECEIVE, 'rstp.malformed', args, 'drop');
  else if (!port.vars.portEnabled) journal.note(RECEIVE, 'rstp.not-here', args, 'drop');
  else if (port.row.guard) {
    journal.begin(RECEIVE, 'rstp.guarded', args);
    port.set({ portEnabled: false });
    run(stack, port.bridge);
    journal.end('drop');
  } else if (isOwn(port, got)) journal.note(RECEIVE, 'rstp.own', args, 'drop');
  else if (got.type === 'config' && got.ageNs >= got.maxAgeNs) {
    journal.note(RECEIVE, 'rstp.too-old', { ...args, age: got.ageNs, maxAge: got.maxAgeNs }, 'drop');
  } else take(port, frame, got);
}

/** It came back to the very port that sent it. */
const isOwn = (port: Port, got: Bpdu): boolean =>
  got.type !== 'tcn' && got.designatedBridge === port.stp.bridgeId && got.designatedPort === portIdOf(port.row);

/** RECEIVE, with updtBPDUVersion() (§17.21.22): who sends BPDUs is a bridge, so this is no edge. */
function take(port: Port, frame: number, got: Bpdu): void {
  const { journal } = port.stack.world;
  const rapid = got.type === 'rst';
  const { operEdge } = port.vars;
  journal.begin(RECEIVE, 'rstp.received', { frame, dev: port.dev, rapid, edge: operEdge });
  port.set({
    operEdge: false,
    rcvdRstp: rapid,
    rcvdStp: !rapid,
    edgeDelayWhile: port.now + MIGRATE_NS,
  });
  receiveInfo(port, frame, got);
  run(port.stack, port.bridge);
  journal.end('consumed');
}
