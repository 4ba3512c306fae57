/**
 * A filter's tree → a test, with names and types checked. Wireshark 4's meaning: `==` and the orders hold for any value
 * of a field, `!=` for none that equals, `===` for all, `!==` for any that differs; what is absent satisfies none of them.
 * Reads first: ast.ts, operand.ts, compare.ts.
 */
import type { Comparison, Expression, Membership, Operand, SetItem } from './ast.js';
import { probeFor, probeOfPair, rangeProbe } from './compare.js';
import { type FieldSide, Names, notComparable, notZero, type Side } from './operand.js';
import { parse } from './parse.js';
import { compilePattern } from './pattern.js';
import { Fault, type FilterProblem, type TypeId } from './problem.js';
import { type Reach, reachOf } from './reach.js';
import { every, exists, type Probe, type Scope, type Source, some, type Test, type Value } from './source.js';
import { bytesOfValue } from './values.js';

export interface Compiled {
  readonly test: Test;
  readonly fields: readonly string[];
  readonly protocols: readonly string[];
  readonly reach: Reach | undefined;
}

/** Never throws. */
export function compile(text: string, scope: Scope): Compiled | FilterProblem {
  try {
    const names = new Names(scope);
    const test = new Compiler(names).expression(parse(text));
    const reach = names.wholeFrame ? undefined : reachOf(names.protocols);
    return { test, fields: [...names.used], protocols: [...names.protocols], reach };
  } catch (fault) {
    if (fault instanceof Fault) return fault.problem;
    throw fault;
  }
}

const flipped: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const equalities = new Set(['==', '!=', '===', '!==']);
const orders = new Set(['<', '<=', '>', '>=']);
/** What each operator beside equality works on. */
const ordered = new Set<TypeId>(['uint', 'int', 'bool', 'mac', 'ipv4', 'ipv6', 'bytes', 'protocol', 'string', 'time']);
const containing = new Set<TypeId>(['mac', 'ipv6', 'bytes', 'protocol', 'string', 'dev']);
const matching = new Set<TypeId>(['mac', 'bytes', 'protocol', 'string', 'dev']);

class Compiler {
  readonly names: Names;

  constructor(names: Names) {
    this.names = names;
  }

  expression(expression: Expression): Test {
    switch (expression.kind) {
      case 'comparison':
        return this.comparison(expression);
      case 'in':
        return this.membership(expression);
      case 'presence':
        return this.presence(expression.operand);
      case 'not': {
        const inner = this.expression(expression.inner);
        return view => !inner(view);
      }
      default: {
        const tests = expression.parts.map(part => this.expression(part));
        return joined(expression.kind, tests);
      }
    }
  }

  presence(operand: Operand): Test {
    const side = this.names.side(operand);
    if (side.kind === 'field') return side.masked ? some(side.source, notZero) : exists(side.source);
    if (side.token.type === 'word') throw this.names.unknown(side.token);
    throw new Fault('unknown-field', side.token, { name: side.token.text });
  }

  comparison({ op, left, right, quantifier }: Comparison): Test {
    const a = this.names.side(left);
    const b = this.names.side(right);
    if (op.value === 'matches') return this.matches(a, right, op.text, quantifier);
    const [field, other, name] = this.oriented(a, b, op.value, op.text);
    allow(field, name, op.text);
    if (other.kind === 'field') {
      const test = probeOfPair(name, field, other);
      if (!test) throw notComparable(field, other);
      return quantified(field.source, name, test, quantifier);
    }
    // eth.addr contains 00:01: a part of an address is bytes.
    const partly = name === 'contains' && field.type.id !== 'string' && field.type.id !== 'dev';
    const value = this.names.literalFor(other, partly ? { ...field, type: { id: 'bytes' } } : field);
    return quantified(field.source, name, probeFor(name, field.type.id, value), quantifier);
  }

  /** The field first. */
  oriented(a: Side, b: Side, name: string, written: string): [FieldSide, Side, string] {
    if (a.kind === 'field') return [a, b, name];
    if (b.kind === 'field' && name !== 'contains' && !this.looksLikeName(a)) return [b, a, flipped[name] ?? name];
    throw this.names.notField(a, written);
  }

  looksLikeName(side: Side): boolean {
    return side.kind === 'literal' && side.token.type === 'word' && this.names.looksLikeField(side.token.value);
  }

  matches(side: Side, right: Operand, written: string, quantifier: 'any' | 'all' | undefined): Test {
    if (side.kind !== 'field') throw this.names.notField(side, written);
    allow(side, 'matches', written);
    const token = right.kind === 'term' && !right.slice ? right.token : undefined;
    if (token?.type !== 'string') throw new Fault('needs-pattern', right);
    const pattern = compilePattern(token.value);
    if (!pattern.ok) throw new Fault(pattern.code, token, pattern.text === undefined ? {} : { text: pattern.text });
    const { id } = side.type;
    const probe: Probe = value => pattern.test(bytesOfValue(value, id));
    return quantified(side.source, 'matches', probeOfNames(id, probe), quantifier);
  }

  membership({ left, items, quantifier, start, end }: Membership): Test {
    const side = this.names.side(left);
    if (side.kind !== 'field') throw this.names.notField(side, 'in');
    if (side.type.id === 'none') throw new Fault('wrong-operator', { start, end }, argsOf(side, 'in'));
    const probes = items.map(item => this.item(item, side));
    const probe: Probe = (value, view) => probes.some(each => each(value, view));
    return quantified(side.source, 'in', probe, quantifier);
  }

  item({ low, high }: SetItem, side: FieldSide): Probe {
    const value = (term: typeof low) => {
      const other = this.names.side(term);
      if (other.kind === 'field') throw new Fault('unexpected-token', other, { text: other.text });
      return this.names.literalFor(other, side);
    };
    if (!high) return probeFor('==', side.type.id, value(low));
    allow(side, '<', '..');
    return rangeProbe(side.type.id, value(low), value(high));
  }
}

function argsOf(side: FieldSide, op: string): Record<string, string> {
  return { op, name: side.text, type: side.type.id };
}

function allow(side: FieldSide, name: string, written: string): void {
  const { id } = side.type;
  const works =
    (equalities.has(name) && id !== 'none') ||
    (orders.has(name) && ordered.has(id)) ||
    (name === 'contains' && containing.has(id)) ||
    (name === 'matches' && matching.has(id));
  if (!works) throw new Fault('wrong-operator', side, argsOf(side, written));
}

function quantified(source: Source, name: string, probe: Probe, quantifier: 'any' | 'all' | undefined): Test {
  const all = quantifier === undefined ? name === '!=' || name === '===' : quantifier === 'all';
  return all ? every(source, probe) : some(source, probe);
}

/** A device's number stands for its names. */
export function probeOfNames(id: TypeId, probe: Probe): Probe {
  if (id !== 'dev') return probe;
  return (value: Value, view) => {
    const names = view.context?.dev?.(value as number) ?? [];
    return typeof names === 'string' ? probe(names, view) : names.some(name => probe(name, view));
  };
}

function joined(kind: 'and' | 'or' | 'xor', tests: readonly Test[]): Test {
  const [first, second] = tests as [Test, Test];
  if (kind === 'xor') return view => tests.filter(test => test(view)).length % 2 === 1;
  if (kind === 'and')
    return tests.length === 2 ? view => first(view) && second(view) : view => tests.every(test => test(view));
  return tests.length === 2 ? view => first(view) || second(view) : view => tests.some(test => test(view));
}
