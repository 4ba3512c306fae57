// The steps of the spanning tree, named after the procedures of IEEE 802.1D-1998 §8.6 as Linux has them (net/bridge/br_stp.c,
// br_stp_bpdu.c, br_stp_timer.c, br_stp_if.c).
import { stageKind } from '../../journal/index.js';

export const STP_RCV = stageKind('br_stp_rcv', 'IEEE 802.1D-1998 §8.7.1, Linux br_stp_rcv()', 'decision', [
  'stp.better',
  'stp.same',
  'stp.worse-answered',
  'stp.worse',
  'stp.tcn',
  'stp.tcn-not-mine',
  'stp.too-old',
  'stp.not-here',
  'stp.malformed',
  'stp.rst',
  'stp.guarded',
]);
export const STP_ROOT = stageKind(
  'br_root_selection',
  'IEEE 802.1D-1998 §8.6.8, Linux br_root_selection()',
  'decision',
  ['stp.root-port', 'stp.own-root'],
);
export const STP_DESIGNATED = stageKind(
  'br_designated_port_selection',
  'IEEE 802.1D-1998 §8.6.9, Linux br_designated_port_selection()',
  'decision',
  ['stp.designated', 'stp.announces-anew'],
);
export const STP_STATE = stageKind(
  'br_port_state_selection',
  'IEEE 802.1D-1998 §8.6.11, Linux br_port_state_selection()',
  'decision',
  [
    'stp.block',
    'stp.listen',
    'stp.forward-at-once',
    'stp.role',
    'stp.enable',
    'stp.disable',
    'stp.by-hand',
    'stp.learn',
    'stp.forward',
  ],
);
export const STP_SEND = stageKind(
  'br_transmit_config',
  'IEEE 802.1D-1998 §8.6.1, Linux br_transmit_config()',
  'decision',
  ['stp.send', 'stp.hold', 'stp.send-too-old'],
);
export const STP_TCN = stageKind('br_transmit_tcn', 'IEEE 802.1D-1998 §8.6.6, Linux br_transmit_tcn()', 'decision', [
  'stp.send-tcn',
]);
export const STP_CHANGE = stageKind(
  'br_topology_change',
  'IEEE 802.1D-1998 §8.6.14, Linux br_topology_change_detection()',
  'decision',
  [
    'stp.change-root',
    'stp.change-tell',
    'stp.change-told',
    'stp.change-acknowledged',
    'stp.change-flag',
    'stp.change-end',
  ],
);
export const STP_TIMER = stageKind('br_stp_timer', 'IEEE 802.1D-1998 §8.7, Linux br_stp_timer.c', 'path', [
  'stp.timer-hello',
  'stp.timer-age',
  'stp.timer-delay',
  'stp.timer-tcn',
  'stp.timer-change',
  'stp.timer-hold',
]);
export const STP_SET = stageKind('br_stp_if', 'Linux br_stp_if.c', 'decision', [
  'stp.port-added',
  'stp.port-removed',
  'stp.start',
  'stp.stop',
  'stp.set-bridge',
  'stp.set-port',
  'stp.new-id',
  'stp.bridge-up',
  'stp.bridge-down',
]);
