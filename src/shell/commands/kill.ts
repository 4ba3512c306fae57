// kill: sends Ctrl-C's signal to a program that runs on the node.
import { command } from '../command.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';

const SIGNALS = ['-INT', '-SIGINT', '-2'];

command('kill', {
  usage: 'kill -INT PID',
  run(words, { processes, ns }): CommandResult {
    const signals = words.filter(word => word.startsWith('-'));
    const pids = words.filter(word => !word.startsWith('-'));
    if (pids.length === 0) return fail(2, 'kill: usage: kill -INT PID');
    const other = signals.find(signal => !SIGNALS.includes(signal)) ?? (signals.length === 0 ? '-TERM' : undefined);
    if (other !== undefined) return notSimulated(`the signal ${other.slice(1)}: kill -INT PID is what Ctrl-C does`);
    for (const pid of pids) {
      const row = /^\d+$/.test(pid) ? processes.table.get(Number(pid)) : undefined;
      if (row === undefined || row.netns !== ns.name || row.exit !== undefined) {
        return fail(1, `kill: (${pid}) - No such process`);
      }
      processes.interrupt(row.pid);
    }
    return ok();
  },
  complete: (_, { processes, ns }) => [
    '-INT',
    ...[...processes.table.rows()].filter(r => r.netns === ns.name && r.exit === undefined).map(r => String(r.pid)),
  ],
});
