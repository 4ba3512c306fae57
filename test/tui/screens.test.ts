// Whole screens, as they are. Read them as a stranger would: is it clear within ten seconds what happens, and what to do?
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { desk } from './fixture.js';

const SMALL = { columns: 80, rows: 24 };
const LARGE = { columns: 160, rows: 48 };

describe.each(LANGS)('%s', lang => {
  test.each([
    ['at the start', SMALL, ''],
    ['a stage inside the switch', SMALL, 'n n s'],
    ['the request is flooded', SMALL, 'n n n'],
    ['a frame with a field chosen', SMALL, 'n n n 2 j j j j j j j j j'],
    ['why an entry is there', SMALL, 'c c 8 w'],
    ['a stage inside the switch, large', LARGE, 'n n s'],
    ['the request is flooded, large', LARGE, 'n n n'],
    ['in the past, large', LARGE, 'c c c c c c N N'],
  ] as const)('%s', (_name, size, keys) => {
    expect(`\n${desk(size, lang).press(keys).text()}\n`).toMatchSnapshot();
  });
});

test.each([
  ['help', { columns: 100, rows: 40 }, 'n ?'],
  ['the smallest', { columns: 40, rows: 12 }, 'n n n'],
  ['too small', { columns: 30, rows: 8 }, 'n'],
  ['middle', { columns: 120, rows: 36 }, 'c c c c'],
  ['flat', { columns: 130, rows: 22 }, 'c c c c'],
  ['tall', { columns: 80, rows: 50 }, 'c c c c 5'],
  ['very large', { columns: 220, rows: 60 }, 'c c c c c c c'],
] as const)('%s', (_name, size, keys) => {
  expect(`\n${desk(size).press(keys).text()}\n`).toMatchSnapshot();
});
