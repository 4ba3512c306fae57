// Searching: as one types, in every panel alike, through all events, and never so long that a key has to wait.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { press as pressStore } from '../../src/tui/actions/press.js';
import { hitFrom, hitsAt } from '../../src/tui/search.js';
import { lineWidth } from '../../src/tui/text.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk } from './fixture.js';
import { longRun } from './long-run.js';

const SIZE = { columns: 100, rows: 34 };

/** Types a text, letter by letter, and does what is put off. */
function type(on: Desk, text: string): Desk {
  for (const character of text) on.press(character === ' ' ? 'space' : character);
  return on;
}
const chosen = (on: Desk) => on.store.ui.chosen[on.store.ui.panel];
const last = (on: Desk) => on.text().split('\n').at(-1)!;

describe('hits', () => {
  test('the next, the one before, and round the end', () => {
    const hits = hitsAt([3, 7, 9]);
    expect([0, 3, 4, 9, 20].map(place => hitFrom(hits, place, 1))).toEqual([0, 1, 1, 0, 0]);
    expect([0, 3, 4, 9, 20].map(place => hitFrom(hits, place, -1))).toEqual([2, 2, 0, 1, 2]);
    expect([3, 4].map(place => hitFrom(hits, place, 1, true))).toEqual([0, 1]);
    expect(hitFrom(hitsAt([]), 3, 1)).toBe(-1);
  });
});

describe('in a panel', () => {
  test('each letter goes to the nearest hit; Esc goes back to where it began', () => {
    const on = desk(SIZE).press('n n 2 j j');
    const before = [on.store.ui.chosen, on.store.ui.focus];
    type(on.press('/'), 'opc');
    expect(on.store.ui.focus.field).toBe('arp.opcode');
    expect(last(on)).toContain('/opc');
    expect(last(on)).toContain('1 of 1');
    on.press('esc');
    expect([on.store.ui.chosen, on.store.ui.focus]).toEqual(before);
    expect(on.store.ui.search).toBeUndefined();
  });

  test('hits bear a sign, the text is marked, the title counts', () => {
    const on = type(desk(SIZE).press('n n 2 /'), 'sender');
    expect(on.text()).toMatch(/2 Frame.*\/sender {2}1 of 2/);
    expect(on.text()).toMatch(/│\* {5}Sender MAC/);
    expect(on.text()).toMatch(/│\* {5}Sender IP/);
    const marked = on.store.screen.rows.flat().filter(s => s.role === 'here' && s.text.toLowerCase() === 'sender');
    expect(marked.length).toBeGreaterThanOrEqual(2);
  });

  test('Enter keeps; then * and # go on, and the step keys step', () => {
    const on = type(desk(SIZE).press('n n 2 /'), 'sender').press('enter');
    expect(on.store.ui.focus.field).toBe('arp.src.hw_mac');
    expect(last(on)).toContain('* the next, # the one before');
    expect(on.press('*').store.ui.focus.field).toBe('arp.src.proto_ipv4');
    expect(on.press('*').store.ui.focus.field).toBe('arp.src.hw_mac');
    expect(on.press('#').store.ui.focus.field).toBe('arp.src.proto_ipv4');
    const { event } = on.store.session.where();
    expect(on.press('n').store.session.where().event).toBe(event + 1);
    expect(on.press('esc').store.ui.search).toBeUndefined();
  });

  test('while one types, letters are letters: no key moves anything else', () => {
    const on = type(desk(SIZE).press('n n n /'), 'nsc?q:1');
    expect(on.store.session.where().event).toBe(3);
    expect(on.exits).toEqual([]);
    expect(on.store.ui.search?.text).toBe('nsc?q:1');
    on.press('ctrl-u backspace');
    expect(on.store.ui.search).toBeUndefined();
  });

  test('down and up go to other hits while one types', () => {
    const on = type(desk(SIZE).press('n n 2 /'), 'sender').press('down');
    expect(on.store.ui.focus.field).toBe('arp.src.proto_ipv4');
    expect(on.press('up').store.ui.focus.field).toBe('arp.src.hw_mac');
  });

  test('what is not there is said, and the place is kept', () => {
    const on = type(desk(SIZE).press('n n 2 j /'), 'gibberish');
    expect(last(on)).toContain('0 hits');
    on.press('enter');
    expect(last(on)).toContain('gibberish was not found');
    expect(on.store.ui.search).toBeUndefined();
  });

  test('an empty search repeats the last one; in another panel * looks for the same', () => {
    const on = type(desk(SIZE).press('n n n 2 /'), 'ARP').press('enter esc / enter');
    expect(on.store.ui.search?.text).toBe('ARP');
    on.press('7 *');
    expect(on.store.ui.search?.panel).toBe('lesson');
    expect(desk(SIZE).press('*').text()).toContain('/ begins');
  });

  test('text that scrolls is scrolled to', () => {
    const on = upTo(desk({ columns: 60, rows: 20 }), 'flood').press('7 z');
    expect(on.text()).not.toContain('for free');
    type(on.press('/'), 'p1');
    expect(on.store.ui.search?.at).toBeGreaterThan(0);
    expect(on.text()).toContain('p1');
    expect(on.text()).toMatch(/│›/);
  });

  test('a line that a chart has not drawn is found', () => {
    const on = type(upTo(desk({ columns: 80, rows: 24 }), 'probe-d').press('5 /'), 'reachable');
    expect(on.text()).toMatch(/│›.*REACHABLE/);
  });
});

describe('in Time', () => {
  test('through what the events say, all of them, in sight or not', () => {
    const on = type(upTo(desk({ columns: 80, rows: 24 }), 'delay').press('3 /'), 'who').press('esc');
    type(on.press('/'), 'asked');
    expect(on.store.ui.search?.found?.search.kind).toBe('text');
    expect(chosen(on)).toBe('event:2');
    expect(on.press('enter enter').store.session.where().event).toBe(2);
  });

  test('a display filter leaves out the others, and says how many', () => {
    const on = type(upTo(desk(SIZE), 'delay').press('3 z /'), 'arp.opcode == 2');
    const { search } = on.store.ui.search!.found!;
    expect(search.kind).toBe('filter');
    const events = Array.from({ length: search.hits.length }, (_, i) => search.hits.eventAt(i));
    // Sent or received with opcode 2, by what the journal says.
    expect(events).toEqual([4, 7, 8, 23, 24, 25]);
    expect(on.text()).toContain('filter, others left out');
    expect(on.text()).toMatch(/┄┄ 3 events left out, 3\.152 µs ┄┄/);
    expect(on.text()).toMatch(/┄┄ 14 events left out/);
    expect(on.press('down').store.ui.chosen.time).toBe('event:7');
  });

  test('quotation marks make a text of what would be a filter', () => {
    const on = type(upTo(desk(SIZE), 'learnt').press('3 /'), '"arp"');
    expect(on.store.ui.search?.found?.search.kind).toBe('text');
    expect(on.store.ui.search?.count).toBeGreaterThan(0);
  });

  test('a filter that is none is searched for as text; what is wrong with it is said', () => {
    const on = type(desk(SIZE).press('n n n 3 /'), 'arp.opcod == 2');
    expect(on.store.ui.search?.found?.search.kind).toBe('text');
    on.press('enter');
    expect(last(on)).toContain('arp.opcode');
    expect(type(on.press('/'), '((').press('enter').text()).toContain('(( was not found');
    expect(type(on.press('/'), '"').press('enter').text()).toContain('" was not found');
  });

  test('what is beyond the present is not found, and is once it has come', () => {
    const on = type(desk(SIZE).press('n n n 3 /'), 'arp.opcode == 2').press('enter');
    expect(on.text()).toContain('was not found');
    type(on.press('/'), 'arp.opcode == 1').press('enter');
    expect(on.store.ui.search?.count).toBe(2);
    on.press('z n n n');
    expect(on.text()).toContain('5 hits');
  });

  test('another branch is searched anew, and so is another language', () => {
    const on = type(upTo(desk(SIZE), 'echo').press('3 /'), 'reachable').press('enter');
    const before = on.store.ui.search!.count;
    expect(before).toBeGreaterThan(0);
    command(on.press('N N N N N N N N N N N'), 'B$ ping -c 1 192.168.0.100');
    expect(on.store.ui.search!.count).toBeLessThan(before);
    on.press('n n n L');
    expect(on.store.ui.search!.found!.search.suits(on.store.view)).toBe(true);
  });

  test('goes in slices: every key is answered between two of them, Esc ends it', () => {
    const on = longRun(800);
    for (const key of ['3', '/', 'x', 'y']) pressStore(on.store, key);
    const { search, upTo } = on.store.ui.search!.found!;
    expect(upTo).toBeLessThan(500);
    expect(on.later).toHaveLength(2);
    expect(on.text()).toContain(`${upTo} of ${on.store.session.where().events} events searched`);
    on.later.shift()!();
    on.later.shift()!();
    expect(on.store.ui.search!.found!.upTo).toBeGreaterThan(upTo);
    expect(on.store.ui.search!.found!.upTo - upTo).toBeLessThan(500);
    pressStore(on.store, 'esc');
    const searched = search.searched;
    while (on.later.length > 0) on.later.shift()!();
    expect(search.searched).toBe(searched);
    expect(on.store.ui.search).toBeUndefined();
  });

  test('to its end it finds every one', () => {
    const on = type(longRun(800).press('3 /'), 'icmp_seq');
    on.press('esc');
    type(on.press('/'), 'icmp.type == 8 && ns.stage == "icmp_rcv"');
    expect(on.store.ui.search!.count).toBe(800);
  });
});

describe.each(LANGS)('%s', lang => {
  test.each([
    [40, 12],
    [80, 24],
    [160, 48],
  ])('at %i×%i every row is as wide as the screen, whatever is searched for', (columns, rows) => {
    for (const text of ['a', '帧', 'ARP', 'x'.repeat(200), '广播', 'İ']) {
      const on = type(upTo(desk({ columns, rows }, lang), 'not-me').press('3 /'), text);
      for (const keys of ['', 'enter', '* 7 *', '5 *', '1 *']) {
        on.press(keys);
        for (const row of on.store.screen.rows) expect(lineWidth(row)).toBe(columns);
      }
    }
  });
});
