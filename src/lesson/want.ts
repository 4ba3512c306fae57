// What the format's schema says of a value that it refuses: no sentence, but which sentence (`format.want.ID`), so that
// it can be told in any language.

type Arguments = Readonly<Record<string, string | number>>;

const MARK = 'want.';

/** The error of a schema: what was wanted, by the id of its message. */
export const want = (id: string, args: Arguments = {}): string => `${MARK}${id} ${JSON.stringify(args)}`;

/** What such an error says; undefined: it is the schema library's own wording. */
export function wanted(error: string): { readonly id: string; readonly args: Arguments } | undefined {
  if (!error.startsWith(MARK)) return undefined;
  const blank = error.indexOf(' ');
  return { id: `format.${error.slice(0, blank)}`, args: JSON.parse(error.slice(blank + 1)) as Arguments };
}
