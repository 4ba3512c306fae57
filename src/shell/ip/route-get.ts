// ip route get: which way a packet to an address would take (Linux inet_rtm_getroute(), iproute2 print_route()).
import {
  type ConfigError,
  errorText,
  exceptionFor,
  isLocal,
  type RouteType,
  selectSource,
  validateSource,
  wayTo,
} from '../../net/index.js';
import { formatIpv4 } from '../../wire/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { address, prefix } from '../values.js';
import { flag, readWords, text } from '../words.js';
import { cannotFind } from './device-text.js';
import { type IpContext, listing } from './options.js';

const REFUSED: Readonly<Partial<Record<RouteType, ConfigError>>> = {
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
  blackhole: 'EINVAL',
};
const refuse = (error: ConfigError): CommandResult => fail(2, `RTNETLINK answers: ${errorText(error)}`);

export function get(words: readonly string[], context: IpContext): CommandResult {
  const { ns, stack } = context;
  const spec = { to: prefix, from: address('any valid address'), oif: text, iif: text, fibmatch: flag } as const;
  const values = readWords(words, spec, 'to', { dev: 'oif' });
  if (isResult(values)) return values;
  if (values.fibmatch === true) return notSimulated('fibmatch: ip route show match ADDRESS lists what matches');
  const { to, from } = values;
  if (to === undefined) return fail(1, 'need at least a destination address');
  if (values.iif !== undefined) return getInput(to.address, from, values.iif, context);
  if (values.oif !== undefined && ns.device(values.oif) === undefined) return cannotFind(values.oif);
  if (from !== undefined && !isLocal(ns, from)) return refuse('EINVAL');
  const dst = to.address;
  const oif = values.oif === undefined ? undefined : ns.device(values.oif);
  const way = wayTo(stack, ns, dst, oif?.id);
  if (way === undefined) return refuse('ENETUNREACH');
  const { route } = way;
  const refusal = REFUSED[route.type];
  if (refusal !== undefined) return refuse(refusal);
  const dev = stack.dev(route.dev);
  const own = route.type === 'local' ? dst : undefined;
  const gateway = way.nextHop === dst ? undefined : way.nextHop;
  const src = from ?? route.src ?? own ?? selectSource(ns, dev, gateway ?? dst);
  const name = route.type === 'local' ? 'lo' : dev.name;
  const marks = { local: ['local'], broadcast: ['local', 'brd'] }[route.type as string] ?? [];
  const facts: readonly (readonly [string, string, string | undefined])[] = [
    ['from', 'from', from === undefined ? undefined : formatIpv4(from)],
    ['via', 'gateway', gateway === undefined ? undefined : formatIpv4(gateway)],
    ['dev', 'dev', name],
    ['src', 'prefsrc', from !== undefined || src === undefined ? undefined : formatIpv4(src)],
  ];
  const given = facts.filter(([, , value]) => value !== undefined);
  const kind = route.type === 'unicast' ? [] : [route.type];
  const first = [...kind, formatIpv4(dst), ...given.map(([word, , value]) => `${word} ${value}`), 'uid 0'];
  // Linux counts in its own ticks: of 600 s all but 599 whole ones are left at once.
  const told = exceptionFor(ns, way, dst, stack.world.now);
  const seconds = told && Math.floor((told.expires - stack.world.now - 1) / 1e9);
  const flags = told?.gateway === undefined ? marks : [...marks, 'redirected'];
  const metrics = [
    ...(told === undefined ? [] : [`expires ${seconds}sec`]),
    ...(told?.mtu === undefined ? [] : [`mtu ${told.locked ? 'lock ' : ''}${told.mtu}`]),
  ];
  const cache = `    ${['cache', ...(flags.length === 0 ? [] : [`<${flags.join(',')}>`]), ...metrics].join(' ')} `;
  const json = {
    ...(route.type === 'unicast' ? {} : { type: route.type }),
    dst: formatIpv4(dst),
    ...Object.fromEntries(given.map(([, key, value]) => [key, value])),
    flags: [],
    uid: 0,
    cache: flags,
    ...(told === undefined ? {} : { expires: seconds }),
    ...(told?.mtu === undefined ? {} : { metrics: [{ mtu: told.mtu }] }),
  };
  return ok(...listing([{ lines: [`${first.join(' ')} `, cache], json }], context.options));
}

/** The way of a packet that comes in by a device (Linux ip_route_input_rcu()): would it stay, go on, or be refused? */
function getInput(
  dst: number,
  from: number | undefined,
  iif: string,
  { ns, stack, options }: IpContext,
): CommandResult {
  const dev = ns.device(iif);
  if (dev === undefined) return cannotFind(iif);
  const src = from ?? 0;
  const way = wayTo(stack, ns, dst);
  if (way === undefined) return refuse(ns.inDev(dev.id).forwarding ? 'ENETUNREACH' : 'EHOSTUNREACH');
  const { route } = way;
  const refusal = REFUSED[route.type];
  if (refusal !== undefined) return refuse(refusal);
  const stays = route.type === 'local' || route.type === 'broadcast';
  if (!stays && !ns.inDev(dev.id).forwarding) return refuse('EHOSTUNREACH');
  const verdict = validateSource(stack, ns, src, dev.id, stays ? 0 : way.dev);
  if (verdict !== 'fine' && verdict !== 'on-link') return refuse('EINVAL');
  const gateway = way.nextHop === dst ? undefined : way.nextHop;
  const name = stays ? 'lo' : stack.dev(way.dev).name;
  const facts = [
    ...(from === undefined ? [] : [`from ${formatIpv4(from)}`]),
    ...(gateway === undefined ? [] : [`via ${formatIpv4(gateway)}`]),
    `dev ${name}`,
  ];
  const kind = route.type === 'unicast' ? [] : [route.type];
  const marks = { local: ['local'], broadcast: ['local', 'brd'] }[route.type as string] ?? [];
  const cache = `    ${['cache', ...(marks.length === 0 ? [] : [`<${marks.join(',')}>`]), `iif ${iif}`].join(' ')} `;
  const json = {
    ...(route.type === 'unicast' ? {} : { type: route.type }),
    dst: formatIpv4(dst),
    ...(from === undefined ? {} : { from: formatIpv4(from) }),
    ...(gateway === undefined ? {} : { gateway: formatIpv4(gateway) }),
    dev: name,
    flags: [],
    cache: marks,
    iif,
  };
  return ok(...listing([{ lines: [`${[...kind, formatIpv4(dst), ...facts].join(' ')} `, cache], json }], options));
}
