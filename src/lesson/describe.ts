// From a checked lesson file to the description of its network, every part with the line it came from.
import {
  HUB_RATES,
  LINK_DEFAULTS,
  type NetworkDescription,
  type NodeDescription,
  type StpDescription,
} from '../topology/index.js';
import type { LessonFile } from './format.js';
import { dhcpdCommand } from './format-dhcp.js';
import type { Positions } from './positions.js';

type NodeFile = LessonFile['nodes'][string];

/** Names of a node's devices: those named, then a switch's ports. */
export function devicesOf(node: NodeFile): string[] {
  const ports = Array.from({ length: node.ports ?? 0 }, (_, i) => `p${i + 1}`);
  return [...Object.keys(node.devices ?? {}), ...ports];
}

/** `true` and `rstp` are spanning trees with nothing set. */
function stpOf(stp: NodeFile['stp']): Pick<NodeDescription, 'stp'> {
  if (stp === undefined || stp === false) return {};
  if (stp === true) return { stp: { ports: {} } };
  if (stp === 'rstp') return { stp: { version: 'rstp', ports: {} } };
  const { version, priority, hello, 'max-age': maxAge, 'forward-delay': forwardDelay, ports = {} } = stp;
  const settings = { priority, helloNs: hello, maxAgeNs: maxAge, forwardDelayNs: forwardDelay };
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const rapid = version === 'rstp' ? { version } : {};
  return { stp: { ...rapid, ...given, ports: ports as StpDescription['ports'] } };
}

/** VLANs by who sends, and logins. */
function whoOf(node: NodeFile): Partial<NodeDescription> {
  const { 'mac-vlans': macVlans, 'subnet-vlans': subnetVlans, users, dot1x, login } = node;
  const { ports = [], quiet, tx, supplicant, reauth } = dot1x ?? {};
  const times = { quietNs: quiet, txNs: tx, suppNs: supplicant, reAuthNs: reauth };
  return {
    ...(macVlans === undefined ? {} : { macVlans }),
    ...(subnetVlans === undefined ? {} : { subnetVlans }),
    ...(users === undefined ? {} : { users }),
    ...(dot1x === undefined ? {} : { dot1x: { ports, ...times } }),
    ...(login === undefined ? {} : { login }),
  };
}

/** The checked file as a description, every part with the line it came from. */
export function describe(positions: Positions, lesson: LessonFile): NetworkDescription {
  const nodes = Object.entries(lesson.nodes).map(([name, node]): NodeDescription => {
    const devices = devicesOf(node).map(dev => {
      const { addresses = [], up = true, mac, mtu } = node.devices?.[dev] ?? {};
      return { name: dev, addresses, up, ...(mac === undefined ? {} : { mac }), ...(mtu === undefined ? {} : { mtu }) };
    });
    return {
      name,
      kind: node.kind,
      devices,
      sysctl: node.sysctl,
      setup: node.dhcpd === undefined ? node.setup : [...node.setup, dhcpdCommand(node.dhcpd)],
      ...(node.gateway === undefined ? {} : { gateway: node.gateway }),
      ...(node.routes === undefined ? {} : { routes: node.routes }),
      ...(node.ageing === undefined ? {} : { ageingNs: node.ageing }),
      ...(node.at === undefined ? {} : { at: node.at }),
      ...(node.cam === undefined ? {} : { camSize: node.cam }),
      ...(node.vlans === undefined ? {} : { vlans: node.vlans }),
      ...whoOf(node),
      ...stpOf(node.stp),
      source: positions.source(['nodes', name]),
    };
  });
  const links = lesson.links.map((link, i) => {
    const [a, b] = Array.isArray(link) ? link : link.ends;
    const { delay, rate, loss, errors, duplex, up } = Array.isArray(link) ? {} : link;
    const hub = [a, b].some(end => lesson.nodes[end.split('.')[0] as string]?.kind === 'hub');
    return {
      a,
      b,
      delayNs: delay ?? LINK_DEFAULTS.delayNs,
      rateBps: rate ?? (hub || duplex === 'half' ? HUB_RATES.usual : LINK_DEFAULTS.rateBps),
      loss: loss ?? LINK_DEFAULTS.loss,
      errors: errors ?? 0,
      half: duplex === 'half',
      up: up ?? LINK_DEFAULTS.up,
      source: positions.source(['links', i]),
    };
  });
  const run = lesson.run.map((item, i) => ({ ...item, source: positions.source(['run', i]) }));
  return { name: lesson.id, seed: lesson.seed, profile: lesson.profile, nodes, links, run };
}
