// Defaults of the internet layer's settings, as a new network namespace of Linux 6.18 has them. Part of profile.ts.
import type { Setting } from './profile.js';

const devconf = (name: string, all: number, each: number, spec: string): Readonly<Record<string, Setting>> => ({
  [`net.ipv4.conf.all.${name}`]: { value: all, spec },
  [`net.ipv4.conf.default.${name}`]: { value: each, spec },
});

export const ipDefaults: Readonly<Record<string, Setting>> = {
  'net.ipv4.ip_forward': { value: 0, spec: 'RFC 1122 §3.3.1: a host does not forward' },
  'net.ipv4.ip_default_ttl': { value: 64, spec: 'RFC 1700 IPDEFTTL' },
  'net.ipv4.ip_no_pmtu_disc': { value: 0, spec: 'RFC 1191, Linux ip-sysctl' },
  'net.ipv4.ip_forward_use_pmtu': { value: 0, spec: 'Linux ip-sysctl' },
  'net.ipv4.route.min_pmtu': { value: 552, spec: 'Linux DEFAULT_MIN_PMTU (512 + 20 + 20)' },
  'net.ipv4.route.mtu_expires': { value: 600, spec: 'RFC 1191 §6.3: 10 minutes, Linux DEFAULT_MTU_EXPIRES' },
  'net.ipv4.ipfrag_time': { value: 30, spec: 'Linux IP_FRAG_TIME' },
  'net.ipv4.ipfrag_high_thresh': { value: 4_194_304, spec: 'Linux ipv4_frags_init_net(), bytes' },
  'net.ipv4.icmp_echo_ignore_all': { value: 0, spec: 'Linux icmp_sk_init()' },
  'net.ipv4.icmp_echo_ignore_broadcasts': { value: 1, spec: 'Linux icmp_sk_init(), RFC 1122 §3.2.2.6' },
  'net.ipv4.icmp_errors_use_inbound_ifaddr': { value: 0, spec: 'Linux ip-sysctl' },
  'net.ipv4.icmp_ratelimit': { value: 1000, spec: 'RFC 1812 §4.3.2.8, Linux icmp_sk_init(), ms' },
  'net.ipv4.icmp_ratemask': { value: 6168, spec: 'Linux icmp_sk_init(): types 3, 4, 11, 12' },
  'net.ipv4.icmp_msgs_per_sec': { value: 1000, spec: 'Linux ip-sysctl' },
  'net.ipv4.icmp_msgs_burst': { value: 50, spec: 'Linux ip-sysctl' },
  ...devconf('forwarding', 0, 0, 'RFC 1122 §3.3.1, Linux ip-sysctl'),
  ...devconf('rp_filter', 0, 0, 'RFC 3704 §2.2, Linux ip-sysctl'),
  ...devconf('send_redirects', 1, 1, 'RFC 1812 §5.2.7.2, Linux ipv4_devconf'),
  ...devconf('accept_redirects', 1, 1, 'RFC 1122 §3.2.2.2, Linux ipv4_devconf'),
  ...devconf('secure_redirects', 1, 1, 'Linux ipv4_devconf'),
  ...devconf('shared_media', 1, 1, 'RFC 1620, Linux ipv4_devconf'),
  ...devconf('accept_source_route', 0, 1, 'RFC 1812 §5.3.13.4, Linux ipv4_devconf'),
  ...devconf('accept_local', 0, 0, 'Linux ip-sysctl'),
  ...devconf('route_localnet', 0, 0, 'Linux ip-sysctl'),
};
