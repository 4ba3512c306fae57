// The words of a capture filter (pcap-filter(7)), and how an expression that cannot be read is refused. The first line of a
// refusal is libpcap's; the second says what would help.

export class FilterError extends Error {
  readonly lines: readonly string[];
  constructor(said: string, hint?: string) {
    super(said);
    this.lines = hint === undefined ? [`tcpdump: ${said}`] : [`tcpdump: ${said}`, `netstep: ${hint}`];
  }
}

export interface Token {
  readonly kind: 'word' | 'number' | 'ip' | 'mac' | 'sign';
  readonly text: string;
}

const PATTERN =
  /\s*(?:((?:[\da-f]{1,2}:){5}[\da-f]{1,2})|(\d+(?:\.\d+){1,3})|(0x[\da-f]+|\d+)|(\\?[a-z][\w.]*(?:-[\w.]+)*)|(==|!=|>=|<=|<<|>>|&&|\|\||[()[\]:&|^+\-*/%<>=!]))/iy;
const KINDS = ['mac', 'ip', 'number', 'word', 'sign'] as const;

export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  const whole = text.trimEnd();
  for (let at = 0; at < whole.length; ) {
    PATTERN.lastIndex = at;
    const found = PATTERN.exec(whole);
    if (found === null) {
      throw new FilterError("can't parse filter expression: syntax error", `a filter has no "${whole[at]}"`);
    }
    const which = found.slice(1).findIndex(group => group !== undefined);
    tokens.push({ kind: KINDS[which] as Token['kind'], text: found[which + 1] as string });
    at = PATTERN.lastIndex;
  }
  return tokens;
}

/** An expression's tokens, one after the other. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  at = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }
  get next(): Token | undefined {
    return this.#tokens[this.at];
  }
  /** Whether one of these words or signs is next. */
  is(...texts: string[]): boolean {
    return this.next !== undefined && texts.includes(this.next.text);
  }
  /** Takes one of these, if it is next. */
  take(...texts: string[]): string | undefined {
    return this.is(...texts) ? (this.#tokens[this.at++] as Token).text : undefined;
  }
  /** Takes a run of words as they stand, or none of them. */
  takeAll(...texts: string[]): boolean {
    if (!texts.every((text, i) => this.#tokens[this.at + i]?.text === text)) return false;
    this.at += texts.length;
    return true;
  }
  takeKind(...kinds: Token['kind'][]): Token | undefined {
    return this.next !== undefined && kinds.includes(this.next.kind) ? this.#tokens[this.at++] : undefined;
  }
  must(text: string): void {
    if (this.take(text) === undefined) throw this.problem(`"${text}" is missing`);
  }
  /** What refuses the expression at the token that is next. */
  problem(hint: string): FilterError {
    const where = this.next === undefined ? 'at the end' : `at "${this.next.text}"`;
    return new FilterError("can't parse filter expression: syntax error", `${where}: ${hint}`);
  }
}
