// On to a checkpoint of the lesson by its name, so that a test means a moment and no number of keys.
import type { Desk } from './fixture.js';

export function upTo(on: Desk, id: string): Desk {
  for (let i = 0; i < 50; i++) {
    if (on.store.player.current()?.checkpoint.id === id) return on;
    on.press('c');
  }
  throw new Error(`no checkpoint ${id}`);
}
