// Moves of the cursor at the prompt: names, short names and arguments from the debugger's table.
import { MOVES } from '../../debug/index.js';
import { parseDuration } from '../../lesson/index.js';
import { type Answer, type Command, ok, type PromptState } from './command.js';
import { frameOf } from './frames.js';
import { why, whyNotAnswer } from './why.js';

/** Events run in one slice: a few milliseconds of work, so that Ctrl-C answers. */
const SLICE = 2000;

/** A command for an entry of the table of moves. */
export function move(name: string, run: Command['run'], repeats = false): Command {
  const entry = MOVES.find(m => m.name === name);
  if (entry === undefined) throw new Error(`no move ${name}`);
  return { name, short: entry.short, args: entry.args, help: entry.help, repeats, run };
}

const simple = (name: string, run: (prompt: PromptState) => Answer): Command => move(name, prompt => run(prompt), true);

function hop(prompt: PromptState, forwards: boolean, name: string | undefined): Answer {
  const frame = frameOf(prompt, name);
  if (frame === undefined) return prompt.fail('ui.prompt.no-frame', { name: name ?? '' });
  return prompt.moved(forwards ? prompt.session.hop(frame) : prompt.session.reverseHop(frame));
}

function goto(prompt: PromptState, where: string): Answer {
  const { session } = prompt;
  if (where === 'start') return prompt.moved(session.gotoStart());
  if (where === 'present') return prompt.moved(session.gotoPresent());
  if (where === 'end') return prompt.running(() => session.run(SLICE));
  if (/^\d{1,9}$/.test(where)) return prompt.running(() => session.gotoEvent(Number(where), SLICE));
  const time = parseDuration(where);
  if (time !== undefined) return gotoTime(prompt, time);
  return prompt.fail('ui.prompt.goto', { where });
}

/** To the next stage whose sentence holds the text. */
function find(prompt: PromptState, text: string): Answer {
  const { session, words } = prompt;
  if (text === '') return prompt.fail('ui.prompt.find');
  const wanted = text.toLowerCase();
  for (let stage = session.position; stage < session.present; stage++) {
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
  if (answer.again === true || at === time) return answer;
  return ok([prompt.say('ui.prompt.between', { wanted: time, at }), ...answer.lines]);
}

function help(prompt: PromptState): Answer {
  const rows = prompt.commands.map(({ name, short, args, help: text }) => {
    const brief = short === undefined || short === name ? '' : `, ${short}`;
    return [`${name}${brief}${args === '' ? '' : ` ${args}`}`, prompt.say(text)] as const;
  });
  const all = [...rows, ['A$ ip neigh', prompt.say('ui.prompt.help.type')] as const];
  const width = Math.min(30, Math.max(...all.map(([head]) => head.length)));
  return ok(
    all.map(([head, text]) =>
      head.length > width ? `  ${head}\n  ${' '.repeat(width)}  ${text}` : `  ${head.padEnd(width)}  ${text}`,
    ),
  );
}

export const moveCommands: readonly Command[] = [
  simple('step', p => p.moved(p.session.step())),
  simple('reverse-step', p => p.moved(p.session.reverseStep())),
  simple('next', p => p.moved(p.session.next())),
  simple('reverse-next', p => p.moved(p.session.reverseNext())),
  move('hop', (p, [name]) => hop(p, true, name), true),
  move('reverse-hop', (p, [name]) => hop(p, false, name), true),
  simple('continue', p => p.running(() => p.session.continue(SLICE))),
  simple('reverse-continue', p => p.moved(p.session.reverseContinue())),
  move('goto', (p, _args, rest) => goto(p, rest)),
  move('why', (p, args) => why(p, args)),
  move('why-not', (p, args) => whyNotAnswer(p, args)),
  move('find', (p, _args, rest) => find(p, rest)),
  move('help', help),
  move('quit', p => {
    p.done = true;
    return ok([]);
  }),
];
