/**
 * A text of constant length that an option elsewhere may lend to further options (DHCP's overload, RFC 2132 §9.3). Its
 * value stays the text; only the dissection tells. Reads first: options.ts.
 */
import { Field, type FieldSpec, type Part, type VariableCodec } from './field.js';
import { text } from './variable.js';

/** Byte positions count from the header's start. */
export interface Lender {
  /** Where this field is, and where the options are. */
  readonly field: number;
  readonly options: number;
  /** The option with one byte, and the bits of it that lend this field. */
  readonly code: number;
  readonly mask: number;
  /** The options that stand here then. */
  readonly of: { readonly spec: FieldSpec };
}

export function overloadable(length: number, lender: Lender): Field<string> {
  const plain = text(length);
  const variable = plain.spec.variable as VariableCodec<string>;
  const inner = lender.of.spec.variable as VariableCodec<unknown>;
  const parts = (buf: Uint8Array, at: number, stop: number): readonly Part[] | undefined => {
    const start = at - lender.field + lender.options;
    return lent(buf, start, lender) ? inner.parts!(buf, at, stop) : undefined;
  };
  return new Field({ ...plain.spec, variable: { ...variable, elsewhere: true, parts } as VariableCodec<unknown> });
}

/** Whether the options from `start` on hold the lending one: kind, length, data, up to 255, with 0 between. */
function lent(buf: Uint8Array, start: number, { code, mask }: Lender): boolean {
  for (let at = start; at + 2 < buf.length && buf[at] !== 255; ) {
    if (buf[at] === 0) at++;
    else if (buf[at] === code) return (buf[at + 2]! & mask) !== 0;
    else at += 2 + buf[at + 1]!;
  }
  return false;
}
