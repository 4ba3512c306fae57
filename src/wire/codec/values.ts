/**
 * The types that follow from a declaration: what decode gives and what encode takes. Types only. Reads first: field.ts.
 */
import type { Field, FieldMap, Group, Variant } from './field.js';

type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type Flat<T> = { [K in keyof T]: T[K] };

/** Keys of plain fields, and of what holds fields in turn. */
type FieldKeys<F> = { [K in keyof F]: F[K] extends Field<unknown, boolean> ? K : never }[keyof F];
type NestKeys<F> = { [K in keyof F]: F[K] extends Field<unknown, boolean> ? never : K }[keyof F];
type OptionalKeys<F> = { [K in keyof F]: F[K] extends Field<unknown, true> ? K : never }[keyof F];
type ValueOf<T> = T extends Field<infer V, boolean> ? V : never;

type NestedValues<T> =
  T extends Group<infer G>
    ? ValuesOf<G>
    : T extends Variant<infer A>
      ? { readonly [K in keyof ValuesOf<A>]: ValuesOf<A>[K] | undefined }
      : never;

type NestedInput<T> =
  T extends Group<infer G>
    ? InputOf<G>
    : T extends Variant<infer A>
      ? { readonly [K in keyof ValuesOf<A>]?: ValuesOf<A>[K] | undefined }
      : never;

/** Everything decode gives. Keys of variants not taken are undefined. */
export type ValuesOf<F> = Flat<
  { readonly [K in FieldKeys<F>]: ValueOf<F[K]> } & UnionToIntersection<
    { [K in NestKeys<F>]: NestedValues<F[K]> }[NestKeys<F>]
  >
>;

/** What encode takes: fields with a default, flags, computed fields and those of variants may be left out. */
export type InputOf<F> = Flat<
  { readonly [K in Exclude<FieldKeys<F>, OptionalKeys<F>>]: ValueOf<F[K]> } & {
    readonly [K in OptionalKeys<F>]?: ValueOf<F[K]> | undefined;
  } & UnionToIntersection<{ [K in NestKeys<F>]: NestedInput<F[K]> }[NestKeys<F>]>
>;

/** Keys whose value is a number at a fixed place, and keys of groups: `get` and `set` have these. */
export type NumberKeys<F> =
  | { [K in keyof F]: F[K] extends Field<number, boolean> ? K : F[K] extends Group<FieldMap> ? K : never }[keyof F]
  | {
      [K in keyof F]: F[K] extends Group<infer G>
        ? NumberKeys<G>
        : F[K] extends Variant<infer A>
          ? NumberKeys<A>
          : never;
    }[keyof F];
