// What stands against building on a network: names, kinds, ports, bounds, and what hubs cannot do. Read build.ts first.
import type { Building, InterventionProblem } from '../sim/index.js';
import { parseCidr } from '../wire/index.js';
import { freePorts, hubOf, nextPort, nodeAt, parts, rateOf } from './build.js';
import { compositionNamed, compositionNames, portNames } from './compositions.js';
import { NAME, NETWORK_LIMITS } from './description.js';
import { joined } from './hubs.js';
import type { Network } from './network.js';

/** What stands against it at the journal's position; undefined: nothing. */
export function problemOfBuilding(network: Network, what: Building): InterventionProblem | undefined {
  if (what.kind === 'add') return problemOfNode(network, what);
  if (what.kind === 'plug') return problemOfCable(network, what.a, what.b);
  if (what.kind === 'remove')
    return network.nodeNames.includes(what.node)
      ? undefined
      : { code: 'no-node', args: { node: what.node.slice(0, 40) } };
  return network.linkNamed(what.link) === undefined ? { code: 'no-link', args: { link: what.link } } : undefined;
}

function problemOfNode(
  network: Network,
  { node, of, ports, addresses = [] }: Extract<Building, { kind: 'add' }>,
): InterventionProblem | undefined {
  const names = network.nodeNames;
  if (compositionNamed(of) === undefined) return { code: 'bad-kind', args: { kind: of, kinds: compositionNames() } };
  if (!NAME.test(node)) return { code: 'bad-node-name', args: { name: node, most: NETWORK_LIMITS.name } };
  if (names.includes(node)) return { code: 'node-taken', args: { node } };
  const most = NETWORK_LIMITS.ports;
  if (ports !== undefined && !(Number.isInteger(ports) && ports >= 1 && ports <= most))
    return { code: 'bad-ports', args: { ports, most } };
  const { stem, usual } = portNames(of);
  if (addresses.length > 0 && stem === 'p') return { code: 'no-addresses', args: { kind: of } };
  const wrong = addresses.find(address => !address.includes('/') || parseCidr(address) === undefined);
  if (wrong !== undefined) return { code: 'bad-address', args: { address: wrong.slice(0, 40) } };
  if (names.length >= NETWORK_LIMITS.nodes)
    return { code: 'too-many', args: { what: 'nodes', most: NETWORK_LIMITS.nodes } };
  return tooManyPorts(network, ports ?? usual);
}

/** Loopbacks and bridges come with their nodes and do not count. */
function tooManyPorts(network: Network, more: number): InterventionProblem | undefined {
  const most = NETWORK_LIMITS.devices;
  const there = network.nodeNames.reduce((n, name) => n + (nodeAt(network, name)?.node.devices.length ?? 0), 0);
  return there + more > most ? { code: 'too-many', args: { what: 'devices', most } } : undefined;
}

function problemOfCable(network: Network, a: string, b: string): InterventionProblem | undefined {
  const { stack } = network;
  for (const end of [a, b]) {
    const problem = problemOfEnd(network, end);
    if (problem !== undefined) return problem;
  }
  if (a === b) return { code: 'same-port', args: { port: a } };
  const [one, two] = [hubOf(stack, parts(a)[0])[0], hubOf(stack, parts(b)[0])[0]];
  if (one !== undefined && two !== undefined) {
    if (one === two || joined(stack, one, two)) return { code: 'hub-loop', args: { a, b } };
    const [first, second] = [rateOf(stack, one), rateOf(stack, two)];
    if (first !== undefined && second !== undefined && first !== second)
      return { code: 'hub-rates', args: { a, b, first: first / 1e6, second: second / 1e6 } };
  }
  const most = NETWORK_LIMITS.links;
  if (stack.links.links.size >= most) return { code: 'too-many', args: { what: 'links', most } };
  const fresh = [a, b].filter(end => stack.netns(parts(end)[0]).device(parts(end)[1]) === undefined);
  return fresh.length === 0 ? undefined : tooManyPorts(network, fresh.length);
}

/** One end: it must be free, or be what the node would call a new port. */
function problemOfEnd(network: Network, end: string): InterventionProblem | undefined {
  const { stack } = network;
  const [nodeName, name] = parts(end);
  const found = nodeAt(network, nodeName);
  if (found === undefined) return { code: 'no-node', args: { node: nodeName.slice(0, 40) } };
  const { node } = found;
  const device = node.devices.some(d => d.name === name) ? stack.netns(nodeName).device(name) : undefined;
  const link = device && stack.links.of(device.id);
  if (link !== undefined)
    return { code: 'port-taken', args: { port: end, link: link.name, free: freePorts(network, node) } };
  if (device !== undefined) return undefined;
  const { stem, first } = portNames(node.kind);
  const number = Number(new RegExp(`^${stem}(0|[1-9]\\d{0,2})$`).exec(name)?.[1] ?? Number.NaN);
  const last = first + NETWORK_LIMITS.ports - 1;
  // A name that something else on the node has (a bridge, a VLAN device) is no port's.
  const other = stack.netns(nodeName).device(name) !== undefined;
  if (!other && number >= first && number <= last) return undefined;
  const free = freePorts(network, node);
  if (name === nextPort(node)) return { code: 'no-free-port', args: { node: nodeName, most: NETWORK_LIMITS.ports } };
  return { code: 'no-port', args: { node: nodeName, port: name.slice(0, 40), free, next: nextPort(node) } };
}
