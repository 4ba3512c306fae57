// The spanning tree of bridges, IEEE 802.1D as Linux has it. Start reading at tables.ts.

export { MOST_RAPID_COST } from './cost.js';
export { addPort, bridgeUpChanged, initStp, portCarrier, removePort } from './ports.js';
export { stpReceive } from './receive.js';
export { portsOfBridge, timeLeft } from './rows.js';
export {
  addRstpBridge,
  forgetRstp,
  isRapid,
  type RstpPortRow,
  type RstpPortSettings,
  type RstpRow,
  rstpCheck,
  setRstpPort,
  setTxHoldCount,
} from './rstp/index.js';
export {
  type StpTime,
  setBridgeAddress,
  setBridgePriority,
  setPathCost,
  setPortFlag,
  setPortPriority,
  setPortState,
  setStp,
  setStpTime,
} from './settings.js';
export {
  type BridgeId,
  type BridgePortRow,
  bridgeIdText,
  kernelState,
  macOfId,
  PORT_STATES,
  type PortState,
  portIdOf,
  priorityOf,
  type StpRow,
  type StpVersion,
} from './tables.js';
export { attachStp } from './timers.js';
