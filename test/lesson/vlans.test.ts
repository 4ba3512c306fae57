// `vlans` in a lesson: ports named, trunks listed, and every mistake told with its place.
import { describe, expect, test } from 'vitest';
import { LessonError, problemText, readLesson } from '../../src/lesson/index.js';
import { Network } from '../../src/topology/index.js';

const PROSE = '# Small\n\nOne line.\n\nOpening.\n';
const yaml = (vlans: string, kind = 'switch') => `format: 1
id: small
nodes:
  A: { kind: host, devices: { eth0: { addresses: [10.0.0.1/24] } } }
  sw: { kind: ${kind}, ports: 3, vlans: ${vlans} }
links:
  - [A.eth0, sw.p1]
`;
const read = (vlans: string, kind?: string) =>
  readLesson({ folder: 'lessons/small', yaml: yaml(vlans, kind), prose: { en: PROSE, 'zh-CN': PROSE } });

function problems(vlans: string, kind?: string): string {
  try {
    read(vlans, kind);
    return '';
  } catch (error) {
    if (error instanceof LessonError) return error.problems.map(problemText).join('\n');
    throw error;
  }
}

test('an access port and a trunk are what bridge vlan would make of them', () => {
  const network = new Network(read('{ p1: 10, p3: { trunk: [1, 10, 20-22], native: 1 } }').network);
  const rows = [...network.stack.world.journal.tableNamed('bridge-vlan@sw')!.rows()] as {
    dev: number;
    vid: number;
    pvid: boolean;
    untagged: boolean;
  }[];
  const of = (port: string) =>
    rows
      .filter(row => network.deviceName(row.dev) === `sw.${port}`)
      .map(({ vid, pvid, untagged }) => `${vid}${pvid ? ' pvid' : ''}${untagged ? ' untagged' : ''}`);
  expect(of('p1')).toEqual(['10 pvid untagged']);
  expect(of('p2')).toEqual(['1 pvid untagged']);
  expect(of('p3')).toEqual(['1 pvid untagged', '10', '20', '21', '22']);
});

describe('mistakes', () => {
  test.each([
    ['{ p1: 0 }', '0 and 4095 name no VLAN'],
    ['{ p1: 4095 }', 'from 1 to 4094'],
    ['{ p9: 10 }', 'lesson.yaml:5:42: sw has no port p9'],
    ['{ p1: { trunk: [10], native: 1 } }', 'the native VLAN 1 is not among those the trunk carries'],
    ['{ p1: { trunk: [30-20] } }', 'a range such as 20-29'],
    ['{ p1: { trunk: [] } }', 'at least one item'],
    ['{ p1: { access: 10 } }', 'unknown key "access" in nodes.sw.vlans.p1'],
  ])('%s', (vlans, told) => {
    expect(problems(vlans)).toContain(told);
  });

  test('VLANs of a host', () => {
    expect(problems('{ p1: 10 }', 'host')).toContain('only switches have VLANs of ports');
  });
});

test('a switch and a host that were off come back with the VLANs of the lesson', () => {
  const lesson = readLesson({
    folder: 'lessons/small',
    yaml: yaml('{ p1: 10 }').replace(
      '} } }\n  sw',
      '} }, setup: [ip link add link eth0 name eth0.10 type vlan id 10] }\n  sw',
    ),
    prose: { en: PROSE, 'zh-CN': PROSE },
  });
  const network = new Network(lesson.network);
  const shown = () => {
    const table = network.stack.world.journal.tableNamed('bridge-vlan@sw')!;
    return [...table.rows()].map(row => JSON.stringify(row)).sort();
  };
  const before = shown();
  for (const node of ['sw', 'A']) network.perform({ kind: 'power', node, on: false });
  expect(shown()).toEqual([]);
  expect(network.stack.netns('A').device('eth0.10')).toBeUndefined();
  for (const node of ['sw', 'A']) network.perform({ kind: 'power', node, on: true });
  expect(shown()).toEqual(before);
  expect(network.stack.netns('A').device('eth0.10')?.kind).toBe('vlan');
});
