// What `kind: host`, `kind: hub` and `kind: switch` mean: which devices a node has and which commands set it up. A new kind is a new
// entry here; nothing else asks for a node's kind.
import { addDevice, addRepeater, initStp, initVlans, type Netns, type Stack, setUp } from '../net/index.js';
import type { NodeDescription, StpDescription } from './description.js';

/** What a composition may use to build a node. */
export interface Builder {
  readonly stack: Stack;
  readonly ns: Netns;
  readonly node: NodeDescription;
  /** Order of the node in the lesson, from 1. */
  readonly number: number;
  /** The node boots again: its devices are there already. */
  readonly booting: boolean;
  /** Runs a command on the node, as if typed; when the node is built, throws with the command's complaint when it fails. */
  run(line: string): void;
}

type Composition = (builder: Builder) => void;

/** `02:00:00:NN:NN:DD`: locally administered, by node and device order (DESIGN "MAC addresses"). */
export const macOf = (node: number, device: number): number => 0x020000000000 + node * 0x100 + device;

function physical({ stack, ns, node, number, booting }: Builder): void {
  if (booting) return;
  for (const [i, device] of node.devices.entries()) {
    const mac = device.mac ?? macOf(number, i + 1);
    addDevice(stack, ns, { name: device.name, kind: 'physical', mac, ...(device.mtu ? { mtu: device.mtu } : {}) });
  }
}

function loopback({ stack, ns, run, booting }: Builder): void {
  if (!booting) addDevice(stack, ns, { name: 'lo', kind: 'loopback', mac: 0, mtu: 65536 });
  run('ip addr add 127.0.0.1/8 dev lo');
  run('ip link set lo up');
}

/** br0 of a switch, with its limits. */
function bridge({ stack, ns, node, number, booting }: Builder): void {
  const mac = node.devices[0]?.mac ?? macOf(number, 1);
  const dev = (booting ? ns.device('br0') : undefined) ?? addDevice(stack, ns, { name: 'br0', kind: 'bridge', mac });
  const limits = { ageingNs: node.ageingNs ?? 300_000_000_000, maxLearned: node.camSize ?? 0 };
  stack.bridges.set(dev.id, { dev: dev.id, ...limits, timer: -1 });
  initStp(stack, dev.id);
  initVlans(stack, dev);
}

/** The commands that put ports into VLANs; a port is in VLAN 1 until then. */
function* vlanLines(vlans: NonNullable<NodeDescription['vlans']>): Iterable<string> {
  yield 'ip link set br0 type bridge vlan_filtering 1';
  for (const [port, asked] of Object.entries(vlans)) {
    const { trunk, native } = typeof asked === 'number' ? { trunk: [asked], native: asked } : asked;
    yield `bridge vlan del dev ${port} vid 1`;
    for (const vid of trunk) yield `bridge vlan add dev ${port} vid ${String(vid).replaceAll(' ', '')}`;
    if (native !== undefined) yield `bridge vlan add dev ${port} vid ${native} pvid untagged`;
  }
}

/** Linux takes these times in hundredths of a second. */
function stpSettings({ priority, helloNs, maxAgeNs, forwardDelayNs }: StpDescription): string {
  const hundredths = (ns: number | undefined) => (ns === undefined ? undefined : Math.round(ns / 10_000_000));
  const settings = [
    ['forward_delay', hundredths(forwardDelayNs)],
    ['hello_time', hundredths(helloNs)],
    ['max_age', hundredths(maxAgeNs)],
    ['priority', priority],
  ] as const;
  return settings.map(([name, value]) => (value === undefined ? '' : ` ${name} ${value}`)).join('');
}

/** Loopback, network cards, addresses, routes. */
function host(builder: Builder): void {
  const { node, run } = builder;
  loopback(builder);
  physical(builder);
  for (const device of node.devices) {
    for (const address of device.addresses) run(`ip addr add ${address} dev ${device.name}`);
    if (device.up) run(`ip link set ${device.name} up`);
  }
  if (node.gateway !== undefined) run(`ip route add default via ${node.gateway}`);
  for (const route of node.routes ?? []) run(`ip route add ${route}`);
}

const compositions: Readonly<Record<string, Composition>> = {
  /** An end system. */
  host,

  /** A host that forwards (RFC 1812): the same machine, with one setting changed. */
  router(builder) {
    host(builder);
    builder.run('sysctl -w net.ipv4.ip_forward=1');
  },

  /** A repeater with ports: no stack, no address, nothing to type commands on. */
  hub({ stack, ns, node, booting }) {
    if (!booting)
      addRepeater(
        stack,
        ns,
        node.devices.map(({ name }) => name),
      );
    else for (const dev of ns.devices()) setUp(stack, dev.id, true);
  },

  /** A learning switch: a bridge, br0, with every port in it. */
  switch(builder) {
    const { node, run } = builder;
    loopback(builder);
    bridge(builder);
    physical(builder);
    if (node.stp !== undefined) run(`ip link set br0 type bridge stp_state 1${stpSettings(node.stp)}`);
    run('ip link set br0 up');
    for (const device of node.devices) {
      run(`ip link set ${device.name} master br0`);
      const { cost, priority } = node.stp?.ports[device.name] ?? {};
      if (cost !== undefined) run(`bridge link set dev ${device.name} cost ${cost}`);
      if (priority !== undefined) run(`bridge link set dev ${device.name} priority ${priority}`);
      if (device.up) run(`ip link set ${device.name} up`);
    }
    if (node.vlans !== undefined) for (const line of vlanLines(node.vlans)) run(line);
  },
};

export const compositionNames = (): readonly string[] => Object.keys(compositions);
export const compositionNamed = (kind: string): Composition | undefined =>
  Object.hasOwn(compositions, kind) ? compositions[kind] : undefined;
