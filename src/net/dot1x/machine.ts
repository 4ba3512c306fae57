// State machines of a standard as tables: from which state, under which condition, to which. What entering a state does
// stands with whoever runs the machine. Nothing here holds state.

export interface Transition<S extends string, V> {
  /** `any`: from every state but the one it leads to. */
  readonly from: S | 'any';
  readonly to: S;
  readonly when: (variables: V) => boolean;
}

/** The state that follows, by the first line that holds; undefined: it stays. */
export function next<S extends string, V>(table: readonly Transition<S, V>[], state: S, variables: V): S | undefined {
  for (const { from, to, when } of table) {
    if ((from === state || (from === 'any' && to !== state)) && when(variables)) return to;
  }
  return undefined;
}
