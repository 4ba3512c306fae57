// What `ip link … type bridge` may say about VLANs (iproute2 ip/iplink_bridge.c bridge_parse_opt()).
import {
  errorText,
  type NetdevRow,
  type Stack,
  setVlanFilter,
  type VlanFilterRow,
  type VlanProtocol,
} from '../../net/index.js';
import { type CommandResult, fail } from '../result.js';
import { incomplete } from '../words.js';

type Settings = { -readonly [K in keyof Omit<VlanFilterRow, 'dev'>]?: VlanFilterRow[K] };

const wrong = (value: string, name: string) => fail(255, `Error: argument "${value}" is wrong: invalid ${name}`);

/** A number in C's notation of at most so much; undefined for anything else. */
function number(word: string, most: number): number | undefined {
  const n = /^(?:0x[\da-f]+|\d+)$/i.test(word) ? Number(word) : Number.NaN;
  return n <= most ? n : undefined;
}

/** iproute2 ll_proto_a2n(), of the protocols that a bridge takes. */
export const vlanProtocol = (word: string): VlanProtocol | undefined =>
  (['802.1Q', '802.1ad'] as const).find(name => name.toLowerCase() === word.toLowerCase());

/** Splits the settings that are about VLANs from the others. */
export function vlanSettings(
  words: readonly string[],
): { readonly settings: Settings; readonly rest: readonly string[] } | CommandResult {
  const settings: Settings = {};
  const rest: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const name = words[i] as string;
    if (!/^vlan_(?:filtering|default_pvid|protocol)$/.test(name)) {
      rest.push(name);
      continue;
    }
    const value = words[++i];
    if (value === undefined) return incomplete();
    if (name === 'vlan_filtering') {
      const n = number(value, 0xff);
      if (n === undefined) return wrong(value, name);
      settings.filtering = n !== 0;
    } else if (name === 'vlan_default_pvid') {
      const n = number(value, 0xffff);
      if (n === undefined) return wrong(value, name);
      settings.defaultPvid = n;
    } else {
      const protocol = vlanProtocol(value);
      if (protocol === undefined) return wrong(value, name);
      settings.protocol = protocol;
    }
  }
  return { settings, rest };
}

/** Gives a bridge its settings; undefined when the kernel takes them. */
export function applyVlanSettings(stack: Stack, bridge: NetdevRow, settings: Settings): CommandResult | undefined {
  const error = setVlanFilter(stack, bridge, settings);
  return error === undefined ? undefined : fail(2, `RTNETLINK answers: ${errorText(error)}`);
}
