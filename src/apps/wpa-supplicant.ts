// wpa_supplicant with driver wired: logs a host in at the switch's port (IEEE 802.1X, EAP-MD5). What it logs in with stands in its
// file, or is said by wpa_cli. What it prints is what wpa_supplicant prints. Read process.ts first.
//
//   wpa_supplicant [-B] -D wired -i DEVICE [-c /etc/wpa_supplicant.conf]
import {
  type Eapol,
  freshSupplicant,
  openPacket,
  type SupplicantRow,
  supplicantCheck,
  supplicantConfSchema,
  supplicantDue,
  supplicantEnd,
  supplicantReceive,
  supplicantsOf,
  supplicantTimers,
  takeMessage,
} from '../net/index.js';
import { eapolEtherType, formatMac, paeGroup } from '../wire/index.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';

interface SupplicantState {
  readonly dev: number;
  readonly socket: number;
  /** The link as it was last seen. */
  readonly linked: boolean;
}

const CONF = '/etc/wpa_supplicant.conf';
const USAGE = `usage: wpa_supplicant [-B] -D wired -i DEVICE [-c ${CONF}]`;

interface Asked {
  readonly dev: number;
  readonly fromFile: boolean;
}

/** What a command line asks for, or what is wrong with it. */
function asked(argv: readonly string[], { ns, stack }: Calls): Asked | string {
  const words = getopt(argv, 'wpa_supplicant', 'Dic', 'Bd');
  if ('message' in words) return words.message;
  const option = (wanted: string) => words.options.findLast(([letter]) => letter === wanted)?.[1];
  const [driver, name, file] = [option('D'), option('i'), option('c')];
  if (name === undefined || words.operands.length > 0) return USAGE;
  if (driver !== 'wired') return `${name}: Unsupported driver '${driver ?? 'nl80211'}': on a cable it is -D wired`;
  const dev = ns.device(name);
  if (dev === undefined) return `Could not read interface ${name} flags: No such device`;
  if (supplicantsOf(stack, ns.name).has(dev.id))
    return `${name}: wpa_supplicant runs already: wpa_cli -i ${name} status`;
  const conf = stack.world.journal.table(supplicantConfSchema, ns.name);
  const known = [...conf.rows()].length > 0;
  if (file !== undefined && (file !== CONF || !known))
    return `Failed to open config file '${file}', error: No such file or directory`;
  return { dev: dev.id, fromFile: file !== undefined };
}

const rowOf = ({ stack, ns }: Calls, dev: number): SupplicantRow =>
  supplicantsOf(stack, ns.name).get(dev) as SupplicantRow;

/** What a frame meant, in wpa_supplicant's words. */
function report(said: Eapol, before: SupplicantRow, after: SupplicantRow, calls: Calls): void {
  const { name } = calls.stack.dev(after.dev);
  const say = (text: string) => calls.print(`${name}: ${text}`);
  if (said.what === 'request-identity') say('CTRL-EVENT-EAP-STARTED EAP authentication started');
  else if (said.what === 'request-md5') {
    say('CTRL-EVENT-EAP-PROPOSED-METHOD vendor=0 method=4');
    say('CTRL-EVENT-EAP-METHOD EAP vendor 0 method 4 (MD5) selected');
  } else if (said.what === 'request-other') {
    say(`CTRL-EVENT-EAP-PROPOSED-METHOD vendor=0 method=${said.type} -> NAK`);
  } else if (after.pae === 'AUTHENTICATED' && before.pae !== 'AUTHENTICATED') {
    say('CTRL-EVENT-EAP-SUCCESS EAP authentication completed successfully');
    say(`CTRL-EVENT-CONNECTED - Connection to ${formatMac(paeGroup)} completed [id=0 id_str=]`);
  } else if (after.pae === 'HELD' && before.pae !== 'HELD') say('CTRL-EVENT-EAP-FAILURE EAP authentication failed');
}

function linkOf({ stack }: Calls, dev: number): boolean {
  const { up, running } = stack.dev(dev);
  return up && running;
}

/** Says what became of the link since it was last looked at. */
function watchLink(state: SupplicantState, calls: Calls): SupplicantState {
  const linked = linkOf(calls, state.dev);
  if (linked === state.linked) return state;
  const { name } = calls.stack.dev(state.dev);
  const group = formatMac(paeGroup);
  calls.print(
    linked ? `${name}: Associated with ${group}` : `${name}: CTRL-EVENT-DISCONNECTED bssid=${group} reason=0`,
  );
  return { ...state, linked };
}

function wait(state: SupplicantState, calls: Calls): SupplicantState {
  const due = supplicantDue(calls.stack, state.dev);
  if (due > 0) calls.wakeAt(due);
  calls.wakeOn(state.socket);
  return state;
}

export const wpaSupplicant = program<SupplicantState | undefined>({
  name: 'wpa_supplicant',
  links: (state, dev) => state?.dev === dev.id,

  start(argv, calls) {
    const options = asked(argv, calls);
    if (typeof options === 'string') {
      calls.complain(options);
      calls.exit(1);
      return undefined;
    }
    const { stack, ns, pid } = calls;
    const { dev } = options;
    calls.print('Successfully initialized wpa_supplicant');
    const conf = stack.world.journal.table(supplicantConfSchema, ns.name);
    const [login] = options.fromFile ? [...conf.rows()] : [];
    supplicantsOf(stack, ns.name).set(dev, freshSupplicant(dev, pid, login));
    const socket = openPacket(stack, ns, pid, stack.dev(dev), eapolEtherType).id;
    const state = watchLink({ dev, socket, linked: false }, calls);
    supplicantCheck(stack, dev);
    return wait(state, calls);
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    const { stack, ns } = calls;
    if (wakeup === 'interrupt') {
      calls.print(`${stack.dev(state.dev).name}: CTRL-EVENT-TERMINATING `);
      supplicantEnd(stack, state.dev);
      calls.exit(0);
      return state;
    }
    const seen = watchLink(state, calls);
    if (wakeup === 'told') supplicantCheck(stack, state.dev);
    for (let m = takeMessage(ns, state.socket); m !== undefined; m = takeMessage(ns, state.socket)) {
      const before = rowOf(calls, state.dev);
      const said = supplicantReceive(stack, state.dev, m.frame, m.offset, m.length);
      report(said, before, rowOf(calls, state.dev), calls);
    }
    supplicantTimers(stack, state.dev);
    return wait(seen, calls);
  },
});
