/** A side of a comparison: names looked up, slices and masks put on. Reads first: ast.ts, source.ts, literal.ts. */
import type { Operand, Range, Term } from './ast.js';
import type { Token } from './lex.js';
import { literal } from './literal.js';
import { nearestOf } from './nearest.js';
import { Fault, type Span, type TypeId } from './problem.js';
import { type FieldType, type FilterField, mapped, type Scope, type Source, type Value } from './source.js';
import { bytesOfValue, isZero, maskValues, slice } from './values.js';

export interface FieldSide extends Span {
  readonly kind: 'field';
  /** As written. */
  readonly text: string;
  readonly type: FieldType;
  readonly source: Source;
  /** Undefined: a presence counts. Else a value does that satisfies it. */
  readonly masked: boolean;
}

export interface LiteralSide extends Span {
  readonly kind: 'literal';
  readonly token: Token;
}

export type Side = FieldSide | LiteralSide;

const sliceable = new Set<TypeId>(['mac', 'ipv4', 'ipv6', 'bytes', 'protocol', 'string']);
const maskable = new Set<TypeId>(['uint', 'int', 'mac', 'ipv4', 'ipv6', 'bytes']);

/** Looks names up, and notes which were used. */
export class Names {
  readonly scope: Scope;
  readonly used = new Set<string>();
  readonly protocols = new Set<string>();
  /** Some field is about what no protocol claims. */
  wholeFrame = false;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  side(operand: Operand): Side {
    if (operand.kind === 'mask') return this.mask(this.side(operand.left), this.side(operand.right), operand);
    const { token, start, end } = operand;
    const field = token.type === 'word' ? this.scope.field(token.value) : undefined;
    if (!field) {
      if (operand.slice) throw this.unknown(token);
      return { kind: 'literal', token, start, end };
    }
    this.use(field);
    const { type, source } = field;
    if (!operand.slice) return { kind: 'field', text: token.text, type, source, masked: false, start, end };
    return sliced(field, operand, operand.slice);
  }

  /** The other side of a comparison decides what a word stands for; a field's name that isn't one is told apart. */
  literalFor(side: LiteralSide, other: FieldSide): { value: Value; prefix?: number } {
    try {
      return literal(side.token, other.type, other.text);
    } catch (fault) {
      const { token } = side;
      const like = token.type === 'word' && this.looksLikeField(token.value);
      if (fault instanceof Fault && fault.problem.code === 'bad-value' && like) throw this.unknown(token);
      throw fault;
    }
  }

  looksLikeField(word: string): boolean {
    const first = /^([a-z]\w*)\.[a-z]/i.exec(word)?.[1];
    return first !== undefined && [...this.scope.names()].some(name => name.startsWith(`${first}.`));
  }

  unknown(token: Token): Fault {
    const nearest = nearestOf(token.value, this.scope.names());
    const { table } = this.scope;
    if (table === undefined) return new Fault('unknown-field', token, { name: token.value }, nearest);
    const all = nearest.length > 0 ? nearest : [...this.scope.names()];
    return new Fault('unknown-column', token, { name: token.value, table }, all);
  }

  /** What a side that should be a field is, when it isn't. */
  notField(side: LiteralSide, op: string): Fault {
    const { token } = side;
    const name = token.type === 'word' && /^[\p{L}_]/u.test(token.value);
    return name ? this.unknown(token) : new Fault('needs-field', token, { op });
  }

  private use(field: FilterField): void {
    this.used.add(field.name);
    if (field.protocol !== undefined) this.protocols.add(field.protocol);
    for (const protocol of field.protocols ?? []) this.protocols.add(protocol);
    this.wholeFrame ||= field.wholeFrame === true;
  }

  private mask(left: Side, right: Side, span: Span): FieldSide {
    const field = left.kind === 'field' ? left : right;
    const other = field === left ? right : left;
    if (field.kind !== 'field') throw this.notField(field as LiteralSide, '&');
    if (!maskable.has(field.type.id))
      throw new Fault('wrong-operator', field, { op: '&', name: field.text, type: field.type.id });
    const { type, text, source } = field;
    const shared = { kind: 'field', text, type: { id: type.id, ...maxOf(type) }, masked: true, ...pick(span) } as const;
    if (other.kind === 'literal') {
      const { value } = this.literalFor(other, field);
      return { ...shared, source: mapped(source, each => maskValues(each, value)) };
    }
    if (other.type.id !== type.id) throw notComparable(field, other);
    return { ...shared, source: pairs(source, other.source) };
  }
}

const maxOf = ({ max }: FieldType) => (max === undefined ? {} : { max });
const pick = ({ start, end }: Span) => ({ start, end });

/** Each value of one with each of the other, masked. */
function pairs(left: Source, right: Source): Source {
  return probe => view => {
    const test = left(a =>
      right(b => {
        const both = maskValues(a, b);
        return both !== undefined && probe(both, view);
      })(view),
    );
    return test(view);
  };
}

function sliced(field: FilterField, { token, start, end }: Term, { ranges }: { ranges: readonly Range[] }): FieldSide {
  const { type, source } = field;
  if (!sliceable.has(type.id)) throw new Fault('not-sliceable', token, { name: token.text, type: type.id });
  const text = type.id === 'string';
  const cut = mapped(source, value =>
    text && typeof value === 'string' ? slice(value, ranges) : slice(bytesOfValue(value, type.id), ranges),
  );
  return {
    kind: 'field',
    text: token.text,
    type: { id: text ? 'string' : 'bytes' },
    source: cut,
    masked: false,
    start,
    end,
  };
}

export function notComparable(left: FieldSide, right: FieldSide): Fault {
  const args = { left: left.text, leftType: left.type.id, right: right.text, rightType: right.type.id };
  return new Fault('not-comparable', right, args);
}

export const notZero = (value: Value) => !isZero(value);
