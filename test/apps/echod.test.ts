// The server with two states: what it does with one request, with several at once, and when nobody listens.
import { describe, expect, it } from 'vitest';
import { Network, type NetworkDescription } from '../../src/topology/index.js';
import { dissect, summary } from '../../src/wire/index.js';

const source = { file: 'test', line: 1, text: 'test' };
const host = (name: string, address: string) => ({
  name,
  kind: 'host',
  devices: [{ name: 'eth0', addresses: [address], up: true }],
  sysctl: {},
  setup: [],
  source,
});

/** Two hosts on one cable. */
function network(run: NetworkDescription['run']): Network {
  const made = new Network({
    name: 'test',
    seed: 1,
    profile: 'classic',
    nodes: [host('A', '192.0.2.1/24'), host('B', '192.0.2.2/24')],
    links: [{ a: 'A.eth0', b: 'B.eth0', delayNs: 1000, rateBps: 1e9, loss: 0, up: true, source }],
    run,
  });
  made.world.run(10_000);
  return made;
}

const on = (at: number, node: string, line: string) => ({ at, on: node, do: line, source });
const output = (made: Network, node: string) =>
  [...made.processes.console(made.stack.netns(node)).rows()].filter(r => r.stream !== 'in').map(r => r.text);

describe('echod and udpsend', () => {
  it('answers one datagram, with right checksums on the wire', () => {
    const made = network([on(0, 'B', 'echod 7'), on(1e9, 'A', 'udpsend 192.0.2.2 7 hello')]);
    expect(output(made, 'A')).toEqual(['192.0.2.2:7 answered: hello']);
    const { frames } = made.world;
    const lines: string[] = [];
    for (let f = 0; f < frames.count; f++) {
      if (frames.directionOf(f) !== 'sent') continue;
      const layers = dissect(frames.view(f));
      if (layers.some(l => l.protocol === 'udp')) lines.push(summary(layers));
      expect(JSON.stringify(layers, (_k, v) => (v instanceof Uint8Array ? [] : v))).not.toContain('"problem"');
    }
    expect(lines).toEqual([expect.stringMatching(/^\d+ → 7 +Len=5$/), expect.stringMatching(/^7 → \d+ +Len=5$/)]);
  });

  it('is busy with one at a time: the second waits in the queue, and is answered later', () => {
    const made = network([
      on(0, 'B', 'echod 7 300ms'),
      on(1e9, 'A', 'udpsend 192.0.2.2 7 one'),
      on(1e9, 'A', 'udpsend 192.0.2.2 7 two'),
    ]);
    const rows = [...made.processes.console(made.stack.netns('A')).rows()].filter(r => r.stream === 'out');
    expect(rows.map(r => r.text)).toEqual(['192.0.2.2:7 answered: one', '192.0.2.2:7 answered: two']);
    const [first, second] = rows.map(r => r.at) as [number, number];
    expect(first - 1e9).toBeGreaterThanOrEqual(300e6);
    expect(second - first).toBeGreaterThanOrEqual(299e6);
    const states = new Set<string>();
    const { journal } = made.world;
    for (let c = 0; c < journal.changeCount; c++) {
      const { table, after } = journal.change(c);
      const row = after as { program?: string; state?: { state?: string } } | undefined;
      if (table.name === 'process' && row?.program === 'echod' && row.state?.state) states.add(row.state.state);
    }
    expect([...states].sort()).toEqual(['busy', 'waiting']);
  });

  it('is told by ICMP where nobody listens', () => {
    const made = network([on(0, 'A', 'udpsend 192.0.2.2 9 hello')]);
    expect(output(made, 'A')).toEqual(['udpsend: no answer within 1 s']);
    const { frames } = made.world;
    const all = Array.from({ length: frames.count }, (_, f) => f).filter(f => frames.directionOf(f) === 'sent');
    const error = all.map(f => dissect(frames.view(f))).find(l => l.some(x => x.protocol === 'icmp'));
    expect(error && summary(error)).toBe('Destination unreachable (Port unreachable)');
  });

  it.each([
    ['echod 0', 'usage: echod'],
    ['echod 7 soon', 'usage: echod'],
    ['udpsend 192.0.2.2', 'usage: udpsend'],
    ['udpsend 198.51.100.1 7 x', 'Network is unreachable'],
  ])('%s: says what is wrong', (line, says) => {
    expect(output(network([on(0, 'A', line)]), 'A').join('\n')).toContain(says);
  });

  it('two servers cannot have one port', () => {
    const made = network([on(0, 'B', 'echod 7'), on(1e9, 'B', 'echod 7')]);
    expect(output(made, 'B')).toContain('echod: bind: Address already in use (port 7)');
  });
});
