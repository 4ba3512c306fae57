// The plain prompt: debugger commands as lines of text, answers as lines of text. For screen readers, scripts, tests and
// dumb terminals. Commands come from the debugger's one table of moves, and from the few below that only show things.
// Everything is synchronous except running on, which is sliced by whoever calls `runOn`.
import { MOVES, type MoveResult, type Session, whyRow, whyStage } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import type { Table } from '../journal/index.js';
import { type Lesson, nearest, type Player, parseDuration } from '../lesson/index.js';
import { findKey, frameAnswer, moveAnswer, tableAnswer, whereLine, whyAnswer } from './answers.js';
import { Describer } from './describe.js';
import { wrap } from './wrap.js';

/** What a line came to. `again`: it is not finished; call `runOn` until it is. */
export interface Answer {
  readonly lines: readonly string[];
  readonly ok: boolean;
  readonly again?: boolean;
}

interface Command {
  readonly name: string;
  readonly args: string;
  /** Message id of its one-line help. */
  readonly help: string;
}

/** Commands that only show something; moves stand in the debugger's table. */
const SHOW: readonly Command[] = [
  { name: 'where', args: '', help: 'ui.prompt.help.where' },
  { name: 'table', args: '[NAME]', help: 'ui.prompt.help.table' },
  { name: 'frame', args: '[NUMBER]', help: 'ui.prompt.help.frame' },
  { name: 'lesson', args: '', help: 'ui.prompt.help.lesson' },
  { name: 'hint', args: '', help: 'ui.prompt.help.hint' },
  { name: 'link', args: 'NAME up|down', help: 'ui.prompt.help.link' },
];

const WIDTH = 96;
const ok = (lines: readonly string[]): Answer => ({ ok: true, lines });

export class Prompt {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly player: Player;
  readonly lang: Lang;
  done = false;
  #last = '';
  #hints = 0;
  #words: Describer;

  constructor(lesson: Lesson, session: Session, player: Player, lang: Lang) {
    this.lesson = lesson;
    this.session = session;
    this.player = player;
    this.lang = lang;
    this.#words = new Describer(session.target, lang);
  }

  /** What is said before the first command. */
  greeting(): string[] {
    const { title, opening } = this.lesson.prose[this.lang];
    return [title, ...opening.paragraphs.flatMap(p => wrap(p, WIDTH)), '', this.#say('ui.prompt.greeting')];
  }

  /** Carries out one line. An empty line repeats the last move; `#` begins a comment. */
  execute(line: string): Answer {
    const text = line.replace(/^\s+|\s+$/g, '');
    if (text.startsWith('#')) return ok([]);
    const [, node, typed] = /^([A-Za-z][\w/-]*)\$\s*(.*)$/.exec(text) ?? [];
    if (node !== undefined) return this.#type(node, typed as string);
    const [word = '', ...args] = (text === '' ? this.#last : text).split(/\s+/);
    if (word === '') return ok([]);
    const name = this.#commandNamed(word);
    if (typeof name !== 'string') return name;
    if (MOVES.some(m => m.name === name)) this.#last = name === 'goto' || name === 'quit' ? '' : name;
    return this.#run(name, args);
  }

  /** Where a run stands that was stopped from outside: what it reached is kept. */
  stopped(): Answer {
    return ok([this.#say('ui.prompt.stopped'), ...moveAnswer(this.#words, this.session)]);
  }

  /** Goes on with a run that did not finish within its slice. */
  runOn(): Answer {
    return this.#moved(this.session.continue());
  }

  /** Lines that a beginning may become: commands, tables. */
  complete(line: string): string[] {
    const words = line.split(/\s+/);
    const last = words.at(-1) ?? '';
    const head = line.slice(0, line.length - last.length);
    const known =
      words.length === 1
        ? [...this.#commands.map(c => c.name), ...this.session.target.nodeNames.map(node => `${node}$`)]
        : this.session.journal.tables.map(t => t.name);
    return known.filter(word => word.startsWith(last)).map(word => head + word);
  }

  get #commands(): Command[] {
    return [...MOVES.map(({ name, args, help }) => ({ name, args, help })), ...SHOW];
  }

  /** The command a word means: its name, its short name, or the only one that begins so. */
  #commandNamed(word: string): string | Answer {
    const exact =
      MOVES.find(m => m.name === word || m.short === word || m.key === word) ?? SHOW.find(c => c.name === word);
    if (exact !== undefined) return exact.name;
    const names = this.#commands.map(c => c.name);
    const begins = names.filter(name => name.startsWith(word));
    if (begins.length === 1) return begins[0] as string;
    if (begins.length > 1) return this.#fail('ui.prompt.ambiguous', { word, names: begins });
    return this.#fail('ui.prompt.unknown', { word, near: nearest(word, names) });
  }

  #run(name: string, args: readonly string[]): Answer {
    const { session } = this;
    switch (name) {
      case 'step':
        return this.#moved(session.step());
      case 'reverse-step':
        return this.#moved(session.reverseStep());
      case 'next':
        return this.#moved(session.next());
      case 'reverse-next':
        return this.#moved(session.reverseNext());
      case 'continue':
        return this.#moved(session.continue());
      case 'reverse-continue':
        return this.#moved(session.reverseContinue());
      case 'hop':
      case 'reverse-hop':
        return this.#hop(name, args[0]);
      case 'goto':
        return this.#goto(args.join(' '));
      case 'why':
        return this.#why(args);
      case 'help':
        return ok(this.#help());
      case 'quit':
        this.done = true;
        return ok([]);
      default:
        return this.#show(name, args);
    }
  }

  #show(name: string, args: readonly string[]): Answer {
    const section = this.player.current();
    const prose = this.lesson.prose[this.lang];
    const text = section === undefined ? prose.opening : prose.sections[section.checkpoint.id];
    switch (name) {
      case 'where':
        return ok([whereLine(this.#words, this.session)]);
      case 'table':
        return this.#table(args[0]);
      case 'frame':
        return this.#frame(args[0]);
      case 'lesson':
        return ok([text?.title ?? '', ...(text?.paragraphs ?? []).flatMap(p => wrap(p, WIDTH))]);
      case 'hint': {
        const hint = text?.hints[this.#hints++ % Math.max(1, text.hints.length)];
        return hint === undefined ? ok([this.#say('ui.prompt.no-hint')]) : ok(wrap(hint, WIDTH));
      }
      case 'link':
        return this.#link(args);
      default:
        return this.#fail('ui.prompt.not-here', { word: name });
    }
  }

  /** The answer to a move: how it ended if that is news, then where it came to. */
  #moved(result: MoveResult): Answer {
    this.#words =
      this.#words.target === this.session.target ? this.#words : new Describer(this.session.target, this.lang);
    if (result.end === 'stopped') return { ok: true, lines: [], again: true };
    const lines: string[] = [];
    if (result.end === 'end') lines.push(this.#say('ui.prompt.end'));
    if (result.end === 'start') lines.push(this.#say('ui.prompt.start'));
    lines.push(...moveAnswer(this.#words, this.session));
    const hit = result.stop === undefined ? undefined : this.lesson.prose[this.lang].sections[result.stop.id];
    if (hit !== undefined) lines.push('', hit.title, ...hit.paragraphs.flatMap(p => wrap(p, WIDTH)));
    this.#hints = 0;
    return ok(lines);
  }

  #type(node: string, line: string): Answer {
    if (!this.session.target.nodeNames.includes(node)) {
      const nodes = this.session.target.nodeNames;
      return this.#fail('ui.prompt.no-node', { node, nodes });
    }
    if (line === '') return this.#fail('ui.prompt.no-line', { node });
    return this.#moved(this.session.type(node, line));
  }

  #hop(name: 'hop' | 'reverse-hop', argument: string | undefined): Answer {
    const frame = argument === undefined ? this.#frameHere() : this.#frameNamed(argument);
    if (frame === undefined) return this.#fail('ui.prompt.no-frame', { name: argument ?? '' });
    return this.#moved(name === 'hop' ? this.session.hop(frame) : this.session.reverseHop(frame));
  }

  #goto(where: string): Answer {
    const { session } = this;
    if (where === 'start') return this.#moved(session.gotoStart());
    if (where === 'present') return this.#moved(session.gotoPresent());
    if (where === 'end') return this.#moved(session.run(1_000_000));
    if (/^\d+$/.test(where)) return this.#moved(session.gotoEvent(Number(where)));
    const time = parseDuration(where);
    if (time !== undefined) return this.#moved(session.gotoTime(time));
    return this.#fail('ui.prompt.goto', { where });
  }

  /** `why`: the stage at the cursor. `why TABLE ROW [.COLUMN]`: a row, or a column of it. */
  #why(args: readonly string[]): Answer {
    const { journal, stage } = this.session;
    const [name, ...rest] = args;
    if (name === undefined) {
      if (stage === undefined) return this.#fail('ui.prompt.before-first', {});
      return ok(whyAnswer(this.#words, this.session, whyStage(journal, stage.id)));
    }
    const table = this.#tableNamed(name);
    if ('ok' in table) return table;
    const column = rest.at(-1)?.startsWith('.') ? (rest.pop() as string).slice(1) : undefined;
    const key = findKey(this.#words, table, rest.join(' '));
    if (key === undefined) return this.#fail('ui.prompt.no-row', { table: table.name, row: rest.join(' ') });
    const answer = whyRow(journal, table, key, column);
    if (answer === undefined) return this.#fail('ui.prompt.no-row', { table: table.name, row: rest.join(' ') });
    return ok(whyAnswer(this.#words, this.session, answer.links));
  }

  #table(name: string | undefined): Answer {
    if (name === undefined) {
      const names = this.session.journal.tables.filter(t => t.size > 0).map(t => t.name);
      return ok(wrap(names.join('  '), WIDTH));
    }
    const table = this.#tableNamed(name);
    return 'ok' in table ? table : ok(tableAnswer(this.#words, table));
  }

  #tableNamed(name: string): Table<unknown> | Answer {
    const table = this.session.journal.tableNamed(name);
    if (table !== undefined) return table;
    const names = this.session.journal.tables.map(t => t.name);
    return this.#fail('ui.prompt.no-table', { table: name, near: nearest(name, names) });
  }

  #frame(argument: string | undefined): Answer {
    const frame = argument === undefined ? this.#frameHere() : this.#frameNamed(argument);
    if (frame === undefined) return this.#fail('ui.prompt.no-frame', { name: argument ?? '' });
    return ok(frameAnswer(this.#words, this.session, frame));
  }

  #frameHere(): number | undefined {
    const { stage } = this.session;
    return stage === undefined ? undefined : this.#words.frameOfStage(stage.id);
  }

  /** The last frame of that name that exists at the cursor: the one sent, not the packet inside it. */
  #frameNamed(name: string): number | undefined {
    const { frames, journal } = this.session.world;
    let found: number | undefined;
    for (let f = 0; f < frames.countAt(journal.position); f++) {
      if (this.#words.frameName(f) !== name) continue;
      if (found === undefined || frames.directionOf(f) === 'sent') found = f;
    }
    return found;
  }

  #link(args: readonly string[]): Answer {
    const [name = '', state] = args;
    if (state !== 'up' && state !== 'down') return this.#fail('ui.prompt.link', { name });
    return this.#moved(this.session.setLink(name, state === 'up'));
  }

  #help(): string[] {
    const rows = this.#commands.map(({ name, args, help }) => {
      const short = MOVES.find(m => m.name === name)?.short;
      const brief = short === undefined || short === name ? '' : `, ${short}`;
      return [`${name}${brief}${args === '' ? '' : ` ${args}`}`, this.#say(help)] as const;
    });
    rows.push(['A$ ip neigh', this.#say('ui.prompt.help.type')]);
    const width = Math.max(...rows.map(([head]) => head.length));
    return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`);
  }

  #say(id: string, args: Readonly<Record<string, unknown>> = {}): string {
    return this.#words.text(id, args);
  }

  #fail(id: string, args: Readonly<Record<string, unknown>>): Answer {
    return { ok: false, lines: [this.#say(id, args)] };
  }
}
