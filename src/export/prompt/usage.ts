// What a command's usage line says about its words: `TABLE [KEY] [.COLUMN]`, `NODE on|off`, `no-reply FROM TO | FRAME NODE`.
// Capitals name what stands there, small words stand for themselves, brackets may be left out, ` | ` parts whole forms.

interface Slot {
  /** `TABLE`, `.COLUMN`, or the words themselves: `on`, `off`. */
  readonly names: readonly string[];
  readonly optional: boolean;
}

/** Words of a key may be several. */
const REPEATS: ReadonlySet<string> = new Set(['KEY', 'FILTER', 'TEXT']);

export const isWord = (name: string): boolean => /^[a-z]/.test(name);

function formsOf(usage: string): Slot[][] {
  let depth = 0;
  const forms: Slot[][] = [[]];
  for (const token of usage.split(/\s+/).filter(t => t !== '')) {
    if (token === '|') {
      forms.push([]);
      continue;
    }
    const optional = depth > 0 || token.startsWith('[');
    for (const sign of token) depth += sign === '[' ? 1 : sign === ']' ? -1 : 0;
    const names = token.replace(/[[\]]/g, '').split('|');
    (forms.at(-1) as Slot[]).push({ names, optional });
  }
  return forms;
}

/** What may stand in the place of the next word, after those that were typed: names of slots and words, in their order. */
export function expected(usage: string, typed: readonly string[]): string[] {
  const found = new Set<string>();
  for (const form of formsOf(usage)) {
    let at = new Set(reach(form, 0));
    for (const word of typed) {
      const next = new Set<number>();
      for (const i of at) {
        const slot = form[i];
        if (slot === undefined || !slot.names.some(name => fits(name, word))) continue;
        if (slot.names.some(name => REPEATS.has(name))) next.add(i);
        for (const j of reach(form, i + 1)) next.add(j);
      }
      at = next;
    }
    for (const i of at) for (const name of form[i]?.names ?? []) found.add(name);
  }
  return [...found];
}

/** The slots that the next word may belong to, from the i-th on: those before it may be left out. */
function reach(form: readonly Slot[], i: number): number[] {
  const out = [i];
  for (let at = i; form[at]?.optional === true; at++) out.push(at + 1);
  return out;
}

/** Whether a word that was typed may stand in a slot of that name. */
function fits(name: string, word: string): boolean {
  if (isWord(name)) return name === word;
  if (name === '.COLUMN') return word.startsWith('.');
  return name.includes('=') === word.includes('=') || name === 'FILTER';
}

/** Whether nothing needs to follow the command's name. */
export const needsNothing = (usage: string): boolean =>
  usage === '' || formsOf(usage).some(form => form.every(slot => slot.optional));
