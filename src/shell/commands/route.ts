// route (net-tools): the routing table as it was shown and changed before iproute2. What it changes goes by `ip route`.
import type { RouteRow } from '../../net/index.js';
import { formatIpv4, maskOf, parseIpv4, prefixOf } from '../../wire/index.js';
import { type Context, command } from '../command.js';
import { ipOptions } from '../ip/options.js';
import { ROUTE } from '../ip/route.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { dispatch } from '../words.js';

const HEADING = [
  'Kernel IP routing table',
  'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface',
];

/** net-tools rprint_fib(): `U` up, `G` by a gateway, `H` to one host, `!` refused. */
function line(r: RouteRow, { stack }: Context): string {
  const refused = r.type === 'unreachable' || r.type === 'prohibit';
  const gateway = refused ? '-' : formatIpv4(r.gateway ?? 0);
  const flags = refused ? '!' : `U${r.gateway === undefined ? '' : 'G'}`;
  const host = r.prefix === 32 ? 'H' : '';
  const iface = refused ? '-' : r.dev === 0 ? '*' : stack.dev(r.dev).name;
  const columns = [formatIpv4(r.dst), gateway, formatIpv4(maskOf(r.prefix) >>> 0)].map(text => text.padEnd(15));
  const numbers = `${(flags + host).padEnd(5)} ${String(r.metric).padEnd(6)} ${refused ? '-' : '0'} ${'0'.padStart(8)} `;
  return `${columns.join(' ')} ${numbers}${iface}`;
}

function show({ stack, ns, ...rest }: Context): CommandResult {
  const rows = [...ns.routes.rows()].filter(r => r.table === 'main' && r.type !== 'throw');
  rows.sort((x, y) => x.dst - y.dst || y.prefix - x.prefix || x.metric - y.metric);
  return ok(...HEADING, ...rows.map(r => line(r, { stack, ns, ...rest })));
}

const USAGE =
  'Usage: route [-n] | route {add|del} {default | [-net|-host] TARGET[/LEN] [netmask MASK]} [gw GW] [dev DEV]';

/** `add -net 10.0.2.0 netmask 255.255.255.0 gw 10.0.12.2 dev eth1` in the words of `ip route`. */
function translated(words: readonly string[]): readonly string[] | CommandResult {
  let target: string | undefined;
  let host = false;
  let mask: string | undefined;
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const value = words[i + 1];
    if (word === '-net') continue;
    if (word === '-host') host = true;
    else if (['gw', 'dev', 'metric', 'netmask'].includes(word)) {
      if (value === undefined) return fail(4, USAGE);
      if (word === 'netmask') mask = value;
      else rest.push(word === 'gw' ? 'via' : word, value);
      i++;
    } else if (word === 'reject') rest.unshift('unreachable');
    else if (target === undefined) target = word;
    else rest.push('dev', word);
  }
  if (target === undefined) return fail(4, USAGE);
  if (target === 'default' || target === '0.0.0.0') return withType(rest, 'default');
  const [ip = '', length] = target.split('/');
  if (parseIpv4(ip) === undefined) return fail(6, `${ip}: Unknown host`);
  const bits = mask === undefined ? undefined : prefixOf(parseIpv4(mask) ?? 1);
  if (mask !== undefined && bits === undefined) return fail(4, `route: bogus netmask ${mask}`);
  const prefix = host ? 32 : Number(length ?? bits ?? 32);
  if (((parseIpv4(ip) as number) & ~maskOf(prefix)) >>> 0 !== 0)
    return fail(3, "route: netmask doesn't match route address", USAGE);
  return withType(rest, `${ip}/${prefix}`);
}

/** A type stands before the destination. */
const withType = (rest: readonly string[], to: string): readonly string[] =>
  rest[0] === 'unreachable' ? ['unreachable', to, ...rest.slice(1)] : [to, ...rest];

function change(how: 'add' | 'del', words: readonly string[], context: Context): CommandResult {
  const asked = translated(words);
  if (isResult(asked)) return asked;
  const parsed = ipOptions([]);
  if (isResult(parsed)) return parsed;
  const done = dispatch(ROUTE.title, ROUTE.commands, [how, ...asked], { ...context, options: parsed.options });
  if (done.status === 0) return done;
  const said = done.err[0] ?? '';
  const call = how === 'add' ? 'SIOCADDRT' : 'SIOCDELRT';
  const reason = /Nexthop has invalid gateway|No such device/.test(said)
    ? 'Network is unreachable'
    : said.replace(/^RTNETLINK answers: /, '');
  return fail(7, `${call}: ${reason}`);
}

command('route', {
  usage: 'route [-n] | route {add|del} TARGET [netmask MASK] [gw GW] [dev DEV]',
  run(words, context): CommandResult {
    const plain = words.filter(word => word !== '-n' && word !== '-4');
    const [how, ...rest] = plain;
    if (how === undefined) return show(context);
    if (how === 'add' || how === 'del') return change(how, rest, context);
    if (how === '-h' || how === '--help') return fail(4, USAGE);
    return notSimulated(`route ${how}: use "ip route" for that`);
  },
  complete: () => ['-n', 'add', 'del', 'default', '-net', '-host', 'gw', 'netmask', 'dev'],
});
