// ip link: show, set, add, delete (iproute2 ip/iplink.c). Setting is in link-set.ts.
import { addBridge, deleteBridge, deleteVlanDevice, type NetdevRow } from '../../net/index.js';
import { formatMac } from '../../wire/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { flag, readWords, type Subcommand, text } from '../words.js';
import {
  briefHead,
  cannotFind,
  deviceJson,
  doesNotExist,
  flagsIn,
  headline,
  linkLine,
  operstate,
  statistics,
} from './device-text.js';
import { setBridge } from './link-bridge.js';
import { details } from './link-details.js';
import { set, splitType } from './link-set.js';
import { addVlan } from './link-vlan.js';
import { type IpContext, listing } from './options.js';

function record({ stack, options }: IpContext, dev: NetdevRow) {
  if (options.brief) {
    const lines = [`${briefHead(stack, dev)}${formatMac(dev.mac)} <${flagsIn(stack, dev).join(',')}> `];
    const json = {
      ifname: dev.name,
      operstate: operstate(dev),
      address: formatMac(dev.mac),
      flags: flagsIn(stack, dev),
    };
    return { lines, json };
  }
  const more = options.details ? details(stack, dev) : undefined;
  const counters = options.statistics ? statistics(stack, dev, options.errors) : undefined;
  return {
    lines: [
      headline(stack, dev, true),
      `${linkLine(dev)}${more?.more ?? ''}`,
      ...(more?.lines ?? []),
      ...(counters?.lines ?? []),
    ],
    json: {
      ...deviceJson(stack, dev, true),
      ...more?.json,
      ...(counters === undefined ? {} : { stats64: counters.json }),
    },
  };
}

function show(words: readonly string[], context: IpContext): CommandResult {
  const { ns, stack, options } = context;
  const values = readWords(words, { dev: text, up: flag, master: text, type: text } as const, 'dev');
  if (isResult(values)) return values;
  const { dev, master, type } = values;
  if (dev !== undefined && ns.device(dev) === undefined) return doesNotExist(dev);
  if (master !== undefined && ns.device(master) === undefined) return doesNotExist(master);
  const chosen = ns
    .devices()
    .filter(d => dev === undefined || d.name === dev)
    .filter(d => values.up !== true || d.up)
    .filter(d => master === undefined || (d.master !== 0 && stack.dev(d.master).name === master))
    .filter(d => type === undefined || d.kind === type);
  return ok(
    ...listing(
      chosen.map(d => record(context, d)),
      options,
    ),
  );
}

function add(words: readonly string[], context: IpContext): CommandResult {
  const { stack, ns } = context;
  const { general, kind, own } = splitType(words);
  const values = readWords(general, { name: text, link: text } as const, 'name', { dev: 'name' });
  if (isResult(values)) return values;
  const { name } = values;
  if (kind === undefined) return fail(255, 'Not enough information: "type" argument is required');
  if (name === undefined) return fail(255, 'Not enough information: "name" argument is required');
  if (!/^[^\s/]{1,15}$/.test(name))
    return fail(255, `Error: argument "${name}" is wrong: "name" not a valid ifname`, '');
  if (kind === 'vlan') return addVlan(context, name, values.link, own);
  if (ns.device(name) !== undefined) return fail(2, 'RTNETLINK answers: File exists');
  if (kind !== 'bridge') return notSimulated(`ip link add … type ${kind}: only bridges and VLAN devices can be added`);
  // Linux draws a locally administered address; here the seed does.
  const drawn = stack.world.random.below(`mac/${ns.name}.${name}`, 2 ** 32);
  const bridge = addBridge(stack, ns, name, 0x020000000000 + drawn);
  const result = setBridge(stack, bridge, own);
  // Linux makes no bridge whose settings are wrong.
  if (result.status !== 0) deleteBridge(stack, ns, bridge);
  return result;
}

function del(words: readonly string[], { stack, ns }: IpContext): CommandResult {
  const values = readWords(splitType(words).general, { dev: text } as const, 'dev');
  if (isResult(values)) return values;
  if (values.dev === undefined) return fail(255, 'Not enough information: "dev" argument is required.');
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev);
  if (dev.kind === 'vlan') {
    deleteVlanDevice(stack, ns, dev);
    return ok();
  }
  if (dev.kind !== 'bridge') return fail(2, 'RTNETLINK answers: Operation not supported');
  for (const upper of ns.devices().filter(d => d.link === dev.id)) deleteVlanDevice(stack, ns, upper);
  deleteBridge(stack, ns, dev);
  return ok();
}

export const LINK = {
  name: 'link',
  title: 'ip link',
  keywords: ['dev', 'up', 'down', 'mtu', 'address', 'master', 'nomaster', 'promisc', 'type'],
  commands: [
    { names: ['add'], run: add },
    { names: ['set', 'change'], run: set },
    { names: ['delete'], run: del },
    { names: ['show', 'list', 'lst'], run: show },
    { names: ['replace', 'xstats', 'afstats', 'property'], run: () => notSimulated('this command of ip link') },
  ] as readonly Subcommand<IpContext>[],
};
