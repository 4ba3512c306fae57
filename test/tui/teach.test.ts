// Predictions on the screen: asked where the lesson stops, answered by keys and by the mouse, told what came of them.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import type { Prediction } from '../../src/lesson/index.js';
import { mouse } from '../../src/tui/actions/mouse.js';
import { lineWidth, textOf } from '../../src/tui/text.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk } from './fixture.js';
import { asking } from './teach-lesson.js';

const SIZE = { columns: 100, rows: 40 };
const SMALL = { columns: 80, rows: 24 };
const given = (on: Desk) => on.store.player.predictions.given;
const now = (on: Desk) => textOf(on.store.screen.rows.at(-1)!);

/** The rows of the lesson's panel, without its borders. */
function panel(on: Desk): string[] {
  const { rows, layout } = on.store.screen;
  const { x, y, width, height } = layout!.places.find(p => p.panel === 'lesson')!;
  return rows.slice(y, y + height).map(row => [...textOf(row)].slice(x, x + width).join(''));
}
const text = (on: Desk) => panel(on).join('\n');

const EGRESS: Prediction = { ask: 'egress-ports' };
const STAGES: Prediction = {
  ask: 'order',
  of: 'stages',
  items: ['ns.reason == "arp.reply" && ns.node == "D"', 'ns.reason == "neigh.known" && ns.node == "A"'],
};
const OPCODE: Prediction = { ask: 'field', field: 'arp.opcode', of: 'arp && eth.src == 02:00:00:00:03:01' };
const asked = (prediction: Prediction, size = SIZE) => desk(size, 'en', asking(prediction)).press('c');

describe('a question takes the focus and gives it back', () => {
  test('at the stop, to the panel that had it before; a panel alone is left alone', () => {
    const on = desk(SIZE).press('n 2 c');
    expect(on.store.ui.panel).toBe('lesson');
    expect(on.once('n n').store.ui.panel).toBe('packet');
    expect(desk(SIZE).press('2 z c').store.ui.panel).toBe('packet');
  });

  test('n goes on without an answer, and nothing is kept against anybody', () => {
    const on = asked(EGRESS).once('n n');
    expect(given(on)).toEqual([]);
    expect(now(on)).toContain('question left open: C goes back to it');
    expect(text(on.press('n'))).toContain('C goes back to it');
    expect(text(on)).not.toContain('as predicted');
    expect(on.press('C').store.ui.panel).toBe('lesson');
    expect(now(on)).toContain('choose with 1–4, then Enter · n goes on');
  });

  test('in another panel digits turn to panels; the last row says how to come to the question', () => {
    const on = asked(EGRESS).press('tab');
    expect(on.store.ui.panel).not.toBe('lesson');
    expect(now(on)).toMatch(/7 (turns )?to the question/);
    expect(on.press('2').store.ui.panel).toBe('packet');
    expect(given(on)).toEqual([]);
    expect(on.press('7 1').store.ui.teach.draft).toEqual({ here: ['p1'] });
  });

  test('each key that goes on is held once at an open question, and passes it the second time', () => {
    for (const key of ['n', 's', 'c', 'f']) {
      const on = asked(EGRESS);
      const at = on.store.session.position;
      expect(on.once(key).store.session.position).toBe(at);
      expect(now(on)).toContain(`answer it (Enter), or ${key} again goes on without`);
      // What is chosen meanwhile is not thrown away by a single key.
      on.once('2');
      expect(on.once(key).store.session.position).toBe(at);
      expect(on.once(key).store.session.position).toBeGreaterThan(at);
      expect(given(on)).toEqual([]);
    }
  });

  test('going back leaves it open and says how to come to it; in the past nothing is held', () => {
    const on = asked(EGRESS).press('N');
    expect(now(on)).toContain('c goes back to it');
    expect(on.press('c').store.ui.panel).toBe('lesson');
    on.press('n C');
    const at = on.store.session.position;
    expect(now(on)).toContain('· n goes on without');
    expect(on.once('n').store.session.position).toBeGreaterThan(at);
    expect(given(on.press('C 2 3 enter'))).toMatchObject([{ right: true, seen: true }]);
  });

  test('from another panel too, with the way to the question; playing asks twice as well', () => {
    const on = asked(EGRESS).press('tab');
    const at = on.store.session.position;
    for (const [key, label] of [
      ['space', 'Space'],
      ['n', 'n'],
    ] as const) {
      on.store.update({ teach: { ...on.store.ui.teach, warned: undefined } });
      expect(on.once(key).store.session.position).toBe(at);
      expect(now(on)).toContain(`7 turns to it, or ${label} again`);
    }
    expect(on.once('space').store.ui.running).toBe('play');
    expect(on.store.session.position).toBeGreaterThan(at);
  });

  test('a digit that is no answer means what it always means', () => {
    expect(asked(EGRESS).press('6').store.ui.panel).toBe('console');
  });

  test('playing waits at it', () => {
    const on = desk(SIZE, 'en', asking(EGRESS));
    command(on, 'play stages');
    for (let i = 0; i < 60 && on.later.length > 0; i++) on.later.shift()!();
    expect(on.store.ui.running).toBeUndefined();
    expect(on.store.player.predictions.asked()?.checkpoint).toBe('here');
  });
});

describe('answering', () => {
  test('one: the digit chooses, Enter answers', () => {
    const on = upTo(desk(SIZE), 'miss');
    expect(text(on)).toContain('1–6 or the arrows choose, Enter answers');
    expect(given(on.press('3 2 6'))).toEqual([]);
    expect(text(on)).toContain('Enter answers: ff:ff:ff:ff:ff:ff');
    expect(now(on)).toContain('Enter answers');
    on.press('enter');
    expect(given(on)).toMatchObject([{ checkpoint: 'miss', answer: ['ff:ff:ff:ff:ff:ff'], right: true }]);
    expect(text(on)).toContain('✓ As you said: ff:ff:ff:ff:ff:ff');
    expect(text(on)).toContain('1 of 1 as predicted');
    expect(text(on)).toContain('every card accepts');
  });

  test('one: by arrows and Enter; Space says that Enter does it', () => {
    const on = upTo(desk(SIZE), 'miss').press('down right space');
    expect(given(on)).toEqual([]);
    expect(now(on)).toContain('Enter answers with it');
    expect(given(on.press('enter'))).toMatchObject([{ answer: ['02:00:00:00:01:01'], right: false }]);
    expect(text(on)).toContain('≠ Not what you said');
    expect(text(on)).toContain('it happens: ff:ff:ff:ff:ff:ff');
  });

  test('one: by the mouse, a click chooses and a second one answers', () => {
    const on = upTo(desk(SIZE), 'miss');
    const y = on.store.screen.rows.findIndex(row => textOf(row).includes('6  ff:ff'));
    const x = textOf(on.store.screen.rows[y]!).indexOf('6  ff:ff');
    const click = () => mouse(on.store, { kind: 'press', button: 0, x, y });
    click();
    expect(given(on)).toEqual([]);
    click();
    expect(given(on)).toMatchObject([{ right: true }]);
  });

  test('many: digits toggle, Enter answers; none and some is no answer and costs nothing', () => {
    const on = asked(EGRESS).press('1 2 3 1');
    expect(text(on)).toContain('1 [ ] p1    2 [✓] p2    3 [✓] p3');
    expect(text(on)).toContain('Enter answers: p2, p3');
    on.press('4 enter');
    expect(now(on)).toContain('by none, or by some: not both');
    expect(given(on)).toEqual([]);
    expect(given(on.press('4 enter'))).toMatchObject([{ answer: ['p2', 'p3'], right: true }]);
  });

  test('many: Enter with nothing chosen says what to do', () => {
    const on = asked(EGRESS).press('enter');
    expect(now(on)).toContain('nothing is chosen yet');
    expect(given(on)).toEqual([]);
  });

  test('order: digits in order, Backspace takes back, Enter answers when all have a place', () => {
    const on = asked(STAGES).press('1 1');
    expect(now(on)).toContain('has its place already');
    expect(text(on.press('2'))).toMatch(/answers: 1 → 2/);
    expect(text(on.press('backspace backspace 2'))).toMatch(/answers: 2 → …/);
    on.press('enter');
    expect(given(on)).toEqual([]);
    expect(now(on)).toContain('each of them once');
    on.press('1 enter');
    expect(given(on)).toHaveLength(1);
    const ids = on.store.player.predictions.told()!.posed.question.options.map(o => o.id);
    expect(given(on)[0]!.answer).toEqual([ids[1], ids[0]]);
    expect(given(on)[0]!.right).toBe(ids[1] === '0');
  });

  test('text: a value is written, a wrong one answered kindly; letters are letters then, not commands', () => {
    const on = asked(OPCODE).press('enter n o enter');
    expect(now(on)).toContain('no is no value');
    expect(given(on)).toEqual([]);
    const at = on.store.session.position;
    expect(text(on.press('backspace backspace 2'))).toContain('Value: 2');
    expect(on.store.session.position).toBe(at);
    expect(given(on.press('enter'))).toMatchObject([{ answer: ['2'], right: true }]);
    const left = asked(OPCODE).press('9 esc n');
    expect(given(left)).toEqual([]);
    expect(left.store.session.where().event).toBeGreaterThan(asked(OPCODE).store.session.where().event - 1);
  });

  test('by the mouse: a click on an answer is its digit', () => {
    const on = asked(EGRESS);
    const click = (word: string) => {
      const y = on.store.screen.rows.findIndex(row => textOf(row).includes(word));
      const x = textOf(on.store.screen.rows[y]!).indexOf(word);
      mouse(on.store, { kind: 'press', button: 0, x, y });
    };
    click('[ ] p2');
    click('[ ] p3');
    expect(on.store.ui.teach.draft).toEqual({ here: ['p2', 'p3'] });
    click('answers: p2');
    expect(given(on)).toMatchObject([{ right: true }]);
  });

  test('by command', () => {
    expect(given(command(asked(EGRESS), 'answer 2 3'))).toMatchObject([{ right: true }]);
    expect(now(command(asked(EGRESS), 'answer p9'))).toContain('there is no answer p9');
  });
});

describe('afterwards', () => {
  test('Enter goes to the reason, running on as far as needed; Backspace comes back', () => {
    const on = upTo(desk(SIZE), 'answer').press('1 enter');
    const { position, present } = on.store.session;
    const { target, stage } = on.store.player.predictions.told()!.posed.key.why!;
    on.press('enter');
    expect(on.store.session.position).toBeGreaterThan(present);
    expect(on.store.session.present).toBe(on.store.session.position);
    expect(on.store.session.position).toBe(stage + 1);
    expect(on.store.session.journal.reasonOf(stage)).toBe(target.world.journal.reasonOf(stage));
    expect(now(on)).toContain('Backspace goes back');
    on.press('s w esc backspace');
    expect([on.store.session.position, on.store.ui.panel]).toEqual([position, 'lesson']);
    expect(text(on)).toContain('As you said');
  });

  test('is the same at every later visit, and wherever in the section one stands', () => {
    const on = asked(EGRESS).press('2 3 enter');
    expect(text(on.press('n n C'))).toContain('✓ As you said: p2, p3');
    expect(text(on.press('n 7'))).toContain('Afterwards, about Here.');
  });

  test('where the network was changed since, the reason is not found, and nothing moves', () => {
    const on = asked(OPCODE).press('2 enter');
    const at = on.store.session.position;
    // D, whose answer was asked about, is switched off before it hears the question.
    command(on, 'power D off').press('C');
    expect(on.store.session.position).toBe(at);
    on.press('7 enter');
    expect(on.store.session.position).toBe(at);
    expect(now(on)).toContain('changed since');
  });
});

test('pictures of tables: one table a picture, signed against now', () => {
  const on = upTo(desk(SMALL), 'answer');
  expect(text(on)).toMatch(/IP +MAC +State/);
  expect(text(on)).toMatch(/1 {2}~ 192\.168\.0\.103 {2}02:00:00:00:04:01 {2}REACHABLE/);
  expect(text(on)).toMatch(/2 {4}192\.168\.0\.103 {2}— +INCOMPLETE/);
  expect(text(on.press('2 enter'))).toMatch(/you said: {3}192\.168\.0\.103 {2}—/);
  expect(text(on)).toMatch(/it happens: ~ 192\.168\.0\.103 {2}02:00:00:00:04:01/);
});

describe.each(LANGS)('%s: the panel', lang => {
  test.each(['miss', 'answer'])('asked at %s', id => {
    const on = upTo(desk(SMALL, lang), id);
    expect(`\n${text(on)}\n${now(on)}\n`).toMatchSnapshot();
  });
});

test.each([
  ['many', EGRESS, '2 down'],
  ['order', STAGES, '2'],
  ['text', OPCODE, '2'],
  ['answered', EGRESS, '1 enter'],
] as const)('%s: the panel', (_name, prediction, keys) => {
  const on = asked(prediction, SMALL).press(keys);
  expect(`\n${text(on)}\n${now(on)}\n`).toMatchSnapshot();
});

describe('at every size', () => {
  const SIZES = [
    [40, 12],
    [47, 16],
    [80, 24],
    [100, 30],
    [121, 37],
    [160, 48],
    [220, 60],
  ] as const;
  test.each(LANGS)('%s: the screen is whole with a question open, and with an answer told', lang => {
    const cases = [EGRESS, STAGES, OPCODE].map(p => desk(SMALL, lang, asking(p)).press('c'));
    cases.push(upTo(desk(SMALL, lang), 'answer'), upTo(desk(SMALL, lang), 'answer').press('2 enter'));
    for (const on of cases) {
      for (const projector of [false, true]) {
        on.store.update({ projector });
        for (const [columns, rows] of SIZES) {
          on.store.setSize({ columns, rows });
          expect(on.store.screen.rows.length).toBe(rows);
          for (const row of on.store.screen.rows) expect(lineWidth(row), textOf(row)).toBe(columns);
          const place = on.store.screen.layout!.places.find(p => p.panel === 'lesson')!;
          expect(place, `${columns}×${rows}`).toBeDefined();
          const first = panel(on)[1]!;
          expect(first.trim().length, `${columns}×${rows}`).toBeGreaterThan(4);
        }
      }
    }
  });

  test('at 80×24 the text can be read to its end while the question is open', () => {
    const on = upTo(desk(SMALL), 'answer');
    expect(text(on)).toContain('4  ~');
    expect(text(on)).not.toContain('B and C see nothing of it');
    on.press('page-down page-down');
    expect(text(on)).toContain('see nothing of it');
    expect(text(on.press('page-up page-up'))).toContain('Predict:');
    expect(text(on.press('H'))).toContain('what does it say?');
    expect(text(on.press('1 enter'))).toContain('As you said');
  });
});
