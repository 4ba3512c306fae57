// The wire room alone: encode, decode, read one field, dissect.
import { arp, dissect, encodeStack, ethernet, icmp, ipv4 } from '../src/wire/index.js';
import { best, sink } from './measure.js';

const buf = new Uint8Array(1600);
const request = { opcode: 1, srcMac: 0x020000000101, srcIp: 0x0a000001, dstMac: 0, dstIp: 0x0a000002 };
const src = 0x0a000001;
const dst = 0x0a000002;
const addresses = { dst: 0x020000000201, src: 0x020000000101 };
const echo = encodeStack(
  [
    [ethernet, addresses],
    [ipv4, { src, dst, id: 7, df: 1 }],
    [icmp, { type: 8, ident: 0x3374, seq: 1 }],
  ],
  new Uint8Array(56),
);
const asks = encodeStack(
  [
    [ethernet, { ...addresses, type: 0x0806 }],
    [arp, request],
  ],
  new Uint8Array(0),
);

/** Wall ns per operation. */
export function measureWire({ count }: { count: number }): object {
  return {
    'arp encode': best(count, 5, i =>
      arp.encode({ opcode: 1 + (i & 1), srcMac: 0x020000000101, srcIp: src, dstMac: 0, dstIp: dst }, buf, 14, 42),
    ),
    'arp decode': best(count, 5, () => arp.decode(asks, 14, 42)),
    'arp get opcode': best(count, 5, () => arp.get.opcode(asks, 14)),
    'arp dissect': best(count / 20, 3, () => dissect(asks)),
    'ipv4 encode': best(count, 5, i =>
      ipv4.encode({ src, dst, proto: 1, df: 1, ttl: 64, id: i & 0xffff }, buf, 14, 98),
    ),
    'ipv4 decode': best(count, 5, () => ipv4.decode(echo, 14, 98)),
    'ipv4 get ttl': best(count, 5, () => ipv4.get.ttl(echo, 14)),
    'ipv4 checksum': best(count, 5, () => ipv4.checksumOk(echo, 14, 98)),
    'echo request dissect': best(count / 20, 3, () => dissect(echo)),
    'empty call': best(count, 5, i => sink(i)),
  };
}
