// One line to the person, in the place of "what now", until the next key.
import type { Store } from '../store.js';

type Args = Readonly<Record<string, unknown>>;

export function say(store: Store, id: string, args: Args = {}): void {
  store.update({ note: { text: store.view.text(id, args), kind: 'answer' } });
}

export function complain(store: Store, id: string, args: Args = {}): void {
  store.update({ note: { text: store.view.text(id, args), kind: 'error' } });
}
