// ip route: add, del, replace, change, flush (iproute2 ip/iproute.c; checks of Linux fib_semantics.c). Showing is in
// route-show.ts, asking for a way in route-get.ts.
import {
  addRoute,
  deleteRoute,
  errorText,
  flushExceptions,
  isLocal,
  type NetdevRow,
  type Netns,
  type RouteRow,
  type RouteType,
  routeKey,
} from '../../net/index.js';
import { maskOf } from '../../wire/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { address, prefix, unsigned } from '../values.js';
import { flag, type Read, readWords, type Subcommand, text } from '../words.js';
import { scope } from './address.js';
import { cannotFind } from './device-text.js';
import type { IpContext } from './options.js';
import { get } from './route-get.js';
import { matchRoutes, show } from './route-show.js';

export const ROUTE_TYPES: readonly RouteType[] = [
  'unicast',
  'local',
  'broadcast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
];

export const table: Read<RouteRow['table'] | 'all'> = word => {
  const name = { '253': 'default', '254': 'main', '255': 'local' }[word] ?? word;
  if (name === 'main' || name === 'local' || name === 'default' || name === 'all') return name;
  return notSimulated(`routing tables other than local, main and default: ${word}`);
};

export const proto: Read<RouteRow['proto']> = word => {
  const known = (['kernel', 'boot', 'static', 'dhcp'] as const).find(name => name === word);
  return known ?? notSimulated(`routes of protocol ${word}: there are kernel, boot, static and dhcp`);
};

/** An attribute that routes have in Linux and not here. */
const missing =
  (what: string): Read<never> =>
  () =>
    notSimulated(what);

const SPEC = {
  to: prefix,
  via: address('inet address'),
  dev: text,
  src: address('any valid address'),
  metric: unsigned('"metric" value is invalid'),
  proto,
  scope,
  table,
  onlink: flag,
  mtu: missing('the MTU of a route: ip link set DEV mtu sets that of a device'),
  nexthop: missing('routes with several next hops: another metric gives a route to fall back to'),
  tos: missing('routes by TOS'),
  advmss: missing('advmss of a route: it follows from the MTU'),
  hoplimit: missing('hoplimit of a route: sysctl net.ipv4.ip_default_ttl sets that of the host'),
} as const;
const ADD_USAGE =
  'Usage: ip route add [ TYPE ] PREFIX [ via ADDRESS ] [ dev DEV ] [ src ADDRESS ] [ metric N ] [ table NAME ] [ onlink ]';
const ALIASES = { priority: 'metric', preference: 'metric', oif: 'dev', protocol: 'proto' } as const;

/** What `add` and `del` are told. */
function wanted(words: readonly string[]) {
  const type = ROUTE_TYPES.find(t => t === words[0]);
  const rest = type === undefined ? words : words.slice(1);
  // `via inet ADDRESS` names the family that is meant anyway.
  const plain = rest.filter((word, i) => !(word === 'inet' && rest[i - 1] === 'via'));
  const values = readWords(plain, SPEC, 'to', ALIASES);
  return isResult(values) ? values : { ...values, type };
}

type Wanted = Exclude<ReturnType<typeof wanted>, CommandResult>;

const refuse = (message: string): CommandResult => fail(2, `Error: ${message}.`);

/** The device a gateway is reached by, over a route of this link (Linux fib_check_nh_v4_gw()). */
function gatewayDevice(ns: Netns, gateway: number, dev: NetdevRow | undefined): number | undefined {
  const reach = ns.sortedRoutes().find(r => {
    const direct = r.gateway === undefined && (r.type === 'unicast' || r.type === 'local');
    return direct && (dev === undefined || r.dev === dev.id) && ((r.dst ^ gateway) & maskOf(r.prefix)) === 0;
  });
  return reach?.dev;
}

/** Makes a route of what was asked for, or says with the kernel's words why not. */
function build(want: Wanted, { ns }: IpContext): RouteRow | CommandResult {
  const { to, via, type = 'unicast', onlink } = want;
  if (to === undefined) return fail(2, 'RTNETLINK answers: No such device');
  const dev = want.dev === undefined ? undefined : ns.device(want.dev);
  if (want.dev !== undefined && dev === undefined) return cannotFind(want.dev);
  if (want.table === 'all') return notSimulated('a table called all');
  if ((to.address & ~maskOf(to.prefix)) >>> 0 !== 0) return refuse('Invalid prefix for given prefix length');
  const own = type === 'local' || type === 'broadcast';
  const base = {
    table: want.table ?? (own ? 'local' : 'main'),
    type,
    dst: to.address,
    prefix: to.prefix,
    src: want.src,
    proto: want.proto ?? 'boot',
    metric: want.metric ?? 0,
  } as const;
  if (type === 'blackhole' || type === 'unreachable' || type === 'prohibit' || type === 'throw') {
    if (via !== undefined || dev !== undefined) return fail(2, `RTNETLINK answers: ${errorText('EINVAL')}`);
    return { ...base, gateway: undefined, dev: 0, scope: want.scope ?? 'global' };
  }
  let out = dev?.id;
  if (via === undefined) {
    if (dev === undefined) return fail(2, `RTNETLINK answers: ${errorText('ENODEV')}`);
    if (!dev.up) return refuse('Device for nexthop is not up');
  } else if (onlink) {
    if (dev === undefined) return refuse('Nexthop device required for onlink');
    if (!dev.up) return refuse('Nexthop device is not up');
    if (isLocal(ns, via)) return refuse('Nexthop has invalid gateway');
  } else {
    out = gatewayDevice(ns, via, dev);
    if (out === undefined) return refuse('Nexthop has invalid gateway');
  }
  if (want.src !== undefined && !isLocal(ns, want.src)) return refuse('Invalid prefsrc address');
  const usual = type === 'local' ? 'host' : type === 'broadcast' || via === undefined ? 'link' : 'global';
  return { ...base, gateway: via, dev: out as number, scope: want.scope ?? usual };
}

function add(words: readonly string[], context: IpContext, how: 'add' | 'change' | 'replace'): CommandResult {
  const { stack, ns } = context;
  if (words.length === 0) return fail(255, ADD_USAGE);
  const want = wanted(words);
  if (isResult(want)) return want;
  const route = build(want, context);
  if (isResult(route)) return route;
  const known = ns.routes.has(routeKey(route));
  if (how === 'change' && !known) return fail(2, `RTNETLINK answers: ${errorText('ENOENT')}`);
  if (how !== 'add' && known) deleteRoute(stack, ns, routeKey(route));
  const error = addRoute(stack, ns, route);
  return error === undefined ? ok() : fail(2, `RTNETLINK answers: ${errorText(error)}`);
}

function del(words: readonly string[], context: IpContext): CommandResult {
  const { stack, ns } = context;
  const want = wanted(words);
  if (isResult(want)) return want;
  const { to, via, src, metric, type } = want;
  const dev = want.dev === undefined ? undefined : ns.device(want.dev);
  if (want.dev !== undefined && dev === undefined) return cannotFind(want.dev);
  const name = want.table ?? (type === 'local' || type === 'broadcast' ? 'local' : 'main');
  const found = ns.sortedRoutes().find(r => {
    if (r.table !== name || r.dst !== (to?.address ?? 0) || r.prefix !== (to?.prefix ?? 0)) return false;
    const asked = [
      [type, r.type],
      [via, r.gateway],
      [dev?.id, r.dev],
      [src, r.src],
      [metric, r.metric],
      [want.proto, r.proto],
      [want.scope, r.scope],
    ];
    return asked.every(([wish, has]) => wish === undefined || wish === has);
  });
  const error = found === undefined ? 'ESRCH' : deleteRoute(stack, ns, routeKey(found));
  return error === undefined ? ok() : fail(2, `RTNETLINK answers: ${errorText(error)}`);
}

function flush(words: readonly string[], context: IpContext): CommandResult {
  if (words.length === 0) return fail(1, '"ip route flush" requires arguments.');
  // Linux has no route cache any more; what routers have told (path MTUs, redirects) is what is forgotten.
  if (words[0] === 'cache') {
    flushExceptions(context.stack, context.ns);
    return ok();
  }
  const found = matchRoutes(words, context);
  if (isResult(found)) return found;
  for (const route of found.routes) deleteRoute(context.stack, context.ns, routeKey(route));
  if (!context.options.statistics) return ok();
  if (found.routes.length === 0) return ok('Nothing to flush.');
  return ok('', `*** Round 1, deleting ${found.routes.length} entries ***`, '*** Flush is complete after 1 round ***');
}

export const ROUTE = {
  name: 'route',
  title: 'ip route',
  keywords: ['default', 'via', 'dev', 'src', 'metric', 'proto', 'scope', 'table', 'onlink', ...ROUTE_TYPES],
  commands: [
    { names: ['list', 'show', 'lst'], run: show },
    { names: ['get'], run: get },
    { names: ['add'], run: (words, context) => add(words, context, 'add') },
    { names: ['change', 'chg'], run: (words, context) => add(words, context, 'change') },
    { names: ['replace'], run: (words, context) => add(words, context, 'replace') },
    {
      names: ['prepend', 'append', 'test'],
      run: () => notSimulated('several routes to one destination and metric: give this one another metric'),
    },
    { names: ['delete'], run: del },
    { names: ['flush'], run: flush },
    { names: ['save', 'restore', 'showdump'], run: () => notSimulated('saving and restoring routes') },
  ] as readonly Subcommand<IpContext>[],
};
