// Programs that take time: they are started as processes and write to the console as they go (src/apps).
import { command } from '../command.js';
import { ok } from '../result.js';

const programs = {
  arping: 'arping [-bfqDUA] [-c COUNT] [-w TIMEOUT] [-i INTERVAL] [-I DEVICE] [-s SOURCE] DESTINATION',
  hostapd: 'hostapd [-B] -i PORT[,PORT ...] /etc/hostapd.conf',
  wpa_supplicant: 'wpa_supplicant [-B] -D wired -i DEVICE [-c /etc/wpa_supplicant.conf]',
  echod: 'echod [PORT [BUSY]]',
  nc: 'nc [-ulvkN] [-p PORT] [-s ADDRESS] [-w SECONDS] [HOST] PORT [TEXT]',
  sleep: 'sleep SECONDS',
  tcpask: 'tcpask [-n] [-c COUNT] [-i PAUSE] [-p PORT] HOST PORT WORD ...',
  tcpd: 'tcpd [-R] [-b BACKLOG] [-a DELAY|never] [-r BYTES] [-c DELAY|never] [-m echo|lines|sink] PORT',
  tcpsend: 'tcpsend [-r BYTES] [-C reno|cubic] HOST PORT BYTES',
  udpsend: 'udpsend [-n] HOST PORT TEXT',
  tcpdump: 'tcpdump [-enpqStv] [-c COUNT] [-i DEVICE | any] [EXPRESSION]',
  tracepath: 'tracepath [-n] [-m MAX] [-l LENGTH] [-p PORT] HOST',
  traceroute: 'traceroute [-InF] [-f FIRST] [-m MAX] [-q QUERIES] [-N AT_ONCE] [-p PORT] [-w WAIT] HOST [LENGTH]',
  ping: 'ping [-bnqDO] [-c COUNT] [-i INTERVAL] [-s SIZE] [-t TTL] [-w DEADLINE] [-W TIMEOUT] [-I FROM] DESTINATION',
};

const probing = ['-c', '-I', '-i', '-q', '-w'];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ping: probing,
  arping: probing,
  tcpdump: [
    '-c',
    '-e',
    '-i',
    '-n',
    '-q',
    '-t',
    '-v',
    'any',
    'arp',
    'host',
    'icmp',
    'not',
    'port',
    'tcp',
    'udp',
    'vlan',
  ],
  hostapd: ['-B', '-i', '/etc/hostapd.conf'],
  wpa_supplicant: ['-B', '-D', 'wired', '-i', '-c', '/etc/wpa_supplicant.conf'],
};

for (const [name, usage] of Object.entries(programs)) {
  command(name, {
    usage,
    run: (words, { processes, ns }) => ({ ...ok(), pid: processes.spawn(ns, name, words).pid }),
    complete: () => WORDS[name] ?? [],
  });
}
