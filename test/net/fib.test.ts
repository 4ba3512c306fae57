// The fib: against a search through all routes, one by one, and the order in which it asks.
import { describe, expect, test } from 'vitest';
import { findRoute, isBroadcast, isLocal, type RouteRow, routeKey } from '../../src/net/index.js';
import { broadcastMac, ethernet, maskOf } from '../../src/wire/index.js';
import fc from '../property.js';
import { build, printed, type, until, within } from '../topology/build.js';

const TABLES = ['local', 'main', 'default'] as const;
const TYPES = [
  'unicast',
  'unicast',
  'unicast',
  'local',
  'broadcast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
] as const;

const network = build({
  hosts: { A: { eth0: ['192.0.2.1/24'], eth1: ['198.51.100.1/24'], eth2: ['203.0.113.1/24'] } },
  links: [],
  setup: { A: ['ip link set eth2 down'] },
});
const { stack } = network;
const ns = stack.netns('A');

const routes = fc.array(
  fc.record({
    table: fc.constantFrom(...TABLES),
    type: fc.constantFrom(...TYPES),
    // Few values in the upper bits, so that prefixes lie within one another.
    address: fc.tuple(fc.constantFrom(10, 172, 192), fc.nat(3), fc.nat(255), fc.nat(255)),
    prefix: fc.oneof(fc.constantFrom(0, 8, 16, 24, 32), fc.nat(32)),
    dev: fc.constantFrom('eth0', 'eth1', 'eth2'),
    metric: fc.constantFrom(0, 0, 100, 200),
  }),
  { minLength: 200, maxLength: 500 },
);

/** RFC 1812 §5.2.4.3 said naively: of all routes that match, by table, length and metric the first. */
function naive(rows: readonly RouteRow[], dst: number, oif: number): RouteRow | undefined {
  for (const table of TABLES) {
    let best: RouteRow | undefined;
    for (const row of rows) {
      if (row.table !== table || ((row.dst ^ dst) & maskOf(row.prefix)) !== 0) continue;
      const dev = row.dev === 0 ? undefined : stack.dev(row.dev);
      if (oif !== 0 && row.dev !== oif) continue;
      if (dev !== undefined && !dev.up && row.type !== 'local') continue;
      if (best === undefined || row.prefix > best.prefix) best = row;
      else if (row.prefix === best.prefix && row.metric < best.metric) best = row;
    }
    if (best !== undefined && best.type !== 'throw') return best;
  }
  return undefined;
}

test('agrees with a linear search on 100,000 lookups', () => {
  let asked = 0;
  let found = 0;
  fc.assert(
    fc.property(routes, fc.array(fc.nat(0xffffffff), { minLength: 200, maxLength: 200 }), (drafts, others) => {
      within(network, () => {
        for (const [key] of [...ns.routes.entries()]) ns.routes.delete(key);
        for (const { table, type, address, prefix, dev, metric } of drafts) {
          const ip = address.reduce((sum, byte) => sum * 256 + byte, 0);
          const refuses = !['unicast', 'local', 'broadcast'].includes(type);
          const row: RouteRow = {
            table,
            type,
            dst: (ip & maskOf(prefix)) >>> 0,
            prefix,
            gateway: undefined,
            dev: refuses ? 0 : ns.device(dev)!.id,
            src: undefined,
            scope: 'global',
            proto: 'static',
            metric,
          };
          if (!ns.routes.has(routeKey(row))) ns.routes.set(routeKey(row), row);
        }
      });
      const rows = [...ns.routes.rows()];
      // Addresses near the routes, and any others.
      const near = rows.flatMap((row, i) => [
        row.dst,
        (row.dst ^ (1 << (i % 32))) >>> 0,
        (row.dst + (others[i % 200]! % 700)) >>> 0,
      ]);
      for (const [i, dst] of [...near, ...others].entries()) {
        const oif = i % 5 === 0 ? ns.device('eth1')!.id : 0;
        const mine = findRoute(stack, ns, dst, oif);
        const theirs = naive(rows, dst, oif);
        // Of equals (a local and a broadcast route, say) either may come first.
        const rank = (r: RouteRow | undefined) => r && `${r.table} ${r.dst}/${r.prefix} ${r.metric}`;
        if (rank(mine) !== rank(theirs))
          expect(`${dst} by ${oif}: ${rank(mine)}`).toBe(`${dst} by ${oif}: ${rank(theirs)}`);
        asked++;
        if (mine !== undefined) found++;
      }
      for (const row of rows) {
        if (row.table !== 'local' || row.prefix !== 32) continue;
        const same = rows.filter(r => r.table === 'local' && r.dst === row.dst && r.prefix === 32);
        expect(isBroadcast(ns, row.dst)).toBe(same.some(r => r.type === 'broadcast'));
        if (same.some(r => r.type === 'local')) expect(isLocal(ns, row.dst)).toBe(true);
      }
    }),
    { numRuns: 125 },
  );
  expect(asked).toBeGreaterThan(100_000);
  expect(found).toBeGreaterThan(asked / 10);
}, 30_000);

describe('the lookup, step by step', () => {
  test('every route that matches has its stage, and what speaks against it', () => {
    const lan = build({
      hosts: { A: '192.0.2.1/24', B: '192.0.2.2/24' },
      switches: { sw: 2 },
      links: ['A-sw.p1', 'B-sw.p2'],
      setup: {
        A: [
          'ip route add default via 192.0.2.2',
          'ip route add default via 192.0.2.3 metric 50',
          'ip route add 10.0.0.0/8 via 192.0.2.2 metric 7',
          'ip route add 10.0.0.0/8 via 192.0.2.3 metric 20',
        ],
      },
      run: [[1, 'A', 'ping -c 1 -W 1 10.1.2.3']],
    });
    until(lan, 3);
    const { journal } = lan.world;
    const told: string[] = [];
    for (let stage = 0; stage < journal.stageCount; stage++) {
      const { kind, because } = journal.stage(stage);
      if (kind.name !== 'fib_lookup' && kind.name !== 'fib_match') continue;
      if (because.args.ip !== 0x0a010203 || because.args.netns === 'B') continue;
      // A loser ends nothing: why-not must not take it for the check that refused.
      if (kind.name === 'fib_match') expect(journal.verdictOf(stage)).toBe('pass');
      told.push(`${because.id} /${because.args.prefix} ${because.args.metric ?? because.args.best ?? ''}`.trim());
    }
    expect(told).toEqual(['fib.gateway /8', 'fib.metric /8 20', 'fib.shorter /0 8', 'fib.shorter /0 8']);
  });

  test('255.255.255.255 goes to everybody on the link, past the gateway', () => {
    const lan = build({
      hosts: { A: '192.0.2.1/24', B: '192.0.2.2/24' },
      switches: { sw: 2 },
      links: ['A-sw.p1', 'B-sw.p2'],
      setup: { A: ['ip addr add 198.51.100.1/24 dev eth0', 'ip route add default via 198.51.100.2'] },
    });
    // As a kernel (6.18) with these routes prints it.
    expect(type(lan, 'A', 'ip route get 255.255.255.255')).toEqual([
      'broadcast 255.255.255.255 dev eth0 src 198.51.100.1 uid 0 ',
      '    cache <local,brd> ',
    ]);
    lan.command('A', 'ping -c 1 255.255.255.255');
    until(lan, 1);
    expect(printed(lan, 'A').join()).toContain('Do you want to ping broadcast? Then -b');
    lan.command('A', 'ping -b -c 1 -W 1 255.255.255.255');
    until(lan, 5);
    const { frames } = lan.world;
    const sent = Array.from({ length: frames.count }, (_, f) => frames.frame(f)).filter(f => f.direction === 'sent');
    expect(sent.map(f => ethernet.get.dst(f.bytes, 0))).toContain(broadcastMac);
    expect(sent.filter(f => ethernet.get.type(f.bytes, 0) === 0x0806)).toEqual([]);
  });
});
