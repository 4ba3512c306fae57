// The rapid spanning tree, IEEE 802.1D-2004 clause 17 (802.1w). Start reading at tables.ts, then run.ts.

export {
  addRstpBridge,
  addRstpPort,
  forgetRstp,
  type RstpPortSettings,
  reselectAll,
  rstpCheck,
  rstpPortEnabled,
  setRstpPort,
  setTxHoldCount,
  startRstp,
  stopRstp,
} from './config.js';
export { rstpReceive } from './receive.js';
export { attachRstp, isRapid } from './run.js';
export type { RstpPortRow, RstpRow } from './tables.js';
