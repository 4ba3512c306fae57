// ip neigh: show, get, add, del, replace, change, flush (iproute2 ip/ipneigh.c; errors worded by Linux neigh_add()).
import {
  errorText,
  isValid,
  type NeighRow,
  type NeighState,
  NUD,
  neighDelete,
  neighKey,
  neighSet,
} from '../../net/index.js';
import { formatIpv4, formatMac, maskOf } from '../../wire/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { address, macOf, octets, prefix } from '../values.js';
import { flag, type Read, readWords, type Subcommand, text } from '../words.js';
import { cannotFind } from './device-text.js';
import { type IpContext, listing } from './options.js';

const nud: Read<NeighState> = word =>
  NUD.find(state => state.toLowerCase() === word) ?? fail(255, `Error: argument "${word}" is wrong: nud state is bad`);
const nudOrAll: Read<NeighState | 'all'> = word => (word === 'all' ? 'all' : nud(word));

const CHANGE = { to: address('any valid address'), dev: text, lladdr: octets, nud, proxy: flag, router: flag } as const;

interface Flags {
  readonly create: boolean;
  readonly exclusive: boolean;
}

function change(words: readonly string[], { stack, ns }: IpContext, flags: Flags): CommandResult {
  const values = readWords(words, CHANGE, 'to');
  if (isResult(values)) return values;
  const { to, lladdr } = values;
  if (values.proxy) return notSimulated('proxy ARP entries');
  if (values.dev === undefined || to === undefined) return fail(255, 'Device and destination are required arguments.');
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev);
  if (lladdr !== undefined && lladdr.length !== 6) return fail(2, 'Error: Invalid link address.');
  const known = ns.neighs.has(neighKey(dev.id, to));
  if (!known && !flags.create) return fail(2, `RTNETLINK answers: ${errorText('ENOENT')}`);
  if (known && flags.exclusive) return fail(2, `RTNETLINK answers: ${errorText('EEXIST')}`);
  const mac = lladdr === undefined ? undefined : macOf(lladdr);
  const problem = neighSet(stack, ns, dev, to, mac, values.nud ?? 'PERMANENT');
  return problem === undefined ? ok() : fail(2, 'Error: No link layer address given.');
}

function del(words: readonly string[], { stack, ns }: IpContext): CommandResult {
  const values = readWords(words, CHANGE, 'to');
  if (isResult(values)) return values;
  if (values.proxy) return notSimulated('proxy ARP entries');
  if (values.dev === undefined || values.to === undefined) {
    return fail(255, 'Device and destination are required arguments.');
  }
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev);
  const row = ns.neighs.get(neighKey(dev.id, values.to));
  if (row === undefined) return fail(2, `RTNETLINK answers: ${errorText('ENOENT')}`);
  neighDelete(stack, ns, row);
  return ok();
}

/** Reads words in which `nud` may come more than once, as iproute2 allows. */
function filtered(words: readonly string[], { ns }: IpContext, usual: readonly NeighState[]) {
  const states: (NeighState | 'all')[] = [];
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const next = words[i + 1];
    if (words[i] !== 'nud' || next === undefined) {
      rest.push(words[i] as string);
      continue;
    }
    const state = nudOrAll(next);
    if (isResult(state)) return state;
    states.push(state);
    i++;
  }
  const values = readWords(rest, { to: prefix, dev: text, nud: nudOrAll, proxy: flag, unused: flag } as const, 'to');
  if (isResult(values)) return values;
  if (values.proxy) return notSimulated('proxy ARP entries');
  const dev = values.dev === undefined ? undefined : ns.device(values.dev);
  if (values.dev !== undefined && dev === undefined) return cannotFind(values.dev);
  const { to } = values;
  const wanted = states.length === 0 ? usual : states.includes('all') ? NUD : states;
  const rows = [...ns.neighs.rows()].filter(
    row =>
      wanted.includes(row.state) &&
      (dev === undefined || row.dev === dev.id) &&
      (to === undefined || ((row.ip ^ to.address) & maskOf(to.prefix)) === 0) &&
      !(values.unused === true && row.timer >= 0),
  );
  return { rows, named: dev !== undefined };
}

const seconds = (ns: number): number => Math.floor(ns / 1_000_000_000);

/** One entry (print_neigh()); `named`: the device stood in the command and is not repeated. */
function record({ stack, options }: IpContext, row: NeighRow, named: boolean) {
  const { now } = stack.world;
  const dev = stack.dev(row.dev).name;
  const ip = formatIpv4(row.ip);
  // Linux shows an address only in the states that promise one.
  const mac = row.lladdr === undefined || !isValid(row.state) ? undefined : formatMac(row.lladdr);
  const lladdr = mac === undefined ? {} : { lladdr: mac };
  const name = named ? {} : { dev };
  if (options.brief) {
    return { lines: [`${ip.padEnd(39)} ${dev.padEnd(16)} ${mac ?? ''}`], json: { dst: ip, ...name, ...lladdr } };
  }
  const [used, confirmed, updated] = [row.used, row.confirmed, row.updated].map(at => seconds(now - at));
  // An entry is held by its timer: that is the reference that iproute2 shows.
  const ref = row.timer >= 0 ? ' ref 1' : '';
  const counts = options.statistics ? `${ref} used ${used}/${confirmed}/${updated}probes ${row.probes} ` : '';
  const head = `${ip} ${named ? '' : `dev ${dev} `}${mac === undefined ? '' : `lladdr ${mac} `}`;
  const refcnt = row.timer >= 0 ? { refcnt: 1 } : {};
  const statistics = options.statistics ? { ...refcnt, used, confirmed, updated, probes: row.probes } : {};
  const json = { dst: ip, ...name, ...lladdr, ...statistics, state: [row.state] };
  return { lines: [`${head}${counts}${row.state} `], json };
}

function show(words: readonly string[], context: IpContext): CommandResult {
  const shown = NUD.filter(state => state !== 'NONE' && state !== 'NOARP');
  const found = filtered(words, context, shown);
  if (isResult(found)) return found;
  return ok(
    ...listing(
      found.rows.map(row => record(context, row, found.named)),
      context.options,
    ),
  );
}

function get(words: readonly string[], context: IpContext): CommandResult {
  const { ns } = context;
  const values = readWords(words, { to: address('any valid address'), dev: text, proxy: flag } as const, 'to');
  if (isResult(values)) return values;
  if (values.dev === undefined || values.to === undefined) return fail(1, 'Device and address are required arguments.');
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev);
  const row = ns.neighs.get(neighKey(dev.id, values.to));
  if (row === undefined) return fail(2, 'Error: Neighbour entry not found.');
  return ok(...listing([record(context, row, false)], context.options));
}

function flush(words: readonly string[], context: IpContext): CommandResult {
  if (words.length === 0) return fail(1, 'Flush requires arguments.');
  const usual = NUD.filter(state => state !== 'PERMANENT' && state !== 'NOARP');
  const found = filtered(words[0] === 'all' ? words.slice(1) : words, context, usual);
  if (isResult(found)) return found;
  for (const row of found.rows) neighDelete(context.stack, context.ns, row);
  if (!context.options.statistics) return ok();
  if (found.rows.length === 0) return ok('Nothing to flush.');
  return ok('', `*** Round 1, deleting ${found.rows.length} entries ***`, '*** Flush is complete after 1 round ***');
}

export const NEIGH = {
  name: 'neighbour',
  title: 'ip neigh',
  keywords: ['dev', 'lladdr', 'nud', 'to', ...NUD.map(state => state.toLowerCase())],
  commands: [
    { names: ['show', 'list', 'lst'], run: show },
    { names: ['add'], run: (words, context) => change(words, context, { create: true, exclusive: true }) },
    { names: ['change', 'chg'], run: (words, context) => change(words, context, { create: false, exclusive: false }) },
    { names: ['replace'], run: (words, context) => change(words, context, { create: true, exclusive: false }) },
    { names: ['delete'], run: del },
    { names: ['get'], run: get },
    { names: ['flush'], run: flush },
  ] as readonly Subcommand<IpContext>[],
};
