// Shapes that lessons have, drawn. Read them as a stranger would: which port of what is linked to what?
import { describe, expect, test } from 'vitest';
import { layoutAnew } from '../../../src/tui/topology/layout.js';
import { picture, plainDress } from './check.js';
import { SHAPES } from './shapes.js';

const drawn = (name: string, width: number, height: number): string => {
  const shape = SHAPES[name]!;
  const text = picture(layoutAnew(shape, { width, height }), plainDress(shape));
  return `\n${text.replace(/ +$/gm, '')}\n`;
};

describe('in the network panel of a large screen, zoomed', () => {
  test.each(['a campus of forty', 'five routers with LANs', 'two hosts with containers, a router between'])(
    '%s',
    name => {
      expect(drawn(name, 158, 42)).toMatchSnapshot();
    },
  );
});

describe('in the network panel of 80×24', () => {
  const small = Object.keys(SHAPES).filter(name => !/forty|routers/.test(name));
  test.each(small)('%s', name => {
    expect(drawn(name, 78, 12)).toMatchSnapshot();
  });
});

test('the tree of a network without loops has no bend and no crossing', () => {
  for (const name of ['nine hosts on a switch', 'two switches and a trunk']) {
    const { paths } = layoutAnew(SHAPES[name]!, { width: 100, height: 30 });
    for (const { id, cells } of paths.values()) expect(new Set(cells.map(c => c.y)).size, id).toBe(1);
  }
});

test('positions that were given are kept: order of columns, order of rows, one row for one number', () => {
  const shape = SHAPES['positions that were given']!;
  for (const [width, height] of [
    [60, 14],
    [100, 30],
    [200, 60],
  ] as const) {
    const { boxes } = layoutAnew(shape, { width, height });
    const middle = (id: string) => boxes.get(id)!.y + boxes.get(id)!.height / 2;
    for (const p of shape.nodes) {
      for (const q of shape.nodes) {
        const [one, other] = [boxes.get(p.id)!, boxes.get(q.id)!];
        if (p.at![0] < q.at![0]) expect(one.x + one.width, `${p.id} ${q.id}`).toBeLessThan(other.x);
        if (p.at![1] < q.at![1]) expect(middle(p.id), `${p.id} ${q.id}`).toBeLessThan(middle(q.id));
      }
    }
  }
});
