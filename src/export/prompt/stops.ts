// Breakpoints and watchpoints at the prompt.
import type { RowProblem } from '../../debug/index.js';
import { filterProblemLines } from '../filter-problem.js';
import { type Answer, type Command, ok, type PromptState } from './command.js';

const point = (name: string, args: string, run: Command['run']): Command => ({
  name,
  short: name === 'break' ? 'b' : undefined,
  args,
  help: `key.${name}`,
  run,
});

function setBreak(prompt: PromptState, text: string): Answer {
  if (text === '') return prompt.fail('ui.prompt.break');
  const made = prompt.session.breakpoints.add(text);
  if (!made.ok) return { ok: false, lines: filterProblemLines(prompt.lang, text, made) };
  return ok([prompt.say('ui.prompt.breakpoint', { n: made.number, text: made.text })]);
}

function setWatch(prompt: PromptState, words: readonly string[]): Answer {
  const made = prompt.session.watchpoints.add(words);
  if (!made.ok) return rowProblem(prompt, made);
  return ok([prompt.say('ui.prompt.watchpoint', { n: made.number, text: made.text })]);
}

/** What is wrong with the name of a row. */
export function rowProblem(prompt: PromptState, { code, text, table, nearest }: RowProblem): Answer {
  return prompt.fail(`ui.prompt.row.${code}`, { text, table, near: nearest });
}

function info(prompt: PromptState): Answer {
  const { breakpoints, watchpoints } = prompt.session;
  const points = [...breakpoints.list(), ...watchpoints.list()].sort((x, y) => x.number - y.number);
  if (points.length === 0) return ok([prompt.say('ui.prompt.no-points')]);
  return ok(points.map(({ kind, number, text }) => prompt.say(`ui.prompt.${kind}`, { n: number, text })));
}

function remove(prompt: PromptState, argument: string | undefined): Answer {
  const { breakpoints, watchpoints } = prompt.session;
  const n = Number(argument);
  if (breakpoints.delete(n) || watchpoints.delete(n)) return ok([prompt.say('ui.prompt.deleted', { n })]);
  return prompt.fail('ui.prompt.no-point', { n: argument ?? '' });
}

export const stopCommands: readonly Command[] = [
  point('break', 'FILTER', (p, _args, rest) => setBreak(p, rest)),
  point('watch', 'TABLE [ROW] [.COLUMN]', (p, args) => setWatch(p, args)),
  point('info', '', info),
  point('delete', 'NUMBER', (p, [n]) => remove(p, n)),
];
