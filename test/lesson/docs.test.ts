// The example of docs/lesson-format.md is a lesson that reads and plays.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { Session } from '../../src/debug/index.js';
import { goalSchema, predictionSchema } from '../../src/lesson/format-teach.js';
import { Player, readLesson } from '../../src/lesson/index.js';
import { Network } from '../../src/topology/index.js';

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

it('names every key of the format', () => {
  const words = [
    'format',
    'id',
    'seed',
    'profile',
    'nodes',
    'links',
    'run',
    'panels',
    'checkpoints',
    'kind',
    'devices',
  ];
  const more = [
    'ports',
    'gateway',
    'ageing',
    'cam',
    'sysctl',
    'setup',
    'addresses',
    'mac',
    'mtu',
    'up',
    'ends',
    'delay',
  ];
  for (const word of [...words, ...more, 'rate', 'loss', 'at', 'on', 'do', 'link', 'break'])
    expect(page).toContain(word);
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
