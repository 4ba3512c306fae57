// A parsed YAML file that knows where everything stands: problems and causes are told by line and column.
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type Arguments, type Lang, message } from '../i18n/index.js';
import type { Source } from '../topology/index.js';
import type { LessonProblem } from './problems.js';
import { said } from './say.js';

/** Most mistakes of a file's YAML that are told: one forgotten bracket makes hundreds. */
const MOST_PROBLEMS = 20;

export type Path = readonly (string | number)[];

/** A parsed YAML file that knows where everything stands. */
export class Positions {
  readonly file: string;
  /** Where items were left out of a list of the file: the places that the rest has in it. */
  kept: Readonly<Record<string, readonly number[]>> = {};
  readonly document: Document;
  /** The language that problems are told in. */
  readonly lang: Lang;
  readonly #lines = new LineCounter();
  readonly #text: string;

  constructor(file: string, text: string, lang: Lang = 'en') {
    this.file = file;
    this.lang = lang;
    this.#text = text;
    this.document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, logLevel: 'error' });
  }

  yamlProblems(): LessonProblem[] {
    const { document, lang } = this;
    // The parser calls itself, and says so when it has run out of stack.
    const deep = document.errors.find(e => /call stack/.test(e.message));
    if (deep !== undefined) return [{ ...this.#at(deep.pos[0]), ...yamlWords(lang, 'RESOURCE_EXHAUSTION') }];
    const out: LessonProblem[] = document.errors
      .slice(0, MOST_PROBLEMS)
      .map(e => ({ ...this.#at(e.pos[0]), ...yamlWords(lang, e.code) }));
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document) !== undefined) return;
        out.push({ ...this.#at(alias.range?.[0] ?? 0), ...said(lang, 'no-anchor', { name: alias.source }) });
      },
      Pair: (_key, { key }) => {
        if (!isScalar(key) || key.value !== '__proto__') return;
        out.push({ ...this.#at(key.range?.[0] ?? 0), ...said(lang, 'reserved', { name: key.value }) });
      },
    });
    return out;
  }

  /** A mistake at a path: `format.ID` in the language of the run. `key`: at the key itself, not its value. */
  problem(path: Path, id: string, args: Arguments = {}, key = false): LessonProblem {
    return { ...this.at(path, key), ...said(this.lang, id, args) };
  }

  /** Where a node of the YAML stands. */
  atNode(node: { readonly range?: readonly [number, number, number] | null | undefined }) {
    return this.#at(node.range?.[0] ?? 0);
  }

  /** The place of a path, or of its nearest ancestor that exists. `key`: the key itself, not its value. */
  at(path: Path, key = false): { file: string; line: number; column: number } {
    for (let n = path.length; n > 0; n--) {
      const offset = this.#offset(path.slice(0, n), key && n === path.length);
      if (offset !== undefined) return this.#at(offset);
    }
    return this.#at(0);
  }

  /** The place of a character of a text: where the text stands as it is, in quotes or not; else where it begins. */
  within(path: Path, text: string, offset: number): { file: string; line: number; column: number } {
    const start = this.#offset(path, false);
    if (start === undefined) return this.at(path);
    const from = /["']/.test(this.#text[start] ?? '') ? start + 1 : start;
    return this.#at(this.#text.startsWith(text, from) ? from + offset : start);
  }

  /** A line as the author wrote it, for *why*. */
  source(path: Path): Source {
    const { file, line } = this.at(path, true);
    const text = (this.#text.split(/\r?\n/)[line - 1] ?? '').trim().replace(/^- /, '');
    return { file, line, text };
  }

  #offset(path: Path, key: boolean): number | undefined {
    let node: unknown = this.document.contents;
    for (const [i, asked] of path.entries()) {
      const step = i === 1 ? (this.kept[String(path[0])]?.[Number(asked)] ?? asked) : asked;
      if (isMap(node)) {
        const pair = node.items.find(p => isScalar(p.key) && p.key.value === step);
        if (pair === undefined) return undefined;
        const last = i === path.length - 1;
        node = (last && key) || pair.value === null ? pair.key : pair.value;
      } else if (isSeq(node)) node = node.items[Number(step)];
      else return undefined;
    }
    return (node as Node | undefined)?.range?.[0];
  }

  #at(offset: number): { file: string; line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

const yamlWords = (lang: Lang, code: string) => {
  const id = `yaml.${code.toLowerCase()}`;
  return { message: message(lang, id), mend: message(lang, `${id}.mend`) };
};
