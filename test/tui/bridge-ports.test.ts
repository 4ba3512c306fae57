// The panel of bridge ports with RSTP: roles, states and the handshake, each with what the last move did to it.
import { describe, expect, test } from 'vitest';
import { panelOf } from '../../src/tui/panels/registry.js';
import { textOf } from '../../src/tui/text.js';
import { loadLesson } from '../lessons.js';
import { upTo } from './checkpoint.js';
import { type Desk, desk } from './fixture.js';

const SIZE = { columns: 160, rows: 48 };
const linesOf = (on: Desk, width = 100): string[] =>
  panelOf('bridge-port')
    .select(on.store.view, { width, height: 20 }, 'bridge-port')
    .lines.map(l => textOf(l).trimEnd());

describe('bridge ports', () => {
  const lesson = () => loadLesson('rstp');

  test('show the handshake in the words of the standard', () => {
    const on = upTo(desk(SIZE, 'en', lesson()), 'alternate');
    on.press('n');
    const all = linesOf(on);
    expect(all[0]).toMatch(/Port +State +Role +Handshake/);
    const s3p2 = all.find(line => line.includes('s3.p2'));
    expect(s3p2).toMatch(/discarding +(designated → )?alternate +.*synced agree/);
  });

  test('a flag that changed is a change of the port', () => {
    // s2's answer is two events further on.
    const on = upTo(desk(SIZE, 'en', lesson()), 'better');
    on.press('n n n');
    const line = linesOf(on, 140).find(l => l.includes('s1.p1'));
    expect(line).toMatch(/^ ~ s1\.p1/);
    expect(line).toContain('proposing synced → synced agreed');
  });

  test('have no such column where the old protocol runs', () => {
    const on = upTo(desk(SIZE, 'en', loadLesson('stp')), 'blocked');
    expect(linesOf(on).join('\n')).not.toContain('Handshake');
  });
});
