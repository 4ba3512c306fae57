// `help`: the commands by what they are for; `help COMMAND`: its use, what is worth knowing, and examples that can be typed.
import { hasMessage } from '../../i18n/index.js';
import { nearest } from '../../lesson/index.js';
import { wrap } from '../wrap.js';
import { type Answer, type Command, ok, type PromptState, WIDTH } from './command.js';

/** Parts of the list, each from the command that begins it on. The order is that of the registry. */
const PARTS: Readonly<Record<string, string>> = {
  step: 'moves',
  why: 'why',
  find: 'prompt',
  break: 'stops',
  events: 'look',
  power: 'what-if',
  add: 'build',
  predict: 'teach',
};

/** What `help` can tell beyond single commands. */
const TOPICS = ['filter'] as const;

/** Lines to type, in the lesson `arp`, from its end; a test types them. A test of words: each command has some, or needs none. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  step: ['step', 's 5'],
  'reverse-step': ['reverse-step', 'rs 5'],
  next: ['next', 'n 3'],
  'reverse-next': ['reverse-next', 'rn 3'],
  hop: ['hop', 'hop 2'],
  'reverse-hop': ['reverse-hop', 'rh 2'],
  goto: ['goto 12', 'goto 1.2ms', 'goto start', 'goto end', 'goto back'],
  why: ['why neigh@A 192.168.0.103', 'why neigh@A 192.168.0.103 .state', 'why 2', 'why 2 eth.src', 'why'],
  'why-not': ['why-not no-reply A 192.168.0.9', 'why-not not-accepted 2 B', 'why-not not-learnt neigh@B 192.168.0.103'],
  find: ['find reply'],
  help: ['help break', 'help filter'],
  break: ['break arp.opcode == 2', 'break ns.node == "D" && arp', 'break ns.drop', 'break ip.ttl < 64'],
  watch: ['watch fdb@sw', 'watch neigh@A 192.168.0.103', 'watch neigh@A 192.168.0.103 .state'],
  events: ['events', 'events arp', 'events ns.node == "sw"'],
  table: ['table', 'table neigh@A'],
  frame: ['frame', 'frame 2'],
  follow: ['follow', 'follow 2'],
  link: ['link A.eth0-sw.p1 down', 'link A.eth0-sw.p1 up', 'link B.eth1 sw.p5'],
  add: ['add host E 192.168.0.104/24', 'add switch sw2 4'],
  unlink: ['unlink D.eth0-sw.p4'],
  remove: ['remove D'],
  power: ['power D off', 'power D on'],
  drop: ['drop'],
  delay: ['delay 5ms'],
  duplicate: ['duplicate'],
  corrupt: ['corrupt', 'corrupt fcs'],
  edit: ['edit arp.src.proto_ipv4=192.168.0.7'],
  diff: ['diff main'],
  branch: ['branch', 'branch -c try', 'branch main', 'branch -d try'],
};

/** Filters, each with what it shows. */
export const FILTERS: Readonly<Record<string, string>> = {
  present: 'arp',
  compare: 'eth.dst == ff:ff:ff:ff:ff:ff',
  prefix: 'ip.addr == 192.168.0.0/24',
  in: 'arp.opcode in {1, 2}',
  slice: 'eth.addr[0:3] == 02:00:00',
  contains: 'frame contains 08:06',
  logic: 'arp && !(ns.node == "A")',
};

export function help(prompt: PromptState, name = ''): Answer {
  if (name === '') return ok([...overview(prompt), '', prompt.say('ui.prompt.help-more', { topics: TOPICS })]);
  const topic = TOPICS.find(t => t === name);
  if (topic !== undefined) return ok(filters(prompt));
  const exact = prompt.commands.filter(c => c.name === name || c.short === name);
  const meant = exact.length > 0 ? exact : prompt.commands.filter(c => c.name.startsWith(name));
  const [one] = meant;
  if (one === undefined) {
    const names = [...prompt.commands.map(c => c.name), ...TOPICS];
    return prompt.fail('ui.prompt.unknown', { word: name, near: nearest(name, names) });
  }
  return ok(meant.length === 1 ? whole(prompt, one) : rowsOf(prompt, meant));
}

function overview(prompt: PromptState): string[] {
  const out: string[] = [];
  let part: Command[] = [];
  const flush = (): void => {
    out.push(...rowsOf(prompt, part));
    part = [];
  };
  for (const command of prompt.commands) {
    const begins = PARTS[command.name];
    if (begins !== undefined) {
      flush();
      out.push(...(out.length === 0 ? [] : ['']), prompt.say(`help.part.${begins}`));
    }
    part.push(command);
  }
  flush();
  return [
    ...out,
    '',
    prompt.say('help.part.type'),
    ...twoColumns([['A$ ip neigh', prompt.say('ui.prompt.help.type')]]),
  ];
}

function whole(prompt: PromptState, command: Command): string[] {
  const more = hasMessage(prompt.lang, `help.more.${command.name}`)
    ? ['', ...paragraphs(prompt, `help.more.${command.name}`)]
    : [];
  const examples = EXAMPLES[command.name] ?? [];
  const shown = examples.length === 0 ? [] : ['', prompt.say('help.examples'), ...examples.map(line => `  ${line}`)];
  return [...rowsOf(prompt, [command]), ...more, ...shown];
}

const paragraphs = (prompt: PromptState, id: string): string[] => wrap(prompt.say(id), WIDTH);

function filters(prompt: PromptState): string[] {
  const rows = Object.entries(FILTERS).map(([id, text]) => [text, prompt.say(`help.filter.${id}`)] as const);
  return [...paragraphs(prompt, 'help.topic.filter'), ...twoColumns(rows), ...paragraphs(prompt, 'help.topic.fields')];
}

function rowsOf(prompt: PromptState, commands: readonly Command[]): string[] {
  return twoColumns(
    commands.map(({ name, short, args, help: text }) => {
      const brief = short === undefined || short === name ? '' : `, ${short}`;
      return [`${name}${brief}${args === '' ? '' : ` ${args}`}`, prompt.say(text)];
    }),
  );
}

function twoColumns(rows: readonly (readonly [head: string, text: string])[]): string[] {
  const width = 30;
  return rows.map(([head, text]) =>
    head.length > width ? `  ${head}\n  ${' '.repeat(width)}  ${text}` : `  ${head.padEnd(width)}  ${text}`,
  );
}
