// ss (iproute2): the sockets of a node. A listening socket's Recv-Q is how many connections wait to be accepted, and its
// Send-Q the backlog.
import { type Context, command } from '../command.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';
import { type SsRow, ssRows } from '../ss/rows.js';
import { infoText, layOut, timerText } from '../ss/text.js';

const LETTERS = 'lnatuiopHr46e';
const LONG: Readonly<Record<string, string>> = {
  '--listening': 'l',
  '--numeric': 'n',
  '--all': 'a',
  '--tcp': 't',
  '--udp': 'u',
  '--info': 'i',
  '--options': 'o',
  '--processes': 'p',
  '--no-header': 'H',
};

/** Names of states behind `state`, in ss's words. */
const GROUPS: Readonly<Record<string, (state: string) => boolean>> = {
  all: () => true,
  connected: s => s !== 'LISTEN' && s !== 'UNCONN',
  synchronized: s => s !== 'LISTEN' && s !== 'UNCONN' && s !== 'SYN-SENT',
  bucket: s => s === 'SYN-RECV' || s === 'TIME-WAIT',
  big: s => s !== 'SYN-RECV' && s !== 'TIME-WAIT',
};
const WORDS: Readonly<Record<string, string>> = { established: 'ESTAB', listening: 'LISTEN', closed: 'UNCONN' };

function stateFilter(words: readonly string[]): ((state: string) => boolean) | CommandResult | undefined {
  if (words.length === 0) return undefined;
  const [first, name = ''] = words;
  if (first !== 'state' || words.length > 2)
    return notSimulated(`ss ${words.join(' ')}: only "state STATE" filters here`);
  const state = WORDS[name] ?? name.toUpperCase();
  return GROUPS[name] ?? (s => s === state);
}

function users({ processes }: Context, row: SsRow): string {
  const owner = row.pid > 0 ? processes.table.get(row.pid) : undefined;
  return owner === undefined ? '' : ` users:(("${owner.program}",pid=${row.pid},fd=3))`;
}

command('ss', {
  usage: 'ss [-lnatuiopH] [state STATE]',
  run(words, context): CommandResult {
    const letters = words.flatMap(w =>
      w.startsWith('--') ? [LONG[w] ?? w] : w.startsWith('-') ? [...w.slice(1)] : [],
    );
    const other = letters.find(l => !LETTERS.includes(l));
    if (other !== undefined) return fail(255, `ss: invalid option -- '${other}'`, 'Usage: ss [ OPTIONS ]');
    const has = (letter: string) => letters.includes(letter);
    const wanted = stateFilter(words.filter(w => !w.startsWith('-')));
    if (typeof wanted === 'object') return wanted;
    const passive = (row: SsRow) => row.state === 'LISTEN' || row.state === 'UNCONN';
    const both = has('t') === has('u');
    const rows = ssRows(context.stack, context.ns).filter(row => {
      if (!both && (row.netid === 'tcp') !== has('t')) return false;
      if (wanted !== undefined) return wanted(row.state);
      return has('a') || (has('l') ? passive(row) : !passive(row) && row.state !== 'SYN-RECV');
    });
    return ok(
      ...layOut(rows, {
        netid: both,
        header: !has('H'),
        extra: row => {
          const timer = row.timer;
          const told = has('o') && timer !== undefined;
          const clock = told ? ` timer:(${timer.name},${timerText(timer.leftNs)},${timer.times})` : '';
          return `${has('p') ? users(context, row) : ''}${clock}`;
        },
        below: row => (has('i') ? infoText(context.stack, context.ns, row) : undefined),
      }),
    );
  },
  complete: () => ['-lnt', '-tan', '-tano', '-ti', '-lnu', 'state'],
});
