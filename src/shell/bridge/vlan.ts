// bridge vlan: show, add, del (iproute2 bridge/vlan.c; checks of Linux br_afspec() and br_vlan_info()). Numbers are read as
// iproute2 reads them: atoi() into a short, so that "12abc" is 12 and "70000" is 4464.
import { type BridgeVlanRow, errorText, fdbOf, isVid, type NetdevRow, vlanAdd, vlanDelete } from '../../net/index.js';
import { cannotFind } from '../ip/device-text.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { incomplete, readWords, type Subcommand, text } from '../words.js';
import type { BridgeContext } from './options.js';

/** C's atoi() into a 16-bit signed number. */
const short = (word: string): number => (Number.parseInt(/^\s*[+-]?\d+/.exec(word)?.[0] ?? '0', 10) << 16) >> 16;
const unsigned = (n: number): number => n & 0xffff;
const TOO_MANY = 4096;

interface Wanted {
  readonly dev: NetdevRow;
  readonly bridge: NetdevRow;
  readonly first: number;
  readonly last: number;
  readonly flags: { readonly pvid: boolean; readonly untagged: boolean };
}

/** What was written: later words win, words that are none are passed over, as iproute2 does. */
function read(words: readonly string[]): Readonly<Partial<Record<string, string>>> | CommandResult {
  const out: Record<string, string> = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === 'dev' || word === 'vid') {
      const value = words[++i];
      if (value === undefined) return incomplete();
      out[word] = value;
    } else if (['self', 'master', 'pvid', 'untagged'].includes(word)) out[word] = word;
    else if (word === 'tunnel_info') return notSimulated('VLANs in tunnels: tunnel_info', 255);
  }
  return out;
}

function wanted(words: readonly string[], { stack, ns }: BridgeContext): Wanted | CommandResult {
  const values = read(words);
  if (isResult(values)) return values;
  const { dev: name, vid } = values;
  if (name === undefined || vid === undefined) return fail(255, 'Device and VLAN ID are required arguments.');
  const dev = ns.device(name);
  if (dev === undefined) return fail(255, `Cannot find bridge device "${name}"`);
  const dash = vid.indexOf('-');
  const first = short(dash < 0 ? vid : vid.slice(0, dash));
  const last = dash < 0 ? first : short(vid.slice(dash + 1));
  if (first >= TOO_MANY) return fail(255, `Invalid VLAN ID "${unsigned(first)}"`);
  if (dash >= 0 && (last === -1 || last >= TOO_MANY || first >= last)) {
    return fail(255, `Invalid VLAN range "${unsigned(first)}-${unsigned(last)}"`);
  }
  const flags = { pvid: values.pvid !== undefined, untagged: values.untagged !== undefined };
  if (dash >= 0 && flags.pvid) return fail(255, 'pvid cannot be configured for a vlan range');
  const own = values.self !== undefined && values.master === undefined;
  const unsupported = fail(255, `RTNETLINK answers: ${errorText('EOPNOTSUPP')}`);
  if (own) return dev.kind === 'bridge' ? { dev, bridge: dev, first, last, flags } : unsupported;
  return dev.master === 0 ? unsupported : { dev, bridge: stack.dev(dev.master), first, last, flags };
}

function change(words: readonly string[], context: BridgeContext, adds: boolean): CommandResult {
  const want = wanted(words, context);
  if (isResult(want)) return want;
  const { dev, bridge, first, last, flags } = want;
  if (!isVid(first) || !isVid(last)) {
    return fail(255, adds ? 'Error: bridge: Vlan id is invalid.' : `RTNETLINK answers: ${errorText('EINVAL')}`);
  }
  for (let vid = first; vid <= last; vid++) {
    if (adds) vlanAdd(context.stack, bridge, dev.id, vid, flags);
    else vlanDelete(context.stack, bridge, dev.id, vid);
  }
  return ok();
}

interface Range {
  readonly first: BridgeVlanRow;
  last: number;
}

/** VLANs in a row with the same flags as one (`-compressvlans`). */
function ranges(rows: readonly BridgeVlanRow[], compress: boolean): Range[] {
  const out: Range[] = [];
  for (const row of rows) {
    const before = out.at(-1);
    const same = before?.first.untagged === row.untagged && !before.first.pvid && !row.pvid;
    if (compress && before !== undefined && same && before.last + 1 === row.vid) before.last = row.vid;
    else out.push({ first: row, last: row.vid });
  }
  return out;
}

const flagsOf = (row: BridgeVlanRow): string[] => [
  ...(row.pvid ? ['PVID'] : []),
  ...(row.untagged ? ['Egress Untagged'] : []),
];

function json({ first, last }: Range): object {
  const flags = flagsOf(first);
  if (last !== first.vid) return { vlan: first.vid, vlanEnd: last, flags };
  return { vlan: first.vid, ...(flags.length > 0 ? { flags } : {}) };
}

const line = ({ first, last }: Range): string =>
  [last === first.vid ? `${first.vid}` : `${first.vid}-${last}`, ...flagsOf(first)].join(' ');

const HEAD = 'port              vlan-id  ';
const WIDTH = 16;

function show(words: readonly string[], { stack, ns, options }: BridgeContext): CommandResult {
  const values = readWords(words, { dev: text, vid: text } as const, 'dev');
  if (isResult(values)) return values;
  if (options.details || options.statistics)
    return notSimulated('states and counters of VLANs: bridge -d or -s vlan', 255);
  const { dev: name, vid } = values;
  if (name !== undefined && ns.device(name) === undefined) return cannotFind(name, 255);
  const only = vid === undefined ? undefined : unsigned(short(vid));
  const ports = ns
    .devices()
    .filter(dev => (name === undefined || dev.name === name) && (dev.kind === 'bridge' || dev.master !== 0))
    .map(dev => {
      const { members } = fdbOf(stack, dev.kind === 'bridge' ? dev : stack.dev(dev.master));
      const rows = members.of(dev.id).filter(row => only === undefined || row.vid === only);
      return { name: dev.name, vlans: ranges(rows, options.compress) };
    })
    .filter(port => port.vlans.length > 0);
  if (options.json) return ok(JSON.stringify(ports.map(port => ({ ifname: port.name, vlans: port.vlans.map(json) }))));
  const indent = (port: string, i: number) => `${(i === 0 ? port : '').padEnd(WIDTH)}  `;
  return ok(HEAD, ...ports.flatMap(port => port.vlans.map((range, i) => `${indent(port.name, i)}${line(range)}`)));
}

/** iproute2 6.1 bridge/vlan.c usage(). */
const USAGE: readonly string[] = [
  'Usage: bridge vlan { add | del } vid VLAN_ID dev DEV [ tunnel_info id TUNNEL_ID ]',
  '                                                     [ pvid ] [ untagged ]',
  '                                                     [ self ] [ master ]',
  '       bridge vlan { set } vid VLAN_ID dev DEV [ state STP_STATE ]',
  '                                               [ mcast_router MULTICAST_ROUTER ]',
  '       bridge vlan { show } [ dev DEV ] [ vid VLAN_ID ]',
  '       bridge vlan { tunnelshow } [ dev DEV ] [ vid VLAN_ID ]',
  '       bridge vlan global { set } vid VLAN_ID dev DEV',
  '                      [ mcast_snooping MULTICAST_SNOOPING ]',
  '                      [ mcast_querier MULTICAST_QUERIER ]',
  '                      [ mcast_igmp_version IGMP_VERSION ]',
  '                      [ mcast_mld_version MLD_VERSION ]',
  '                      [ mcast_last_member_count LAST_MEMBER_COUNT ]',
  '                      [ mcast_last_member_interval LAST_MEMBER_INTERVAL ]',
  '                      [ mcast_startup_query_count STARTUP_QUERY_COUNT ]',
  '                      [ mcast_startup_query_interval STARTUP_QUERY_INTERVAL ]',
  '                      [ mcast_membership_interval MEMBERSHIP_INTERVAL ]',
  '                      [ mcast_querier_interval QUERIER_INTERVAL ]',
  '                      [ mcast_query_interval QUERY_INTERVAL ]',
  '                      [ mcast_query_response_interval QUERY_RESPONSE_INTERVAL ]',
  '       bridge vlan global { show } [ dev DEV ] [ vid VLAN_ID ]',
];

export const BRIDGE_VLAN = {
  title: 'bridge vlan',
  keywords: ['dev', 'vid', 'pvid', 'untagged', 'self', 'master'],
  commands: [
    { names: ['add'], run: (words, context) => change(words, context, true) },
    { names: ['delete'], run: (words, context) => change(words, context, false) },
    { names: ['show', 'lst', 'list'], run: show },
    { names: ['help'], run: () => fail(255, ...USAGE) },
    { names: ['set', 'tunnelshow', 'global'], run: () => notSimulated('this command of bridge vlan', 255) },
  ] as readonly Subcommand<BridgeContext>[],
};
