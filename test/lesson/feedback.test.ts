// What a task says of a goal that misses: where it stops, or how near it is. For every task of every lesson with nothing done,
// and for wrong attempts.
import { describe, expect, test } from 'vitest';
import { goWhere } from '../../src/author/check-tasks.js';
import { Describer, goalLines, Prompt } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { beginTask, momentOf, tryGoal, tryTask } from '../../src/lesson/index.js';
import { lessonIds, loadLesson, openLesson } from '../lessons.js';

const tasks = lessonIds.flatMap(id => loadLesson(id).tasks.map(task => ({ id, task })));

describe.each(tasks)('$id: $task.id', ({ id, task }) => {
  test('with nothing done: each ping that misses is told where it stops, in words', () => {
    const open = openLesson(id);
    goWhere(open, task, 10_000);
    expect(beginTask(open.session, task)).toBeUndefined();
    const { goals } = tryTask(open.session, task);
    for (const lang of LANGS) {
      const words = new Describer(open.session.target, lang, open.player.tasks.hidden());
      for (const answer of goals) {
        const [, why] = goalLines(words, answer, lang);
        expect([answer.goal, why]).not.toEqual([answer.goal, expect.stringMatching(/⟨|undefined|NaN|\{[a-z]+\}/)]);
        if (answer.reached) expect(why).toBeUndefined();
        else if ('reach' in answer.goal) expect(why).toBeDefined();
      }
    }
  });
});

function attempt(lesson: string, task: string, ...typed: readonly string[]): string {
  const open = openLesson(lesson);
  goWhere(open, open.lesson.tasks.find(({ id }) => id === task)!, 10_000);
  const prompt = new Prompt(open.lesson, open.session, open.player, 'en');
  for (const line of [`task ${task}`, ...typed, 'goto end']) prompt.execute(line);
  return prompt.execute('try').lines.join('\n');
}

describe('a wrong attempt', () => {
  test.each<[lesson: string, task: string, typed: readonly string[], says: string]>([
    [
      'arp',
      'static',
      ['A$ ip neigh replace 192.168.0.101 lladdr 02:00:00:00:09:09 dev eth0'],
      'nearest is the row 192.168.0.101 A.eth0: there it is MAC 02:00:00:00:09:09; asked for: MAC is 02:00:00:00:02:01',
    ],
    [
      'arp',
      'static',
      ['A$ ping -c 1 192.168.0.101'],
      'was one that should not be: A.eth0 → Who has 192.168.0.101? Tell 192.168.0.100',
    ],
    ['arp', 'silent', ['A$ ip link set eth0 down'], 'A.eth0 is switched off'],
    ['ip-addressing', 'split', [], 'A does not reach B\n    a ping from here is answered'],
    ['ip-addressing', 'split', [], 'there is: 127.0.0.1 A.lo (Prefix 8), 10.1.4.10 A.eth0 (Prefix 22)'],
    // What an earlier question came to is no answer to this one.
    ['dhcp', 'silent', [], 'A: no route of A matches 192.168.0.1'],
    // Not how the frame was tagged at one port, but which ports it was for.
    ['vlan', 'move', [], 'swA: frame 24 is flooded in VLAN 1, here by swA.p4 (not in VLAN 1 are swA.p3, swA.p2)'],
    // Where to look, not what it was.
    ['hub', 'dead', [], 'because of what was set up at hub: it is for you to find'],
    ['broadcast-storm', 'tree', ['s1$ ip link set br0 type bridge stp_state 1'], 'has exactly 3 rows'],
  ])('%s, %s, %j: %s', (lesson, task, typed, says) => {
    expect(attempt(lesson, task, ...typed)).toContain(says);
  });

  test('a row that the task set up is not named as the nearest', () => {
    expect(attempt('ethernet', 'narrow')).not.toContain('nearest');
    expect(attempt('stp', 'detour')).not.toContain('s3.p1:');
  });
});

test('how many there must be is said in words', () => {
  const { session } = openLesson('arp');
  const text = (count: number | string | undefined, lang: 'en' | 'zh-CN' = 'en') => {
    const goal = { table: 'neigh@A', ...(count === undefined ? {} : { count }) };
    return goalLines(new Describer(session.target, lang), tryGoal(momentOf(session), goal), lang)[0];
  };
  const counts = [undefined, 0, 1, 2, '>= 1', '<= 2', '> 3', '< 4'];
  expect(counts.map(count => text(count))).toEqual([
    '· ARP table of A has a row (0 now)',
    '✓ ARP table of A has no row (0 now)',
    '· ARP table of A has exactly one row (0 now)',
    '· ARP table of A has exactly 2 rows (0 now)',
    '· ARP table of A has at least one row (0 now)',
    '✓ ARP table of A has at most 2 rows (0 now)',
    '· ARP table of A has more than 3 rows (0 now)',
    '✓ ARP table of A has fewer than 4 rows (0 now)',
  ]);
  expect(text('>= 2', 'zh-CN')).toBe('· A 的「ARP 表」 中至少有 2 个行（现有 0 行）');
});
