// A network by itself: what is left out of its file is filled in, and what `write` puts into a file opens again as the same network.
import { describe, expect, test } from 'vitest';
import { readMoment, restoreMoment } from '../../src/debug/index.js';
import { Prompt } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { LessonError, openLesson, readSandbox, type Written, writtenNetwork } from '../../src/lesson/index.js';
import { Network, type NetworkDescription } from '../../src/topology/index.js';
import { lessonIds, openLesson as packaged } from '../lessons.js';
import fc from '../property.js';

const BARE = `nodes:
  A: { kind: host, devices: { eth0: { addresses: [192.0.2.1/24] } } }
  B: { kind: host }
  hub: { kind: hub }
  sw: { kind: switch }
links: [[A, sw], [B.eth0, sw], { ends: [B.eth1, hub], delay: 5us }, [sw.p9, hub]]
`;

/** A prompt on a network, what it wrote, and how to type lines that must go well. */
function play(yaml: string) {
  const opened = openLesson(readSandbox('nets/My net.yaml', yaml));
  const files = new Map<string, string>();
  const prompt = new Prompt(opened.lesson, opened.session, opened.player, 'en', (name, text, fresh) => {
    if (fresh === true && files.has(name)) return 'it is there';
    files.set(name, text);
    return undefined;
  });
  const say = (line: string) => {
    let answer = prompt.execute(line);
    const { ok } = answer;
    while (answer.again === true) answer = prompt.runOn();
    return { ok, text: answer.lines.join('\n') };
  };
  const all = (...lines: string[]) => {
    for (const line of lines) expect(say(line).ok, line).toBe(true);
  };
  return { ...opened, files, say, all };
}

const plain = ({ nodes, links, run, name: _, ...rest }: NetworkDescription) => {
  const bare = <T extends { source: unknown }>({ source: __, ...more }: T) => JSON.parse(JSON.stringify(more));
  return { ...rest, nodes: nodes.map(bare), links: links.map(bare), run: run.map(bare) };
};
const textOf = (written: Written | { readonly problem: string }): string => {
  if ('problem' in written) throw new Error(written.problem);
  return written.text;
};

describe('a file with nodes and links', () => {
  test('needs nothing else', () => {
    const { id, network, panels, prose } = readSandbox('nets/My net.yaml', BARE);
    expect(id).toBe('my-net');
    const ports = Object.fromEntries(
      network.nodes.map(({ name, devices }) => [name, devices.map(d => d.name).join(' ')]),
    );
    expect(ports).toEqual({
      A: 'eth0',
      B: 'eth0 eth1',
      hub: 'p1 p2 p3 p4',
      sw: 'p1 p2 p3 p4 p5 p6 p7 p8 p9',
    });
    expect(network.links.map(({ a, b, delayNs }) => `${a} ${b} ${delayNs}`)).toEqual([
      'A.eth0 sw.p1 1000',
      'B.eth0 sw.p2 1000',
      'B.eth1 hub.p1 5000',
      'sw.p9 hub.p2 1000',
    ]);
    expect(panels).toEqual(['topology', 'packet', 'neigh@A', 'neigh@B', 'fdb@sw']);
    for (const lang of LANGS) expect(JSON.stringify(prose[lang])).not.toMatch(/⟨|\{\w+\}|undefined/);
  });

  test.each(['', '# nothing\n', 'nodes: {}\n', '{}'])('may be empty, and is built on from there: %j', yaml => {
    const { session, all, say } = play(yaml);
    all('add host A 192.0.2.1/24', 'add host B 192.0.2.2/24', 'link A B', 'A$ ping -c 1 192.0.2.2', 'continue');
    expect(say('table console@A').text).toContain('1 received');
    expect(session.target.nodeNames).toEqual(['A', 'B']);
  });

  test.each([
    ['nodes: [A]', /nodes: expected/],
    ['nodes: { A: host }', /^x\.yaml:1:13: nodes\.A: expected/],
    ['nodes: { A: { kind: toaster } }', /no kind of node is called "toaster"/],
    ['nodes: { A: { kind: host } }\nlinks: [[A, B]]', /^x\.yaml:2:13: links\.0\.1: expected NODE\.DEVICE/],
    ['nodes: { A: { kind: host } }\nlinks: [[A.eth0, sw.p1]]', /there is no device sw\.p1/],
    ['hello', /the lesson: expected/],
    ['nodes: { A: { kind: host } }\ncolour: red', /unknown key "colour"/],
    [`nodes: { ${'{'.repeat(60)}`, /within one another/],
  ])('with a mistake says where: %s', (yaml, message) => {
    expect(() => readSandbox('x.yaml', yaml)).toThrow(LessonError);
    expect(() => readSandbox('x.yaml', yaml)).toThrow(message);
  });
});

test.each(lessonIds)('%s, written, is the same network, and does the same', id => {
  const { lesson, session } = packaged(id);
  const again = readSandbox('out.yaml', textOf(writtenNetwork(lesson, session, 'out.yaml')));
  expect(plain(again.network)).toEqual(plain(lesson.network));
  const worlds = [lesson, again].map(({ network }) => new Network(network).world);
  for (const world of worlds) world.run(400);
  expect(worlds[1]?.stateHash()).toBe(worlds[0]?.stateHash());
});

describe('write', () => {
  test('keeps what was built and what was typed, each at its time', () => {
    const { all, say, files } = play(BARE);
    all(
      'add host E 192.0.2.5/24',
      'link E sw',
      'B$ ip addr add 192.0.2.2/24 dev eth0',
      'A$ ping -c 1 192.0.2.5',
      'n',
      'n',
      'n',
    );
    all('link A.eth0-sw.p1 down', 'power B off', 'unlink B.eth1-hub.p1', 'link sw.p20 E.eth1');
    const { text } = say('write out.yaml');
    expect(text).toBe('out.yaml: 5 nodes, 5 cables, 4 commands in time; netstep out.yaml opens it');
    const yaml = files.get('out.yaml')!;
    expect(yaml).toContain('  E: { kind: host, devices: { eth0: { addresses: [192.0.2.5/24] }, eth1: {} } }\n');
    expect(yaml).toContain('  - { at: 0s, on: B, do: ip addr add 192.0.2.2/24 dev eth0 }\n');
    expect(yaml).toMatch(
      / {2}- \{ at: \d+ns, link: A\.eth0-sw\.p1, up: false \}\n {2}- \{ at: \d+ns, node: B, power: false \}\n/,
    );
    expect(yaml).not.toContain('hub.p1');
    const again = openLesson(readSandbox('out.yaml', yaml));
    const nodes = again.network.description.nodes.find(node => node.name === 'sw')!.devices.map(d => d.name);
    expect(nodes.slice(-2)).toEqual(['p9', 'p20']);
    again.session.gotoTime(1e9);
    expect(again.network.linkNamed('A.eth0-sw.p1')?.up).toBe(false);
  });

  test('at a moment in the past writes that moment', () => {
    const { all, say, files } = play(BARE);
    all('add host E', 'A$ ip neigh', 'add host F', 'goto 2');
    expect(say('write out.yaml').text).toContain('5 nodes, 4 cables, one command');
    expect(files.get('out.yaml')).not.toContain('F:');
  });

  test('says what is not in it, and what cannot be written', () => {
    const { all, say } = play(BARE);
    all('A$ ping -c 1 192.0.2.9', 'n', 'drop', 'A$ ip neigh');
    expect(say('write out.yaml').text).toContain('one thing that was done stands not in it');
    expect(say('write out.yaml')).toEqual({ ok: false, text: 'it is there' });
    expect(say('write out.yaml over').ok).toBe(true);
    expect(say('write').text).toContain('Name a file');
    expect(say('write out.txt').text).toContain('write out.txt.yaml');
    all(`A$ echo ${'x'.repeat(500)}`);
    expect(say('write long.yaml').text).toMatch(/^this network cannot be written as a lesson: long\.yaml:\d+:\d+: run/);
  });

  test('quotes what YAML would read otherwise', () => {
    const { all, say, files, lesson } = play(BARE);
    const lines = ['echo "a: b, [c] {d} #e"', "ip addr | grep 'x' && true", '# only a comment', '- x', 'yes', '中文'];
    all(...lines.map(line => `A$ ${line}`));
    say('write out.yaml');
    const { run } = readSandbox('out.yaml', files.get('out.yaml')!).network;
    expect(run.map(item => ('do' in item ? item.do : ''))).toEqual(lines);
    expect(lesson.alone).toBe(true);
  });
});

test('names that every JavaScript object has are names like any other, and __proto__ is refused', () => {
  const { all, say, files } = play(
    'nodes: { A: { kind: host, devices: { eth0: { addresses: [192.0.2.1/24] } } }, constructor: { kind: switch } }\nlinks: [[A, constructor]]\n',
  );
  all('add host toString 192.0.2.2/24', 'link toString constructor', 'A$ ping -c 1 192.0.2.2', 'continue');
  expect(say('table console@A').text).toContain('1 received');
  expect(say('why neigh@toString 192.0.2.1').text).toContain('ping -c 1 192.0.2.2');
  expect(say('why neigh@valueOf 192.0.2.1').ok).toBe(false);
  expect(say('add host __proto__').ok).toBe(false);
  all('write out.yaml', 'save moment.json');
  const { nodes } = readSandbox('out.yaml', files.get('out.yaml')!).network;
  expect(nodes.map(({ name }) => name)).toEqual(['A', 'constructor', 'toString']);
  expect(readMoment(files.get('moment.json')!).ok).toBe(true);
  expect(() => readSandbox('x.yaml', 'nodes: { __proto__: { kind: host } }')).toThrow(/__proto__ is no name/);
});

describe('remove', () => {
  const rowsOf = (session: { journal: { tableNamed(name: string): unknown } }, table: string) => [
    ...(session.journal.tableNamed(table) as { rows(): Iterable<Record<string, unknown>> }).rows(),
  ];

  test('takes a node away with its cables and what runs on it, and a step back brings it back', () => {
    const { all, say, session } = play(BARE);
    all('B$ ip addr add 192.0.2.2/24 dev eth0', 'A$ ping -c 3 192.0.2.2', 'B$ ping -c 3 192.0.2.1', 'next 3');
    const before = session.target.world.stateHash();
    expect(say('remove').ok).toBe(false);
    expect(say('remove X')).toEqual({ ok: false, text: 'there is no node X' });
    all('remove B');
    expect(session.target.nodeNames).toEqual(['A', 'hub', 'sw']);
    expect(rowsOf(session, 'link').map(({ name }) => name)).toEqual(['A.eth0-sw.p1', 'sw.p9-hub.p2']);
    expect(rowsOf(session, 'netdev').filter(({ netns }) => netns === 'B')).toEqual([]);
    expect(rowsOf(session, 'process').filter(({ netns, exit }) => netns === 'B' && exit === undefined)).toEqual([]);
    expect(say('B$ ip addr').ok).toBe(false);
    all('N');
    expect(session.target.world.stateHash()).toBe(before);
    expect(session.target.nodeNames).toContain('B');
    all('n', 'add host B 192.0.2.2/24', 'link B sw', 'A$ ping -c 1 192.0.2.2', 'goto end', 'continue');
    expect(say('table console@A').text).toContain('1 received');
    expect(rowsOf(session, 'console@B').filter(({ text }) => String(text).includes('ping'))).toEqual([]);
  });

  test('stays in saved moments and in the file, where later nodes keep their MAC addresses', () => {
    const { all, say, session, files, lesson } = play(BARE);
    const macs = (of: Network) =>
      [...of.stack.netdevs.rows()].filter(d => d.netns !== 'A').map(d => `${d.netns}.${d.name} ${d.mac}`);
    all('A$ ip neigh', 'remove A', 'remove hub', 'save moment.json', 'write out.yaml');
    expect(say('write out.yaml over').text).toContain('2 nodes');
    const again = new Network(readSandbox('out.yaml', files.get('out.yaml')!).network);
    expect(macs(again)).toEqual(macs(session.target as Network));
    const read = readMoment(files.get('moment.json')!);
    if (!read.ok) throw new Error(read.problem.code);
    const { id, hash } = lesson;
    const restored = restoreMoment(read.moment, openLesson(lesson).network, { id, hash });
    if (!restored.ok) throw new Error(restored.problem.code);
    const opened = restored.session;
    expect(opened.target.nodeNames).toEqual(['B', 'sw']);
    expect(opened.target.world.stateHash()).toBe(session.target.world.stateHash());
  });

  test('what the lesson was still to do to the node is told as such', () => {
    const { all, say, session } = play(
      `nodes: { A: { kind: host }, B: { kind: host, devices: { eth0: {}, eth1: {} } }, sw: { kind: switch } }\nlinks: [[A, sw], [B.eth0, sw]]\nrun: [{ at: 1s, on: B, do: ip neigh }, { at: 2s, node: B, power: false }, { at: 3s, link: A.eth0-sw.p1, to: B.eth1 }, { at: 4s, node: B, power: true }]\n`,
    );
    all('remove B', 'write out.yaml', 'continue');
    const { journal } = session;
    const reasons = Array.from({ length: journal.stageCount }, (_, stage) => journal.reasonOf(stage));
    expect(reasons.filter(reason => reason === 'intervene.is-gone')).toHaveLength(4);
    expect(say('write later.yaml').ok).toBe(true);
  });
});

test.each(lessonIds)('%s: every node can be taken away at any time, and the rest runs on', id => {
  const { session } = packaged(id);
  const nodes = [...session.target.nodeNames];
  session.target.world.run(300);
  const events = session.target.world.journal.eventCount;
  for (const [i, node] of nodes.entries()) {
    const at = session.target.fork(
      session.journal.firstStage(
        Math.max(session.target.setupEvents, Math.floor((events * (i + 1)) / (nodes.length + 1))),
      ),
    ) as Network;
    at.perform({ kind: 'remove', node });
    at.world.run(300);
    expect(at.nodeNames).not.toContain(node);
    expect(at.stack.netns(node).devices()).toEqual([]);
  }
});

test('whatever is typed and built, the file gives the network that stood there', () => {
  const NODES = ['A', 'B', 'E', 'F', 'sw', 'hub'];
  const pick = fc.nat(99);
  const of = (list: readonly string[], n: number) => list[n % list.length] as string;
  const line = fc.record({ what: fc.nat(9), n: pick, m: pick });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), steps => {
      const { say, session, files, lesson } = play(BARE);
      for (const { what, n, m } of steps) {
        const cables = [...session.journal.tableNamed('link')!.rows()].map(row => (row as { name: string }).name);
        const lines = [
          `add ${of(['host', 'switch', 'hub'], n)} ${of(['E', 'F'], m)}`,
          `link ${of(NODES, n)} ${of(NODES, m)}`,
          `link ${of(NODES, n)}.p${(m % 12) + 1} ${of(NODES, m)}`,
          `unlink ${of(cables, n)}`,
          `link ${of(cables, n)} ${m % 2 ? 'up' : 'down'}`,
          `power ${of(NODES, n)} ${m % 2 ? 'on' : 'off'}`,
          'A$ ping -c 1 192.0.2.2',
          'next 5',
          `remove ${of(NODES, n)}`,
        ];
        say(of(lines, what));
      }
      say('write out.yaml');
      const now = new Network(readSandbox('out.yaml', files.get('out.yaml')!).network);
      now.world.run(10_000, session.world.now + 1);
      const shown = (table: string, columns: readonly string[], { world }: Network) =>
        [...world.journal.tableNamed(table)!.rows()]
          .map(row => columns.map(name => String((row as Record<string, unknown>)[name])).join(' '))
          .sort();
      const there = session.target as Network;
      for (const [table, columns] of [
        ['node', ['name', 'kind']],
        ['netdev', ['netns', 'name', 'kind', 'mac', 'mtu']],
        ['link', ['name', 'delayNs', 'rateBps', 'duplex', 'loss']],
      ] as const)
        expect(shown(table, columns, now)).toEqual(shown(table, columns, there));
      // And once more: a file that was written is written the same.
      const { session: again } = openLesson(readSandbox('out.yaml', files.get('out.yaml')!));
      const text = textOf(writtenNetwork(lesson, again, 'out.yaml'));
      expect(text.replace(/^#.*\n/gm, '')).toBe(files.get('out.yaml')!.replace(/^#.*\n/gm, ''));
    }),
    { numRuns: 60 },
  );
});
