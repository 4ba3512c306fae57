// bridge fdb: show, get, add, del, replace, append, flush (iproute2 bridge/fdb.c; checks of Linux br_fdb_add()). Only what
// belongs to a bridge (`master`) is there; addresses that a device itself listens to (`self`) are not simulated.
import {
  errorText,
  type FdbRow,
  fdbKey,
  fdbOf,
  fdbPut,
  fdbRemove,
  isVid,
  type NetdevRow,
  vlanFilter,
} from '../../net/index.js';
import { formatMac, parseMac } from '../../wire/index.js';
import { cannotFind } from '../ip/device-text.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { flag, readWords, type Subcommand, text } from '../words.js';
import type { BridgeContext } from './options.js';

const SHOW = { dev: text, br: text, brport: text, state: text, vlan: text, dynamic: flag } as const;

/** A row with the bridge whose table it stands in. */
interface Entry {
  readonly bridge: NetdevRow;
  readonly row: FdbRow;
}

/**
 * Every entry, in Linux' order: by port in order of joining, a port's newest row first and its own address last.
 */
function entries({ stack, ns }: BridgeContext): readonly Entry[] {
  return ns
    .devices()
    .filter(dev => dev.kind === 'bridge')
    .flatMap(bridge => {
      const rows = [...inVlans(stack, bridge), ...[...fdbOf(stack, bridge).rows.rows()].reverse()].map(row => ({
        bridge,
        row,
      }));
      const place = ({ row }: Entry) => stack.dev(row.port).ifindex;
      const own = ({ row }: Entry) => (row.mac === stack.dev(row.port).mac ? 1 : 0);
      return rows.sort((x, y) => place(x) - place(y) || own(x) - own(y) || y.row.learnt - x.row.learnt);
    });
}

/**
 * The addresses of a bridge and its ports in each of their VLANs (Linux br_fdb_add_local()). netstep keeps no rows for
 * them: they follow from who is a member of what. A bridge that does not filter shows none, as a kernel without VLANs.
 */
function inVlans(stack: BridgeContext['stack'], bridge: NetdevRow): FdbRow[] {
  if (!vlanFilter(stack, bridge.id).filtering) return [];
  const { members, rows } = fdbOf(stack, bridge);
  const taken = new Set<number | string>();
  const all = [...members.rows.rows()]
    .reverse()
    .sort((x, y) => Number(x.dev === bridge.id) - Number(y.dev === bridge.id));
  return all.flatMap(({ dev, vid }) => {
    const { mac } = stack.dev(dev);
    const key = fdbKey(mac, vid);
    if (taken.has(key) || rows.has(key)) return [];
    taken.add(key);
    return [{ mac, vid, port: dev, kind: 'permanent', learnt: rows.get(mac)?.learnt ?? 0 } as const];
  });
}

const STATE = { learned: '', permanent: 'permanent', static: 'static' } as const;

function write(context: BridgeContext, list: readonly Entry[], named: boolean): CommandResult {
  const { stack, options } = context;
  const { now } = stack.world;
  const records = list.map(({ bridge, row }) => {
    // Linux counts separately when an entry was last used as a destination. netstep counts what ageing looks at: when
    // its owner was last heard.
    const age = Math.floor(
      (now - (fdbOf(stack, bridge).seen.get(fdbKey(row.mac, row.vid)) ?? row.learnt)) / 1_000_000_000,
    );
    const name = stack.dev(row.port).name;
    const dev = named ? '' : `dev ${name} `;
    const vlan = row.vid === undefined ? '' : `vlan ${row.vid} `;
    const used = options.statistics ? `used ${age}/${age} ` : '';
    return {
      line: `${formatMac(row.mac)} ${dev}${vlan}${used}master ${bridge.name} ${STATE[row.kind]}`,
      json: {
        mac: formatMac(row.mac),
        ...(named ? {} : { ifname: name }),
        ...(row.vid === undefined ? {} : { vlan: row.vid }),
        ...(options.statistics ? { used: age, updated: age } : {}),
        flags: [],
        master: bridge.name,
        state: STATE[row.kind],
      },
    };
  });
  return options.json ? ok(JSON.stringify(records.map(r => r.json))) : ok(...records.map(r => r.line));
}

function show(words: readonly string[], context: BridgeContext): CommandResult {
  const { stack, ns } = context;
  const values = readWords(words, SHOW, 'dev', { bridge: 'br' });
  if (isResult(values)) return values;
  const { br, state } = values;
  const port = values.brport ?? values.dev;
  const vlan = Number.parseInt(values.vlan ?? '0', 10) || 0;
  if (br !== undefined && ns.device(br) === undefined) return fail(255, `Cannot find bridge device "${br}"`);
  if (port !== undefined && ns.device(port) === undefined) return cannotFind(port, 255);
  const wanted = entries(context).filter(({ bridge, row }) => {
    if (br !== undefined && bridge.name !== br) return false;
    if (port !== undefined && stack.dev(row.port).name !== port) return false;
    if (vlan !== 0 && row.vid !== vlan) return false;
    if (values.dynamic === true && row.kind !== 'learned') return false;
    return state === undefined || state === 'all' || state === STATE[row.kind];
  });
  return write(context, wanted, port !== undefined);
}

function get(words: readonly string[], context: BridgeContext): CommandResult {
  const spec = { mac: text, dev: text, br: text, brport: text, vlan: text } as const;
  const values = readWords(words, spec, 'mac', { to: 'mac' });
  if (isResult(values)) return values;
  const name = values.br ?? values.brport ?? values.dev;
  if (values.mac === undefined || name === undefined) return fail(255, 'Device and address are required arguments.');
  const mac = parseMac(values.mac);
  if (mac === undefined) return fail(255, `Invalid mac address ${values.mac}`);
  if (context.ns.device(name) === undefined) return cannotFind(name, 255);
  const here = ({ bridge, row }: Entry) => bridge.name === name || context.stack.dev(row.port).name === name;
  const vid = values.vlan === undefined ? undefined : Number.parseInt(values.vlan, 10) || undefined;
  const found = entries(context).filter(entry => entry.row.mac === mac && entry.row.vid === vid && here(entry));
  return found.length === 0 ? fail(254, 'Error: Fdb entry not found.') : write(context, found, false);
}

const CHANGE = {
  mac: text,
  dev: text,
  master: flag,
  self: flag,
  static: flag,
  temp: flag,
  permanent: flag,
  local: flag,
  dynamic: flag,
  vlan: text,
  dst: text,
} as const;

/** Reads `MAC dev PORT master [state]` and finds the bridge. */
function wanted(words: readonly string[], { stack, ns }: BridgeContext) {
  const values = readWords(words, CHANGE, 'mac', { to: 'mac' });
  if (isResult(values)) return values;
  if (values.dev === undefined || values.mac === undefined) {
    return fail(255, 'Device and address are required arguments.');
  }
  const mac = parseMac(values.mac);
  if (mac === undefined) return fail(255, `Invalid mac address ${values.mac}`);
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev, 255);
  if (values.dst !== undefined) return notSimulated('fdb entries of VXLANs', 255);
  const vid = values.vlan === undefined ? undefined : Number.parseInt(values.vlan, 10);
  if (vid !== undefined && !isVid(vid)) return fail(255, 'Error: invalid vlan id.');
  const own = values.self === true || values.master !== true;
  // iproute2 takes `self` where nothing is said; a bridge's own device is meant by it anyway.
  if (own && dev.kind !== 'bridge')
    return notSimulated('addresses a device itself listens to (self): add "master"', 255);
  if (dev.kind !== 'bridge' && dev.master === 0) return fail(255, `RTNETLINK answers: ${errorText('EOPNOTSUPP')}`);
  const bridge = dev.kind === 'bridge' ? dev : stack.dev(dev.master);
  const { members } = fdbOf(stack, bridge);
  // Linux br_fdb_add(), br_fdb_delete(): an entry of a VLAN that the port is not in is refused.
  if (vid !== undefined && members.get(dev.id, vid) === undefined)
    return fail(255, `RTNETLINK answers: ${errorText('EINVAL')}`);
  // Where no VLAN is named, all of the port's are meant.
  const all = vlanFilter(stack, bridge.id).filtering ? members.of(dev.id).map(row => row.vid) : [];
  const vids = vid === undefined ? [undefined, ...all] : [vid];
  const kind: FdbRow['kind'] = values.dynamic ? 'learned' : values.static || values.temp ? 'static' : 'permanent';
  return { bridge, rows: vids.map(each => ({ mac, vid: each, port: dev.id, kind })) };
}

function put(words: readonly string[], context: BridgeContext, exclusive: boolean): CommandResult {
  const want = wanted(words, context);
  if (isResult(want)) return want;
  for (const row of want.rows) {
    const error = fdbPut(context.stack, want.bridge, row, { create: true, exclusive });
    if (error !== undefined) return fail(255, `RTNETLINK answers: ${errorText(error)}`);
  }
  return ok();
}

function del(words: readonly string[], context: BridgeContext): CommandResult {
  const want = wanted(words, context);
  if (isResult(want)) return want;
  const { bridge, rows } = want;
  const table = fdbOf(context.stack, bridge).rows;
  const there = rows.filter(row => table.get(fdbKey(row.mac, row.vid))?.port === row.port);
  if (there.length === 0) return fail(255, `RTNETLINK answers: ${errorText('ENOENT')}`);
  for (const row of there) fdbRemove(context.stack, bridge, row);
  return ok();
}

const KINDS = { permanent: 'permanent', static: 'static', dynamic: 'learned' } as const;
const FLUSH = {
  dev: text,
  brport: text,
  master: flag,
  self: flag,
  permanent: flag,
  nopermanent: flag,
  static: flag,
  nostatic: flag,
  dynamic: flag,
  nodynamic: flag,
} as const;

/** Linux 6 differs from what one may expect: without `nopermanent` even the ports' own addresses go. */
function flush(words: readonly string[], context: BridgeContext): CommandResult {
  const { stack, ns } = context;
  const values = readWords(words, FLUSH, 'dev');
  if (isResult(values)) return values;
  const names = [values.dev, values.brport];
  if (values.dev === undefined) return fail(255, 'Device is a required argument.');
  for (const name of names) if (name !== undefined && ns.device(name) === undefined) return cannotFind(name, 255);
  const dev = ns.device(values.dev) as NetdevRow;
  if (dev.kind !== 'bridge' && dev.master === 0) return fail(255, `RTNETLINK answers: ${errorText('EOPNOTSUPP')}`);
  const bridge = dev.kind === 'bridge' ? dev.id : dev.master;
  const port = values.brport ?? (dev.kind === 'bridge' ? undefined : dev.name);
  const asked = (['permanent', 'static', 'dynamic'] as const).filter(kind => values[kind]);
  const spared = (['permanent', 'static', 'dynamic'] as const).filter(kind => values[`no${kind}`]);
  for (const { bridge: of, row } of entries(context)) {
    if (of.id !== bridge || (port !== undefined && stack.dev(row.port).name !== port)) continue;
    const wanted = asked.length === 0 || asked.some(kind => KINDS[kind] === row.kind);
    if (wanted && !spared.some(kind => KINDS[kind] === row.kind)) fdbRemove(stack, of, row);
  }
  return ok();
}

export const FDB = {
  title: 'bridge fdb',
  keywords: ['dev', 'br', 'brport', 'master', 'static', 'dynamic', 'permanent', 'state'],
  commands: [
    { names: ['show', 'lst', 'list'], run: show },
    { names: ['add'], run: (words, context) => put(words, context, true) },
    { names: ['append'], run: (words, context) => put(words, context, false) },
    { names: ['replace', 'change'], run: (words, context) => put(words, context, false) },
    { names: ['delete'], run: del },
    { names: ['get'], run: get },
    { names: ['flush'], run: flush },
  ] as readonly Subcommand<BridgeContext>[],
};
