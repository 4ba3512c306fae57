// Whatever the link does to segments (loses, doubles, delays, lets them overtake each other), every byte arrives once and in
// order, or both ends hear that it is over; nothing is left behind, and states change as RFC 9293 draws them.
import { expect, test } from 'vitest';
import { type CongestionRow, tcpTables } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import './programs.js';
import { build, within } from '../topology/build.js';
import type { PeerState } from './programs.js';

interface Mishap {
  readonly nth: number;
  readonly what: 'drop' | 'delay' | 'duplicate';
  readonly ms: number;
}
interface Schedule {
  readonly client: number;
  readonly server: number;
  readonly sack: boolean;
  readonly ts: boolean;
  readonly rcvbuf: number;
  readonly linux: boolean;
  readonly mishaps: readonly Mishap[];
  /** From this segment on nothing gets through. */
  readonly dark: number | undefined;
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  client: fc.oneof(fc.nat(9000), fc.nat(9000), fc.nat(9000), fc.nat(40_000)),
  server: fc.nat(9000),
  sack: fc.boolean(),
  ts: fc.boolean(),
  rcvbuf: fc.constantFrom(131072, 131072, 8192),
  linux: fc.boolean(),
  mishaps: fc.array(
    fc.record({
      nth: fc.nat(30),
      what: fc.constantFrom('drop', 'drop', 'delay', 'duplicate'),
      ms: fc.constantFrom(1, 3, 20, 250, 1500),
    }),
    { maxLength: 10 },
  ),
  dark: fc.option(fc.nat(25), { nil: undefined, freq: 4 }),
});

/** RFC 9293 §3.3.2, figure 5, with what a reset, a time-out or a program that gives up may do in any state. */
const ALLOWED = new Set([
  'CLOSED LISTEN',
  'CLOSED SYN-SENT',
  // A request is no row of its own yet: LISTEN to SYN-RECEIVED.
  'CLOSED SYN-RECV',
  'SYN-SENT ESTAB',
  'SYN-SENT SYN-RECV',
  'SYN-RECV ESTAB',
  'SYN-RECV FIN-WAIT-1',
  'ESTAB FIN-WAIT-1',
  'ESTAB CLOSE-WAIT',
  'FIN-WAIT-1 FIN-WAIT-2',
  'FIN-WAIT-1 CLOSING',
  'FIN-WAIT-1 TIME-WAIT',
  'FIN-WAIT-2 TIME-WAIT',
  'CLOSING TIME-WAIT',
  'CLOSE-WAIT LAST-ACK',
  ...['LISTEN', 'SYN-SENT', 'SYN-RECV', 'ESTAB', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK'].map(
    s => `${s} CLOSED`,
  ),
]);

/** Rows of congestion control that cannot be: fewer than none, or more reported and lost than was sent. */
function impossible(network: Network): unknown[] {
  const { journal } = network.world;
  const out: unknown[] = [];
  for (let at = 0; at < journal.changeCount; at++) {
    if (journal.tableOfChange(at).schema.name !== 'tcp-congestion') continue;
    const k = journal.change(at).after as CongestionRow | undefined;
    if (k === undefined) continue;
    const counts = [k.packets, k.sacked, k.lost, k.retrans, k.cwnd - 1, k.ssthresh - 2];
    if (counts.some(n => n < 0) || k.sacked + k.lost > k.packets || k.retrans > k.packets) out.push(k);
  }
  return out;
}

function transitions(network: Network): string[] {
  const { journal } = network.world;
  const out: string[] = [];
  for (let at = 0; at < journal.changeCount; at++) {
    if (journal.tableOfChange(at).schema.name !== 'tcp') continue;
    const { before, after } = journal.change(at);
    const [from, to] = [before, after].map(row => (row as { state?: string } | undefined)?.state);
    if (from !== undefined && to !== undefined && from !== to) out.push(`${from} ${to}`);
  }
  return out;
}

function run(schedule: Schedule): { network: Network; client: PeerState; server: PeerState; segments: number } {
  const { sack, ts, rcvbuf, linux, dark } = schedule;
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    delayNs: 2e6,
    profile: linux ? 'linux-6.18' : 'classic',
    setup: Object.fromEntries(
      ['A', 'B'].map((node, i) => [
        node,
        [
          `sysctl -q net.ipv4.tcp_sack=${Number(sack)} net.ipv4.tcp_timestamps=${Number(ts)} net.ipv4.tcp_retries2=8`,
          `sysctl -q net.ipv4.tcp_rmem=${rcvbuf} net.ipv4.tcp_syn_retries=3 net.ipv4.tcp_synack_retries=3`,
          `ip neigh add 10.0.0.${2 - i} lladdr 02:00:00:00:0${2 - i}:01 dev eth0 nud permanent`,
        ],
      ]),
    ),
  });
  const { world, processes, stack } = network;
  const [client, server] = ['A', 'B'].map(name => stack.netns(name));
  const macs = [server, client].map(ns => ns!.device('eth0')!.mac);
  within(network, () => {
    for (const [i, ns] of [client, server].entries())
      for (const [key, row] of [...ns!.neighs.entries()]) ns!.neighs.set(key, { ...row, lladdr: macs[i] });
    processes.spawn(server!, 'test-server', [String(schedule.server)]);
    processes.spawn(client!, 'test-client', [String(schedule.client)]);
  });
  let seen = 0;
  let nth = 0;
  for (let n = 0; n < 30_000 && world.step(); n++) {
    for (; seen < world.frames.count; seen++) {
      if (world.frames.directionOf(seen) !== 'sent') continue;
      const mine = schedule.mishaps.find(m => m.nth === nth);
      const frame = seen;
      if (dark !== undefined && nth >= dark) network.perform({ kind: 'drop', frame });
      else if (mine?.what === 'delay') network.perform({ kind: 'delay', frame, ns: mine.ms * 1e6 });
      else if (mine !== undefined) network.perform({ kind: mine.what as 'drop', frame });
      nth++;
    }
  }
  const states = ['test-client', 'test-server'].map(
    name => processes.table.find(p => p.program === name)!.state as PeerState,
  );
  return { network, client: states[0]!, server: states[1]!, segments: nth };
}

test('every byte arrives once and in order, or both ends hear that it is over', () => {
  fc.assert(
    fc.property(schedules, schedule => {
      const { network, client, server, segments } = run(schedule);
      const { stack, world } = network;
      expect(world.pending()).toEqual([]);
      expect([client.wrong, server.wrong]).toEqual([undefined, undefined]);
      expect(client.got).toBeLessThanOrEqual(schedule.server);
      expect(server.got).toBeLessThanOrEqual(schedule.client);
      if (schedule.dark === undefined) {
        expect({ phase: client.phase, got: client.got, error: client.error }).toEqual({
          phase: 'over',
          got: schedule.server,
          error: undefined,
        });
        expect({ phase: server.phase, got: server.got, error: server.error }).toEqual({
          phase: 'over',
          got: schedule.client,
          error: undefined,
        });
      } else {
        // A server nobody ever reached may go on listening.
        const reached = server.phase !== 'opening';
        expect(client.phase).toBe('over');
        if (reached) expect(server.phase).toBe('over');
        if (client.error === undefined) expect(client.got).toBe(schedule.server);
        if (reached && server.error === undefined) expect(server.got).toBe(schedule.client);
      }
      for (const name of ['A', 'B']) {
        const ns = stack.netns(name);
        const { tcp, segments: queued, unread, holes, requests, accepts } = tcpTables(stack, ns);
        const left = ns.socketsOf('tcp').filter(s => tcp.get(s.id)?.state !== 'LISTEN');
        expect(left).toEqual([]);
        expect([queued.size, unread.size, holes.size, requests.size, accepts.size]).toEqual([0, 0, 0, 0, 0]);
      }
      expect(transitions(network).filter(t => !ALLOWED.has(t))).toEqual([]);
      expect(impossible(network)).toEqual([]);
      expect(segments).toBeLessThan(250 + (schedule.client + schedule.server) / 200);
    }),
    { numRuns: 500 },
  );
}, 120_000);
