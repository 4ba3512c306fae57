// Words for predictions, goals and tasks: the same at the prompt and on the screen.

import { placeOf } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import type { ColumnKind } from '../journal/index.js';
import type { Answer, Deed, Given, Goal, GoalAnswer, Key, Label, Nearly, NearRow, Question } from '../lesson/index.js';
import { Describer } from './describe.js';
import { fieldWords, frameFilterWords, rowFilterWords, saidWords } from './filter-words.js';

/** An option in words; a table is one line a row. */
export function labelLines(words: Describer, label: Label, lang: Lang): string[] {
  switch (label.kind) {
    case 'text':
      return [label.text];
    case 'message':
      return [words.text(label.id, label.args)];
    case 'stage': {
      const ahead = new Describer(label.target, lang);
      return [`${ahead.nodeOf(label.stage)}: ${ahead.sentence(label.stage)}`];
    }
    case 'frame': {
      const ahead = new Describer(label.target, lang);
      return [`${ahead.frameWay(label.frame)}  ${ahead.frameSummary(label.frame)}`];
    }
    case 'rows':
      return rowLines(words, label);
  }
}

function rowLines(words: Describer, { schema, rows, columns }: Extract<Label, { kind: 'rows' }>): string[] {
  if (rows.length === 0) return [words.text('predict.empty-table')];
  const kinds = (schema.columns ?? {}) as Readonly<Record<string, Parameters<Describer['cell']>[0]>>;
  return rows.map(row => {
    const values = row as Readonly<Record<string, unknown>>;
    return columns.map(column => words.cell(kinds[column] ?? 'string', values[column]) || '—').join('  ');
  });
}

/** Several options in one line. */
export function answerText(words: Describer, question: Question, answer: Answer, lang: Lang): string {
  const one = (id: string) => {
    const option = question.options.find(each => each.id === id);
    return option === undefined ? id : labelLines(words, option.label, lang).join(' · ');
  };
  return answer.map(one).join(question.form === 'order' ? ' → ' : ', ');
}

/** The question, as a sentence. `columns`: those of a table are named, where no heading does it. */
export function questionText(words: Describer, { ask }: Question, columns = true): string {
  const { id, args, of, table, field } = ask;
  const more: Record<string, unknown> = {};
  if (of !== undefined) more.of = saidWords(words, of);
  if (field !== undefined) more.field = fieldWords(words, field.name, field.label);
  if (table !== undefined) {
    const [schema = '', owner] = table.name.split('@');
    const title = words.text(`table.${schema}`);
    more.table = owner === undefined ? title : words.text('say.table-of', { title, owner });
    const named = table.columns.map(column => words.text(`column.${schema}.${column}`));
    more.columns = columns ? named.join(' · ') : '';
  }
  return words.text(id, { ...args, ...more });
}

/** Which event decided, where it was one; undefined: the question was about something else. */
export function decidedText({ why, decided }: Key, lang: Lang): string | undefined {
  if (why === undefined || decided === undefined) return undefined;
  const { target } = why;
  const { journal } = target.world;
  const { stage, also } = decided;
  const event = journal.eventOf(stage);
  const ahead = new Describer(target, lang);
  const n = event - target.setupEvents + 1;
  const args = { n, node: ahead.nodeOf(stage), time: journal.eventTime(event), what: ahead.sentence(stage), also };
  return ahead.text('predict.decided', args);
}

/** The question and its numbered answers. */
export function questionLines(words: Describer, question: Question, lang: Lang): string[] {
  const lines = [questionText(words, question)];
  for (const [i, { label }] of question.options.entries()) {
    const [first = '', ...more] = labelLines(words, label, lang);
    lines.push(`  ${i + 1}  ${first}`, ...more.map(text => `     ${text}`));
  }
  return lines;
}

/** Why a prediction came out as it did; `ahead`: words for the branch that its key is from. */
export function reasonText(ahead: Describer, { stage, unchanged }: NonNullable<Key['why']>): string {
  const why = ahead.sentence(stage);
  return unchanged === true ? ahead.text('predict.unchanged', { why }) : why;
}

/** You said, it happens, why. */
export function verdictLines(
  words: Describer,
  question: Question,
  given: Given,
  why: { readonly sentence: string; readonly event: number; readonly decided?: string | undefined } | undefined,
  lang: Lang,
): string[] {
  const lines = [words.text(given.right ? 'predict.right' : 'predict.wrong')];
  const said = answerText(words, question, given.answer, lang);
  lines.push(words.text('predict.you-said', { said }));
  if (!given.right || question.form === 'order')
    lines.push(words.text('predict.happened', { happened: answerText(words, question, given.happened, lang) }));
  if (why?.decided !== undefined) lines.push(why.decided);
  if (why !== undefined) {
    lines.push(words.text('predict.because', { why: why.sentence }));
    if (why.event > 0) lines.push(words.text('predict.jump', { event: why.event }));
  }
  return lines;
}

/** One goal in a line: `✓ A reaches D`; of one that misses what stands in its way, below it. */
export function goalLines(words: Describer, answer: GoalAnswer, lang: Lang): string[] {
  const { goal, reached, count } = answer;
  const why = reached ? undefined : missWords(words, answer, lang);
  return [`${reached ? '✓' : '·'} ${goalText(words, goal, count)}`, ...(why === undefined ? [] : [`    ${why}`])];
}

function missWords(words: Describer, { goal, missing, nearly }: GoalAnswer, lang: Lang): string | undefined {
  if (nearly !== undefined) return nearlyWords(words, nearly);
  if ('reach' in goal && goal.not === true) return words.text('goal.answered');
  const stage = missing?.answer.check?.stage;
  if (missing === undefined || stage === undefined) return undefined;
  const ahead = new Describer(missing.target, lang, words.veil);
  // Whoever is to find what was set up is told where to look, not what it was.
  if (ahead.isVeiled(stage)) return words.text('goal.set-up', { node: placeOf(missing.target, stage).node });
  return words.text('goal.first-check', { why: `${ahead.nodeOf(stage)}: ${ahead.sentence(stage)}` });
}

function nearlyWords(words: Describer, nearly: Nearly): string | undefined {
  const told = ({ schema, row, columns }: NearRow) => {
    const kinds = (schema.columns ?? {}) as Readonly<Record<string, ColumnKind>>;
    const values = row as Readonly<Record<string, unknown>>;
    const heading = (name: string) => words.text(`column.${schema.name}.${name}`);
    return columns
      .map(name => `${heading(name)} ${words.cell(kinds[name] ?? 'string', values[name]) || '—'}`)
      .join(', ');
  };
  const untold = ({ changes }: NearRow) => changes.some(change => words.isVeiledChange(change));
  const name = ({ schema, row }: NearRow) => words.rowName(schema, '', row);
  if (nearly.kind === 'rows') {
    const rows = nearly.rows.filter(row => !untold(row)).map(row => `${name(row)} (${told(row)})`);
    return rows.length === 0 ? undefined : words.text('goal.has-rows', { rows });
  }
  if (nearly.kind === 'row') {
    const { row, how } = nearly;
    const missed = nearly.missed.map(part => rowFilterWords(words, row.schema.name, part)).join(', ');
    return untold(row) ? undefined : words.text(`goal.${how}-row`, { row: name(row), missed, told: told(row) });
  }
  const { frame, how } = nearly;
  const missed = nearly.missed.map(part => frameFilterWords(words, part)).join(', ');
  const sent = `${words.frameWay(frame)} ${words.frameSummary(frame)}`;
  return words.text(`goal.${how}-frame`, { frame, told: sent, missed });
}

/** `1` → exactly one, `>= 2` → at least two: the end of a message id, and the number. */
function countOf(count: number | string | undefined): readonly [how: string, n: number] {
  if (count === undefined) return ['some', 1];
  const [, sign = '==', digits = '0'] = /^(\D*?)\s*(\d+)$/.exec(String(count)) ?? [];
  const n = Number(digits);
  const hows: Readonly<Record<string, string>> = { '>=': 'least', '<=': 'most', '>': 'more', '<': 'fewer' };
  return [hows[sign] ?? (n === 0 ? 'none' : 'exactly'), n];
}

function goalText(words: Describer, goal: Goal, now: number | undefined): string {
  if ('reach' in goal) return words.text(goal.not === true ? 'goal.no-reach' : 'goal.reach', goal.reach);
  const [how, n] = countOf(goal.count);
  const counted = { n, now: now === undefined ? undefined : String(now) };
  if ('frame' in goal)
    return words.text(`goal.frame.${how}`, { ...counted, at: goal.at, frame: frameFilterWords(words, goal.frame) });
  const [schema = '', owner] = goal.table.split('@');
  const title = words.text(`table.${schema}`);
  const table = owner === undefined ? title : words.text('say.table-of', { title, owner });
  const where = goal.where === undefined ? undefined : rowFilterWords(words, schema, goal.where);
  return words.text(`goal.table.${how}`, { ...counted, table, where });
}

/** A deed of a task as it is typed at the prompt. */
export function deedText(deed: Deed): string {
  if ('on' in deed) return `${deed.on}$ ${deed.do}`;
  if ('link' in deed) return `link ${deed.link} ${deed.up ? 'up' : 'down'}`;
  return `power ${deed.node} ${deed.power ? 'on' : 'off'}`;
}
