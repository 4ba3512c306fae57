// Shapes that lessons have, written as links: `A.eth0 sw.p1`. What is not said of a node follows from its name.
import type { NetworkShape, NodeShape, PortShape } from '../../../src/tui/topology/shape.js';

export interface Sketch {
  /** By id; a node with a note in capitals is a box, one with an address an end system. */
  readonly nodes: Readonly<Record<string, Partial<NodeShape>>>;
  /** `A.eth0 sw.p1`, ports are made as they are named; an address behind a slash: `r1.eth0/10.0.1.1`. */
  readonly links: readonly string[];
}

export function sketch({ nodes, links }: Sketch): NetworkShape {
  const ports = new Map<string, PortShape>();
  const port = (text: string): string => {
    const [id = '', address = ''] = text.split('/');
    const dot = id.indexOf('.');
    ports.set(id, { id, node: id.slice(0, dot), label: id.slice(dot + 1), address });
    return id;
  };
  return {
    nodes: Object.entries(nodes).map(([id, node]) => ({
      id,
      name: id.split(':').at(-1) as string,
      plain: node.address !== undefined,
      address: '',
      notes: [],
      ...node,
    })),
    links: links.map(text => {
      const [a = '', b = ''] = text.split(' ').map(port);
      return { id: `${a}-${b}`, a, b };
    }),
    ports: [...ports.values()],
  };
}

const SWITCH = { notes: ['switch', 'CAM 000'] };
const host = (n: string) => ({ address: `10.0.${n}` });
const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const record = <T>(of: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(of);

const star = (n: number) =>
  sketch({
    nodes: { ...record(range(n).map(i => [`h${i}`, host(`0.${i}`)] as const)), sw: SWITCH },
    links: range(n).map(i => `h${i}.eth0 sw.p${i}`),
  });

const trunk = sketch({
  nodes: {
    ...record(['A', 'B', 'C', 'D', 'E'].map((c, i) => [c, host(`0.${i + 1}`)] as const)),
    s1: SWITCH,
    s2: SWITCH,
  },
  links: ['A.eth0 s1.p1', 'B.eth0 s1.p2', 'C.eth0 s2.p1', 'D.eth0 s2.p2', 'E.eth0 s2.p3', 's1.p8 s2.p8'],
});

const ring = (n: number) =>
  sketch({
    nodes: {
      ...record(range(n).map(i => [`h${i}`, host(`0.${i}`)] as const)),
      ...record(range(n).map(i => [`s${i}`, SWITCH] as const)),
    },
    links: [...range(n).map(i => `s${i}.p1 s${(i % n) + 1}.p2`), ...range(n).map(i => `h${i}.eth0 s${i}.p3`)],
  });

const routers = sketch({
  nodes: {
    ...record(range(5).map(i => [`r${i}`, { notes: ['router'] }] as const)),
    ...record(range(5).map(i => [`s${i}`, SWITCH] as const)),
    ...record(range(5).flatMap(i => ['a', 'b'].map((c, j) => [`${c}${i}`, host(`${i}.${j + 2}`)] as const))),
  },
  links: [
    ...range(5).flatMap(i => [`r${i}.eth0/10.0.${i}.1 s${i}.p1`, `a${i}.eth0 s${i}.p2`, `b${i}.eth0 s${i}.p3`]),
    'r1.eth1/10.1.2.1 r2.eth1/10.1.2.2',
    'r2.eth2/10.2.3.2 r3.eth1/10.2.3.3',
    'r3.eth2/10.3.4.3 r4.eth1/10.3.4.4',
    'r4.eth2/10.4.5.4 r5.eth1/10.4.5.5',
    'r5.eth2/10.5.1.5 r1.eth2/10.5.1.1',
  ],
});

const containers = sketch({
  nodes: {
    h1: { notes: ['eth0 10.0.0.1'] },
    'h1:br0': { parent: 'h1', notes: ['bridge'] },
    'h1:c1': { parent: 'h1', ...host('1.2') },
    'h1:c2': { parent: 'h1', ...host('1.3') },
    r: { notes: ['router'] },
    h2: { notes: ['eth0 10.0.9.1'] },
    'h2:br0': { parent: 'h2', notes: ['bridge'] },
    'h2:c1': { parent: 'h2', ...host('2.2') },
    'h2:c2': { parent: 'h2', ...host('2.3') },
  },
  links: [
    'h1:c1.eth0 h1:br0.veth1',
    'h1:c2.eth0 h1:br0.veth2',
    'h1:br0.eth0 r.eth1/10.0.0.254',
    'h2:c1.eth0 h2:br0.veth1',
    'h2:c2.eth0 h2:br0.veth2',
    'h2:br0.eth0 r.eth2/10.0.9.254',
  ],
});

const campus = sketch({
  nodes: {
    c1: SWITCH,
    c2: SWITCH,
    ...record(range(4).map(i => [`d${i}`, SWITCH] as const)),
    ...record(range(8).map(i => [`a${i}`, SWITCH] as const)),
    ...record(range(26).map(i => [`h${i}`, host(`0.${i}`)] as const)),
  },
  links: [
    'c1.p9 c2.p9',
    ...range(4).flatMap(i => [`c1.p${i} d${i}.u1`, `c2.p${i} d${i}.u2`]),
    ...range(8).map(i => `d${Math.ceil(i / 2)}.p${i} a${i}.u1`),
    ...range(26).map(i => `a${((i - 1) % 8) + 1}.p${i} h${i}.eth0`),
  ],
});

export const SHAPES: Readonly<Record<string, NetworkShape>> = {
  'two hosts on a cable': sketch({ nodes: { A: host('0.1'), B: host('0.2') }, links: ['A.eth0 B.eth0'] }),
  'four hosts on a switch': star(4),
  'nine hosts on a switch': star(9),
  'two switches and a trunk': trunk,
  'a triangle of switches': ring(3),
  'a ring of five switches': ring(5),
  'five routers with LANs': routers,
  'two hosts with containers, a router between': containers,
  'a campus of forty': campus,
  'parts that no link connects': sketch({
    nodes: {
      A: host('0.1'),
      B: host('0.2'),
      sw: SWITCH,
      E: host('0.9'),
      F: host('0.10'),
      C: host('1.1'),
      D: host('1.2'),
    },
    links: ['A.eth0 sw.p1', 'B.eth0 sw.p2', 'C.eth0 D.eth0'],
  }),
  'positions that were given': sketch({
    nodes: {
      A: { ...host('0.1'), at: [0, 0] },
      B: { ...host('0.2'), at: [0, 2] },
      s1: { ...SWITCH, at: [1, 0] },
      s2: { ...SWITCH, at: [2, 1] },
      s3: { ...SWITCH, at: [1, 2] },
      C: { ...host('0.3'), at: [3, 1] },
    },
    links: ['A.eth0 s1.p1', 'B.eth0 s3.p1', 's1.p2 s2.p1', 's2.p2 s3.p2', 's3.p3 s1.p3', 'C.eth0 s2.p3'],
  }),
};
