// From a description to a running network. Start reading at description.ts.
export { freePorts, nextPort, nodeAt } from './build.js';
export { compositionNames, macOf, portNames } from './compositions.js';
export {
  type DeviceDescription,
  type Dot1xDescription,
  HUB_RATES,
  LINK_DEFAULTS,
  type LinkDescription,
  NAME,
  NETWORK_LIMITS,
  type NetworkDescription,
  type NodeDescription,
  type Scheduled,
  type Source,
  type StpDescription,
} from './description.js';
export { DescriptionError, Network } from './network.js';
export { descriptionNow } from './now.js';
