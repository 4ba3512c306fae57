/**
 * Bytes with one field changed, by Wireshark's name: `arp.opcode` to `2`, `eth.dst` to an address. Lengths never change.
 * Checksums are made right again unless asked not to. Pure, never throws. Reads first: dissect.ts.
 */
import { parseIpv4, parseMac } from './address.js';
import { type AnyHeader, type FieldInfo, fieldsNamed, protocolByName } from './codec/header.js';
import { nameOf } from './codec/layout.js';
import { isChecksum, isSeal } from './codec/seal.js';
import type { Node } from './codec/walk.js';
import { dissect, eachNode } from './dissect.js';

export type EditProblem =
  /** No protocol has a field of that name. */
  | { readonly code: 'no-field'; readonly field: string }
  /** This frame hasn't got it. */
  | { readonly code: 'field-absent'; readonly field: string }
  /** It stands in no byte of the frame (the FCS), or holds further fields. */
  | { readonly code: 'field-computed'; readonly field: string }
  | {
      readonly code: 'bad-value';
      readonly field: string;
      readonly value: string;
      /** What is wanted; `most`: the greatest number, or how many bytes. */
      readonly kind: 'mac' | 'ipv4' | 'bytes' | 'uint';
      readonly most: number;
    }
  | { readonly code: 'same-value'; readonly field: string; readonly value: string };

/** The bytes with the first field of that name set, or what is wrong. `first`: the outermost header. */
export function editField(
  bytes: Uint8Array,
  first: AnyHeader | undefined,
  field: string,
  value: string,
  seal: boolean,
): Uint8Array | EditProblem {
  const node = nodeNamed(bytes, first, field);
  const infos = fieldsNamed(field);
  if (node === undefined)
    return { code: infos.length === 0 && field !== 'data.data' ? 'no-field' : 'field-absent', field };
  if (node.absent || node.bits === 0 || node.value === undefined) return { code: 'field-computed', field };
  const info = infos[0];
  const raw =
    node.bits > 48 || info === undefined || wordy(info) ? rawBytes(node, value) : rawNumber(node, infos, value);
  if (raw === undefined) return { code: 'bad-value', field, value, ...wanted(node, info) };
  const edited = bytes.slice();
  writeBits(edited, node.bit, node.bits, raw);
  if (same(bytes, edited)) return { code: 'same-value', field, value };
  return seal ? resealed(edited, first, field) : edited;
}

/** The bytes with one bit turned over; bits count from the first of the first byte. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const out = bytes.slice();
  out[bit >> 3] = out[bit >> 3]! ^ (0x80 >> (bit & 7));
  return out;
}

const nodeNamed = (bytes: Uint8Array, first: AnyHeader | undefined, field: string): Node | undefined => {
  for (const node of eachNode(dissect(bytes, first))) if (node.name === field) return node;
  return undefined;
};

const wordy = ({ type }: FieldInfo): boolean => ['bytes', 'text', 'list', 'options'].includes(type);

/** What a person may write for a field. */
function wanted(node: Node, info: FieldInfo | undefined): { kind: 'mac' | 'ipv4' | 'bytes' | 'uint'; most: number } {
  if (info?.type === 'mac' || info?.type === 'ipv4') return { kind: info.type, most: 0 };
  if (info === undefined || wordy(info) || node.bits > 48) return { kind: 'bytes', most: node.bits / 8 };
  return { kind: 'uint', most: (2 ** node.bits - 1) * scaleOf(info) };
}

function scaleOf({ header, name }: FieldInfo): number {
  return header.layout.slots.find(slot => nameOf(header.name, slot.suffix) === name)?.field.spec.scale ?? 1;
}

/** The number that the field's bits shall hold: an address, a word of its enumeration, or digits. */
function rawNumber(node: Node, infos: readonly FieldInfo[], value: string): number | undefined {
  const [info] = infos as readonly [FieldInfo];
  if (info.type === 'mac') return parseMac(value);
  if (info.type === 'ipv4') return parseIpv4(value);
  const words = infos.flatMap(each => Object.entries(each.enum ?? {}));
  const named = words.find(([, word]) => word.toLowerCase() === value.toLowerCase());
  const truth = info.type === 'flag' ? { true: 1, false: 0 }[value.toLowerCase()] : undefined;
  const digits = /^(?:0x[0-9a-f]{1,12}|\d{1,15})$/i.test(value) ? Number(value) : undefined;
  const number = (named === undefined ? (truth ?? digits) : Number(named[0])) ?? -1;
  const raw = number / scaleOf(info);
  return Number.isInteger(raw) && raw >= 0 && raw < 2 ** node.bits ? raw : undefined;
}

/** As many bytes as the field has, in hexadecimal with or without : . - between. */
function rawBytes(node: Node, value: string): Uint8Array | undefined {
  const digits = value.replace(/^0x/i, '').replaceAll(/[:.\- ]/g, '');
  if (!/^[0-9a-f]*$/i.test(digits) || digits.length !== node.bits / 4 || node.bit % 8 !== 0) return undefined;
  return Uint8Array.from({ length: node.bits / 8 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

function writeBits(buf: Uint8Array, bit: number, bits: number, raw: number | Uint8Array): void {
  if (typeof raw !== 'number') {
    buf.set(raw, bit / 8);
    return;
  }
  for (let i = 0; i < bits; i++) {
    const at = bit + bits - 1 - i;
    const mask = 0x80 >> (at & 7);
    const set = Math.floor(raw / 2 ** i) % 2 === 1;
    buf[at >> 3] = set ? buf[at >> 3]! | mask : buf[at >> 3]! & ~mask;
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Makes every checksum right but the field that was set by hand, the innermost first: outer ones may cover it. */
function resealed(bytes: Uint8Array, first: AnyHeader | undefined, but: string): Uint8Array {
  const buf = bytes;
  // Each turn mends one; more checksums than this in one frame are nobody's.
  for (let turn = 0; turn < 16; turn++) {
    const wrong = [...eachNode(dissect(buf, first))].filter(n => n.problem?.code === 'bad-checksum' && n.name !== but);
    const node = wrong.at(-1);
    if (node === undefined) break;
    const need = node.problem?.need ?? 0;
    writeBits(buf, node.bit, node.bits, need === 0 && zeroMeansNone(node.name) ? 0xffff : need);
  }
  return buf;
}

/** RFC 768: a computed 0 is sent as ffff. */
function zeroMeansNone(field: string): boolean {
  const header = protocolByName(field.split('.')[0] as string);
  const slot = header?.layout.slots.find(each => nameOf(header.name, each.suffix) === field);
  const seal = slot?.field.spec.seal;
  return isChecksum(seal) && isSeal(seal) && seal.zeroMeansNone === true;
}
