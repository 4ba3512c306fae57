// udhcpc (busybox 1.35): a small DHCP client. With -a it looks by ARP whether somebody has the address before it uses it.
// Read dhcp-client.ts and dhclient.ts first.
//
//   udhcpc [-fqnR] [-a[MSEC]] [-t TRIES] [-T SECONDS] [-A SECONDS] [-i DEVICE] [-r ADDRESS] [-x hostname:NAME]
import { parseIpv4 } from '../wire/index.js';
import { openClient } from './dhclient.js';
import { begin, type Client, dropLease, rowOf, setState, turn, wait } from './dhcp-client.js';
import { forget } from './dhcp-client-lease.js';
import { sendRelease, sendRequest } from './dhcp-client-send.js';
import type { Wishes } from './dhcp-manner.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';

const SECOND = 1_000_000_000;
const MS = 1_000_000;
const USAGE = 'Usage: udhcpc [-fqnR] [-a[MSEC]] [-t N] [-T SEC] [-A SEC] [-i IFACE] [-r IP] [-x hostname:NAME]';

interface Parsed {
  readonly wishes: Wishes;
  readonly dev: string;
  readonly release: boolean;
}

/** The command line; a text where it is wrong. */
function parse(argv: readonly string[]): Parsed | string {
  // -a may have its milliseconds in the same word, and only there.
  const arping = argv.find(word => /^-a\d*$/.test(word));
  const words = getopt(
    argv.filter(word => word !== arping),
    'udhcpc',
    'tTAirxV',
    'fqnbRS',
  );
  if ('message' in words) return words.message;
  const value = (letter: string) => words.options.find(([l]) => l === letter)?.[1];
  const has = (letter: string) => value(letter) !== undefined;
  const number = (letter: string, usual: number) => {
    const text = value(letter) ?? String(usual);
    return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  const [tries, every, later] = [number('t', 3), number('T', 3), number('A', 20)];
  if (![tries, every, later].every(n => n > 0)) return 'udhcpc: invalid number';
  const asked = value('r') === undefined ? undefined : parseIpv4(value('r') as string);
  if (has('r') && asked === undefined) return `udhcpc: bad address '${value('r')}'`;
  const ms = arping === undefined ? 0 : arping === '-a' ? 2000 : Number(arping.slice(2));
  const hostName = /^hostname:(.*)$/.exec(value('x') ?? '')?.[1] ?? '';
  if (has('x') && hostName === '') return `udhcpc: netstep knows -x hostname:NAME only`;
  const clocks = { tries, everyNs: every * SECOND, laterNs: later * SECOND, probeNs: ms * MS };
  const wishes = { verbose: true, once: has('n'), quit: has('q'), hostName, asked, ...clocks };
  return { wishes, dev: value('i') ?? 'eth0', release: has('R') };
}

function release(client: Client, calls: Calls): void {
  const row = rowOf(client, calls);
  if (row?.ip === undefined || row.server === undefined) return;
  sendRelease(client, calls, row.ip, row.server);
  calls.print('udhcpc: entering released state');
  forget(client, calls, 'deconfig');
  dropLease(client, calls);
  client.next = 0;
}

interface State extends Client {
  readonly release: boolean;
}

export const udhcpc = program<State | undefined>({
  name: 'udhcpc',
  users: true,

  start(argv, calls) {
    const parsed = parse(argv);
    const fail = (...lines: string[]): undefined => {
      for (const line of lines) calls.complain(line);
      calls.exit(1);
    };
    if (typeof parsed === 'string') return fail(parsed, USAGE);
    const dev = calls.ns.device(parsed.dev);
    if (dev === undefined) return fail(`udhcpc: SIOCGIFINDEX: No such device`);
    const opened = openClient(calls, 'udhcpc', dev, parsed.wishes);
    if (opened === undefined) return fail('udhcpc: bind: Address already in use');
    const client = { ...opened, release: parsed.release };
    begin(client, calls);
    return wait(client, calls) as State;
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    const client = { ...state };
    if (wakeup === 'interrupt') {
      if (client.release) release(client, calls);
      calls.exit(0);
      return client;
    }
    if (wakeup === 'usr2') {
      release(client, calls);
      return wait(client, calls) as State;
    }
    if (wakeup === 'usr1') {
      const row = rowOf(client, calls);
      if (row?.ip === undefined) begin(client, calls);
      else {
        setState(client, calls, 'BOUND');
        client.first = calls.now;
        sendRequest(client, calls, 'RENEWING');
      }
      return wait(client, calls) as State;
    }
    return turn(wakeup, client, calls) as State;
  },
});
