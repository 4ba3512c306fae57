// bridge link: the ports of bridges (iproute2 bridge/link.c).
import type { NetdevRow } from '../../net/index.js';
import { cannotFind, flagsOf } from '../ip/device-text.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { readWords, type Subcommand, text } from '../words.js';
import type { BridgeContext } from './options.js';

/** What every port has: netstep's bridges learn and flood, and do nothing else. */
const DETAILS =
  '    hairpin off guard off root_block off fastleave off learning on flood on mcast_flood on bcast_flood on ' +
  'mcast_router 1 mcast_to_unicast off neigh_suppress off vlan_tunnel off isolated off locked off ';

/** IEEE 802.1D §17.14: path cost of a gigabit link in Linux' short scale, and the usual priority. */
const COST = 2;
const PRIORITY = 32;

const state = (bridge: NetdevRow, port: NetdevRow): string =>
  bridge.up && port.up && port.running ? 'forwarding' : 'disabled';

function show(words: readonly string[], { stack, ns, options }: BridgeContext): CommandResult {
  const values = readWords(words, { dev: text, master: text } as const, 'dev');
  if (isResult(values)) return values;
  const { dev, master } = values;
  if (dev !== undefined && ns.device(dev) === undefined) return cannotFind(dev, 255);
  if (master !== undefined && ns.device(master) === undefined) return cannotFind(master, 255);
  const ports = ns
    .devices()
    .filter(d => d.master !== 0 && (dev === undefined || d.name === dev))
    .map(port => ({ port, bridge: stack.dev(port.master) }))
    .filter(({ bridge }) => master === undefined || bridge.name === master);
  if (options.json) {
    const records = ports.map(({ port, bridge }) => ({
      ifindex: port.ifindex,
      link: bridge.name,
      ifname: port.name,
      flags: flagsOf(port),
      mtu: port.mtu,
      master: bridge.name,
      state: state(bridge, port),
      priority: PRIORITY,
      cost: COST,
    }));
    return ok(JSON.stringify(records));
  }
  const lines = ports.flatMap(({ port, bridge }) => {
    const head = `${port.ifindex}: ${port.name}@${bridge.name}: <${flagsOf(port).join(',')}> mtu ${port.mtu}`;
    const tail = `master ${bridge.name} state ${state(bridge, port)} priority ${PRIORITY} cost ${COST} `;
    return [`${head} ${tail}`, ...(options.details ? [DETAILS] : [])];
  });
  return ok(...lines);
}

function set(words: readonly string[], { ns }: BridgeContext): CommandResult {
  const at = words.indexOf('dev');
  const dev = at < 0 ? undefined : words[at + 1];
  if (dev === undefined) return fail(255, 'Device is a required argument.');
  if (ns.device(dev) === undefined) return fail(255, `Cannot find bridge device "${dev}"`);
  return notSimulated('settings of a port: the spanning tree comes later', 255);
}

export const BRIDGE_LINK = {
  title: 'bridge link',
  keywords: ['dev', 'master'],
  commands: [
    { names: ['show', 'lst', 'list'], run: show },
    { names: ['set', 'change'], run: set },
  ] as readonly Subcommand<BridgeContext>[],
};
