// What-if at the prompt: frames lost, held back, doubled, spoiled or edited; cables cut; nodes switched off; and the branches
// that come of it.
import {
  type Branch,
  type BranchProblem,
  diff,
  forkHere,
  type Intervened,
  intervene,
  saveMoment,
} from '../../debug/index.js';
import { parseDuration } from '../../lesson/index.js';
import { Describer, formatTime } from '../describe.js';
import { type Answer, type Command, ok, type PromptState } from './command.js';
import { frameOf, noFrame } from './frames.js';

type What = Parameters<typeof intervene>[1];

/** Does it, and tells where that came to; in the past, that it began a branch. */
export function act(prompt: PromptState, what: What): Answer {
  const done: Intervened = intervene(prompt.session, what);
  if (!done.ok) {
    const id = done.of === 'branch' ? 'branch' : 'what-if';
    return { ok: false, lines: [prompt.say(`${id}.${done.problem.code}`, done.problem.args)] };
  }
  const { lines } = prompt.moved(done.move);
  return ok(done.forked ? [prompt.say('ui.prompt.forked', { name: done.branch }), ...lines] : lines);
}

function onFrame(prompt: PromptState, name: string | undefined, what: (frame: number) => What): Answer {
  const frame = frameOf(prompt, name);
  return frame === undefined ? noFrame(prompt, name) : act(prompt, what(frame));
}

function delay(prompt: PromptState, args: readonly string[]): Answer {
  const ns = parseDuration(args.at(-1) ?? '');
  if (ns === undefined) return prompt.fail('ui.prompt.delay');
  return onFrame(prompt, args.length > 1 ? args[0] : undefined, frame => ({ kind: 'delay', frame, ns }));
}

function edit(prompt: PromptState, args: readonly string[]): Answer {
  const at = args.findIndex(word => word.includes('='));
  const [field = '', value = ''] = (args[at] ?? '').split(/=(.*)/s);
  if (at < 0 || field === '') return prompt.fail('ui.prompt.edit');
  const seal = args[at + 1] !== 'unsealed';
  return onFrame(prompt, at > 0 ? args[0] : undefined, frame => ({ kind: 'edit', frame, field, value, seal }));
}

function onOff(args: readonly string[], words: readonly [string, string]): boolean | undefined {
  return args[1] === words[0] ? true : args[1] === words[1] ? false : undefined;
}

function branches(prompt: PromptState): Answer {
  return ok(
    prompt.session.branches.list().map(({ name, current, fork, made }) => {
      const mark = current ? '*' : ' ';
      if (fork === undefined) return `${mark} ${name}`;
      const from = prompt.say('ui.prompt.fork', {
        branch: fork.branch ?? '?',
        event: fork.event,
        time: formatTime(fork.time),
      });
      return `${mark} ${name}  ${from}  (${made.length})`;
    }),
  );
}

/** `branch NAME` goes there; -c begins one here, -m gives another name, -d forgets it, as git's do. */
function branch(prompt: PromptState, [first, second, third]: readonly string[]): Answer {
  const { session } = prompt;
  const all = session.branches;
  if (first === undefined) return branches(prompt);
  const flags: Readonly<Record<string, () => BranchProblem | undefined>> = {
    '-c': () => forkHere(session, second),
    '-m': () => (third === undefined ? all.rename(all.current, second ?? '') : all.rename(second ?? '', third)),
    '-d': () => all.delete(second ?? ''),
  };
  const problem = flags[first] === undefined ? all.switchTo(first) : flags[first]();
  if (problem !== undefined) return { ok: false, lines: [prompt.say(`branch.${problem.code}`, problem.args)] };
  return first === '-d' || first === '-m' ? branches(prompt) : prompt.moved({ end: 'moved' });
}

/** Lesson, branches and cursor as a file that `netstep FILE` opens again. */
function save(prompt: PromptState, file: string): Answer {
  if (file === '') return prompt.fail('ui.prompt.save');
  if (prompt.write === undefined) return prompt.fail('ui.prompt.no-files');
  const { id, hash, network } = prompt.lesson;
  const { seed } = prompt.session.world;
  const moment = saveMoment(prompt.session, { id, hash, seed, profile: network.profile });
  const problem = prompt.write(file, `${JSON.stringify(moment, null, 1)}\n`);
  return problem === undefined ? ok([prompt.say('ui.prompt.saved', { file })]) : { ok: false, lines: [problem] };
}

/** `diff b1`: against the branch we are on; `diff main b1`. */
function diffBranches(prompt: PromptState, args: readonly string[]): Answer {
  const { branches: all } = prompt.session;
  const [first, second = all.current] = args;
  const [a, b] = [all.get(first ?? ''), all.get(second)];
  if (a === undefined || b === undefined) {
    const names = all.list().map(branch => branch.name);
    return prompt.fail('ui.prompt.diff', { names });
  }
  const { divergence, frames, rows, behind, at } = diff(a, b);
  if (divergence === undefined) return ok([prompt.say('ui.prompt.same')]);
  const lines = [prompt.say('ui.prompt.diverge', { event: divergence.event })];
  const name = behind === undefined ? undefined : behind === 'a' ? a.name : b.name;
  if (name !== undefined) lines.push(prompt.say('ui.prompt.diff-behind', { name, time: at ?? 0 }));
  const side = (branch: Branch, list: readonly number[]) => {
    const words = new Describer(branch.target, prompt.lang);
    return list.map(f => `${branch.name}  ${frameWords(words, f)}`);
  };
  lines.push(...side(a, frames.onlyA), ...side(b, frames.onlyB));
  const untold = new Set([...untoldRows(prompt, a), ...untoldRows(prompt, b)]);
  const differing = rows.filter(({ internal, table }) => !internal && !table.startsWith('console'));
  const shown = differing.filter(({ table, key }) => !untold.has(`${table} ${key}`));
  if (shown.length < differing.length) lines.push(prompt.say('teach.veiled'));
  if (frames.onlyA.length + frames.onlyB.length + differing.length === 0) lines.push(prompt.say('ui.prompt.diff-none'));
  for (const { table, key, a: before, b: after, columns } of shown) {
    const schema = a.target.world.journal.tableNamed(table)?.schema ?? b.target.world.journal.tableNamed(table)?.schema;
    const name = schema === undefined ? String(key) : prompt.words.rowName(schema, key, before ?? after);
    const sign = before === undefined ? '+' : after === undefined ? '-' : '~';
    lines.push(`${sign} ${table}  ${name}  ${columns.join(' ')}`.trimEnd());
  }
  return ok(lines);
}

/** Rows that a task has set up which is still to be found out. */
function untoldRows({ player }: PromptState, branch: Branch): string[] {
  const { journal } = branch.target.world;
  return player.tasks.hiddenIn(branch).flatMap(({ first, end }) => {
    const low = journal.changesAt(journal.firstStage(first));
    const high = journal.changesAt(journal.firstStage(end));
    return Array.from({ length: high - low }, (_, i) => journal.change(low + i)).map(
      ({ table, key }) => `${table.name} ${key}`,
    );
  });
}

/** `corrupt`: as netem does, with a good FCS; `corrupt fcs`: as a bad cable does, so that the card finds out. */
function corrupt(prompt: PromptState, args: readonly string[]): Answer {
  const badFcs = args.at(-1) === 'fcs';
  const [name, more] = badFcs ? args.slice(0, -1) : args;
  if (more !== undefined) return prompt.fail('ui.prompt.corrupt');
  return onFrame(prompt, name, frame => ({ kind: 'corrupt', frame, ...(badFcs ? { badFcs } : {}) }));
}

const frameWords = (words: Describer, f: number): string =>
  `${words.text('ui.transcript.frame', { frame: f })}  ${words.frameWay(f)}  ${words.frameSummary(f)}`;

const command = (name: string, args: string, run: Command['run'], most?: number): Command => ({
  name,
  most,
  short: undefined,
  args,
  help: `ui.prompt.help.${name}`,
  run,
});

export const whatIfCommands: readonly Command[] = [
  command(
    'power',
    'NODE on|off',
    (p, args) => {
      const on = onOff(args, ['on', 'off']);
      const [node = ''] = args;
      return on === undefined ? p.fail('ui.prompt.power') : act(p, { kind: 'power', node, on });
    },
    2,
  ),
  command('drop', '[FRAME]', (p, [name]) => onFrame(p, name, frame => ({ kind: 'drop', frame })), 1),
  command('delay', '[FRAME] TIME', (p, args) => delay(p, args), 2),
  command('duplicate', '[FRAME]', (p, [name]) => onFrame(p, name, frame => ({ kind: 'duplicate', frame })), 1),
  command('corrupt', '[FRAME] [fcs]', (p, args) => corrupt(p, args), 2),
  command('edit', '[FRAME] FIELD=VALUE', (p, args) => edit(p, args)),
  command('save', 'FILE', (p, _args, rest) => save(p, rest)),
  command('diff', 'BRANCH [BRANCH]', (p, args) => diffBranches(p, args), 2),
  command('branch', '[NAME] | -c [NAME] | -m [OLD] NEW | -d NAME', branch, 3),
  command('branches', '', branches, 0),
];
