// ip link set: what a device is to be (iproute2 iplink_parse(); checks and order of Linux do_setlink()).
import {
  errorText,
  joinBridge,
  leaveBridge,
  type NetdevRow,
  portMacChanged,
  setBridgeAddress,
  setDevice,
  setUp,
  vlanRefuses,
} from '../../net/index.js';
import { isGroupMac } from '../../wire/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { macOf, octets, onOff, wrongArgument } from '../values.js';
import { flag, readWords, text } from '../words.js';
import { cannotFind } from './device-text.js';
import { setBridge, setSlave } from './link-bridge.js';
import type { IpContext } from './options.js';

const missing = (what: string) => (word: string) => notSimulated(`ip link set … ${what} ${word}`);

const SPEC = {
  dev: text,
  up: flag,
  down: flag,
  mtu: (word: string) => (/^\d+$/.test(word) ? Number(word) : wrongArgument(word, 'Invalid "mtu" value')),
  address: octets,
  master: text,
  nomaster: flag,
  promisc: onOff('promisc'),
  name: missing('name'),
  arp: missing('arp'),
  multicast: missing('multicast'),
  allmulticast: missing('allmulticast'),
  txqueuelen: (word: string) => (/^\d+$/.test(word) ? Number(word) : wrongArgument(word, 'Invalid "txqueuelen" value')),
  alias: missing('alias'),
  netns: missing('netns'),
} as const;

/** Linux ETH_MIN_MTU, and what a card with large frames takes. */
const LEAST_MTU = 68;
const MOST_MTU = 65535;

/** Words up to `type KIND`, the kind, and the kind's own words. */
export function splitType(words: readonly string[]) {
  const at = words.indexOf('type');
  if (at < 0) return { general: words, kind: undefined, own: [] };
  return { general: words.slice(0, at), kind: words[at + 1], own: words.slice(at + 2) };
}

export function set(words: readonly string[], context: IpContext): CommandResult {
  const { ns, stack } = context;
  const { general, kind, own } = splitType(words);
  const values = readWords(general, SPEC, 'dev', { txqlen: 'txqueuelen', qlen: 'txqueuelen' });
  if (isResult(values)) return values;
  if (values.dev === undefined) return fail(255, 'Not enough information: "dev" argument is required.');
  const master = values.master === undefined ? undefined : ns.device(values.master);
  if (values.master !== undefined && master === undefined) return wrongArgument(values.master, 'Device does not exist');
  const dev = ns.device(values.dev);
  if (dev === undefined) return cannotFind(values.dev);
  const { address, mtu } = values;
  if (address !== undefined && address.length !== 6) {
    return fail(1, `Invalid address length ${address.length} - must be 6 bytes`);
  }
  const mac = address === undefined ? undefined : macOf(address);
  if (kind !== undefined) return setKind(context, dev, kind, own);
  const refusal = refused(dev, mac, mtu);
  if (refusal !== undefined) return refusal;
  const error = vlanRefuses(stack, dev, { ...(mtu === undefined ? {} : { mtu }), up: values.up === true });
  if (error !== undefined) return fail(2, `RTNETLINK answers: ${errorText(error)}`);
  if (mac !== undefined) setMac(context, dev, mac);
  if (mtu !== undefined && mtu !== dev.mtu) setDevice(stack, dev.id, { mtu });
  if (values.txqueuelen !== undefined) stack.setQueueLength(dev.id, values.txqueuelen);
  if (master !== undefined) {
    const error = joinBridge(stack, stack.dev(dev.id), master);
    if (error !== undefined) return fail(2, `RTNETLINK answers: ${errorText(error)}`);
  }
  if (values.nomaster) leaveBridge(stack, stack.dev(dev.id));
  if (values.promisc !== undefined && values.promisc !== dev.promiscuous) {
    setDevice(stack, dev.id, { promiscuous: values.promisc });
  }
  if (values.up || values.down) setUp(stack, dev.id, values.down !== true);
  return ok();
}

/** What the kernel refuses before it changes anything. */
function refused(dev: NetdevRow, mac: number | undefined, mtu: number | undefined): CommandResult | undefined {
  if (mac !== undefined && dev.kind === 'loopback') return fail(2, 'RTNETLINK answers: Operation not supported');
  // Linux is_valid_ether_addr(): neither a group's address nor all zeros.
  if (mac !== undefined && (isGroupMac(mac) || mac === 0)) {
    return fail(2, `RTNETLINK answers: ${errorText('EADDRNOTAVAIL')}`);
  }
  if (mtu === undefined || dev.kind === 'loopback') return undefined;
  if (mtu < LEAST_MTU) return fail(2, 'Error: mtu less than device minimum.');
  return mtu > MOST_MTU ? fail(2, 'Error: mtu greater than device maximum.') : undefined;
}

function setMac({ stack }: IpContext, dev: NetdevRow, mac: number): void {
  if (mac === dev.mac) return;
  if (dev.kind === 'bridge') setBridgeAddress(stack, dev.id, mac);
  else setDevice(stack, dev.id, { mac });
  if (dev.master !== 0) portMacChanged(stack, dev, mac);
}

function setKind({ stack }: IpContext, dev: NetdevRow, kind: string, own: readonly string[]): CommandResult {
  if (kind === 'bridge') return setBridge(stack, dev, own);
  if (kind === 'bridge_slave') return setSlave(stack, dev, own);
  return notSimulated(`ip link set … type ${kind}`);
}
