/**
 * Bridge protocol data units: STP (configuration, topology change), RSTP and MSTP. They follow LLC with SAP 0x42.
 * Reads first: llc.ts.
 */
import { formatMac } from '../address.js';
import { computed, flag, group, mac, uint, unused, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { bytes, records, text } from '../codec/variable.js';

/** Types of BPDUs (IEEE 802.1D-2004 §9.3, 802.1Q-2022 §14.4). */
export const bpduType = { config: 0x00, rst: 0x02, tcn: 0x80 } as const;

export const bpduVersion = { stp: 0, rstp: 2, mstp: 3 } as const;

/** Group address of all bridges: 01:80:c2:00:00:00. */
export const bridgeGroup = 0x0180c2000000;

const roleNames = { 0: 'Unknown', 1: 'Alternate or Backup', 2: 'Root', 3: 'Designated' } as const;

const tc = flag().as('/stp.flags.tc').label('Topology Change');
const tcAck = flag().as('/stp.flags.tcack').label('Topology Change Acknowledgment');

/** Seven of the eight bits mean something since 802.1w; a configuration BPDU has the outer two. */
const rapidFlags = {
  tcAck,
  agreement: flag().as('/stp.flags.agreement').label('Agreement'),
  forwarding: flag().as('/stp.flags.forwarding').label('Forwarding'),
  learning: flag().as('/stp.flags.learning').label('Learning'),
  role: uint(2).as('/stp.flags.port_role').label('Port Role').enum(roleNames).default(0),
  proposal: flag().as('/stp.flags.proposal').label('Proposal'),
  tc,
} as const;

/** Seconds, in steps of 1/256 (802.1D-2004 §9.2.8). */
const seconds = (suffix: string, label: string) =>
  uint(16)
    .scaled(1 / 256, 's')
    .as(suffix)
    .label(label);

/** Four bits of priority, in steps of 4096, twelve of the VLAN or instance, and an address (802.1D-2004 §9.2.5). */
const vector = {
  rootPriority: uint(4).scaled(4096, '').as('/stp.root.prio').label('Root Bridge Priority').default(0x8000),
  rootExtension: uint(12).as('/stp.root.ext').label('Root Bridge System ID Extension').default(0),
  rootMac: mac().as('/stp.root.hw').label('Root Bridge System ID'),
  rootCost: uint(32).as('/stp.root.cost').label('Root Path Cost'),
  bridgePriority: uint(4).scaled(4096, '').as('bridge.prio').label('Bridge Priority').default(0x8000),
  bridgeExtension: uint(12).as('bridge.ext').label('Bridge System ID Extension').default(0),
  bridgeMac: mac().as('bridge.hw').label('Bridge System ID'),
  port: uint(16).hex().label('Port identifier'),
  messageAge: seconds('msg_age', 'Message Age').default(0),
  maxAge: seconds('max_age', 'Max Age').default(20),
  helloTime: seconds('hello', 'Hello Time').default(2),
  forwardDelay: seconds('forward', 'Forward Delay').default(15),
} as const;

/** One for each instance (802.1Q-2022 §14.4.1). */
const mstiFields = {
  mstiFlags: group({
    mstiMaster: flag().as('/stp.flags.tcack').label('Master'),
    mstiAgreement: rapidFlags.agreement,
    mstiForwarding: rapidFlags.forwarding,
    mstiLearning: rapidFlags.learning,
    mstiRole: rapidFlags.role,
    mstiProposal: rapidFlags.proposal,
    mstiTc: tc,
  })
    .as('/mstp.msti.flags')
    .label('MSTI flags'),
  priority: uint(4).as('/mstp.msti.priority').label('Priority'),
  id: uint(12).as('/mstp.msti.msti_id').label('MSTID'),
  root: mac().as('/mstp.msti.root.hw').label('Regional Root'),
  rootCost: uint(32).as('/mstp.msti.root_cost').label('Internal root path cost'),
  bridgePriority: uint(4).as('/mstp.msti.bridge_priority').label('Bridge Identifier Priority'),
  bridgeRest: unused(4),
  portPriority: uint(4).as('/mstp.msti.port_priority').label('Port identifier priority'),
  portRest: unused(4),
  remainingHops: uint(8).as('/mstp.msti.remaining_hops').label('Remaining hops'),
} as const;

/** Bytes of the extension before the instances, from the format selector on. */
const fixedPart = 64;
const mstiSize = 16;

/** Whole instances within the version 3 length. */
const instances = ({ v3Length }: { v3Length?: number }) =>
  Math.max(0, Math.floor(((v3Length ?? 0) - fixedPart) / mstiSize));

/** The region's identity: bridges are of one region when selector, name, revision and digest are alike (§13.8). */
const multiple = {
  v3Length: computed(
    uint(16).as('/mstp.version_3_length').label('Version 3 Length'),
    ({ values }) => fixedPart + mstiSize * ((values.instances as readonly unknown[] | undefined)?.length ?? 0),
  ),
  selector: uint(8).as('/mstp.config_format_selector').label('MST Config ID format selector').default(0),
  region: text(32).as('/mstp.config_name').label('MST Config name').default(''),
  revision: uint(16).as('/mstp.config_revision_level').label('MST Config revision').default(0),
  digest: bytes(16).as('/mstp.config_digest').label('MST Config digest').default(new Uint8Array(16)),
  internalCost: uint(32).as('/mstp.cist_internal_root_path_cost').label('CIST Internal Root Path Cost').default(0),
  cistPriority: uint(4).scaled(4096, '').as('/mstp.cist_bridge.prio').label('CIST Bridge Priority').default(0x8000),
  cistExtension: uint(12).as('/mstp.cist_bridge.ext').label('CIST Bridge Identifier System ID Extension').default(0),
  cistMac: mac().as('/mstp.cist_bridge.hw').label('CIST Bridge Identifier System ID').default(0),
  remainingHops: uint(8).as('/mstp.cist_remaining_hops').label('CIST Remaining hops').default(20),
  instances: records('stp', mstiFields, instances),
} as const;

/** RSTP has a length in front of nothing: version 1 had nothing to add, nor had version 2. */
const rapid = {
  flags: group(rapidFlags).label('BPDU flags'),
  ...vector,
  v1Length: uint(8).as('version_1_length').label('Version 1 Length').default(0),
  more: variant('version', { 0: {}, 1: {}, 2: {} }, multiple),
} as const;

/** `rootPriority`, `bridgePriority`, `cistPriority`: 0 to 61440; timers in seconds. */
export const stp = header(
  'stp',
  'Spanning Tree Protocol',
  'IEEE 802.1D-2004 §9.3, IEEE 802.1Q-2022 §14',
  {
    protocol: uint(16).hex().label('Protocol Identifier').enum({ 0: 'Spanning Tree Protocol' }).default(0),
    version: uint(8)
      .label('Protocol Version Identifier')
      .enum({ 0: 'Spanning Tree', 2: 'Rapid Spanning Tree', 3: 'Multiple Spanning Tree' })
      .default(0),
    type: uint(8)
      .hex()
      .label('BPDU Type')
      .enum({ 0: 'Configuration', 2: 'Rapid/Multiple Spanning Tree', 128: 'Topology Change Notification' }),
    body: variant(
      'type',
      {
        0: {
          configFlags: group({ tcAck, flagsRest: unused(6), tc })
            .as('flags')
            .label('BPDU flags'),
          ...vector,
        },
        2: rapid,
      },
      {},
    ),
  },
  { summary: describe },
);

interface Described {
  readonly type: number;
  readonly version: number;
  readonly tc: number | undefined;
  readonly rootPriority: number | undefined;
  readonly rootExtension: number | undefined;
  readonly rootMac: number | undefined;
  readonly rootCost: number | undefined;
  readonly port: number | undefined;
}

/** As Wireshark's Info column. */
function describe(values: Described): string | undefined {
  const { type, version, tc: changed, rootPriority, rootExtension, rootMac = 0, rootCost, port = 0 } = values;
  if (type === bpduType.tcn) return 'Topology Change Notification';
  if (rootPriority === undefined) return undefined;
  const kind = type === bpduType.config ? 'Conf' : version >= bpduVersion.mstp ? 'MST' : 'RST';
  const root = `${rootPriority}/${rootExtension}/${formatMac(rootMac)}`;
  const place = `Cost = ${rootCost}  Port = 0x${port.toString(16).padStart(4, '0')}`;
  return `${kind}. ${changed ? 'TC + ' : ''}Root = ${root}  ${place}`;
}
