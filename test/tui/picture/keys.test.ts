// Keys as people write them.
import { expect, test } from 'vitest';
import { parseKeys } from '../../../src/tui/picture/index.js';
import { deskOf } from './support.js';

test.each([
  ['n n w', ['n', 'n', 'w']],
  ['  tab shift-tab\tenter ', ['tab', 'shift-tab', 'enter']],
  [': "goto 12" enter', [':', 'g', 'o', 't', 'o', 'space', '1', '2', 'enter']],
  ["'A$ ip'", ['A', '$', 'space', 'i', 'p']],
  ['\' "', ["'", '"']],
  ['', []],
])('%s', (text, keys) => {
  expect(parseKeys(text)).toEqual({ ok: true, keys });
});

test.each([
  ['n entr', 'unknown', 'entr'],
  ['nn', 'unknown', 'nn'],
  [': "goto 12', 'quote', '"goto'],
])('%s is refused', (text, problem, word) => {
  expect(parseKeys(text)).toEqual({ ok: false, problem, word });
});

test('they do what they do on the screen: a typed command forks the past', () => {
  const keys = parseKeys('n n n N : "B$ ip neigh" enter');
  expect(keys.ok).toBe(true);
  const desk = deskOf(120, 36);
  if (keys.ok) for (const key of keys.keys) desk.press(key);
  expect(desk.store.session.branch).not.toBe('main');
});

test('a run that would never end is stopped', () => {
  const desk = deskOf(80, 24);
  for (const key of [':', ...'A$', 'space', ...'ping', 'space', ...'192.168.0.103', 'enter']) desk.press(key);
  desk.press(':');
  for (const key of [...'goto', 'space', ...'end', 'enter']) desk.press(key);
  expect(desk.store.ui.running).toBeUndefined();
  expect(desk.store.session.where().events).toBeGreaterThan(1000);
}, 60_000);
