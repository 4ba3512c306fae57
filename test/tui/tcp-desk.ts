// A screen with bulk transfers from A to B over a slow cable; data segments of A can be lost on their way.
import type { Lang } from '../../src/i18n/index.js';
import type { Lesson } from '../../src/lesson/index.js';
import { command, type Desk, desk, wired } from './fixture.js';

export interface Transfer {
  /** As tcpsend takes them: `200K`. */
  readonly bytes: string;
  /** Data segments of A that never arrive, by their number from 1. */
  readonly lost?: readonly number[];
  /** Options of tcpd. */
  readonly server?: string;
  /** Clients, a second apart. */
  readonly clients?: number;
  readonly switched?: boolean;
}

export function transferLesson({ bytes, server = '-m sink', clients = 1, switched = false }: Transfer): Lesson {
  const plain = wired({
    hosts: { A: '10.0.0.1', B: '10.0.0.2' },
    ...(switched ? { switches: { sw: 2 } } : {}),
    links: switched ? ['A.eth0 sw.p1', 'sw.p2 B.eth0'] : ['A.eth0 B.eth0'],
  });
  const source = { file: 'lesson.yaml', line: 1, text: 'run' };
  const run = [
    { at: 0, on: 'B', do: `tcpd ${server} 80`, source },
    ...Array.from({ length: clients }, (_, i) => ({
      at: 1e6 + i * 1e9,
      on: 'A',
      do: `tcpsend 10.0.0.2 80 ${bytes}`,
      source,
    })),
  ];
  const links = plain.network.links.map(link => ({ ...link, delayNs: 10e6, rateBps: 10e6 }));
  return { ...plain, network: { ...plain.network, links, run } };
}

/** The screen at a time, `20ms`; what is lost is lost before. */
export function transfer(of: Transfer, until: string, size = { columns: 120, rows: 40 }, lang: Lang = 'en'): Desk {
  const on = desk(size, lang, transferLesson(of));
  const { session } = on.store;
  const lost = new Set(of.lost ?? []);
  for (let [seen, data] = [0, 0]; lost.size > 0 && session.world.pending().length > 0; ) {
    on.press('n');
    // Losing a frame makes a branch of its own, with a world of its own.
    const { frames } = session.world;
    for (; seen < frames.count; seen++) {
      const mine = frames.directionOf(seen) === 'sent' && session.target.nodeOfDevice(frames.devOf(seen)) === 'A';
      if (mine && frames.length(seen) > 200 && lost.delete(++data))
        command(on, `drop ${on.store.view.words.frameName(seen)}`);
    }
  }
  command(on, `go ${until}`);
  on.store.update({ note: undefined });
  return on;
}
