// Words for predictions, goals and tasks: the same at the prompt and on the screen.
import type { Lang } from '../i18n/index.js';
import type { Answer, Deed, Given, Goal, GoalAnswer, Label, Question } from '../lesson/index.js';
import { Describer } from './describe.js';

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

/** The question and its numbered answers. */
export function questionLines(words: Describer, question: Question, lang: Lang): string[] {
  const lines = [words.text(question.ask.id, question.ask.args)];
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
  why: { readonly sentence: string; readonly event: number } | undefined,
  lang: Lang,
): string[] {
  const lines = [words.text(given.right ? 'predict.right' : 'predict.wrong')];
  const said = answerText(words, question, given.answer, lang);
  lines.push(words.text('predict.you-said', { said }));
  if (!given.right || question.form === 'order')
    lines.push(words.text('predict.happened', { happened: answerText(words, question, given.happened, lang) }));
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

/** A deed of a task as it is typed at the prompt. */
export function deedText(deed: Deed): string {
  if ('on' in deed) return `${deed.on}$ ${deed.do}`;
  if ('link' in deed) return `link ${deed.link} ${deed.up ? 'up' : 'down'}`;
  return `power ${deed.node} ${deed.power ? 'on' : 'off'}`;
}
