// Commands of the prompt that only show something.
import { frameAnswer, tableAnswer, whereLine } from '../answers.js';
import { journeyLines } from '../journey.js';
import { wrap } from '../wrap.js';
import { type Answer, type Command, ok, type PromptState, WIDTH } from './command.js';
import { frameOf } from './frames.js';
import { tableNamed } from './why.js';

/** The lesson's text that belongs to the cursor. */
function section({ player, lesson, lang }: PromptState) {
  const hit = player.current();
  const prose = lesson.prose[lang];
  return hit === undefined ? prose.opening : (prose.sections[hit.checkpoint.id] ?? prose.opening);
}

function table(prompt: PromptState, name: string | undefined): Answer {
  const { session, words } = prompt;
  if (name === undefined) {
    const names = session.journal.tables.filter(t => t.size > 0 && t.schema.columns !== undefined).map(t => t.name);
    return ok(wrap(names.join('  '), WIDTH));
  }
  const found = tableNamed(prompt, name);
  return 'ok' in found ? found : ok(tableAnswer(words, found));
}

function hint(prompt: PromptState): Answer {
  const { hints } = section(prompt);
  const text = hints[prompt.hints++ % Math.max(1, hints.length)];
  return text === undefined ? ok([prompt.say('ui.prompt.no-hint')]) : ok(wrap(text, WIDTH));
}

function withFrame(prompt: PromptState, name: string | undefined, show: (frame: number) => readonly string[]): Answer {
  const frame = frameOf(prompt, name);
  return frame === undefined ? prompt.fail('ui.prompt.no-frame', { name: name ?? '' }) : ok(show(frame));
}

const show = (name: string, args: string, run: Command['run']): Command => ({
  name,
  short: undefined,
  args,
  help: `ui.prompt.help.${name}`,
  run,
});

export const showCommands: readonly Command[] = [
  show('where', '', p => ok([whereLine(p.words, p.session)])),
  show('table', '[NAME]', (p, [name]) => table(p, name)),
  show('frame', '[NUMBER]', (p, [name]) => withFrame(p, name, f => frameAnswer(p.words, p.session, f))),
  show('follow', '[NUMBER]', (p, [name]) => withFrame(p, name, f => journeyLines(p.words, p.session.target, f))),
  show('lesson', '', p => {
    const { title, paragraphs } = section(p);
    return ok([title, ...paragraphs.flatMap(text => wrap(text, WIDTH))]);
  }),
  show('hint', '', hint),
];
