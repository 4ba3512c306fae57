// Programs that take time: they are started as processes and write to the console as they go (src/apps).
import { command } from '../command.js';
import { ok } from '../result.js';

const programs = {
  arping: 'arping [-bfqDUA] [-c COUNT] [-w TIMEOUT] [-i INTERVAL] [-I DEVICE] [-s SOURCE] DESTINATION',
  echod: 'echod [PORT [BUSY]]',
  nc: 'nc [-lvkN] [-p PORT] [-s ADDRESS] [-w SECONDS] [HOST] PORT [TEXT]',
  sleep: 'sleep SECONDS',
  tcpd: 'tcpd [-b BACKLOG] [-a DELAY|never] [-r BYTES] [-m echo|sink] PORT',
  tcpsend: 'tcpsend [-r BYTES] HOST PORT BYTES',
  udpsend: 'udpsend HOST PORT TEXT',
  ping: 'ping [-bnqDO] [-c COUNT] [-i INTERVAL] [-s SIZE] [-t TTL] [-w DEADLINE] [-W TIMEOUT] [-I FROM] DESTINATION',
};

for (const [name, usage] of Object.entries(programs)) {
  command(name, {
    usage,
    run: (words, { processes, ns }) => ({ ...ok(), pid: processes.spawn(ns, name, words).pid }),
    complete: () => (usage.includes('-c') ? ['-c', '-I', '-i', '-q', '-w'] : []),
  });
}
