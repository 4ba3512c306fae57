// Two hosts with one address, as Linux takes it: whoever hears its own address from somebody else answers nothing and learns
// nothing (fib_validate_source). Compared by hand with kernel 6.18 in namespaces. And: reachable times are drawn anew.
import { describe, expect, it } from 'vitest';
import { Network, type NetworkDescription } from '../../src/topology/index.js';

const source = { file: 'test', line: 1, text: 'test' };
const host = (name: string, address: string, setup: readonly string[] = []) => ({
  name,
  kind: 'host',
  devices: [{ name: 'eth0', addresses: [address], up: true }],
  sysctl: {},
  setup,
  source,
});
const on = (at: number, node: string, line: string) => ({ at: at * 1e9, on: node, do: line, source });

/** B has its own address and D's; both are on one cable. */
function network(run: NetworkDescription['run'], setup: readonly string[] = []): Network {
  const made = new Network({
    name: 'test',
    seed: 1,
    profile: 'classic',
    nodes: [host('B', '192.0.2.101/24', setup), host('D', '192.0.2.103/24')],
    links: [{ a: 'B.eth0', b: 'D.eth0', delayNs: 1000, rateBps: 1e9, loss: 0, up: true, source }],
    run,
  });
  made.world.run(20_000);
  return made;
}

const console = (made: Network, node: string) =>
  [...made.processes.console(made.stack.netns(node)).rows()].map(row => row.text);
const neighbours = (made: Network, node: string) => [...made.stack.netns(node).neighs.rows()];

describe('an address that two hosts have', () => {
  const stolen = ['ip addr add 192.0.2.103/24 dev eth0'];

  it('is not answered to the other one, nor learnt from it', () => {
    const made = network([on(1, 'D', 'arping -U -c 2 -I eth0 192.0.2.103')], stolen);
    expect(console(made, 'D')).toContain('Received 0 response(s)');
    expect(neighbours(made, 'B')).toEqual([]);
  });

  it('a request from it gets no reply', () => {
    const made = network([on(1, 'D', 'ping -c 1 -W 2 192.0.2.101')], stolen);
    expect(neighbours(made, 'D').map(row => row.state)).toEqual(['FAILED']);
    const { journal } = made.world;
    const reasons = Array.from({ length: journal.stageCount }, (_, stage) => journal.reasonOf(stage));
    expect(reasons.filter(reason => reason === 'arp.own-address')).toHaveLength(3);
  });

  it('an IP packet from it is dropped as martian', () => {
    const known = ['ip neigh add 192.0.2.101 lladdr 02:00:00:00:01:01 dev eth0'];
    const made = network([on(1, 'D', known[0] as string), on(2, 'D', 'ping -c 1 -W 1 192.0.2.101')], stolen);
    const { journal } = made.world;
    const reasons = Array.from({ length: journal.stageCount }, (_, stage) => journal.reasonOf(stage));
    expect(reasons).toContain('ip.own-source');
    expect(reasons).not.toContain('icmp.echo-request');
  });

  it('without the conflict all of that works', () => {
    const made = network([on(1, 'D', 'ping -c 1 -W 2 192.0.2.101')]);
    expect(console(made, 'D').join('\n')).toContain('1 packets transmitted, 1 received');
  });
});

it('reachable times are drawn anew every five minutes', () => {
  const pings = Array.from({ length: 12 }, (_, i) => on(1 + i * 100, 'D', 'ping -c 1 192.0.2.101'));
  const made = network(pings);
  const { journal } = made.world;
  const drawn = new Set<unknown>();
  for (let at = 0; at < journal.changeCount; at++) {
    const change = journal.change(at);
    if (change.table.name === 'reachable' && String(change.key).startsWith('D.')) drawn.add(change.after);
  }
  expect(drawn.size).toBeGreaterThan(2);
  for (const ms of drawn) {
    expect(ms).toBeGreaterThanOrEqual(15_000);
    expect(ms).toBeLessThan(45_000);
  }
});
