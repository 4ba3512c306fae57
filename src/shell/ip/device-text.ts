// How iproute2 writes a device: the line all listings begin with, its JSON, its counters. Shared by `ip link`, `ip addr`
// and `bridge link`.
import type { NetdevRow, Stack } from '../../net/index.js';
import { formatMac } from '../../wire/index.js';
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
const QUEUE_LENGTH = 1000;

/** The flags with that of a device whose device below is down (iproute2's M-DOWN). */
export const flagsIn = (stack: Stack, dev: NetdevRow): readonly string[] =>
  flagsOf(dev, dev.link !== 0 && !stack.dev(dev.link).up);

/** `eth0.10@eth0`: the name, and that of the device below. */
export const fullName = (stack: Stack, dev: NetdevRow): string =>
  dev.link === 0 ? dev.name : `${dev.name}@${stack.dev(dev.link).name}`;

/** `2: eth0: <BROADCAST,…> mtu 1500 …`; `mode`: with the link mode, as `ip link` has it. */
export function headline(stack: Stack, dev: NetdevRow, mode: boolean): string {
  const master = dev.master === 0 ? '' : `master ${stack.dev(dev.master).name} `;
  const rest = `state ${operstate(dev)} ${mode ? 'mode DEFAULT ' : ''}group default qlen ${QUEUE_LENGTH}`;
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
    txqlen: QUEUE_LENGTH,
    link_type: linkType(dev),
    address: formatMac(dev.mac),
    broadcast: formatMac(broadcastOf(dev)),
  };
}

/** `lo               UNKNOWN        ` */
export const briefHead = (stack: Stack, dev: NetdevRow): string =>
  `${fullName(stack, dev).padEnd(16)} ${operstate(dev).padEnd(14)} `;

/** Counters as `ip -s link` shows them (print_stats64()); what the simulation cannot have is 0. */
export function statistics(stack: Stack, dev: NetdevRow): { readonly lines: readonly string[]; readonly json: object } {
  const rx = stack.traffic(dev.id, 'received');
  const tx = stack.traffic(dev.id, 'sent');
  const rxDropped = stack.counter(dev.id, 'rxDropped');
  const txDropped = stack.counter(dev.id, 'txDropped');
  const rows = [
    [rx.octets, rx.frames, 0, rxDropped, 0, 0],
    [tx.octets, tx.frames, 0, txDropped, 0, 0],
  ];
  const widths = [10, 7, 6, 7, 7, 7].map((least, i) => Math.max(least, ...rows.map(row => String(row[i]).length)));
  const pad = (text: string | number, i: number, less = 0) => String(text).padStart((widths[i] as number) - less);
  const head = (way: string, names: readonly string[]) =>
    `    ${way}: ${names.map((name, i) => pad(name, i, i === 0 ? 4 : 0)).join(' ')} ${''.padEnd(10)}`;
  const figures = (row: readonly number[]) => `    ${row.map((n, i) => `${pad(n, i)} `).join('')}`;
  const names = ['bytes', 'packets', 'errors', 'dropped'];
  return {
    lines: [
      head('RX', [...names, 'missed', 'mcast']),
      figures(rows[0] as number[]),
      head('TX', [...names, 'carrier', 'collsns']),
      figures(rows[1] as number[]),
    ],
    json: {
      rx: { bytes: rx.octets, packets: rx.frames, errors: 0, dropped: rxDropped, over_errors: 0, multicast: 0 },
      tx: { bytes: tx.octets, packets: tx.frames, errors: 0, dropped: txDropped, carrier_errors: 0, collisions: 0 },
    },
  };
}

/** What commands say that change something of a device that is not there … */
export const cannotFind = (name: string, status = 1): CommandResult => fail(status, `Cannot find device "${name}"`);
/** … and those that show one. */
export const doesNotExist = (name: string): CommandResult => fail(1, `Device "${name}" does not exist.`);
