// Words for predictions, goals and tasks: the same at the prompt and on the screen.
import type { Lang } from '../i18n/index.js';
import type { Answer, Given, Goal, GoalAnswer, Key, Label, Question } from '../lesson/index.js';
import { Describer } from './describe.js';
import { fieldWords, saidWords } from './filter-words.js';

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

/** One goal in a line: `✓ A reaches D`. */
export function goalLines(words: Describer, { goal, reached, count, missing }: GoalAnswer, lang: Lang): string[] {
  const lines = [`${reached ? '✓' : '·'} ${goalText(words, goal, count)}`];
  if (missing?.answer.check !== undefined) {
    const ahead = new Describer(missing.target, lang);
    const { stage } = missing.answer.check;
    lines.push(`    ${words.text('goal.first-check', { why: `${ahead.nodeOf(stage)}: ${ahead.sentence(stage)}` })}`);
  }
  return lines;
}

function goalText(words: Describer, goal: Goal, now: number | undefined): string {
  if ('reach' in goal) return words.text(goal.not === true ? 'goal.no-reach' : 'goal.reach', goal.reach);
  const wanted = goal.count === undefined ? 'some' : goal.count === 0 ? 'none' : String(goal.count);
  const args = { ...goal, count: undefined, wanted, now: now === undefined ? undefined : String(now) };
  return words.text('table' in goal ? 'goal.table' : 'goal.frame', args);
}
