// What differs between two frames, header by header, field by field, by Wireshark's names: what a device did to a packet
// on its way, and how the frames of two branches differ. Pure.
import type { LinkType } from '../sim/index.js';
import { dissect, ipv4, isLayer, type Layer, type Node } from '../wire/index.js';

/** What a change is about, for the words and the colours. */
export type Aspect = 'mac' | 'ttl' | 'checksum' | 'length' | 'tag' | 'padding' | 'address' | 'port' | 'data' | 'other';

export interface FieldValue {
  readonly value: Node['value'];
  /** As the dissection writes it. */
  readonly text: string;
}

/** One field that differs. `before` is missing where it came into being, `after` where it went. */
export interface FieldChange {
  /** Wireshark's name: `ip.ttl`. */
  readonly name: string;
  /** In English; the language's word goes by the name. */
  readonly label: string;
  readonly protocol: string;
  readonly aspect: Aspect;
  /** Its header's place in the frame after, and its key among that header's `leaves`. */
  readonly layer: number;
  readonly path: string;
  readonly before: FieldValue | undefined;
  readonly after: FieldValue | undefined;
}

/** A header that only one of the two has. */
export interface LayerChange {
  readonly kind: 'pushed' | 'popped';
  readonly protocol: string;
  readonly title: string;
  readonly summary: string;
  /** Its place, from 0, in the frame that has it. */
  readonly layer: number;
}

export interface FrameChange {
  readonly layers: readonly LayerChange[];
  readonly fields: readonly FieldChange[];
}

/** Bytes, and what their first header is. */
export interface Bytes {
  readonly bytes: Uint8Array;
  readonly linkType: LinkType;
}

export const NO_CHANGE: FrameChange = { layers: [], fields: [] };

/** What changed from one frame to the other. */
export function frameChange(before: Bytes, after: Bytes): FrameChange {
  if (before.linkType === after.linkType && sameBytes(before.bytes, after.bytes)) return NO_CHANGE;
  const [old, fresh] = [layersOf(before), layersOf(after)];
  const pairs = align(
    old.map(l => l.protocol),
    fresh.map(l => l.protocol),
  );
  const layers: LayerChange[] = [];
  const fields: FieldChange[] = [];
  for (const [i, j] of pairs) {
    const [a, b] = [old[i], fresh[j]];
    if (a !== undefined && b !== undefined) fields.push(...changedFields(a, b, j));
    else if (a !== undefined) layers.push(layerChange('popped', a, i));
    else if (b !== undefined) layers.push(layerChange('pushed', b, j));
  }
  return { layers, fields };
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

export const layersOf = ({ bytes, linkType }: Bytes): Layer[] =>
  linkType === 'data' ? [] : linkType === 'ipv4' ? dissect(bytes, ipv4) : dissect(bytes);

const layerChange = (kind: LayerChange['kind'], { protocol, title, summary }: Layer, layer: number): LayerChange => ({
  kind,
  protocol,
  title,
  summary,
  layer,
});

/**
 * Pairs of places in two lists that belong together (a longest common subsequence); -1 where one has no partner. Headers come
 * and go in front: of two of one protocol the inner ones belong together.
 */
function align(a: readonly string[], b: readonly string[]): [number, number][] {
  const length: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const row = length[i] as number[];
      row[j] = a[i - 1] === b[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  const out: [number, number][] = [];
  let [i, j] = [a.length, b.length];
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && a[i - 1] === b[j - 1]) out.push([--i, --j]);
    else if (i > 0 && (j === 0 || at(i - 1, j) > at(i, j - 1))) out.push([--i, -1]);
    else out.push([-1, --j]);
  }
  return out.reverse();
}

/** Fields of one header that differ, in the order of the header. The n-th of a name is compared with the n-th. */
function changedFields(before: Layer, after: Layer, layer: number): FieldChange[] {
  const old = leaves(before);
  const fresh = leaves(after);
  const out: FieldChange[] = [];
  for (const path of new Set([...old.keys(), ...fresh.keys()])) {
    const [a, b] = [old.get(path), fresh.get(path)];
    if (a !== undefined && b !== undefined && sameValue(a.value, b.value)) continue;
    const { name, label } = (b ?? a) as Node;
    const value = (node: Node | undefined) => node && { value: node.value, text: node.text };
    const what = { name, label, protocol: after.protocol, aspect: aspectOf(name), layer, path };
    out.push({ ...what, before: value(a), after: value(b) });
  }
  return out;
}

/** The innermost fields of a header by name and number; a quoted packet's are left out but for its bytes' worth. */
export function leaves(layer: Layer): Map<string, Node> {
  const out = new Map<string, Node>();
  const seen = new Map<string, number>();
  const visit = (node: Node, prefix: string): void => {
    const inner = node.children ?? [];
    if (inner.length > 0) {
      for (const child of inner) visit(child, isLayer(node) ? `${prefix}>` : prefix);
      return;
    }
    const n = (seen.get(prefix + node.name) ?? 0) + 1;
    seen.set(prefix + node.name, n);
    out.set(`${prefix}${node.name}#${n}`, node);
  };
  for (const child of layer.children) visit(child, '');
  return out;
}

const sameValue = (a: Node['value'], b: Node['value']): boolean =>
  a === b || (a instanceof Uint8Array && b instanceof Uint8Array && sameBytes(a, b));

function aspectOf(name: string): Aspect {
  if (/^(?:eth\.(?:src|dst)|arp\.(?:src|dst)\.hw_mac)$/.test(name)) return 'mac';
  if (name === 'ip.ttl' || name === 'ipv6.hlim') return 'ttl';
  if (name.endsWith('checksum')) return 'checksum';
  if (/\.(?:len|length|plen|hdr_len)$/.test(name)) return 'length';
  if (name.startsWith('vlan.')) return 'tag';
  if (name === 'eth.padding' || name === 'eth.trailer') return 'padding';
  if (/^ip(?:v6)?\.(?:src|dst)$/.test(name)) return 'address';
  if (/\.(?:src|dst)port$/.test(name)) return 'port';
  return name.startsWith('data.') ? 'data' : 'other';
}
