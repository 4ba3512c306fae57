// Building on at the prompt: nodes and cables put in or taken away, and the network as a file. What a cable's name alone does
// (cut, mended) is in what-if.ts.
import { nodeKinds, writtenNetwork } from '../../lesson/index.js';
import { type Answer, type Command, ok, type PromptState } from './command.js';
import { act } from './what-if.js';

/** `add host E 192.0.2.5/24`, `add switch sw2 8`. */
function add(prompt: PromptState, [of, node, ...more]: readonly string[]): Answer {
  if (of === undefined || node === undefined) return prompt.fail('ui.prompt.add', { kinds: nodeKinds() });
  const [first] = more;
  if (first === undefined) return act(prompt, { kind: 'add', node, of });
  return /^\d+$/.test(first) && more.length === 1
    ? act(prompt, { kind: 'add', node, of, ports: Number(first) })
    : act(prompt, { kind: 'add', node, of, addresses: more });
}

/** `link A.eth0-sw.p1 down`, or a new cable: `link E.eth0 sw.p5`. */
function link(prompt: PromptState, [first = '', second]: readonly string[]): Answer {
  if (second === 'up' || second === 'down') return act(prompt, { kind: 'link', link: first, up: second === 'up' });
  if (second === undefined || isCable(prompt, first)) return prompt.fail('ui.prompt.link-ends');
  return act(prompt, { kind: 'plug', a: first, b: second });
}

function isCable({ session }: PromptState, name: string): boolean {
  const rows = (session.journal.tableNamed('link')?.rows() ?? []) as Iterable<{ readonly name: string }>;
  return [...rows].some(row => row.name === name);
}

/** The network as a lesson file; a file that is there is not written over unless asked. */
function write(prompt: PromptState, rest: string): Answer {
  const [, file = '', over] = /^(.*?)(\s+over)?$/.exec(rest) ?? [];
  if (file === '' || file === 'over') return prompt.fail('ui.prompt.write');
  if (!/\.ya?ml$/.test(file)) return prompt.fail('ui.prompt.write-yaml', { file: file.replace(/\.+$/, '') });
  if (prompt.write === undefined) return prompt.fail('ui.prompt.no-files');
  if (prompt.player.tasks.hidden().length > 0) return prompt.fail('task.not-written');
  const written = writtenNetwork(prompt.lesson, prompt.session, file);
  if ('problem' in written) return prompt.fail('ui.prompt.write-not', { problem: written.problem });
  const problem = prompt.write(file, written.text, over === undefined);
  if (problem !== undefined) return { ok: false, lines: [problem] };
  const { nodes, links, run, without } = written;
  const lines = [prompt.say('ui.prompt.written', { file, nodes, links, run })];
  if (without > 0) lines.push(prompt.say('ui.prompt.written-without', { count: without }));
  return ok(lines);
}

const command = (name: string, args: string, run: Command['run'], most?: number): Command => ({
  name,
  most,
  short: undefined,
  args,
  help: `ui.prompt.help.${name}`,
  run,
});

export const buildCommands: readonly Command[] = [
  command('add', 'KIND NAME [ADDRESS|PORTS]', add),
  command('link', 'NAME up|down | END END', link, 2),
  command(
    'unlink',
    'NAME',
    (p, [name]) => (name === undefined ? p.fail('ui.prompt.unlink') : act(p, { kind: 'unplug', link: name })),
    1,
  ),
  command(
    'remove',
    'NODE',
    (p, [node]) => (node === undefined ? p.fail('ui.prompt.remove') : act(p, { kind: 'remove', node })),
    1,
  ),
  command('write', 'FILE [over]', (p, _args, rest) => write(p, rest)),
];
