// What the TCP programs share: addresses, error texts, bytes and text.
import { parseIpv4 } from '../wire/index.js';

/** strerror(3) of what the calls of TCP give. */
const TEXT: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EHOSTUNREACH: 'No route to host',
  EINVAL: 'Invalid argument',
  EACCES: 'Permission denied',
  EISCONN: 'Transport endpoint is already connected',
  EMSGSIZE: 'Message too long',
  ENOPROTOOPT: 'Protocol not available',
  EOPNOTSUPP: 'Operation not supported',
  ENETUNREACH: 'Network is unreachable',
  ENOTCONN: 'Transport endpoint is not connected',
  EPIPE: 'Broken pipe',
  ETIMEDOUT: 'Connection timed out',
};
export const strerror = (error: string): string => TEXT[error] ?? error;

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0) & 0x7f);

/** Printable text; everything else is a dot. */
export const textOf = (bytes: Uint8Array): string => {
  let out = '';
  for (const b of bytes) out += b === 10 || (b >= 32 && b < 127) ? String.fromCharCode(b) : '.';
  return out;
};

/** An address, or `localhost`. */
export const hostOf = (text: string): number | undefined => (text === 'localhost' ? 0x7f000001 : parseIpv4(text));

export function portOf(text: string | undefined): number | undefined {
  const port = Number(text);
  return text !== undefined && Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

const UNITS: Readonly<Record<string, number>> = { us: 1e3, ms: 1e6, s: 1e9 };
/** `250ms`, `2s`, a number of seconds; ns. */
export function durationOf(text: string): number | undefined {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)(us|ms|s)?$/.exec(text) ?? [];
  return digits === undefined ? undefined : Math.round(Number(digits) * (UNITS[unit] as number));
}

/** `4096`, `64K`, `1M`. */
export function sizeOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kKmM]?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (unit === '' ? 1 : unit.toLowerCase() === 'k' ? 1024 : 1048576);
}
