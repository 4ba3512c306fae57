// ICMP timestamps as Linux answers them, and the bound on what fragments may hold (ipfrag_high_thresh).
import { describe, expect, test } from 'vitest';
import { transmit } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { encodeStack, ethernet, icmp, ipv4 } from '../../src/wire/index.js';
import { build, until, within } from '../topology/build.js';

const [A, B, ALL] = [0x0a000001, 0x0a000002, 0x0a0000ff];
const lan = (setup: readonly string[] = []) =>
  build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    setup: { B: setup },
    run: [[1, 'A', 'ping -c 1 10.0.0.2']],
  });

/** Sends from A what no program of it sends, and gives the reasons that B's stages then had. */
function send(network: Network, header: object, payload: Uint8Array): string[] {
  const { world, stack } = network;
  const [from, to] = ['A', 'B'].map(node => stack.netns(node).device('eth0')!.mac) as [number, number];
  const eth = { dst: to, src: from, type: 0x0800 };
  const bytes = encodeStack(
    [
      [ethernet, eth],
      [ipv4, { src: A, dst: B, proto: 1, id: 9, ...header }],
    ],
    payload,
  );
  const before = world.journal.stageCount;
  within(network, () => {
    const frame = world.frames.create(bytes.length, 0, 'ethernet');
    world.frames.buffer(frame).set(bytes, world.frames.offset(frame));
    transmit(stack, stack.netns('A').device('eth0')!, frame);
  });
  world.run(50, world.now + 1_000_000);
  const count = world.journal.stageCount - before;
  return Array.from({ length: count }, (_, i) => world.journal.reasonOf(before + i));
}

function query(length = 20): Uint8Array {
  const message = new Uint8Array(length);
  if (length < 20) message.set([13, 0, 0xf2, 0xff]);
  else icmp.encode({ type: 13, code: 0, ident: 5, seq: 1, originate: 1234 }, message, 0, length);
  return message;
}

describe('an ICMP timestamp request', () => {
  test('is answered with one time in both fields, milliseconds since midnight', () => {
    const network = until(lan(), 90_061.5);
    expect(send(network, {}, query())).toContain('icmp.timestamp-reply');
    const { frames } = network.world;
    const sent = Array.from({ length: frames.count }, (_, f) => frames.view(f)).filter(
      f => f.length >= 54 && f[34] === 14,
    );
    const reply = sent.at(-1) as Uint8Array;
    const word = (at: number) => new DataView(reply.buffer, reply.byteOffset).getUint32(34 + at);
    expect([word(4), word(8)]).toEqual([0x00050001, 1234]);
    // A run ends when nothing is left to happen: the clock stands where the last event was.
    expect([word(12), word(16)]).toEqual(Array(2).fill(Math.floor(network.world.now / 1e6) % 86_400_000));
    expect(icmp.checksumOk(reply, 34, 54)).toBe(true);
  });

  test('to everybody, or without its time, gets no answer', () => {
    const network = until(lan(), 5);
    expect(send(network, { dst: ALL }, query())).toContain('icmp.broadcast-ignored');
    expect(send(network, {}, query(8))).toContain('icmp.truncated');
    const answers = lan([
      'sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0',
      'sysctl -w net.ipv4.icmp_echo_ignore_all=1',
    ]);
    expect(send(until(answers, 5), { dst: ALL }, query())).toContain('icmp.timestamp-reply');
  });
});

describe('ipfrag_high_thresh', () => {
  const piece = (network: Network, id: number, fragOffset = 0) =>
    send(network, { id, mf: 1, fragOffset, proto: 17 }, new Uint8Array(1480));

  test('bounds what waits: a frame of 1514 bytes costs 2304', () => {
    const network = until(lan(['sysctl -w net.ipv4.ipfrag_high_thresh=6000']), 5);
    // Linux looks before it adds: the fragment that passes the bound is still taken.
    for (const id of [1, 2, 3]) expect(piece(network, id)).toContain('defrag.first');
    expect(piece(network, 4)).toContain('defrag.no-memory');
    expect(piece(network, 1, 185)).toContain('defrag.no-memory');
    until(network, 40);
    expect(piece(network, 5)).toContain('defrag.first');
  });

  test('at 0 there is no reassembly at all', () => {
    const network = until(lan(['sysctl -w net.ipv4.ipfrag_high_thresh=0']), 5);
    expect(piece(network, 1)).toContain('defrag.no-memory');
  });
});
