/** What other rooms may use of `wire`. Reads first: codec/header.ts for declarations, dissect.ts for trees. */
import './bindings.js';

export * from './address.js';
export { type Capture, type ReadFrame, type ReadInterface, readCapture } from './capture.js';
export * from './checksum.js';
export { type Binding, bind, bindingAt, encodeStack, selectorsOf } from './codec/bind.js';
export {
  computed,
  Field,
  type FieldMap,
  flag,
  group,
  ipv4Address,
  type Kind,
  mac,
  uint,
  variant,
} from './codec/field.js';
export type { Decoded, Getter, Problem, Setter } from './codec/generate.js';
export {
  type AnyHeader,
  type FieldInfo,
  fieldByName,
  fieldNames,
  fieldsNamed,
  type Header,
  header,
  type Input,
  protocolByName,
  protocols,
  type Values,
} from './codec/header.js';
export { type OptionStyle, option, options } from './codec/options.js';
export * from './codec/seal.js';
export type { NodeValue } from './codec/show.js';
export { bytes, list, text } from './codec/variable.js';
export type { Node, NodeProblem } from './codec/walk.js';
export { type DissectOptions, dissect, eachNode, isLayer, type Layer, summary } from './dissect.js';
export { type EditProblem, editField, flipBit } from './edit.js';
export {
  type CapturedFrame,
  type CaptureInterface,
  concatBytes,
  epochSeconds,
  pcapngHeader,
  pcapngPacket,
  writePcapng,
} from './pcapng.js';
export { arp, arpOpcode } from './protocols/arp.js';
export { ethernet, etherTypes, minFrameSize, padFrame } from './protocols/ethernet.js';
export { icmp, icmpCodeName, icmpType, isIcmpError, unreachableCode } from './protocols/icmp.js';
export { ipProtocols, ipv4 } from './protocols/ipv4.js';
export { ipv6 } from './protocols/ipv6.js';
export { tcp } from './protocols/tcp.js';
export { udp } from './protocols/udp.js';
