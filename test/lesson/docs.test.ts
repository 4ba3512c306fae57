// The example of docs/lesson-format.md is a lesson that reads and plays.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { Session } from '../../src/debug/index.js';
import { depthLimit } from '../../src/filter/index.js';
import { goalSchema, predictionSchema } from '../../src/lesson/format-teach.js';
import { findRows, LIMITS, lessonJsonSchema, Player, readLesson, readSandbox } from '../../src/lesson/index.js';
import { NETWORK_LIMITS, Network } from '../../src/topology/index.js';
import { openLesson } from '../lessons.js';

const page = readFileSync(new URL('../../docs/lesson-format.md', import.meta.url), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';

it('reads, plays to its end and reaches its checkpoint', () => {
  const prose = block('markdown');
  const lesson = readLesson({ folder: 'docs', yaml: block('yaml'), prose: { en: prose, 'zh-CN': prose } });
  const session = new Session(new Network(lesson.network));
  const player = new Player(lesson, session);
  while (session.next().end !== 'end');
  expect(player.reached().map(hit => hit.checkpoint.id)).toEqual(['asked']);
  const down = session.journal.tableNamed('link');
  expect([...(down?.rows() ?? [])]).toHaveLength(3);
});

/** Rows of the page's tables whose cells before the last one are code. */
const rows = [...page.matchAll(/^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$/gm)].map(([, key, example, text]) => ({
  key: key!,
  example: example!.replaceAll('\\|', '|'),
  text: text!,
}));

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode | readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** Every key of the schema: `nodes.*.devices.*.mac`, `run[].at`. */
function keysOf(node: SchemaNode, path = ''): string[] {
  const { properties = {}, additionalProperties: any, items = [], anyOf = [], oneOf = [] } = node;
  return [
    ...[...anyOf, ...oneOf].flatMap(choice => keysOf(choice, path)),
    ...Object.entries(properties).flatMap(([name, below]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [at, ...keysOf(below, at)];
    }),
    ...(typeof any === 'object' ? keysOf(any, `${path}.*`) : []),
    ...[items].flat().flatMap(item => keysOf(item as SchemaNode, `${path}[]`)),
  ];
}

/** Keys of goals, predictions and deeds are explained once, by whole examples. */
const ELSEWHERE = /\.(predict|goal|goals|setup|solution)(\[\])?\./;

it('explains every key of the format, and no other', () => {
  const keys = new Set(keysOf(lessonJsonSchema() as SchemaNode).filter(key => !ELSEWHERE.test(key)));
  const named = rows.map(({ key }) => key).filter(key => /^[a-z]+(\[\])?(\.|$)/.test(key) && !key.includes('@'));
  const plain = (key: string) =>
    key.replace(/^nodes\.\w+/, 'nodes.*').replace(/\.(devices|vlans|ports|users)\.\w+\./, '.$1.*.');
  expect([...keys].filter(key => !named.map(plain).includes(key))).toEqual([]);
  expect(named.filter(key => !keys.has(plain(key)) && key !== 'link')).toEqual([]);
  const shown = page.replace(/^\| `(nodes|links|run|panels|checkpoints|tasks)\S*` \|.*$/gm, '');
  for (const key of keysOf(lessonJsonSchema() as SchemaNode).filter(key => ELSEWHERE.test(key)))
    expect(shown, key).toMatch(new RegExp(`\\b${key.split('.').at(-1)}:`));
});

/** What must stand beside some keys for them to make sense. */
const COMPANY: Readonly<Record<string, () => object>> = {
  'nodes.sw.dot1x': () => ({ dot1x: { ports: ['p1'] }, users: { alice: { secret: 'wonderland' } } }),
  'nodes.sw.users': () => ({ dot1x: { ports: ['p1'] }, users: { alice: { secret: 'wonderland' } } }),
  'nodes.A.login': () => ({ login: { user: 'alice', secret: 'wonderland' } }),
  'nodes.A.dhcpd.': () => ({ dhcpd: { ranges: [{ from: '192.0.2.100', to: '192.0.2.199' }] } }),
  'nodes.sw.stp.ports.p1.edge': () => ({ stp: { version: 'rstp', ports: { p1: {} } } }),
};

it('every example of a key is one: the lesson with it reads, and its network can be built', () => {
  let tried = 0;
  for (const { key, example } of rows) {
    const data = parse(block('yaml')) as Record<string, unknown>;
    const value: unknown = parse(example);
    const [list] = /^(\w+)\[\]\./.exec(key)?.slice(1) ?? [];
    if (list === 'links') data.links = [value, ...(data.links as unknown[]).slice(1)];
    else if (list !== undefined) data[list] = [value];
    else if (/^[a-z]+$/.test(key) && Object.hasOwn(value as object, key)) Object.assign(data, value);
    else if (key.startsWith('nodes.')) {
      const path = key.split('.');
      for (const [prefix, company] of Object.entries(COMPANY))
        if (key.startsWith(prefix))
          Object.assign((data.nodes as Record<string, object>)[path[1] as string] as object, company());
      let at = data as Record<string, unknown>;
      for (const step of path.slice(0, -1)) {
        const [name = '', list] = step.split('[');
        if (typeof at[name] !== 'object' || list !== undefined) at[name] = list === undefined ? {} : [{}];
        at = (list === undefined ? at[name] : (at[name] as unknown[])[0]) as Record<string, unknown>;
      }
      Object.assign(at, value);
    } else continue;
    // A trunk's native VLAN needs the list; other nodes than the page's own need their cables.
    if (key === 'nodes.sw.vlans.p4.native') Object.assign(data, { nodes: withTrunk(data.nodes as Nodes) });
    if (key === 'nodes') for (const rest of ['links', 'run', 'panels', 'checkpoints', 'tasks']) delete data[rest];
    if (list === 'tasks' && key === 'tasks[].after') data.checkpoints = [{ id: 'asked', break: 'arp' }];
    else if (list === 'checkpoints' || key === 'checkpoints' || list === 'tasks')
      delete data[list === 'tasks' ? 'checkpoints' : 'tasks'];
    if (key === 'links') data.run = data.tasks = data.panels = [];
    expect(() => new Network(readSandbox('docs.yaml', stringify(data)).network), `${key}: ${example}`).not.toThrow();
    tried++;
  }
  expect(tried).toBeGreaterThan(55);
});

type Nodes = Record<string, { vlans?: unknown }>;
const withTrunk = (nodes: Nodes): Nodes => ({
  ...nodes,
  sw: { ...nodes.sw, vlans: { p4: { trunk: [1], native: 1 } } },
});

it('every `where` that it shows holds for as many rows as it says', () => {
  const open = openLesson('arp');
  open.session.gotoTime(4e9);
  const shown = rows.filter(({ key, text }) => /^(\w+@)?\w+$/.test(key) && /^\d+$/.test(text));
  expect(shown.length).toBeGreaterThan(10);
  for (const { key, example, text } of shown) {
    const found = findRows(open.session.target, key, example);
    expect(found.ok ? found.rows.length : found.message, `${key}: ${example}`).toBe(Number(text));
  }
});

it('the network by itself is one', () => {
  const [, yaml = ''] = /A network by itself\n.*?```yaml\n(.*?)```/s.exec(page) ?? [];
  const { network } = readSandbox('net.yaml', yaml);
  expect(network.links.map(({ a, b }) => `${a} ${b}`)).toEqual(['A.eth0 sw.p1', 'B.eth0 sw.p2']);
});

it('tells the bounds as they are', () => {
  const section = /## Bounds\n(.*?)\n## /s.exec(page)?.[1] ?? '';
  const { nodes, links, devices, run, checkpoints, panels, tasks, bytes, depth, values } = LIMITS;
  for (const most of [nodes, links, devices, run, bytes, depth, values, depthLimit, NETWORK_LIMITS.ports])
    expect(section).toContain(`| ${most.toLocaleString('en')} |`.replace('1,000 |', '1000 |'));
  expect(section).toContain(`| ${checkpoints}, ${panels}, ${tasks} |`);
});

it('tells mistakes of the schema and of meaning in one go, each at its own line', () => {
  const prose = block('markdown');
  const yaml = block('yaml')
    .replace('addresses: [192.0.2.1/24]', 'addresses: [192.0.2]')
    .replace('- [A.eth0, sw.p1] ', '- [A.eth0] ')
    .replace('kind: switch', 'kind: swich')
    .replace('ends: [B.eth0, sw.p2]', 'ends: [B.eth7, sw.p2]')
    .replace('arp.opcode == 1', 'arp.opcod == 1');
  let said = '';
  try {
    readLesson({ folder: 'docs', yaml, prose: { en: prose, 'zh-CN': prose } });
  } catch (error) {
    said = (error as Error).message;
  }
  const line = (text: string) => yaml.split('\n').findIndex(l => l.includes(text)) + 1;
  expect(said).toMatch(new RegExp(`lesson\\.yaml:${line('192.0.2]')}:\\d+: .*address with its prefix`));
  expect(said).toMatch(new RegExp(`lesson\\.yaml:${line('- [A.eth0]')}:`));
  expect(said).toMatch(new RegExp(`lesson\\.yaml:${line('swich')}:\\d+: no kind of node`));
  expect(said).toMatch(new RegExp(`lesson\\.yaml:${line('B.eth7')}:\\d+: there is no device B\\.eth7`));
  expect(said).toMatch(new RegExp(`lesson\\.yaml:${line('arp.opcod ')}:\\d+: break`));
});

it('every prediction and goal that it shows is one', () => {
  const shown = [...page.matchAll(/`(\{ (ask|table|frame|reach):.*?\})`/g)].map(([, text, kind]) => ({
    text: text!,
    kind,
  }));
  expect(shown.length).toBeGreaterThanOrEqual(9);
  for (const { text, kind } of shown) {
    const data: unknown = parse(text.replaceAll('FILTER', 'arp'));
    const schema = kind === 'ask' ? predictionSchema : goalSchema;
    expect(schema.safeParse(data).success, text).toBe(true);
  }
});
