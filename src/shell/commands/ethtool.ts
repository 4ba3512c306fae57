// ethtool 6.1: what a network card is connected with, and what it has counted. The card is Intel's e1000, the one that most
// virtual machines have. Messages and exit statuses are those recorded in test/data/linux/ethtool.txt.
import { command } from '../command.js';
import { settings, statisticsOf } from '../ethtool/report.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';

const BAD: CommandResult = fail(1, 'ethtool: bad command line argument(s)', 'For more information run ethtool -h');
const NO_DEVICE = ['netlink error: no device matches name (offset 24)', 'netlink error: No such device'];

command('ethtool', {
  usage: 'ethtool [-S] DEVICE',
  run(words, { stack, ns }): CommandResult {
    const [first, second] = words;
    if (first === '--version') return ok('ethtool version 6.1');
    const counts = first === '-S' || first === '--statistics';
    if (first?.startsWith('-') && !counts) return notSimulated(`ethtool ${first}`);
    const name = counts ? second : first;
    if (name === undefined) return BAD;
    const dev = ns.device(name);
    if (counts) {
      if (dev === undefined) return fail(96, 'Cannot get stats strings information: No such device');
      const lines = statisticsOf(stack, dev);
      return lines === undefined ? fail(94, 'no stats available') : ok(...lines);
    }
    if (dev !== undefined) return ok(...settings(stack, dev));
    // Once for each of the five questions it asks the kernel.
    return { status: 75, out: ['No data available'], err: [1, 2, 3, 4, 5].flatMap(() => NO_DEVICE) };
  },
  complete: () => ['-S'],
});
