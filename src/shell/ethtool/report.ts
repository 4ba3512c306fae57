// What ethtool prints of a device: names and order of the e1000 driver (e1000_gstrings_stats[], e1000_ethtool.c).
import { cableOf, type NetdevRow, type Stack } from '../../net/index.js';
import { cardStatistics } from '../card-statistics.js';

/** `ethtool DEV`; kinds without a cable of their own have little to say. */
export function settings(stack: Stack, dev: NetdevRow): readonly string[] {
  const title = `Settings for ${dev.name}:`;
  const detected = `\tLink detected: ${dev.running ? 'yes' : 'no'}`;
  if (dev.kind === 'loopback') return [title, detected];
  if (dev.kind !== 'physical') return [title, ...SOFTWARE, detected];
  const cable = cableOf(stack, dev);
  return [
    title,
    ...CAPABILITIES,
    `\tSpeed: ${cable === undefined ? 'Unknown!' : `${cable.rateBps / 1e6}Mb/s`}`,
    `\tDuplex: ${cable === undefined ? 'Unknown! (255)' : cable.duplex === 'half' ? 'Half' : 'Full'}`,
    '\tAuto-negotiation: on',
    '\tPort: Twisted Pair',
    '\tPHYAD: 0',
    '\tTransceiver: internal',
    `\tMDI-X: ${cable === undefined ? 'Unknown (auto)' : 'off (auto)'}`,
    '\tSupports Wake-on: umbg',
    '\tWake-on: d',
    '        Current message level: 0x00000007 (7)',
    '                               drv probe link',
    detected,
  ];
}

const modes = (word: string): readonly string[] => [
  `\t${word} link modes:   10baseT/Half 10baseT/Full`,
  `\t${' '.repeat(word.length)}               100baseT/Half 100baseT/Full`,
  `\t${' '.repeat(word.length)}               1000baseT/Full`,
];
const CAPABILITIES: readonly string[] = [
  '\tSupported ports: [ TP ]',
  ...modes('Supported'),
  '\tSupported pause frame use: No',
  '\tSupports auto-negotiation: Yes',
  '\tSupported FEC modes: Not reported',
  ...modes('Advertised').map(line => line.replace('   10', '  10')),
  '\tAdvertised pause frame use: No',
  '\tAdvertised auto-negotiation: Yes',
  '\tAdvertised FEC modes: Not reported',
];
const SOFTWARE: readonly string[] = [
  '\tSupported ports: [  ]',
  '\tSupported link modes:   Not reported',
  '\tSupported pause frame use: No',
  '\tSupports auto-negotiation: No',
  '\tSupported FEC modes: Not reported',
  '\tAdvertised link modes:  Not reported',
  '\tAdvertised pause frame use: No',
  '\tAdvertised auto-negotiation: No',
  '\tAdvertised FEC modes: Not reported',
  '\tSpeed: Unknown!',
  '\tDuplex: Unknown! (255)',
  '\tAuto-negotiation: off',
  '\tPort: Other',
  '\tPHYAD: 0',
  '\tTransceiver: internal',
];

/** The driver's counters in its order; those that nothing here can move stay 0. */
const NAMES = [
  ...['rx_packets', 'tx_packets', 'rx_bytes', 'tx_bytes', 'rx_broadcast', 'tx_broadcast', 'rx_multicast'],
  ...['tx_multicast', 'rx_errors', 'tx_errors', 'tx_dropped', 'multicast', 'collisions', 'rx_length_errors'],
  ...['rx_over_errors', 'rx_crc_errors', 'rx_frame_errors', 'rx_no_buffer_count', 'rx_missed_errors'],
  ...['tx_aborted_errors', 'tx_carrier_errors', 'tx_fifo_errors', 'tx_heartbeat_errors', 'tx_window_errors'],
  ...['tx_abort_late_coll', 'tx_deferred_ok', 'tx_single_coll_ok', 'tx_multi_coll_ok', 'tx_timeout_count'],
  ...['tx_restart_queue', 'rx_long_length_errors', 'rx_short_length_errors', 'rx_align_errors'],
  ...['tx_tcp_seg_good', 'tx_tcp_seg_failed', 'rx_flow_control_xon', 'rx_flow_control_xoff'],
  ...['tx_flow_control_xon', 'tx_flow_control_xoff', 'rx_long_byte_count', 'rx_csum_offload_good'],
  ...['rx_csum_offload_errors', 'alloc_rx_buff_failed', 'tx_smbus', 'rx_smbus', 'dropped_smbus'],
] as const;

/** `ethtool -S DEV`; undefined for a device whose driver counts nothing. */
export function statisticsOf(stack: Stack, dev: NetdevRow): readonly string[] | undefined {
  if (dev.kind !== 'physical') return undefined;
  const { rx, tx, groups } = cardStatistics(stack, dev);
  const values: Partial<Record<(typeof NAMES)[number], number>> = {
    rx_packets: rx.packets,
    tx_packets: tx.packets,
    rx_bytes: rx.bytes,
    tx_bytes: tx.bytes,
    rx_broadcast: groups.rxBroadcast,
    tx_broadcast: groups.txBroadcast,
    rx_multicast: rx.multicast,
    tx_multicast: groups.txMulticast,
    multicast: rx.multicast,
    rx_errors: rx.errors,
    tx_errors: tx.errors,
    collisions: tx.collisions,
    rx_crc_errors: rx.crc,
    tx_aborted_errors: tx.aborted,
    tx_window_errors: tx.window,
    tx_abort_late_coll: tx.window,
    tx_deferred_ok: tx.deferred,
    tx_single_coll_ok: tx.single,
    tx_multi_coll_ok: tx.multiple,
    rx_long_byte_count: rx.bytes,
  };
  return ['NIC statistics:', ...NAMES.map(name => `     ${name}: ${values[name] ?? 0}`)];
}
