// The example of docs/lesson-format.md is a lesson that reads and plays.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Session } from '../../src/debug/index.js';
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
  expect([...(down?.rows() ?? [])]).toHaveLength(2);
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
