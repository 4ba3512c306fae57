// Settings of the kernel (sysctl) with the values that a profile gives them. A lesson names its profile; what it changes
// stands as a row in `sysctl@NETNS`. Every default has its source, so that *why* can end there.
import { ipDefaults } from './ip-profile.js';

import { CLASSIC_TCP, TCP_SETTINGS } from './tcp/settings.js';

export interface Setting {
  readonly value: number;
  readonly spec: string;
}
export type ProfileName = 'classic' | 'linux-6.18';

const linux: Readonly<Record<string, Setting>> = {
  ...ipDefaults,
  'net.ipv4.neigh.default.base_reachable_time_ms': { value: 30000, spec: 'RFC 4861 §10 REACHABLE_TIME, Linux arp_tbl' },
  'net.ipv4.neigh.default.delay_first_probe_time': { value: 5, spec: 'RFC 4861 §10 DELAY_FIRST_PROBE_TIME' },
  'net.ipv4.neigh.default.retrans_time_ms': { value: 1000, spec: 'RFC 4861 §10 RETRANS_TIMER' },
  'net.ipv4.neigh.default.ucast_solicit': { value: 3, spec: 'Linux arp_tbl UCAST_PROBES' },
  'net.ipv4.neigh.default.mcast_solicit': { value: 3, spec: 'Linux arp_tbl MCAST_PROBES' },
  'net.ipv4.neigh.default.locktime': { value: 100, spec: 'Linux arp_tbl LOCKTIME, in hundredths of a second' },
  'net.ipv4.neigh.default.unres_qlen_bytes': { value: 212992, spec: 'Linux arp_tbl QUEUE_LEN_BYTES, SK_WMEM_MAX' },
  'net.ipv4.conf.all.arp_accept': { value: 0, spec: 'Linux ip-sysctl' },
  ...TCP_SETTINGS,
};

/** The settings of each profile. They differ in TCP. */
export const PROFILES: Readonly<Record<ProfileName, Readonly<Record<string, Setting>>>> = {
  classic: { ...linux, ...CLASSIC_TCP },
  'linux-6.18': linux,
};

/**
 * Where a device's setting has no value of its own: `net.ipv4.neigh.eth0.locktime` → `net.ipv4.neigh.default.locktime`,
 * `net.ipv4.conf.eth0.rp_filter` → `net.ipv4.conf.default.rp_filter`, or `conf.all` for one that has no other.
 */
export function defaultName(name: string): string {
  if (Object.hasOwn(linux, name)) return name;
  const of = (which: string) => name.replace(/^(net\.ipv4\.(?:neigh|conf))\..+\./, `$1.${which}.`);
  const usual = of('default');
  return Object.hasOwn(linux, usual) ? usual : of('all');
}
