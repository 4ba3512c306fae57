// How iproute2 writes a device: the line all listings begin with, its JSON, its counters. Shared by `ip link`, `ip addr`
// and `bridge link`.
import type { NetdevRow, Stack } from '../../net/index.js';
import { formatMac } from '../../wire/index.js';
import { type CardStatistics, cardStatistics } from '../card-statistics.js';
import { type CommandResult, fail } from '../result.js';

/** Interface flags in iproute2's order (print_link_flags()). */
export function flagsOf(dev: NetdevRow, belowIsDown = false): readonly string[] {
  const flags = dev.kind === 'loopback' ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST'];
  if (dev.promiscuous) flags.push('PROMISC');
  if (!dev.up) return belowIsDown ? [...flags, 'M-DOWN'] : flags;
  return dev.running ? [...flags, 'UP', 'LOWER_UP'] : ['NO-CARRIER', ...flags, 'UP'];
}

/** RFC 2863 operational state as Linux gives it: a loopback device has none. */
export function operstate(dev: NetdevRow): string {
  if (!dev.up) return 'DOWN';
  if (dev.kind === 'loopback') return 'UNKNOWN';
  if (dev.running) return 'UP';
  return dev.link === 0 ? 'DOWN' : 'LOWERLAYERDOWN';
}

/** Devices in software need no queue; a network card has Linux' default one. */
const qdisc = (dev: NetdevRow): string => (dev.kind === 'physical' ? 'pfifo_fast' : 'noqueue');
const linkType = (dev: NetdevRow): string => (dev.kind === 'loopback' ? 'loopback' : 'ether');
const broadcastOf = (dev: NetdevRow): number => (dev.kind === 'loopback' ? 0 : 0xffffffffffff);

/** The flags with that of a device whose device below is down (iproute2's M-DOWN). */
export const flagsIn = (stack: Stack, dev: NetdevRow): readonly string[] =>
  flagsOf(dev, dev.link !== 0 && !stack.dev(dev.link).up);

/** `eth0.10@eth0`: the name, and that of the device below. */
export const fullName = (stack: Stack, dev: NetdevRow): string =>
  dev.link === 0 ? dev.name : `${dev.name}@${stack.dev(dev.link).name}`;

/** `2: eth0: <BROADCAST,…> mtu 1500 …`; `mode`: with the link mode, as `ip link` has it. */
export function headline(stack: Stack, dev: NetdevRow, mode: boolean): string {
  const master = dev.master === 0 ? '' : `master ${stack.dev(dev.master).name} `;
  const rest = `state ${operstate(dev)} ${mode ? 'mode DEFAULT ' : ''}group default qlen ${stack.queueLength(dev.id)}`;
  return `${dev.ifindex}: ${fullName(stack, dev)}: <${flagsIn(stack, dev).join(',')}> mtu ${dev.mtu} qdisc ${qdisc(dev)} ${master}${rest}`;
}

export const linkLine = (dev: NetdevRow): string =>
  `    link/${linkType(dev)} ${formatMac(dev.mac)} brd ${formatMac(broadcastOf(dev))}`;

export function deviceJson(stack: Stack, dev: NetdevRow, mode: boolean): Record<string, unknown> {
  return {
    ifindex: dev.ifindex,
    ...(dev.link === 0 ? {} : { link: stack.dev(dev.link).name }),
    ifname: dev.name,
    flags: flagsIn(stack, dev),
    mtu: dev.mtu,
    qdisc: qdisc(dev),
    ...(dev.master === 0 ? {} : { master: stack.dev(dev.master).name }),
    operstate: operstate(dev),
    ...(mode ? { linkmode: 'DEFAULT' } : {}),
    group: 'default',
    txqlen: stack.queueLength(dev.id),
    link_type: linkType(dev),
    address: formatMac(dev.mac),
    broadcast: formatMac(broadcastOf(dev)),
  };
}

/** `lo               UNKNOWN        ` */
export const briefHead = (stack: Stack, dev: NetdevRow): string =>
  `${fullName(stack, dev).padEnd(16)} ${operstate(dev).padEnd(14)} `;

/**
 * Counters as `ip -s link` shows them (print_stats64()), with `errors` as `ip -s -s link`; what the simulation cannot have
 * is 0.
 */
export function statistics(
  stack: Stack,
  dev: NetdevRow,
  errors = false,
): { readonly lines: readonly string[]; readonly json: object } {
  const { rx, tx } = cardStatistics(stack, dev);
  const rxRow = [rx.bytes, rx.packets, rx.errors, rx.dropped, 0, rx.multicast];
  const rxErrors = ['', 0, rx.crc, 0, 0, 0];
  const txRow = [tx.bytes, tx.packets, tx.errors, tx.dropped, 0, tx.collisions];
  const txErrors = ['', tx.aborted, 0, tx.window, 0, tx.carrierChanges];
  const rows = [rxRow, txRow, ...(errors ? [rxErrors, txErrors] : [])];
  const widths = [10, 7, 6, 7, 7, 7].map((least, i) => Math.max(least, ...rows.map(row => String(row[i]).length)));
  const pad = (text: string | number, i: number, less = 0) => String(text).padStart((widths[i] as number) - less);
  const head = (way: string, names: readonly string[]) =>
    `    ${way}: ${names.map((name, i) => pad(name, i, i === 0 ? 4 : 0)).join(' ')} ${''.padEnd(10)}`;
  const figures = (row: readonly (string | number)[]) => `    ${row.map((n, i) => `${pad(n, i)} `).join('')}`;
  const detail = (way: string, names: readonly string[], row: readonly (string | number)[]) =>
    errors ? [`    ${way} errors:${pad('', 0, 10)} ${names.map((n, i) => pad(n, i + 1)).join(' ')}`, figures(row)] : [];
  const names = ['bytes', 'packets', 'errors', 'dropped'];
  return {
    lines: [
      head('RX', [...names, 'missed', 'mcast']),
      figures(rxRow),
      ...detail('RX', ['length', 'crc', 'frame', 'fifo', 'overrun'], rxErrors),
      head('TX', [...names, 'carrier', 'collsns']),
      figures(txRow),
      ...detail('TX', ['aborted', 'fifo', 'window', 'heartbt', 'transns'], txErrors),
    ],
    json: statisticsJson({ rx, tx }, errors),
  };
}

function statisticsJson({ rx, tx }: Pick<CardStatistics, 'rx' | 'tx'>, errors: boolean): object {
  const { bytes, packets, dropped, multicast, crc } = rx;
  const more = { length_errors: 0, crc_errors: crc, frame_errors: 0, fifo_errors: 0, missed_errors: 0 };
  const sent = { bytes: tx.bytes, packets: tx.packets, errors: tx.errors, dropped: tx.dropped };
  const moreSent = {
    aborted_errors: tx.aborted,
    fifo_errors: 0,
    window_errors: tx.window,
    heartbeat_errors: 0,
    carrier_changes: tx.carrierChanges,
  };
  return {
    rx: { bytes, packets, errors: rx.errors, dropped, over_errors: 0, multicast, ...(errors ? more : {}) },
    tx: { ...sent, carrier_errors: 0, collisions: tx.collisions, ...(errors ? moreSent : {}) },
  };
}

/** What commands say that change something of a device that is not there … */
export const cannotFind = (name: string, status = 1): CommandResult => fail(status, `Cannot find device "${name}"`);
/** … and those that show one. */
export const doesNotExist = (name: string): CommandResult => fail(1, `Device "${name}" does not exist.`);
