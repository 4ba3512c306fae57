// ip address: show, add, del, replace, flush (iproute2 ip/ipaddress.c; errors worded by Linux net/ipv4/devinet.c).
import { type AddrRow, addAddress, deleteAddress, isSecondary, type NetdevRow } from '../../net/index.js';
import { broadcastOf, formatIpv4 } from '../../wire/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { address, prefix } from '../values.js';
import { flag, matching, type Read, readWords, type Subcommand, text } from '../words.js';
import { briefHead, cannotFind, deviceJson, doesNotExist, headline, linkLine, statistics } from './device-text.js';
import { type IpContext, listing } from './options.js';

type Scope = AddrRow['scope'];

export const scope: Read<Scope> = word => {
  const found = matching(word, ['global', 'link', 'host'] as const);
  return found ?? fail(255, `Error: argument "${word}" is wrong: invalid "scope" value.`, '');
};

const CHANGE = {
  local: prefix,
  dev: text,
  broadcast: (word: string) => (word === '+' || word === '-' ? word : address('inet address')(word)),
  scope,
  label: text,
  metric: (word: string) => notSimulated(`metrics of addresses: metric ${word}; a metric can be given to a route`),
  peer: (word: string) => notSimulated(`point-to-point addresses: peer ${word}`),
} as const;
const ALIASES = { brd: 'broadcast', remote: 'peer' } as const;

interface Wanted {
  readonly dev: NetdevRow;
  readonly row: AddrRow;
  /** The prefix length was written. */
  readonly given: boolean;
}

/** Reads what `add` and `del` are to do, in the order in which iproute2 complains. */
function wanted(words: readonly string[], { ns }: IpContext): Wanted | CommandResult {
  const values = readWords(words, CHANGE, 'local', ALIASES);
  if (isResult(values)) return values;
  if (values.dev === undefined) return fail(1, 'Not enough information: "dev" argument is required.');
  const { local, label } = values;
  if (label !== undefined && !label.startsWith(values.dev)) {
    return fail(1, `"dev" (${values.dev}) must match "label" (${label}).`);
  }
  if (label !== undefined && label !== values.dev) return notSimulated(`labels of addresses: ${label}`);
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev);
  if (local === undefined) return fail(2, 'RTNETLINK answers: Invalid argument');
  const broadcast = values.broadcast === '+' ? broadcastOf(local.address, local.prefix) : values.broadcast;
  const row: AddrRow = {
    dev: dev.id,
    ip: local.address,
    prefix: local.prefix,
    broadcast: typeof broadcast === 'number' ? broadcast : undefined,
    scope: values.scope ?? (local.address >>> 24 === 127 ? 'host' : 'global'),
  };
  return { dev, row, given: local.given };
}

function add(words: readonly string[], context: IpContext, replace: boolean): CommandResult {
  const want = wanted(words, context);
  if (isResult(want)) return want;
  const error = addAddress(context.stack, context.ns, want.row);
  if (error === undefined || replace) return ok();
  return fail(2, 'Error: ipv4: Address already assigned.');
}

function del(words: readonly string[], context: IpContext): CommandResult {
  const want = wanted(words, context);
  if (isResult(want)) return want;
  const { row, given } = want;
  const warning = given
    ? []
    : [
        'Warning: Executing wildcard deletion to stay compatible with old scripts.',
        `         Explicitly specify the prefix length (${formatIpv4(row.ip)}/32) to avoid this warning.`,
        '         This special behaviour is likely to disappear in further releases,',
        '         fix your scripts!',
      ];
  const error = deleteAddress(context.stack, context.ns, row.dev, row.ip, given ? row.prefix : undefined);
  return error === undefined ? { ...ok(), err: warning } : fail(2, ...warning, 'Error: ipv4: Address not found.');
}

const FILTER = { dev: text, to: prefix, scope, up: flag, master: text, type: text } as const;

/** The devices and addresses that a filter lets pass. */
function filtered(words: readonly string[], { ns, stack }: IpContext) {
  const values = readWords(words, FILTER, 'dev');
  if (isResult(values)) return values;
  const { to, dev, master } = values;
  if (dev !== undefined && ns.device(dev) === undefined) return doesNotExist(dev);
  if (master !== undefined && ns.device(master) === undefined) return fail(255, `Device does not exist: ${master}`);
  const devices = ns
    .devices()
    .filter(d => dev === undefined || d.name === dev)
    .filter(d => values.up !== true || d.up)
    .filter(d => master === undefined || (d.master !== 0 && stack.dev(d.master).name === master))
    .filter(d => values.type === undefined || d.kind === values.type);
  const matches = (a: AddrRow) =>
    (values.scope === undefined || a.scope === values.scope) &&
    (to === undefined || ((a.ip ^ to.address) >>> 0) >>> 0 < 2 ** (32 - to.prefix));
  const inet = to !== undefined;
  return { devices, matches, inet, selective: inet || values.scope !== undefined };
}

function addressesOf({ ns }: IpContext, dev: NetdevRow): readonly AddrRow[] {
  const mine = [...ns.addrs.rows()].filter(a => a.dev === dev.id);
  // Linux keeps the first addresses of their networks before the others.
  return [...mine.filter(a => !isSecondary(ns, a)), ...mine.filter(a => isSecondary(ns, a))];
}

function addressLines({ ns }: IpContext, dev: NetdevRow, a: AddrRow): readonly [string, string] {
  const brd = a.broadcast === undefined ? '' : `brd ${formatIpv4(a.broadcast)} `;
  const secondary = isSecondary(ns, a) ? 'secondary ' : '';
  return [
    `    inet ${formatIpv4(a.ip)}/${a.prefix} ${brd}scope ${a.scope} ${secondary}${dev.name}`,
    '       valid_lft forever preferred_lft forever',
  ];
}

const addressJson = ({ ns }: IpContext, dev: NetdevRow, a: AddrRow) => ({
  family: 'inet',
  local: formatIpv4(a.ip),
  prefixlen: a.prefix,
  ...(a.broadcast === undefined ? {} : { broadcast: formatIpv4(a.broadcast) }),
  scope: a.scope,
  ...(isSecondary(ns, a) ? { secondary: true } : {}),
  label: dev.name,
  valid_life_time: 0xffffffff,
  preferred_life_time: 0xffffffff,
});

function record(context: IpContext, dev: NetdevRow, addrs: readonly AddrRow[]) {
  const { stack, options } = context;
  if (options.brief) {
    const list = addrs.map(a => `${formatIpv4(a.ip)}/${a.prefix} `).join('');
    const info = addrs.map(a => ({ local: formatIpv4(a.ip), prefixlen: a.prefix }));
    const json = { ifname: dev.name, operstate: deviceJson(stack, dev, false).operstate, addr_info: info };
    return { lines: [briefHead(stack, dev) + list], json };
  }
  const counters = options.statistics ? statistics(stack, dev) : undefined;
  const lines = [
    headline(stack, dev, false),
    ...(options.ipv4 ? [] : [linkLine(dev)]),
    ...addrs.flatMap(a => addressLines(context, dev, a)),
    ...(counters?.lines ?? []),
  ];
  const info = addrs.map(a => addressJson(context, dev, a));
  const json = {
    ...deviceJson(stack, dev, false),
    addr_info: info,
    ...(counters === undefined ? {} : { stats64: counters.json }),
  };
  return { lines, json };
}

function show(words: readonly string[], context: IpContext): CommandResult {
  const filter = filtered(words, context);
  if (isResult(filter)) return filter;
  const { devices, matches, inet, selective } = filter;
  // A prefix names its family: nothing of the link is shown then.
  const options = inet ? { ...context.options, ipv4: true } : context.options;
  const chosen = devices
    .map(dev => ({ dev, addrs: addressesOf(context, dev).filter(matches) }))
    .filter(({ addrs }) => addrs.length > 0 || !(selective || options.ipv4));
  if (options.oneline && !options.brief && !options.json) {
    const each = chosen.flatMap(({ dev, addrs }) => addrs.map(a => ({ dev, lines: addressLines(context, dev, a) })));
    return ok(...each.map(({ dev, lines }) => `${dev.ifindex}: ${dev.name}${lines.join('\\')}`));
  }
  return ok(
    ...listing(
      chosen.map(({ dev, addrs }) => record({ ...context, options }, dev, addrs)),
      options,
    ),
  );
}

function flush(words: readonly string[], context: IpContext): CommandResult {
  if (words.length === 0) return fail(1, 'Flush requires arguments.');
  const filter = filtered(words, context);
  if (isResult(filter)) return filter;
  const gone = filter.devices.flatMap(dev => addressesOf(context, dev).filter(filter.matches));
  for (const a of gone) deleteAddress(context.stack, context.ns, a.dev, a.ip, a.prefix);
  if (!context.options.statistics) return ok();
  if (gone.length === 0) return ok('Nothing to flush.');
  return ok('', `*** Round 1, deleting ${gone.length} addresses ***`, '*** Flush is complete after 1 round ***');
}

export const ADDRESS = {
  name: 'address',
  title: 'ip address',
  keywords: ['dev', 'scope', 'to', 'up', 'broadcast'],
  commands: [
    { names: ['show', 'list', 'lst'], run: show },
    { names: ['add'], run: (words, context) => add(words, context, false) },
    { names: ['change', 'chg', 'replace'], run: (words, context) => add(words, context, true) },
    { names: ['delete'], run: del },
    { names: ['flush'], run: flush },
    { names: ['save', 'restore', 'showdump'], run: () => notSimulated('saving and restoring addresses') },
  ] as readonly Subcommand<IpContext>[],
};
