// nstat (iproute2): counters of the kernel, those of TCP and UDP. Without -z only what is not zero.

import { tcpTables } from '../../net/index.js';
import { command } from '../command.js';
import { fitsGlob } from '../glob.js';
import { fail, ok } from '../result.js';

/** In the order of /proc/net/snmp and netstat. */
const NAMES = [
  'TcpActiveOpens',
  'TcpPassiveOpens',
  'TcpAttemptFails',
  'TcpEstabResets',
  'TcpRetransSegs',
  'TcpOutRsts',
  'UdpInDatagrams',
  'UdpNoPorts',
  'UdpInErrors',
  'UdpOutDatagrams',
  'UdpRcvbufErrors',
  'UdpInCsumErrors',
  'TcpExtSyncookiesSent',
  'TcpExtSyncookiesRecv',
  'TcpExtSyncookiesFailed',
  'TcpExtTW',
  'TcpExtPAWSEstab',
  'TcpExtDelayedACKs',
  'TcpExtListenOverflows',
  'TcpExtListenDrops',
  'TcpExtTCPRenoRecovery',
  'TcpExtTCPSackRecovery',
  'TcpExtTCPTimeouts',
  'TcpExtTCPLossProbes',
  'TcpExtTCPAbortOnData',
  'TcpExtTCPAbortOnClose',
  'TcpExtTCPAbortOnTimeout',
  'TcpExtTCPAbortOnOverflow',
  'TcpExtTCPReqQFullDoCookies',
  'TcpExtTCPReqQFullDrop',
  'TcpExtTCPChallengeACK',
  'TcpExtTCPZeroWindowDrop',
  'TcpExtTCPKeepAlive',
];

command('nstat', {
  usage: 'nstat [-az] [NAME] ...',
  run(words, { stack, ns }) {
    const letters = words.filter(w => w.startsWith('-')).flatMap(w => [...w.slice(1)]);
    const other = letters.find(l => !'azns'.includes(l));
    if (other !== undefined) return fail(255, `nstat: invalid option -- '${other}'`);
    const wanted = words.filter(w => !w.startsWith('-')).map(w => w.toLowerCase());
    const match = (name: string) =>
      wanted.length === 0 || wanted.some(pattern => fitsGlob(pattern, name.toLowerCase()));
    const { stats } = tcpTables(stack, ns);
    const lines = NAMES.filter(match)
      .map(name => [name, stats.get(name) ?? 0] as const)
      .filter(([, n]) => n > 0 || letters.includes('z'))
      .map(([name, n]) => `${name.padEnd(32)}${String(n).padEnd(19)}0.0`);
    return ok('#kernel', ...lines);
  },
  complete: () => ['-az', ...NAMES],
});
