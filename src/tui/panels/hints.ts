// What a newcomer would ask about a value in a dissection, answered in a few words. Which words: the ids under `hint.`;
// where none applies there is none.
import { isGroupMac, type Layer, type Node } from '../../wire/index.js';
import type { View } from '../view.js';

/** What a hint may look at. */
interface About {
  readonly view: View;
  readonly node: Node;
  readonly layer: Layer;
  readonly value: number;
}
type Answer = readonly [id: string, args?: Readonly<Record<string, unknown>>] | undefined;

const BROADCAST = 0xffffffffffff;
const valueIn = (layer: Layer, name: string) => layer.children.find(n => n.name === name)?.value;

function deviceOf({ view, value }: About): Answer {
  const owners = view.network.nodes.flatMap(n => n.devices).filter(d => d.mac === value && d.kind !== 'bridge');
  return owners[0] && ['hint.eth.own', { dev: owners[0].id }];
}

function ownerOf({ view, value }: About): Answer {
  const owner = view.network.nodes.find(n => n.devices.some(d => d.addresses.includes(value)));
  return owner && ['hint.ip.own', { node: owner.name }];
}

function destination(about: About): Answer {
  if (about.value === BROADCAST) return ['hint.eth.broadcast'];
  return isGroupMac(about.value) ? ['hint.eth.multicast'] : deviceOf(about);
}

function ipAddress(about: About): Answer {
  const { value } = about;
  if (value === 0) return ['hint.ip.unspecified'];
  if (value === 0xffffffff) return ['hint.ip.limited-broadcast'];
  if (value >>> 28 === 14) return ['hint.ip.multicast'];
  return value >>> 24 === 127 ? ['hint.ip.loopback'] : ownerOf(about);
}

/** Systems begin at 64, 128 or 255. */
function timeToLive({ value }: About): Answer {
  const start = [64, 128, 255].find(n => value <= n) ?? 255;
  if (value === start) return ['hint.ip.ttl-fresh'];
  return value <= 1 ? ['hint.ip.ttl-last'] : ['hint.ip.ttl-used', { hops: start - value, start }];
}

const hints: Readonly<Record<string, (about: About) => Answer>> = {
  'eth.dst': destination,
  'eth.src': deviceOf,
  'eth.fcs': () => ['ui.frame.not-captured'],
  'arp.src.hw_mac': deviceOf,
  'arp.src.proto_ipv4': about => (about.value === 0 ? ['hint.arp.probe'] : ownerOf(about)),
  'arp.dst.hw_mac': about =>
    about.value === 0 && valueIn(about.layer, 'arp.opcode') === 1 ? ['hint.arp.target-unknown'] : deviceOf(about),
  'arp.dst.proto_ipv4': ownerOf,
  'ip.ttl': timeToLive,
  'ip.id': ({ value }) => (value === 0 ? ['hint.ip.id-zero'] : undefined),
  'ip.src': ipAddress,
  'ip.dst': ipAddress,
};

/** A few words beside the value, or ''. */
export function hintFor(view: View, layer: Layer, node: Node): string {
  if (node.absent && node.name === 'eth.padding') return view.text('ui.frame.card-pads');
  if (typeof node.value !== 'number') return '';
  const answer = hints[node.name]?.({ view, node, layer, value: node.value });
  return answer === undefined ? '' : view.text(answer[0], answer[1]);
}
