// A command line as words: quotes and backslashes as in a POSIX shell (XCU §2.2). No variables, pipes, redirections or
// lists: a line that asks for them gets an answer that names them.

/** The words of a line, or what is wrong with it. `background`: it ends in &. */
export type Tokens = { readonly words: readonly string[]; readonly background: boolean } | { readonly problem: string };

const OPERATORS: Readonly<Record<string, string>> = {
  '|': 'pipes',
  '>': 'redirection',
  '<': 'redirection',
  ';': 'several commands on one line',
  '`': 'command substitution',
  '(': 'subshells',
  ')': 'subshells',
};

interface Scan {
  readonly line: string;
  at: number;
  /** The word under way; undefined between words. */
  word: string | undefined;
}

/** Splits a command line. */
export function tokenize(line: string): Tokens {
  const words: string[] = [];
  const scan: Scan = { line, at: 0, word: undefined };
  let background = false;
  const flush = () => {
    if (scan.word !== undefined) words.push(scan.word);
    scan.word = undefined;
  };
  while (scan.at < line.length) {
    const char = line[scan.at] as string;
    if (char === '#' && scan.word === undefined) break;
    if (/\s/.test(char)) {
      flush();
      scan.at++;
    } else if (char === '&') {
      if (line.slice(scan.at + 1).trim() !== '') return refuse(line[scan.at + 1] === '&' ? '&&' : '&', OPERATORS[';']);
      flush();
      background = true;
      break;
    } else if (OPERATORS[char] !== undefined) return refuse(char, OPERATORS[char]);
    else {
      const problem = piece(scan, char);
      if (problem !== undefined) return { problem };
    }
  }
  flush();
  return { words, background };
}

const refuse = (sign: string, what: string | undefined): Tokens => ({
  problem: `netstep's shell knows no ${what}: "${sign}" has to be quoted if it is meant as a plain character`,
});

/** Takes one character, or everything within quotes, into the word. */
function piece(scan: Scan, char: string): string | undefined {
  const { line } = scan;
  scan.word ??= '';
  if (char === '\\') {
    scan.word += line[scan.at + 1] ?? '';
    scan.at += 2;
    return undefined;
  }
  if (char === '$' && /[\w({]/.test(line[scan.at + 1] ?? ''))
    return "netstep's shell knows no variables: quote the $ with '";
  if (char !== "'" && char !== '"') {
    scan.word += char;
    scan.at++;
    return undefined;
  }
  let end = scan.at + 1;
  let text = '';
  while (end < line.length && line[end] !== char) {
    if (char === '"' && line[end] === '\\' && /["\\$`]/.test(line[end + 1] ?? '')) end++;
    text += line[end];
    end++;
  }
  if (end >= line.length) return `unexpected end of the line while looking for the closing ${char}`;
  scan.word += text;
  scan.at = end + 1;
  return undefined;
}
