// The maps of the packaged lessons on the two screens that are promised; two frames on one cable; the lines below a map.
import { expect, test } from 'vitest';
import { mapRows } from '../../../src/tui/panels/topology.js';
import { Desk } from '../../../src/tui/picture/desk.js';
import { boxOf, layoutOf } from '../../../src/tui/places.js';
import { line, span, textOf, widthOf } from '../../../src/tui/text.js';
import { footLines } from '../../../src/tui/topology/foot.js';
import { marksOf } from '../../../src/tui/topology/marks.js';
import { lessonIds, openLesson } from '../../lessons.js';

/** The room of the network's panel, and whether all of the map is in it. */
function mapOf(id: string, columns: number, rows: number, keys: readonly string[] = []) {
  const { lesson, session, player } = openLesson(id);
  const size = { columns, rows };
  const { store, ...desk } = new Desk({ lesson, session, player, lang: 'en', size });
  expect(desk).toBeDefined();
  for (const panel of keys) store.update({ panel, recent: [panel, ...store.ui.recent.filter(p => p !== panel)] });
  const place = layoutOf(store.view, size)?.places.find(p => p.panel === 'topology');
  if (place === undefined) throw new Error(`no map of ${id}`);
  const box = boxOf(place);
  return { box, whole: mapRows(store.view, box, box.height) !== undefined };
}

test.each(lessonIds)('the whole map of %s at 160×48, and where one goes to it at 80×24', id => {
  expect(mapOf(id, 160, 48).whole).toBe(true);
  expect(mapOf(id, 80, 24, ['packet', 'topology']).whole).toBe(true);
});

test('a map that one goes to takes rows of the lesson, and no more than it needs', () => {
  const [before, there] = [mapOf('routing-table', 80, 24), mapOf('routing-table', 80, 24, ['packet', 'topology'])];
  expect(before.whole).toBe(false);
  expect(there.box.height).toBeGreaterThan(before.box.height);
  expect(mapOf('arp', 80, 24, ['packet', 'topology']).box).toEqual(mapOf('arp', 80, 24).box);
});

test.each([14, 20, 30, 60])('two frames on a wire of %i cells have wire between them', width => {
  const cells = Array.from({ length: width }, (_, x) => ({ x, y: 0 }));
  const stretch = { x: 0, y: 0, width, forward: true };
  const path = { id: 'l', cells, strokes: [], stretches: [stretch] };
  const load = (text: string, forward: boolean, arrived = false) =>
    ({ text, role: 'plain', forward, arrived }) as const;
  for (const loads of [
    [load('ARP?', true), load('echo?', true)],
    [load('ARP!', false), load('echo?', true)],
    [load('ARP?', true, true), load('echo?', true)],
  ]) {
    const marks = [...marksOf(path, loads)].sort((p, q) => p.x - q.x);
    if (marks.some(m => widthOf(m.text) < 2)) continue;
    expect(marks).toHaveLength(2);
    const [p, q] = marks as [(typeof marks)[0], (typeof marks)[0]];
    expect(q.x).toBeGreaterThan(p.x + widthOf(p.text));
  }
});

test('what has no room below a map is said in less words, or left out as a whole', () => {
  const of = (...texts: string[]) => texts.map(t => line(span(t))) as [ReturnType<typeof line>];
  const things = [of('frame 6 has just arrived at R1.lan', 'frame 6 at R1.lan'), of('■ blocking'), of('·1 VLAN')];
  const text = (width: number, rows: number) => footLines(things, width, rows).map(textOf);
  expect(text(80, 1)).toEqual(['   frame 6 has just arrived at R1.lan   ■ blocking   ·1 VLAN']);
  expect(text(44, 1)).toEqual(['   frame 6 has just arrived at R1.lan']);
  expect(text(50, 1)).toEqual(['   frame 6 has just arrived at R1.lan   ■ blocking']);
  expect(text(44, 2)).toEqual(['   frame 6 has just arrived at R1.lan', '   ■ blocking   ·1 VLAN']);
  expect(text(24, 1)).toEqual(['   frame 6 at R1.lan']);
  for (let width = 1; width < 60; width++)
    for (const rows of [1, 2]) for (const l of text(width, rows)) expect(widthOf(l)).toBeLessThanOrEqual(width);
});
