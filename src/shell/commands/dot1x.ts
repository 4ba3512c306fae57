// What is asked of 802.1X's programs while they run: hostapd_cli on the switch, wpa_cli on the host. Words and lines are those of
// hostap's control interfaces (ctrl_iface_ap.c, ieee802_1x.c; wpa_supplicant's ctrl_iface.c), as far as they mean something on a cable.
import {
  authenticatorTold,
  type BACKEND_STATES,
  type Dot1xRow,
  type PAE_STATES,
  type SupplicantRow,
  settingsOf,
  stationKey,
  stationsOf,
  supplicantLogin,
  supplicantRestart,
  supplicantsOf,
  supplicantWish,
} from '../../net/index.js';
import { formatIpv4, formatMac, paeGroup, parseMac } from '../../wire/index.js';
import { type Context, command } from '../command.js';
import { type CommandResult, fail, isResult, ok } from '../result.js';

const SECOND = 1_000_000_000;
/** hostapd numbers its states in an order of its own, from 1. */
const PAE_ORDER: readonly (typeof PAE_STATES)[number][] = [
  'INITIALIZE',
  'DISCONNECTED',
  'CONNECTING',
  'AUTHENTICATING',
  'AUTHENTICATED',
  'ABORTING',
  'HELD',
];
/** FORCE_AUTH and FORCE_UNAUTH stand between HELD and RESTART. */
const RESTART_NUMBER = 10;
const BACKEND_ORDER: readonly (typeof BACKEND_STATES)[number][] = [
  'REQUEST',
  'RESPONSE',
  'SUCCESS',
  'FAIL',
  'TIMEOUT',
  'IDLE',
  'INITIALIZE',
  'IGNORE',
];

/** The lines that hostapd_cli gives of one station. */
function station(row: Dot1xRow, { stack, ns }: Context): string[] {
  const { quietNs, reAuthNs } = settingsOf(stack, ns);
  const open = row.status === 'authorized';
  const pae = PAE_ORDER.indexOf(row.pae);
  return [
    formatMac(row.mac ?? 0),
    `flags=${open ? '[AUTHORIZED]' : ''}`,
    ...(row.vid === undefined || !open ? [] : [`vlan_id=${row.vid}`]),
    `dot1xAuthPaeState=${pae < 0 ? RESTART_NUMBER : pae + 1}`,
    `dot1xAuthBackendAuthState=${BACKEND_ORDER.indexOf(row.backend) + 1}`,
    'dot1xAuthAdminControlledDirections=1',
    'dot1xAuthOperControlledDirections=1',
    `dot1xAuthAuthControlledPortStatus=${open ? 1 : 2}`,
    'dot1xAuthAuthControlledPortControl=2',
    `dot1xAuthQuietPeriod=${quietNs / SECOND}`,
    `dot1xAuthReAuthPeriod=${reAuthNs / SECOND}`,
    `dot1xAuthReAuthEnabled=${reAuthNs > 0 ? 'TRUE' : 'FALSE'}`,
    `dot1xAuthSessionUserName=${row.user ?? ''}`,
  ];
}

/** Reads `-i NAME`; the words that follow. */
function interfaceOf(
  words: readonly string[],
  program: string,
): { name?: string; rest: readonly string[] } | CommandResult {
  if (words[0] !== '-i') return { rest: words };
  if (words[1] === undefined) return fail(255, `${program}: option requires an argument -- 'i'`);
  return { name: words[1], rest: words.slice(2) };
}

const running = (program: string, { processes, ns }: Context): number | undefined =>
  processes.table.find(row => row.program === program && row.netns === ns.name && row.exit === undefined)?.pid;

const HOSTAPD_COMMANDS = ['all_sta', 'sta', 'status', 'reauthenticate', 'deauthenticate', 'ping', 'help'];
const HOSTAPD_USAGE =
  'hostapd_cli [-i PORT] { all_sta | sta MAC | status | reauthenticate MAC | deauthenticate MAC | ping }';

function hostapdCli(words: readonly string[], context: Context): CommandResult {
  const { stack, ns, processes } = context;
  const read = interfaceOf(words, 'hostapd_cli');
  if (isResult(read)) return read;
  const [verb = 'help', argument] = read.rest;
  if (verb === 'help') return ok(`usage: ${HOSTAPD_USAGE}`);
  const pid = running('hostapd', context);
  const all = [...stationsOf(stack, ns).rows()];
  const port = read.name === undefined ? stack.netdevs.get(all[0]?.port ?? 0) : ns.device(read.name);
  if (pid === undefined || port === undefined || !all.some(row => row.port === port.id)) {
    return fail(255, `Failed to connect to hostapd - wpa_ctrl_open: No such file or directory`);
  }
  const mine = all.filter(row => row.port === port.id && row.mac !== undefined);
  const head = read.name === undefined ? [`Selected interface '${port.name}'`] : [];
  if (verb === 'ping') return ok(...head, 'PONG');
  if (verb === 'all_sta') return ok(...head, ...mine.flatMap(row => station(row, context)));
  if (verb === 'status') return ok(...head, 'state=ENABLED', `bss[0]=${port.name}`, `num_sta[0]=${mine.length}`);
  if (!HOSTAPD_COMMANDS.includes(verb)) return fail(255, `Unknown command '${verb}'`, `usage: ${HOSTAPD_USAGE}`);
  const row = mine.find(r => r.mac === parseMac(argument ?? ''));
  if (argument === undefined)
    return fail(255, `Invalid '${verb}' command - exactly one argument, STA address, is required.`);
  if (row === undefined) return ok(...head, 'FAIL');
  if (verb === 'sta') return ok(...head, ...station(row, context));
  const log = { print: (line: string) => processes.write(ns, pid, 'out', line) };
  authenticatorTold(stack, ns, stationKey(row.port, row.mac), verb === 'reauthenticate' ? verb : 'logoff', log);
  processes.tell(pid);
  return ok(...head, 'OK');
}

command('hostapd_cli', {
  usage: HOSTAPD_USAGE,
  run: hostapdCli,
  complete: (_, { stack, ns }) => [
    ...HOSTAPD_COMMANDS,
    '-i',
    ...[...stationsOf(stack, ns).rows()].flatMap(row => (row.mac === undefined ? [] : [formatMac(row.mac)])),
  ],
});

const EAP_STATE: Readonly<Record<SupplicantRow['pae'], string>> = {
  DISCONNECTED: 'DISABLED',
  LOGOFF: 'DISABLED',
  CONNECTING: 'IDLE',
  RESTART: 'IDLE',
  AUTHENTICATING: 'IDLE',
  AUTHENTICATED: 'SUCCESS',
  HELD: 'FAILURE',
};

function status(row: SupplicantRow, { stack, ns }: Context): string[] {
  const dev = stack.dev(row.dev);
  const address = ns.addrs.find(a => a.dev === row.dev);
  const linked = dev.up && dev.running;
  return [
    ...(linked ? [`bssid=${formatMac(paeGroup)}`, 'freq=0', 'ssid=', 'id=0', 'mode=station'] : []),
    ...(linked ? ['pairwise_cipher=NONE', 'group_cipher=NONE', 'key_mgmt=IEEE 802.1X (no WPA)'] : []),
    `wpa_state=${row.pae === 'AUTHENTICATED' ? 'COMPLETED' : linked ? 'ASSOCIATED' : 'DISCONNECTED'}`,
    ...(address === undefined ? [] : [`ip_address=${formatIpv4(address.ip)}`]),
    `address=${formatMac(dev.mac)}`,
    `Supplicant PAE state=${row.pae}`,
    `suppPortStatus=${row.status === 'authorized' ? 'Authorized' : 'Unauthorized'}`,
    `EAP state=${EAP_STATE[row.pae]}`,
    ...(row.method === undefined ? [] : ['selectedMethod=4 (EAP-MD5)']),
  ];
}

const WPA_COMMANDS = [
  'status',
  'logoff',
  'logon',
  'reassociate',
  'set_network',
  'get_network',
  'list_networks',
  'ping',
  'help',
];
const WPA_USAGE = `wpa_cli [-i DEVICE] { status | logon | logoff | reassociate | set_network 0 {identity | password} '"TEXT"' }`;

/** `set_network 0 identity '"alice"'`: texts stand in quotation marks of their own. */
function setNetwork(words: readonly string[], row: SupplicantRow, context: Context): CommandResult {
  const [id, name, value] = words;
  const [, text] = /^"(.+)"$/.exec(value ?? '') ?? [];
  if (id === undefined || name === undefined || value === undefined) {
    return fail(255, 'Invalid SET_NETWORK command: needs three arguments', '(network id, variable name, and value)');
  }
  if (id !== '0' || (name !== 'identity' && name !== 'password')) return ok('FAIL');
  if (text === undefined)
    return { ...ok('FAIL'), err: [`a text stands in double quotes: set_network 0 ${name} '"${value}"'`] };
  supplicantLogin(context.stack, row.dev, { [name]: text });
  return ok('OK');
}

function wpaCli(words: readonly string[], context: Context): CommandResult {
  const { stack, ns, processes } = context;
  const read = interfaceOf(words, 'wpa_cli');
  if (isResult(read)) return read;
  const [verb = 'help', ...rest] = read.rest;
  if (verb === 'help') return ok(`usage: ${WPA_USAGE}`);
  const rows = [...supplicantsOf(stack, ns.name).rows()];
  const row = read.name === undefined ? rows[0] : rows.find(r => r.dev === ns.device(read.name as string)?.id);
  if (row === undefined) {
    const where = read.name === undefined ? '' : `: ${read.name}`;
    return fail(255, `Failed to connect to non-global ctrl_ifname${where}  error: No such file or directory`);
  }
  const head = read.name === undefined ? [`Selected interface '${stack.dev(row.dev).name}'`] : [];
  if (verb === 'ping') return ok(...head, 'PONG');
  if (verb === 'status') return ok(...head, ...status(row, context));
  if (verb === 'list_networks') {
    return ok(...head, 'network id / ssid / bssid / flags', '0\t\tany\t[CURRENT]');
  }
  if (verb === 'get_network') {
    const value = rest[1] === 'identity' ? row.identity : undefined;
    return ok(...head, rest[1] === 'password' ? '*' : value === undefined ? 'FAIL' : `"${value}"`);
  }
  if (verb === 'set_network') return setNetwork(rest, row, context);
  if (verb === 'logon' || verb === 'logoff') supplicantWish(stack, row.dev, verb === 'logoff');
  else if (verb === 'reassociate') supplicantRestart(stack, row.dev);
  else return fail(255, `Unknown command '${verb}'`, `usage: ${WPA_USAGE}`);
  processes.tell(row.pid);
  return ok(...head, 'OK');
}

command('wpa_cli', {
  usage: WPA_USAGE,
  run: wpaCli,
  complete: words => (words.includes('set_network') ? ['0', 'identity', 'password'] : [...WPA_COMMANDS, '-i']),
});
