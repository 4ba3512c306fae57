/**
 * Regular expressions for `matches`, in time that grows with the pattern times the text and never faster: all ways
 * through the pattern are followed at once, byte by byte (Thompson 1968). So there are no back references and nothing that
 * looks around; the rest is Perl's syntax, case ignored, `.` any byte but a newline, as in Wireshark. Bytes beyond
 * ASCII are matched one by one. Reads first: pattern-parse.ts.
 */
import { parsePattern } from './pattern-parse.js';
import { type Program, programOf } from './pattern-program.js';

/** Only so many bytes are looked at: more than any frame has. */
export const subjectLimit = 65_536;

export type Pattern =
  | { readonly ok: true; test(bytes: Uint8Array): boolean }
  | {
      readonly ok: false;
      readonly code: 'bad-pattern' | 'pattern-not-supported' | 'pattern-too-big';
      readonly text?: string | undefined;
    };

const encoder = new TextEncoder();

/** Never throws. */
export function compilePattern(text: string): Pattern {
  let latin = '';
  for (const byte of encoder.encode(text)) latin += String.fromCharCode(byte);
  const parsed = parsePattern(latin);
  if (!parsed.ok) return parsed;
  const program = programOf(parsed.node);
  if (!program) return { ok: false, code: 'pattern-too-big' };
  return { ok: true, test: bytes => run(program, bytes) };
}

/** The places in the program where a way through it stands, each once. */
class Places {
  readonly list: Int32Array;
  readonly seen: Int32Array;
  count = 0;

  constructor(size: number) {
    this.list = new Int32Array(size);
    this.seen = new Int32Array(size).fill(-1);
  }
}

function run(program: Program, bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, subjectLimit);
  const size = program.length;
  const stack = new Int32Array(2 * size + 2);
  let here = new Places(size);
  let next = new Places(size);
  for (let at = 0; at <= end; at++) {
    // A match may begin anywhere.
    if (follow(program, 0, here, stack, bytes, at, end)) return true;
    if (at === end) return false;
    const byte = bytes[at]!;
    next.count = 0;
    for (let i = 0; i < here.count; i++) {
      const place = here.list[i]!;
      const step = program[place]!;
      if (step.op !== 'set' || !step.set[byte]) continue;
      if (follow(program, place + 1, next, stack, bytes, at + 1, end)) return true;
    }
    [here, next] = [next, here];
  }
  return false;
}

/** Adds every place that is reached from `from` without taking a byte. True: the pattern's end is. */
function follow(
  program: Program,
  from: number,
  places: Places,
  stack: Int32Array,
  bytes: Uint8Array,
  at: number,
  end: number,
): boolean {
  let top = 0;
  stack[top++] = from;
  while (top > 0) {
    const place = stack[--top]!;
    if (places.seen[place] === at) continue;
    places.seen[place] = at;
    const step = program[place]!;
    if (step.op === 'match') return true;
    if (step.op === 'set') places.list[places.count++] = place;
    else if (step.op === 'jump') stack[top++] = step.to;
    else if (step.op === 'split') {
      stack[top++] = step.other;
      stack[top++] = place + 1;
    } else if (stands(step.at, bytes, at, end)) stack[top++] = place + 1;
  }
  return false;
}

function isWord(byte: number | undefined): boolean {
  return byte !== undefined && (byte === 95 || (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 122));
}

/** ^, $, \b and their like. */
function stands(kind: string, bytes: Uint8Array, at: number, end: number): boolean {
  if (kind === 'start') return at === 0;
  if (kind === 'very-end') return at === end;
  // Perl's $ also stands before a newline that is the last byte.
  if (kind === 'end') return at === end || (at === end - 1 && bytes[at] === 10);
  const edge = isWord(at > 0 ? bytes[at - 1] : undefined) !== isWord(at < end ? bytes[at] : undefined);
  return edge === (kind === 'edge');
}
