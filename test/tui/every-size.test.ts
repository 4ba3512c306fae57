// The screen at every size from the smallest to 240×70: neighbouring sizes take the languages and the states in turn.
import { expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { desk } from './fixture.js';
import { apart, closed, fits, focused } from './screen-checks.js';

const STATES = [
  '',
  'n n n',
  'c c c c N',
  'c c c c c c 8',
  'n n n 2 j j j',
  'c c c c c c c c 5',
  '3 n n s',
  'c c 7',
] as const;
/** The work of one test, so that a slow machine does not run out of its time. */
const BANDS = Array.from({ length: 10 }, (_, i) => [40 + i * 21, Math.min(240, 60 + i * 21)] as const);

test.each(BANDS)(
  '%i to %i columns: whole rows, closed borders, nothing over another, the focus visible',
  (low, high) => {
    const desks = LANGS.map(lang => STATES.map(keys => desk({ columns: 80, rows: 24 }, lang).press(keys)));
    for (let columns = low; columns <= high; columns++) {
      for (let rows = 12; rows <= 70; rows++) {
        const on = desks[(columns + rows) % LANGS.length]![(columns * 3 + rows * 5) % STATES.length]!;
        on.store.setSize({ columns, rows });
        try {
          fits(on);
          closed(on);
          apart(on);
          focused(on);
        } catch (error) {
          throw new Error(`at ${columns}×${rows} in ${on.store.lang}, panel ${on.store.ui.panel}:\n${on.text()}`, {
            cause: error,
          });
        }
      }
    }
    expect(BANDS.at(-1)?.[1]).toBe(240);
  },
  120_000,
);
