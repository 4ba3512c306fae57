/**
 * What is wrong with a filter: a closed set of codes with arguments, so that a caller can say it in any language; the
 * English of it is here. Reads first: nothing.
 */

/** Words for a kind of value, by the id that stands in `args.type`. */
export const typeWords = {
  uint: 'a number',
  int: 'a number',
  bool: 'a yes or no',
  mac: 'a MAC address',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  bytes: 'a string of bytes',
  protocol: 'a protocol',
  string: 'a text',
  time: 'a time',
  dev: 'a device',
  none: 'no value',
} as const;

export type TypeId = keyof typeof typeWords;

/** `{x}` is an argument, `{x:type}` an argument that is a TypeId. */
export const problemTexts = {
  empty: 'the filter is empty',
  'too-long': 'the filter has {length} characters; at most {limit} are allowed',
  'too-deep': 'the filter is nested more than {limit} deep',
  'unexpected-character': '“{text}” has no meaning here',
  'unclosed-string': 'the closing quote is missing',
  'bad-escape': '{text} is not an escape sequence; write \\\\ for a backslash, or r"…" for a text without escapes',
  'bad-character': '{text} is not one character; texts stand in double quotes',
  'unclosed-bracket': '“{text}” is not closed',
  'unexpected-token': '“{text}” was unexpected here',
  'unexpected-end': 'the filter ends where something should follow “{after}”',
  'unknown-field': '“{name}” is neither a field nor a protocol',
  'unknown-column': '“{name}” is not a column of the table {table}',
  'needs-field': 'one side of “{op}” must be a field',
  'not-supported': '“{text}” is not supported',
  'not-sliceable': '“{name}” is {type:type}: it cannot be sliced into bytes',
  'bad-slice': '[{text}] is not a range of bytes; write [offset], [offset:length] or [first-last]',
  'wrong-operator': '“{op}” does not work on “{name}”, which is {type:type}',
  'not-comparable': '“{left}” is {leftType:type} and “{right}” is {rightType:type}: they cannot be compared',
  'bad-value': '“{text}” is not {type:type}',
  'quoted-value': 'a text in quotes cannot stand for {type:type}; write it without quotes',
  'too-big': '{text} is too big for this field; its maximum is {max}',
  'negative-value': '{text} is negative, and this field never is',
  'unknown-value': '“{text}” is not among the values of “{name}”',
  'bad-prefix': '/{prefix} is too long for {type:type}; at most /{max}',
  'needs-pattern': '“matches” needs a regular expression in double quotes on its right',
  'bad-pattern': 'the regular expression is wrong at “{text}”',
  'pattern-not-supported': '“{text}” is not supported in regular expressions',
  'pattern-too-big': 'the regular expression is too big',
} as const;

export type FilterProblemCode = keyof typeof problemTexts;

/** `start` and `end` are offsets in the filter's text, `end` exclusive; both its length where it ends too early. */
export interface FilterProblem {
  readonly ok: false;
  readonly code: FilterProblemCode;
  /** English. */
  readonly message: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly start: number;
  readonly end: number;
  /** What may have been meant, the likeliest first. */
  readonly nearest?: readonly string[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export function problem(
  code: FilterProblemCode,
  span: Span,
  args: Readonly<Record<string, string | number>> = {},
  nearest: readonly string[] = [],
): FilterProblem {
  const message = problemTexts[code].replace(/\{(\w+)(:type)?\}/g, (_all, name: string, type?: string) => {
    const value = String(args[name]);
    return type ? typeWords[value as TypeId] : value;
  });
  const { start, end } = span;
  return { ok: false, code, message, args, start, end, ...(nearest.length > 0 ? { nearest } : {}) };
}

/** What the rooms' own functions throw among themselves; parseFilter and parseWhere turn it into a value. */
export class Fault extends Error {
  readonly problem: FilterProblem;

  constructor(...given: Parameters<typeof problem>) {
    const made = problem(...given);
    super(made.message);
    this.problem = made;
  }
}
