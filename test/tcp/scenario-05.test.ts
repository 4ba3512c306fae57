// Recordings of Linux 6.18 replayed: the same calls at the same times give the same segments (test/data/captures/05a-*.pcap,
// 05c-*.pcap). Timers of the kernel run late, ours do not: times are compared with what is usual there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tcpTables } from '../../src/net/index.js';
import { readCapture } from '../../src/wire/index.js';
import type { Line } from '../net/scene-file.js';
import { type Replay, replay, type Step, Teller } from './replay.js';

/** What lies before the capture's first frame, s. */
const ZERO = 1;

function recorded(name: string): Line[] {
  const folder = name.startsWith('05c') ? 'tcp' : 'captures';
  const file = readFileSync(join(import.meta.dirname, `../data/${folder}/${name}.pcap`));
  const { frames, problem } = readCapture(file);
  expect(problem).toBeUndefined();
  const teller = new Teller();
  const first = frames[0]!.unixNs;
  return frames.flatMap(f => {
    const text = teller.tell(f.bytes);
    return text === undefined ? [] : [{ at: Number(f.unixNs - first) / 1e9, text }];
  });
}

/** The client's end of a segment's connection: connections are compared one by one, for a late timer of one may pass another's. */
const clientOf = (text: string): string => /10\.0\.0\.1:\d+|10\.9\.0\.\d+:\d+/.exec(text)![0];

function flows(lines: readonly Line[]): Map<string, Line[]> {
  const out = new Map<string, Line[]>();
  for (const line of lines) out.set(clientOf(line.text), [...(out.get(clientOf(line.text)) ?? []), line]);
  return out;
}

/** The same segments; each not much earlier than nominal, and not later than timers get that have run since the first one. */
function compare(mine: readonly Line[], theirs: readonly Line[]): void {
  const ours = flows(mine);
  expect([...ours.keys()].sort()).toEqual([...flows(theirs).keys()].sort());
  for (const [client, lines] of flows(theirs)) {
    const own = ours.get(client)!;
    expect(own.map(line => line.text)).toEqual(lines.map(line => line.text));
    for (const [i, { at, text }] of lines.entries()) {
      const late = at - own[i]!.at;
      const fits = late > -0.01 && late < 0.03 + 0.06 * (at - lines[0]!.at);
      expect(fits, `${text}: at ${own[i]!.at} s, recorded at ${at} s`).toBe(true);
    }
  }
}

const shifted = (steps: readonly Step[]): Step[] =>
  steps.map(([at, ...rest]) => [ZERO + at, ...rest] as unknown as Step);

function play(steps: readonly Step[], seconds: number, lost: Replay['lost']) {
  const { lines, network } = replay(
    { steps: shifted(steps), lost: line => lost({ ...line, at: line.at - ZERO }) },
    ZERO + seconds,
  );
  return { lines: lines.map(({ at, text }) => ({ at: at - ZERO, text })), network };
}

const KEEP = [{ keepalive: true }, { keepIdle: 1e9 }, { keepInterval: 1e9 }, { keepCount: 3 }];
/** Section H: when the client wrote two bytes each. The last ones a little earlier than they were: our 40 ms are 40 ms. */
const WRITES = [
  18.898503, 18.908704, 18.920333, 18.931695, 18.944235, 18.966706, 18.976907, 18.988241, 19.002767, 19.013006,
  19.023626, 19.033897, 19.044747, 19.055515, 19.073187, 19.091836, 19.105612, 19.119, 19.133, 19.15, 19.16, 19.171,
  19.182, 19.193, 19.204, 19.215, 19.224, 19.237, 19.248, 19.259,
];

const basic: Step[] = [
  ...[5001, 5002, 5003, 5005, 5006, 5007, 5008, 5009, 5010].map((p): Step => [-0.5, 'listen', `l${p}`, p, 5]),
  [0, 'connect', 'a', 40001, 5001],
  [0.001, 'accept', 'l5001', 'A'],
  [0.026854, 'send', 'a', 5],
  [0.02694, 'recv', 'A'],
  [0.026953, 'send', 'A', 5],
  [0.027, 'recv', 'a'],
  [0.027131, 'close', 'a'],
  [0.227451, 'close', 'A'],
  [1.917009, 'connect', 'b', 40002, 5002],
  [1.917091, 'send', 'b', 5],
  [1.92, 'accept', 'l5002', 'B'],
  [1.924, 'recv', 'B'],
  [1.924392, 'send', 'B', 3],
  [1.924439, 'close', 'B'],
  [1.928, 'recv', 'b'],
  [1.928398, 'close', 'b'],
  [3.855122, 'connect', 'c', 40003, 5003],
  [3.856247, 'send', 'c', 5],
  [3.85629, 'close', 'c'],
  [3.869, 'accept', 'l5003', 'C'],
  [3.869, 'recv', 'C'],
  [3.86913, 'close', 'C'],
  [5.837613, 'connect', 'd', 40004, 5999],
  [7.419912, 'connect', 'e', 40005, 5005],
  [7.43, 'accept', 'l5005', 'E'],
  [7.457124, 'send', 'e', 5],
  [7.757229, 'close', 'E'],
  [9.797674, 'connect', 'f', 40006, 5006],
  [9.81, 'accept', 'l5006', 'F'],
  [9.813957, 'send', 'f', 1],
  [9.81398, 'recv', 'F'],
  [9.814005, 'shutdown', 'f'],
  [9.925117, 'send', 'F', 9],
  [9.926, 'recv', 'f'],
  [10.025371, 'close', 'F'],
  [10.03, 'close', 'f'],
  [12.065062, 'connect', 'g', 40007, 5007, KEEP],
  [12.1, 'accept', 'l5007', 'G'],
  [21.086697, 'close', 'G'],
  [18.878511, 'connect', 'h', 40008, 5008],
  ...WRITES.map((at): Step => [at, 'send', 'h', 2]),
  [19.264, 'close', 'h'],
  [19.49, 'accept', 'l5008', 'H'],
  [19.499, 'recv', 'H'],
  [19.499701, 'close', 'H'],
  [22.0757, 'connect', 'i', 40009, 5009, [{ linger: 0 }]],
  [22.08, 'accept', 'l5009', 'I'],
  [22.080313, 'send', 'i', 1],
  [22.0804, 'recv', 'I'],
  [22.184239, 'close', 'i'],
  [23.642665, 'connect', 'j', 40010, 5010],
  [23.642844, 'send', 'j', 1],
  [23.643, 'accept', 'l5010', 'J'],
  [23.643, 'recv', 'J'],
  [23.696279, 'close', 'j'],
  [23.744478, 'send', 'J', 10],
];

test('05a: open, talk, close in every order, reset, keepalive, Nagle', () => {
  const { lines } = play(basic, 24, ({ from, at, text }) =>
    from === 'c' && at > 14 && at < 18 && text.includes('10.0.0.2:5007 ') ? 'lost' : undefined,
  );
  compare(lines, recorded('05a-tcp-basic.eth0'));
});

const SYNS = (first: number, port: number, at: readonly number[]): Step[] =>
  at.map((t, i): Step => [t, 'syn', first + i, port]);
const FLOOD = {
  5010: [38.655202, 38.675514, 38.696796, 38.717095, 38.737379, 38.757717, 38.778015, 38.799057],
  5011: [41.900706, 41.92532, 41.945971, 41.966348, 41.986654, 42.009132, 42.029488, 42.049825],
  5012: [44.010348, 44.032681, 44.053089, 44.080922, 44.101255, 44.12161, 44.141987, 44.162386],
};

const backlog: Step[] = [
  // A: listen(1) and nobody accepts.
  [-0.4, 'listen', 'l1', 5001, 1],
  [0, 'connect', 'a1', 40001, 5001],
  [0.000313, 'connect', 'a2', 40002, 5001],
  [0.000372, 'connect', 'a3', 40003, 5001],
  [8.015686, 'connect', 'a4', 40004, 5001],
  [17.037, 'close', 'a3'],
  [17.037, 'close', 'a4'],
  [17.037079, 'close', 'a2'],
  [17.037132, 'close', 'a1'],
  [17.069311, 'close', 'l1'],
  // B: the last ACK of 41001 comes late, when the accept queue is full.
  [19, 'listen', 'l2', 5002, 1],
  [19.439443, 'connect', 'b1', 41001, 5002],
  [19.439961, 'connect', 'b2', 41002, 5002],
  [19.440232, 'connect', 'b3', 41003, 5002],
  [19.665121, 'send', 'b1', 16],
  [28.2, 'accept', 'l2', 'B2'],
  [28.41, 'accept', 'l2', 'B3'],
  [28.414101, 'close', 'B2'],
  [31.672662, 'close', 'b2'],
  [31.672663, 'close', 'b1'],
  [31.693174, 'close', 'b3'],
  // The third accept() returns when data has completed the handshake: at 32.465 s where timers are not late.
  [32.47, 'accept', 'l2', 'B1'],
  [32.477, 'close', 'B3'],
  [34.766046, 'close', 'B1'],
  [34.8, 'close', 'l2'],
  // C: the same, with a reset.
  [35, 'sysctl', 's', 'net.ipv4.tcp_abort_on_overflow=1'],
  [35.8, 'listen', 'l3', 5003, 1],
  [36.201092, 'connect', 'c1', 42001, 5003],
  [36.201322, 'connect', 'c2', 42002, 5003],
  [36.201371, 'connect', 'c3', 42003, 5003],
  [37.21445, 'close', 'c2'],
  [37.21454, 'close', 'c3'],
  [37.279174, 'close', 'l3'],
  [37.3, 'sysctl', 's', 'net.ipv4.tcp_abort_on_overflow=0'],
  // D: SYNs of nobody, then a genuine client; cookies off, when needed, always.
  [38, 'sysctl', 's', 'net.ipv4.tcp_synack_retries=1'],
  [38, 'sysctl', 's', 'net.ipv4.tcp_syncookies=0'],
  [38.2, 'listen', 'l4', 5010, 4],
  ...SYNS(1, 5010, FLOOD[5010]),
  [39.022034, 'connect', 'd0', 43000, 5010],
  [40.52, 'close', 'd0'],
  [41, 'close', 'l4'],
  [41, 'sysctl', 's', 'net.ipv4.tcp_syncookies=1'],
  [41.5, 'listen', 'l5', 5011, 4],
  ...SYNS(21, 5011, FLOOD[5011]),
  [42.460967, 'connect', 'd1', 43001, 5011],
  [42.574564, 'close', 'd1'],
  [42.62892, 'close', 'l5'],
  [43, 'sysctl', 's', 'net.ipv4.tcp_syncookies=2'],
  [43.6, 'listen', 'l6', 5012, 4],
  ...SYNS(41, 5012, FLOOD[5012]),
  [44.502206, 'connect', 'd2', 43002, 5012],
  [44.607744, 'close', 'd2'],
  [44.689596, 'close', 'l6'],
];

test('05c: both queues overflow, tcp_abort_on_overflow, SYN cookies', () => {
  const { lines, network } = play(backlog, 45, ({ from, at, text }) => {
    const held = from === 'c' && / A 1:0 /.test(text);
    const early = (text.includes(':41001 >') && at < 19.6) || (text.includes(':42001 >') && at < 37);
    return held && early ? 'unseen' : undefined;
  });
  compare(lines, recorded('05c-tcp-backlog.eth0'));
  const { stats } = tcpTables(network.stack, network.stack.netns('s'));
  // nstat at the end of the recording; the last reset went out after it.
  const told = {
    TcpPassiveOpens: 9,
    TcpOutRsts: 7 + 1,
    TcpExtSyncookiesSent: 13,
    TcpExtSyncookiesRecv: 2,
    TcpExtListenOverflows: 26,
    TcpExtListenDrops: 31,
    TcpExtTCPReqQFullDoCookies: 13,
    TcpExtTCPReqQFullDrop: 5,
  };
  expect(Object.fromEntries(Object.keys(told).map(name => [name, stats.get(name)]))).toEqual(told);
});
