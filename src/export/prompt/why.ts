// `why` at the prompt: of the stage at the cursor, a row, a column of it.
import { whyRow, whyStage } from '../../debug/index.js';
import type { Table } from '../../journal/index.js';
import { nearest } from '../../lesson/index.js';
import { findKey, whyAnswer } from '../answers.js';
import { type Answer, ok, type PromptState } from './command.js';

/** `why`: the stage at the cursor. `why TABLE ROW [.COLUMN]`: a row, or a column of it. */
export function why(prompt: PromptState, args: readonly string[]): Answer {
  const { session, words } = prompt;
  const { journal, stage } = session;
  const [name, ...rest] = args;
  if (name === undefined) {
    if (stage === undefined) return prompt.fail('ui.prompt.before-first');
    return ok(whyAnswer(words, session, whyStage(journal, stage.id)));
  }
  const table = tableNamed(prompt, name);
  if ('ok' in table) return table;
  const column = rest.at(-1)?.startsWith('.') ? (rest.pop() as string).slice(1) : undefined;
  const row = rest.join(' ');
  const key = findKey(words, table, row);
  const answer = key === undefined ? undefined : whyRow(journal, table, key, column);
  if (answer === undefined) return prompt.fail('ui.prompt.no-row', { table: table.name, row });
  return ok(whyAnswer(words, session, answer.links));
}

export function tableNamed(prompt: PromptState, name: string): Table<unknown> | Answer {
  const { journal } = prompt.session;
  const table = journal.tableNamed(name);
  if (table !== undefined) return table;
  const near = nearest(
    name,
    journal.tables.map(t => t.name),
  );
  return prompt.fail('ui.prompt.no-table', { table: name, near });
}
