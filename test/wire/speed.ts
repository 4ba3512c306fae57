// Prints nanoseconds per operation. Not a test; run it with
//   npx esbuild test/wire/speed.ts --bundle --platform=node --format=esm | node --input-type=module
import { arp, checksum16, dissect, encodeStack, ethernet, icmp, ipv4, tcp, udp } from '../../src/wire/index.js';

const frame = encodeStack(
  [
    [ethernet, { dst: 0x020000000201, src: 0x020000000101 }],
    [ipv4, { src: 0x0a000001, dst: 0x0a000002, id: 7, df: 1 }],
    [icmp, { type: 8, ident: 0x3374, seq: 1 }],
  ],
  new Uint8Array(56),
);
const options = [{ kind: 'nop' }, { kind: 'nop' }, { kind: 'timestamps', value: 1, echo: 2 }] as const;
const buf = new Uint8Array(1600);
let sink = 0;

function measure(name: string, run: (i: number) => number): void {
  const count = 2_000_000;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) sink += run(i);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / count);
  }
  process.stdout.write(`${name.padEnd(34)}${best.toFixed(1).padStart(8)} ns\n`);
}

/** Reads in one loop made for each: a call through `measure` alone costs more than a read. */
function measureGet(name: string, get: (buf: Uint8Array, offset: number) => number): void {
  const loop = new Function(
    'get',
    'frame',
    'count',
    'let sum = 0; for (let i = 0; i < count; i++) sum += get(frame, 14 + (i & 1)); return sum;',
  ) as (get: (buf: Uint8Array, offset: number) => number, frame: Uint8Array, count: number) => number;
  const count = 20_000_000;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    sink += loop(get, frame, count);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / count);
  }
  process.stdout.write(`${name.padEnd(34)}${best.toFixed(2).padStart(8)} ns\n`);
}

const request = { opcode: 1, srcMac: 0x020000000101, srcIp: 0x0a000001, dstIp: 0x0a000002 };
const around = { src: 0x0a000001, dst: 0x0a000002, proto: 17 };

measure('arp.encode', i => arp.encode({ ...request, opcode: 1 + (i & 1) }, buf, 14, 42));
measure('ethernet.encode', i =>
  ethernet.encode({ dst: 0x020000000201, src: 0x020000000101, type: 0x0800 + (i & 1) }, buf, 0, 60),
);
measure('ipv4.encode', i =>
  ipv4.encode({ src: 0x0a000001, dst: 0x0a000002, proto: 1, id: i & 0xffff, df: 1 }, buf, 14, 98),
);
measure('icmp.encode, 56 bytes of data', i => icmp.encode({ type: 8, ident: 1, seq: i & 0xffff }, buf, 34, 98));
measure('udp.encode, 32 bytes of data', i => udp.encode({ srcPort: 1, dstPort: i & 0xffff }, buf, 34, 74, around));
measure('tcp.encode with timestamps', i =>
  tcp.encode({ srcPort: 1, dstPort: 2, seq: i, window: 502, ackFlag: 1, options }, buf, 34, 66, around),
);
arp.encode(request, buf, 100, 142);
measure('arp.decode', () => {
  const decoded = arp.decode(buf, 100, 142);
  return decoded.problem ? 0 : decoded.values.opcode;
});
measure('ipv4.decode', () => {
  const decoded = ipv4.decode(frame, 14, 98);
  return decoded.problem ? 0 : decoded.values.ttl;
});
measure('tcp.decode with timestamps', () => {
  const decoded = tcp.decode(buf, 34, 66);
  return decoded.problem ? 0 : decoded.values.seq;
});
measure('(an empty call)', i => i);
measureGet('ipv4.get.ttl', ipv4.get.ttl);
measureGet('ipv4.get.dst', ipv4.get.dst);
measureGet('ipv4.get.fragOffset', ipv4.get.fragOffset);
measureGet('ethernet.get.dst', ethernet.get.dst);
measure('ipv4.checksumOk', () => (ipv4.checksumOk(frame, 14, 98) ? 1 : 0));
measure('checksum16 of 1460 bytes', () => checksum16(buf, 34, 1494));
const dissected = process.hrtime.bigint();
for (let i = 0; i < 50_000; i++) sink += dissect(frame).length;
process.stdout.write(
  `${'dissect an echo request'.padEnd(34)}${(Number(process.hrtime.bigint() - dissected) / 50_000).toFixed(0).padStart(8)} ns\n`,
);
if (sink === 0) process.stdout.write('\n');
