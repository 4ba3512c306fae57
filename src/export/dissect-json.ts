// A captured frame as JSON: a tree of nodes with Wireshark's names and byte ranges, to be laid beside a PDML. The schema
// is in dissect-schema.ts.
import { datagramTree, type Looked, type Mark } from '../capture/index.js';
import type { Lang } from '../i18n/index.js';
import {
  fieldsNamed,
  formatIpv4,
  formatIpv6,
  formatMac,
  isLayer,
  type Layer,
  type Node,
  type ReadInterface,
} from '../wire/index.js';
import { columnsOf, markText, seconds } from './dissect-line.js';

/** Goes up when a key changes its meaning or goes away. */
export const DISSECTION_VERSION = 1;

export interface JsonNode {
  readonly name: string;
  /** The value as a display filter takes it; of a layer its line. */
  readonly show: string;
  /** Bytes from the frame's start, and how many: those that the field has a part in. */
  readonly pos: number;
  readonly size: number;
  /** Hex of the bytes; of bits within bytes their number in hex; '' for a layer. */
  readonly value: string;
  readonly problem?: { readonly code: string; readonly need?: number; readonly have?: number };
  readonly children?: readonly JsonNode[];
}

/** Hex of every byte, made once. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += (i > 0 ? separator : '') + BYTES[bytes[i] as number];
  return text;
}

const kinds = new Map<string, string>();

/** What kind of value a field of this name has. */
function kindOf(name: string): string {
  let kind = kinds.get(name);
  if (kind === undefined) {
    kind = fieldsNamed(name)[0]?.type ?? '';
    kinds.set(name, kind);
  }
  return kind;
}

function showOf({ name, value, text }: Node): string {
  if (value === undefined) return text;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return kindOf(name) === 'ipv6' ? formatIpv6(value) : hex(value, ':');
  const kind = kindOf(name);
  if (kind === 'mac') return formatMac(value);
  return kind === 'ipv4' ? formatIpv4(value) : String(value);
}

/** `bytes`: what the positions count in. */
export function nodeJson(node: Node, bytes: Uint8Array): JsonNode {
  const { name, bit, bits, problem, children, value } = node;
  const pos = bit >> 3;
  const size = bits === 0 ? 0 : ((bit + bits + 7) >> 3) - pos;
  const whole = bit % 8 === 0 && bits % 8 === 0;
  const raw =
    node.absent || !whole
      ? typeof value === 'number'
        ? value.toString(16)
        : ''
      : hex(bytes.subarray(pos, pos + size));
  return {
    name,
    show: isLayer(node) ? node.text : showOf(node),
    pos,
    size,
    value: isLayer(node) ? '' : raw,
    ...(problem === undefined ? {} : { problem }),
    ...(children === undefined || children.length === 0
      ? {}
      : { children: children.map(child => nodeJson(child, bytes)) }),
  };
}

/** One frame. `layers`: its tree. */
export function frameJson(
  lang: Lang,
  looked: Looked,
  layers: readonly Layer[],
  link: ReadInterface,
  marks: readonly Mark[],
): object {
  const { number, frame, bytes, fragment, tcp } = looked;
  const datagram = fragment?.datagram;
  const inner = datagram && datagramTree(looked).map(layer => nodeJson(layer, datagram.bytes));
  return {
    number,
    time: frame.timed ? seconds(frame.unixNs, link.digits) : null,
    interface: frame.interface,
    length: frame.length,
    captured: frame.bytes.length,
    ...(frame.direction === undefined ? {} : { direction: frame.direction }),
    ...(frame.comments.length === 0 ? {} : { comments: frame.comments }),
    summary: columnsOf(looked),
    ...(tcp === undefined ? {} : { tcp: { stream: tcp.stream, seq: tcp.seq, ack: tcp.ack, window: tcp.window } }),
    marks: marks.map(mark => ({ name: mark.name, kind: mark.kind, args: mark.args, text: markText(lang, mark) })),
    layers: layers.map(layer => nodeJson(layer, bytes)),
    ...(datagram === undefined
      ? {}
      : { reassembled: { frames: datagram.frames, size: datagram.bytes.length, layers: inner } }),
  };
}

/** What stands before the frames and after them: between, frames are separated by commas. */
export const jsonHead = `{"version":${DISSECTION_VERSION},"frames":[`;

export function jsonFoot(
  interfaces: readonly ReadInterface[],
  problem: { code: string; offset: number } | undefined,
): string {
  const links = interfaces.map(({ name, linkType }) => ({ name: name ?? null, linkType }));
  return `],"interfaces":${JSON.stringify(links)},"problem":${JSON.stringify(problem ?? null)}}`;
}
