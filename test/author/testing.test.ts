// `netstep/testing`: a lesson under test reads like a walk through it.
import { describe, expect, test } from 'vitest';
import { checkLesson, matchers, walkthrough } from '../../src/author/testing.js';
import { made } from './made.js';

expect.extend(matchers);

/** What a failed expectation says. */
function complaint(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('a walk through the first lesson', () => {
  test('stops where the lesson stops, forwards and backwards', async () => {
    const w = await walkthrough('lessons/arp');
    expect(w.continue()).toEqual({ end: 'checkpoint', at: 'miss' });
    expect(w).toHaveRow('neigh@A', 'ip == 192.168.0.103 && state == "INCOMPLETE"');
    expect(w.goto('flood').at).toBe('flood');
    expect(w).toStopAt('flood');
    expect(w).toHaveRow('fdb@sw', 'mac == 02:00:00:00:01:01');
    w.back();
    expect(w).not.toStopAt('flood');
    expect(w).not.toHaveRow('fdb@sw', 'mac == 02:00:00:00:01:01');
  });

  test('shows rows as a person reads them', async () => {
    const w = await walkthrough('arp');
    w.goto('echo');
    expect(w.rows('neigh@D')).toMatchObject([{ ip: '192.168.0.100', lladdr: '02:00:00:00:01:01', state: 'DELAY' }]);
    expect(w.rows('neigh@B')).toEqual([]);
  });

  test('tells which frames were sent, in time', async () => {
    const w = await walkthrough('arp');
    w.next(2);
    expect(w).toHaveSent('arp.opcode == 1', 'A.eth0');
    expect(w).not.toHaveSent('arp.opcode == 2');
    w.goto('learnt');
    expect(w).toHaveSent('arp.opcode == 2');
    expect(w).not.toHaveSent('arp.opcode == 2', 'A.eth0');
  });

  test('takes commands, answers why, and tries who reaches whom', async () => {
    const w = await walkthrough('arp');
    w.goto('echo');
    expect(w).toReach('A', 'C');
    expect(w.type('C', 'ip link set eth0 down')).toEqual([]);
    expect(w).not.toReach('A', 'C');
    expect(w.type('A', 'ip neigh')).toEqual(['192.168.0.103 dev eth0 lladdr 02:00:00:00:04:01 REACHABLE ']);
    expect(w.why('neigh@A', '192.168.0.103', '.lladdr').join('\n')).toContain('lessons/arp/lesson.yaml:20');
    expect(w.console('A')).toContain('$ ping -c 1 192.168.0.103');
  });

  test('goes to events, times, and both ends; not to what is not there', async () => {
    const w = await walkthrough('arp');
    w.goto(3);
    expect(w.session.where()).toMatchObject({ event: 3, stage: 11, stages: 11 });
    w.goto('60s');
    expect(w.session.where().time).toBe(60e9);
    expect(w.goto('end').end).toBe('moved');
    expect(w.next().end).toBe('end');
    expect(() => w.goto('nowhere')).toThrow('does not stop at nowhere; its checkpoints: miss, request');
    expect(() => w.goto(99_999)).toThrow('arp has no event 99999');
    await expect(walkthrough('lessons/none')).rejects.toThrow('there is no lesson in lessons/none');
  });
});

describe('a matcher that fails', () => {
  test('says what there was instead', async () => {
    const w = await walkthrough('arp');
    w.goto('flood');
    expect(complaint(() => expect(w).toHaveRow('fdb@sw', 'mac == 02:00:00:00:04:01'))).toMatch(
      /expected a row in fdb@sw where mac == 02:00:00:00:04:01\nfdb@sw holds:\n(.*\n)*.*"02:00:00:00:01:01"/,
    );
    expect(complaint(() => expect(w).toStopAt('miss'))).toBe('expected to stop at miss\nit stands at flood');
    expect(complaint(() => expect(w).not.toHaveSent('arp'))).toContain('expected not a frame with arp sent');
  });

  test('and one that asks nonsense passes neither way', async () => {
    const w = await walkthrough('arp');
    expect(() => expect(w).not.toHaveRow('fdb@sw', 'mca == 1')).toThrow('mca');
    expect(() => expect(w).not.toHaveRow('fbd@sw')).toThrow('there is no table fbd@sw');
    expect(() => expect(w).not.toHaveSent('arp.opcod == 1')).toThrow('arp.opcod');
    expect(() => expect(w).not.toStopAt('flod')).toThrow('arp has no checkpoint flod');
    expect(() => expect(w).not.toReach('Z', 'A')).toThrow('there is no node Z');
    expect(() => expect(1).toStopAt('flood')).toThrow('expected what walkthrough() gives');
  });
});

test('check is there as well, for the lessons of one’s own', () => {
  expect(checkLesson(made, 'en')).toEqual([]);
  expect(checkLesson('arp')).toEqual([]);
  expect(checkLesson({ ...made, yaml: made.yaml.replace('kind: host', 'kind: hots') })).not.toEqual([]);
  expect(() => checkLesson('no-such')).toThrow('there is no lesson in no-such');
});
