// A small lesson that asks one thing at one place, and has a task: for tests of what the lesson's panel does with it.
import type { Lesson, Prediction, Task } from '../../src/lesson/index.js';
import { wired } from './fixture.js';

const section = (title: string, text: string, hints: readonly string[] = []) => ({
  title,
  paragraphs: [text],
  hints,
  afterwards: [`Afterwards, about ${title}.`],
});

/** A pings D over a switch; asked is where the switch takes the ARP request in, or where `at` says. */
export function asking(
  predict: Prediction,
  at = 'ns.stage == "link_receive" && arp.opcode == 1 && ns.node == "sw"',
): Lesson {
  const lesson = wired({
    hosts: { A: '10.0.0.1', B: '10.0.0.2', D: '10.0.0.4' },
    switches: { sw: 3 },
    links: ['A.eth0 sw.p1', 'B.eth0 sw.p2', 'D.eth0 sw.p3'],
    ping: '10.0.0.4',
  });
  const words = {
    ...lesson.prose.en,
    sections: {
      here: section('Here', 'The frame has come in.', ['Look at its destination.']),
      fix: section('Mend it', 'D is silent.', ['one', 'two', 'three']),
    },
  };
  return {
    ...lesson,
    prose: { en: words, 'zh-CN': words },
    checkpoints: [{ id: 'here', break: at, predict, goals: [] }],
    tasks: [MEND],
  };
}

const MEND: Task = {
  id: 'fix',
  after: undefined,
  setup: [{ on: 'D', do: 'ip link set eth0 down' }],
  goals: [{ reach: { from: 'A', to: 'D' } }, { table: 'neigh@A', where: 'ip == 10.0.0.4 && state == "REACHABLE"' }],
  solution: [{ on: 'D', do: 'ip link set eth0 up' }],
};
