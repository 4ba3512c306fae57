// The plain prompt: debugger commands as lines of text, answers as lines of text. For screen readers, scripts, tests and
// dumb terminals. A command is an entry of a registry (command.ts); moves take theirs from the debugger's one table.
// Everything is synchronous; a run that takes long is sliced, and whoever calls goes on with `runOn`.
import { MOVES, type MoveResult, type Session } from '../../debug/index.js';
import type { Lang } from '../../i18n/index.js';
import { type Lesson, nearest, type Player } from '../../lesson/index.js';
import { moveAnswer, noFurther } from '../answers.js';
import { Describer } from '../describe.js';
import { leftLine } from '../left-words.js';
import { wrap } from '../wrap.js';
import { buildCommands } from './build.js';
import {
  type Answer,
  type Asked,
  type Command,
  type GoalsSeen,
  ok,
  type PromptState,
  WIDTH,
  type WriteFile,
} from './command.js';
import { completions } from './complete.js';
import { moveCommands } from './moves.js';
import { showCommands } from './show.js';
import { stopCommands } from './stops.js';
import { goalNews, offerLines, taskCommands } from './tasks.js';
import { questionHere, teachCommands } from './teach.js';
import { act, whatIfCommands } from './what-if.js';

/** Every command of the prompt, in the order of its help. */
export const PROMPT_COMMANDS: readonly Command[] = [
  ...moveCommands,
  ...stopCommands,
  ...showCommands,
  ...whatIfCommands,
  ...buildCommands,
  ...teachCommands,
  ...taskCommands,
];

export class Prompt implements PromptState {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly player: Player;
  readonly lang: Lang;
  done = false;
  hints = 0;
  asked: Asked | undefined;
  goals: GoalsSeen | undefined;
  readonly taskHints = new Map<string, number>();
  asksAgain = false;
  #last = '';
  /** The command before this one. */
  #before = '';
  #resume: () => MoveResult = () => ({ end: 'end' });
  #words: Describer;

  readonly write: WriteFile | undefined;

  /** `write`: for `save`; without it nothing can be saved. */
  constructor(lesson: Lesson, session: Session, player: Player, lang: Lang, write?: WriteFile) {
    this.write = write;
    this.lesson = lesson;
    this.session = session;
    this.player = player;
    this.lang = lang;
    this.#words = new Describer(session.target, lang);
  }

  /** Words for the branch that the session is on. */
  get words(): Describer {
    const veil = this.player.tasks.hidden();
    const { target } = this.session;
    if (this.#words.target !== target || this.#words.veil !== veil)
      this.#words = new Describer(target, this.lang, veil);
    return this.#words;
  }

  get commands(): readonly Command[] {
    return PROMPT_COMMANDS;
  }

  /** What is said before the first command. */
  greeting(): string[] {
    const { title, opening } = this.lesson.prose[this.lang];
    const { left } = this.player;
    return [
      title,
      ...opening.paragraphs.flatMap(p => wrap(p, WIDTH)),
      '',
      this.say('ui.prompt.greeting'),
      ...(left === undefined ? [] : wrap(leftLine(this.lesson, left, 'resume', this.lang), WIDTH)),
    ];
  }

  /** Carries out one line. An empty line repeats the last move; `#` begins a comment. */
  execute(line: string): Answer {
    const text = line.replace(/^\s+|\s+$/g, '');
    if (text.startsWith('#')) return ok([]);
    const [, node, typed] = /^([A-Za-z][\w/-]*)\$\s*(.*)$/.exec(text) ?? [];
    if (node !== undefined) return this.#type(node, typed as string);
    const whole = text === '' ? this.#last : text;
    const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(whole) ?? [];
    if (word === '') return ok([]);
    const found = this.#named(word);
    if ('lines' in found) return found;
    this.asksAgain = found.name === 'why' && this.#before === 'why';
    this.#before = found.name;
    this.#last = found.repeats === true ? found.name : '';
    const args = rest === '' ? [] : rest.split(/\s+/);
    const { name, most = args.length } = found;
    if (args.length > most) return this.fail('ui.prompt.surplus', { name, surplus: args.slice(most).join(' '), most });
    return found.run(this, args, rest);
  }

  /**
   * What is to be said beside the answer to the last line: which goals of the task have come to hold, or no longer do. A task
   * that is done is noticed by this, without being tried.
   */
  news(): readonly string[] {
    const { seen, lines } = goalNews(this);
    this.goals = seen;
    return lines;
  }

  /** Where a run stands that was stopped from outside, or that came to no end: what it reached is kept. */
  stopped(tooLong = false): Answer {
    return ok([
      this.say(tooLong ? 'ui.prompt.too-long' : 'ui.prompt.stopped'),
      ...moveAnswer(this.words, this.session),
    ]);
  }

  /** Goes on with a run that did not finish within its slice. */
  runOn(): Answer {
    return this.moved(this.#resume());
  }

  /** Carries out a move that may take long: `runOn` calls it again until it has come to its end. */
  running(move: () => MoveResult): Answer {
    this.#resume = move;
    return this.moved(move());
  }

  /** Lines that a beginning may become: commands, nodes, and the words that a command takes. */
  complete(line: string): string[] {
    const { from, candidates } = completions(this, line);
    const typed = line.slice(from);
    return candidates.filter(c => c.word.startsWith(typed)).map(c => line.slice(0, from) + c.word);
  }

  /** The answer to a move: how it ended if that is news, then where it came to. */
  moved(result: MoveResult): Answer {
    if (result.end === 'stopped') return { ok: true, lines: [], again: true };
    if (result.end === 'refused' && result.problem !== undefined) {
      return { ok: false, lines: [this.say(`what-if.${result.problem.code}`, result.problem.args)] };
    }
    if (result.end === 'no-further') return ok([this.say(...noFurther(this.words, result))]);
    const lines: string[] = [];
    const { wanted } = result;
    if (wanted !== undefined) lines.push(this.say('ui.answer.past-end', { wanted, last: this.session.where().events }));
    else if (result.end === 'end') lines.push(this.say('ui.prompt.end'));
    if (result.end === 'start') lines.push(this.say('ui.prompt.start'));
    for (const { kind, stop } of result.hits ?? []) {
      if (kind === 'checkpoint') continue;
      const points = [...this.session.breakpoints.list(), ...this.session.watchpoints.list()];
      const text = points.find(point => point.number === stop.number)?.text ?? '';
      lines.push(this.say(`stop.${kind}`, { n: stop.number ?? 0, text }));
    }
    lines.push(...moveAnswer(this.words, this.session));
    const section = result.stop === undefined ? undefined : this.lesson.prose[this.lang].sections[result.stop.id];
    if (section !== undefined) lines.push('', section.title, ...section.paragraphs.flatMap(p => wrap(p, WIDTH)));
    lines.push(...questionHere(this));
    if (result.stop?.kind === 'checkpoint' || result.end === 'end') lines.push(...offerLines(this));
    this.hints = 0;
    return ok(lines);
  }

  say(id: string, args: Readonly<Record<string, unknown>> = {}): string {
    return this.words.text(id, args);
  }

  fail(id: string, args: Readonly<Record<string, unknown>> = {}): Answer {
    return { ok: false, lines: [this.say(id, args)] };
  }

  /** The command a word means: its name, its short name, its key on the screen, or the only one that begins so. */
  #named(word: string): Command | Answer {
    const move = MOVES.find(m => m.name === word || m.short === word || m.key === word);
    const exact = PROMPT_COMMANDS.find(c => c.name === (move?.name ?? word));
    if (exact !== undefined) return exact;
    const begins = PROMPT_COMMANDS.filter(c => c.name.startsWith(word));
    if (begins.length === 1) return begins[0] as Command;
    if (begins.length > 1) return this.fail('ui.prompt.ambiguous', { word, names: begins.map(c => c.name) });
    const asked = /^\d+$/.test(word) ? this.player.predictions.asked() : undefined;
    if (asked !== undefined) return this.fail('predict.say-answer', { word });
    const names = PROMPT_COMMANDS.map(c => c.name);
    return this.fail('ui.prompt.unknown', { word, near: nearest(word, names) });
  }

  #type(node: string, line: string): Answer {
    const nodes = this.session.target.nodeNames;
    if (!nodes.includes(node)) return this.fail('ui.prompt.no-node', { node, nodes });
    if (line === '') return this.fail('ui.prompt.no-line', { node });
    return act(this, { kind: 'command', netns: node, line });
  }
}
