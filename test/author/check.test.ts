// Every kind of mistake that `netstep check` knows: made in the lesson of `netstep new`, it is found, at its place, alone.
import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../src/author/check.js';
import type { LessonTexts } from '../../src/lesson/index.js';
import { textsOf } from '../lesson/texts.js';
import { lessonIds } from '../lessons.js';
import { found, made, withChinese, withYaml } from './made.js';

const REACHABLE = 'goal: { table: neigh@A, where: ip == 192.0.2.2 && state == "REACHABLE" }';

const mistakes: Readonly<Record<string, readonly [LessonTexts, ...string[]]>> = {
  'an id without prose': [
    withChinese(['## mend: ', '## mand: ']),
    'format made/zh-CN.md: # 两台主机与一台交换',
    'format made/zh-CN.md: ## mand: B ',
  ],
  'an unknown key': [withYaml(['seed: 1', 'sead: 1']), 'format made/lesson.yaml: sead: 1 # o'],
  'a checkpoint that never comes': [
    withYaml(['arp.opcode == 1', 'arp.opcode == 7']),
    'checkpoint-unreached made/lesson.yaml: ns.stage ==',
  ],
  'checkpoints in the wrong order': [
    withYaml(
      [
        '  - id: request\n    break: ns.stage == "link_receive" && arp.opcode == 1 && ns.node == "sw"',
        '  - id: answer\n    break: ns.reason == "icmp.echo-reply" && ns.node == "A"',
      ],
      [
        '  - id: answer\n    break: ns.reason == "icmp.echo-reply" && ns.node == "A"\n    goal',
        '  - id: request\n    break: ns.time < 1ns && ns.node == "A"\n    goal',
      ],
      ['predict: { ask: egress-ports }', 'predict: { ask: next-node }'],
    ),
    'checkpoint-order made/lesson.yaml: ns.time < 1',
  ],
  'a goal that holds at the start': [
    withYaml([REACHABLE, 'goal: { table: addr@A }']),
    'goal-at-start made/lesson.yaml: { table: ad',
  ],
  'a goal that does not hold where it should': [
    withYaml(['state == "REACHABLE"', 'state == "FAILED"']),
    'goal-missed made/lesson.yaml: { table: ne',
  ],
  'nothing to predict': [
    withYaml(['predict: { ask: egress-ports }', 'predict: { ask: field, field: tcp.port, of: tcp }']),
    'nothing-to-ask made/lesson.yaml: { ask: fiel',
  ],
  'a prediction with one answer': [
    withYaml(['predict: { ask: egress-ports }', 'predict: { ask: table, table: neigh@sw }']),
    'one-answer made/lesson.yaml: { ask: tabl',
  ],
  'a panel that there is not': [
    withYaml(['neigh@A, fdb@sw]', 'neigh@A, fbd@sw]']),
    'unknown-panel made/lesson.yaml: fbd@sw]',
  ],
  'a table that never has a row': [
    withYaml(['neigh@A, fdb@sw]', 'neigh@sw, fdb@sw]']),
    'dead-panel made/lesson.yaml: neigh@sw, f',
  ],
  'a node that nothing happens at': [
    withYaml(['  sw: {', '  idle: { kind: host, devices: { eth0: {} } }\n  sw: {']),
    'unused-node made/lesson.yaml: idle: { kin',
  ],
  'a command that there is not': [
    withYaml(['do: ping -c 1 192.0.2.2', 'do: pong 192.0.2.2 }\n  - { at: 0s, on: A, do: ping -c 1 192.0.2.2']),
    'failing-command made/lesson.yaml: pong 192.0.',
  ],
  'a program called wrongly': [
    withYaml(['ping -c 1 192.0.2.2', 'ping -c 1 192.0.2.2 }\n  - { at: 1s, on: B, do: ping -c many A']),
    'failing-command made/lesson.yaml: ping -c man',
  ],
  'a command of the setting up that fails': [
    withYaml(['[192.0.2.1/24] } } }', '[192.0.2.1/24] } }, setup: [ip neigh show, ip link set eth7 up] }']),
    'network made/lesson.yaml: ip link set',
  ],
  'a command of a solution that fails': [
    withYaml([
      '- { on: B, do: ip link set eth0 up }',
      '- { on: B, do: ip lonk }\n      - { on: B, do: ip link set eth0 up }',
    ]),
    'failing-command made/lesson.yaml: ip lonk }',
  ],
  'one IP address twice': [
    withYaml(
      ['ports: 2', 'ports: 4'],
      [
        '  sw: {',
        '  C: { kind: host, devices: { eth0: { addresses: [192.0.2.9/24] } } }\n  D: { kind: host, devices: { eth0: { addresses: [192.0.2.9/24] } } }\n  sw: {',
      ],
      ['sw.p2]', 'sw.p2]\n  - [C.eth0, sw.p3]\n  - [D.eth0, sw.p4]'],
    ),
    'address-clash made/lesson.yaml: 192.0.2.9/2',
  ],
  'a task that is done when it begins': [
    withYaml(['ip link set eth0 down', 'ip link set eth0 up']),
    'task-done made/lesson.yaml: - { reach: ',
  ],
  'a solution that solves nothing': [
    withYaml(['- { on: B, do: ip link set eth0 up }', '- { on: B, do: ip link set lo up }']),
    'task-unsolved made/lesson.yaml: { reach: { ',
  ],
  'a task that cannot begin': [
    withYaml(['- { on: B, do: ip link set eth0 down }', '- { node: B, power: true }']),
    'task-refused made/lesson.yaml: - { node: B',
  ],
  'a hint in one language only': [
    withChinese(['### hint\n\n`ip link set eth0 up` 可以启用它。\n', '']),
    'translation made/zh-CN.md: ## mend: B ',
  ],
  'a text that nobody translated': [
    { ...made, prose: { ...made.prose, 'zh-CN': made.prose.en! } },
    'translation made/zh-CN.md: # Two hosts',
    'translation made/zh-CN.md: ## request:',
    'translation made/zh-CN.md: ## answer: ',
    'translation made/zh-CN.md: ## mend: B ',
  ],
};

describe('check finds', () => {
  test.each(Object.entries(mistakes))('%s', (_name, [texts, ...expected]) => {
    expect(found(texts)).toEqual(expected);
  });

  test('the same in Chinese, with a message and a mend of its own', () => {
    const texts = mistakes['a solution that solves nothing']![0];
    const [chinese] = checkLesson(texts, 'zh-CN');
    expect(chinese).toMatchObject({
      code: 'task-unsolved',
      message: '任务 mend：它的解法达不到这个目标',
      mend: '请改正解法或目标',
    });
  });

  test('two devices with one MAC address, unless they cannot hear each other', () => {
    const same = (link: string) =>
      withYaml(
        ['eth0: { addresses: [192.0.2.1/24] }', 'eth0: { mac: "02:00:00:00:00:aa", addresses: [192.0.2.1/24] }'],
        ['  sw: {', '  C: { kind: host, devices: { eth0: { mac: "02:00:00:00:00:aa" } } }\n  sw: {'],
        ['ports: 2', 'ports: 3'],
        ['sw.p2]', `sw.p2]${link}`],
      );
    expect(found(same('\n  - [C.eth0, sw.p3]'))).toEqual(['address-clash made/lesson.yaml: "02:00:00:0']);
    expect(found(same(''))).toEqual(['unused-node made/lesson.yaml: C: { kind: ']);
  });
});

describe('check says nothing of', () => {
  test('the lesson of netstep new', () => expect(found(made)).toEqual([]));
  test('a ping that nobody answers, or that has no way', () => {
    const more = (address: string) =>
      withYaml([
        'do: ping -c 1 192.0.2.2 }',
        `do: ping -c 1 192.0.2.2 }\n  - { at: 9s, on: A, do: ping -c 1 ${address} }`,
      ]);
    expect(found(more('192.0.2.9'))).toEqual([]);
    expect(found(more('198.51.100.1'))).toEqual([]);
  });
  test('what the lesson accepts', () => {
    const idle: [string, string] = ['  sw: {', '  idle: { kind: host, devices: { eth0: {} } }\n  sw: {'];
    expect(found(withYaml(idle, ['seed: 1', 'accept: [unused-node]\nseed: 1']))).toEqual([]);
  });
  test.each(lessonIds)('the packaged lesson %s', id => expect(checkLesson(textsOf(id), 'en')).toEqual([]));
});

describe('a lesson with several sorts of mistakes', () => {
  // What the file says, what its prose lacks, and what only playing finds.
  const broken = (...edits: [from: string, to: string][]) => {
    const { prose, ...texts } = withYaml(
      ['192.0.2.2/24', '192.0.2.1/24'],
      ['do: ping -c 1', 'do: pong -c 1'],
      ...edits,
    );
    return checkLesson({ ...texts, prose: { en: prose.en as string } }, 'en').map(({ code }) => code);
  };

  test('without a translation, what playing finds is told as well', () => {
    const codes = broken();
    for (const code of ['format', 'address-clash', 'failing-command', 'checkpoint-unreached', 'dead-panel'] as const)
      expect(codes).toContain(code);
  });

  test('with a part that the format refuses, what does not hang on it is', () => {
    const codes = broken(['    solution:', '    solutionx:']);
    for (const code of ['format', 'address-clash', 'failing-command'] as const) expect(codes).toContain(code);
    expect(codes).not.toContain('checkpoint-unreached');
  });
});
