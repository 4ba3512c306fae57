// The spanning tree in tests: the network of test/data/linux/stp-*.txt, what its recordings say, and what the simulation did
// in the same words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BridgePortRow } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { dissect, eachNode } from '../../src/wire/index.js';
import type { Plan } from '../topology/build.js';

const SECOND = 1_000_000_000;
const STP = 'ip link set br0 type bridge stp_state 1';

/** A, B and C in a triangle, A the root; X at A, Y at C. Cables are veth pairs, which cost 2. */
export const TRIANGLE: Plan = {
  hosts: { X: '192.168.0.1/24', Y: '192.168.0.2/24' },
  switches: { A: 3, B: 2, C: 3 },
  links: ['A.p1-B.p1', 'A.p2-C.p1', 'B.p2-C.p2', 'X-A.p3', 'Y-C.p3'],
  setup: { A: [STP], B: [STP], C: [STP] },
  medium: 'veth',
  rateBps: 10_000_000_000,
};

export interface Seen {
  readonly at: number;
  /** `A.p1` */
  readonly port: string;
  readonly text: string;
}

/** Lines of one kind of a recording: `P` changes of state, `F` frames sent. */
export function recorded(name: string, kind: 'P' | 'F' | 'B'): Seen[] {
  return readFileSync(join(import.meta.dirname, '../data/linux', `${name}.txt`), 'utf8')
    .split('\n')
    .filter(line => line.startsWith(`${kind} `))
    .map(line => {
      const [, at, port, ...words] = line.split(' ');
      return { at: Number(at), port: port as string, text: words.join(' ') };
    });
}

/** Every state a port came to by the end of an event, with the time. */
export function states(network: Network): Seen[] {
  const { journal } = network.world;
  const last = new Map<number, string>();
  const out: (Seen & { event: number; key: number })[] = [];
  for (let c = 0; c < journal.changeCount; c++) {
    const { table, key, after, stage } = journal.change(c);
    if (table.name !== 'bridge-port' || after === undefined) continue;
    const { state } = after as BridgePortRow;
    if (last.get(key as number) === state) continue;
    last.set(key as number, state);
    const event = journal.eventOf(stage);
    const before = out.findLastIndex(s => s.key === key);
    if (out[before]?.event === event) out.splice(before, 1);
    out.push({
      at: journal.eventTime(event) / SECOND,
      port: network.deviceName(key as number),
      text: state,
      event,
      key: key as number,
    });
  }
  return out.map(({ at, port, text }) => ({ at, port, text }));
}

/** BPDUs that were sent, in the words of the recordings; numbers of nodes are put back (A is the third node here). */
export function bpdus(network: Network): Seen[] {
  const { frames, journal } = network.world;
  const out: Seen[] = [];
  for (let f = 0; f < frames.count; f++) {
    if (frames.directionOf(f) !== 'sent') continue;
    const { bytes, dev, stage } = frames.frame(f);
    if (bytes[0] !== 0x01 || bytes[1] !== 0x80) continue;
    const at = journal.eventTime(journal.eventOf(stage)) / SECOND;
    out.push({ at, port: network.deviceName(dev as number), text: bpduText(bytes) });
  }
  return out;
}

const hex = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('hex');

/** `CONF flags=00 root=8000.020000000101 cost=0 …`, read off the bytes by position (IEEE 802.1D-1998 §9.3). */
export function bpduText(frame: Uint8Array): string {
  const view = new DataView(frame.buffer, frame.byteOffset);
  const b = frame.subarray(17);
  const u16 = (at: number) => view.getUint16(17 + at);
  const tail = `len=${view.getUint16(12)} bytes=${frame.length}`;
  if (b[3] === 0x80) return `TCN ${tail}`;
  // Nodes are numbered by the plan: X 1, Y 2, A 3, B 4, C 5; the recording has A 1, B 2, C 3.
  const id = (at: number) => {
    const node = (b[at + 6] as number) - 2;
    return `${hex(b, at, at + 2)}.${hex(b, at + 2, at + 6)}${node.toString(16).padStart(2, '0')}${hex(b, at + 7, at + 8)}`;
  };
  return `CONF flags=${hex(b, 4, 5)} root=${id(5)} cost=${view.getUint32(17 + 13)} bridge=${id(17)} port=${hex(b, 25, 27)} age=${u16(27)} max=${u16(29)} hello=${u16(31)} fwd=${u16(33)} ${tail}`;
}

/** A field of a frame by Wireshark's name. */
export function field(bytes: Uint8Array, name: string): unknown {
  for (const node of eachNode(dissect(bytes))) if (node.name === name) return node.value;
  return undefined;
}
