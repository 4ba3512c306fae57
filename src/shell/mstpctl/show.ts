// What mstpctl shows: bridges and ports as RSTP has them (mstpd ctl_main.c). MSTP's regions, which netstep has not, are those of a
// bridge on its own.
import {
  type BridgePortRow,
  macOfId,
  type NetdevRow,
  portIdOf,
  priorityOf,
  type RstpPortRow,
  type Stack,
  type StpRow,
} from '../../net/index.js';
import { formatMac } from '../../wire/index.js';
import { type CommandResult, fail, ok } from '../result.js';

const SECOND = 1_000_000_000;
const yes = (value: boolean): string => (value ? 'yes' : 'no');
const seconds = (ns: number): number => Math.floor(ns / SECOND);
const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
/** `8.000.02:00:00:00:01:01`: four bits of priority, twelve of the instance. */
const bridgeId = (id: string): string =>
  `${hex(priorityOf(id) >> 12, 1)}.${hex(priorityOf(id) & 0xfff, 3)}.${formatMac(macOfId(id)).toUpperCase()}`;
/** `8.001` */
const portId = (id: string): string => `${id[0]?.toUpperCase()}.${id.slice(1).toUpperCase()}`;

/** Name of a parameter → what is written alone for it. */
type Facts = Readonly<Record<string, string | number>>;

function bridgeFacts(stack: Stack, dev: NetdevRow, stp: StpRow): Facts {
  const { txHoldCount, changes } = stack.rstp.get(dev.id) ?? { txHoldCount: 0, changes: 0 };
  const told = [...stack.rstpPorts.rows()].filter(p => stack.bridgePorts.get(p.dev)?.bridge === dev.id);
  const last = Math.max(0, ...told.map(p => p.tcWhile));
  const { now } = stack.world;
  return {
    enabled: yes(dev.up && stp.enabled && stp.version === 'rstp'),
    'bridge-id': bridgeId(stp.bridgeId),
    'designated-root': bridgeId(stp.rootId),
    'regional-root': bridgeId(stp.bridgeId),
    'root-port': stp.rootPort === 0 ? '' : stack.dev(stp.rootPort).name,
    'path-cost': stp.rootCost,
    'internal-path-cost': 0,
    'max-age': seconds(stp.maxAgeNs),
    'bridge-max-age': seconds(stp.ownMaxAgeNs),
    'forward-delay': seconds(stp.forwardDelayNs),
    'bridge-forward-delay': seconds(stp.ownForwardDelayNs),
    'tx-hold-count': txHoldCount,
    'max-hops': 20,
    'hello-time': seconds(stp.ownHelloNs),
    'ageing-time': seconds(stack.bridges.get(dev.id)?.ageingNs ?? 0),
    'force-protocol-version': 'rstp',
    'time-since-topology-change': last > now ? 0 : seconds(now - last),
    'topology-change-count': changes,
    'topology-change': yes(last > now),
  };
}

const left = (value: string | number | undefined, width: number): string => String(value ?? '').padEnd(width);

export function showBridge(stack: Stack, dev: NetdevRow, stp: StpRow, param: string | undefined): CommandResult {
  const f = bridgeFacts(stack, dev, stp);
  if (param !== undefined) return ok(String(f[param]));
  const number = stack.bridgePorts.get(stp.rootPort)?.number ?? 0;
  return ok(
    `${dev.name} CIST info`,
    `  enabled         ${f.enabled}`,
    `  bridge id       ${f['bridge-id']}`,
    `  designated root ${f['designated-root']}`,
    `  regional root   ${f['regional-root']}`,
    `  root port       ${number === 0 ? 'none' : `${f['root-port']} (#${number})`}`,
    `  path cost     ${left(f['path-cost'], 10)} internal path cost   ${f['internal-path-cost']}`,
    `  max age       ${left(f['max-age'], 10)} bridge max age       ${f['bridge-max-age']}`,
    `  forward delay ${left(f['forward-delay'], 10)} bridge forward delay ${f['bridge-forward-delay']}`,
    `  tx hold count ${left(f['tx-hold-count'], 10)} max hops             ${f['max-hops']}`,
    `  hello time    ${left(f['hello-time'], 10)} ageing time          ${f['ageing-time']}`,
    `  force protocol version     ${f['force-protocol-version']}`,
    `  time since topology change ${f['time-since-topology-change']}`,
    `  topology change count      ${f['topology-change-count']}`,
    `  topology change            ${f['topology-change']}`,
  );
}

export const BRIDGE_PARAMS: readonly string[] = [
  'enabled',
  'bridge-id',
  'designated-root',
  'regional-root',
  'root-port',
  'path-cost',
  'internal-path-cost',
  'max-age',
  'bridge-max-age',
  'forward-delay',
  'bridge-forward-delay',
  'tx-hold-count',
  'max-hops',
  'hello-time',
  'ageing-time',
  'force-protocol-version',
  'time-since-topology-change',
  'topology-change-count',
  'topology-change',
];

/** The kernel knows blocking and listening, mstpd neither. */
const stateOf = ({ state }: BridgePortRow): string =>
  state === 'forwarding' || state === 'learning' ? state : 'discarding';
const SHORT_ROLES: Readonly<Record<string, string>> = {
  root: 'Root',
  designated: 'Desg',
  alternate: 'Altn',
  backup: 'Back',
  disabled: 'Disa',
};
const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;

function portFacts(stack: Stack, row: BridgePortRow, vars: RstpPortRow): Facts {
  const stp = stack.stp.get(row.bridge);
  return {
    enabled: yes(vars.portEnabled),
    role: capital(row.role),
    state: stateOf(row),
    'port-id': portId(portIdOf(row)),
    'external-port-cost': row.cost,
    'admin-external-cost': row.fixedCost ? row.cost : 0,
    'internal-port-cost': row.cost,
    'admin-internal-cost': 0,
    'designated-root': bridgeId(row.rootId),
    'dsgn-external-cost': row.rootCost,
    'dsgn-regional-root': bridgeId(row.designatedBridge),
    'dsgn-internal-cost': 0,
    'designated-bridge': bridgeId(row.designatedBridge),
    'designated-port': portId(row.designatedPort),
    'admin-edge-port': yes(vars.adminEdge),
    'auto-edge-port': yes(vars.autoEdge),
    'oper-edge-port': yes(vars.operEdge),
    'topology-change-ack': yes(vars.tcAck),
    'point-to-point': yes(vars.operPointToPointMac),
    'admin-point-to-point': vars.adminP2p,
    'restricted-role': 'no',
    'restricted-TCN': 'no',
    'port-hello-time': seconds(stp?.ownHelloNs ?? 0),
    disputed: yes(vars.disputed),
    'bpdu-guard-port': yes(row.guard),
    'bpdu-guard-error': yes(row.guard && !vars.portEnabled && stack.dev(row.dev).running),
  };
}

/** Two in a line, as `showportdetail` puts them: names, then their parameters. */
const PAIRS: readonly (readonly [string, string, string, string])[] = [
  ['enabled', 'enabled', 'role', 'role'],
  ['port id', 'port-id', 'state', 'state'],
  ['external port cost', 'external-port-cost', 'admin external cost', 'admin-external-cost'],
  ['internal port cost', 'internal-port-cost', 'admin internal cost', 'admin-internal-cost'],
  ['designated root', 'designated-root', 'dsgn external cost', 'dsgn-external-cost'],
  ['dsgn regional root', 'dsgn-regional-root', 'dsgn internal cost', 'dsgn-internal-cost'],
  ['designated bridge', 'designated-bridge', 'designated port', 'designated-port'],
  ['admin edge port', 'admin-edge-port', 'auto edge port', 'auto-edge-port'],
  ['oper edge port', 'oper-edge-port', 'topology change ack', 'topology-change-ack'],
  ['point-to-point', 'point-to-point', 'admin point-to-point', 'admin-point-to-point'],
  ['restricted role', 'restricted-role', 'restricted TCN', 'restricted-TCN'],
  ['port hello time', 'port-hello-time', 'disputed', 'disputed'],
  ['bpdu guard port', 'bpdu-guard-port', 'bpdu guard error', 'bpdu-guard-error'],
];
export const PORT_PARAMS: readonly string[] = PAIRS.flatMap(([, x, , y]) => [x, y]);

export function showPort(
  stack: Stack,
  bridge: NetdevRow,
  port: NetdevRow | undefined,
  name: string,
  { detail, param }: { readonly detail: boolean; readonly param: string | undefined },
): CommandResult {
  if (port === undefined) return fail(255, `Can't find index for port ${name}. Not a valid interface.`);
  const row = stack.bridgePorts.get(port.id);
  const vars = stack.rstpPorts.get(port.id);
  if (row === undefined || vars === undefined || row.bridge !== bridge.id) {
    return fail(255, `${bridge.name}:${name} Failed to get port state`);
  }
  const f = portFacts(stack, row, vars);
  if (param !== undefined) return ok(String(f[param]));
  if (detail) {
    const lines = PAIRS.map(([x, px, y, py]) => `  ${left(x, 18)} ${left(f[px], 23)} ${left(y, 20)} ${f[py]}`);
    return ok(`${bridge.name}:${name} CIST info`, ...lines);
  }
  const head = `${vars.operPointToPointMac ? ' ' : '*'}${vars.operEdge ? 'E' : ' '} ${name.padEnd(5)}`;
  const state = vars.portEnabled ? stateOf(row).slice(0, 4) : 'down';
  const ids = `${f['designated-root']} ${f['designated-bridge']} ${f['designated-port']}`;
  return ok(`${head} ${f['port-id']} ${state} ${ids} ${SHORT_ROLES[row.role]}`);
}
