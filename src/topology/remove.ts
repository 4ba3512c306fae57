// Taking a node away from a network that runs, inside one event: first its cables, then its power, then its rows. Read build.ts
// and power.ts first.
import { deleteBridge, forgetDevice, type Netns } from '../net/index.js';
import { addedNodes, addedPorts, BUILD, nodeAt, removedNodes, unplug } from './build.js';
import { macOf } from './compositions.js';
import type { NodeDescription } from './description.js';
import type { Network } from './network.js';
import { powerOf, powerOff } from './power.js';

/** The node must be there. Its name is free again. */
export function removeNode(network: Network, name: string): void {
  const { stack, processes, description } = network;
  const { journal } = stack.world;
  const { node, number } = nodeAt(network, name) as { node: NodeDescription; number: number };
  const spaces = [...stack.netnsTable.rows()].filter(row => row.node === name).map(row => stack.netns(row.name));
  journal.begin(BUILD, 'build.remove', { node: name });
  for (const { id } of spaces.flatMap(ns => ns.devices())) {
    const link = stack.links.of(id);
    if (link !== undefined) unplug(network, link);
  }
  powerOff(processes, node, device => device.mac ?? macOf(number, node.devices.indexOf(device) + 1));
  for (const ns of spaces) clear(network, ns);
  powerOf(stack).delete(name);
  stack.nodes.delete(name);
  for (const [key, port] of [...addedPorts(stack).entries()]) if (port.node === name) addedPorts(stack).delete(key);
  if (addedNodes(stack).has(name)) addedNodes(stack).delete(name);
  else if (description.nodes.some(own => own.name === name)) removedNodes(stack).set(name, { node: name });
  journal.end();
}

/** What is left of a namespace without power: its devices, its files, what its console shows. */
function clear({ stack }: Network, ns: Netns): void {
  for (const dev of ns.devices()) if (dev.kind === 'bridge') deleteBridge(stack, ns, dev);
  for (const dev of ns.devices()) forgetDevice(stack, dev.id);
  // By name: whoever looks at a network makes tables too, in an order of their own.
  const own = stack.world.journal.tables.filter(table => table.owner === ns.name);
  for (const table of own.sort((a, b) => (a.name < b.name ? -1 : 1)))
    for (const [key] of [...table.entries()]) table.delete(key);
  stack.netnsTable.delete(ns.name);
}
