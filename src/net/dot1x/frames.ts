// EAPOL frames: made, sent, read (IEEE 802.1X-2004 §7.5, RFC 3748 §4). What they say is a small value, so that the machines need
// no bytes.
import { eap, eapCode, eapol, eapolType, eapType, encodeStack, ethernet } from '../../wire/index.js';
import { transmit } from '../device.js';
import type { Stack } from '../stack.js';
import type { NetdevRow } from '../tables.js';
import { EAPOL_SEND } from './stages.js';

/** What an EAPOL frame says. */
export type Eapol =
  | { readonly what: 'start' | 'logoff' | 'malformed' }
  | { readonly what: 'request-identity' | 'success' | 'failure'; readonly id: number }
  | { readonly what: 'response-identity'; readonly id: number; readonly identity: string }
  | { readonly what: 'request-md5' | 'response-md5'; readonly id: number; readonly value: Uint8Array }
  | { readonly what: 'response-nak'; readonly id: number; readonly desired: number }
  | { readonly what: 'request-notification' | 'response-notification'; readonly id: number }
  | { readonly what: 'request-other' | 'response-other'; readonly id: number; readonly type: number };
export type EapolKind = Eapol['what'];

const md5Body = (value: Uint8Array) => ({ type: eapType.md5, md5Value: value });

/** Code, identifier and what follows, as the header wants them. */
function eapValues(said: Extract<Eapol, { readonly id: number }>) {
  const { id } = said;
  const request = { code: eapCode.request, id };
  const response = { code: eapCode.response, id };
  switch (said.what) {
    case 'request-identity':
      return { ...request, type: eapType.identity };
    case 'response-identity':
      return { ...response, type: eapType.identity, identity: said.identity };
    case 'request-md5':
      return { ...request, ...md5Body(said.value) };
    case 'response-md5':
      return { ...response, ...md5Body(said.value) };
    case 'response-nak':
      return { ...response, type: eapType.nak, desired: [{ desiredType: said.desired }] };
    case 'request-notification':
      return { ...request, type: eapType.notification };
    case 'response-notification':
      return { ...response, type: eapType.notification };
    case 'request-other':
      return { ...request, type: said.type };
    case 'response-other':
      return { ...response, type: said.type };
    case 'success':
      return { code: eapCode.success, id };
    case 'failure':
      return { code: eapCode.failure, id };
  }
}

function bytesOf(said: Eapol, to: number, from: number): Uint8Array {
  const addresses = { dst: to, src: from };
  if (!('id' in said)) {
    const type = said.what === 'logoff' ? eapolType.logoff : eapolType.start;
    return encodeStack([
      [ethernet, addresses],
      [eapol, { type }],
    ]);
  }
  return encodeStack([
    [ethernet, addresses],
    [eapol, { type: eapolType.eap }],
    [eap, eapValues(said) as never],
  ]);
}

/** Sends one by a device. */
export function sendEapol(stack: Stack, dev: NetdevRow, to: number, said: Eapol): void {
  const { journal, frames } = stack.world;
  const identity = said.what === 'response-identity' ? said.identity : '';
  journal.begin(EAPOL_SEND, 'eapol.send', { dev: dev.id, what: said.what, to, identity });
  const bytes = bytesOf(said, to, dev.mac);
  const frame = frames.create(bytes.length, 0, 'ethernet');
  frames.view(frame).set(bytes);
  transmit(stack, dev, frame);
  journal.end();
}

/** Reads one that begins `offset` octets into a frame: behind the Ethernet header. */
export function readEapol(stack: Stack, frame: number, offset: number, length: number): Eapol {
  const view = stack.world.frames.view(frame);
  const outer = eapol.decode(view, offset, offset + length);
  if (outer.problem !== undefined || outer.values.len === undefined) return { what: 'malformed' };
  if (outer.values.type === eapolType.start) return { what: 'start' };
  if (outer.values.type === eapolType.logoff) return { what: 'logoff' };
  const at = offset + eapol.minSize;
  const end = at + outer.values.len;
  if (outer.values.type !== eapolType.eap || end > offset + length) return { what: 'malformed' };
  const inner = eap.decode(view, at, end);
  if (inner.problem !== undefined || inner.values.len > end - at) return { what: 'malformed' };
  return readEap(inner.values as never);
}

interface EapValues {
  readonly code: number;
  readonly id: number;
  readonly type?: number;
  readonly identity?: string;
  readonly md5Value?: Uint8Array;
  readonly desired?: readonly { readonly desiredType: number }[];
}

function readEap({ code, id, type, identity, md5Value, desired }: EapValues): Eapol {
  if (code === eapCode.success) return { what: 'success', id };
  if (code === eapCode.failure) return { what: 'failure', id };
  const way = code === eapCode.request ? 'request' : code === eapCode.response ? 'response' : undefined;
  if (way === undefined || type === undefined) return { what: 'malformed' };
  if (type === eapType.identity) {
    return way === 'request'
      ? { what: 'request-identity', id }
      : { what: 'response-identity', id, identity: identity ?? '' };
  }
  // The frame's bytes must not be changed by whoever keeps the value.
  if (type === eapType.md5) return { what: `${way}-md5`, id, value: Uint8Array.from(md5Value ?? []) };
  if (type === eapType.notification) return { what: `${way}-notification`, id };
  if (type === eapType.nak && way === 'response') {
    return { what: 'response-nak', id, desired: desired?.[0]?.desiredType ?? 0 };
  }
  return { what: `${way}-other`, id, type };
}
