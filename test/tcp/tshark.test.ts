// Wireshark's own analysis of our captures, one wire end at a time: it finds nothing where nothing went wrong, and where
// something did, what that was and no more.
import { describe, expect, test } from 'vitest';
import { concatBytes, writePcapng } from '../../src/wire/index.js';
import { build, printed } from '../topology/build.js';
import { noTshark } from '../wire/tshark.js';
import { flagsOf } from './analysis.js';

interface Case {
  readonly lines: readonly (readonly [at: number, node: string, line: string])[];
  /** Data segments of A, counted from 1, that are lost. */
  readonly lose?: readonly number[];
  readonly profile?: 'linux-6.18';
}

/** Runs it and gives what tshark flags in A's capture, and how often; and what A's programs said. */
function analysed({ lines, lose = [], profile = 'linux-6.18' }: Case): {
  flags: Record<string, number>;
  said: string[];
} {
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    delayNs: 2e6,
    profile,
    run: lines,
  });
  const { world, stack } = network;
  const card = stack.netns('A').device('eth0')!.id;
  const packets: { interface: number; time: number; bytes: Uint8Array }[] = [];
  let data = 0;
  let frame = 0;
  for (let n = 0; n < 100_000 && world.step(); n++) {
    for (; frame < world.frames.count; frame++) {
      if (world.frames.devOf(frame) !== card || world.frames.directionOf(frame) === 'none') continue;
      const bytes = world.frames.view(frame);
      packets.push({
        interface: 0,
        time: world.journal.eventTime(world.journal.eventOf(world.frames.stageOf(frame))),
        bytes,
      });
      const carries = world.frames.directionOf(frame) === 'sent' && bytes.length > 100 && bytes[23] === 6;
      if (carries && lose.includes(++data)) network.perform({ kind: 'drop', frame });
    }
  }
  return { flags: flagsOf(concatBytes(writePcapng([{ name: 'A.eth0' }], packets))), said: printed(network, 'A') };
}

describe.skipIf(noTshark !== undefined && noTshark !== '')("tshark's analysis of TCP", () => {
  test('finds nothing in what goes well', () => {
    const { flags, said } = analysed({
      lines: [
        [0, 'B', 'tcpd -m echo 7'],
        [1, 'A', 'nc -N 10.0.0.2 7 hello'],
        [2, 'A', 'tcpsend 10.0.0.2 7 200K'],
        [3, 'A', 'nc 10.0.0.2 99 nobody'],
      ],
    });
    expect(flags).toEqual({});
    expect(said[0]).toBe('hello');
    expect(said[1]).toContain('204800 bytes sent, 204800 received');
  });

  test('finds a lost segment, its duplicates and its repetition', () => {
    const { flags, said } = analysed({
      lines: [
        [0, 'B', 'tcpd -m sink 9'],
        [1, 'A', 'tcpsend 10.0.0.2 9 60K'],
      ],
      lose: [8],
    });
    const { 'Duplicate ACK': duplicates, ...others } = flags;
    expect(others).toEqual({ 'This frame is a fast retransmission': 1, 'This frame is a retransmission': 1 });
    expect(duplicates).toBeGreaterThan(3);
    expect(said[0]).toContain('61440 bytes sent');
  });

  test('finds a closed window and its probes', () => {
    const { flags } = analysed({
      lines: [
        [0, 'B', 'sysctl -q net.ipv4.tcp_rmem=8192'],
        [0, 'B', 'tcpd -m sink -a 3s 9'],
        [1, 'A', 'tcpsend 10.0.0.2 9 20K'],
      ],
    });
    expect(
      Object.keys(flags).some(f => /zero window/i.test(f)),
      JSON.stringify(flags),
    ).toBe(true);
    expect(Object.keys(flags).filter(f => !/window|keep-alive/i.test(f))).toEqual([]);
  });
});
