/**
 * Where a field's values come from. A source, given a probe, makes a test: whether some value of the field satisfies the
 * probe. Nothing is collected on the way, and nothing is made while testing. Reads first: view.ts.
 */
import type { TypeId } from './problem.js';
import type { View } from './view.js';

/** Yes and no are 1 and 0; addresses are numbers; times are ns. */
export type Value = number | string | Uint8Array;
export type Probe = (value: Value, view: View) => boolean;
export type Test = (view: View) => boolean;
export type Source = (probe: Probe) => Test;

/** What the values are, and what may be asked of them. */
export interface FieldType {
  readonly id: TypeId;
  /** uint: the greatest value that a filter may name. */
  readonly max?: number;
  /** Names of numbers. */
  readonly names?: Readonly<Record<number, string>> | undefined;
  /** A text's possible values, where they are a closed set. */
  readonly values?: readonly string[] | undefined;
}

export interface FilterField {
  readonly name: string;
  readonly type: FieldType;
  readonly source: Source;
  /** The header it belongs to. */
  readonly protocol?: string | undefined;
  /** Further ones that bear it. */
  readonly protocols?: readonly string[];
  /** Its values depend on layers beyond its own protocol's. */
  readonly wholeFrame?: boolean;
}

/** The names that a filter may use. */
export interface Scope {
  field(name: string): FilterField | undefined;
  /** All of them, to find what may have been meant. */
  names(): Iterable<string>;
  /** For a table: its name; what is unknown is then a column. */
  readonly table?: string;
}

/** A source of the values of all of these. */
export function either(sources: readonly Source[]): Source {
  if (sources.length === 1) return sources[0]!;
  return probe => {
    const tests = sources.map(source => source(probe));
    const [first, second] = tests;
    if (tests.length === 2) return view => first!(view) || second!(view);
    return view => tests.some(test => test(view));
  };
}

/** A source of each value's image; undefined: the value has none. */
export function mapped(source: Source, image: (value: Value, view: View) => Value | undefined): Source {
  return probe =>
    source((value, view) => {
      const made = image(value, view);
      return made !== undefined && probe(made, view);
    });
}

/** A source of at most one value. */
export function single(read: (view: View) => Value | undefined): Source {
  return probe => view => {
    const value = read(view);
    return value !== undefined && probe(value, view);
  };
}

export function exists(source: Source): Test {
  return source(() => true);
}

/** Some value satisfies the probe. */
export function some(source: Source, probe: Probe): Test {
  return source(probe);
}

/** There is a value, and each satisfies the probe. */
export function every(source: Source, probe: Probe): Test {
  const present = exists(source);
  const fails = source((value, view) => !probe(value, view));
  return view => present(view) && !fails(view);
}
