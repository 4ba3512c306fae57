// DHCP: clients (dhclient, udhcpc), the server (dnsmasq, also called dhcpd) and the relay. They run as processes (src/apps).
import { clientOn, resolvSchema } from '../../apps/index.js';
import { type Context, command } from '../command.js';
import { type CommandResult, ok } from '../result.js';
import { file } from './cat.js';

const start = (name: string, words: readonly string[], { processes, ns }: Context): CommandResult => ({
  ...ok(),
  pid: processes.spawn(ns, name, words).pid,
});

command('dhclient', {
  usage: 'dhclient [-4] [-v] [-d] [-1] [-r | -x] [DEVICE]',
  run(words, context) {
    const { ns, processes, stack } = context;
    // dhclient -r and -x end the client that runs, before they give its lease back.
    if (words.includes('-r') || words.includes('-x')) {
      for (const dev of ns.devices()) {
        const pid =
          words.includes(dev.name) || words.length === 1 ? clientOn({ stack, ns }, 'dhclient', dev.id) : undefined;
        if (pid !== undefined) processes.kill(pid, 0);
      }
    }
    return start('dhclient', words, context);
  },
  complete: () => ['-v', '-d', '-1', '-r', '-x'],
});
command('udhcpc', {
  usage: 'udhcpc [-fqnR] [-a[MSEC]] [-t N] [-T SEC] [-A SEC] [-i DEVICE] [-r ADDRESS] [-x hostname:NAME]',
  run: (words, context) => start('udhcpc', words, context),
  complete: () => ['-a', '-i', '-n', '-q', '-r', '-t'],
});

const SERVER =
  '--dhcp-range=FIRST,LAST[,MASK][,LEASE] [--dhcp-host=MAC,ADDRESS] [--dhcp-option=CODE,VALUE] [--interface=DEVICE] [--domain=NAME] [--dhcp-authoritative] [--no-ping]';
for (const name of ['dnsmasq', 'dhcpd']) {
  command(name, {
    usage: `${name} ${SERVER}`,
    run: (words, context) => start(name, words, context),
    complete: () => [
      '--dhcp-range=',
      '--dhcp-host=',
      '--dhcp-option=',
      '--interface=',
      '--domain=',
      '--dhcp-authoritative',
      '--no-ping',
    ],
  });
}
command('dhcrelay', {
  usage: 'dhcrelay [-4] [-d] [-a] [-c HOPS] [-i DEVICE] SERVER...',
  run: (words, context) => start('dhcrelay', words, context),
  complete: () => ['-4', '-d', '-a', '-c', '-i', '-id', '-iu'],
});

/** Which name servers it was told of. */
file('/etc/resolv.conf', ({ stack, ns }) =>
  [...stack.world.journal.table(resolvSchema, ns.name).rows()].map(({ keyword, value }) => `${keyword} ${value}`),
);
