/** What other rooms may use of `wire`. Reads first: codec/header.ts for declarations, dissect.ts for trees. */
import './bindings.js';

export * from './address.js';
export { type Capture, type CaptureProblem, type ReadFrame, type ReadInterface, readCapture } from './capture.js';
export { CaptureReader } from './capture-reader.js';
export * from './checksum.js';
export { type Binding, bind, bindingAt, bindTail, encodeStack, selectorsOf, tailOf } from './codec/bind.js';
export {
  computed,
  Field,
  type FieldMap,
  flag,
  group,
  int32,
  ipv4Address,
  type Kind,
  mac,
  peeked,
  uint,
  unused,
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
export { type Condition, holds, nameOf } from './codec/layout.js';
export { OptionList, type OptionStyle, option, options } from './codec/options.js';
export * from './codec/seal.js';
export type { NodeValue } from './codec/show.js';
export { bytes, ipv6Address, list, optional, records, text } from './codec/variable.js';
export { type Node, type NodeProblem, walkStruct } from './codec/walk.js';
export { type DissectOptions, depthLimit, dissect, eachNode, isLayer, type Layer, summary } from './dissect.js';
export { type EditProblem, editField, flipBit } from './edit.js';
export { firstHeader } from './link-types.js';
export { md5 } from './md5.js';
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
export { loopback, sll, sll2 } from './protocols/cooked.js';
export { dhcp, dhcpCookie } from './protocols/dhcp.js';
export { domainNames, routeText } from './protocols/dhcp-fields.js';
export { dhcpMessage } from './protocols/dhcp-names.js';
export { eap, eapCode, eapType } from './protocols/eap.js';
export { eapol, eapolEtherType, eapolType, paeGroup } from './protocols/eapol.js';
export { ethernet, etherTypes, lengthLimit, minFrameSize, paddingEnd, padFrame } from './protocols/ethernet.js';
export { icmp } from './protocols/icmp.js';
export { icmpExtension } from './protocols/icmp-ext.js';
export { icmpCodeName, icmpCodeNames, icmpType, isIcmpError, unreachableCode } from './protocols/icmp-names.js';
export { icmpv6, icmpv6CodeNames, icmpv6Type } from './protocols/icmpv6.js';
export { igmp, igmpTime, igmpType } from './protocols/igmp.js';
export { ipProtocols, ipv4 } from './protocols/ipv4.js';
export { ipv6 } from './protocols/ipv6.js';
export { destinationOptions, fragment, hopByHop, routing } from './protocols/ipv6-ext.js';
export { llc, sap } from './protocols/llc.js';
export { bpduType, bpduVersion, bridgeGroup, stp } from './protocols/stp.js';
export { tcp } from './protocols/tcp.js';
export { udp } from './protocols/udp.js';
export { serviceTag, tpid, vlan } from './protocols/vlan.js';
export { type Span, spansOf } from './spans.js';
