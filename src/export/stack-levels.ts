// The levels of a node's network stack, from the program down to the cable, and at which of them a stage takes place. The
// layers are those of the map of lessons (curriculum.yaml), by their ids.

/** Whose memory and whose rights: a program's, the kernel's, or none: electronics. */
export type Space = 'user' | 'kernel' | 'hardware';

export interface StackLevel {
  /** `stack.ID` is its name, `stack.about.ID` what happens there, `stack.unit.ID` what is handed on there. */
  readonly id: 'program' | 'socket' | 'transport' | 'internet' | 'device' | 'driver' | 'wire';
  readonly space: Space;
  /** The layer of the map that it is part of. */
  readonly layer: 'application' | 'transport' | 'internet' | 'link';
  /** A protocol of that layer, whose hue it is drawn in. */
  readonly protocol: 'http' | 'tcp' | 'ip' | 'eth';
}

/** The topmost first. */
export const STACK_LEVELS: readonly StackLevel[] = [
  { id: 'program', space: 'user', layer: 'application', protocol: 'http' },
  { id: 'socket', space: 'kernel', layer: 'transport', protocol: 'tcp' },
  { id: 'transport', space: 'kernel', layer: 'transport', protocol: 'tcp' },
  { id: 'internet', space: 'kernel', layer: 'internet', protocol: 'ip' },
  { id: 'device', space: 'kernel', layer: 'link', protocol: 'eth' },
  { id: 'driver', space: 'kernel', layer: 'link', protocol: 'eth' },
  { id: 'wire', space: 'hardware', layer: 'link', protocol: 'eth' },
];

type LevelId = StackLevel['id'];

/**
 * By the name of the stage, the first that fits. Names are the kernel's: the prefix of a function is its subsystem's. RSTP and
 * 802.1X are user space's work on Linux (mstpd, hostapd, wpa_supplicant).
 */
const RULES: readonly (readonly [pattern: RegExp, level: LevelId])[] = [
  [/^(process_run|do_exit|command|dhcp_|dot1x_|eap_|port_|bridge_detection|topology_change|mstpd)/, 'program'],
  [/^(socket|sock_|wake_up_process|packet_|tpacket_|ip4_datagram_|inet_(bind|listen|csk_accept))/, 'socket'],
  [/^((tcp|ping_v4)_(sendmsg|recvmsg|setsockopt)|tcp_(v4_connect|shutdown|close))$/, 'socket'],
  [/^(tcp_|udp_|reqsk_|cookie_|inet_csk_)/, 'transport'],
  [/^(ip_|icmp_|fib_|nf_|find_exception|update_or_create_fnhe|inet_)/, 'internet'],
  [/^(neigh_|arp_|br_|vlan_|dev_|qdisc_|netif_|eapol_)/, 'device'],
  [/^(link_transmit|loopback_xmit)/, 'driver'],
  [/^(link_|nic_|csma_|hub_)/, 'wire'],
];

const known = new Map<string, LevelId | undefined>();

/** The level at which a stage takes place, by its name; undefined for what is done to the network from outside. */
export function stackLevelOf(stage: string): LevelId | undefined {
  if (!known.has(stage)) known.set(stage, RULES.find(([pattern]) => pattern.test(stage))?.[1]);
  return known.get(stage);
}
