// Breakpoints and watchpoints at the prompt.
import { filterProblemLines } from '../filter-problem.js';
import { type Answer, type Command, ok, type PromptState } from './command.js';
import { move } from './moves.js';
import { rowProblem } from './why.js';

function setBreak(prompt: PromptState, text: string): Answer {
  if (text === '') return prompt.fail('ui.prompt.break');
  const made = prompt.session.breakpoints.add(text);
  if (!made.ok) return { ok: false, lines: filterProblemLines(prompt.lang, text, made) };
  return ok([prompt.say('stop.breakpoint', { n: made.number, text: made.text })]);
}

function setWatch(prompt: PromptState, words: readonly string[]): Answer {
  const made = prompt.session.watchpoints.add(words);
  if (!made.ok) return rowProblem(prompt, made);
  return ok([prompt.say('stop.watchpoint', { n: made.number, text: made.text })]);
}

function points({ session }: PromptState) {
  const all = [...session.breakpoints.list(), ...session.watchpoints.list()];
  return all.sort((x, y) => x.number - y.number);
}

function info(prompt: PromptState): Answer {
  const all = points(prompt);
  if (all.length === 0) return ok([prompt.say('ui.prompt.no-points')]);
  return ok(
    all.map(({ kind, number, text, enabled }) => {
      const line = prompt.say(`stop.${kind}`, { n: number, text });
      return enabled ? line : `${line}  (${prompt.say('ui.prompt.disabled')})`;
    }),
  );
}

/** Does something to the point of that number. */
function point(prompt: PromptState, argument: string | undefined, act: (n: number) => boolean, id: string): Answer {
  if (argument === undefined) return prompt.fail('ui.prompt.which-point');
  const n = Number(argument);
  return act(n) ? ok([prompt.say(id, { n })]) : prompt.fail('ui.prompt.no-point', { n: argument ?? '' });
}

function remove(prompt: PromptState, argument: string | undefined): Answer {
  const { breakpoints, watchpoints } = prompt.session;
  const act = (n: number) => breakpoints.delete(n) || watchpoints.delete(n);
  if (argument !== undefined) return point(prompt, argument, act, 'ui.prompt.deleted');
  for (const { number } of points(prompt)) act(number);
  return ok([prompt.say('ui.prompt.no-points')]);
}

function enable(prompt: PromptState, argument: string | undefined, enabled: boolean): Answer {
  const { breakpoints, watchpoints } = prompt.session;
  const act = (n: number) => breakpoints.enable(n, enabled) || watchpoints.enable(n, enabled);
  return point(prompt, argument, act, enabled ? 'ui.prompt.is-enabled' : 'ui.prompt.is-disabled');
}

export const stopCommands: readonly Command[] = [
  move('break', (p, _args, rest) => setBreak(p, rest)),
  move('watch', (p, args) => setWatch(p, args)),
  move('delete', (p, [n]) => remove(p, n), { most: 1 }),
  move('enable', (p, [n]) => enable(p, n, true), { most: 1 }),
  move('disable', (p, [n]) => enable(p, n, false), { most: 1 }),
  move('info', info, { most: 0 }),
];
