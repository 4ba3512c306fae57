// dhclient (ISC 4.4.3): asks for an address by DHCP and keeps it, or gives it back (-r). Read dhcp-client.ts first.
//
//   dhclient [-4] [-v] [-d] [-1] [-r | -x] [eth0]
import { type NetdevRow, openPacket, openUdp } from '../net/index.js';
import { begin, type Client, dropLease, rowOf, turn } from './dhcp-client.js';
import { forget } from './dhcp-client-lease.js';
import { sendRelease } from './dhcp-client-send.js';
import type { MannerName, Wishes } from './dhcp-manner.js';
import { CLIENT_PORT } from './dhcp-message.js';
import { DHCP_CLIENT } from './dhcp-tables.js';
import { type Calls, processSchema, program } from './process.js';

const SECOND = 1_000_000_000;
const IPV4 = 0x0800;
/** Starting a shell script takes its time: what was sent before is on the wire when the address goes. */
const SCRIPT_NS = 10_000_000;

/** Opens the sockets of a client and gives it a clean state. Undefined: port 68 is taken. */
export function openClient(calls: Calls, manner: MannerName, dev: NetdevRow, wishes: Wishes): Client | undefined {
  const { stack, ns, pid } = calls;
  const udp = openUdp(stack, ns, pid, CLIENT_PORT, undefined, dev.id);
  if (udp === undefined) return undefined;
  const raw = openPacket(stack, ns, pid, dev, IPV4, CLIENT_PORT);
  return {
    run: { manner, wishes, dev: dev.id, raw: raw.id, udp: udp.id },
    xid: 0,
    first: 0,
    secs: 0,
    interval: 0,
    tries: 0,
    next: 0,
    server: undefined,
    ip: undefined,
    frame: -1,
    arp: 0,
    ack: [],
  };
}

/** The client of that name that runs on a device already. */
export function clientOn(calls: Pick<Calls, 'stack' | 'ns'>, name: string, dev: number, but = 0): number | undefined {
  const rows = calls.stack.world.journal.table(processSchema).rows();
  for (const row of rows) {
    if (row.program !== name || row.netns !== calls.ns.name || row.exit !== undefined || row.pid === but) continue;
    if ((row.state as { run?: { dev: number } } | undefined)?.run?.dev === dev) return row.pid;
  }
  return undefined;
}

interface Parsed {
  readonly letters: ReadonlySet<string>;
  readonly dev: string | undefined;
}

const KNOWN = ['4', 'v', 'd', 'q', '1', 'r', 'x', 'nw', 'w'];
const USAGE = 'Usage: dhclient [-4] [-v] [-d] [-1] [-r|-x] [interface]';

function parse(argv: readonly string[], calls: Calls): Parsed | undefined {
  const letters = new Set<string>();
  const names: string[] = [];
  for (const word of argv) {
    if (!word.startsWith('-')) names.push(word);
    else if (KNOWN.includes(word.slice(1))) letters.add(word.slice(1));
    else {
      const files = ['-lf', '-pf', '-cf', '-sf', '-df'].includes(word) ? ' (nodes have no files)' : '';
      calls.complain(`dhclient: netstep does not simulate ${word}${files}`);
      calls.complain(USAGE);
      calls.exit(1);
      return undefined;
    }
  }
  return { letters, dev: names[0] };
}

/** The device named, or the only card there is. */
function deviceOf(calls: Calls, name: string | undefined): NetdevRow | undefined {
  if (name !== undefined) {
    const dev = calls.ns.device(name);
    if (dev === undefined) calls.complain(`Cannot find device "${name}"`);
    return dev;
  }
  const cards = calls.ns.devices().filter(dev => dev.kind !== 'loopback' && dev.master === 0);
  if (cards.length !== 1) calls.complain(`No broadcast interfaces found - exiting. Name one: dhclient eth0`);
  return cards.length === 1 ? cards[0] : undefined;
}

/** -r: a message to the server, then the address goes; -x: it goes without. */
function giveBack(client: Client, calls: Calls, release: boolean): Client {
  const row = rowOf(client, calls);
  if (row?.ip === undefined) {
    calls.exit(0);
    return client;
  }
  if (release && row.server !== undefined) sendRelease(client, calls, row.ip, row.server);
  client.next = calls.now + SCRIPT_NS;
  calls.wakeAt(client.next);
  return client;
}

function finish(client: Client, calls: Calls): Client {
  const { journal } = calls.stack.world;
  journal.begin(DHCP_CLIENT, 'dhcp.released', {
    dev: client.run.dev,
    netns: calls.ns.name,
    ip: rowOf(client, calls)?.ip ?? 0,
  });
  forget(client, calls, 'RELEASE');
  dropLease(client, calls);
  journal.end();
  calls.exit(0);
  return client;
}

interface State extends Client {
  readonly giving: boolean;
}
/** Another one gives the lease back: a shell would not have started this one before that has ended. */
interface Waiting {
  readonly argv: readonly string[];
}

/** Whether a process is a `dhclient -r` that has not ended. */
const isGiving = (calls: Calls, pid: number): boolean =>
  (calls.stack.world.journal.table(processSchema).get(pid)?.state as Partial<State> | undefined)?.giving === true;

function start(argv: readonly string[], calls: Calls): State | Waiting | undefined {
  const parsed = parse(argv, calls);
  if (parsed === undefined) return undefined;
  const dev = deviceOf(calls, parsed.dev);
  if (dev === undefined) {
    calls.exit(1);
    return undefined;
  }
  const has = (letter: string) => parsed.letters.has(letter);
  const other = clientOn(calls, 'dhclient', dev.id, calls.pid);
  if (other !== undefined && isGiving(calls, other)) {
    calls.wakeAt(calls.now + SCRIPT_NS);
    return { argv };
  }
  if (other !== undefined) {
    calls.complain(`dhclient(${other}) is already running - exiting.`);
    calls.exit(1);
    return undefined;
  }
  const wishes: Wishes = {
    verbose: has('v') || has('d'),
    once: has('1'),
    quit: false,
    probeNs: 0,
    tries: 0,
    everyNs: 0,
    laterNs: 10 * SECOND,
    hostName: '',
    asked: undefined,
  };
  const opened = openClient(calls, 'dhclient', dev, wishes);
  if (opened === undefined) {
    calls.complain("Can't bind to dhcp address: Address already in use");
    calls.exit(1);
    return undefined;
  }
  const client = { ...opened, giving: has('r') || has('x') };
  if (wishes.verbose) {
    const mac = calls.stack
      .dev(dev.id)
      .mac.toString(16)
      .padStart(12, '0')
      .replace(/..(?!$)/g, '$&:');
    calls.print(`Listening on LPF/${dev.name}/${mac}`);
    calls.print(`Sending on   LPF/${dev.name}/${mac}`);
    calls.print('Sending on   Socket/fallback');
  }
  if (client.giving) return giveBack(client, calls, has('r')) as State;
  begin(client, calls);
  calls.wakeOn(client.run.raw);
  if (client.next > 0) calls.wakeAt(client.next);
  return client;
}

export const dhclient = program<State | Waiting | undefined>({
  name: 'dhclient',
  start,
  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      calls.exit(0);
      return state;
    }
    if ('argv' in state) return start(state.argv, calls);
    if (state.giving) return finish(state, calls) as State;
    return turn(wakeup, state, calls) as State;
  },
});
