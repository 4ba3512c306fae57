// hostapd with driver=wired: the authenticator of a switch (IEEE 802.1X), with its EAP server and its table of users inside. Beside
// what hostapd does it does what a script does beside it on Linux: entries for locked ports, and the VLAN of the user
// (net/dot1x/ports.ts). Read process.ts first.
//
//   hostapd [-B] -i PORT[,PORT …] /etc/hostapd.conf
import {
  authenticatorDue,
  authenticatorReceive,
  authenticatorTimers,
  checkLink,
  guardPort,
  leavePort,
  openPacket,
  takeMessage,
} from '../net/index.js';
import { eapolEtherType } from '../wire/index.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';

interface HostapdState {
  readonly ports: readonly number[];
  readonly sockets: readonly number[];
}

const CONF = '/etc/hostapd.conf';
const USAGE = `usage: hostapd [-B] -i PORT[,PORT ...] ${CONF}`;

/** The ports that a command line names, or what is wrong with it. */
function portsOf(argv: readonly string[], { ns }: Calls): readonly number[] | string {
  const words = getopt(argv, 'hostapd', 'i', 'Bd');
  if ('message' in words) return words.message;
  if (words.operands.length !== 1) return USAGE;
  if (words.operands[0] !== CONF) return `Could not open configuration file '${words.operands[0]}' for reading.`;
  const names = words.options.filter(([letter]) => letter === 'i').flatMap(([, names]) => names.split(','));
  if (names.length === 0) return USAGE;
  const ports: number[] = [];
  for (const name of names) {
    const dev = ns.device(name);
    if (dev === undefined) return `Could not read interface ${name} flags: No such device`;
    ports.push(dev.id);
  }
  return ports;
}

/** Waits for a frame, a clock or a link. */
function wait(state: HostapdState, calls: Calls): HostapdState {
  const due = authenticatorDue(calls.stack, calls.ns);
  if (due > 0) calls.wakeAt(due);
  for (const socket of state.sockets) calls.wakeOn(socket);
  return state;
}

export const hostapd = program<HostapdState | undefined>({
  name: 'hostapd',
  links: (state, dev) => state?.ports.includes(dev.id) === true,

  start(argv, calls) {
    const ports = portsOf(argv, calls);
    if (typeof ports === 'string') {
      calls.complain(ports);
      calls.exit(1);
      return undefined;
    }
    const { stack, ns, pid } = calls;
    calls.print(`Configuration file: ${CONF}`);
    const sockets = ports.map(port => openPacket(stack, ns, pid, stack.dev(port), eapolEtherType).id);
    for (const port of ports) {
      const { name } = stack.dev(port);
      calls.print(`${name}: interface state UNINITIALIZED->ENABLED`);
      calls.print(`${name}: AP-ENABLED `);
      guardPort(stack, ns, port, calls);
    }
    return wait({ ports, sockets }, calls);
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    const { stack, ns } = calls;
    if (wakeup === 'interrupt') {
      for (const port of state.ports) {
        leavePort(stack, ns, port, calls);
        calls.print(`${stack.dev(port).name}: AP-DISABLED `);
      }
      calls.exit(0);
      return state;
    }
    for (const port of state.ports) checkLink(stack, ns, port, calls);
    for (const [i, socket] of state.sockets.entries()) {
      for (let m = takeMessage(ns, socket); m !== undefined; m = takeMessage(ns, socket)) {
        authenticatorReceive(stack, ns, state.ports[i] as number, m.frame, m.offset, m.length, calls);
      }
    }
    authenticatorTimers(stack, ns, calls);
    return wait(state, calls);
  },
});
