// ip (iproute2 6.1): options, then an object, then what to do with it. Objects are files in ../ip.

import { command } from '../command.js';
import { ADDRESS } from '../ip/address.js';
import { LINK } from '../ip/link.js';
import { NEIGH } from '../ip/neigh.js';
import { type IpContext, type IpOptions, ipOptions } from '../ip/options.js';
import { ROUTE } from '../ip/route.js';
import { RULE } from '../ip/rule.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { dispatch, matches, type Subcommand } from '../words.js';
import { IP_USAGE } from './ip-usage.js';

interface IpObject {
  readonly name: string;
  readonly title: string;
  readonly commands: readonly Subcommand<IpContext>[];
  readonly keywords: readonly string[];
}

/** iproute2's objects in its own order, on which abbreviations depend; undefined: not simulated. */
const OBJECTS: readonly (readonly [name: string, object: IpObject | undefined])[] = [
  ['address', ADDRESS],
  ['addrlabel', undefined],
  ['maddress', undefined],
  ['route', ROUTE],
  ['rule', RULE],
  ['neighbor', NEIGH],
  ['neighbour', NEIGH],
  ['ntable', undefined],
  ['ntbl', undefined],
  ['link', LINK],
  ...['l2tp', 'fou', 'ila', 'macsec', 'tunnel', 'tunl', 'tuntap', 'tap', 'token', 'tcpmetrics', 'monitor'].map(
    name => [name, undefined] as const,
  ),
  ...['xfrm', 'mroute', 'mrule', 'netns', 'netconf', 'vrf', 'sr', 'nexthop', 'mptcp', 'ioam', 'amt', 'stats'].map(
    name => [name, undefined] as const,
  ),
];

function run(words: readonly string[], context: Parameters<Subcommand<IpContext>['run']>[1]): CommandResult {
  const [word, ...rest] = words;
  if (word === undefined || matches(word, 'help')) return fail(255, ...IP_USAGE);
  const found = OBJECTS.find(([name]) => matches(word, name));
  if (found === undefined) return fail(1, `Object "${word}" is unknown, try "ip help".`);
  const [name, object] = found;
  if (object === undefined) return notSimulated(`ip ${name}`);
  if (context.options.details && object !== LINK) return notSimulated(`ip -details ${name}`);
  return dispatch(object.title, object.commands, rest, context);
}

/** What `complete` offers after the words typed so far. */
function candidates(words: readonly string[]): readonly string[] {
  const [word, second] = words.filter(w => !w.startsWith('-'));
  if (word === undefined) return ['address', 'link', 'neigh', 'route', 'rule', '-s', '-br', '-j', '-o', '-4'];
  const object = OBJECTS.find(([name]) => matches(word, name))?.[1];
  if (object === undefined) return [];
  return second === undefined ? object.commands.flatMap(c => c.names.slice(0, 1)) : object.keywords;
}

command('ip', {
  usage: 'ip [-s] [-br] [-j] [-o] [-4] { address | link | route | neigh | rule } [COMMAND ...]',
  run(words, context) {
    const parsed = ipOptions(words);
    if (isResult(parsed)) return parsed;
    const { options, rest } = parsed;
    if (options.version) return ok('ip utility, iproute2-6.1.0');
    return run(rest, { ...context, options: options satisfies IpOptions });
  },
  complete: candidates,
});
