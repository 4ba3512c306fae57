// ip route show: the routes of a table as iproute2 writes them (print_route()), in the order of Linux' fib_trie.
import type { RouteRow, Stack } from '../../net/index.js';
import { formatIpv4, maskOf } from '../../wire/index.js';
import { type CommandResult, isResult, ok } from '../result.js';
import { address, prefix } from '../values.js';
import { type Read, readWords, text } from '../words.js';
import { scope } from './address.js';
import { cannotFind } from './device-text.js';
import { type IpContext, listing } from './options.js';
import { proto, ROUTE_TYPES, table } from './route.js';

const type: Read<RouteRow['type']> = word => ROUTE_TYPES.find(t => t === word) as RouteRow['type'];

/** Which routes are wanted. Thunks, as the readers stand in a file that imports this one. */
const spec = () =>
  ({
    exact: prefix,
    root: prefix,
    match: prefix,
    via: address('inet address'),
    dev: text,
    src: address('any valid address'),
    table,
    proto,
    scope,
    type,
  }) as const;

/** What the filter has named already is not said again with every route. */
export interface Named {
  readonly via: boolean;
  readonly dev: boolean;
  readonly proto: boolean;
  readonly scope: boolean;
  readonly table: boolean;
}

/** The routes that the words ask for, in the order of the trie: by destination, the longer prefix first, by metric. */
export function matchRoutes(
  words: readonly string[],
  { ns }: IpContext,
): { readonly routes: readonly RouteRow[]; readonly named: Named } | CommandResult {
  const plain = words.filter(word => word !== 'to');
  // A type may stand alone; after a keyword the same word is that keyword's value (`table local`).
  const keywords = Object.keys(spec());
  const isType = (word: string, i: number) =>
    ROUTE_TYPES.some(t => t === word) && !keywords.includes(plain[i - 1] ?? '');
  const typed = plain.flatMap((word, i) => (isType(word, i) ? ['type', word] : [word]));
  const values = readWords(typed, spec(), 'exact', { oif: 'dev', protocol: 'proto' });
  if (isResult(values)) return values;
  const { exact, root, match, via, src } = values;
  const dev = values.dev === undefined ? undefined : ns.device(values.dev);
  if (values.dev !== undefined && dev === undefined) return cannotFind(values.dev);
  const within = (inner: { address: number }, outer: { address: number; prefix: number }) =>
    ((inner.address ^ outer.address) & maskOf(outer.prefix)) === 0;
  const name = values.table ?? (values.type === 'local' || values.type === 'broadcast' ? 'local' : 'main');
  const routes = [...ns.routes.rows()].filter(r => {
    const here = { address: r.dst, prefix: r.prefix };
    if (name !== 'all' && r.table !== name) return false;
    if (exact !== undefined && !(r.prefix === exact.prefix && r.dst === exact.address)) return false;
    if (root !== undefined && !(r.prefix >= root.prefix && within(here, root))) return false;
    if (match !== undefined && !(r.prefix <= match.prefix && within(match, here))) return false;
    const asked = [
      [via, r.gateway],
      [dev?.id, r.dev],
      [src, r.src],
      [values.proto, r.proto],
      [values.scope, r.scope],
      [values.type, r.type],
    ];
    return asked.every(([wish, has]) => wish === undefined || wish === has);
  });
  const tables = ['default', 'main', 'local'];
  routes.sort(
    (x, y) =>
      tables.indexOf(x.table) - tables.indexOf(y.table) || x.dst - y.dst || y.prefix - x.prefix || x.metric - y.metric,
  );
  const named = {
    via: via !== undefined,
    dev: dev !== undefined,
    proto: values.proto !== undefined,
    scope: values.scope !== undefined,
    table: name !== 'all',
  };
  return { routes, named };
}

export const destination = (r: RouteRow): string => {
  if (r.prefix === 0) return 'default';
  return r.prefix === 32 ? formatIpv4(r.dst) : `${formatIpv4(r.dst)}/${r.prefix}`;
};

/** Linux RTNH_F_LINKDOWN: the device is up but has no carrier; the route is used all the same. */
function flags(stack: Stack, r: RouteRow): readonly string[] {
  const dev = r.dev === 0 ? undefined : stack.netdevs.get(r.dev);
  return dev?.up === true && !dev.running && r.type !== 'local' ? ['linkdown'] : [];
}

function record(stack: Stack, r: RouteRow, named: Named) {
  const dev = r.dev === 0 || named.dev ? undefined : stack.dev(r.dev).name;
  const facts: readonly (readonly [word: string, key: string, value: string | number | undefined])[] = [
    ['via', 'gateway', r.gateway === undefined || named.via ? undefined : formatIpv4(r.gateway)],
    ['dev', 'dev', dev],
    ['table', 'table', named.table || r.table === 'main' ? undefined : r.table],
    ['proto', 'protocol', r.proto === 'boot' || named.proto ? undefined : r.proto],
    ['scope', 'scope', r.scope === 'global' || named.scope ? undefined : r.scope],
    ['src', 'prefsrc', r.src === undefined ? undefined : formatIpv4(r.src)],
    ['metric', 'metric', r.metric === 0 ? undefined : r.metric],
  ];
  const given = facts.filter(([, , value]) => value !== undefined);
  const kind = r.type === 'unicast' ? [] : [r.type];
  const words = [...kind, destination(r), ...given.map(([word, , value]) => `${word} ${value}`), ...flags(stack, r)];
  return {
    lines: [`${words.join(' ')} `],
    json: {
      ...(r.type === 'unicast' ? {} : { type: r.type }),
      dst: destination(r),
      ...Object.fromEntries(given.map(([, key, value]) => [key, value])),
      flags: flags(stack, r),
    },
  };
}

export function show(words: readonly string[], context: IpContext): CommandResult {
  const found = matchRoutes(words, context);
  if (isResult(found)) return found;
  return ok(
    ...listing(
      found.routes.map(r => record(context.stack, r, found.named)),
      context.options,
    ),
  );
}
