// arp (net-tools): the neighbour table as it was shown and changed before iproute2. What it changes goes by `ip neigh`.
import { findRoute, type NeighRow } from '../../net/index.js';
import { formatIpv4, formatMac, parseIpv4 } from '../../wire/index.js';
import { type Context, command } from '../command.js';
import { NEIGH } from '../ip/neigh.js';
import { ipOptions } from '../ip/options.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { dispatch } from '../words.js';

const HEADING = 'Address                  HWtype  HWaddress           Flags Mask            Iface';
const USAGE = 'usage: arp [-ane] [-i DEV] [HOST] | arp [-i DEV] -s HOST MAC | arp [-i DEV] -d HOST';

/** net-tools arp_disp_2(): one line of the table. */
function tableLine(row: NeighRow, { stack }: Context): string {
  const address = `${formatIpv4(row.ip).padEnd(23)}  `;
  const dev = stack.dev(row.dev).name;
  const hardware =
    row.lladdr === undefined
      ? `${''.padEnd(8)}${'(incomplete)'.padEnd(20)}${''.padEnd(6)}`
      : `${'ether'.padEnd(8)}${formatMac(row.lladdr).padEnd(20)}${(row.state === 'PERMANENT' ? 'CM' : 'C').padEnd(6)}`;
  return `${address}${hardware}${''.padEnd(15)} ${dev}`;
}

/** net-tools arp_disp(): one line in the manner of BSD. */
function bsdLine(row: NeighRow, { stack }: Context): string {
  const { lladdr, state, ip } = row;
  const at = lladdr === undefined ? '<incomplete> ' : `${formatMac(lladdr)} [ether] `;
  return `? (${formatIpv4(ip)}) at ${at}${state === 'PERMANENT' ? 'PERM ' : ''}on ${stack.dev(row.dev).name}`;
}

interface Asked {
  readonly letters: string;
  readonly dev: string | undefined;
  readonly words: readonly string[];
}

function parse(given: readonly string[]): Asked | CommandResult {
  let letters = '';
  let dev: string | undefined;
  const words: string[] = [];
  for (let i = 0; i < given.length; i++) {
    const word = given[i] as string;
    if (!/^-./.test(word)) words.push(word);
    else if (word === '-i' || word === '--device') dev = given[++i];
    else letters += word === '--numeric' ? 'n' : word.slice(1);
  }
  const strange = [...letters].find(letter => !'anesdv'.includes(letter));
  return strange === undefined ? { letters, dev, words } : notSimulated(`arp -${strange}: ${USAGE}`);
}

function show({ letters, dev, words: [host] }: Asked, context: Context): CommandResult {
  const ip = host === undefined ? undefined : parseIpv4(host);
  if (host !== undefined && ip === undefined) return fail(255, `${host}: Unknown host`);
  const rows = [...context.ns.neighs.rows()].filter(
    row =>
      row.state !== 'NOARP' &&
      row.state !== 'NONE' &&
      (ip === undefined || row.ip === ip) &&
      (dev === undefined || context.stack.dev(row.dev).name === dev),
  );
  if (rows.length === 0) return host === undefined ? ok() : ok(`${host} (${host}) -- no entry`);
  if (letters.includes('a')) return ok(...rows.map(row => bsdLine(row, context)));
  return ok(HEADING, ...rows.map(row => tableLine(row, context)));
}

function change({ letters, dev, words: [host, mac] }: Asked, context: Context): CommandResult {
  const { stack, ns } = context;
  const ip = host === undefined ? undefined : parseIpv4(host);
  if (host === undefined) return fail(255, 'arp: need host name');
  if (ip === undefined) return fail(255, `${host}: Unknown host`);
  const route = findRoute(stack, ns, ip);
  const out = dev ?? (route?.type === 'unicast' && route.gateway === undefined ? stack.dev(route.dev).name : undefined);
  const parsed = ipOptions([]);
  if (isResult(parsed)) return parsed;
  const neigh = (...words: string[]) =>
    dispatch(NEIGH.title, NEIGH.commands, words, { ...context, options: parsed.options });
  if (letters.includes('d')) {
    const known = [...ns.neighs.rows()].some(r => r.ip === ip && r.state !== 'NOARP' && stack.dev(r.dev).name === out);
    if (!known) return { ...fail(255), out: [`No ARP entry for ${host}`] };
    return neigh('del', host, 'dev', out as string);
  }
  if (mac === undefined) return fail(255, 'arp: need hardware address');
  if (out === undefined) return fail(255, 'SIOCSARP: Network is unreachable');
  const done = neigh('replace', host, 'lladdr', mac, 'dev', out, 'nud', 'permanent');
  return done.status === 0 ? done : fail(255, 'arp: invalid hardware address');
}

command('arp', {
  usage: USAGE.replace('usage: ', ''),
  run(words, context): CommandResult {
    const asked = parse(words);
    if (isResult(asked)) return asked;
    return /[sd]/.test(asked.letters) ? change(asked, context) : show(asked, context);
  },
  complete: () => ['-n', '-a', '-e', '-i', '-s', '-d'],
});
