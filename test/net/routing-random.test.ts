// Random networks of routers with static routes, right and wrong: every packet is delivered, answered by the ICMP error that fits,
// or lost for a reason that why-not names.
import { expect, test } from 'vitest';
import { follow, whyNot } from '../../src/debug/index.js';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { build, until } from '../topology/build.js';

interface Draft {
  /** Router i + 1 hangs on router `parents[i]` modulo i + 1. */
  readonly parents: readonly number[];
  /** More cables, between any two. */
  readonly more: readonly (readonly [number, number])[];
  /** What is done to the routes of a router towards one of the hosts. */
  readonly wrongs: readonly {
    readonly router: number;
    readonly host: number;
    readonly what: number;
    readonly by: number;
  }[];
  readonly pings: readonly { readonly from: number; readonly to: number; readonly ttl: number }[];
}

const draftOf = (most: number) =>
  fc.record<Draft>({
    parents: fc.array(fc.nat(999), { minLength: 1, maxLength: most - 1 }),
    more: fc.array(fc.tuple(fc.nat(999), fc.nat(999)), { maxLength: 3 }),
    wrongs: fc.array(fc.record({ router: fc.nat(999), host: fc.nat(9), what: fc.nat(4), by: fc.nat(9) }), {
      maxLength: 4,
    }),
    pings: fc.array(fc.record({ from: fc.nat(9), to: fc.nat(10), ttl: fc.constantFrom(64, 64, 64, 1, 2, 3) }), {
      minLength: 1,
      maxLength: 5,
    }),
  });

const HOSTS = 3;
const hostIp = (host: number) => `192.168.${host}.2`;

/** The network of a draft, and when each ping starts. */
function networkOf(draft: Draft): Network {
  const routers = draft.parents.length + 1;
  const cables: [number, number][] = draft.parents.map((parent, i) => [i + 1, parent % (i + 1)]);
  for (const [a, b] of draft.more) if (a % routers !== b % routers) cables.push([a % routers, b % routers]);
  const devices: Record<string, Record<string, string[]>> = {};
  const setup: Record<string, string[]> = {};
  for (let r = 0; r < routers; r++) {
    devices[`r${r}`] = {};
    setup[`r${r}`] = ['sysctl -w net.ipv4.ip_forward=1'];
  }
  const links: string[] = [];
  const near = Array.from({ length: routers }, () => [] as { to: number; via: string }[]);
  for (const [i, [a, b]] of cables.entries()) {
    const [x, y] = [`10.${i >> 6}.${(i & 63) * 4}.1`, `10.${i >> 6}.${(i & 63) * 4}.2`];
    devices[`r${a}`]![`e${i}`] = [`${x}/30`];
    devices[`r${b}`]![`e${i}`] = [`${y}/30`];
    links.push(`r${a}.e${i}-r${b}.e${i}`);
    near[a]!.push({ to: b, via: y });
    near[b]!.push({ to: a, via: x });
  }
  const homes = Array.from({ length: HOSTS }, (_, h) => (h * 7) % routers);
  for (const [h, home] of homes.entries()) {
    devices[`r${home}`]![`h${h}`] = [`192.168.${h}.1/24`];
    devices[`H${h}`] = { eth0: [`${hostIp(h)}/24`] };
    setup[`H${h}`] = [`ip route add default via 192.168.${h}.1`];
    links.push(`r${home}.h${h}-H${h}.eth0`);
    // The right routes: breadth first from the router that has the host.
    const from = new Map<number, string>([[home, '']]);
    for (const here of from.keys()) {
      for (const { to } of near[here]!) {
        const back = near[to]!.find(n => n.to === here)!;
        if (!from.has(to)) from.set(to, back.via);
      }
    }
    for (const [r, via] of from) {
      const wrong = draft.wrongs.find(w => w.router % routers === r && w.host % HOSTS === h);
      const dst = `192.168.${h}.0/24`;
      const other = near[r]![(wrong?.by ?? 0) % Math.max(1, near[r]!.length)]?.via;
      const lines: readonly (string | undefined)[] = [
        via === '' ? undefined : `ip route add ${dst} via ${via}`,
        undefined,
        `ip route add blackhole ${hostIp(h)}/32`,
        `ip route add prohibit ${hostIp(h)}/32`,
        other === undefined ? undefined : `ip route add ${hostIp(h)}/32 via ${other}`,
      ];
      const line = lines[wrong === undefined ? 0 : 1 + (wrong.what % 4)];
      if (line !== undefined) setup[`r${r}`]!.push(line);
    }
  }
  const run = draft.pings.map(({ from, to, ttl }, i): [number, string, string] => {
    // One that nobody has, too.
    const dst = to === 10 ? '203.0.113.7' : hostIp(to % HOSTS);
    return [1 + 15 * i, `H${from % HOSTS}`, `ping -c 1 -W 5 -t ${ttl} ${dst}`];
  });
  return build({ hosts: devices, links, setup, run });
}

/** What became of the echo requests that were sent. */
function judge(network: Network, draft: Draft): Record<string, number> {
  const { world } = network;
  const outcomes: Record<string, number> = {};
  const count = (what: string) => {
    outcomes[what] = (outcomes[what] ?? 0) + 1;
  };
  for (const [i, { from, to }] of draft.pings.entries()) {
    until(network, 1 + 15 * i + 14);
    const node = `H${from % HOSTS}`;
    const dst = to === 10 ? '203.0.113.7' : hostIp(to % HOSTS);
    const text = [...network.processes.console(network.stack.netns(node)).rows()].map(row => row.text);
    const mine = text.slice(text.findLastIndex(line => line.startsWith('PING')));
    if (mine.some(line => line.includes(' bytes from '))) {
      count('delivered');
      continue;
    }
    const error = mine.find(line => line.startsWith('From '));
    if (error !== undefined) {
      expect(error).toMatch(
        /Time to live exceeded|Destination Net Unreachable|Destination Host Unreachable|Packet filtered/,
      );
      count('told');
      continue;
    }
    const answer = whyNot(network, { kind: 'no-reply', from: node, to: dst });
    expect(answer.outcome, `${node} to ${dst}`).toBe('stopped');
    expect(answer.check?.verdict, `${node} to ${dst}: ${answer.check?.rule}`).toBe('drop');
    count('lost');
  }
  // Nothing on the way is ever changed but MAC addresses, TTL and checksum.
  for (let f = 0; f < world.frames.count; f++) {
    if (world.frames.frame(f).operation !== 'forward') continue;
    const journey = follow(network, f);
    const changed = journey.hops.flatMap(hop => hop.change.fields.map(field => field.aspect));
    expect(changed.filter(aspect => !['mac', 'ttl', 'checksum'].includes(aspect))).toEqual([]);
    break;
  }
  return outcomes;
}

test('every packet is delivered, answered or lost for a reason that is named', () => {
  const all: Record<string, number> = {};
  fc.assert(
    fc.property(draftOf(9), draft => {
      const network = networkOf(draft);
      for (const [what, n] of Object.entries(judge(network, draft))) all[what] = (all[what] ?? 0) + n;
    }),
    { numRuns: 60 },
  );
  expect(Object.keys(all).sort()).toEqual(['delivered', 'lost', 'told']);
}, 60_000);

test('a hundred routers', () => {
  const draft: Draft = {
    parents: Array.from({ length: 99 }, (_, i) => (i % 3 === 0 ? i : i * 5)),
    more: [[3, 77]],
    wrongs: [{ router: 14, host: 0, what: 3, by: 0 }],
    pings: [
      { from: 1, to: 2, ttl: 64 },
      { from: 0, to: 1, ttl: 3 },
      { from: 2, to: 10, ttl: 64 },
    ],
  };
  const outcomes = judge(networkOf(draft), draft);
  expect((outcomes.delivered ?? 0) + (outcomes.told ?? 0)).toBe(3);
}, 30_000);
