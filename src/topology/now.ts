// What a network is at the journal's position, as a description again: the lesson's lines and what was built on. Read build.ts
// first.
import { nodeAt } from './build.js';
import { macOf } from './compositions.js';
import type { LinkDescription, NetworkDescription, NodeDescription, Source } from './description.js';
import type { Network } from './network.js';

const NOWHERE: Source = { file: '', line: 0, text: '' };

/** Nodes and cables that are there; `run` as the lesson has it. What commands did is not in it. */
export function descriptionNow(network: Network): NetworkDescription {
  const { stack, description } = network;
  const nodes = network.nodeNames.map((name, i): NodeDescription => {
    const { node, number } = nodeAt(network, name) as { node: NodeDescription; number: number };
    // MAC addresses follow from a node's place among all: where one before it was taken away they have to be said.
    if (number === i + 1) return node;
    const devices = node.devices.map((device, n) => ({ ...device, mac: device.mac ?? macOf(number, n + 1) }));
    return { ...node, devices };
  });
  const links = [...stack.links.links.rows()].map((row): LinkDescription => {
    // Cables are numbered as they were put in: the lesson's first, and no number is given twice.
    const written = description.links[row.id - 1];
    if (written !== undefined) return written;
    const { delayNs, rateBps, loss, errors } = row;
    const [a, b] = [network.deviceName(row.a), network.deviceName(row.b)];
    return { a, b, delayNs, rateBps, loss, errors, half: row.duplex === 'half', up: true, source: NOWHERE };
  });
  return { ...description, seed: network.world.seed, nodes, links };
}
