// mstpctl (mstpd): Linux's bridge has no RSTP of its own; mstpd works the tree out in user space, and the kernel does as it says.
import { addRstpBridge, type NetdevRow } from '../../net/index.js';
import { type Context, command } from '../command.js';
import { BRIDGE_SETTINGS, PORT_SETTINGS } from '../mstpctl/set.js';
import { BRIDGE_PARAMS, PORT_PARAMS, showBridge, showPort } from '../mstpctl/show.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';

interface Form {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly format: string;
  readonly help: string;
}

const form = (name: string, least: number, more: number, format: string, help: string): Form => ({
  name,
  least,
  most: least + more,
  format,
  help,
});

/** mstpctl's own words; those of MSTP's instances and regions are left out. */
const FORMS: readonly Form[] = [
  form('addbridge', 1, 32, '<bridge> [<bridge> ...]', "Add bridges to the mstpd's list"),
  form('showbridge', 0, 32, '[<bridge> ... [param]]', 'Show bridge state for the CIST'),
  form('showport', 1, 32, '<bridge> [<port> ... [param]]', 'Show port state for the CIST'),
  form('showportdetail', 1, 32, '<bridge> [<port> ... [param]]', 'Show port detailed state for the CIST'),
  form('setmaxage', 2, 0, '<bridge> <max_age>', 'Set bridge max age (6-40)'),
  form('setfdelay', 2, 0, '<bridge> <fwd_delay>', 'Set bridge forward delay (4-30)'),
  form('sethello', 2, 0, '<bridge> <hello_time>', 'Set bridge hello time (1-10)'),
  form('setageing', 2, 0, '<bridge> <ageing_time>', 'Set bridge ageing time (10-1000000)'),
  form('setforcevers', 2, 0, '<bridge> {mstp|rstp|stp}', 'Force Spanning Tree protocol version'),
  form('settxholdcount', 2, 0, '<bridge> <tx_hold_count>', 'Set bridge transmit hold count (1-10)'),
  form('settreeprio', 3, 0, '<bridge> <mstid> <priority>', 'Set bridge priority (0-15) for the given MSTI'),
  form('setportpathcost', 3, 0, '<bridge> <port> <cost>', 'Set port external path cost for the CIST (0 = auto)'),
  form('setportadminedge', 3, 0, '<bridge> <port> {yes|no}', 'Set initial edge state'),
  form('setportautoedge', 3, 0, '<bridge> <port> {yes|no}', 'Enable auto transition to/from edge state'),
  form('setportp2p', 3, 0, '<bridge> <port> {yes|no|auto}', 'Set p2p detection mode'),
  form('portmcheck', 2, 0, '<bridge> <port>', 'Try to get back from STP to rapid (RSTP/MSTP) mode'),
  form('setbpduguard', 3, 0, '<bridge> <port> {yes|no}', 'Set bpdu guard state'),
  form('settreeportprio', 4, 0, '<bridge> <port> <mstid> <priority>', 'Set port priority (0-15) for the given MSTI'),
];
/** What mstpctl has besides. */
const OTHERS = new Set([
  'delbridge',
  'showmstilist',
  'showmstconfid',
  'showvid2fid',
  'showfid2mstid',
  'showtree',
  'showtreeport',
  'setmstconfid',
  'setvid2fid',
  'setfid2mstid',
  'setmaxhops',
  'createtree',
  'deletetree',
  'setportrestrrole',
  'setportrestrtcn',
  'settreeportcost',
  'debuglevel',
]);

const usage = (): string[] => [
  'Usage: mstpctl [commands]',
  'commands:',
  ...FORMS.flatMap(({ name, format, help }) => [`-${help}:`, `   ${name.padEnd(16)} ${format}`]),
];

const noDevice = (name: string, what: string, status: number): CommandResult =>
  fail(status, `Can't find index for ${what} ${name}. Not a valid interface.`);

/** mstpd answers for its own bridges alone. */
function minded({ stack, ns }: Context, name: string): NetdevRow | CommandResult {
  const dev = ns.device(name);
  if (dev === undefined) return noDevice(name, 'bridge', 1);
  if (stack.rstp.has(dev.id)) return dev;
  return fail(255, 'Got return code 0, -1', `Couldn't find bridge with index ${dev.ifindex}`);
}

function all(results: readonly CommandResult[]): CommandResult {
  return {
    status: results.find(r => r.status !== 0)?.status ?? 0,
    out: results.flatMap(r => r.out),
    err: results.flatMap(r => r.err),
  };
}

/** The last word may name a parameter, if something stands before it. */
function withParam(words: readonly string[], params: readonly string[]): [names: readonly string[], param?: string] {
  const last = words.at(-1);
  return words.length > 1 && last !== undefined && params.includes(last) ? [words.slice(0, -1), last] : [words];
}

function addBridges(words: readonly string[], { stack, ns }: Context): CommandResult {
  for (const name of words) {
    const dev = ns.device(name);
    if (dev === undefined) return noDevice(name, 'bridge', 1);
    if (dev.kind !== 'bridge') return fail(255, `Error getting list of all ports of bridge ${name}`);
    addRstpBridge(stack, dev.id);
  }
  return ok();
}

function showBridges(words: readonly string[], context: Context): CommandResult {
  const { stack, ns } = context;
  const own = ns.devices().filter(dev => dev.kind === 'bridge');
  const [names, param] = words.length === 0 ? [own.map(dev => dev.name)] : withParam(words, BRIDGE_PARAMS);
  return all(
    names.map(name => {
      const dev = minded(context, name);
      const stp = 'status' in dev ? undefined : stack.stp.get(dev.id);
      return 'status' in dev || stp === undefined ? (dev as CommandResult) : showBridge(stack, dev, stp, param);
    }),
  );
}

function showPorts([name = '', ...words]: readonly string[], context: Context, detail: boolean): CommandResult {
  const { stack, ns } = context;
  const bridge = minded(context, name);
  if ('status' in bridge) return bridge;
  const ports = ns.devices().filter(dev => dev.master === bridge.id);
  const [names, param] = words.length === 0 ? [ports.map(dev => dev.name)] : withParam(words, PORT_PARAMS);
  return all(names.map(port => showPort(stack, bridge, ns.device(port), port, { detail, param })));
}

function set(name: string, words: readonly string[], context: Context): CommandResult {
  const [of = '', ...rest] = words;
  const bridge = minded(context, of);
  if ('status' in bridge) return bridge;
  const ofBridge = BRIDGE_SETTINGS[name];
  if (ofBridge !== undefined) return ofBridge(context.stack, bridge, rest);
  const [portName = '', ...values] = rest;
  const port = context.ns.device(portName);
  if (port === undefined) return noDevice(portName, 'port', 1);
  if (port.master !== bridge.id) return fail(255, `Couldn't find port with index ${port.ifindex}`);
  return PORT_SETTINGS[name]?.(context.stack, port, values) ?? notSimulated(`mstpctl ${name}`);
}

command('mstpctl', {
  usage: 'mstpctl { addbridge | showbridge | showport | setportadminedge | ... } [ARGUMENT ...]',
  run([name, ...words], context) {
    if (name === undefined) return { status: 1, out: usage(), err: [] };
    if (name === '-h' || name === '--help') return ok(...usage());
    if (OTHERS.has(name)) return notSimulated(`mstpctl ${name}`);
    const found = FORMS.find(f => f.name === name);
    if (found === undefined) return { status: 1, out: usage(), err: [`never heard of command [${name}]`] };
    if (words.length < found.least || words.length > found.most) {
      const { format, help } = found;
      const out = ['Incorrect number of arguments for command', `Usage: mstpctl ${name} ${format}`, `  ${help}`];
      return { status: 1, out, err: [] };
    }
    if (name === 'addbridge') return addBridges(words, context);
    if (name === 'showbridge') return showBridges(words, context);
    if (name === 'showport') return showPorts(words, context, false);
    if (name === 'showportdetail') return showPorts(words, context, true);
    return set(name, words, context);
  },
  complete([name, ...rest]) {
    if (name === undefined) return FORMS.map(f => f.name);
    if (rest.length < 2) return [];
    return name.startsWith('showport') ? PORT_PARAMS : name === 'setportp2p' ? ['yes', 'no', 'auto'] : ['yes', 'no'];
  },
});
