// The network panel at work: choosing nodes with arrows, looking at a part of a large network, states of ports, namespaces.
import { describe, expect, test } from 'vitest';
import type { Lang } from '../../../src/i18n/index.js';
import { readNetwork } from '../../../src/tui/network.js';
import { topologyPanel } from '../../../src/tui/panels/topology.js';
import { textOf, widthOf } from '../../../src/tui/text.js';
import { shapeOf } from '../../../src/tui/topology/feed.js';
import { layoutOf } from '../../../src/tui/topology/layout.js';
import { PORT_LOOKS } from '../../../src/tui/topology/looks.js';
import { command, type Desk, desk, type Wiring, wired } from '../fixture.js';

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
/** `n` switches in a row, a host on each. */
const row = (n: number): Wiring => ({
  hosts: Object.fromEntries(range(n).map(i => [`h${i}`, `10.0.0.${i}`])),
  switches: Object.fromEntries(range(n).map(i => [`s${i}`, 3])),
  links: [...range(n).map(i => `h${i}.eth0 s${i}.p1`), ...range(n - 1).map(i => `s${i}.p2 s${i + 1}.p3`)],
  ping: `10.0.0.${n}`,
});
const chosen = (on: Desk) => on.store.ui.chosen.topology;
const drawn = (on: Desk, width: number, height: number) =>
  topologyPanel.select(on.store.view, { width, height }, 'topology').lines.map(l => textOf(l));

describe('arrows', () => {
  test('go to what lies next in their direction', () => {
    const on = desk({ columns: 80, rows: 24 }).press('right');
    expect(chosen(on)).toBe('node:A');
    expect(chosen(on.press('right'))).toBe('node:sw');
    expect(chosen(on.press('right'))).toMatch(/node:[BD]/);
    on.press('esc').press('down').press('down');
    expect(chosen(on)).toBe('node:C');
    expect(chosen(on.press('left'))).toBe('node:C');
    expect(chosen(on.press('k'))).toBe('node:A');
    expect(on.store.ui.focus.node).toBe('A');
  });

  test('lead from every node to every other', () => {
    const on = desk({ columns: 80, rows: 24 }, 'en', wired(row(5)));
    const all = shapeOf(on.store.view).nodes.map(n => `node:${n.id}`);
    const seen = new Set<string>();
    const open = ['node:h1'];
    while (open.length > 0) {
      const id = open.pop()!;
      if (seen.has(id)) continue;
      seen.add(id);
      for (const key of ['up', 'down', 'left', 'right']) {
        on.store.update({ chosen: { topology: id } });
        open.push(chosen(on.press(key))!);
      }
    }
    expect([...seen].sort()).toEqual([...all].sort());
  });

  test('a search finds a node that is out of sight, by its address as well', () => {
    const on = desk({ columns: 60, rows: 20 }, 'en', wired(row(12)));
    expect(on.text()).not.toContain('h12');
    command(on, '/0.12');
    expect(chosen(on)).toBe('node:h12');
    expect(on.text()).toContain('h12');
  });
});

describe('a network larger than its panel', () => {
  test('what is chosen is in sight, and a line says what lies beyond', () => {
    const on = desk({ columns: 80, rows: 24 }, 'en', wired(row(20)));
    for (const { id, name } of shapeOf(on.store.view).nodes) {
      on.store.update({ chosen: { topology: `node:${id}` }, panel: 'topology' });
      const lines = drawn(on, 60, 12);
      expect(
        lines.slice(0, 10).some(l => l.includes(name)),
        name,
      ).toBe(true);
      expect(lines.at(-2)).toMatch(/beyond .*[◀▶▲▼] \d+ nodes/);
    }
  });

  test('every node is in sight or counted', () => {
    const on = desk({ columns: 80, rows: 24 }, 'en', wired(row(20)));
    for (const [width, height] of [
      [40, 9],
      [70, 12],
      [90, 20],
    ] as const) {
      const lines = drawn(on, width, height);
      const counted = [...lines.at(-2)!.matchAll(/(\d+|one) nodes?/g)].reduce((sum, m) => sum + (Number(m[1]) || 1), 0);
      expect(counted).toBeGreaterThan(0);
      expect(counted).toBeLessThan(40);
    }
  });

  test('a step draws it anew without laying it out anew', () => {
    const on = desk({ columns: 80, rows: 24 }, 'en', wired(row(20))).press('n n');
    const room = { width: 78, height: 12 };
    const before = layoutOf(shapeOf(on.store.view), room);
    on.press('n n n s s');
    expect(layoutOf(shapeOf(on.store.view), room)).toBe(before);
  });
});

describe('states', () => {
  test.each(['en', 'zh-CN'] as Lang[])('a port that is down and a link that is cut are told by signs, in %s', lang => {
    const on = desk({ columns: 80, rows: 24 }, lang).press('n');
    on.store.session.setLink('A.eth0-sw.p1', false);
    command(on, 'sw$ ip link set p2 down');
    on.store.update();
    const lines = drawn(on, 78, 12).join('\n');
    expect(lines).toMatch(/✗ (down|断开)/);
    expect(lines).toContain('✗p2');
  });

  test.each(['en', 'zh-CN'] as Lang[])('every state has a word in %s, and a sign of one cell or none', lang => {
    const { view } = desk({ columns: 80, rows: 24 }, lang).store;
    for (const [state, { sign }] of Object.entries(PORT_LOOKS)) {
      expect(view.text(`topo.state.${state}`)).not.toContain('topo.state');
      expect(widthOf(sign)).toBeLessThanOrEqual(1);
    }
  });

  test('what a bridge says of its port is read from its table when there is one', () => {
    const on = desk({ columns: 80, rows: 24 });
    const { journal } = on.store.session;
    const network = readNetwork(on.store.session);
    const p4 = network.links.find(l => l.name.includes('sw.p4'))!.b;
    const rows = [{ dev: p4.id, state: 'BLOCKING' }];
    const vlans = [
      { dev: p4.id, vid: 20, pvid: false },
      { dev: p4.id, vid: 10, pvid: true },
    ];
    const table = (name: string) =>
      name === 'bridge-port' ? { rows: () => rows } : name === 'bridge-vlan' ? { rows: () => vlans } : undefined;
    const tables = { ...journal, tableNamed: (name: string) => table(name) ?? journal.tableNamed(name) };
    const session = new Proxy(on.store.session, {
      get: (of, key) => (key === 'journal' ? tables : Reflect.get(of, key, of)),
    });
    const read = readNetwork(session);
    expect(read.device(p4.id)).toMatchObject({ state: 'blocking', vlans: '10,20' });
    Object.defineProperty(on.store.view, 'network', { value: read });
    const lines = drawn(on, 78, 12).join('\n');
    expect(lines).toContain('■p4·10,20');
    expect(lines).toContain('■ blocking');
  });
});

test('a node with namespaces and a bridge holds them inside, and their veth pairs are drawn', () => {
  const on = desk({ columns: 80, rows: 24 });
  const real = on.store.view.network;
  const make = (id: number, netns: string, name: string, kind: string, master = 0) => ({
    ...real.links[0]!.a,
    id,
    node: 'A',
    netns,
    name,
    kind,
    master,
    addresses: id === 101 ? [0x0a000002] : [],
  });
  const [c1, v1, v2, docker] = [
    make(101, 'A/c1', 'eth0', 'veth'),
    make(102, 'A', 'veth1', 'veth', 104),
    make(103, 'A/c2', 'eth0', 'veth'),
    make(104, 'A', 'docker0', 'bridge'),
  ];
  const v2host = make(105, 'A', 'veth2', 'veth', 104);
  const nodes = real.nodes.map(n =>
    n.name === 'A'
      ? { ...n, namespaces: ['A', 'A/c1', 'A/c2'], devices: [...n.devices, c1!, v1!, v2!, docker!, v2host] }
      : n,
  );
  const veth = (name: string, a: typeof v2host, b: typeof v2host) => ({ name, a, b, up: true, flights: [] });
  const links = [...real.links, veth('one', c1!, v1!), veth('two', v2!, v2host)];
  Object.defineProperty(on.store.view, 'network', { value: { ...real, nodes, links } });
  const lines = drawn(on, 110, 22).join('\n');
  const { boxes } = layoutOf(shapeOf(on.store.view), { width: 110, height: 21 });
  const frame = boxes.get('A')!;
  for (const id of ['A/c1', 'A/c2', 'A:docker0']) {
    const box = boxes.get(id)!;
    expect(box.x > frame.x && box.x + box.width < frame.x + frame.width, id).toBe(true);
    expect(box.y > frame.y && box.y + box.height < frame.y + frame.height, id).toBe(true);
  }
  expect(lines).toContain('c1 10.0.0.2');
  expect(lines).toContain('veth1');
  expect(lines).toContain('docker0');
});
