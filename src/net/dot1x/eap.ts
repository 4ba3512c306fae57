// EAP-MD5: the answer to a challenge is MD5 over the identifier, the secret and the challenge (RFC 3748 §5.4, RFC 1994 §4.1). The
// secret never goes over the wire; whoever listens may still guess it at leisure.
import { md5 } from '../../wire/index.js';

/** Octets of a challenge, as hostapd's. */
export const CHALLENGE_OCTETS = 16;

export function md5Answer(id: number, secret: string, challenge: Uint8Array): Uint8Array {
  const known = new TextEncoder().encode(secret);
  const all = new Uint8Array(1 + known.length + challenge.length);
  all[0] = id;
  all.set(known, 1);
  all.set(challenge, 1 + known.length);
  return md5(all);
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
