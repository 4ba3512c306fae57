/**
 * Computed fields: what encode fills in, and what decode and verify learn from it. Reads first: ../checksum.ts.
 * The ready-made seals below are known to the generated code by their `op`; anything else is a function.
 */
import type { Enclosing } from '../checksum.js';

/** What a seal function may look at. Offsets and lengths in bytes; `end` is where the payload stops. */
export interface SealContext {
  readonly buf: Uint8Array;
  readonly values: Readonly<Record<string, unknown>>;
  readonly header: { readonly offset: number; readonly length: number };
  readonly payload: { readonly offset: number; readonly length: number };
  readonly enclosing: Enclosing | undefined;
}

export type SealFunction = (seal: SealContext) => number;

export interface Seal {
  /** header, total, payload: a length that also bounds what decode reads. The others: an Internet checksum over it. */
  readonly op: 'header' | 'total' | 'payload' | 'sum-header' | 'sum-message' | 'sum-pseudo';
  /** RFC 768: a computed 0 is sent as ffff, and a received 0 means that the sender made none. */
  readonly zeroMeansNone?: boolean;
}

/** Length of this header in bytes; decode takes it as the header's end. Scale the field if it counts words. */
export const headerLength: Seal = { op: 'header' };

/** Length of header and payload in bytes; what follows is not this protocol's (Ethernet padding). */
export const totalLength: Seal = { op: 'total' };

/** Length of the payload in bytes; what follows is not this protocol's. */
export const payloadLength: Seal = { op: 'payload' };

/** RFC 1071 over the header only (IPv4). */
export const headerChecksum: Seal = { op: 'sum-header' };

/** RFC 1071 over header and payload (ICMP). */
export const messageChecksum: Seal = { op: 'sum-message' };

/** RFC 1071 over the enclosing pseudo-header, header and payload (TCP). */
export const internetChecksum: Seal = { op: 'sum-pseudo' };

/** The same with UDP's meaning of zero (RFC 768). */
export const optionalChecksum: Seal = { op: 'sum-pseudo', zeroMeansNone: true };

export function isSeal(seal: Seal | SealFunction | undefined): seal is Seal {
  return typeof seal === 'object';
}

export function isChecksum(seal: Seal | SealFunction | undefined): seal is Seal {
  return isSeal(seal) && seal.op.startsWith('sum');
}
