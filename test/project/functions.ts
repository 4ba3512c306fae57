// Finds the functions of a file and how many lines each takes, by matching brackets in code without comments and strings.
import { codeOf, lineOf } from './source.js';

export interface FoundFunction {
  name: string;
  line: number;
  lines: number;
}

const statements = /^(?:if|for|while|switch|catch|with|await)$/;

export function functionsOf(text: string): FoundFunction[] {
  const code = codeOf(text);
  const pairs = pairsOf(code);
  const found: FoundFunction[] = [];
  const add = (name: string, start: number, open: number) => {
    const line = lineOf(code, start);
    found.push({ name, line, lines: lineOf(code, pairs.get(open) ?? code.length) - line + 1 });
  };
  for (const arrow of code.matchAll(/=>\s*([{([])/g)) {
    const start = headOf(code, arrow.index, pairs);
    add(nameBefore(code, start), start, arrow.index + arrow[0].length - 1);
  }
  for (const [open, close] of pairs) {
    if (code[open] !== '(') continue;
    const word = /([\w$#]+)\s*(?:<[^()]*>)?\s*$/.exec(code.slice(Math.max(0, open - 200), open))?.[1] ?? '';
    if (statements.test(word)) continue;
    const body = bodyAfter(code, close + 1, pairs);
    if (body !== undefined) add(word === 'function' || word === '' ? '(unnamed)' : word, open, body);
  }
  return found.sort((a, b) => a.line - b.line || b.lines - a.lines);
}

/** Every opening bracket's place with that of its closing one. */
function pairsOf(code: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    const char = code[at]!;
    if ('({['.includes(char)) open.push(at);
    else if (')}]'.includes(char)) {
      const from = open.pop();
      if (from !== undefined) pairs.set(from, at);
    }
  }
  return pairs;
}

/** Where an arrow function begins: at its parameters' bracket, if that stands right before, else at the arrow. */
function headOf(code: string, arrow: number, pairs: ReadonlyMap<number, number>): number {
  const end = code.slice(0, arrow).trimEnd().length - 1;
  if (code[end] !== ')') return arrow;
  for (const [open, close] of pairs) if (close === end) return open;
  return arrow;
}

function nameBefore(code: string, start: number): string {
  return (
    /(?:\b(?:const|let|var)\s+)?([\w$]+)\s*(?::[^=;]*)?[=:]\s*(?:async\s*)?[\w\s]*$/.exec(
      lineBefore(code, start),
    )?.[1] ?? '(unnamed)'
  );
}

function lineBefore(code: string, at: number): string {
  return code.slice(code.lastIndexOf('\n', at - 1) + 1, at);
}

/** Where the body opens after a parameter list: at once, or behind a return type. Undefined when there is none. */
function bodyAfter(code: string, from: number, pairs: ReadonlyMap<number, number>): number | undefined {
  let at = space(code, from);
  if (code[at] === '{') return at;
  if (code[at] !== ':') return undefined;
  at += 1;
  let operand = true; // a type is expected next; else an operator, or the body
  while (at < code.length) {
    at = space(code, at);
    const char = code[at]!;
    if (char === '{' && !operand) return at;
    if ('({['.includes(char)) {
      at = (pairs.get(at) ?? code.length) + 1;
      operand = false;
    } else if (char === '<') {
      at = angled(code, at, pairs);
      operand = false;
    } else if (/["'`]/.test(char)) {
      at = code.indexOf(char, at + 1) + 1;
      operand = false;
    } else if (/[\w$]/.test(char)) {
      const word = /^[\w$]+/.exec(code.slice(at, at + 100))![0];
      at += word.length;
      operand = /^(?:is|extends|keyof|typeof|readonly|unique|asserts|infer|new)$/.test(word);
    } else if (code.startsWith('=>', at)) {
      at += 2;
      operand = true;
    } else if ('|&.?:'.includes(char)) {
      at += 1;
      operand = true;
    } else return undefined;
  }
  return undefined;
}

function space(code: string, at: number): number {
  let end = at;
  while (/\s/.test(code[end] ?? '')) end += 1;
  return end;
}

/** The end of type arguments: `<A, B<C>>`. */
function angled(code: string, from: number, pairs: ReadonlyMap<number, number>): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if ('({['.includes(code[at]!)) at = pairs.get(at) ?? code.length;
    else if (code[at] === '<') depth += 1;
    else if (code[at] === '>' && code[at - 1] !== '=') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return code.length;
}
