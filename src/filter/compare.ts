/** Probes: what a value must satisfy for an operator to hold. Reads first: source.ts, values.ts. */
import { type Literal, networkBytes } from './literal.js';
import type { FieldSide } from './operand.js';
import type { TypeId } from './problem.js';
import type { Probe, Value } from './source.js';
import { bytesOfValue, compareValues, containsValue } from './values.js';
import type { View } from './view.js';

type Order = (a: Value, b: Value) => boolean;

const holds: Readonly<Record<string, Order>> = {
  '==': (a, b) => compareValues(a, b) === 0,
  '===': (a, b) => compareValues(a, b) === 0,
  '!=': (a, b) => compareValues(a, b) !== 0,
  '!==': (a, b) => compareValues(a, b) !== 0,
  '<': (a, b) => compareValues(a, b) < 0,
  '<=': (a, b) => compareValues(a, b) <= 0,
  '>': (a, b) => compareValues(a, b) > 0,
  '>=': (a, b) => compareValues(a, b) >= 0,
};

/** `value op literal` */
export function probeFor(name: string, type: TypeId, { value: wanted, prefix }: Literal): Probe {
  if (type === 'dev') return deviceProbe(name, wanted);
  if (name === 'contains') return containsProbe(type, wanted);
  if (prefix !== undefined) {
    const order = holds[name]!;
    // As in Wireshark, an address is compared with a network by the bits that the network has.
    if (typeof wanted === 'number') {
      const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
      return value => order(((value as number) & mask) >>> 0, wanted);
    }
    return value => order(networkBytes(value as Uint8Array, prefix), wanted);
  }
  return typeof wanted === 'object' ? value => holds[name]!(value, wanted) : plainProbe(name, wanted);
}

/** Numbers and texts, without a call in between. */
function plainProbe(name: string, wanted: number | string): Probe {
  switch (name) {
    case '==':
    case '===':
      return value => value === wanted;
    case '!=':
    case '!==':
      return value => value !== wanted;
    case '<':
      return value => value < wanted;
    case '<=':
      return value => value <= wanted;
    case '>':
      return value => value > wanted;
    default:
      return value => value >= wanted;
  }
}

export function rangeProbe(type: TypeId, low: Literal, high: Literal): Probe {
  const above = probeFor('>=', type, low);
  const below = probeFor('<=', type, high);
  return (value, view) => above(value, view) && below(value, view);
}

function containsProbe(type: TypeId, wanted: Value): Probe {
  if (type === 'string') return value => containsValue(value, wanted);
  return value => containsValue(bytesOfValue(value, type), wanted);
}

/** A device compares by its number, or by any of its names. */
function deviceProbe(name: string, wanted: Value): Probe {
  const differs = name === '!=' || name === '!==';
  if (typeof wanted === 'number') return value => (value === wanted) !== differs;
  const fits = (text: string) => (name === 'contains' ? text.includes(String(wanted)) : text === wanted);
  return (value, view) => {
    const names = view.context?.dev?.(value as number) ?? [];
    const found = typeof names === 'string' ? fits(names) : names.some(fits);
    return found !== differs;
  };
}

const families: Readonly<Partial<Record<TypeId, string>>> = {
  uint: 'number',
  int: 'number',
  bytes: 'bytes',
  protocol: 'bytes',
};

/** `value op each value of right`; undefined where the types don't go together. */
export function probeOfPair(name: string, left: FieldSide, right: FieldSide): Probe | undefined {
  const order = orderOf(name, left.type.id, right.type.id);
  if (!order) return undefined;
  const all = name === '!=' || name === '===';
  return (value: Value, view: View) => {
    let count = 0;
    const found = right.source(other => {
      count++;
      return order(value, other) !== all;
    })(view);
    return all ? !found && count > 0 : found;
  };
}

const addresses = new Set<TypeId>(['mac', 'ipv4', 'ipv6']);

/** How values of two types compare, if they do. */
function orderOf(name: string, a: TypeId, b: TypeId): Order | undefined {
  const [left, right] = [families[a] ?? a, families[b] ?? b];
  if (left === right) return name === 'contains' ? containsOf(a) : a === 'none' ? undefined : holds[name];
  // frame[6:6] == arp.src.hw_mac: an address is bytes where the other side is.
  const mixed = (left === 'bytes' && addresses.has(b)) || (right === 'bytes' && addresses.has(a));
  if (!mixed) return undefined;
  const plain = name === 'contains' ? containsValue : holds[name]!;
  return (x, y) => plain(bytesOfValue(x, a), bytesOfValue(y, b));
}

function containsOf(type: TypeId): Order {
  if (type === 'string') return containsValue;
  return (a, b) => containsValue(bytesOfValue(a, type), bytesOfValue(b, type));
}
