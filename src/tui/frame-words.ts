// Short words for frames: what a wire or an arrow has room for.
import { isLayer, type Layer, type Node } from '../wire/index.js';
import type { Role } from './text.js';
import type { View } from './view.js';

const FLAGS = ['syn', 'fin', 'reset', 'push', 'ack'] as const;

export interface ShortName {
  /** `ARP?`, `ARP!`, `echo?`, `SYN+ACK` */
  readonly text: string;
  readonly role: Role;
}

/** The innermost protocol of a frame and what it does, in a few cells. A question ends in ?, an answer in !. */
export function shortName(layers: readonly Layer[]): ShortName {
  const layer = layers.findLast(l => l.protocol !== 'data' && l.payload === 'whole');
  if (layer === undefined) return { text: 'data', role: 'layer:data' };
  const value = (name: string) => layer.children.find(n => n.name === name)?.value;
  const role: Role = `layer:${layer.protocol}`;
  if (layer.protocol === 'arp') return { text: value('arp.opcode') === 1 ? 'ARP?' : 'ARP!', role };
  if (layer.protocol === 'icmp') {
    const type = value('icmp.type');
    return { text: type === 8 ? 'echo?' : type === 0 ? 'echo!' : 'ICMP!', role };
  }
  if (layer.protocol === 'tcp') return { text: flagsOf(layer), role };
  const words: Readonly<Record<string, string>> = { eth: 'Eth', ip: 'IPv4', ipv6: 'IPv6' };
  return { text: words[layer.protocol] ?? layer.protocol.toUpperCase(), role };
}

function flagsOf(layer: Layer): string {
  const flags: readonly Node[] = layer.children.find(n => n.name === 'tcp.flags')?.children ?? [];
  const set = FLAGS.filter(f => flags.some(n => !isLayer(n) && n.name === `tcp.flags.${f}` && n.value === 1));
  const words = set.map(f => (f === 'reset' ? 'RST' : f === 'push' ? 'PSH' : f.toUpperCase()));
  return words.length > 0 ? words.join('+') : 'TCP';
}

const names = new WeakMap<object, Map<number, ShortName>>();

/** The same by number, remembered: frames never change. */
export function frameWord(view: View, frame: number): ShortName {
  const store = view.session.world.frames;
  let known = names.get(store);
  if (known === undefined) {
    known = new Map();
    names.set(store, known);
  }
  let word = known.get(frame);
  if (word === undefined) {
    word = shortName(view.words.layers(frame));
    known.set(frame, word);
  }
  return word;
}
