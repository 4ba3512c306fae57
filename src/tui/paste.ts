// What is pasted, told from what is typed: a terminal in bracketed-paste mode (DEC 2004) puts a mark before it and one behind
// it (xterm's ctlseqs, "Bracketed Paste Mode"), wherever the pieces that it comes in are cut.

const ESC = '\u001b';
const [BEGIN, END] = [`${ESC}[200~`, `${ESC}[201~`];

/** Characters that are kept of a paste: no command is longer, and a file by mistake must not fill the screen. */
export const MOST_PASTED = 16_384;

/** A paste whose end has come, or keys as they came. */
export type PastePiece = { readonly keys: string } | { readonly pasted: string };

/** Cuts what a terminal sends into keys and pastes; keeps what is open between two pieces. */
export class PasteSplitter {
  /** What was pasted so far; undefined: no paste is open. */
  #pasted: string | undefined;
  /** The beginning of an end mark. */
  #tail = '';

  get isOpen(): boolean {
    return this.#pasted !== undefined;
  }

  split(text: string): PastePiece[] {
    const out: PastePiece[] = [];
    let rest = this.#tail + text;
    this.#tail = '';
    while (rest !== '') {
      const mark = this.#pasted === undefined ? BEGIN : END;
      const at = rest.indexOf(mark);
      const own = at < 0 ? rest : rest.slice(0, at);
      const after = at < 0 ? '' : rest.slice(at + mark.length);
      if (this.#pasted === undefined) {
        if (own !== '') out.push({ keys: own });
        if (at >= 0) this.#pasted = '';
      } else {
        const open = at < 0 ? openEnd(own) : '';
        this.#pasted = (this.#pasted + own.slice(0, own.length - open.length)).slice(0, MOST_PASTED + 1);
        this.#tail = open;
        if (at >= 0) out.push(this.close());
      }
      rest = after;
    }
    return out;
  }

  /** Ends a paste whose end mark never came. */
  close(): PastePiece {
    const pasted = this.#pasted ?? '';
    this.#pasted = undefined;
    this.#tail = '';
    return { pasted };
  }
}

/** The end of a text that may be the beginning of the end mark. */
function openEnd(text: string): string {
  for (let length = Math.min(END.length - 1, text.length); length > 0; length--)
    if (text.endsWith(END.slice(0, length))) return END.slice(0, length);
  return '';
}

/** All that ends a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that end it
const BREAK = /\r\n|[\r\n\u000b\u000c\u0085\u2028\u2029]/;
/** What steers a terminal, and what turns the direction of writing: nobody means it, and it must not reach the screen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const STEERS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** The lines of a paste, without what steers a terminal; those that are blank are left out. */
export const pastedLines = (text: string): string[] =>
  text
    .split(BREAK)
    .map(line => line.replaceAll('\t', ' ').replace(STEERS, ''))
    .filter(line => line.trim() !== '');
