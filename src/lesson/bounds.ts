// Bounds of a file, held before anything is done with what it says: length, nesting, and how many values it has once each
// alias is written out: a file of a hundred bytes must not become a gigabyte.
import { isAlias, isMap, isPair, isSeq, type Node } from 'yaml';
import type { Lang } from '../i18n/index.js';
import { LIMITS } from './format.js';
import { Positions } from './positions.js';
import { LessonError, type LessonProblem } from './problems.js';
import { said } from './say.js';

/** So much of a file is read: enough to see that it is too long. A character takes at most three bytes of UTF-8. */
export const MOST_BYTES = 3 * LIMITS.bytes + 1;

export const tooLong = (file: string, lang: Lang): LessonProblem => ({
  file,
  line: 1,
  column: 1,
  ...said(lang, 'too-long'),
});

/** The parsed file. Throws LessonError for one that is too long, or nested deeper than anybody means. */
export function positionsOf(file: string, yaml: string, lang: Lang): Positions {
  if (yaml.length > LIMITS.bytes) throw new LessonError([tooLong(file, lang)]);
  const deep = tooDeep(yaml);
  if (deep === undefined) return new Positions(file, yaml, lang);
  throw new LessonError([{ file, ...deep, ...said(lang, 'too-deep', { most: LIMITS.depth }) }]);
}

/** Where the YAML is nested too deep, told without parsing it: a parser that calls itself would run out of stack. */
function tooDeep(yaml: string): { line: number; column: number } | undefined {
  for (const [i, line] of yaml.split('\n').entries()) {
    let open = 0;
    for (let at = 0; at < line.length; at++) {
      const c = line[at] as string;
      const begins = c === '[' || c === '{' || ((c === '-' || c === '?') && /\s|^$/.test(line[at + 1] ?? ''));
      if (begins) open++;
      else if (c === ']' || c === '}') open = Math.max(0, open - 1);
      if (open > LIMITS.depth) return { line: i + 1, column: at + 1 };
    }
  }
  return undefined;
}

/** The YAML as data. Throws LessonError where it is more than the bounds allow. */
export function dataOf(positions: Positions): unknown {
  const problem = new Sizes(positions).problem();
  if (problem !== undefined) throw new LessonError([problem]);
  return positions.document.toJS({ maxAliasCount: -1 });
}

interface Size {
  readonly values: number;
  readonly depth: number;
}

/** How much there is at each node of the file; what is named by an anchor is counted once and added for each alias. */
class Sizes {
  readonly #positions: Positions;
  readonly #known = new Map<unknown, Size>();
  readonly #within = new Set<unknown>();
  /** The first place at which a bound was passed. */
  #first: LessonProblem | undefined;

  constructor(positions: Positions) {
    this.#positions = positions;
  }

  problem(): LessonProblem | undefined {
    this.#of(this.#positions.document.contents, 0);
    return this.#first;
  }

  #of(node: unknown, above: number): Size {
    const known = this.#known.get(node);
    if (known !== undefined) return this.#bounded(node, known, above);
    if (above > LIMITS.depth) return this.#bounded(node, { values: 1, depth: 1 }, above);
    if (isAlias(node)) {
      const target = node.resolve(this.#positions.document);
      if (!this.#within.has(target)) return this.#bounded(node, this.#of(target, above), above);
      this.#refuse(node, 'within-itself', { name: `*${node.source}` });
      return { values: 1, depth: 0 };
    }
    let [values, depth] = [1, 0];
    const below = isMap(node) || isSeq(node) ? node.items.flatMap(item => (isPair(item) ? [item.value] : [item])) : [];
    this.#within.add(node);
    for (const each of below) {
      const size = this.#of(each, above + 1);
      values += size.values;
      depth = Math.max(depth, size.depth);
    }
    this.#within.delete(node);
    const size = { values, depth: isMap(node) || isSeq(node) ? depth + 1 : 0 };
    this.#known.set(node, size);
    return this.#bounded(node, size, above);
  }

  #bounded(node: unknown, size: Size, above: number): Size {
    if (size.values > LIMITS.values) this.#refuse(node, 'too-many-values', { most: LIMITS.values });
    if (above + size.depth > LIMITS.depth) this.#refuse(node, 'too-deep', { most: LIMITS.depth });
    return size;
  }

  #refuse(node: unknown, id: string, args: { readonly most?: number; readonly name?: string }): void {
    const { lang } = this.#positions;
    this.#first ??= { ...this.#positions.atNode(node as Node), ...said(lang, id, args) };
  }
}
