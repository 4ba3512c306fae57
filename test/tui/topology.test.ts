// The network, drawn: shapes that lessons have, at sizes that screens have.
import { expect, test } from 'vitest';
import { topologyPanel } from '../../src/tui/panels/topology.js';
import { textOf } from '../../src/tui/text.js';
import { desk, type Wiring, wired } from './fixture.js';

const letters = (n: number) => [...'ABCDEFGH'].slice(0, n);
const star = (n: number): Wiring => ({
  hosts: Object.fromEntries(letters(n).map((c, i) => [c, `10.0.0.${i + 1}`])),
  switches: { sw: n },
  links: letters(n).map((c, i) => `${c}.eth0 sw.p${i + 1}`),
  ping: `10.0.0.${n}`,
});

const SHAPES: Readonly<Record<string, Wiring>> = {
  'two hosts on a cable': { hosts: { A: '10.0.0.1', B: '10.0.0.2' }, links: ['A.eth0 B.eth0'], ping: '10.0.0.2' },
  'four hosts on a switch': star(4),
  'eight hosts on a switch': star(8),
  'three hosts on a switch': star(3),
  'two switches': {
    hosts: { A: '10.0.0.1', B: '10.0.0.2', C: '10.0.0.3' },
    switches: { s1: 3, s2: 2 },
    links: ['A.eth0 s1.p1', 'B.eth0 s1.p2', 's1.p3 s2.p1', 'C.eth0 s2.p2'],
    ping: '10.0.0.3',
  },
  'three switches in a row': {
    hosts: { A: '10.0.0.1', B: '10.0.0.2' },
    switches: { left: 2, middle: 2, right: 2 },
    links: ['A.eth0 left.p1', 'left.p2 middle.p1', 'middle.p2 right.p1', 'right.p2 B.eth0'],
    ping: '10.0.0.2',
  },
  'a triangle of switches': {
    hosts: { A: '10.0.0.1' },
    switches: { s1: 3, s2: 2, s3: 2 },
    links: ['A.eth0 s1.p1', 's1.p2 s2.p1', 's1.p3 s3.p1', 's2.p2 s3.p2'],
    ping: '10.0.0.9',
  },
  'a host alone': { hosts: { A: '10.0.0.1' }, links: [] },
};

function drawn(wiring: Wiring, width: number, height: number, keys: string): string {
  const on = desk({ columns: 80, rows: 24 }, 'en', wired(wiring)).press(keys);
  const { lines } = topologyPanel.select(on.store.view, { width, height }, 'topology');
  return `\n${lines.map(textOf).join('\n')}\n`;
}

// At the sizes of larger screens such shapes are kept in topology/corpus.test.ts.
test.each(Object.keys(SHAPES))('%s, at 40×12', name => {
  expect(drawn(SHAPES[name]!, 38, 7, 'n n n')).toMatchSnapshot();
});

test('it is the same at every drawing, and for every moment', () => {
  const frameless = (text: string) => text.replace(/[◀▶▸]|ARP[?!]|echo[?!]|CAM \d/g, '');
  const shapes = new Set(
    ['', 'n', 'n n', 'n n n n n'].map(
      k =>
        frameless(drawn(star(4), 78, 12, k))
          .replace(/[─\s]+/g, ' ')
          .split('10.0.0.4')[0],
    ),
  );
  expect(shapes.size).toBe(1);
});

test('a cable that is cut says so', () => {
  const on = desk({ columns: 80, rows: 24 }, 'en', wired(star(2))).press('n');
  on.store.session.setLink('A.eth0-sw.p1', false);
  on.store.update();
  expect(on.text()).toContain('✗ down');
});
