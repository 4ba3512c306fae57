// Moves of the cursor at the prompt: names, short names and arguments from the debugger's table.
import { MOVES, type MoveResult, type Session } from '../../debug/index.js';
import { parseDuration } from '../../lesson/index.js';
import { formatTime } from '../describe.js';
import { type Answer, type Command, ok, type PromptState } from './command.js';
import { frameOf, noFrame } from './frames.js';
import { help } from './help.js';
import { why, whyNotAnswer } from './why.js';

/** Events run in one slice: a few milliseconds of work, so that Ctrl-C answers. */
const SLICE = 2000;

/** A command for an entry of the table of moves. */
export function move(name: string, run: Command['run'], more: Pick<Command, 'repeats' | 'most'> = {}): Command {
  const entry = MOVES.find(m => m.name === name);
  if (entry === undefined) throw new Error(`no move ${name}`);
  return { name, short: entry.short, args: entry.args, help: entry.help, ...more, run };
}

const simple = (name: string, run: (prompt: PromptState) => Answer): Command =>
  move(name, prompt => run(prompt), { repeats: true, most: 0 });

/** A move that may be done several times at once: `next 5`. */
const counted = (name: string, once: (session: Session) => MoveResult): Command =>
  move(
    name,
    (prompt, [times = '1']) => {
      if (!/^[1-9]\d{0,5}$/.test(times)) return prompt.fail('ui.prompt.times', { name, times, most: 999_999 });
      return prompt.moved(prompt.session.repeat(Number(times), once));
    },
    { repeats: true, most: 1 },
  );

function hop(prompt: PromptState, forwards: boolean, name: string | undefined): Answer {
  const frame = frameOf(prompt, name);
  if (frame === undefined) return noFrame(prompt, name);
  const { session } = prompt;
  return prompt.running(() => (forwards ? session.hop(frame, SLICE) : session.reverseHop(frame)));
}

function goto(prompt: PromptState, where: string): Answer {
  const { session } = prompt;
  if (where === 'start') return prompt.moved(session.gotoStart());
  if (where === 'present') return prompt.moved(session.gotoPresent());
  if (where === 'back') return prompt.moved(session.gotoPosition(session.previous));
  if (where === 'reason') return gotoReason(prompt);
  if (where.startsWith('#')) return gotoLink(prompt, where);
  if (where === '') return prompt.fail('ui.prompt.goto-where');
  if (where === 'end') return prompt.running(() => session.run(SLICE));
  if (/^\d{1,9}$/.test(where)) return prompt.running(() => session.gotoEvent(Number(where), SLICE));
  const time = parseDuration(where);
  if (time !== undefined) return gotoTime(prompt, time);
  return prompt.fail('ui.prompt.goto', { where });
}

/** To a link of the chain that `why` told last. */
function gotoLink(prompt: PromptState, name: string): Answer {
  const { asked, session } = prompt;
  if (asked === undefined || asked.target !== session.target) return prompt.fail('ui.prompt.no-chain');
  const link = asked.links[Number(name.slice(1)) - 1];
  if (link === undefined) return prompt.fail('ui.prompt.no-link', { name, most: asked.links.length });
  if (link.kind === 'root') return prompt.fail('ui.prompt.root-link', { name });
  return prompt.moved(session.gotoPosition(link.position));
}

/**
 * To the stage that tells why a prediction came out as it did; `goto back` comes back. It may lie ahead, but no further than the
 * key of the prediction was looked for: that much is run at once.
 */
function gotoReason(prompt: PromptState): Answer {
  const { session, player } = prompt;
  const why = player.predictions.told()?.posed.key.why;
  if (why === undefined) return prompt.fail('predict.no-reason');
  const { world, setupEvents } = why.target;
  const event = world.journal.eventOf(why.stage) - setupEvents;
  const from = session.position;
  const there = () => why.stage < session.journal.stageCount;
  while (!there() && session.gotoEvent(event, SLICE).end === 'stopped');
  // The event itself is run by the first step into it: the present is no further than the reason.
  if (!there()) session.step();
  session.gotoPosition(from);
  if (!there() || session.journal.reasonOf(why.stage) !== world.journal.reasonOf(why.stage))
    return prompt.fail('teach.changed-since');
  return prompt.moved(session.gotoPosition(why.stage + 1));
}

/** To the next stage whose sentence holds the text. */
function find(prompt: PromptState, text: string): Answer {
  const { session, words } = prompt;
  if (text === '') return prompt.fail('ui.prompt.find');
  const wanted = text.toLowerCase();
  const { start, position, present } = session;
  // On from here, then round from the start.
  for (let n = 0; n < present - start; n++) {
    const stage = start + ((position - start + n) % (present - start));
    if (words.isVeiled(stage)) continue;
    const said = `${session.journal.kindOf(stage).name} ${words.sentence(stage)}`;
    if (said.toLowerCase().includes(wanted)) return prompt.moved(session.gotoPosition(stage + 1));
  }
  return prompt.fail('ui.prompt.not-found', { text });
}

/** To a time. Between events nothing happens: the cursor stands at the last one, and the answer says so. */
function gotoTime(prompt: PromptState, time: number): Answer {
  const { session } = prompt;
  const answer = prompt.running(() => session.gotoTime(time, SLICE));
  const at = session.where().time;
  // Shown with three decimals the two may look the same.
  if (answer.again === true || formatTime(at) === formatTime(time)) return answer;
  return ok([prompt.say('ui.prompt.between', { wanted: time, at }), ...answer.lines]);
}

/** All commands, or those that begin so. */
export const moveCommands: readonly Command[] = [
  counted('step', session => session.step()),
  counted('reverse-step', session => session.reverseStep()),
  counted('next', session => session.next()),
  counted('reverse-next', session => session.reverseNext()),
  move('hop', (p, [name]) => hop(p, true, name), { repeats: true, most: 1 }),
  move('reverse-hop', (p, [name]) => hop(p, false, name), { repeats: true, most: 1 }),
  simple('continue', p => p.running(() => p.session.continue(SLICE))),
  simple('reverse-continue', p => p.moved(p.session.reverseContinue())),
  move('goto', (p, [where = '']) => goto(p, where), { most: 1 }),
  move('why', (p, args) => why(p, args), { repeats: true }),
  move('why-not', (p, args) => whyNotAnswer(p, args)),
  { ...move('find', (p, _args, rest) => find(p, rest)), help: 'ui.prompt.help.find' },
  move('help', (p, [name]) => help(p, name), { most: 1 }),
  move(
    'quit',
    p => {
      p.done = true;
      return ok([]);
    },
    { most: 0 },
  ),
];
