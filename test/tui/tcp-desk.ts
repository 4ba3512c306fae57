// A screen with a bulk transfer over a slow cable: A sends to B, `nth` segments of A are lost on their way.
import type { Lang } from '../../src/i18n/index.js';
import type { Lesson } from '../../src/lesson/index.js';
import { LINK_DEFAULTS } from '../../src/topology/index.js';
import { command, type Desk, desk, wired } from './fixture.js';

export interface Transfer {
  readonly bytes: number | string;
  /** Data segments of A that never arrive, by their number from 1. */
  readonly lost?: readonly number[];
  /** Options of tcpd. */
  readonly server?: string;
  readonly setup?: readonly string[];
  /** Clients one after the other, a second apart. */
  readonly clients?: number;
  readonly switched?: boolean;
}

export function transferLesson({ bytes, server = '', setup = [], clients = 1, switched = false }: Transfer): Lesson {
  const plain = wired({
    hosts: { A: '10.0.0.1', B: '10.0.0.2' },
    ...(switched ? { switches: { sw: 2 } } : {}),
    links: switched ? ['A.eth0 sw.p1', 'sw.p2 B.eth0'] : ['A.eth0 B.eth0'],
  });
  const source = { file: 'lesson.yaml', line: 1, text: 'run' };
  const run = [
    ...['A', 'B'].flatMap(on => setup.map(line => ({ at: 0, on, do: line, source }))),
    { at: 0, on: 'B', do: `tcpd ${server} 80`, source },
    ...Array.from({ length: clients }, (_, i) => ({
      at: 1e6 + i * 1e9,
      on: 'A',
      do: `tcpsend 10.0.0.2 80 ${bytes}`,
      source,
    })),
  ];
  const links = plain.network.links.map(l => ({ ...l, delay: 10e6, rate: 10e6, ...LINK_RATES }));
  return { ...plain, network: { ...plain.network, links, run } };
}
/** 10 ms and 10 Mbit/s, whatever the description calls them. */
const LINK_RATES = Object.fromEntries(
  Object.keys(LINK_DEFAULTS).flatMap(key =>
    /delay/i.test(key) ? [[key, 10e6]] : /rate/i.test(key) ? [[key, 10e6]] : [],
  ),
);

/** Up to a time, losing segments on the way: `lost` counts A's segments with data. */
export function transfer(of: Transfer, until: string, size = { columns: 120, rows: 40 }, lang: Lang = 'en'): Desk {
  const on = desk(size, lang, transferLesson(of));
  const { session } = on.store;
  const lost = new Set(of.lost ?? []);
  let [seen, data] = [0, 0];
  while (lost.size > 0) {
    on.press('n');
    const { frames } = session.world;
    for (; seen < frames.count; seen++) {
      if (frames.directionOf(seen) !== 'sent' || session.target.nodeOfDevice(frames.devOf(seen)) !== 'A') continue;
      if (frames.length(seen) < 200) continue;
      if (!lost.delete(++data)) continue;
      command(on, `drop ${on.store.view.words.frameName(seen)}`);
    }
    if (session.world.pending().length === 0 || data > 500) break;
  }
  return command(on, `go ${until}`);
}
