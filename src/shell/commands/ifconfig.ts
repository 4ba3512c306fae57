// ifconfig (net-tools): devices and their first addresses as they were shown and set before iproute2.
import {
  addAddress,
  deleteAddress,
  errorText,
  type NetdevRow,
  setDevice,
  setUp,
  vlanRefuses,
} from '../../net/index.js';
import { broadcastOf, formatIpv4, formatMac, maskOf, parseIpv4, prefixOf } from '../../wire/index.js';
import { cardStatistics } from '../card-statistics.js';
import { type Context, command } from '../command.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';

/** IFF_* in the order of net-tools, with their bits. */
function flags(dev: NetdevRow): string {
  const loopback = dev.kind === 'loopback';
  const set: readonly (readonly [bit: number, name: string, on: boolean])[] = [
    [0x1, 'UP', dev.up],
    [0x2, 'BROADCAST', !loopback],
    [0x8, 'LOOPBACK', loopback],
    [0x40, 'RUNNING', dev.running],
    [0x100, 'PROMISC', dev.promiscuous],
    [0x1000, 'MULTICAST', !loopback],
  ];
  const on = set.filter(([, , is]) => is);
  return `${on.reduce((sum, [bit]) => sum + bit, 0)}<${on.map(([, name]) => name).join(',')}>`;
}

/** net-tools print_bytes_scaled(): steps of 1000. */
function scaled(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let n = bytes;
  let unit = 0;
  for (; n >= 1000 && unit < units.length - 1; unit++) n /= 1000;
  return `${n.toFixed(1)} ${units[unit]}`;
}

function shown(dev: NetdevRow, { stack, ns }: Context): string[] {
  const addr = ns.addrs.find(a => a.dev === dev.id);
  const { rx, tx } = counters(dev, { stack });
  const inet = addr && `        inet ${formatIpv4(addr.ip)}  netmask ${formatIpv4(maskOf(addr.prefix) >>> 0)}`;
  const brd = addr && dev.kind !== 'loopback' ? `  broadcast ${formatIpv4(addr.broadcast ?? 0)}` : '';
  const link =
    dev.kind === 'loopback'
      ? `loop  txqueuelen ${stack.queueLength(dev.id)}  (Local Loopback)`
      : `ether ${formatMac(dev.mac)}  txqueuelen ${stack.queueLength(dev.id)}  (Ethernet)`;
  return [
    `${dev.name}: flags=${flags(dev)}  mtu ${dev.mtu}`,
    ...(inet === undefined ? [] : [`${inet}${brd}`]),
    `        ${link}`,
    `        RX packets ${rx.packets}  bytes ${rx.bytes} (${scaled(rx.bytes)})`,
    `        RX errors ${rx.errors}  dropped ${rx.dropped}  overruns 0  frame ${rx.errors}`,
    `        TX packets ${tx.packets}  bytes ${tx.bytes} (${scaled(tx.bytes)})`,
    `        TX errors ${tx.errors}  dropped ${tx.dropped} overruns 0  carrier 0  collisions ${tx.collisions}`,
    '',
  ];
}

function counters(dev: NetdevRow, { stack }: Pick<Context, 'stack'>) {
  const { rx, tx } = cardStatistics(stack, dev);
  return { rx, tx };
}

/** The mask that an address had when there were classes (RFC 791 §3.2): what net-tools sets where none is given. */
const classPrefix = (ip: number): number => (ip >>> 31 === 0 ? 8 : ip >>> 30 === 2 ? 16 : 24);

interface Wanted {
  address?: number;
  prefix?: number;
  broadcast?: number;
  up?: boolean;
  mtu?: number;
}

/** Reads the words behind the device's name; a result for one that is wrong. */
function wanted(words: readonly string[]): Wanted | CommandResult {
  const want: Wanted = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === 'up' || word === 'down') want.up = word === 'up';
    else if (word === 'netmask' || word === 'broadcast' || word === 'mtu') {
      const text = words[++i] ?? '';
      const ip = parseIpv4(text);
      if (word === 'mtu' && /^\d+$/.test(text)) want.mtu = Number(text);
      else if (word === 'broadcast' && ip !== undefined) want.broadcast = ip;
      else if (word === 'netmask' && ip !== undefined && prefixOf(ip) !== undefined)
        want.prefix = prefixOf(ip) as number;
      else return fail(1, `${text}: Unknown host`, "ifconfig: `--help' gives usage information.");
    } else {
      const [text = '', length] = word.split('/');
      const ip = parseIpv4(text);
      if (ip === undefined) {
        if (['hw', 'promisc', '-promisc', 'arp', '-arp', 'add', 'del', 'pointopoint', 'multicast'].includes(word))
          return notSimulated(`ifconfig … ${word}: use "ip link" or "ip addr" for that`);
        return fail(1, `${word}: Host name lookup failure`, "ifconfig: `--help' gives usage information.");
      }
      want.address = ip;
      if (length !== undefined) want.prefix = Number(length);
    }
  }
  return want;
}

function change(dev: NetdevRow, words: readonly string[], { stack, ns }: Context): CommandResult {
  const want = wanted(words);
  if ('status' in want) return want;
  const first = ns.addrs.find(a => a.dev === dev.id);
  const ip = want.address ?? (want.prefix === undefined && want.broadcast === undefined ? undefined : first?.ip);
  if (ip !== undefined) {
    const prefix = want.prefix ?? (want.address === undefined ? first?.prefix : undefined) ?? classPrefix(ip);
    if (!(prefix >= 0 && prefix <= 32)) return fail(1, `SIOCSIFNETMASK: ${errorText('EINVAL')}`);
    if (first !== undefined) deleteAddress(stack, ns, dev.id, first.ip, first.prefix);
    const broadcast = want.broadcast ?? broadcastOf(ip, prefix);
    addAddress(stack, ns, { dev: dev.id, ip, prefix, broadcast, scope: ip >>> 24 === 127 ? 'host' : 'global' });
  }
  const mtu = want.mtu;
  if (mtu !== undefined) {
    const refusal = mtu < 68 || mtu > 65535 ? 'EINVAL' : vlanRefuses(stack, dev, { mtu });
    if (refusal !== undefined) return fail(1, `SIOCSIFMTU: ${errorText(refusal)}`);
    setDevice(stack, dev.id, { mtu });
  }
  // An address brings its device up (net-tools).
  const up = want.up ?? (want.address === undefined ? undefined : true);
  if (up !== undefined) {
    const refusal = up ? vlanRefuses(stack, dev, { up }) : undefined;
    if (refusal !== undefined) return fail(1, `SIOCSIFFLAGS: ${errorText(refusal)}`);
    setUp(stack, dev.id, up);
  }
  return ok();
}

command('ifconfig', {
  usage: 'ifconfig [-a] [DEVICE [ADDRESS[/LEN]] [netmask MASK] [broadcast ADDRESS] [mtu N] [up|down]]',
  run(words, context): CommandResult {
    const all = words[0] === '-a';
    const [name, ...rest] = words.filter(word => word !== '-a');
    if (name?.startsWith('-')) return notSimulated(`ifconfig ${name}`);
    const devices = [...context.ns.devices()].sort((x, y) => (x.name < y.name ? -1 : 1));
    if (name === undefined) return ok(...devices.filter(d => all || d.up).flatMap(d => shown(d, context)));
    const dev = context.ns.device(name);
    if (dev === undefined) return fail(1, `${name}: error fetching interface information: Device not found`);
    return rest.length === 0 ? ok(...shown(dev, context)) : change(dev, rest, context);
  },
  complete: (_, { ns }) => ['-a', 'netmask', 'broadcast', 'mtu', 'up', 'down', ...ns.devices().map(d => d.name)],
});
