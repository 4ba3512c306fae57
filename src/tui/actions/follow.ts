// `:follow`, `:follow 2′`: the journey of a packet, beside the other panels.
import { frameNamed } from '../../export/index.js';
import type { Store } from '../store.js';
import { show } from './panel.js';
import { complain } from './say.js';

/** Shows the journey of the frame in focus, or of the one named. */
export function follow(store: Store, [name]: readonly string[]): void {
  if (name !== undefined) {
    const frame = frameNamed(store.prompt, name);
    if (frame === undefined) {
      complain(store, 'ui.prompt.no-frame', { name });
      return;
    }
    store.update({ focus: { ...store.ui.focus, frame } });
  } else if (store.view.frame === undefined) {
    complain(store, 'ui.empty.frame', { key: 'n' });
    return;
  }
  show(store, 'follow');
}
