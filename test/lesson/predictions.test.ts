// Predictions: the key is what the simulation then does. Every kind is asked in the arp lesson, and what it says happened is
// compared with what is seen when the lesson is really played on.
import { describe, expect, test } from 'vitest';
import { walkthrough } from '../../src/author/testing.js';
import { placeOf } from '../../src/debug/index.js';
import { stageKinds } from '../../src/journal/index.js';
import { momentOf, type Posed, type Prediction, pose } from '../../src/lesson/index.js';
import { CHECKS } from '../../src/lesson/predict/checks.js';
import { lessonIds, openLesson } from '../lessons.js';

type Open = ReturnType<typeof openLesson>;

/** The arp lesson, at a stage of an event. */
function at(event: number, stages: number): Open {
  const open = openLesson('arp');
  open.session.gotoEvent(event - 1);
  for (let i = 0; i < stages; i++) open.session.step();
  return open;
}
const ask = ({ session }: Open, prediction: Prediction): Posed => {
  const posed = pose(momentOf(session), prediction);
  if (posed === undefined) throw new Error('nothing is asked');
  return posed;
};
const ids = ({ question }: Posed): string[] => question.options.map(({ id }) => id);
const rows = (open: Open, table: string) => [...(open.session.journal.tableNamed(table)?.rows() ?? [])] as object[];

describe('by which ports a frame leaves', () => {
  test('flooded: by all but the one it came in by', () => {
    const open = at(3, 1);
    const posed = ask(open, { ask: 'egress-ports' });
    expect(ids(posed)).toEqual(['p1', 'p2', 'p3', 'p4', 'none']);
    expect(posed.key.happened).toEqual(['p2', 'p3', 'p4']);
    expect(posed.key.judge(['p4', 'p2', 'p3'])).toBe(true);
    expect(posed.key.judge(['p1', 'p2', 'p3', 'p4'])).toBe(false);
    expect(posed.key.judge(['none', 'p1'])).toEqual({ id: 'predict.none-and-more', args: {} });
  });

  test('forwarded: by the one behind which the address was learnt', () => {
    const open = openLesson('arp');
    open.session.setStops('checkpoints', []);
    open.session.setStops('', [{ id: 'x', test: s => open.session.journal.reasonOf(s) === 'fdb.hit' }]);
    open.session.continue();
    // The stage of the arrival, before the switch has looked the address up.
    open.session.gotoPosition(open.session.journal.firstStage(open.session.event) + 1);
    expect(ask(open, { ask: 'egress-ports' }).key.happened).toEqual(['p1']);
  });

  test('taken in by a host: by none', () => {
    const open = at(6, 1);
    expect(placeOf(open.session.target, open.session.position - 1).node).toBe('B');
    expect(ask(open, { ask: 'egress-ports' }).key.happened).toEqual(['none']);
  });
});

test('which node acts next: those that act at the same moment are all right', () => {
  const open = at(4, 0);
  const posed = ask(open, { ask: 'next-node' });
  const first = open.session.next();
  expect(first.end).toBe('moved');
  expect(posed.key.happened).toEqual([placeOf(open.session.target, open.session.position - 1).node]);
  expect(['B', 'C', 'D'].map(node => posed.key.judge([node]))).toEqual([true, true, true]);
  expect(['A', 'sw'].map(node => posed.key.judge([node]))).toEqual([false, false]);
});

test('what a table holds after: the right picture among others, none of them the same', () => {
  const open = at(4, 3);
  const posed = ask(open, {
    ask: 'table',
    table: 'neigh@A',
    columns: ['ip', 'lladdr', 'state'],
    after: { kind: 'time', ns: 4000 },
  });
  expect(new Set(ids(posed)).size).toBe(posed.question.options.length);
  expect(posed.question.options.length).toBe(4);
  const right = posed.question.options.find(({ id }) => id === posed.key.happened[0]);
  open.session.gotoTime(open.session.where().time + 4000);
  expect(right?.label).toMatchObject({ kind: 'rows', rows: rows(open, 'neigh@A') });
  for (const id of ids(posed)) expect(posed.key.judge([id])).toBe(id === posed.key.happened[0]);
});

describe('the value of a field', () => {
  test('an address is chosen among those of the network, under their names', () => {
    const posed = ask(at(2, 8), { ask: 'field', field: 'eth.dst', of: 'arp.opcode == 2' });
    expect(posed.question.form).toBe('one');
    expect(posed.key.happened).toEqual(['02:00:00:00:01:01']);
    const labels = posed.question.options.map(({ label }) => (label as { text: string }).text);
    expect(labels).toContain('02:00:00:00:04:01  D.eth0');
    expect(labels).toContain('ff:ff:ff:ff:ff:ff');
  });

  test('a number is written, in any form a filter takes; what is no number costs nothing', () => {
    const posed = ask(at(2, 8), { ask: 'field', field: 'arp.opcode', of: 'eth.src == 02:00:00:00:04:01' });
    expect(posed.question).toMatchObject({ form: 'text', options: [] });
    expect(posed.key.happened).toEqual(['2']);
    expect([posed.key.judge(['2']), posed.key.judge(['0x2']), posed.key.judge(['1'])]).toEqual([true, true, false]);
    expect(posed.key.judge(['reply!'])).toMatchObject({ id: 'predict.no-value' });
  });

  test('a frame that never comes is not asked for', () => {
    expect(pose(momentOf(at(2, 8).session), { ask: 'field', field: 'ip.ttl', of: 'tcp' })).toBeUndefined();
  });
});

test('dropped or not, and by which check', () => {
  const taken = ask(at(4, 1), { ask: 'dropped' });
  expect(taken.key.happened).toEqual(['taken']);
  const dropped = ask(at(6, 1), { ask: 'dropped' });
  expect(dropped.key.judge(['taken'])).toBe(false);
  expect([dropped.key.judge(['arp_process']), dropped.key.judge(['arp_ignore'])]).toEqual([true, true]);
  expect(ids(dropped)).toEqual(expect.arrayContaining(['taken', 'arp_process', 'arp_ignore']));
});

test('dropped: checks alone are offered, in words of their own, and never one only', async () => {
  const asked: Posed[] = [];
  for (const id of lessonIds) {
    if (!openLesson(id).lesson.checkpoints.some(({ predict }) => predict?.ask === 'dropped')) continue;
    const w = await walkthrough(id);
    for (let moved = w.continue(); moved.end === 'checkpoint'; moved = w.continue()) {
      const predict = w.lesson.checkpoints.find(point => point.id === moved.at)?.predict;
      const posed = predict?.ask === 'dropped' ? pose(momentOf(w.session), predict) : undefined;
      if (posed !== undefined) asked.push(posed);
    }
  }
  expect(asked.length).toBeGreaterThan(10);
  for (const posed of asked) {
    const offered = ids(posed).filter(id => id !== 'taken');
    expect(offered.filter(id => !CHECKS.includes(id))).toEqual([]);
    expect(offered.length).toBeGreaterThanOrEqual(3);
    expect(offered.length).toBeLessThanOrEqual(6);
    const labels = posed.question.options.slice(1).map(({ label }) => (label as { id: string }).id);
    expect(labels).toEqual(offered.map(id => `predict.check.${id}`));
  }
  // Each is a stage that can end in `drop` where a frame came in, and none that only sends or concludes.
  const known = stageKinds().map(({ name }) => name);
  expect(CHECKS.filter(name => !known.includes(name))).toEqual([]);
  expect(CHECKS.filter(name => /send|lookup$|resolve|learn|update/.test(name) && name !== 'br_fdb_lookup')).toEqual([]);
});

describe('in which order', () => {
  const items = [
    'ns.reason == "arp.reply"',
    'ns.reason == "arp.request-for-other" && ns.node == "B"',
    'ns.reason == "arp.request-for-other" && ns.node == "C"',
    'ns.reason == "neigh.known" && ns.node == "A"',
  ];
  test('any order that causes allow: B and C may change places, cause and effect may not', () => {
    const posed = ask(at(3, 1), { ask: 'order', of: 'stages', items });
    expect(posed.question.form).toBe('order');
    const right = (...order: number[]) => posed.key.judge(order.map(String));
    expect(right(...posed.key.happened.map(Number))).toBe(true);
    expect(right(0, 1, 2, 3)).toBe(true);
    expect(right(2, 1, 0, 3)).toBe(true);
    expect(right(0, 3, 1, 2)).toBe(true);
    expect(right(3, 0, 1, 2)).toBe(false);
    expect(right(0, 1, 3)).toEqual({ id: 'predict.order-all', args: {} });
    expect(right(0, 0, 1, 2)).toEqual({ id: 'predict.order-all', args: {} });
  });

  test('headers stand in one order only', () => {
    const posed = ask(at(3, 1), { ask: 'order', of: 'headers', items: [] });
    expect(posed.key.happened).toEqual(['0-eth', '1-arp']);
    expect(posed.key.judge(['1-arp', '0-eth'])).toBe(false);
  });
});

test('nothing that is computed ahead is to be seen: journal, present and state stay as they were', () => {
  const open = at(3, 1);
  const before = {
    stages: open.session.journal.stageCount,
    present: open.session.present,
    state: open.session.world.stateHash(),
  };
  for (const prediction of [{ ask: 'egress-ports' }, { ask: 'next-node' }, { ask: 'dropped' }] as const)
    ask(open, prediction);
  ask(open, { ask: 'table', table: 'fdb@sw', after: { kind: 'time', ns: 5e9 } });
  expect({
    stages: open.session.journal.stageCount,
    present: open.session.present,
    state: open.session.world.stateHash(),
  }).toEqual(before);
});

describe('in a lesson being played', () => {
  test('is asked where the checkpoint is, once; the first answer is kept', () => {
    const { session, player } = openLesson('arp');
    expect(player.predictions.asked()).toBeUndefined();
    session.continue();
    const asked = player.predictions.asked();
    expect(asked?.checkpoint).toBe('miss');
    expect(player.predictions.answer([])).toEqual({ id: 'predict.empty', args: {} });
    expect(player.predictions.answer(['nobody'])).toEqual({ id: 'predict.no-option', args: { answer: 'nobody' } });
    expect(player.predictions.answer(['02:00:00:00:04:01'])).toMatchObject({ right: false, seen: false, event: 2 });
    expect(player.predictions.answer(['ff:ff:ff:ff:ff:ff'])).toMatchObject({ right: true });
    expect(player.predictions.given).toMatchObject([{ checkpoint: 'miss', right: false }]);
    session.step();
    expect(player.predictions.asked()).toBeUndefined();
    session.reverseStep();
    expect(player.predictions.asked()?.given).toMatchObject({ right: false });
  });
});
