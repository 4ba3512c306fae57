// A run of any length, and a count of what is asked of the journal and of the frames: a picture must cost what is in sight.
import { vi } from 'vitest';
import { Journal } from '../../src/journal/index.js';
import type { Lesson } from '../../src/lesson/index.js';
import { FrameStore } from '../../src/sim/index.js';
import { type Desk, desk, wired } from './fixture.js';

/** Two hosts on a switch; A pings B `count` times, once a second. Six events a round trip. */
export function longRun(count: number): Desk {
  const lesson = wired({
    hosts: { A: '10.0.0.1', B: '10.0.0.2' },
    switches: { sw: 2 },
    links: ['A.eth0 sw.p1', 'B.eth0 sw.p2'],
    ping: '10.0.0.2',
  });
  const run = lesson.network.run.map(line => ({ ...line, do: `ping -c ${count} 10.0.0.2` }));
  const long: Lesson = { ...lesson, network: { ...lesson.network, run } };
  const on = desk({ columns: 120, rows: 40 }, 'en', long);
  while (on.store.session.run(5000).end !== 'end');
  on.store.update({ before: on.store.session.position });
  return on;
}

/** How often `work` calls a method of the journal or of the frames. */
export function calls(work: () => void): number {
  const spies = [Journal.prototype, FrameStore.prototype].flatMap(prototype =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
      .map(([name]) => vi.spyOn(prototype as unknown as Record<string, () => unknown>, name)),
  );
  try {
    work();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
