// Predictions and tasks at the prompt: `predict`, `answer`, `task`, `try`, `solve`.
import { type Task, tryTask } from '../../lesson/index.js';
import { Describer } from '../describe.js';
import { decidedText, goalLines, questionLines, verdictLines } from '../predict-words.js';
import { wrap } from '../wrap.js';
import { type Answer, type Command, ok, type PromptState, WIDTH } from './command.js';

/** What is asked at the cursor, with how to answer. */
export function questionHere({ player, words, lang }: PromptState): string[] {
  const asked = player.predictions.asked();
  if (asked === undefined || asked.given !== undefined) return [];
  const { question } = asked.posed;
  return ['', ...questionLines(words, question, lang), words.text(`predict.how-${question.form}`)];
}

function predict(prompt: PromptState): Answer {
  const lines = questionHere(prompt);
  if (lines.length > 0) return ok(lines.slice(1));
  const asked = prompt.player.predictions.asked();
  if (asked?.given === undefined) return prompt.fail('predict.nothing');
  return ok(verdict(prompt));
}

function answer(prompt: PromptState, args: readonly string[], rest: string): Answer {
  const { predictions } = prompt.player;
  const asked = predictions.asked();
  if (asked === undefined) return prompt.fail('predict.nothing');
  const { question } = asked.posed;
  const id = (word: string) => question.options[Number(word) - 1]?.id ?? word;
  const given = predictions.answer(question.form === 'text' ? [rest].filter(Boolean) : args.map(id));
  if ('id' in given) return prompt.fail(given.id, given.args);
  const { paragraphs } = afterwards(prompt, given.checkpoint);
  return ok([...verdict(prompt, given), ...paragraphs]);
}

/** What the lesson says once the prediction was answered. */
function afterwards({ lesson, lang }: PromptState, checkpoint: string): { paragraphs: string[] } {
  const section = lesson.prose[lang].sections[checkpoint];
  return { paragraphs: (section?.afterwards ?? []).flatMap(text => ['', ...wrap(text, WIDTH)]) };
}

function verdict(prompt: PromptState, now?: Parameters<typeof verdictLines>[2]): string[] {
  const asked = prompt.player.predictions.asked();
  const given = now ?? asked?.given;
  if (asked === undefined || given === undefined) return [];
  const { why } = asked.posed.key;
  const { setupEvents } = prompt.session.target;
  const told = why && {
    sentence: new Describer(why.target, prompt.lang).sentence(why.stage),
    event: why.target.world.journal.eventOf(why.stage) - setupEvents + 1,
    decided: decidedText(asked.posed.key, prompt.lang),
  };
  return verdictLines(prompt.words, asked.posed.question, given, told, prompt.lang);
}

/** The tasks there are, or one of them begun in a branch of its own. */
function task(prompt: PromptState, id: string | undefined): Answer {
  const { lesson, session, lang, player } = prompt;
  const ids = lesson.tasks.map(each => each.id);
  if (id === undefined) {
    if (ids.length === 0) return prompt.fail('task.none');
    return ok(lesson.tasks.map(each => `${each.id.padEnd(16)} ${lesson.prose[lang].sections[each.id]?.title ?? ''}`));
  }
  const found = lesson.tasks.find(each => each.id === id);
  if (found === undefined) return prompt.fail('task.none', { ids });
  const problem = player.tasks.begin(found);
  if (problem !== undefined) return prompt.fail(`what-if.${problem.code}`, problem.args);
  prompt.task = found;
  const section = lesson.prose[lang].sections[id];
  const text = section === undefined ? [] : [section.title, ...section.paragraphs.flatMap(p => wrap(p, WIDTH))];
  return ok([prompt.say('task.begun', { id, branch: session.branch }), ...text, ...goals(prompt, found, false)]);
}

/** Each goal in a line; `why`: for one that misses, what stands in its way. */
function goals(prompt: PromptState, of: Task, why = true): string[] {
  const { goals: all, done } = why ? prompt.player.tasks.try(of) : tryTask(prompt.session, of);
  const lines = all.flatMap(each => goalLines(prompt.words, each, prompt.lang).slice(0, why ? undefined : 1));
  const open = all.filter(each => !each.reached).length;
  return [...lines, done ? prompt.say('task.done') : prompt.say('task.open', { n: open })];
}

const withTask = (prompt: PromptState, act: (task: Task) => Answer): Answer =>
  prompt.task === undefined ? prompt.fail('task.not-begun') : act(prompt.task);

function solve(prompt: PromptState, of: Task): Answer {
  const problem = prompt.player.tasks.solve(of);
  if (problem !== undefined) return prompt.fail(`what-if.${problem.code}`, problem.args);
  const lines = of.solution.map(deed => ('on' in deed ? `${deed.on}$ ${deed.do}` : JSON.stringify(deed)));
  return ok([...lines, ...prompt.moved({ end: 'moved' }).lines, ...goals(prompt, of)]);
}

const teach = (name: string, args: string, run: Command['run'], most?: number): Command => ({
  name,
  short: undefined,
  args,
  most,
  help: `ui.prompt.help.${name}`,
  run,
});

export const teachCommands: readonly Command[] = [
  teach('predict', '', predict, 0),
  teach('answer', 'N [N …] | VALUE', answer),
  teach('task', '[ID]', (p, [id]) => task(p, id), 1),
  teach('try', '', p => withTask(p, of => ok(goals(p, of))), 0),
  teach('solve', '', p => withTask(p, of => solve(p, of)), 0),
];
