// Editing one line of text: the keys that a shell's line knows. Pure.

/** What is typed, and the place of the cursor in it, in UTF-16 units; never within a character. */
export interface Edited {
  readonly text: string;
  readonly at: number;
}

/** The line after a key; undefined: it is none of a line's keys. */
export function edit({ text, at }: Edited, key: string): Edited | undefined {
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const [last, next] = [[...before].at(-1) ?? '', [...after][0] ?? ''];
  switch (key) {
    case 'left':
    case 'ctrl-b':
      return { text, at: at - last.length };
    case 'right':
    case 'ctrl-f':
      return { text, at: at + next.length };
    case 'home':
    case 'ctrl-a':
      return { text, at: 0 };
    case 'end':
    case 'ctrl-e':
      return { text, at: text.length };
    case 'backspace':
    case 'ctrl-h':
      return { text: before.slice(0, at - last.length) + after, at: at - last.length };
    case 'delete':
    case 'ctrl-d':
      return { text: before + after.slice(next.length), at };
    case 'ctrl-u':
      return { text: after, at: 0 };
    case 'ctrl-k':
      return { text: before, at };
    case 'ctrl-w': {
      const kept = before.replace(/\S*\s*$/, '');
      return { text: kept + after, at: kept.length };
    }
    default: {
      const typed = key === 'space' ? ' ' : key;
      return [...typed].length === 1 ? { text: before + typed + after, at: at + typed.length } : undefined;
    }
  }
}
