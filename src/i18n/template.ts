// Templates: the notation that messages are written in. A template is parsed once.
//
//   {name}                       the value as it is
//   {ip:ipv4}                    the value in its type's form (see TYPES)
//   {count|one packet|# packets} singular and plural; # is the number
//   {up?yes:no}                  by truth: 0, '', an empty list and a missing value are false
//   {type=3:text|11:text|text}   by value; the last text is for all others
//
// Texts within may hold placeholders of their own. A backslash before a character makes it plain text.

/** The types a placeholder can name. Lists are written one by one. */
export const TYPES = ['ipv4', 'mac', 'dev', 'devs', 'frame', 'frames', 'duration', 'time', 'hex', 'percent'] as const;
export type PlaceholderType = (typeof TYPES)[number];

export type Part =
  | string
  | { readonly kind: 'value'; readonly name: string; readonly type: PlaceholderType | undefined }
  | { readonly kind: 'plural'; readonly name: string; readonly one: Template; readonly many: Template }
  | { readonly kind: 'truth'; readonly name: string; readonly yes: Template; readonly no: Template }
  | { readonly kind: 'select'; readonly name: string; readonly cases: readonly Case[]; readonly other: Template };
export type Template = readonly Part[];
interface Case {
  readonly value: string;
  readonly text: Template;
}

/** Parses a template; throws on one that is not well formed, which a test finds for every message. */
export function parseTemplate(source: string): Template {
  return new Parser(source).all();
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  all(): Template {
    const parts = this.#text('', undefined);
    if (this.#at < this.#source.length) this.#fail('a } without its {');
    return parts;
  }

  /** Text up to one of the characters in `stops` (not taken) or a `}`. `count`: what # stands for. */
  #text(stops: string, count: string | undefined): Template {
    const parts: Part[] = [];
    let plain = '';
    const flush = () => {
      if (plain !== '') parts.push(plain);
      plain = '';
    };
    for (; this.#at < this.#source.length; ) {
      const c = this.#source[this.#at] as string;
      if (c === '}' || stops.includes(c)) break;
      this.#at++;
      if (c === '\\') plain += this.#source[this.#at++] ?? this.#fail('a \\ at the end');
      else if (c === '{' || (c === '#' && count !== undefined)) {
        flush();
        parts.push(c === '{' ? this.#placeholder(count) : { kind: 'value', name: count as string, type: undefined });
      } else plain += c;
    }
    flush();
    return parts;
  }

  #placeholder(count: string | undefined): Part {
    const name = this.#match(/[A-Za-z]\w*/y) ?? this.#fail('a placeholder without a name');
    const sign = this.#source[this.#at++];
    let part: Part;
    if (sign === '}') return { kind: 'value', name, type: undefined };
    if (sign === ':') part = { kind: 'value', name, type: this.#type() };
    else if (sign === '|') {
      const one = this.#text('|', name);
      this.#take('|');
      part = { kind: 'plural', name, one, many: this.#text('', name) };
    } else if (sign === '?') {
      const yes = this.#text(':', count);
      this.#take(':');
      part = { kind: 'truth', name, yes, no: this.#text('', count) };
    } else if (sign === '=') part = this.#select(name, count);
    else this.#fail(`a placeholder {${name} that goes on with ${sign}`);
    this.#take('}');
    return part;
  }

  #select(name: string, count: string | undefined): Part {
    const cases: Case[] = [];
    for (;;) {
      const value = this.#match(/[\w-]+(?=:)/y);
      if (value === undefined) return { kind: 'select', name, cases, other: this.#text('|', count) };
      this.#take(':');
      cases.push({ value, text: this.#text('|', count) });
      this.#take('|');
    }
  }

  #type(): PlaceholderType {
    const name = this.#match(/\w+/y);
    return TYPES.find(type => type === name) ?? this.#fail(`no type ${name}`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #take(c: string): void {
    if (this.#source[this.#at] !== c) this.#fail(`no ${c}`);
    this.#at++;
  }

  #fail(what: string): never {
    throw new Error(`template: ${what}, at character ${this.#at} of ${this.#source}`);
  }
}

/** The texts within a part, in the order they stand. */
export function branchesOf(part: Part): readonly Template[] {
  if (typeof part === 'string' || part.kind === 'value') return [];
  if (part.kind === 'plural') return [part.one, part.many];
  if (part.kind === 'truth') return [part.yes, part.no];
  return [...part.cases.map(c => c.text), part.other];
}

/** Every name that a template asks for, with the types it is written in (`count`, `ip:ipv4`). */
export function placeholdersOf(template: Template): Set<string> {
  const names = new Set<string>();
  for (const part of template) {
    if (typeof part === 'string') continue;
    names.add(part.kind === 'value' && part.type !== undefined ? `${part.name}:${part.type}` : part.name);
    for (const branch of branchesOf(part)) for (const name of placeholdersOf(branch)) names.add(name);
  }
  return names;
}
