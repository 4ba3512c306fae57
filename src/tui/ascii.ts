// What the program draws, in ASCII: for terminals and fonts without more. Every character is replaced by one of the same
// width, so that nothing moves. Letters and digits of other scripts, and what takes two cells, stay: they are text.

import { widthOf } from './text.js';

/** Ranges and single characters, and what each becomes; the first that has it counts. */
const TABLE: readonly (readonly [characters: string, ascii: string])[] = [
  ['─━╴╶╸╺╼╾—–―‐‑‒−', '-'],
  ['┄┅┈┉╌╍', '.'],
  ['═', '='],
  ['│┃║╵╷╹╻╽╿', '|'],
  ['┆┇┊┋╎╏', ':'],
  ['╱⁄∕', '/'],
  ['╲', '\\'],
  ['╳×✗✘✕✖', 'x'],
  ['·•‧∙․', '.'],
  // What was cut must not look like the end of a sentence; and a section is a number.
  ['…⋯', '~'],
  ['§', '#'],
  ['→⇒⇨➔➜➝➞⟶▶▷▸▹►▻›»⟩', '>'],
  ['←⇐⇦⟵◀◁◂◃◄◅‹«⟨', '<'],
  ['↑⇑▲△▴▵⌃', '^'],
  ['↓⇓▼▽▾▿⌄✓✔', 'v'],
  ['↔⇄⇆⇋⇌', '='],
  ['↕⇕', '|'],
  ['↻↺⟳⟲⭮⭯⏎↵', '@'],
  ['′‘’‚‛ʼ', "'"],
  ['″“”„‟', '"'],
  ['‴', '^'],
  ['⁗', '`'],
  ['µμ', 'u'],
  ['≈∼', '~'],
  ['≤', '<'],
  ['≥', '>'],
  ['≠', '!'],
  ['±∓⊕', '+'],
  ['●◉■◼▪◆★', '*'],
  ['○◌□◇◦◯☆▫⊙', 'o'],
  ['█▉▊▋▇▆▅▓▐▌', '#'],
  ['▍▎▏▕', '|'],
  ['▁▂▃▄', '_'],
  ['▀▔', '"'],
  ['▒', '%'],
  ['░', ':'],
  ['⚠', '!'],
  ['\u00a0\u2002\u2003\u2009\u202f', ' '],
];

const known = new Map(TABLE.flatMap(([characters, ascii]) => [...characters].map(c => [c, ascii] as const)));

const ASCII = /^[ -~]*$/;
/** Text of its own: letters, marks and digits of any script, and what East Asian fonts draw over two cells. */
const TEXT =
  /[\p{L}\p{M}\p{Nd}\p{Nl}\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[\u{1f000}-\u{3fffd}]/u;

/** A character as one ASCII character, or as it is where it is text. */
function one(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code < 0x80) return character;
  const found = known.get(character);
  if (found !== undefined) return found;
  // All other corners, crosses and tees.
  if (code >= 0x2500 && code <= 0x257f) return '+';
  if (code >= 0x2800 && code <= 0x28ff) return braille(code - 0x2800);
  if (TEXT.test(character)) return character;
  // ② and ² are a 2 (Unicode's compatibility decomposition); ❷ is one without a decomposition.
  if (code >= 0x2776 && code <= 0x277e) return String(code - 0x2775);
  const simple = character.normalize('NFKC');
  return ASCII.test(simple) && simple.length === widthOf(character) ? simple : '?'.repeat(widthOf(character));
}

/** Braille patterns are used to draw: more dots, more ink. */
function braille(dots: number): string {
  let count = 0;
  for (let rest = dots; rest > 0; rest >>= 1) count += rest & 1;
  return ' ..:::###'[count] as string;
}

/** The same text with what the program draws in ASCII; as many cells wide. */
export function asciiOf(text: string): string {
  if (ASCII.test(text)) return text;
  let out = '';
  for (const character of text) out += one(character);
  return out;
}
