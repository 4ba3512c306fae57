// DHCP messages as programs handle them: the fixed fields, and the options as bytes by code. The wire format itself is
// wire/protocols/dhcp.ts; this adds what a sender decides (room, overload) and what a reader must put together.
import { dhcp, dhcpCookie, dhcpMessage, formatIpv4 } from '../wire/index.js';

/** Options by code, in the order they were written. */
export type Options = ReadonlyMap<number, Uint8Array>;

export interface Message {
  /** 1: to a server; 2: to a client. */
  readonly op: 1 | 2;
  readonly hops: number;
  readonly xid: number;
  /** Seconds since the client began. */
  readonly secs: number;
  readonly broadcast: boolean;
  readonly ciaddr: number;
  readonly yiaddr: number;
  readonly siaddr: number;
  readonly giaddr: number;
  readonly chaddr: number;
  readonly options: Options;
}

export const SERVER_PORT = 67;
export const CLIENT_PORT = 68;

/** RFC 2132, RFC 3046: the codes of the options that programs ask for by name. */
export const OPTION = {
  mask: 1,
  router: 3,
  dns: 6,
  hostName: 12,
  domain: 15,
  broadcast: 28,
  requested: 50,
  leaseTime: 51,
  overload: 52,
  type: 53,
  serverId: 54,
  wanted: 55,
  message: 56,
  maxSize: 57,
  t1: 58,
  t2: 59,
  clientId: 61,
  agent: 82,
} as const;

/** RFC 951: programs pad to what a BOOTP message is at least. */
const LEAST = 300;
const FIXED = 240;
/** RFC 2131 §2: every client takes 576 bytes of IP packet; what is left for the message. */
export const USUAL_SIZE = 576 - 28;
const SNAME = { at: 44, length: 64, bit: 2 } as const;
const FILE = { at: 108, length: 128, bit: 1 } as const;
const END = 255;

export const byte = (n: number): Uint8Array => Uint8Array.of(n);
export const short = (n: number): Uint8Array => Uint8Array.of(n >>> 8, n & 255);
/** An address, or a time in seconds. */
export const long = (n: number): Uint8Array => Uint8Array.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0) & 0xff);
/** Hardware type 1 and the address, as clients identify themselves (RFC 2132 §9.14). */
export const macId = (mac: number): Uint8Array =>
  Uint8Array.of(1, ...[40, 32, 24, 16, 8, 0].map(bits => Math.floor(mac / 2 ** bits) % 256));

/** The first four bytes of an option as a number; undefined where it is missing or too short. */
export function numberOf(options: Options, code: number): number | undefined {
  const data = options.get(code);
  if (data === undefined || data.length < 4) return undefined;
  return ((data[0]! << 24) | (data[1]! << 16) | (data[2]! << 8) | data[3]!) >>> 0;
}
export const textOf = (options: Options, code: number): string | undefined => {
  const data = options.get(code);
  return data === undefined ? undefined : String.fromCharCode(...data).replace(/\0+$/, '');
};
export const addressesOf = (options: Options, code: number): number[] => {
  const data = options.get(code) ?? new Uint8Array(0);
  return Array.from(
    { length: data.length >> 2 },
    (_, i) => numberOf(new Map([[0, data.subarray(i * 4)]]), 0) as number,
  );
};
export const typeOf = ({ options }: Message): number => options.get(OPTION.type)?.[0] ?? 0;
/** `DHCPACK` */
export const nameOf = (type: number): string =>
  `DHCP${(Object.entries(dhcpMessage).find(([, n]) => n === type)?.[0] ?? String(type)).toUpperCase()}`;

/** That many seconds later, ns; 0 where that is never: a lease without end (RFC 2131 §3.3), or beyond the clock's range. */
export function after(now: number, seconds: number): number {
  const at = now + seconds * 1_000_000_000;
  return seconds < 0xffffffff && Number.isSafeInteger(at) ? at : 0;
}

/** What a message says in its options, as the sentences of stages name it: `3: 192.168.0.1`. */
export const addressText = (options: Options, code: number): string =>
  addressesOf(options, code).map(formatIpv4).join(', ');

/** The message's bytes: options that do not fit into `room` bytes go into the boot file's field, then the server name's. */
export function encode(message: Message, room = USUAL_SIZE): Uint8Array {
  const { options, broadcast, ...fixed } = message;
  const lists = spread([...options], room - FIXED);
  const size = FIXED + lists.main.reduce((sum, [, data]) => sum + 2 + data.length, 1);
  const out = new Uint8Array(Math.max(LEAST, size));
  const main = [
    ...lists.main.map(([code, data]) => ({ kind: 'unknown', code, data }) as const),
    { kind: 'end' } as const,
  ];
  const values = { ...fixed, broadcast: broadcast ? 1 : 0, hwType: 1, hwLen: 6, cookie: dhcpCookie };
  dhcp.encode({ ...values, file: written(lists.file), sname: written(lists.sname), options: main }, out, 0, size);
  return out;
}

/** The options of a message that find no place in `room` bytes at all. */
export const lostOf = ({ options }: Message, room: number): number[] => spread([...options], room - FIXED).lost;

type Pair = readonly [code: number, data: Uint8Array];

/** RFC 2132 §9.3: which options stand where; option 52 tells, and stands first of all but the message's type. */
function spread(all: readonly Pair[], room: number): { main: Pair[]; file: Pair[]; sname: Pair[]; lost: number[] } {
  const main: Pair[] = [];
  const file: Pair[] = [];
  const sname: Pair[] = [];
  const lost: number[] = [];
  const whole = all.reduce((sum, [, data]) => sum + 2 + data.length, 1);
  if (whole <= room) return { main: [...all], file, sname, lost };
  const places = [
    { list: main, left: room - 1 - 3 },
    { list: file, left: FILE.length - 1 },
    { list: sname, left: SNAME.length - 1 },
  ];
  for (const pair of all) {
    const size = 2 + pair[1].length;
    const place = places.find(p => p.left >= size);
    if (place === undefined) {
      lost.push(pair[0]);
      continue;
    }
    place.list.push(pair);
    place.left -= size;
  }
  const bits = (file.length > 0 ? FILE.bit : 0) | (sname.length > 0 ? SNAME.bit : 0);
  if (bits !== 0) main.splice(1, 0, [OPTION.overload, byte(bits)]);
  return { main, file, sname, lost };
}

function written(list: readonly Pair[]): string {
  if (list.length === 0) return '';
  const bytes = [...list.flatMap(([code, data]) => [code, data.length, ...data]), END];
  return String.fromCharCode(...bytes);
}

/** Reads a message; undefined for what is none: too short, no cookie, options without a type. */
export function decode(bytes: Uint8Array): Message | undefined {
  if (bytes.length < FIXED) return undefined;
  const get = dhcp.get;
  const op = get.op(bytes, 0);
  if ((op !== 1 && op !== 2) || get.hwType(bytes, 0) !== 1 || get.hwLen(bytes, 0) !== 6) return undefined;
  if (get.cookie(bytes, 0) !== dhcpCookie) return undefined;
  const options = new Map<number, Uint8Array>();
  if (!readInto(options, bytes, FIXED, bytes.length)) return undefined;
  const lent = options.get(OPTION.overload)?.[0] ?? 0;
  for (const { at, length, bit } of [FILE, SNAME]) {
    if ((lent & bit) !== 0 && !readInto(options, bytes, at, at + length)) return undefined;
  }
  if (options.get(OPTION.type)?.length !== 1) return undefined;
  return {
    op,
    hops: get.hops(bytes, 0),
    xid: get.xid(bytes, 0),
    secs: get.secs(bytes, 0),
    broadcast: get.broadcast(bytes, 0) === 1,
    ciaddr: get.ciaddr(bytes, 0),
    yiaddr: get.yiaddr(bytes, 0),
    siaddr: get.siaddr(bytes, 0),
    giaddr: get.giaddr(bytes, 0),
    chaddr: get.chaddr(bytes, 0),
    options,
  };
}

/** Code, length, data; one that comes again goes on where it stopped (RFC 3396). False: a length leads beyond the end. */
function readInto(options: Map<number, Uint8Array>, bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to && bytes[at] !== END; ) {
    const code = bytes[at] as number;
    if (code === 0) {
      at++;
      continue;
    }
    const length = bytes[at + 1];
    if (length === undefined || at + 2 + length > to) return false;
    const before = options.get(code) ?? new Uint8Array(0);
    options.set(code, Uint8Array.from([...before, ...bytes.subarray(at + 2, at + 2 + length)]));
    at += 2 + length;
  }
  return true;
}
