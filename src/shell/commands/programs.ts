// Programs that take time: they are started as processes and write to the console as they go (src/apps).
import { command } from '../command.js';
import { ok } from '../result.js';

const programs = {
  arping: 'arping [-bfqDUA] [-c COUNT] [-w TIMEOUT] [-i INTERVAL] [-I DEVICE] [-s SOURCE] DESTINATION',
  echod: 'echod [PORT [BUSY]]',
  sleep: 'sleep SECONDS',
  udpsend: 'udpsend HOST PORT TEXT',
  tracepath: 'tracepath [-n] [-m MAX] [-l LENGTH] [-p PORT] HOST',
  traceroute: 'traceroute [-InF] [-f FIRST] [-m MAX] [-q QUERIES] [-N AT_ONCE] [-p PORT] [-w WAIT] HOST [LENGTH]',
  ping: 'ping [-bnqDO] [-c COUNT] [-i INTERVAL] [-s SIZE] [-t TTL] [-w DEADLINE] [-W TIMEOUT] [-I FROM] DESTINATION',
};

for (const [name, usage] of Object.entries(programs)) {
  command(name, {
    usage,
    run: (words, { processes, ns }) => ({ ...ok(), pid: processes.spawn(ns, name, words).pid }),
    complete: () => (usage.includes('-c') ? ['-c', '-I', '-i', '-q', '-w'] : []),
  });
}
