// Predictions at the prompt: `predict`, `answer`.
import { Describer } from '../describe.js';
import { decidedText, questionLines, reasonText, verdictLines } from '../predict-words.js';
import { wrap } from '../wrap.js';
import { type Answer, type Command, ok, type PromptState, WIDTH } from './command.js';

/** What is asked at the cursor, with how to answer; within a task nothing is. */
export function questionHere({ player, words, lang }: PromptState): string[] {
  const asked = player.tasks.here() === undefined ? player.predictions.asked() : undefined;
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
  if (asked.given !== undefined) return { ok: false, lines: [prompt.say('predict.answered'), ...verdict(prompt)] };
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
    sentence: reasonText(new Describer(why.target, prompt.lang), why),
    event: why.target.world.journal.eventOf(why.stage) - setupEvents + 1,
    decided: decidedText(asked.posed.key, prompt.lang),
  };
  return verdictLines(prompt.words, asked.posed.question, given, told, prompt.lang);
}

export const teach = (name: string, args: string, run: Command['run'], most?: number): Command => ({
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
];
