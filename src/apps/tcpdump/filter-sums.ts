// Relations in a capture filter, `ip[8] < 5`, `tcp[tcpflags] & tcp-syn != 0`: arithmetic over bytes, 32 bits wide (pcap-filter(7)).
import type { Bytes } from './bytes.js';
import { FilterError, type TokenReader } from './filter-lex.js';
import { and, etherType, ipProto, type Test, transportAt, unfragmented } from './filter-tests.js';
import { PROTOCOLS } from './names.js';

interface Sum {
  readonly value: (frame: Bytes) => number;
  /** What a frame must be for it to have a value. */
  readonly needs: readonly Test[];
  /** Of a number as it is written. */
  readonly constant?: number;
}

const NAMED: Readonly<Record<string, number>> = {
  icmptype: 0,
  icmpcode: 1,
  tcpflags: 13,
  'icmp-echoreply': 0,
  'icmp-unreach': 3,
  'icmp-sourcequench': 4,
  'icmp-redirect': 5,
  'icmp-echo': 8,
  'icmp-routeradvert': 9,
  'icmp-routersolicit': 10,
  'icmp-timxceed': 11,
  'icmp-paramprob': 12,
  'icmp-tstamp': 13,
  'icmp-tstampreply': 14,
  'icmp-ireq': 15,
  'icmp-ireqreply': 16,
  'icmp-maskreq': 17,
  'icmp-maskreply': 18,
  'tcp-fin': 1,
  'tcp-syn': 2,
  'tcp-rst': 4,
  'tcp-push': 8,
  'tcp-ack': 16,
  'tcp-urg': 32,
  'tcp-ece': 64,
  'tcp-cwr': 128,
};

type Operator = (a: number, b: number) => number;
const LEVELS: readonly Readonly<Record<string, Operator>>[] = [
  { '|': (a, b) => (a | b) >>> 0, '&': (a, b) => (a & b) >>> 0, '^': (a, b) => (a ^ b) >>> 0 },
  { '<<': (a, b) => (b > 31 ? 0 : a << b) >>> 0, '>>': (a, b) => (b > 31 ? 0 : a >>> b) },
  { '+': (a, b) => (a + b) >>> 0, '-': (a, b) => (a - b) >>> 0 },
  // Dividing by zero lets no frame pass; where it can be foreseen it is refused.
  {
    '*': (a, b) => Math.imul(a, b) >>> 0,
    '/': (a, b) => (b === 0 ? Number.NaN : Math.floor(a / b)),
    '%': (a, b) => (b === 0 ? Number.NaN : a % b),
  },
];

const RELATIONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b && !Number.isNaN(a) && !Number.isNaN(b),
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

/** A relation, if one is next; else nothing is taken. */
export function relation(tokens: TokenReader, shift: number, header: number): Test | undefined {
  const before = tokens.at;
  const left = sum(tokens, shift, header, 0);
  const operator = left === undefined ? undefined : tokens.take(...Object.keys(RELATIONS));
  if (left === undefined || operator === undefined) {
    tokens.at = before;
    return undefined;
  }
  const right = sum(tokens, shift, header, 0);
  if (right === undefined) throw tokens.problem('a number is missing');
  const compare = RELATIONS[operator] as (a: number, b: number) => boolean;
  const compared: Test = frame => compare(left.value(frame), right.value(frame));
  return [...left.needs, ...right.needs].reduceRight((test, need) => and(need, test), compared);
}

function sum(tokens: TokenReader, shift: number, header: number, level: number): Sum | undefined {
  const operators = LEVELS[level];
  if (operators === undefined) return operand(tokens, shift, header);
  let left = sum(tokens, shift, header, level + 1);
  while (left !== undefined) {
    const sign = tokens.take(...Object.keys(operators));
    if (sign === undefined) return left;
    const right = sum(tokens, shift, header, level + 1);
    if (right === undefined) return undefined;
    if (right.constant === 0 && (sign === '/' || sign === '%'))
      throw new FilterError(sign === '/' ? 'division by zero' : 'modulus by zero');
    const [a, b, apply] = [left, right, operators[sign] as Operator];
    left = { value: frame => apply(a.value(frame), b.value(frame)), needs: [...a.needs, ...b.needs] };
  }
  return undefined;
}

function operand(tokens: TokenReader, shift: number, header: number): Sum | undefined {
  const number = tokens.takeKind('number');
  if (number !== undefined) {
    const value = Number(number.text);
    return { value: () => value, needs: [], constant: value };
  }
  if (tokens.take('len') !== undefined) return { value: frame => frame.length - 14 + header, needs: [] };
  const name = tokens.next?.text ?? '';
  const named = NAMED[name];
  if (named !== undefined) {
    tokens.take(name);
    return { value: () => named, needs: [] };
  }
  if (tokens.take('(') !== undefined) {
    const inner = sum(tokens, shift, header, 0);
    return inner !== undefined && tokens.take(')') !== undefined ? inner : undefined;
  }
  return tokens.takeAll(name, '[') ? bytesOf(name, tokens, shift, header) : undefined;
}

function bytesOf(name: string, tokens: TokenReader, shift: number, header: number): Sum {
  const offset = sum(tokens, shift, header, 0);
  if (offset === undefined) throw tokens.problem('the number of a byte is missing');
  const size = tokens.take(':') === undefined ? 1 : Number(tokens.takeKind('number')?.text ?? 0);
  tokens.must(']');
  if (![1, 2, 4].includes(size)) throw new FilterError('data size must be 1, 2, or 4');
  const [base, needs] = placeOf(name, shift, header);
  const value = (frame: Bytes): number => {
    const at = base(frame) + offset.value(frame);
    return size === 1 ? frame.u8(at) : size === 2 ? frame.u16(at) : frame.u32(at);
  };
  return { value, needs: [...needs, ...offset.needs] };
}

function placeOf(name: string, shift: number, header: number): [(frame: Bytes) => number, readonly Test[]] {
  if (name === 'ether' || name === 'link') {
    if (header !== 14) throw new FilterError(`'${name}' has no bytes on "any": name a device with -i`);
    return [() => 0, []];
  }
  if (name === 'ip') return [() => 14 + shift, [etherType(0x0800, shift)]];
  if (name === 'arp') return [() => 14 + shift, [etherType(0x0806, shift)]];
  const proto = PROTOCOLS[name];
  if (proto === undefined) {
    const known = ['ether', 'ip', 'arp', ...Object.keys(PROTOCOLS)].join(', ');
    throw new FilterError("can't parse filter expression: syntax error", `"${name}[" has no bytes: use ${known}`);
  }
  return [frame => transportAt(frame, shift), [ipProto(proto, shift), unfragmented(shift)]];
}
