// A small network in which as much as possible happens, for the sake of the reasons its stages give: four hosts on a
// switch, some of whom are absent, moved, cut off, broken or lying.
import { Processes } from '../../src/apps/index.js';
import { stageKind } from '../../src/journal/index.js';
import {
  addAddress,
  addBridge,
  addDevice,
  addRoute,
  createStack,
  deleteAddress,
  deleteRoute,
  joinBridge,
  type NetdevRow,
  type Netns,
  neighUpdate,
  openPacket,
  type RouteRow,
  refreshCarrier,
  routeKey,
  type Stack,
  sendArpFrom,
  setDevice,
  setPortState,
  setUp,
  setVlanFilter,
  transmit,
} from '../../src/net/index.js';
import { type LinkRow, World } from '../../src/sim/index.js';
import { broadcastMac, encodeStack, ethernet, ipv4 } from '../../src/wire/index.js';

const SETUP = stageKind('test_world', 'a test', 'path', ['test.setup']);
const SECOND = 1_000_000_000;
const NET = 0xc0a80000;
const address = (n: number): number => NET + n;

/** The network and the hands that play with it. */
export class Lan {
  readonly world = new World(1);
  readonly stack: Stack = createStack(this.world, 'classic');
  readonly processes = new Processes(this.stack);

  /** Does something as an event of its own and lets the world run on. */
  act(work: () => void, seconds = 1): void {
    this.world.setup(this.world.journal.addRoot({ kind: 'seed', text: 'test' }), () => {
      this.world.journal.begin(SETUP, 'test.setup');
      work();
      this.world.journal.end();
    });
    this.world.run(100_000, this.world.now + seconds * SECOND);
  }

  ns(dev: NetdevRow): Netns {
    return this.stack.netnsOf(dev);
  }

  ping(from: NetdevRow, seconds: number, ...argv: string[]): void {
    this.act(() => this.processes.spawn(this.ns(from), 'ping', argv), seconds);
  }

  route(from: NetdevRow, some: Partial<RouteRow> & Pick<RouteRow, 'dst' | 'prefix' | 'dev'>): void {
    const where = { table: 'main', type: 'unicast', gateway: undefined, src: undefined } as const;
    const rest = { scope: 'global', proto: 'static', metric: 0 } as const;
    this.act(() => addRoute(this.stack, this.ns(from), { ...where, ...rest, ...some }));
  }

  /** Sends a frame past the protocols. */
  raw(dev: NetdevRow, bytes: Uint8Array): void {
    const frame = this.world.frames.create(bytes.length, 0, 'ethernet');
    this.world.frames.buffer(frame).set(bytes, this.world.frames.offset(frame));
    transmit(this.stack, this.stack.dev(dev.id), frame);
  }

  say(dev: NetdevRow, fields: { opcode: number; srcIp: number; dstIp: number; srcMac?: number }, to = broadcastMac) {
    sendArpFrom(this.stack, this.stack.dev(dev.id), to, { srcMac: dev.mac, dstMac: 0, ...fields });
  }

  changeLink(dev: NetdevRow, change: Partial<LinkRow>): void {
    const link = this.stack.links.of(dev.id)!;
    this.stack.links.links.set(link.id, { ...link, ...change });
    for (const end of [link.a, link.b]) refreshCarrier(this.stack, end);
  }
}

/** Runs everything and gives the world with its journal. */
export function eventfulWorld(): Lan {
  const lan = new Lan();
  const hosts: NetdevRow[] = [];
  lan.act(() => hosts.push(...build(lan.stack)));
  const [a, b, c, d] = hosts as [NetdevRow, NetdevRow, NetdevRow, NetdevRow];
  pings(lan, a);
  liars(lan, a, b, c, d);
  ports(lan, a, d);
  faults(lan, a, b, c, d);
  return lan;
}

function pings(lan: Lan, a: NetdevRow): void {
  lan.ping(a, 2, '-c', '1', '10.9.9.9');
  lan.ping(a, 20, '-c', '2', '192.168.0.4');
  lan.ping(a, 80, '-c', '1', '192.168.0.4');
  lan.ping(a, 80, '-c', '1', '192.168.0.4');
  lan.ping(a, 10, '-c', '3', '-i', '0.5', '192.168.0.250');
  lan.ping(a, 10, '-c', '1', '192.168.0.250');
  lan.ping(a, 20, '-b', '-c', '1', '192.168.0.255');
  lan.ping(a, 5, '-c', '1', '192.168.0.1');
  lan.ping(a, 20, '-c', '1', '-s', '4000', '192.168.0.4');
  lan.act(() => lan.processes.interrupt(lan.processes.spawn(lan.ns(a), 'ping', ['192.168.0.2']).pid), 3);
  lan.route(a, { type: 'prohibit', dst: 0x0a000000, prefix: 8, dev: 0 });
  lan.route(a, { dst: 0, prefix: 0, gateway: address(2), dev: a.id });
  lan.ping(a, 2, '-c', '1', '10.1.1.1');
  lan.ping(a, 20, '-c', '1', '8.8.8.8');
}

/** C says things that are not so, or that make no sense. */
function liars(lan: Lan, a: NetdevRow, b: NetdevRow, c: NetdevRow, d: NetdevRow): void {
  lan.act(() => {
    openPacket(lan.stack, lan.ns(b), 99, lan.stack.dev(b.id), 0x0806);
    lan.say(c, { opcode: 1, srcIp: address(4), dstIp: address(4) });
    lan.say(c, { opcode: 1, srcIp: 0, dstIp: address(1) });
    lan.say(c, { opcode: 2, srcIp: address(4), dstIp: address(1), srcMac: 0x020000009999 }, a.mac);
    lan.say(c, { opcode: 9, srcIp: address(4), dstIp: address(1) });
    lan.say(c, { opcode: 1, srcIp: address(3), dstIp: address(77) });
  }, 5);
  lan.act(() => {
    neighUpdate(lan.stack, lan.ns(a), lan.stack.dev(a.id), address(4), d.mac, 'REACHABLE', { override: true });
  }, 1);
  lan.act(() => lan.say(c, { opcode: 2, srcIp: address(4), dstIp: address(1) }, a.mac), 1);
  lan.act(() => {
    for (const bytes of [...garbage(), ...garbage(d.mac, b.mac)]) lan.raw(c, bytes);
  }, 2);
}

/** D's port forwards nothing for a while; then the switch tells VLANs apart. */
function ports(lan: Lan, a: NetdevRow, d: NetdevRow): void {
  const { stack } = lan;
  const port = stack.links.peer(d.id)!;
  const bridge = stack.dev(stack.dev(port).master);
  const frame = (src: number, dst: number) => encodeStack([[ethernet, { dst, src, type: 0x88b5 }]], new Uint8Array(46));
  for (const state of ['learning', 'listening'] as const) {
    lan.act(() => setPortState(stack, port, state));
    lan.act(() => lan.raw(d, frame(d.mac, a.mac)), 1);
    lan.act(() => lan.raw(a, frame(a.mac, d.mac)), 1);
  }
  // IEEE 802.1D Table 7-10: the address that LLDP is sent to, too.
  lan.act(() => lan.raw(a, frame(a.mac, 0x0180c200000e)), 1);
  lan.act(() => setPortState(stack, port, 'forwarding'));
  lan.act(() => setVlanFilter(stack, bridge, { filtering: true }));
  lan.ping(a, 2, '-c', '1', '192.168.0.4');
  lan.act(() => lan.raw(a, frame(a.mac, broadcastMac)), 1);
  lan.act(() => setVlanFilter(stack, bridge, { filtering: false }));
}

/** What breaks: an address that changes, a cable, a queue that fills up, a device that goes. */
function faults(lan: Lan, a: NetdevRow, b: NetdevRow, c: NetdevRow, d: NetdevRow): void {
  const { stack } = lan;
  const useless = (dev: NetdevRow) =>
    encodeStack([[ethernet, { dst: broadcastMac, src: dev.mac, type: 0x88b5 }]], new Uint8Array(1400));
  lan.act(() => setDevice(stack, a.id, { mac: 0x02000000aaaa }), 2);
  lan.act(() => lan.changeLink(d, { up: false }));
  lan.ping(a, 12, '-c', '2', '192.168.0.4');
  lan.act(() => lan.changeLink(d, { up: true }));
  lan.act(() => {
    for (let i = 0; i < 1100; i++) lan.raw(c, useless(c));
  });
  // A cable of the old kind: one talks at a time, and its bits get damaged.
  lan.act(() => lan.changeLink(c, { duplex: 'half', rateBps: 10_000_000, errors: 0.5 }));
  lan.act(() => {
    for (let i = 0; i < 8; i++) for (const dev of [c, d]) lan.raw(dev, useless(dev));
  });
  lan.act(() => lan.changeLink(b, { loss: 0.9 }));
  lan.ping(a, 30, '-c', '3', '192.168.0.2');
  lan.act(() => {
    setUp(stack, a.id, false);
    deleteRoute(stack, lan.ns(a), routeKey([...lan.ns(a).routes.rows()][0]!));
    deleteAddress(stack, lan.ns(a), a.id, address(1));
    lan.raw(a, useless(a));
  });
}

/** Four hosts and a switch that remembers four addresses for a minute. */
function build(stack: Stack): NetdevRow[] {
  const sw = stack.netns('sw');
  const bridge = addBridge(stack, sw, 'br0', 0x020000000501);
  stack.bridges.patch(bridge.id, { ageingNs: 60 * SECOND, maxLearned: 4 });
  const hosts: NetdevRow[] = [];
  for (const [i, name] of ['A', 'B', 'C', 'D'].entries()) {
    const ns = stack.netns(name);
    const lo = addDevice(stack, ns, { name: 'lo', kind: 'loopback', mac: 0, mtu: 65536 });
    const dev = addDevice(stack, ns, { name: 'eth0', kind: 'physical', mac: 0x020000000001 + 256 * (i + 1) });
    const port = addDevice(stack, sw, { name: `p${i + 1}`, kind: 'physical', mac: 0x020000000501 + i });
    const shared = { medium: 'ethernet', delayNs: 1000, rateBps: 1e9, loss: 0, up: true } as const;
    stack.links.add({ name: `${name}.eth0-sw.p${i + 1}`, a: dev.id, b: port.id, ...shared });
    addAddress(stack, ns, { dev: lo.id, ip: 0x7f000001, prefix: 8, broadcast: undefined, scope: 'host' });
    addAddress(stack, ns, { dev: dev.id, ip: address(i + 1), prefix: 24, broadcast: address(255), scope: 'global' });
    joinBridge(stack, port, bridge);
    for (const id of [lo.id, dev.id, port.id]) setUp(stack, id, true);
    hosts.push(stack.dev(dev.id));
  }
  setUp(stack, bridge.id, true);
  return hosts;
}

/** Frames that something along the way refuses. */
function garbage(dst = broadcastMac, src = 0x020000000301): Uint8Array[] {
  const eth = { dst, src, type: 0x0800 };
  const frame = (payload: Uint8Array, change = {}) => encodeStack([[ethernet, { ...eth, ...change }]], payload);
  const base = { src: address(3), dst: address(4), proto: 1 };
  const packet = (payload: Uint8Array, change = {}) => frame(encodeStack([[ipv4, { ...base, ...change }]], payload));
  /** An ICMP message of zeros; its checksum is the complement of the one word that is not zero. */
  const message = (type: number, rest = 8) => {
    const bytes = new Uint8Array(8 + rest);
    bytes.set([type, 0, 0xff - type, 0xff]);
    return bytes;
  };
  const echo = message(8);
  const whole = packet(echo);
  const damaged = (at: number, value: number) => whole.map((byte, i) => (i === at ? value : byte));
  return [
    damaged(14, 0x65),
    damaged(17, 0xff),
    damaged(24, 0x77),
    damaged(36, 0x77),
    frame(new Uint8Array(10)),
    frame(new Uint8Array(50), { type: 0x1234 }),
    frame(new Uint8Array(28), { type: 0x0806 }),
    packet(new Uint8Array(8), { proto: 99 }),
    packet(new Uint8Array(8), { mf: 1 }),
    packet(echo, { src: 0xffffffff }),
    packet(echo, { dst: address(9) }),
    packet(message(0)),
    packet(message(40)),
    packet(message(11, 2)),
    packet(message(11, 40)),
    packet(new Uint8Array(4)),
    frame(whole.slice(14), { src: 0x010000000001 }),
  ];
}
