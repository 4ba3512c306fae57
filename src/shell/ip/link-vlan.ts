// ip link add … type vlan, and what `ip -d link` says of a device (iproute2 ip/iplink_vlan.c, print_linkinfo(); checks of
// Linux vlan_newlink()).
import { addVlanDevice, MOST_VID, type NetdevRow, type Stack, vlanDevice, vlanFilter } from '../../net/index.js';
import { formatMac } from '../../wire/index.js';
import { vlanProtocol } from '../bridge/vlan-settings.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { incomplete } from '../words.js';
import { cannotFind } from './device-text.js';
import type { IpContext } from './options.js';

const USAGE: readonly string[] = [
  'Usage: ... vlan id VLANID',
  '\t\t[ protocol VLANPROTO ]',
  '\t\t[ reorder_hdr { on | off } ]',
  '\t\t[ gvrp { on | off } ]',
  '\t\t[ mvrp { on | off } ]',
  '\t\t[ loose_binding { on | off } ]',
  '\t\t[ bridge_binding { on | off } ]',
  '\t\t[ ingress-qos-map QOS-MAP ]',
  '\t\t[ egress-qos-map QOS-MAP ]',
  '',
  'VLANID := 0-4095',
  'VLANPROTO: [ 802.1Q | 802.1ad ]',
  'QOS-MAP := [ QOS-MAP ] QOS-MAPPING',
  'QOS-MAPPING := FROM:TO',
];
const KNOWN = /^(?:reorder_hdr|gvrp|mvrp|loose_binding|bridge_binding|ingress-qos-map|egress-qos-map)$/;

/** The words after `type vlan`. */
function read(words: readonly string[]): { vid?: number; protocol: '802.1Q' | '802.1ad' } | CommandResult {
  const out: { vid?: number; protocol: '802.1Q' | '802.1ad' } = { protocol: '802.1Q' };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (KNOWN.test(word)) return notSimulated(`${word} of VLAN devices`);
    if (word !== 'id' && word !== 'protocol') return fail(1, `vlan: unknown command "${word}"?`, ...USAGE);
    const value = words[++i];
    if (value === undefined) return incomplete();
    if (word === 'id') {
      if (!/^\d+$/.test(value) || Number(value) > 0xffff)
        return fail(255, `Error: argument "${value}" is wrong: id is invalid`);
      out.vid = Number(value);
    } else {
      const protocol = vlanProtocol(value);
      if (protocol === undefined) return fail(255, `Error: argument "${value}" is wrong: protocol is invalid`);
      out.protocol = protocol;
    }
  }
  return out;
}

/** Adds a VLAN device: `link` is the name of the device it is to stand on. */
export function addVlan(
  { stack, ns }: IpContext,
  name: string,
  link: string | undefined,
  words: readonly string[],
): CommandResult {
  const asked = read(words);
  if (isResult(asked)) return asked;
  const below = link === undefined ? undefined : ns.device(link);
  if (link !== undefined && below === undefined) return cannotFind(link);
  if (ns.device(name) !== undefined) return fail(2, 'RTNETLINK answers: File exists');
  const { vid, protocol } = asked;
  if (words.length === 0) return fail(2, 'Error: 8021q: VLAN properties not specified.');
  if (vid !== undefined && vid > MOST_VID) return fail(2, 'Error: 8021q: Invalid VLAN id.');
  if (below === undefined) return fail(2, 'Error: 8021q: link not specified.');
  if (vid === undefined) return fail(2, 'Error: 8021q: VLAN id not specified.');
  const made = addVlanDevice(stack, ns, name, { link: below, protocol, vid });
  if (made === 'exists') return fail(2, 'Error: 8021q: VLAN device already exists.');
  return made === 'not-supported' ? fail(2, 'Error: 8021q: VLANs not supported on device.') : ok();
}

const COMMON =
  'addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 ' +
  'tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536 ';
/** Linux ETH_MIN_MTU; VLAN devices and loopback have no least MTU of their own. */
const leastMtu = (dev: NetdevRow): number => (dev.kind === 'vlan' || dev.kind === 'loopback' ? 0 : 68);
const mostMtu = (dev: NetdevRow): number => (dev.kind === 'loopback' ? 0 : 65535);

/** Linux br_dev_setup() and its neighbours: what netstep's bridges have no say in. */
const BRIDGE_HEAD = 'forward_delay 1500 hello_time 200 max_age 2000';
const MULTICAST =
  'mcast_snooping 0 no_linklocal_learn 0 mcast_vlan_snooping 0 mcast_router 1 mcast_query_use_ifaddr 0 mcast_querier 0 ' +
  'mcast_hash_elasticity 16 mcast_hash_max 4096 mcast_last_member_count 2 mcast_startup_query_count 2 ' +
  'mcast_last_member_interval 100 mcast_membership_interval 26000 mcast_querier_interval 25500 mcast_query_interval 12500 ' +
  'mcast_query_response_interval 1000 mcast_startup_query_interval 3125 mcast_stats_enabled 0 mcast_igmp_version 2 ' +
  'mcast_mld_version 1 nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0';

function bridgeText(stack: Stack, dev: NetdevRow): string {
  const { filtering, protocol, defaultPvid } = vlanFilter(stack, dev.id);
  const row = stack.bridges.get(dev.id);
  const timer =
    row === undefined || row.timer < 0 ? undefined : [...stack.world.pending()].find(e => e.id === row.timer);
  const left = timer === undefined ? 0 : (timer.time - stack.world.now) / 1e9;
  const octets = formatMac(dev.mac).split(':');
  const id = `8000.${octets.map(o => Number.parseInt(o, 16).toString(16)).join(':')}`;
  return [
    `bridge ${BRIDGE_HEAD} ageing_time ${(row?.ageingNs ?? 0) / 1e7} stp_state 0 priority 32768`,
    `vlan_filtering ${filtering ? 1 : 0} vlan_protocol ${protocol} bridge_id ${id} designated_root ${id}`,
    'root_port 0 root_path_cost 0 topology_change 0 topology_change_detected 0',
    `hello_timer    0.00 tcn_timer    0.00 topology_change_timer    0.00 gc_timer ${left.toFixed(2).padStart(7)}`,
    `vlan_default_pvid ${defaultPvid} vlan_stats_enabled 0 vlan_stats_per_port 0 group_fwd_mask 0`,
    `group_address 01:80:c2:00:00:00 ${MULTICAST} `,
  ].join(' ');
}

/** What `-d` adds: to the address line, and as a line of its own. */
export function details(stack: Stack, dev: NetdevRow): { readonly tail: string; readonly lines: readonly string[] } {
  const vlan = vlanDevice(stack, dev.id);
  const mtus = ` promiscuity ${dev.promiscuous ? 1 : 0}  allmulti 0 minmtu ${leastMtu(dev)} maxmtu ${mostMtu(dev)} `;
  if (vlan !== undefined)
    return { tail: mtus, lines: [`    vlan protocol ${vlan.protocol} id ${vlan.vid} <REORDER_HDR> ${COMMON}`] };
  if (dev.kind === 'bridge') return { tail: mtus, lines: [`    ${bridgeText(stack, dev)}${COMMON}`] };
  return { tail: `${mtus}${COMMON}`, lines: [] };
}
