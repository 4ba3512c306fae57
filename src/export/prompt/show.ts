// Commands of the prompt that only show something.
import { stageFilter } from '../../debug/index.js';
import { nearest } from '../../lesson/index.js';
import { frameAnswer, tableAnswer, whereLine } from '../answers.js';
import { formatTime } from '../describe.js';
import { filterProblemLines } from '../filter-problem.js';
import { journeyLines } from '../journey.js';
import { glossaryLines, mapLines } from '../library-words.js';
import { wrap } from '../wrap.js';
import { type Answer, type Command, ok, type PromptState, WIDTH } from './command.js';
import { frameOf, noFrame } from './frames.js';
import { tableNamed } from './why.js';

/** Most events that one answer lists. */
const MOST_EVENTS = 200;

/** The lesson's text that belongs to the cursor; within a task, the task's. */
function section({ player, lesson, lang }: PromptState) {
  const hit = player.current();
  const prose = lesson.prose[lang];
  const task = player.tasks.here();
  if (task !== undefined) return prose.sections[task.id] ?? prose.opening;
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

/** The events reached so far, or those with a stage that a display filter holds for; the latest ones when they are many. */
function events(prompt: PromptState, text: string): Answer {
  const { session, words } = prompt;
  const { journal, target } = session;
  const made = text === '' ? undefined : stageFilter(target, text);
  if (made !== undefined && !made.ok) return { ok: false, lines: filterProblemLines(prompt.lang, text, made) };
  const lines: string[] = [];
  const last = session.present > session.start ? journal.eventOf(session.present - 1) : -1;
  for (let event = target.setupEvents; event <= last; event++) {
    const first = journal.firstStage(event);
    const end = Math.min(journal.firstStage(event + 1), session.present);
    const found = made === undefined ? first : made.first(first, end);
    // What is not told is not found either.
    if (found === undefined || (made !== undefined && words.isVeiled(found))) continue;
    const mark = event === session.event ? '▶' : ' ';
    const number = String(event - target.setupEvents + 1).padStart(4);
    const told = made === undefined ? decisive(prompt, first, end) : found;
    const where = words.nodeOf(told).padEnd(4);
    lines.push(`${mark}${number}  ${formatTime(journal.eventTime(event)).padEnd(12)} ${where} ${words.sentence(told)}`);
  }
  if (lines.length === 0) return ok([prompt.say('ui.prompt.no-events')]);
  const more = lines.length - MOST_EVENTS;
  return ok(more > 0 ? [prompt.say('ui.prompt.more-events', { n: more }), ...lines.slice(-MOST_EVENTS)] : lines);
}

/** The stage that tells an event best: the last decision in it. */
function decisive({ session }: PromptState, first: number, end: number): number {
  for (let stage = end - 1; stage > first; stage--) if (session.journal.kindOf(stage).role === 'decision') return stage;
  return first;
}

function lessonText(prompt: PromptState): Answer {
  const { title, paragraphs } = section(prompt);
  return ok([title, ...paragraphs.flatMap(text => wrap(text, WIDTH))]);
}

function map(prompt: PromptState): Answer {
  const { library, id } = prompt.lesson;
  return library === undefined ? prompt.fail('library.none') : ok(mapLines(library.course, prompt.lang, id));
}

function glossary(prompt: PromptState, word: string): Answer {
  const { library } = prompt.lesson;
  if (library === undefined) return prompt.fail('library.none');
  const lines = glossaryLines(library.glossary, prompt.lang, word);
  if (lines !== undefined) return ok(lines);
  const names = library.glossary.terms.map(term => term[prompt.lang].term);
  return prompt.fail('glossary.none', { word, near: nearest(word, names) });
}

function withFrame(prompt: PromptState, name: string | undefined, show: (frame: number) => readonly string[]): Answer {
  const frame = frameOf(prompt, name);
  return frame === undefined ? noFrame(prompt, name) : ok(show(frame));
}

const show = (name: string, args: string, run: Command['run'], most?: number): Command => ({
  name,
  most,
  short: undefined,
  args,
  help: `ui.prompt.help.${name}`,
  run,
});

export const showCommands: readonly Command[] = [
  show('events', '[FILTER]', (p, _args, rest) => events(p, rest)),
  show('where', '', p => ok([whereLine(p.words, p.session)]), 0),
  show('table', '[NAME]', (p, [name]) => table(p, name), 1),
  show('frame', '[NUMBER]', (p, [name]) => withFrame(p, name, f => frameAnswer(p.words, p.session, f)), 1),
  show('follow', '[NUMBER]', (p, [name]) => withFrame(p, name, f => journeyLines(p.words, p.session.target, f)), 1),
  show('lesson', '', lessonText, 0),
  show('map', '', map, 0),
  show('glossary', '[WORD]', (p, _args, rest) => glossary(p, rest)),
];
