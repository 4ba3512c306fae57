/**
 * Display filters: `arp.opcode == 2 && ns.node == "A"`, with Wireshark 4's meaning, and the same language over a table's
 * rows. Text goes through lex.ts, parse.ts and compile.ts and comes out as a test; source.ts tells how a field's
 * values are reached. Reads first: parse.ts for the grammar, compile.ts for the meaning.
 */
import type { Row, TableSchema } from '../journal/index.js';
import { compile } from './compile.js';
import type { FilterProblem } from './problem.js';
import { type FieldScope, frameScope, nsFields, rowScope } from './scope.js';
import { type RowContext, type Subject, View } from './view.js';
import { wireNames } from './wire-fields.js';

export { caret } from './caret.js';
export { type Clause, clauseOf } from './clauses.js';
export { conjunctsOf } from './conjuncts.js';
export { nearestOf } from './nearest.js';
export { depthLimit, lengthLimit } from './parse.js';
export { type FilterProblem, type FilterProblemCode, problemTexts, type TypeId, typeWords } from './problem.js';
export { type FieldScope, nsFields, type ScopeField } from './scope.js';
export type { NsValue, RowContext, Subject } from './view.js';

export interface Filter {
  readonly ok: true;
  readonly text: string;
  /** What is absent from the subject satisfies no comparison. */
  test(subject: Subject): boolean;
  /** Names used, as written, each once. */
  readonly fields: readonly string[];
  /** Protocols that these are of. */
  readonly protocols: readonly string[];
}

export interface RowFilter {
  readonly ok: true;
  readonly text: string;
  /** `context` tells names of devices; without it a device equals numbers only. */
  test(row: object | number, context?: RowContext): boolean;
  readonly columns: readonly string[];
}

/** A display filter, or what is wrong with it. `fields`: the names beside those of the wire. Never throws. */
export function parseFilter(text: string, fields: FieldScope = nsFields): Filter | FilterProblem {
  const compiled = compile(text, frameScope(fields));
  if ('ok' in compiled) return compiled;
  const { test, fields: used, protocols, reach } = compiled;
  return { ok: true, text, test: subject => test(new View(subject, reach)), fields: used, protocols };
}

const noSubject: Subject = {};

/** A filter over the rows of a table, or what is wrong with it. Never throws. */
export function parseWhere(text: string, schema: TableSchema): RowFilter | FilterProblem {
  const compiled = compile(text, rowScope(schema));
  if ('ok' in compiled) return compiled;
  const { test, fields: columns } = compiled;
  return {
    ok: true,
    text,
    test: (row, context) => test(new View(noSubject, undefined, row as Row | number, context)),
    columns,
  };
}

/** Every name that a display filter may use, netstep's own first: for completion and help. */
export function filterNames(fields: FieldScope = nsFields): string[] {
  return [...new Set([...fields.map(({ name }) => name), ...wireNames()])];
}
