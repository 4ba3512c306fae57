/** What a captured frame begins with, by the LINKTYPE of its interface (tcpdump.org/linktypes). Reads first: dissect.ts. */
import type { AnyHeader } from './codec/header.js';
import { loopback, sll, sll2 } from './protocols/cooked.js';
import { ethernet } from './protocols/ethernet.js';
import { ipv4 } from './protocols/ipv4.js';
import { ipv6 } from './protocols/ipv6.js';

const byLinkType: Readonly<Record<number, AnyHeader>> = {
  0: loopback,
  1: ethernet,
  108: loopback,
  113: sll,
  228: ipv4,
  229: ipv6,
  276: sll2,
};
const byVersion: Readonly<Record<number, AnyHeader>> = { 4: ipv4, 6: ipv6 };
/** LINKTYPE_RAW, and the numbers that systems gave it in files. */
const raw: readonly number[] = [12, 14, 101];

/** The outermost header of a frame; null: nobody here knows, all of it is data. */
export function firstHeader(linkType: number, bytes: Uint8Array): AnyHeader | null {
  const known = raw.includes(linkType) ? byVersion[(bytes[0] ?? 0) >> 4] : byLinkType[linkType];
  return known ?? null;
}
