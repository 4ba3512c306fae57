// A node at the mains. Off: what Linux keeps in memory is gone (processes, sockets, neighbours, routes, addresses,
// settings, learnt addresses), its devices are dark. On: it boots, with the lesson's own lines for its start-up files;
// what was typed since is forgotten. Read compositions.ts first.
import type { Processes } from '../apps/index.js';
import { type Table, tableSchema } from '../journal/index.js';
import {
  addrKey,
  deleteAddress,
  deleteBridge,
  deleteRule,
  deleteVlanDevice,
  destroySocket,
  fdbOf,
  fdbRemove,
  forgetIp,
  forgetVlans,
  leaveBridge,
  type NetdevRow,
  type Netns,
  neighDelete,
  resetQueue,
  type Stack,
  setDevice,
  setUp,
  stationsOf,
  supplicantsOf,
  tcpTables,
} from '../net/index.js';
import type { DeviceDescription, NodeDescription } from './description.js';

export interface PowerRow {
  readonly node: string;
  readonly on: boolean;
}
/** Only nodes that were ever switched off have a row. */
export const powerSchema = tableSchema<PowerRow>(
  'power',
  'Nodes that were switched off',
  { node: 'string', on: 'bool' },
  ['node'],
);

export const powerOf = (stack: Stack): Table<PowerRow> => stack.world.journal.table(powerSchema);
export const isOn = (stack: Stack, node: string): boolean => powerOf(stack).get(node)?.on ?? true;

/** SIGKILL's exit status in a shell: 128 + 9. */
const KILLED = 137;

/** Switches a node off, inside the open stage. `factory` gives a card's own MAC address. */
export function powerOff(
  processes: Processes,
  node: NodeDescription,
  factory: (device: DeviceDescription) => number,
): void {
  const { stack } = processes;
  powerOf(stack).set(node.name, { node: node.name, on: false });
  const spaces = [...stack.netnsTable.rows()].filter(ns => ns.node === node.name).map(ns => stack.netns(ns.name));
  const inside = (ns: string) => spaces.some(space => space.name === ns);
  // Sockets go first and silently: a machine without power says no goodbye.
  for (const ns of spaces) for (const socket of [...ns.sockets.rows()]) destroySocket(stack, ns, socket.id);
  for (const row of [...processes.table.rows()]) if (inside(row.netns)) processes.kill(row.pid, KILLED);
  for (const ns of spaces) {
    for (const dev of ns.devices()) dark(stack, ns, dev, node);
    forget(stack, ns);
    for (const device of node.devices) {
      const row = ns.device(device.name);
      const fresh = { mac: factory(device), mtu: device.mtu ?? 1500, promiscuous: false };
      if (row !== undefined && row.kind !== 'repeater' && !same(row, fresh)) setDevice(stack, row.id, fresh);
    }
  }
}

/** One device goes dark: out of its bridge, down, nothing waiting. Bridges and VLAN devices made by hand are gone. */
function dark(stack: Stack, ns: Netns, { id }: NetdevRow, node: NodeDescription): void {
  // A VLAN device went with the one below it.
  if (!stack.netdevs.has(id)) return;
  resetQueue(stack, id);
  if (stack.dev(id).master !== 0) leaveBridge(stack, stack.dev(id));
  const dev = stack.dev(id);
  if (dev.kind === 'vlan') {
    deleteVlanDevice(stack, ns, dev);
    return;
  }
  if (dev.kind !== 'bridge') {
    setUp(stack, id, false);
    return;
  }
  if (node.kind !== 'switch' || dev.name !== 'br0') {
    deleteBridge(stack, ns, dev);
    return;
  }
  setUp(stack, id, false);
  for (const row of [...fdbOf(stack, dev).rows.rows()]) fdbRemove(stack, dev, row);
  forgetVlans(stack, dev, id);
  for (const { rule } of [...fdbOf(stack, dev).rules.rows.rows()]) deleteRule(stack, fdbOf(stack, dev), rule);
  stack.vlanFilters.delete(id);
  const timer = stack.bridges.get(id)?.timer ?? -1;
  if (timer < 0) return;
  stack.world.cancel(timer);
  stack.bridges.patch(id, { timer: -1 });
}

/** What the kernel kept in memory for a namespace. */
function forget(stack: Stack, ns: Netns): void {
  for (const row of [...ns.neighs.rows()]) neighDelete(stack, ns, row);
  for (const { dev, ip, prefix } of [...ns.addrs.rows()]) {
    // A subnet's first address takes the others with it.
    if (ns.addrs.has(addrKey(dev, ip, prefix))) deleteAddress(stack, ns, dev, ip, prefix);
  }
  for (const [key] of [...ns.routes.entries()]) ns.routes.delete(key);
  forgetIp(stack, ns);
  for (const [key] of [...ns.sysctls.entries()]) ns.sysctls.delete(key);
  for (const [key] of [...stationsOf(stack, ns).entries()]) stationsOf(stack, ns).delete(key);
  for (const { dev } of [...supplicantsOf(stack, ns.name).rows()]) supplicantsOf(stack, ns.name).delete(dev);
  const { stats } = tcpTables(stack, ns);
  for (const [key] of [...stats.entries()]) stats.delete(key);
}

const same = (row: NetdevRow, fresh: Pick<NetdevRow, 'mac' | 'mtu' | 'promiscuous'>): boolean =>
  row.mac === fresh.mac && row.mtu === fresh.mtu && row.promiscuous === fresh.promiscuous;
