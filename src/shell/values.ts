// Values on command lines as iproute2 reads them: addresses, prefixes, link-layer addresses, numbers. What it would take
// for IPv6 is answered plainly.
import { type Cidr, prefixOf } from '../wire/index.js';
import { type CommandResult, fail, notSimulated } from './result.js';

/** iproute2 get_addr_ipv4(): one to four decimal numbers; the missing ones are 0. */
function ipv4Of(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every(p => /^\d{1,3}$/.test(p) && Number(p) <= 255)) return undefined;
  return parts.reduce((sum, p, i) => sum + Number(p) * 256 ** (3 - i), 0);
}

const isIpv6 = (text: string): boolean => /^[\da-f:]*:[\da-f:.]*(?:\/\d+)?$/i.test(text);

/** A prefix with or without its length (32 then); `default` is 0.0.0.0/0. `given`: the length was written. */
export function prefix(text: string): (Cidr & { readonly given: boolean }) | CommandResult {
  if (text === 'default' || text === 'any' || text === 'all') return { address: 0, prefix: 0, given: true };
  if (isIpv6(text)) return notSimulated(`IPv6: ${text}`);
  const [head, length, ...rest] = text.split('/') as [string, string | undefined, ...string[]];
  const address = ipv4Of(head);
  const wrong = fail(1, `Error: any valid prefix is expected rather than "${text}".`);
  if (address === undefined || rest.length > 0) return wrong;
  if (length === undefined) return { address, prefix: 32, given: false };
  const mask = length.includes('.') ? ipv4Of(length) : undefined;
  const bits = mask === undefined ? (/^\d+$/.test(length) ? Number(length) : undefined) : prefixOf(mask);
  return bits === undefined || bits > 32 ? wrong : { address, prefix: bits, given: true };
}

/** A single address; `kind` is what the message says is expected. */
export const address =
  (kind: 'inet address' | 'any valid address') =>
  (text: string): number | CommandResult => {
    if (isIpv6(text)) return notSimulated(`IPv6: ${text}`);
    return ipv4Of(text) ?? fail(1, `Error: ${kind} is expected rather than "${text}".`);
  };

/** iproute2 ll_addr_a2n(): hexadecimal numbers between colons. Gives the octets read, however many. */
export function octets(text: string): readonly number[] | CommandResult {
  const out: number[] = [];
  for (const part of text.split(':')) {
    const hex = /^[\da-f]+/i.exec(part)?.[0];
    if (hex === undefined || Number.parseInt(hex, 16) > 255) return fail(1, `"${text}" is invalid lladdr.`);
    out.push(Number.parseInt(hex, 16));
  }
  return out;
}

/** Six octets as a number. */
export const macOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** A whole number from `least` on, or the complaint that iproute2 makes about this argument. */
export const unsigned =
  (complaint: string, least = 0) =>
  (text: string): number | CommandResult => {
    const n = /^(?:0x[\da-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
    if (n >= least && n <= 0xffffffff) return n;
    return fail(255, `Error: argument "${text}" is wrong: ${complaint}`);
  };

/** iproute2 invarg() with a message that ends in a newline of its own: an empty line follows. */
export const wrongArgument = (text: string, complaint: string): CommandResult =>
  fail(255, `Error: argument "${text}" is wrong: ${complaint}`, '');

/** `on` or `off` (iproute2 parse_on_off()). */
export const onOff =
  (name: string) =>
  (text: string): boolean | CommandResult => {
    if (text === 'on' || text === 'off') return text === 'on';
    return fail(1, `Error: argument of "${name}" must be "on" or "off", not "${text}"`);
  };
