// Every way in which the format's schema can refuse a value: the message names the key, what was found and what may stand
// there, at the line and column of the mistake, with what was likely meant or an example; in both languages.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Lang } from '../../src/i18n/index.js';
import { LessonError, lessonJsonSchema, problemText, readSandbox } from '../../src/lesson/index.js';
import { EXAMPLES } from '../../src/lesson/key-examples.js';

const HEAD = 'nodes:\n  A: { kind: host, devices: { eth0: {} } }\n  sw: { kind: switch, ports: 4 }\n';

function told(yaml: string, lang: Lang): string[] {
  try {
    readSandbox('net.yaml', yaml, lang);
  } catch (error) {
    if (error instanceof LessonError) return error.problems.map(problemText);
    throw error;
  }
  return [];
}

const TIMED = '{ at: 1s } with on: A, do: …, or with link: A.eth0-sw.p1, up: false, or with node: A, power: false';
const DEED = '{ on: A, do: ip … }, { link: A.eth0-sw.p1, up: false } or { node: D, power: false }';
const task = (deed: string) => `tasks: [{ id: t, goals: [{ frame: arp }], solution: [${deed}] }]`;
const goal = (text: string) => `checkpoints: [{ id: c, break: arp, goal: ${text} }]`;
const predict = (text: string) => `checkpoints: [{ id: c, break: arp, predict: ${text} }]`;

/** What is written below the nodes, and the whole answer in English and in Chinese. */
const mistakes: Readonly<Record<string, readonly [yaml: string, english: string, chinese: string]>> = {
  'a text for a number': [
    'seed: one',
    'net.yaml:4:7: seed: expected a number, found "one"\n    for example seed: 7',
    'net.yaml:4:7: seed：要求：数字；写的是："one"\n    例如 seed: 7',
  ],
  'a fraction': [
    'seed: 1.5',
    'net.yaml:4:7: seed: expected a whole number, found 1.5\n    for example seed: 7',
    'net.yaml:4:7: seed：要求：整数；写的是：1.5\n    例如 seed: 7',
  ],
  'nothing for a list': [
    'run:',
    'net.yaml:4:5: run: expected a list, found nothing\n    for example run: [{ at: 0s, on: A, do: ping -c 1 192.0.2.2 }]',
    'net.yaml:4:5: run：要求：列表；写的是：空值\n    例如 run: [{ at: 0s, on: A, do: ping -c 1 192.0.2.2 }]',
  ],
  'too much': [
    'seed: 99999999999',
    'net.yaml:4:7: seed: expected at most 4294967295, found 99999999999\n    for example seed: 7',
    'net.yaml:4:7: seed：要求：至多 4294967295；写的是：99999999999\n    例如 seed: 7',
  ],
  'too little': [
    'seed: -1',
    'net.yaml:4:7: seed: expected at least 0, found -1\n    for example seed: 7',
    'net.yaml:4:7: seed：要求：至少 0；写的是：-1\n    例如 seed: 7',
  ],
  'a list that is too short': [
    'tasks: [{ id: t, goals: [], solution: [{ on: A, do: x }] }]',
    'net.yaml:4:25: tasks.0.goals: expected at least one item, found an empty list\n    for example { id: mend, goals: [{ reach: { from: A, to: B } }], solution: [{ on: A, do: ip neigh }] }',
    'net.yaml:4:25: tasks.0.goals：要求：至少 1 项；写的是：空列表\n    例如 { id: mend, goals: [{ reach: { from: A, to: B } }], solution: [{ on: A, do: ip neigh }] }',
  ],
  'a text that is too long': [
    `run: [{ at: 0s, on: A, do: ${'x'.repeat(401)} }]`,
    'net.yaml:4:28: run.0.do: expected at most 400 characters, found 401 characters\n    for example { at: 0s, on: A, do: ping -c 1 192.0.2.2 }',
    'net.yaml:4:28: run.0.do：要求：至多 400 个字符；写的是：401 个字符\n    例如 { at: 0s, on: A, do: ping -c 1 192.0.2.2 }',
  ],
  'one of several words, misspelt': [
    'profile: linux-6.17',
    'net.yaml:4:10: profile: expected one of classic, linux-6.18, found "linux-6.17"\n    did you mean linux-6.18?',
    'net.yaml:4:10: profile：要求：以下之一：classic、linux-6.18；写的是："linux-6.17"\n    是不是想写 linux-6.18？',
  ],
  'a text not of its form': [
    'id: My Net',
    'net.yaml:4:5: id: expected an id: lower-case letters, digits and -, found "My Net"\n    for example id: cable',
    'net.yaml:4:5: id：要求：标识：小写字母、数字和 -；写的是："My Net"\n    例如 id: cable',
  ],
  'a key that nobody knows': [
    'pannels: [topology]',
    'net.yaml:4:1: unknown key "pannels"\n    did you mean panels?',
    'net.yaml:4:1: 这里没有 "pannels" 这个键\n    是不是想写 panels？',
  ],
  'a key like no other': [
    'links: [{ ends: [A.eth0, sw.p1], zzzzzz: 1 }]',
    'net.yaml:4:34: unknown key "zzzzzz" in links.0\n    known here: ends, delay, rate, loss, errors, duplex, up',
    'net.yaml:4:34: links.0 中没有 "zzzzzz" 这个键\n    这里可用的键：ends、delay、rate、loss、errors、duplex、up',
  ],
  'a key of one form misspelt: told once': [
    'run: [{ at: 1s, onn: A, do: ip neigh }]',
    'net.yaml:4:17: unknown key "onn" in run.0\n    did you mean on?',
    'net.yaml:4:17: run.0 中没有 "onn" 这个键\n    是不是想写 on？',
  ],
  'the form that most keys are of lacks one': [
    'run: [{ at: 1s, link: A.eth0-sw.p1, up: off }]',
    'net.yaml:4:41: run.0.up: expected true or false, found "off"\n    for example { at: 10s, link: B.eth0-sw.p2, up: false }',
    'net.yaml:4:41: run.0.up：要求：true 或 false；写的是："off"\n    例如 { at: 10s, link: B.eth0-sw.p2, up: false }',
  ],
  'a key of the form that is meant is missing': [
    'run: [{ at: 1s, on: A }]',
    'net.yaml:4:7: run.0.do: missing (expected a text)\n    for example { at: 0s, on: A, do: ping -c 1 192.0.2.2 }',
    'net.yaml:4:7: run.0.do：缺少（要求：文本）\n    例如 { at: 0s, on: A, do: ping -c 1 192.0.2.2 }',
  ],
  'no form more than another': [
    'run: [{ at: 1s }]',
    `net.yaml:4:7: run.0: expected ${TIMED}, found a map with at\n    for example run: [{ at: 0s, on: A, do: ping -c 1 192.0.2.2 }]`,
    'net.yaml:4:7: run.0：要求：{ at: 1s } 加上 on: A, do: …，或 link: A.eth0-sw.p1, up: false，或 node: A, power: false；写的是：含有 at 的映射\n    例如 run: [{ at: 0s, on: A, do: ping -c 1 192.0.2.2 }]',
  ],
  'a text where maps of several forms may stand': [
    task('ip neigh'),
    `net.yaml:4:54: tasks.0.solution.0: expected ${DEED}, found "ip neigh"\n    for example { id: mend, goals: [{ frame: arp }], solution: [{ link: B.eth0-sw.p2, up: true }] }`,
    'net.yaml:4:54: tasks.0.solution.0：要求：{ on: A, do: ip … }、{ link: A.eth0-sw.p1, up: false } 或 { node: D, power: false }；写的是："ip neigh"\n    例如 { id: mend, goals: [{ frame: arp }], solution: [{ link: B.eth0-sw.p2, up: true }] }',
  ],
  'a form within a form': [
    goal('{ table: neigh@A, count: -1 }'),
    'net.yaml:4:67: checkpoints.0.goal.count: expected at least 0, found -1\n    for example count: ">= 2"',
    'net.yaml:4:67: checkpoints.0.goal.count：要求：至少 0；写的是：-1\n    例如 count: ">= 2"',
  ],
  'a form within a list of forms': [
    goal('[{ table: neigh@A, cuont: 2 }]'),
    'net.yaml:4:61: unknown key "cuont" in checkpoints.0.goal.0\n    did you mean count?',
    'net.yaml:4:61: checkpoints.0.goal.0 中没有 "cuont" 这个键\n    是不是想写 count？',
  ],
  'the word that says which form is unknown': [
    predict('{ ask: next-nod }'),
    'net.yaml:4:52: checkpoints.0.predict.ask: expected one of egress-ports, next-node, table, field, dropped, order, found "next-nod"\n    did you mean next-node?',
    'net.yaml:4:52: checkpoints.0.predict.ask：要求：以下之一：egress-ports、next-node、table、field、dropped、order；写的是："next-nod"\n    是不是想写 next-node？',
  ],
  'the word that says which form is missing': [
    predict('{ table: fdb@sw }'),
    'net.yaml:4:45: checkpoints.0.predict.ask: missing (expected one of egress-ports, next-node, table, field, dropped, order)\n    for example ask: next-node',
    'net.yaml:4:45: checkpoints.0.predict.ask：缺少（要求：以下之一：egress-ports、next-node、table、field、dropped、order）\n    例如 ask: next-node',
  ],
  'a cable of one end': [
    'links: [[A.eth0]]',
    'net.yaml:4:9: links.0: expected two ends, such as [A.eth0, sw.p1], found a list of one\n    for example links: [[A.eth0, sw.p1]]',
    'net.yaml:4:9: links.0：要求：链路的两端，如 [A.eth0, sw.p1]；写的是：有 1 项的列表\n    例如 links: [[A.eth0, sw.p1]]',
  ],
  'a word instead of a map': [
    'links: [A-sw]',
    'net.yaml:4:9: links.0: expected [A.eth0, sw.p1] or { ends: [A.eth0, sw.p1], delay: 1ms, … }, found "A-sw"\n    for example links: [[A.eth0, sw.p1]]',
    'net.yaml:4:9: links.0：要求：[A.eth0, sw.p1] 或 { ends: [A.eth0, sw.p1], delay: 1ms, … }；写的是："A-sw"\n    例如 links: [[A.eth0, sw.p1]]',
  ],
};

/** What is written inside a node. */
const inNode: Readonly<Record<string, readonly [node: string, english: string, chinese: string]>> = {
  'a time without its unit': [
    'ageing: 30',
    'nodes.N.ageing: expected a time with its unit, such as 1.5s or 200ms, found 30\n    for example ageing: 30s',
    'nodes.N.ageing：要求：带单位的时间，如 1.5s 或 200ms；写的是：30\n    例如 ageing: 30s',
  ],
  'a time out of its range': [
    'stp: { hello: 20s }',
    'nodes.N.stp.hello: expected a time from 1s to 10s, found "20s"\n    for example hello: 1s',
    'nodes.N.stp.hello：要求：1s 到 10s 的时间；写的是："20s"\n    例如 hello: 1s',
  ],
  'a word that is nearly one': [
    'stp: rst',
    'nodes.N.stp: expected true, false, rstp, or a map such as { version: rstp, priority: 4096, hello: 2s }, found "rst"\n    did you mean rstp?',
    'nodes.N.stp：要求：true、false、rstp，或 { version: rstp, priority: 4096, hello: 2s } 这样的映射；写的是："rst"\n    是不是想写 rstp？',
  ],
  'a VLAN that is none': [
    'vlans: { p1: 5000 }',
    'nodes.N.vlans.p1: expected a VLAN number from 1 to 4094 (0 and 4095 name no VLAN), found 5000\n    for example vlans: { p3: 10, p4: { trunk: [1, 10, 20-29], native: 1 } }',
    'nodes.N.vlans.p1：要求：1 到 4094 的 VLAN 编号（0 和 4095 不是 VLAN）；写的是：5000\n    例如 vlans: { p3: 10, p4: { trunk: [1, 10, 20-29], native: 1 } }',
  ],
  'a network that is an address': [
    'subnet-vlans: { 10.0.20.7/24: 20 }',
    'nodes.N.subnet-vlans: "10.0.20.7/24" cannot be a name here: expected a network with its prefix, such as 10.0.20.0/24, here 10.0.20.0/24\n    for example subnet-vlans: { 10.0.20.0/24: 20 }',
    'nodes.N.subnet-vlans："10.0.20.7/24" 不能用作这里的名称，要求：带前缀长度的网络，如 10.0.20.0/24，这里应是 10.0.20.0/24\n    例如 subnet-vlans: { 10.0.20.0/24: 20 }',
  ],
  'a name that is none': [
    'vlans: { "p 1": 5 }',
    'nodes.N.vlans: "p 1" cannot be a name here: expected a name: a letter, then letters, digits, - or _ (15 at most)\n    for example vlans: { p3: 10, p4: { trunk: [1, 10, 20-29], native: 1 } }',
    'nodes.N.vlans："p 1" 不能用作这里的名称，要求：名称：以字母开头，后面是字母、数字、- 或 _，最多 15 个字符\n    例如 vlans: { p3: 10, p4: { trunk: [1, 10, 20-29], native: 1 } }',
  ],
  'a place of three': [
    'at: [1, 2, 3]',
    'nodes.N.at: expected a place, column and row, such as [0, 2], found a list of 3\n    for example at: [1, 0]',
    'nodes.N.at：要求：由列和行组成的位置，如 [0, 2]；写的是：有 3 项的列表\n    例如 at: [1, 0]',
  ],
};

describe('a mistake is told whole, in both languages', () => {
  test.each(Object.entries(mistakes))('%s', (_what, [yaml, english, chinese]) => {
    expect(told(`${HEAD}${yaml}\n`, 'en')).toEqual([english]);
    expect(told(`${HEAD}${yaml}\n`, 'zh-CN')).toEqual([chinese]);
  });

  test.each(Object.entries(inNode))('of a node: %s', (_what, [node, english, chinese]) => {
    const yaml = `nodes:\n  N: { kind: switch, ${node} }\n`;
    const key = /^[\w-]+: \{? ?"?[\w-]*/.exec(node)![0];
    for (const [lang, text] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const) {
      const [only, ...more] = told(yaml, lang);
      expect([only!.replace(/^net\.yaml:2:\d+: /, ''), ...more]).toEqual([text]);
      const column = Number(/^net\.yaml:2:(\d+)/.exec(only!)?.[1]);
      const from = yaml.split('\n')[1]!.indexOf(key) + 1;
      expect(column).toBeGreaterThan(from);
      expect(column).toBeLessThanOrEqual(from + key.length + 2);
    }
  });
});

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node | readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/** Every key of the format, as the examples name it. */
function* keys(node: Node, path = ''): Generator<string> {
  const at = (step: string) => (path === '' ? step : `${path}.${step}`);
  for (const [name, below] of Object.entries(node.properties ?? {})) {
    yield at(name);
    yield* keys(below, at(name));
  }
  if (typeof node.additionalProperties === 'object') yield* keys(node.additionalProperties, at('*'));
  for (const item of [node.items ?? []].flat()) yield* keys(item as Node, at('*'));
  for (const form of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) yield* keys(form, path);
}

test('every key has an example in which it stands', () => {
  const plain = (key: string) =>
    key
      .replace(/^tasks\.\*\.goals\.\*\./, 'checkpoints.*.goal.')
      .replace(/^checkpoints\.\*\.goal\.\*\./, 'checkpoints.*.goal.')
      .replace(/^tasks\.\*\.solution\.\*\./, 'tasks.*.setup.*.');
  const wanted = new Set([...keys(lessonJsonSchema() as Node)].map(plain));
  expect([...wanted].sort()).toEqual(Object.keys(EXAMPLES).sort());
  for (const [key, example] of Object.entries(EXAMPLES))
    expect(Object.keys(parse(example) as object), key).toContain(key.split('.').at(-1));
});

test('what a parser of YAML says is told in the language of the run, with a mend', () => {
  const broken: Readonly<Record<string, readonly [place: string, chinese: RegExp]>> = {
    'nodes: { A: { kind: host }\n': ['2:1', /请闭合/],
    'nodes: {}\nnodes: {}\n': ['2:1', /这个键出现了两次\n {4}请只保留一个/],
    'nodes:\n\tA: 1\n': ['2:1', /制表符缩进\n {4}请用空格/],
    'run: *nobody\n': ['1:6', /没有名为 &nobody 的锚点\n {4}请直接写出值/],
    'nodes: "\\q"\n': ['1:9', /转义序列/],
    'nodes: @x\n': ['1:8', /不能以这个字符开头\n {4}请给文本加引号/],
  };
  for (const [yaml, [place, chinese]] of Object.entries(broken)) {
    const [english, chineseText] = [told(yaml, 'en'), told(yaml, 'zh-CN')].map(list => list.join('\n'));
    expect(english, yaml).toMatch(new RegExp(`^net\\.yaml:${place}: .+\\n {4}.+`));
    expect(chineseText, yaml).toMatch(chinese);
    expect(chineseText!.replace(/`.*?`|net\.yaml/g, '')).not.toMatch(/[a-z]{3,} [a-z]{3,}/);
  }
});
