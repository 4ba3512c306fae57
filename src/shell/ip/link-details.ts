// `ip -d link show`: what a device is beneath its name; of a bridge and its ports the spanning tree and
// VLANs, of a VLAN device its tag (iproute2 iplink_bridge.c, iplink_bridge_slave.c, iplink_vlan.c). What the simulation has not is written as Linux has it by default.
import {
  type BridgePortRow,
  isRapid,
  kernelState,
  type NetdevRow,
  portIdOf,
  type Stack,
  type StpRow,
  timeLeft,
  vlanDevice,
  vlanFilter,
} from '../../net/index.js';

type Facts = readonly (readonly [name: string, value: string | number, json?: unknown])[];

const HUNDREDTH = 10_000_000;
const hundredths = (ns: number): number => Math.round(ns / HUNDREDTH);
/** Linux br_show_bridge_id() in netlink's words: octets without leading zeros. */
const bridgeId = (id: string): string => {
  const octets = id.slice(5).match(/../g) ?? [];
  return `${id.slice(0, 4)}.${octets.map(octet => Number.parseInt(octet, 16).toString(16)).join(':')}`;
};
const bit = (value: boolean): number => (value ? 1 : 0);
const onOff = (value: boolean): string => (value ? 'on' : 'off');

/** A timer: seconds left, in seven columns. */
function timer(stack: Stack, name: string, event: number): Facts[number] {
  const left = hundredths(timeLeft(stack, event)) / 100;
  return [name, left.toFixed(2).padStart(7), left];
}

/** Port numbers are the bridge's own. */
const rootPortNumber = (stack: Stack, stp: StpRow): number => stack.bridgePorts.get(stp.rootPort)?.number ?? 0;

/** Multicast and netfilter settings, which no bridge of netstep has. */
const REST: Facts = [
  ['group_address', '01:80:c2:00:00:00'],
  ['mcast_snooping', 0],
  ['no_linklocal_learn', 0],
  ['mcast_vlan_snooping', 0],
  ['mcast_router', 1],
  ['mcast_query_use_ifaddr', 0],
  ['mcast_querier', 0],
  ['mcast_hash_elasticity', 16],
  ['mcast_hash_max', 4096],
  ['mcast_last_member_count', 2],
  ['mcast_startup_query_count', 2],
  ['mcast_last_member_interval', 100],
  ['mcast_membership_interval', 26000],
  ['mcast_querier_interval', 25500],
  ['mcast_query_interval', 12500],
  ['mcast_query_response_interval', 1000],
  ['mcast_startup_query_interval', 3125],
  ['mcast_stats_enabled', 0],
  ['mcast_igmp_version', 2],
  ['mcast_mld_version', 1],
  ['nf_call_iptables', 0],
  ['nf_call_ip6tables', 0],
  ['nf_call_arptables', 0],
];

/** Names that JSON spells otherwise. */
const JSON_NAMES: Readonly<Record<string, string>> = {
  designated_root: 'root_id',
  group_address: 'group_addr',
  mcast_last_member_count: 'mcast_last_member_cnt',
  mcast_startup_query_count: 'mcast_startup_query_cnt',
  mcast_last_member_interval: 'mcast_last_member_intvl',
  mcast_membership_interval: 'mcast_membership_intvl',
  mcast_querier_interval: 'mcast_querier_intvl',
  mcast_query_interval: 'mcast_query_intvl',
  mcast_query_response_interval: 'mcast_query_response_intvl',
  mcast_startup_query_interval: 'mcast_startup_query_intvl',
  port_id: 'id',
  port_no: 'no',
  designated_bridge: 'bridge_id',
  mcast_router: 'multicast_router',
};

function bridgeFacts(stack: Stack, dev: NetdevRow, stp: StpRow): Facts {
  const { filtering, protocol, defaultPvid } = vlanFilter(stack, dev.id);
  const {
    ageingNs,
    timer: gc,
    groupFwdMask: mask,
  } = stack.bridges.get(dev.id) ?? { ageingNs: 0, timer: -1, groupFwdMask: 0 };
  return [
    ['forward_delay', hundredths(stp.forwardDelayNs)],
    ['hello_time', hundredths(stp.helloNs)],
    ['max_age', hundredths(stp.maxAgeNs)],
    ['ageing_time', hundredths(ageingNs)],
    // BR_USER_STP: mstpd works the tree out.
    ['stp_state', isRapid(stack, dev.id) ? 2 : bit(stp.enabled)],
    ['priority', Number.parseInt(stp.bridgeId.slice(0, 4), 16)],
    ['vlan_filtering', bit(filtering)],
    ['vlan_protocol', protocol],
    ['bridge_id', bridgeId(stp.bridgeId)],
    ['designated_root', bridgeId(stp.rootId)],
    ['root_port', rootPortNumber(stack, stp)],
    ['root_path_cost', stp.rootCost],
    ['topology_change', bit(stp.changing)],
    ['topology_change_detected', bit(stp.detected)],
    timer(stack, 'hello_timer', stp.helloTimer),
    timer(stack, 'tcn_timer', stp.tcnTimer),
    timer(stack, 'topology_change_timer', stp.changeTimer),
    timer(stack, 'gc_timer', gc),
    ['vlan_default_pvid', defaultPvid],
    ['vlan_stats_enabled', 0],
    ['vlan_stats_per_port', 0],
    ['group_fwd_mask', hex(mask), hex(mask)],
    ...REST,
  ];
}

/** iproute2 print_0xhex(): `%#x`. */
const hex = (value: number): string => (value === 0 ? '0' : `0x${value.toString(16)}`);

const flag = (name: string, value: boolean): Facts[number] => [name, onOff(value), value];

function portFacts(stack: Stack, port: BridgePortRow): Facts {
  const hold = Math.max(0, port.holdUntil - stack.world.now) / HUNDREDTH / 100;
  return [
    ['state', kernelState(port.state)],
    ['priority', port.priority],
    ['cost', port.cost],
    flag('hairpin', false),
    flag('guard', port.guard),
    flag('root_block', false),
    flag('fastleave', false),
    flag('learning', port.learning),
    flag('flood', true),
    ['port_id', `0x${Number.parseInt(portIdOf(port), 16).toString(16)}`],
    ['port_no', `0x${port.number.toString(16)}`],
    ['designated_port', Number.parseInt(port.designatedPort, 16)],
    ['designated_cost', port.rootCost],
    ['designated_bridge', bridgeId(port.designatedBridge)],
    ['designated_root', bridgeId(port.rootId)],
    ['hold_timer', hold.toFixed(2).padStart(7), Math.round(hold * 100) / 100],
    timer(stack, 'message_age_timer', port.ageTimer),
    timer(stack, 'forward_delay_timer', port.delayTimer),
    ['topology_change_ack', bit(port.ack)],
    ['config_pending', bit(port.pending)],
    flag('proxy_arp', false),
    flag('proxy_arp_wifi', false),
    ['mcast_router', 1],
    flag('mcast_fast_leave', false),
    flag('mcast_flood', true),
    flag('bcast_flood', true),
    flag('mcast_to_unicast', false),
    flag('neigh_suppress', false),
    ['group_fwd_mask', 0, '0'],
    ['group_fwd_mask_str', '0x0'],
    flag('vlan_tunnel', false),
    flag('isolated', false),
    flag('locked', stack.locks.has(port.dev)),
  ];
}

const written = (facts: Facts): string => facts.map(([name, value]) => `${name} ${value} `).join('');
/** iproute2 leaves `mcast_fast_leave` out of JSON, where `fastleave` says it. */
const object = (facts: Facts): object =>
  Object.fromEntries(
    facts
      .filter(([name]) => name !== 'mcast_fast_leave')
      .map(([name, value, json = value]) => [JSON_NAMES[name] ?? name, json]),
  );

const QUEUES = [
  ['numtxqueues', 1, 'num_tx_queues'],
  ['numrxqueues', 1, 'num_rx_queues'],
  ['gso_max_size', 65536],
  ['gso_max_segs', 65535],
  ['tso_max_size', 524280],
  ['tso_max_segs', 65535],
  ['gro_max_size', 65536],
] as const;

/** What follows the link's line: the end of that line, lines of its own, and the same for JSON. */
export function details(
  stack: Stack,
  dev: NetdevRow,
): { readonly more: string; readonly lines: readonly string[]; readonly json: object } {
  const port = stack.bridgePorts.get(dev.id);
  const stp = stack.stp.get(dev.id);
  const promiscuity = bit(port !== undefined) + bit(dev.promiscuous);
  // Linux ETH_MIN_MTU; VLAN devices and loopback have no least MTU of their own.
  const least = dev.kind === 'vlan' || dev.kind === 'loopback' ? 0 : 68;
  const most = dev.kind === 'loopback' ? 0 : 65535;
  const vlan = vlanDevice(stack, dev.id);
  const more = ` promiscuity ${promiscuity}  allmulti ${bit(port !== undefined)} minmtu ${least} maxmtu ${most} `;
  const bridge = stp && bridgeFacts(stack, dev, stp);
  const slave = port && portFacts(stack, port);
  const end = `addrgenmode eui64 ${QUEUES.map(([name, value]) => `${name} ${value} `).join('')}`;
  const lines = [
    ...(vlan ? [`    vlan protocol ${vlan.protocol} id ${vlan.vid} <REORDER_HDR> `] : []),
    ...(vlan && vlan.egress !== '' ? [`      egress-qos-map { ${vlan.egress} } `] : []),
    ...(bridge ? [`    bridge ${written(bridge)}`] : []),
    ...(slave ? [`    bridge_slave ${written(slave)}`] : []),
  ];
  const info = {
    ...(vlan
      ? { info_kind: 'vlan', info_data: { protocol: vlan.protocol, id: vlan.vid, flags: ['REORDER_HDR'] } }
      : {}),
    ...(bridge ? { info_kind: 'bridge', info_data: bridgeJson(bridge) } : {}),
    ...(slave ? { info_slave_kind: 'bridge', info_slave_data: object(slave) } : {}),
  };
  const json = {
    promiscuity,
    allmulti: bit(port !== undefined),
    min_mtu: least,
    max_mtu: most,
    ...(lines.length > 0 ? { linkinfo: info } : {}),
    inet6_addr_gen_mode: 'eui64',
    ...Object.fromEntries(QUEUES.map(([name, value, spelt = name]) => [spelt, value])),
  };
  if (lines.length === 0) return { more: more + end, lines, json };
  return { more, lines: [...lines.slice(0, -1), (lines.at(-1) as string) + end], json };
}

/** A bridge's own identifier keeps its name, and so does its multicast router. */
function bridgeJson(facts: Facts): object {
  const plain = facts.filter(([name]) => name === 'mcast_router' || name === 'bridge_id');
  const { multicast_router: _, ...rest } = object(facts) as Record<string, unknown>;
  return { ...rest, ...Object.fromEntries(plain.map(([name, value]) => [name, value])) };
}
