// The settings of TCP (sysctl) with the defaults of Linux 6.18, and where the teaching profile differs.
import type { Setting } from '../profile.js';
import { ALGORITHMS } from './congestion-tables.js';

/** Settings whose values have names; the number is the place in the list. */
export const NAMED_VALUES: Readonly<Record<string, readonly string[]>> = {
  'net.ipv4.tcp_congestion_control': ALGORITHMS,
};

export const TCP_SETTINGS: Readonly<Record<string, Setting>> = {
  'net.core.somaxconn': { value: 4096, spec: 'Linux SOMAXCONN' },
  'net.core.rmem_default': { value: 212992, spec: 'Linux SK_RMEM_MAX: memory for 256 small messages' },
  'net.core.rmem_max': { value: 212992, spec: 'Linux SK_RMEM_MAX' },
  'net.ipv4.tcp_abort_on_overflow': { value: 0, spec: 'Linux ip-sysctl' },
  'net.ipv4.tcp_congestion_control': { value: ALGORITHMS.indexOf('cubic'), spec: 'RFC 9438, Linux DEFAULT_TCP_CONG' },
  'net.ipv4.tcp_early_retrans': { value: 3, spec: 'RFC 8985 §7, Linux ip-sysctl: 3 sends tail loss probes' },
  'net.ipv4.tcp_fin_timeout': { value: 60, spec: 'Linux TCP_FIN_TIMEOUT' },
  'net.ipv4.tcp_invalid_ratelimit': { value: 500, spec: 'RFC 5961 §7, Linux ip-sysctl, in ms' },
  'net.ipv4.tcp_keepalive_intvl': { value: 75, spec: 'Linux TCP_KEEPALIVE_INTVL' },
  'net.ipv4.tcp_keepalive_probes': { value: 9, spec: 'Linux TCP_KEEPALIVE_PROBES' },
  'net.ipv4.tcp_keepalive_time': { value: 7200, spec: 'RFC 1122 §4.2.3.6, Linux TCP_KEEPALIVE_TIME' },
  'net.ipv4.tcp_max_syn_backlog': { value: 512, spec: 'Linux tcp_sk_init()' },
  'net.ipv4.tcp_orphan_retries': { value: 0, spec: 'Linux ip-sysctl: 0 means 8' },
  'net.ipv4.tcp_recovery': { value: 1, spec: 'RFC 8985, Linux ip-sysctl: 1 finds losses by time (RACK)' },
  'net.ipv4.tcp_reordering': { value: 3, spec: 'RFC 5681 §3.2: three duplicate acknowledgements' },
  'net.ipv4.tcp_retries2': { value: 15, spec: 'RFC 1122 §4.2.3.5 R2, Linux TCP_RETR2' },
  'net.ipv4.tcp_rfc1337': { value: 0, spec: 'RFC 1337, Linux ip-sysctl' },
  'net.ipv4.tcp_rmem': { value: 131072, spec: 'Linux tcp_init(): the middle of three values' },
  'net.ipv4.tcp_rto_min_us': { value: 200000, spec: 'Linux TCP_RTO_MIN (RFC 6298 has a second)' },
  'net.ipv4.tcp_sack': { value: 1, spec: 'RFC 2018, Linux ip-sysctl' },
  'net.ipv4.tcp_slow_start_after_idle': { value: 1, spec: 'RFC 5681 §4.1, Linux ip-sysctl' },
  'net.ipv4.tcp_syn_linear_timeouts': { value: 4, spec: 'Linux ip-sysctl, since 6.5' },
  'net.ipv4.tcp_syn_retries': { value: 6, spec: 'Linux TCP_SYN_RETRIES' },
  'net.ipv4.tcp_synack_retries': { value: 5, spec: 'Linux TCP_SYNACK_RETRIES' },
  'net.ipv4.tcp_syncookies': { value: 1, spec: 'RFC 4987, Linux ip-sysctl' },
  'net.ipv4.tcp_timestamps': { value: 1, spec: 'RFC 7323, Linux ip-sysctl' },
  'net.ipv4.tcp_tw_reuse': { value: 2, spec: 'RFC 6191, Linux ip-sysctl: 2 on loopback alone' },
  'net.ipv4.tcp_window_scaling': { value: 1, spec: 'RFC 7323, Linux ip-sysctl' },
  'net.ipv4.tcp_wmem': { value: 87040, spec: 'Linux tcp_init_buffer_space(): room for ten segments' },
  'tcp_cubic.hystart': { value: 1, spec: 'Linux tcp_cubic.c, a parameter of the module' },
};

/** The teaching profile: SYNs at 0, 1, 3, 7 … s, Reno, losses found by counting duplicates alone. */
export const CLASSIC_TCP: Readonly<Record<string, Setting>> = {
  'net.ipv4.tcp_syn_linear_timeouts': { value: 0, spec: 'RFC 6298 §5.5; Linux before 6.5' },
  'net.ipv4.tcp_early_retrans': { value: 0, spec: 'RFC 5681 alone: no tail loss probe' },
  'net.ipv4.tcp_congestion_control': { value: ALGORITHMS.indexOf('reno'), spec: 'RFC 5681' },
  'net.ipv4.tcp_recovery': { value: 0, spec: 'RFC 6675: three duplicates' },
};
