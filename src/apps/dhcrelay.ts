// dhcrelay (ISC 4.4.3): carries DHCP between the clients of a link and a server elsewhere (RFC 1542 §4, RFC 3046). What
// clients broadcast goes on to the servers by UDP, with the address of the device it came in by; answers find their way back
// by that address. Read dhcpd.ts first.
//
//   dhcrelay [-4] [-d] [-a] [-c HOPS] [-i DEVICE]… [-id DEVICE]… [-iu DEVICE]… SERVER…
import { openPacket, openUdp, type SocketRow, sendRawUdp, sendUdp, takeMessage } from '../net/index.js';
import { broadcastMac, formatIpv4, formatMac, ipv4, parseIpv4 } from '../wire/index.js';
import { payloadOf } from './dhcp-client.js';
import { ascii, CLIENT_PORT, decode, encode, type Message, OPTION, SERVER_PORT } from './dhcp-message.js';
import { DHCP_RELAY } from './dhcp-tables.js';
import { type Calls, program } from './process.js';

interface Relay {
  readonly servers: readonly number[];
  /** By device: the packet socket on which it hears clients; 0 where it does not. */
  readonly down: readonly { readonly dev: number; readonly socket: number }[];
  /** Hears and speaks to servers. */
  readonly udp: number;
  readonly agent: boolean;
  readonly hops: number;
}

const IPV4 = 0x0800;
const EVERYBODY = 0xffffffff;
/** What dhcrelay -c is when left out; RFC 1542 §4.1.1 wants 16 at most. */
const USUAL_HOPS = 10;
/** IPv4 header of what ISC's programs write themselves. */
const HEADER = { ttl: 128, tos: 0x10 } as const;
const USAGE = 'Usage: dhcrelay [-4] [-d] [-a] [-c HOPS] [-i DEVICE] [-id DEVICE] [-iu DEVICE] SERVER...';

interface Parsed {
  readonly servers: number[];
  readonly down: string[];
  readonly up: string[];
  readonly agent: boolean;
  readonly hops: number;
}

function parse(argv: readonly string[]): Parsed | string {
  const servers: number[] = [];
  const named: Record<'-i' | '-id' | '-iu', string[]> = { '-i': [], '-id': [], '-iu': [] };
  let agent = false;
  let hops = USUAL_HOPS;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (['-4', '-d', '-q'].includes(word)) continue;
    if (word === '-a') agent = true;
    else if (word === '-c') hops = Number(argv[++i]);
    else if (word === '-i' || word === '-id' || word === '-iu') named[word].push(argv[++i] ?? '');
    else {
      const server = parseIpv4(word);
      if (server === undefined)
        return word.startsWith('-') ? `netstep does not simulate ${word}` : `Unknown host: ${word}`;
      servers.push(server);
    }
  }
  if (!(hops >= 1 && hops <= 255)) return 'Bad hop count to -c';
  if (servers.length === 0) return 'No servers specified.';
  return { servers, down: [...named['-i'], ...named['-id']], up: [...named['-i'], ...named['-iu']], agent, hops };
}

const addressOf = (calls: Calls, dev: number): number | undefined =>
  [...calls.ns.addrs.rows()].find(addr => addr.dev === dev)?.ip;

function start(argv: readonly string[], calls: Calls): Relay | undefined {
  const { stack, ns, pid } = calls;
  const fail = (...lines: string[]): undefined => {
    for (const text of lines) calls.complain(text);
    calls.exit(1);
  };
  const parsed = parse(argv);
  if (typeof parsed === 'string') return fail(`dhcrelay: ${parsed}`, USAGE);
  const missing = [...parsed.down, ...parsed.up].find(name => ns.device(name) === undefined);
  if (missing !== undefined) return fail(`dhcrelay: interface '${missing}' not found`);
  const devices = ns.devices().filter(dev => {
    const usable = dev.kind !== 'loopback' && dev.master === 0 && addressOf(calls, dev.id) !== undefined;
    return parsed.down.length + parsed.up.length === 0 ? usable : parsed.down.includes(dev.name);
  });
  const udp = openUdp(stack, ns, pid, SERVER_PORT);
  if (udp === undefined) return fail("dhcrelay: Can't bind to dhcp address: Address already in use");
  const down = devices.map(dev => ({ dev: dev.id, socket: openPacket(stack, ns, pid, dev, IPV4, SERVER_PORT).id }));
  for (const dev of devices) calls.print(`Listening on LPF/${dev.name}/${formatMac(dev.mac)}`);
  const { servers, agent, hops } = parsed;
  return sleep({ servers, down, udp: udp.id, agent, hops }, calls);
}

function sleep(relay: Relay, calls: Calls): Relay {
  for (const { socket } of relay.down) calls.wakeOn(socket);
  calls.wakeOn(relay.udp);
  return relay;
}

/** RFC 1542 §4.1.1: from a client to the servers. */
function up(relay: Relay, calls: Calls, dev: number, message: Message, frame: number): void {
  const { stack, ns } = calls;
  const { journal } = stack.world;
  const address = addressOf(calls, dev);
  const args = { dev, netns: ns.name, mac: message.chaddr, frame };
  if (address === undefined) {
    journal.note(DHCP_RELAY, 'dhcp.relay-no-address', args, 'drop');
    return;
  }
  if (message.hops >= relay.hops) {
    journal.note(DHCP_RELAY, 'dhcp.relay-hops', { ...args, hops: message.hops, most: relay.hops }, 'drop');
    return;
  }
  const giaddr = message.giaddr === 0 ? address : message.giaddr;
  const options = new Map(message.options);
  // RFC 3046 §3.1: circuit identifier, the name of the device.
  const name = ascii(stack.dev(dev).name);
  if (relay.agent && message.giaddr === 0) options.set(OPTION.agent, Uint8Array.of(1, name.length, ...name));
  journal.begin(DHCP_RELAY, 'dhcp.relay-request', { ...args, giaddr });
  const bytes = encode({ ...message, hops: message.hops + 1, giaddr, options });
  for (const server of relay.servers) {
    const socket = ns.sockets.get(relay.udp) as SocketRow;
    const error = sendUdp(stack, ns, socket, { ip: server, port: SERVER_PORT }, bytes);
    const to = formatIpv4(server);
    if (error === undefined) calls.print(`Forwarded BOOTREQUEST for ${formatMac(message.chaddr)} to ${to}`);
    else calls.complain(`send_packet: ${error} (to ${to})`);
  }
  journal.end();
}

/** RFC 1542 §4.1.2: from a server to the client on the link that the message names. */
function down(relay: Relay, calls: Calls, message: Message, frame: number): void {
  const { stack, ns } = calls;
  const { journal } = stack.world;
  const link = relay.down.find(({ dev }) => addressOf(calls, dev) === message.giaddr);
  const args = { netns: ns.name, mac: message.chaddr, frame, giaddr: message.giaddr };
  if (link === undefined) {
    journal.note(DHCP_RELAY, 'dhcp.relay-stranger', args, 'drop');
    return;
  }
  const all = message.broadcast || message.yiaddr === 0;
  const to = all ? broadcastMac : message.chaddr;
  const dst = all ? EVERYBODY : message.yiaddr;
  const options = new Map(message.options);
  if (relay.agent) options.delete(OPTION.agent);
  journal.begin(DHCP_RELAY, 'dhcp.relay-reply', { ...args, dev: link.dev, ip: dst });
  const ports = { srcPort: SERVER_PORT, dstPort: CLIENT_PORT };
  const datagram = { to, src: message.giaddr, dst, ...ports, ...HEADER };
  sendRawUdp(stack, stack.dev(link.dev), datagram, encode({ ...message, options }, 1472));
  calls.print(`Forwarded BOOTREPLY for ${formatMac(message.chaddr)} to ${formatIpv4(dst)}`);
  journal.end();
}

function work(relay: Relay, calls: Calls): void {
  const { stack, ns } = calls;
  const { frames } = stack.world;
  for (const { dev, socket } of relay.down) {
    for (let got = takeMessage(ns, socket); got !== undefined; got = takeMessage(ns, socket)) {
      const packet = frames.view(got.frame).subarray(got.offset, got.offset + got.length);
      const payload = payloadOf(calls, got);
      const message = payload && decode(payload);
      // RFC 1542 §4.1.1: what is addressed to a server finds its own way.
      const everybody = ipv4.get.dst(packet, 0) === EVERYBODY;
      if (message?.op === 1 && everybody) up(relay, calls, dev, message, got.frame);
    }
  }
  for (let got = takeMessage(ns, relay.udp); got !== undefined; got = takeMessage(ns, relay.udp)) {
    const message = decode(frames.view(got.frame).subarray(got.offset, got.offset + got.length));
    if (message?.op === 2) down(relay, calls, message, got.frame);
  }
}

export const dhcrelay = program<Relay | undefined>({
  name: 'dhcrelay',
  start,
  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      calls.exit(0);
      return state;
    }
    work(state, calls);
    return sleep(state, calls);
  },
});
