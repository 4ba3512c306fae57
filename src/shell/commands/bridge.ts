// bridge (iproute2 6.1): the forwarding database and the ports. Every mistake ends with status 255. Rows for the multicast
// groups that a Linux host joins (33:33:…, 01:00:5e:… `self permanent`) are not shown: netstep has neither IPv6 nor IGMP.
import { FDB } from '../bridge/fdb.js';
import { BRIDGE_LINK } from '../bridge/link.js';
import { type BridgeContext, bridgeOptions } from '../bridge/options.js';
import { BRIDGE_VLAN } from '../bridge/vlan.js';
import { command } from '../command.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { dispatch, matches } from '../words.js';
import { BRIDGE_USAGE } from './ip-usage.js';

const OBJECTS = [
  ['link', BRIDGE_LINK],
  ['fdb', FDB],
  ['mdb', undefined],
  ['mst', undefined],
  ['vlan', BRIDGE_VLAN],
  ['vni', undefined],
  ['monitor', undefined],
] as const;

/** Where something like it is to be had. */
const NEAREST: Readonly<Record<string, string>> = {
  mst: ': one tree for all VLANs is shown by bridge link and mstpctl',
};

function run(words: readonly string[], context: BridgeContext): CommandResult {
  const [word, ...rest] = words;
  if (word === undefined || matches(word, 'help')) return fail(255, ...BRIDGE_USAGE);
  const found = OBJECTS.find(([name]) => matches(word, name));
  if (found === undefined) return fail(255, `Object "${word}" is unknown, try "bridge help".`);
  const [name, object] = found;
  return object === undefined
    ? notSimulated(`bridge ${name}${NEAREST[name] ?? ''}`)
    : dispatch(object.title, object.commands, rest, context);
}

command('bridge', {
  usage: 'bridge [-s] [-j] { fdb | link | vlan } [COMMAND ...]',
  run(words, context) {
    const parsed = bridgeOptions(words);
    if (isResult(parsed)) return parsed;
    if (parsed.options.version) return ok('bridge utility, 6.1.0');
    return run(parsed.rest, { ...context, options: parsed.options });
  },
  complete(words) {
    const [word, second] = words.filter(w => !w.startsWith('-'));
    if (word === undefined) return ['fdb', 'link', 'vlan', '-s', '-j'];
    const object = OBJECTS.find(([name]) => matches(word, name))?.[1];
    if (object === undefined) return [];
    return second === undefined ? object.commands.flatMap(c => c.names.slice(0, 1)) : object.keywords;
  },
});
