// Coming back to a lesson on the screen: one line says where one was, and a key goes there.
import { describe, expect, test } from 'vitest';
import { NO_PROGRESS, own, ProgressWatch, recorded, restoreAnswers, runOf } from '../../src/lesson/index.js';
import { sayLeft } from '../../src/tui/run.js';
import { textOf } from '../../src/tui/text.js';
import { command, type Desk, desk } from './fixture.js';

const SIZE = { columns: 120, rows: 40 };
const last = (on: Desk) => textOf(on.store.screen.rows.at(-1)!);

/** What is recorded of somebody who pressed these keys. */
function after(keys: string) {
  const on = desk(SIZE);
  const { player } = on.store;
  const watch = new ProgressWatch(player);
  on.press(keys);
  const date = '2026-01-01T00:00:00.000Z';
  const progress = watch.take().reduce((all, event) => recorded(all, 'arp', runOf(player), event, date), NO_PROGRESS);
  return own(progress.lessons, 'arp')!;
}

describe.each(['en', 'zh-CN'] as const)('%s', lang => {
  test('the line, and R', () => {
    const on = desk(SIZE, lang);
    restoreAnswers(on.store.player, after('c c c'));
    sayLeft(on.store);
    expect(last(on)).toMatch(
      lang === 'en' ? /you were at stop 3 of 16, .*: R goes there/ : /上次走到第 3 站.*：R 转到那里/,
    );
    on.press('R');
    expect(on.store.session.where()).toMatchObject({ event: 3, stage: 5, atPresent: true });
    expect(on.store.player.current()?.checkpoint.id).toBe('flood');
    // What was passed is no answer: its question is there when one goes back.
    expect(on.store.player.predictions.given).toEqual([]);
  });
});

test('nothing is said on a first visit, and R says so', () => {
  const on = desk(SIZE);
  sayLeft(on.store);
  expect(last(on)).not.toContain('you were at');
  expect(last(on.press('R'))).toContain('nothing is remembered');
  expect(on.store.session.position).toBe(on.store.session.start);
});

test('from within a task R goes back to the lesson', () => {
  const on = desk(SIZE);
  restoreAnswers(on.store.player, after('c c'));
  command(on.press('c'), 'task silent').press('R');
  expect(on.store.session.branch).toBe('main');
  expect(on.store.player.current()?.checkpoint.id).toBe('request');
});
