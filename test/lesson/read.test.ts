// Reading lessons: a good one is read whole; of a bad one every mistake is told, with file, line, column and the mend.
import { describe, expect, test } from 'vitest';
import { LessonError, type LessonProblem, type LessonTexts, problemText, readLesson } from '../../src/lesson/index.js';
import { lessonIds, loadLesson } from '../lessons.js';
import { textsOf } from './texts.js';

const GOOD = `format: 1
id: small
nodes:
  A: { kind: host, devices: { eth0: { addresses: [10.0.0.1/24] } } }
  B: { kind: host, devices: { eth0: { addresses: [10.0.0.2/24] } } }
  sw: { kind: switch, ports: 2 }
links:
  - [A.eth0, sw.p1]
  - { ends: [B.eth0, sw.p2], delay: 1ms, rate: 10Mbps, loss: 0.5 }
run:
  - { at: 1.5s, on: A, do: ping -c 1 10.0.0.2 }
  - { at: 2s, link: A.eth0-sw.p1, up: false }
panels: [topology, neigh@A]
checkpoints:
  - id: flood
    break: arp.opcode == 1 && ns.node == "sw"
`;
const PROSE = `# Small

One line.

Opening.

## flood: Flood

Text.

### hint

Look.
`;
const texts = (yaml: string, en = PROSE, zh: string | undefined = PROSE): LessonTexts => ({
  folder: 'lessons/small',
  yaml,
  prose: { en, ...(zh === undefined ? {} : { 'zh-CN': zh }) },
});

function problemsOf(given: LessonTexts): readonly LessonProblem[] {
  try {
    readLesson(given);
  } catch (error) {
    if (error instanceof LessonError) return error.problems;
    throw error;
  }
  return [];
}
const told = (given: LessonTexts): string[] => problemsOf(given).map(problemText);

/** The good lesson with one line replaced (by its beginning) or one text put in another's place. */
function changed(from: string | RegExp, to: string): string {
  const out = GOOD.replace(from, to);
  if (out === GOOD) throw new Error(`nothing changed: ${String(from)}`);
  return out;
}

describe('good lessons', () => {
  test.each(lessonIds)('%s', name => {
    const lesson = loadLesson(name);
    expect(lesson.id).toBe(name);
    const ids = [...lesson.checkpoints, ...lesson.tasks].map(({ id }) => id);
    expect(Object.keys(lesson.prose.en.sections).sort()).toEqual(ids.sort());
    expect(told(textsOf(name))).toEqual([]);
  });

  test('the small one, in full', () => {
    const lesson = readLesson(texts(GOOD));
    const { network } = lesson;
    expect(network).toMatchObject({ name: 'small', seed: 1, profile: 'classic' });
    expect(network.nodes.map(n => [n.name, n.kind, n.devices.map(d => d.name)])).toEqual([
      ['A', 'host', ['eth0']],
      ['B', 'host', ['eth0']],
      ['sw', 'switch', ['p1', 'p2']],
    ]);
    expect(network.links[0]).toMatchObject({ a: 'A.eth0', b: 'sw.p1', delayNs: 1000, rateBps: 1e9, loss: 0, up: true });
    expect(network.links[1]).toMatchObject({ delayNs: 1e6, rateBps: 1e7, loss: 0.5 });
    expect(network.run[0]).toMatchObject({ at: 1.5e9, on: 'A', do: 'ping -c 1 10.0.0.2' });
    expect(network.run[1]).toMatchObject({ at: 2e9, link: 'A.eth0-sw.p1', up: false });
    expect(network.run[0]!.source).toEqual({
      file: 'lessons/small/lesson.yaml',
      line: 11,
      text: '{ at: 1.5s, on: A, do: ping -c 1 10.0.0.2 }',
    });
    expect(network.nodes[2]!.source).toMatchObject({ line: 6, text: 'sw: { kind: switch, ports: 2 }' });
    expect(lesson.prose.en).toMatchObject({
      title: 'Small',
      summary: 'One line.',
      opening: { paragraphs: ['Opening.'] },
      sections: { flood: { title: 'Flood', paragraphs: ['Text.'], hints: ['Look.'] } },
    });
  });

  test('lines may end as on Windows', () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    const lesson = readLesson(texts(windows(GOOD), windows(PROSE), windows(PROSE)));
    expect(lesson.network.run[0]!.source.text).toBe('{ at: 1.5s, on: A, do: ping -c 1 10.0.0.2 }');
    expect(lesson.prose.en).toEqual(readLesson(texts(GOOD)).prose.en);
  });
});

/** What is wrong, the lesson with it, and what is told: place, and words that must be in the message or its mend. */
const mistakes: readonly (readonly [what: string, yaml: string, place: string, ...words: string[]])[] = [
  ['an unknown key', changed('panels:', 'pannels:'), '13:1', 'unknown key "pannels"', 'did you mean panels?'],
  [
    'an unknown key in a node',
    changed('kind: switch, ports', 'kind: switch, prots'),
    '6:23',
    'unknown key "prots"',
    'ports',
  ],
  [
    'an unknown key in a device',
    changed('addresses: [10.0.0.1/24]', 'adresses: [10.0.0.1/24]'),
    '4:39',
    'unknown key "adresses"',
    'addresses',
  ],
  ['an unknown key in a checkpoint', changed('    break:', '    brake:'), '16:5', 'unknown key "brake"', 'break'],
  ['no format', changed('format: 1\n', ''), '1:1', 'format', 'expected 1'],
  ['another format', changed('format: 1', 'format: 2'), '1:9', 'format', 'expected 1'],
  ['no id', changed('id: small\n', ''), '1:1', 'id', 'missing'],
  ['a bad id', changed('id: small', 'id: Small!'), '2:5', 'id', 'lower-case'],
  ['no nodes', changed(/nodes:\n(?: {2}.*\n){3}/, ''), '1:1', 'nodes', 'missing'],
  [
    'nodes that are a list',
    changed(/nodes:\n(?: {2}.*\n){3}/, 'nodes: [A]\n'),
    '3:8',
    'nodes',
    'expected a map, found a list of one',
  ],
  ['a seed that is a text', changed('id: small', 'id: small\nseed: one'), '3:7', 'seed', 'number'],
  ['a seed with a fraction', changed('id: small', 'id: small\nseed: 1.5'), '3:7', 'seed', 'a whole number, found 1.5'],
  ['an unknown profile', changed('id: small', 'id: small\nprofile: bsd'), '3:10', 'profile', 'classic'],
  ['a node name with a blank', changed('  B:', '  "B B":'), '5:3', 'B B'],
  ['an unknown kind', changed('kind: switch', 'kind: swich'), '6:15', 'no kind of node is called "swich"', 'switch'],
  ['a node without devices', changed('kind: switch, ports: 2', 'kind: switch'), '6:7', 'sw has no devices', 'ports: 4'],
  ['no kind', changed('{ kind: switch, ports: 2 }', '{ ports: 2 }'), '6:7', 'kind', 'missing'],
  ['too many ports', changed('ports: 2', 'ports: 1000'), '6:30', 'ports', '256'],
  ['an address without prefix', changed('10.0.0.1/24', '10.0.0.1'), '4:51', 'prefix', '192.168.0.1/24'],
  ['an address out of range', changed('10.0.0.1/24', '10.0.0.256/24'), '4:51', 'prefix'],
  ['a prefix out of range', changed('10.0.0.1/24', '10.0.0.1/33'), '4:51', 'prefix'],
  [
    'a bad MAC address',
    changed('eth0: { addresses: [10.0.0.1/24]', 'eth0: { mac: "02:00", addresses: [10.0.0.1/24]'),
    '4:44',
    'MAC address',
    '02:00:00:00:01:01',
  ],
  [
    'a bad gateway',
    changed(
      'kind: host, devices: { eth0: { addresses: [10.0.0.1/24] } }',
      'kind: host, gateway: 10.0.0, devices: { eth0: {} }',
    ),
    '4:29',
    'gateway',
    '192.168.0.1',
  ],
  ['a link to nowhere', changed('sw.p1]', 'sw.p3]'), '8:14', 'there is no device sw.p3', 'did you mean sw.p1'],
  ['a link to an unknown node', changed('[A.eth0', '[AA.eth0'), '8:6', 'there is no device AA.eth0', 'A.eth0'],
  ['a link with one end', changed('[A.eth0, sw.p1]', '[A.eth0]'), '8:5', '[A.eth0, sw.p1]'],
  ['a link end without a device', changed('[A.eth0, sw.p1]', '[A, sw.p1]'), '8:6', 'NODE.DEVICE'],
  [
    'a device on two cables',
    changed('ends: [B.eth0', 'ends: [A.eth0'),
    '9:14',
    'A.eth0 hangs on another cable already (line 8)',
    'another device',
  ],
  [
    'a cable from a device to itself',
    changed('[A.eth0, sw.p1]', '[A.eth0, A.eth0]'),
    '8:14',
    'A.eth0 hangs on another cable already',
  ],
  [
    'a delay without a unit',
    changed('delay: 1ms', 'delay: 1'),
    '9:37',
    'links.1.delay: expected a time with its unit',
    'found 1',
  ],
  ['a loss above 1', changed('loss: 0.5', 'loss: 5'), '9:62', 'loss'],
  ['a time without a unit', changed('at: 1.5s', 'at: 1.5'), '11:11', 'run.0.at', 'found 1.5'],
  ['a time that is no time', changed('at: 1.5s', 'at: soon'), '11:11', 'run.0.at', 'found "soon"'],
  ['a command on nobody', changed('on: A', 'on: X'), '11:21', 'there is no node X', 'known: A, B, sw'],
  [
    'an unknown link',
    changed('link: A.eth0-sw.p1', 'link: A.eth0-sw.p9'),
    '12:21',
    'there is no link A.eth0-sw.p9',
    'A.eth0-sw.p1',
  ],
  [
    'two checkpoints of one id',
    `${GOOD}  - id: flood\n    break: arp\n`,
    '17:9',
    'a second checkpoint is called "flood"',
  ],
  ['a checkpoint without a break', changed(/ {4}break.*\n/, ''), '15:5', 'break', 'missing'],
  [
    'a filter that breaks off',
    changed('break: arp.opcode == 1 && ns.node == "sw"', 'break: arp.opcode =='),
    '16:25',
    'the filter ends where',
  ],
  ['a filter with an unknown field', changed('arp.opcode', 'arp.opcod'), '16:12', 'arp.opcod', 'arp.opcode'],
  ['a filter with an unknown stage', changed('ns.node == "sw"', 'ns.stage == "br_floood"'), '16:43', 'br_floood'],
  [
    'a filter in quotes with a mistake',
    changed('break: arp.opcode == 1 && ns.node == "sw"', `break: 'arp.opcode == 1 && x.y == 2'`),
    '16:32',
    'x.y',
  ],
  ['a YAML mistake', changed('  - [A.eth0, sw.p1]', '  - [A.eth0, sw.p1'), '9:3', 'close a bracket'],
  ['a tab', changed('  A: {', '\tA: {'), '4:1', 'use blanks'],
  ['a key twice', changed('id: small', 'id: small\nid: other'), '3:1', 'keep one of the two'],
  ['an unknown alias', changed('panels: [topology, neigh@A]', 'panels: *nothing'), '13:9', 'nothing'],
  ['a list instead of a lesson', '- 1\n- 2\n', '1:1', 'the lesson'],
  ['an empty file', '', '1:1', 'the lesson'],
  ['two documents', `${GOOD}---\n${GOOD}`, '17:1', 'a file holds one lesson'],
];

describe('mistakes', () => {
  test.each(mistakes)('%s', (_what, yaml, place, ...words) => {
    const problems = told(texts(yaml));
    const here = problems.filter(text => text.startsWith(`lessons/small/lesson.yaml:${place}: `));
    expect(here.length, `at ${place}; told: ${problems.join('\n')}`).toBeGreaterThan(0);
    for (const word of words) expect(here.join('\n')).toContain(word);
  });

  test('several at once are all told', () => {
    const yaml = changed('kind: switch', 'kind: swich')
      .replace('on: A', 'on: X')
      .replace('sw.p1]', 'sw.p9]')
      .replace('arp.opcode', 'arp.x');
    const places = problemsOf(texts(yaml, '# Title\n')).map(p => `${p.file.replace('lessons/small/', '')}:${p.line}`);
    expect(new Set(places)).toEqual(
      new Set(['lesson.yaml:6', 'lesson.yaml:8', 'lesson.yaml:11', 'lesson.yaml:12', 'lesson.yaml:16', 'en.md:1']),
    );
  });

  test('several of the schema at once', () => {
    const yaml = changed('format: 1', 'format: 3').replace('10.0.0.1/24', 'x').replace('panels:', 'panel:');
    expect(
      problemsOf(texts(yaml))
        .map(p => p.line)
        .sort((x, y) => x - y),
    ).toEqual([1, 4, 13]);
  });

  test('a bomb of aliases', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(', ')}]`);
    const yaml = `${GOOD}x0: &x0 [a, a, a]\n${rows.join('\n')}\n`;
    const problems = problemsOf(texts(yaml));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(problemText).join('\n')).toContain('alias');
  });

  test('a file that is too large', () => {
    expect(told(texts(`${GOOD}#${'x'.repeat(1 << 20)}`))[0]).toContain('lesson.yaml:1:1: the file is over 1 MiB');
  });

  test('every message has a place in the file', () => {
    for (const [what, yaml] of mistakes) {
      for (const { line, column, message, file } of problemsOf(texts(yaml))) {
        expect(file, what).toBe('lessons/small/lesson.yaml');
        expect(line, what).toBeLessThanOrEqual(Math.max(1, yaml.split('\n').length));
        expect(column, what).toBeLessThanOrEqual((yaml.split('\n')[line - 1] ?? '').length + 1);
        expect(message.length, what).toBeGreaterThan(3);
      }
    }
  });
});

describe('prose', () => {
  const prose = (en: string) => problemsOf(texts(GOOD, en)).map(p => problemText(p).replace('lessons/small/', ''));

  test.each([
    ['no text for a checkpoint', PROSE.replace(/## flood[\s\S]*/, ''), 'en.md:', 'flood'],
    [
      'a heading too many',
      `${PROSE}\n## other: Other\n\nText.\n`,
      'en.md:15:1',
      'no checkpoint or task is called "other"',
    ],
    ['a heading twice', `${PROSE}\n## flood: Again\n\nText.\n`, 'en.md:15:1', 'a second text for "flood"'],
    ['no title', PROSE.replace('# Small', 'Small'), 'en.md:1:1', 'does not begin with a title'],
    ['no summary', '# Small\n\n## flood: F\n\nText.\n', 'en.md:1:1', 'no summary'],
    ['a hint in no section', PROSE.replace('## flood: Flood', '### hint'), 'en.md:7:1', 'not in its place'],
    ['an empty file', '', 'en.md:1:1', 'does not begin with a title'],
  ])('%s', (_what, en, place, words) => {
    const problems = prose(en);
    const here = problems.filter(text => text.startsWith(place));
    expect(here.length, problems.join('\n')).toBeGreaterThan(0);
    expect(here.join('\n')).toContain(words);
  });

  test('a language that is missing', () => {
    const { yaml, folder } = texts(GOOD);
    const problems = told({ folder, yaml, prose: { en: PROSE } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('lessons/small/zh-CN.md:1:1: the file is missing');
  });

  test('a checkpoint named as every object’s own words are', () => {
    const yaml = GOOD.replace('id: flood', 'id: constructor');
    const en = PROSE.replace('## flood', '## constructor');
    expect(told(texts(yaml, en, en))).toEqual([]);
    expect(told(texts(yaml)).join('\n')).toContain('constructor');
  });
});
