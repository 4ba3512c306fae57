// The spanning tree of bridges, IEEE 802.1D as Linux has it. Start reading at tables.ts.

export { addPort, bridgeUpChanged, initStp, portCarrier, removePort } from './ports.js';
export { stpReceive } from './receive.js';
export { portsOfBridge, timeLeft } from './rows.js';
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
  PORT_STATES,
  type PortState,
  portIdOf,
  type StpRow,
} from './tables.js';
export { attachStp } from './timers.js';
