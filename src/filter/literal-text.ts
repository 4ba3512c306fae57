/** Parsers of the words that stand for values; undefined for anything else. Reads first: nothing. */

/** Decimal, 0x…, 0b…, and octal with a leading 0; a minus sign before it. */
export function parseNumber(word: string): number | undefined {
  const negative = word.startsWith('-');
  const digits = negative ? word.slice(1) : word;
  let value: number;
  if (/^0x[0-9a-f]+$/i.test(digits) || /^0b[01]+$/i.test(digits)) value = Number(digits);
  else if (/^0[0-7]+$/.test(digits)) value = Number.parseInt(digits, 8);
  else if (/^(?:0|[1-9]\d*)$/.test(digits)) value = Number(digits);
  else return undefined;
  // Never -0.
  return negative ? 0 - value : value;
}

const unitNs: Readonly<Record<string, number>> = {
  '': 1e9,
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  sec: 1e9,
  m: 60e9,
  min: 60e9,
  h: 3600e9,
};

/** Seconds, or a number with its unit: 1.5, 1.5s, 200ms, 3us. In ns. */
export function parseTime(word: string): number | undefined {
  const [, number, unit] = /^(-?\d+(?:\.\d*)?|-?\.\d+)(\p{L}*)$/u.exec(word) ?? [];
  if (number === undefined || unit === undefined || !Object.hasOwn(unitNs, unit)) return undefined;
  return Math.round(Number(number) * unitNs[unit]!) + 0;
}

/**
 * Hexadecimal bytes, as Wireshark takes them: 02:00, 02-00, 02.00, 0200.0000.0101, 0200, :02; one alone also as 2 or 0x2.
 */
export function readBytes(word: string): Uint8Array | undefined {
  const lone = /^(?:0x)?([0-9a-f]{1,2})$/i.exec(word)?.[1];
  if (lone !== undefined) return Uint8Array.of(Number.parseInt(lone, 16));
  const text = word.startsWith(':') ? word.slice(1) : word;
  const pairs = /^[0-9a-f]{2}(?:([:.-])[0-9a-f]{2}(?:\1[0-9a-f]{2})*)?$/i;
  const words = /^[0-9a-f]{4}(?:([:.])[0-9a-f]{4}(?:\1[0-9a-f]{4})*)?$/i;
  if (!pairs.test(text) && !words.test(text) && !/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined;
  const digits = text.replace(/[:.-]/g, '');
  return Uint8Array.from(digits.match(/../g)!, pair => Number.parseInt(pair, 16));
}

/** Six bytes as a number. */
export function parseMacWord(word: string): number | undefined {
  const bytes = readBytes(word);
  return bytes?.length === 6 ? bytes.reduce((sum, byte) => sum * 256 + byte, 0) : undefined;
}

/** RFC 4291 §2.2, without the form that ends in an IPv4 address. Sixteen bytes. */
export function parseIpv6(word: string): Uint8Array | undefined {
  const halves = word.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - head!.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head!, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])];
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(groups.flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}
