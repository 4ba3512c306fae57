// bridge link: the ports of bridges (iproute2 bridge/link.c).
import { type BridgePortRow, kernelState } from '../../net/index.js';
import { cannotFind, flagsOf } from '../ip/device-text.js';
import { type CommandResult, isResult, ok } from '../result.js';
import { readWords, type Subcommand, text } from '../words.js';
import { setLink } from './link-set.js';
import type { BridgeContext } from './options.js';

const onOff = (value: boolean): string => (value ? 'on' : 'off');

/** What can be set is shown as it is; the rest as every port has it. */
const details = ({ guard, learning }: BridgePortRow, locked: boolean): string =>
  `    hairpin off guard ${onOff(guard)} root_block off fastleave off learning ${onOff(learning)} flood on mcast_flood on ` +
  'bcast_flood on mcast_router 1 mcast_to_unicast off neigh_suppress off vlan_tunnel off isolated off ' +
  `locked ${onOff(locked)} `;

function show(words: readonly string[], { stack, ns, options }: BridgeContext): CommandResult {
  const values = readWords(words, { dev: text, master: text } as const, 'dev');
  if (isResult(values)) return values;
  const { dev, master } = values;
  if (dev !== undefined && ns.device(dev) === undefined) return cannotFind(dev, 255);
  if (master !== undefined && ns.device(master) === undefined) return cannotFind(master, 255);
  const ports = ns
    .devices()
    .filter(d => d.master !== 0 && (dev === undefined || d.name === dev))
    .map(port => ({ port, bridge: stack.dev(port.master), row: stack.bridgePorts.get(port.id) as BridgePortRow }))
    .filter(({ bridge }) => master === undefined || bridge.name === master);
  if (options.json) {
    const records = ports.map(({ port, bridge, row }) => ({
      ifindex: port.ifindex,
      link: bridge.name,
      ifname: port.name,
      flags: flagsOf(port),
      mtu: port.mtu,
      master: bridge.name,
      state: kernelState(row.state),
      priority: row.priority,
      cost: row.cost,
    }));
    return ok(JSON.stringify(records));
  }
  const lines = ports.flatMap(({ port, bridge, row }) => {
    const head = `${port.ifindex}: ${port.name}@${bridge.name}: <${flagsOf(port).join(',')}> mtu ${port.mtu}`;
    const tail = `master ${bridge.name} state ${kernelState(row.state)} priority ${row.priority} cost ${row.cost} `;
    return [`${head} ${tail}`, ...(options.details ? [details(row, stack.locks.has(port.id))] : [])];
  });
  return ok(...lines);
}

export const BRIDGE_LINK = {
  title: 'bridge link',
  keywords: ['dev', 'master', 'cost', 'priority', 'state', 'guard', 'learning', 'locked'],
  commands: [
    { names: ['show', 'lst', 'list'], run: show },
    { names: ['set', 'change'], run: setLink },
  ] as readonly Subcommand<BridgeContext>[],
};
