// hostname (Debian's 3.23): the name of the node, and its addresses with -I.
import { formatIpv4 } from '../../wire/index.js';
import { command } from '../command.js';
import { notSimulated, ok } from '../result.js';

command('hostname', {
  usage: 'hostname [-s | -I]',
  run(words, { stack, ns }) {
    if (words.length === 0 || (words.length === 1 && ['-s', '--short'].includes(words[0] as string)))
      return ok(ns.node);
    if (words.length === 1 && ['-I', '--all-ip-addresses'].includes(words[0] as string)) {
      // Loopback devices and those that are down are left out; every address has a space behind it.
      const addresses = [...ns.addrs.rows()].filter(
        ({ dev }) => stack.dev(dev).up && stack.dev(dev).kind !== 'loopback',
      );
      return ok(addresses.map(({ ip }) => `${formatIpv4(ip)} `).join(''));
    }
    return notSimulated(
      `hostname ${words[0]}: names are the lesson's, and there is no DNS; hostname -I shows addresses`,
    );
  },
  complete: () => ['-s', '-I'],
});
