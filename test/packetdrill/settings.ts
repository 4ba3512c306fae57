// Shell lines of a script: sysctls become settings of the host, everything else is either harmless or not supported.
import { NAMED_VALUES, type Netns } from '../../src/net/index.js';
import { Unsupported } from './script.js';

/** What the preludes of other people's scripts (`defaults.sh`) set. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'net.ipv4.tcp_rmem': '4096 540000 15728640',
  'net.ipv4.tcp_wmem': '4096 262144 4194304',
  'net.ipv4.tcp_timestamps': '1',
  'net.ipv4.tcp_syn_retries': '5',
  'net.ipv4.tcp_synack_retries': '5',
  'net.ipv4.tcp_sack': '1',
  'net.ipv4.tcp_reordering': '3',
  'net.ipv4.tcp_slow_start_after_idle': '0',
  'net.ipv4.tcp_congestion_control': 'cubic',
  'net.ipv4.tcp_recovery': '1',
  'net.ipv4.tcp_early_retrans': '4',
  'net.ipv4.tcp_syncookies': '1',
};

/** Settings that are not simulated and whose usual value is how the simulation behaves anyway. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  'net.ipv4.tcp_ecn': ['0', '2'],
  'net.ipv4.tcp_dsack': ['1'],
  'net.ipv4.tcp_fack': ['0'],
  'net.ipv4.tcp_frto': ['0'],
  'net.ipv4.tcp_no_metrics_save': ['0', '1'],
  'net.ipv4.tcp_moderate_rcvbuf': ['0'],
  'net.ipv4.tcp_min_tso_segs': ['1', '2', '4', '10'],
  'net.ipv4.tcp_tso_win_divisor': ['3', '100'],
  'net.ipv4.tcp_pacing_ss_ratio': ['200'],
  'net.ipv4.tcp_pacing_ca_ratio': ['120'],
  'net.ipv4.tcp_shrink_window': ['0'],
};

export function applySetting(ns: Netns, name: string, value: string): void {
  const numbers = value.trim().split(/\s+/).map(Number);
  const usual = USUAL[name];
  if (usual !== undefined) {
    if (!usual.includes(value.trim())) throw new Unsupported(`${name}=${value}`);
    return;
  }
  const set = (key: string, n: number) => {
    try {
      ns.sysctl(key);
    } catch {
      throw new Unsupported(`the setting ${key}`);
    }
    ns.sysctls.set(key, { name: key, value: n });
  };
  const named = NAMED_VALUES[name];
  if (named !== undefined) {
    const at = named.indexOf(value.trim());
    if (at < 0) throw new Unsupported(`${name}=${value}`);
    set(name, at);
    return;
  }
  if (numbers.some(n => !Number.isFinite(n))) throw new Unsupported(`${name}=${value}`);
  if (numbers.length === 3) {
    set(name, numbers[1]!);
    if (name.endsWith('rmem')) set('net.core.rmem_max', numbers[2]!);
  } else set(name, numbers[0]!);
}

/** One shell event. */
export function runShell(ns: Netns, command: string): void {
  for (const part of command
    .replaceAll(/\\\n/g, ' ')
    .split(/\n|;|&&/)
    .map(p => p.trim())) {
    if (part === '' || part.startsWith('#')) continue;
    if (/defaults\.sh\b/.test(part)) {
      for (const [name, value] of Object.entries(DEFAULTS)) applySetting(ns, name, value);
      continue;
    }
    if (/^tc\b.*\bfq\b/.test(part)) throw new Unsupported('pacing (fq)');
    if (/^(?:tc|ip tcp_metrics|ip link|nstat -n|\/tmp\/sysctl_restore_|sleep|echo|true|ethtool|set -e)\b/.test(part))
      continue;
    const words = [...part.matchAll(/(?:\/proc\/sys\/)?([\w./]+?)\s*=\s*("[^"]*"|\S+)/g)];
    if (!/^(?:sysctl|.*set_sysctls\.py)\b/.test(part) || words.length === 0)
      throw new Unsupported(`the command "${part}"`);
    for (const [, name, value] of words) {
      const plain = name!
        .replace(/^\/?proc\/sys\//, '')
        .replaceAll('/', '.')
        .replace(/^\./, '');
      applySetting(ns, plain, value!.replaceAll('"', ''));
    }
  }
}
