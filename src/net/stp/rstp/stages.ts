// The steps of RSTP, named after the state machines of IEEE 802.1D-2004 clause 17. A reason is a state that a machine enters, or
// a procedure of it.
import { stageKind } from '../../../journal/index.js';

export const TIMERS = stageKind('port_timers', 'IEEE 802.1D-2004 §17.22, Port Timers', 'path', [
  'rstp.tick',
  'rstp.expired',
]);
export const RECEIVE = stageKind('port_receive', 'IEEE 802.1D-2004 §17.23, Port Receive', 'decision', [
  'rstp.received',
  'rstp.not-here',
  'rstp.malformed',
  'rstp.own',
  'rstp.too-old',
  'rstp.guarded',
]);
export const MIGRATION = stageKind(
  'port_protocol_migration',
  'IEEE 802.1D-2004 §17.24, Port Protocol Migration',
  'decision',
  ['rstp.checking', 'rstp.selecting-stp', 'rstp.sensing'],
);
export const BRIDGE_DETECTION = stageKind('bridge_detection', 'IEEE 802.1D-2004 §17.25, Bridge Detection', 'decision', [
  'rstp.edge',
  'rstp.not-edge',
]);
export const TRANSMIT = stageKind('port_transmit', 'IEEE 802.1D-2004 §17.26, Port Transmit', 'decision', [
  'rstp.hello',
  'rstp.send',
  'rstp.send-config',
  'rstp.send-tcn',
  'rstp.nothing-to-tell',
  'rstp.hold',
]);
export const INFORMATION = stageKind('port_information', 'IEEE 802.1D-2004 §17.27, Port Information', 'decision', [
  'rstp.info-disabled',
  'rstp.info-enabled',
  'rstp.info-aged',
  'rstp.info-update',
  'rstp.superior',
  'rstp.repeated',
  'rstp.inferior',
  'rstp.disputed',
  'rstp.agreement',
  'rstp.no-agreement',
  'rstp.tcn',
  'rstp.other',
]);
export const ROLE_SELECTION = stageKind(
  'port_role_selection',
  'IEEE 802.1D-2004 §17.28, Port Role Selection',
  'decision',
  [
    'rstp.root-port',
    'rstp.own-root',
    'rstp.same-root',
    'rstp.role-root',
    'rstp.role-designated',
    'rstp.role-alternate',
    'rstp.role-backup',
    'rstp.role-disabled',
  ],
);
export const ROLE_TRANSITIONS = stageKind(
  'port_role_transitions',
  'IEEE 802.1D-2004 §17.29, Port Role Transitions',
  'decision',
  [
    'rstp.to-disabled',
    'rstp.to-root',
    'rstp.to-designated',
    'rstp.to-block',
    'rstp.discards-synced',
    'rstp.proposed',
    'rstp.agreed',
    'rstp.reroot',
    'rstp.rerooted',
    'rstp.root-learn',
    'rstp.root-forward',
    'rstp.propose',
    'rstp.synced',
    'rstp.retired',
    'rstp.designated-learn',
    'rstp.designated-forward',
    'rstp.designated-discard',
  ],
);
export const STATE_TRANSITION = stageKind(
  'port_state_transition',
  'IEEE 802.1D-2004 §17.30, Port State Transition',
  'decision',
  ['rstp.disabled', 'rstp.discarding', 'rstp.learning', 'rstp.forwarding'],
);
export const TOPOLOGY_CHANGE = stageKind('topology_change', 'IEEE 802.1D-2004 §17.31, Topology Change', 'decision', [
  'rstp.tc-inactive',
  'rstp.tc-learning',
  'rstp.tc-ceased',
  'rstp.tc-detected',
  'rstp.tc-told-tcn',
  'rstp.tc-told',
  'rstp.tc-propagating',
  'rstp.tc-acknowledged',
  'rstp.tc-void',
]);
export const RSTP_SET = stageKind('mstpd', 'mstpd, bridge_track.c', 'decision', [
  'rstp.add-bridge',
  'rstp.start',
  'rstp.stop',
  'rstp.port-enabled',
  'rstp.port-disabled',
  'rstp.set-port',
  'rstp.set-bridge',
  'rstp.mcheck',
]);
