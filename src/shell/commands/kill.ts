// kill: sends a signal to a program that runs on the node: Ctrl-C's, or one of the two that a program may use as it likes.
import { command } from '../command.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';

const SIGNALS = ['-INT', '-SIGINT', '-2'];
const USER = { '-USR1': 1, '-SIGUSR1': 1, '-10': 1, '-USR2': 2, '-SIGUSR2': 2, '-12': 2 } as const;
const userSignal = (word: string): 1 | 2 | undefined => (USER as Readonly<Record<string, 1 | 2>>)[word];

command('kill', {
  usage: 'kill -INT PID',
  run(words, { processes, ns }): CommandResult {
    const signals = words.filter(word => word.startsWith('-'));
    const pids = words.filter(word => !word.startsWith('-'));
    if (pids.length === 0) return fail(2, 'kill: usage: kill -INT PID');
    const known = (signal: string) => SIGNALS.includes(signal) || userSignal(signal) !== undefined;
    const other = signals.find(signal => !known(signal)) ?? (signals.length === 0 ? '-TERM' : undefined);
    const user = signals.map(userSignal).find(n => n !== undefined);
    if (other !== undefined) return notSimulated(`the signal ${other.slice(1)}: kill -INT PID is what Ctrl-C does`);
    for (const pid of pids) {
      const row = /^\d+$/.test(pid) ? processes.table.get(Number(pid)) : undefined;
      if (row === undefined || row.netns !== ns.name || row.exit !== undefined) {
        return fail(1, `kill: (${pid}) - No such process`);
      }
      if (user === undefined) processes.interrupt(row.pid);
      else processes.userSignal(row.pid, user);
    }
    return ok();
  },
  complete: (_, { processes, ns }) => [
    '-INT',
    ...[...processes.table.rows()].filter(r => r.netns === ns.name && r.exit === undefined).map(r => String(r.pid)),
  ],
});

command('killall', {
  usage: 'killall [-INT | -USR1 | -USR2] NAME',
  run(words, { processes, ns }): CommandResult {
    const [signal, name] = words.length === 2 ? words : [undefined, words[0]];
    const user = signal === undefined ? undefined : userSignal(signal);
    if (name === undefined || words.length > 2) return fail(1, 'Usage: killall [-INT | -USR1 | -USR2] NAME');
    if (signal !== undefined && user === undefined && !SIGNALS.includes(signal))
      return notSimulated(`the signal ${signal.slice(1)}: killall NAME ends a program`);
    const rows = [...processes.table.rows()].filter(r => r.netns === ns.name && r.program === name);
    const running = rows.filter(r => r.exit === undefined);
    if (running.length === 0) return fail(1, `${name}: no process found`);
    for (const { pid } of running) {
      if (user === undefined) processes.interrupt(pid);
      else processes.userSignal(pid, user);
    }
    return ok();
  },
  complete: (_, { processes, ns }) =>
    [...processes.table.rows()].filter(r => r.netns === ns.name && r.exit === undefined).map(r => r.program),
});
