// Where every chain of causes ends: a closed set of roots (see DESIGN "Why's roots").

/** The start of a chain of causes. `text` is the line, command, rule or fault itself, never a translation. */
export type Root =
  | { readonly kind: 'lesson'; readonly text: string; readonly file?: string; readonly line?: number }
  | { readonly kind: 'typed'; readonly text: string; readonly node?: string }
  | { readonly kind: 'profile'; readonly text: string; readonly spec: string }
  | { readonly kind: 'seed'; readonly text: string }
  /** A frame that somebody captured. */
  | { readonly kind: 'capture'; readonly text: string }
  /** `frame`: the one it was done to, by its number in `text`. */
  | { readonly kind: 'fault'; readonly text: string; readonly frame?: number };

/** What made an event: the stage that scheduled it (>= 0) or a root (< 0, see `rootCause`). */
export type Cause = number;

/** A root, by its number in the journal, as a cause. */
export const rootCause = (root: number): Cause => -1 - root;
/** The root's number when `cause` is one. */
export const rootOf = (cause: Cause): number | undefined => (cause < 0 ? -1 - cause : undefined);
