// Keys as a person writes them: `n n w`, `: "goto 12" enter`. Names are those of keymap.ts; what is in quotes is typed.
import { MOVES } from '../../debug/index.js';
import { SCREEN_KEYS } from '../keymap.js';

const OTHERS = ['backspace', 'home', 'end', 'ctrl-a', 'ctrl-c', 'ctrl-e', 'ctrl-u'];

/** Every key that has a name of more than one character. */
export const namedKeys = (): string[] => {
  const all = [...SCREEN_KEYS.flatMap(k => k.keys), ...MOVES.map(m => m.key), ...OTHERS];
  return [...new Set(all.filter(key => key.length > 1))].sort();
};

export type Keys =
  | { readonly ok: true; readonly keys: readonly string[] }
  | { readonly ok: false; readonly problem: 'unknown' | 'quote'; readonly word: string };

export function parseKeys(text: string): Keys {
  const names = new Set(namedKeys());
  const keys: string[] = [];
  const words = /\s*(?:"([^"]*)"|'([^']*)'|(\S+))/y;
  while (words.lastIndex < text.trimEnd().length) {
    const [, double, single, word] = words.exec(text) ?? [];
    const typed = double ?? single;
    if (typed !== undefined) {
      for (const character of typed) keys.push(character === ' ' ? 'space' : character);
      continue;
    }
    const key = word ?? '';
    if (/^["'].+/.test(key)) return { ok: false, problem: 'quote', word: key };
    if ([...key].length > 1 && !names.has(key)) return { ok: false, problem: 'unknown', word: key };
    keys.push(key);
  }
  return { ok: true, keys };
}
