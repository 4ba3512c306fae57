// ip link add … type vlan (iproute2 ip/iplink_vlan.c; checks of Linux vlan_newlink()).
import { addVlanDevice, MOST_VID } from '../../net/index.js';
import { vlanProtocol } from '../bridge/vlan-settings.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { incomplete } from '../words.js';
import { cannotFind } from './device-text.js';
import type { IpContext } from './options.js';

const USAGE: readonly string[] = [
  'Usage: ... vlan id VLANID',
  '\t\t[ protocol VLANPROTO ]',
  '\t\t[ reorder_hdr { on | off } ]',
  '\t\t[ gvrp { on | off } ]',
  '\t\t[ mvrp { on | off } ]',
  '\t\t[ loose_binding { on | off } ]',
  '\t\t[ bridge_binding { on | off } ]',
  '\t\t[ ingress-qos-map QOS-MAP ]',
  '\t\t[ egress-qos-map QOS-MAP ]',
  '',
  'VLANID := 0-4095',
  'VLANPROTO: [ 802.1Q | 802.1ad ]',
  'QOS-MAP := [ QOS-MAP ] QOS-MAPPING',
  'QOS-MAPPING := FROM:TO',
];
const KNOWN = /^(?:reorder_hdr|gvrp|mvrp|loose_binding|bridge_binding|ingress-qos-map)$/;

/** The words after `type vlan`. */
interface Asked {
  vid?: number;
  protocol: '802.1Q' | '802.1ad';
  egress: string;
}

function read(words: readonly string[]): Asked | CommandResult {
  const out: Asked = { protocol: '802.1Q', egress: '' };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (KNOWN.test(word)) return notSimulated(`${word} of VLAN devices`);
    if (word === 'egress-qos-map') {
      const pairs: string[] = [];
      while (/^\d+:\d+$/.test(words[i + 1] ?? '')) pairs.push(words[++i] as string);
      if (pairs.length === 0) return incomplete();
      // IEEE 802.1Q: three bits for the priority.
      const wrong = pairs.find(pair => Number(pair.split(':')[1]) > 7);
      if (wrong !== undefined) return fail(255, `Error: argument "${wrong}" is wrong: invalid egress-qos-map`);
      out.egress = pairs.join(' ');
      continue;
    }
    // iproute2 matches(): any beginning of the word.
    const protocolWord = word !== '' && 'protocol'.startsWith(word);
    if (word !== 'id' && !protocolWord) return fail(1, `vlan: unknown command "${word}"?`, ...USAGE);
    const value = words[++i];
    if (value === undefined) return incomplete();
    if (word === 'id') {
      if (!/^\d+$/.test(value) || Number(value) > 0xffff)
        return fail(255, `Error: argument "${value}" is wrong: id is invalid`);
      out.vid = Number(value);
    } else {
      const protocol = vlanProtocol(value);
      if (protocol === undefined) return fail(255, `Error: argument "${value}" is wrong: protocol is invalid`);
      out.protocol = protocol;
    }
  }
  return out;
}

/** Adds a VLAN device: `link` is the name of the device it is to stand on. */
export function addVlan(
  { stack, ns }: IpContext,
  name: string,
  link: string | undefined,
  words: readonly string[],
): CommandResult {
  const asked = read(words);
  if (isResult(asked)) return asked;
  const below = link === undefined ? undefined : ns.device(link);
  if (link !== undefined && below === undefined) return cannotFind(link);
  if (ns.device(name) !== undefined) return fail(2, 'RTNETLINK answers: File exists');
  const { vid, protocol, egress } = asked;
  if (words.length === 0) return fail(2, 'Error: 8021q: VLAN properties not specified.');
  if (vid !== undefined && vid > MOST_VID) return fail(2, 'Error: 8021q: Invalid VLAN id.');
  if (below === undefined) return fail(2, 'Error: 8021q: link not specified.');
  if (vid === undefined) return fail(2, 'Error: 8021q: VLAN id not specified.');
  const made = addVlanDevice(stack, ns, name, { link: below, protocol, vid, egress });
  if (made === 'exists') return fail(2, 'Error: 8021q: VLAN device already exists.');
  return made === 'not-supported' ? fail(2, 'Error: 8021q: VLANs not supported on device.') : ok();
}
