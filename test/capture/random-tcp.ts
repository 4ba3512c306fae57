// Random TCP traffic as a bystander might see it: loss, reordering, repetition, keep-alives, closed windows. Not a TCP: what
// it sends makes sense often enough to reach every rule of an analysis, and no sense often enough to leave them.
import { type CapturedFrame, encodeStack, ethernet, ipv4, tcp } from '../../src/wire/index.js';

const ends = [
  { mac: 0x020000000101, ip: 0x0a000001 },
  { mac: 0x020000000201, ip: 0x0a000002 },
] as const;

interface Side {
  readonly port: number;
  seq: number;
  ack: number;
  window: number;
}

/** The same numbers for the same seed. */
export function numbers(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return most => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

type Flags = { readonly syn?: 1; readonly fin?: 1; readonly rst?: 1 };

export function randomTcp(seed: number, count: number): CapturedFrame[] {
  const random = numbers(seed);
  const frames: CapturedFrame[] = [];
  let time = 0;
  const connections = Array.from({ length: 5 }, (_, i) => {
    const start = i % 2 === 0 ? 1000 * i : 0xffffff00;
    const client: Side = { port: 40000 + i, seq: start + 1, ack: 0, window: 500 };
    const server: Side = { port: 80, seq: 70_000 * i + 9, ack: 0, window: 500 };
    return { sides: [client, server] as const, scale: random(2) === 0 };
  });
  const send = (
    from: 0 | 1,
    sides: readonly [Side, Side],
    at: Partial<Side>,
    length: number,
    flags: Flags,
    scale: boolean,
  ) => {
    time += random(4) === 0 ? random(50_000_000) : random(2_000_000);
    const me = { ...sides[from], ...at };
    const [src, dst] = [ends[from], ends[from === 0 ? 1 : 0]];
    const options =
      flags.syn && scale ? [{ kind: 'nop' as const }, { kind: 'windowScale' as const, shift: 3 + from }] : [];
    const acks = flags.syn && from === 0 ? 0 : 1;
    const bytes = encodeStack(
      [
        [ethernet, { dst: dst.mac, src: src.mac }],
        [ipv4, { src: src.ip, dst: dst.ip }],
        [
          tcp,
          {
            srcPort: me.port,
            dstPort: sides[from === 0 ? 1 : 0].port,
            seq: me.seq >>> 0,
            ack: acks ? me.ack >>> 0 : 0,
            window: me.window,
            ackFlag: acks,
            synFlag: flags.syn ?? 0,
            finFlag: flags.fin ?? 0,
            rstFlag: flags.rst ?? 0,
            options,
          },
        ],
      ],
      new Uint8Array(length).fill(seed),
    );
    frames.push({ interface: 0, time, bytes });
  };
  for (const { sides, scale } of connections) {
    const [client, server] = sides;
    send(0, sides, { seq: client.seq - 1 }, 0, { syn: 1 }, scale);
    client.ack = server.seq;
    server.ack = client.seq;
    if (random(3) === 0) send(0, sides, { seq: client.seq - 1 }, 0, { syn: 1 }, scale);
    send(1, sides, { seq: server.seq - 1 }, 0, { syn: 1 }, scale);
    if (random(3) > 0) send(0, sides, {}, 0, {}, scale);
  }
  while (frames.length < count) {
    const { sides, scale } = connections[random(connections.length)]!;
    const from = random(2) as 0 | 1;
    const [me, other] = from === 0 ? sides : ([sides[1], sides[0]] as const);
    const length = [1, 10, 100, 1000][random(4)]!;
    switch (random(15)) {
      case 0: // lost on its way to the bystander
        me.seq = (me.seq + length) >>> 0;
        break;
      case 1: // again
        send(from, sides, { seq: me.seq - length }, length, {}, scale);
        break;
      case 2: // an old one, further back
        send(from, sides, { seq: me.seq - 3 * length }, length, {}, scale);
        break;
      case 3:
      case 4:
        for (let n = random(4); n >= 0; n--) send(from, sides, {}, 0, {}, scale);
        break;
      case 5:
        send(from, sides, { seq: me.seq - 1 }, random(2), {}, scale);
        if (random(2) === 0) send(from === 0 ? 1 : 0, sides, {}, 0, {}, scale);
        break;
      case 6:
        me.window = [0, 500, 20, 501][random(4)]!;
        send(from, sides, {}, 0, {}, scale);
        break;
      case 7: // out of order: the second before the first
        send(from, sides, { seq: me.seq + length }, length, {}, scale);
        send(from, sides, {}, length, {}, scale);
        me.seq = (me.seq + 2 * length) >>> 0;
        break;
      case 8:
        other.ack = me.seq;
        send(from === 0 ? 1 : 0, sides, {}, 0, {}, scale);
        break;
      case 9:
        if (random(5) > 0) break;
        send(from, sides, {}, 0, random(2) === 0 ? { fin: 1 } : { rst: 1 }, scale);
        break;
      case 10:
        if (random(6) > 0 || from === 1) break;
        me.seq = random(2 ** 31);
        send(0, sides, {}, 0, { syn: 1 }, scale);
        me.seq++;
        break;
      case 11: // one byte into a closed window, and its answer
        if (other.window !== 0) break;
        send(from, sides, {}, 1, {}, scale);
        if (random(2) === 0) other.ack = (other.ack + random(2)) >>> 0;
        send(from === 0 ? 1 : 0, sides, {}, 0, {}, scale);
        break;
      case 12: // to the edge of the window
        if (other.window === 0 || other.window * 8 > 1400) break;
        send(from, sides, { seq: other.ack }, other.window * (scale ? 2 ** (from === 0 ? 4 : 3) : 1), {}, scale);
        break;
      default:
        send(from, sides, {}, length, {}, scale);
        me.seq = (me.seq + length) >>> 0;
        if (random(2) === 0) other.ack = me.seq;
    }
  }
  return frames;
}
