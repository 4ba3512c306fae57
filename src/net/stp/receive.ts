// BPDUs that come in (Linux br_stp_rcv(), br_received_config_bpdu(), br_received_tcn_bpdu()). Read election.ts first.
import type { Stack } from '../stack.js';
import type { NetdevRow } from '../tables.js';
import { type Config, readBpdu } from './bpdu.js';
import { changeAcknowledged, changeDetected, followRoot } from './change.js';
import { configurationUpdate } from './election.js';
import { disablePort } from './ports.js';
import { portOf, setBridgeTimer, setPortTimer, stpOf } from './rows.js';
import { isRapid, rstpReceive } from './rstp/index.js';
import { generateConfigs, transmitConfig, transmitTcn } from './send.js';
import { STP_RCV } from './stages.js';
import { portStateSelection } from './states.js';
import type { BridgePortRow, StpRow } from './tables.js';
import { isDesignated, isRoot, supersedes } from './vector.js';

/** Takes a frame to the bridges' group address that came in by a port. */
export function stpReceive(stack: Stack, dev: NetdevRow, frame: number): void {
  const { journal } = stack.world;
  const port = portOf(stack, dev.id);
  if (isRapid(stack, port.bridge)) {
    rstpReceive(stack, dev, frame);
    return;
  }
  const args = { frame, dev: dev.id };
  const bpdu = readBpdu(stack, frame);
  // Linux takes no version but 0, whoever sent it.
  if (bpdu === undefined || bpdu.type === 'rst') {
    journal.note(STP_RCV, bpdu === undefined ? 'stp.malformed' : 'stp.rst', args, 'drop');
  } else if (port.state === 'disabled') {
    journal.note(STP_RCV, 'stp.not-here', args, 'drop');
  } else if (port.guard) {
    journal.begin(STP_RCV, 'stp.guarded', args);
    disablePort(stack, dev.id);
    journal.end('drop');
  } else if (bpdu.type === 'tcn') receiveTcn(stack, port, frame);
  else if (bpdu.ageNs > bpdu.maxAgeNs) {
    journal.note(STP_RCV, 'stp.too-old', { ...args, age: bpdu.ageNs, maxAge: bpdu.maxAgeNs }, 'drop');
  } else receiveConfig(stack, port, bpdu, frame);
}

function receiveTcn(stack: Stack, port: BridgePortRow, frame: number): void {
  const { journal } = stack.world;
  const { dev, bridge } = port;
  if (!isDesignated(stpOf(stack, bridge), port)) {
    journal.note(STP_RCV, 'stp.tcn-not-mine', { frame, dev }, 'drop');
    return;
  }
  journal.begin(STP_RCV, 'stp.tcn', { frame, dev });
  changeDetected(stack, bridge);
  stack.bridgePorts.patch(dev, { ack: true });
  transmitConfig(stack, dev);
  journal.end('consumed');
}

function receiveConfig(stack: Stack, port: BridgePortRow, got: Config, frame: number): void {
  const { journal } = stack.world;
  const { dev, bridge } = port;
  const stp = stpOf(stack, bridge);
  const [better, part] = supersedes(stp, port, got);
  const args = {
    ...said(got),
    frame,
    dev,
    part,
    known: port.designatedBridge,
    knownRoot: port.rootId,
    knownCost: port.rootCost,
  };
  if (better) {
    journal.begin(STP_RCV, part === 'same' ? 'stp.same' : 'stp.better', args);
    takeOver(stack, port, stp, got);
  } else if (isDesignated(stp, port)) {
    journal.begin(STP_RCV, 'stp.worse-answered', args);
    transmitConfig(stack, dev);
  } else journal.begin(STP_RCV, 'stp.worse', args);
  journal.end('consumed');
}

const said = (got: Config) => ({ root: got.rootId, cost: got.rootCost, neighbour: got.designatedBridge });

/** A better message, or the same one again: it is written down, and everything worked out anew. */
function takeOver(stack: Stack, { dev, bridge }: BridgePortRow, before: StpRow, got: Config): void {
  const { rootId, rootCost, designatedBridge, designatedPort } = got;
  const heard = stack.world.now - got.ageNs;
  stack.bridgePorts.patch(dev, { rootId, rootCost, designatedBridge, designatedPort, heard });
  setPortTimer(stack, dev, 'ageTimer', got.maxAgeNs - got.ageNs);
  configurationUpdate(stack, bridge);
  portStateSelection(stack, bridge);
  const after = stpOf(stack, bridge);
  if (isRoot(before) && !isRoot(after)) {
    setBridgeTimer(stack, bridge, 'helloTimer', undefined);
    if (after.detected) {
      setBridgeTimer(stack, bridge, 'changeTimer', undefined);
      transmitTcn(stack, bridge);
      setBridgeTimer(stack, bridge, 'tcnTimer', after.ownHelloNs);
    }
  }
  if (dev !== after.rootPort) return;
  const { helloNs, maxAgeNs, forwardDelayNs } = got;
  const times = stpOf(stack, bridge);
  const fresh = times.helloNs !== helloNs || times.maxAgeNs !== maxAgeNs || times.forwardDelayNs !== forwardDelayNs;
  if (fresh) stack.stp.patch(bridge, { helloNs, maxAgeNs, forwardDelayNs });
  followRoot(stack, bridge, got.change);
  generateConfigs(stack, bridge);
  if (got.ack) changeAcknowledged(stack, bridge);
}
