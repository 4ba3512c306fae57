// What a learner reads of a question: a sentence in both languages, never the program's own filter language.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findLesson } from '../../src/cli/lessons.js';
import { Describer, decidedText, questionText } from '../../src/export/index.js';
import { clauseOf } from '../../src/filter/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { momentOf, openLesson, type Prediction, pose } from '../../src/lesson/index.js';

const lessons = new URL('../../lessons/', import.meta.url);
/** Operators, names of fields, names of tables, messages that there are not. */
const RAW = /==|&&|\|\||!=|\b[a-z]\w*\.[a-z_]\w*\b|\w@\w|[⟨⟩{}]|undefined/;

test('no question of a bundled lesson has filter text in it', () => {
  const asked: string[] = [];
  for (const id of readdirSync(lessons, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    const snapshot = readFileSync(new URL(`${id.name}/snapshot.txt`, lessons), 'utf8');
    const part = snapshot.split('== predictions, en ==\n')[1]?.split('\n\n')[0] ?? '';
    asked.push(...part.split('\n').filter(line => /^\S+: /.test(line)));
  }
  expect(asked.length).toBeGreaterThan(60);
  for (const line of asked) expect(line.slice(line.indexOf(':')).replace(/\bsw\.p5\b/, 'a port')).not.toMatch(RAW);
});

const open = (id: string) => openLesson(findLesson(id, 'en'), undefined);

describe.each(LANGS)('%s', lang => {
  test('every kind that names a filter, a field or a table is a sentence', () => {
    const { session } = open('arp');
    session.gotoEvent(2);
    const of =
      'arp.opcode == 1 && (eth.src == 02:00:00:00:01:01 || arp) && !(arp.hw.size > 6) && arp.opcode in {1, 2} && ns.node == "A"';
    const asks: Prediction[] = [
      { ask: 'field', field: 'eth.dst', of: 'arp.opcode == 2' },
      { ask: 'field', field: 'eth.dst', of },
      { ask: 'table', table: 'neigh@A', columns: ['ip', 'state'], after: { kind: 'event' } },
      { ask: 'table', table: 'neigh@A', after: { kind: 'time', ns: 4000 } },
      { ask: 'table', table: 'neigh@A', after: { kind: 'filter', text: 'ns.node == "D" && arp.opcode == 2' } },
      { ask: 'next-node' },
    ];
    for (const ask of asks) {
      const posed = pose(momentOf(session), ask);
      if (posed === undefined && ask.ask === 'field' && ask.of === of) continue;
      expect(posed, JSON.stringify(ask)).toBeDefined();
      const text = questionText(new Describer(session.target, lang), posed!.question);
      expect(text).not.toMatch(RAW);
      expect(text).toMatchSnapshot();
    }
  });

  test('the answer to "at which node" names the event that decided', () => {
    const { session } = open('arp');
    session.gotoEvent(2);
    const { key } = pose(momentOf(session), { ask: 'next-node' })!;
    session.next();
    const text = decidedText(key, lang)!;
    expect(text).toMatch(
      lang === 'en' ? /event 3, at sw, t = 1\.576 µs: the last bit/ : /事件 3，发生在 sw，t = 1\.576 µs/,
    );
    // Three hosts hear the flooded question at the same time: each is right, and all are named.
    const then = pose(momentOf(session), { ask: 'next-node' })!;
    expect(['B', 'C', 'D'].map(node => then.key.judge([node]))).toEqual([true, true, true]);
    expect(then.key.judge(['A'])).toBe(false);
    for (const node of ['B', 'C', 'D']) expect(decidedText(then.key, lang)).toContain(node);
  });
});

test('a filter that cannot be parsed has no clauses', () => {
  expect(clauseOf('arp.opcode ==')).toBeUndefined();
  expect(clauseOf('1 < ip.ttl < 10')).toMatchObject({ kind: 'and' });
});
