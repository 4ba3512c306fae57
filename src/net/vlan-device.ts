// VLAN devices (`eth0.10`): what stands on another device and speaks with one tag on it (Linux net/8021q). A frame it sends
// gets the tag; a tagged frame that comes in below is its own, without the tag. Read vlan-tag.ts first.
import { stageKind, tableSchema } from '../journal/index.js';
import { ethernet } from '../wire/index.js';
import { addDevice, type ConfigError, deleteAddress, refreshCarrier, setDevice, setUp } from './config.js';
import { deliver, deviceKind, packetType, receive, tagReceiver, transmit } from './device.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow } from './tables.js';
import { TPID, tagged, tciOf, untagged, type VlanProtocol, vidOf } from './vlan-tag.js';

export const VLAN_RECEIVE = stageKind('vlan_do_receive', 'IEEE 802.1Q §6.9, Linux vlan_do_receive()', 'decision', [
  'vlan.receive',
  'vlan.receive-down',
  'vlan.receive-none',
  'vlan.receive-priority',
]);
export const VLAN_TRANSMIT = stageKind(
  'vlan_dev_hard_start_xmit',
  'IEEE 802.1Q §6.9, Linux vlan_dev_hard_start_xmit()',
  'decision',
  ['vlan.transmit', 'vlan.transmit-priority'],
);

export interface VlanDevRow {
  readonly dev: number;
  /** The device it stands on. */
  readonly link: number;
  readonly protocol: VlanProtocol;
  /** 0 … 4094; 0 is a device for priority tags. */
  readonly vid: number;
  /** Which priority of a packet becomes which of a tag, as `ip link` has it: `0:5 6:7`; the others become 0. */
  readonly egress: string;
}
export const vlanDevSchema = tableSchema<VlanDevRow>(
  'vlan-dev',
  'VLAN devices',
  { dev: 'dev', link: 'dev', protocol: 'string', vid: 'int', egress: 'string' },
  ['dev'],
);

const tableOf = (stack: Stack) => stack.world.journal.table(vlanDevSchema);

/** What a VLAN device is made of; undefined for any other device. */
export const vlanDevice = (stack: Stack, dev: number): VlanDevRow | undefined => tableOf(stack).get(dev);

/** Linux ip_tos2prio: best effort, bulk, interactive, interactive bulk, by the bits of RFC 1349. */
const TOS_PRIORITY = [0, 2, 6, 4] as const;

/** A packet's priority within Linux (skb->priority): by its TOS, as rt_tos2priority() has it; 0 for all but IPv4. */
function priorityOf({ world: { frames } }: Stack, frame: number): number {
  const [buf, off] = [frames.buffer(frame), frames.offset(frame)];
  if (ethernet.get.type(buf, off) !== 0x0800 || frames.length(frame) < ethernet.minSize + 2) return 0;
  return TOS_PRIORITY[((buf[off + ethernet.minSize + 1] as number) >> 3) & 3] as number;
}

function mapped(egress: string, priority: number): number {
  const found = egress.split(' ').find(pair => pair.startsWith(`${priority}:`));
  return found === undefined ? 0 : Number(found.slice(found.indexOf(':') + 1));
}

deviceKind('vlan', {
  transmit(stack, dev, frame) {
    const { journal, frames } = stack.world;
    const row = vlanDevice(stack, dev.id);
    if (row === undefined) throw new Error(`no VLAN device ${dev.name}`);
    const { link, vid } = row;
    const pcp = row.egress === '' ? 0 : mapped(row.egress, priorityOf(stack, frame));
    if (pcp === 0) journal.begin(VLAN_TRANSMIT, 'vlan.transmit', { frame, dev: dev.id, link, vid });
    else journal.begin(VLAN_TRANSMIT, 'vlan.transmit-priority', { frame, dev: dev.id, link, vid, pcp });
    frames.seen(frame, dev.id, 'sent');
    transmit(stack, stack.dev(link), tagged(frames, frame, TPID[row.protocol], (pcp << 13) | vid));
    journal.end();
  },
  /** Linux vlan_device_event() */
  belowChanged(stack, dev, below, before) {
    if (before.up !== below.up) setUp(stack, dev.id, below.up);
    else refreshCarrier(stack, dev.id);
    if (before.mac !== below.mac && dev.mac === before.mac) setDevice(stack, dev.id, { mac: below.mac });
    if (below.mtu < dev.mtu) setDevice(stack, dev.id, { mtu: below.mtu });
  },
});

/** A tagged frame came in by a device: whether a VLAN device on it takes it. */
tagReceiver((stack, dev, frame, etherType) => {
  const { journal, frames } = stack.world;
  const tci = tciOf(frames, frame, etherType);
  if (tci === undefined) return false;
  const vid = vidOf(tci);
  const row = tableOf(stack).find(r => r.link === dev.id && r.vid === vid && TPID[r.protocol] === etherType);
  if (row === undefined) return false;
  const upper = stack.dev(row.dev);
  if (!upper.up) {
    journal.note(VLAN_RECEIVE, 'vlan.receive-down', { frame, dev: upper.id, vid }, 'drop');
    return true;
  }
  journal.begin(VLAN_RECEIVE, 'vlan.receive', { frame, dev: upper.id, link: dev.id, vid });
  const made = untagged(frames, frame);
  frames.seen(made, upper.id, 'received');
  receive(stack, upper, made);
  journal.end();
  return true;
});

/** Where no VLAN device took it: a priority tag is read over, any other VLAN is somebody else's. */
for (const type of Object.values(TPID)) {
  packetType(type, (stack, skb) => {
    const { journal, frames } = stack.world;
    const { frame, dev } = skb;
    const vid = vidOf(tciOf(frames, frame, type) ?? 0);
    if (vid !== 0) {
      journal.note(VLAN_RECEIVE, 'vlan.receive-none', { frame, dev, vid }, 'drop');
      return;
    }
    journal.begin(VLAN_RECEIVE, 'vlan.receive-priority', { frame, dev });
    const made = untagged(frames, frame);
    deliver(stack, stack.dev(dev), made, frames.length(made));
    journal.end();
  });
}

export type VlanDeviceProblem = 'not-supported' | 'exists';

/** `ip link add link DEV name NAME type vlan id N`: as its device below in MAC address and MTU, and down. */
export function addVlanDevice(
  stack: Stack,
  ns: Netns,
  name: string,
  {
    link,
    protocol,
    vid,
    egress = '',
  }: {
    readonly link: NetdevRow;
    readonly protocol: VlanProtocol;
    readonly vid: number;
    readonly egress?: string;
  },
): NetdevRow | VlanDeviceProblem {
  if (link.kind === 'loopback') return 'not-supported';
  const table = tableOf(stack);
  const known = table.find(r => r.link === link.id && r.vid === vid && r.protocol === protocol);
  if (known !== undefined) return 'exists';
  const dev = addDevice(stack, ns, { name, kind: 'vlan', mac: link.mac, mtu: link.mtu, link: link.id });
  table.set(dev.id, { dev: dev.id, link: link.id, protocol, vid, egress });
  return dev;
}

/** Takes a VLAN device away, with those that stand on it. */
export function deleteVlanDevice(stack: Stack, ns: Netns, dev: NetdevRow): void {
  for (const upper of ns.devices().filter(d => d.link === dev.id)) deleteVlanDevice(stack, ns, upper);
  setUp(stack, dev.id, false);
  for (const addr of [...ns.addrs.rows()]) {
    if (addr.dev === dev.id) deleteAddress(stack, ns, dev.id, addr.ip, addr.prefix);
  }
  tableOf(stack).delete(dev.id);
  stack.netdevs.delete(dev.id);
}

/** Why a VLAN device cannot be as is asked: it cannot be up without its device, nor carry more than that. */
export function vlanRefuses(
  stack: Stack,
  dev: NetdevRow,
  change: { up?: boolean; mtu?: number },
): ConfigError | undefined {
  const row = vlanDevice(stack, dev.id);
  if (row === undefined) return undefined;
  const below = stack.dev(row.link);
  if (change.mtu !== undefined && change.mtu > below.mtu) return 'ERANGE';
  return change.up === true && !below.up ? 'ENETDOWN' : undefined;
}
