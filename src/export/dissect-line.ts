// One line about a captured frame, in tshark's columns: number, time, source, destination, protocol, length, info.
import { fragmentMarks, type Looked, type Mark, tcpMarks, wrongFields } from '../capture/index.js';
import { type Lang, message } from '../i18n/index.js';
import { formatIpv4, formatIpv6, formatMac, type Layer, type Span } from '../wire/index.js';

/** What a line says. Addresses and names are the same in every language. */
export interface Columns {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly info: string;
}

/** Wireshark's column, where it isn't the protocol's name in capitals. */
const names: Readonly<Record<string, string>> = {
  eth: 'Ethernet',
  ip: 'IPv4',
  ipv6: 'IPv6',
  icmpv6: 'ICMPv6',
  sll: 'SLL',
  sll2: 'SLL',
  null: 'Null/Loopback',
  ieee8021ad: '802.1ad',
  vlan: '802.1Q',
  'ipv6.hopopts': 'IPv6',
  'ipv6.dstopts': 'IPv6',
  'ipv6.routing': 'IPv6',
  'ipv6.fraghdr': 'IPv6',
  'icmp.ext': 'ICMP',
};

const address = (value: unknown): string => {
  if (value instanceof Uint8Array) return formatIpv6(value);
  return typeof value === 'number' ? formatIpv4(value) : '';
};

/** Ends: those of the innermost header that has them. */
function endsOf(spans: readonly Span[]): [string, string] {
  for (let i = spans.length - 1; i >= 0; i--) {
    const { header, values } = spans[i] as Span;
    if (header.name === 'ip' || header.name === 'ipv6') return [address(values.src), address(values.dst)];
    if (header.name === 'eth') return [formatMac(values.src as number), formatMac(values.dst as number)];
    if (header.name.startsWith('sll')) return [formatMac(values.src as number), ''];
  }
  return ['', ''];
}

/** The values as a person counts them: relative to the connection's beginning, the window in bytes. */
function relative({ values }: Span, { tcp }: Looked): Readonly<Record<string, unknown>> {
  if (!tcp) return values;
  const shift = tcp.ack - (values.ack as number);
  const options = (
    values.options as readonly { kind: string; blocks?: readonly { left: number; right: number }[] }[]
  ).map(option =>
    option.blocks === undefined
      ? option
      : {
          ...option,
          blocks: option.blocks.map(({ left, right }) => ({
            left: (left + shift) >>> 0,
            right: (right + shift) >>> 0,
          })),
        },
  );
  return { ...values, seq: tcp.seq, ack: tcp.ack, window: tcp.window, options };
}

/** The innermost header that has something to say says it. */
export function columnsOf(looked: Looked): Columns {
  const spans = looked.inner.length > 0 ? [...looked.spans, ...looked.inner] : looked.spans;
  const [source, destination] = endsOf(spans);
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i] as Span;
    const { header, from, to, outer } = span;
    const values = header.name === 'tcp' ? relative(span, looked) : span.values;
    const info = header.summary?.(values as never, { outer, payload: to - from });
    if (info !== undefined && info !== '') return { source, destination, protocol: protocolOf(span), info };
  }
  const last = spans.at(-1);
  const { bytes } = looked;
  if (last === undefined) return { source, destination, protocol: 'data', info: `${bytes.length} bytes` };
  const type = last.values.type;
  const what = typeof type === 'number' ? `0x${type.toString(16).padStart(4, '0')}` : protocolOf(last);
  return { source, destination, protocol: what, info: `${last.header.title}, ${last.to - last.from} bytes` };
}

function protocolOf({ header, values }: Span): string {
  if (header.name === 'igmp') return `IGMPv${values.version ?? 2}`;
  return names[header.name] ?? header.name.toUpperCase();
}

/** All marks of a frame: its connection's, its datagram's, and what is wrong with its fields. `tree`: see wrongFields. */
export function marksOf(looked: Looked, tree?: readonly Layer[]): Mark[] {
  return [...tcpMarks(looked), ...fragmentMarks(looked), ...wrongFields(looked, tree)];
}

/** A mark in words, without brackets. */
export function markText(lang: Lang, { kind, args }: Mark): string {
  return message(lang, `mark.${kind}`, args);
}

/** Seconds since the first frame; empty for a frame of which no time is known. */
export function relativeTime({ frame }: Looked, startNs: bigint, digits: number): string {
  return frame.timed ? seconds(frame.unixNs - startNs, Math.max(digits, 6)) : '';
}

const MOST_EXACT = 2n ** 53n;

/** `1.500000`: nanoseconds as seconds with so many digits. */
export function seconds(ns: bigint, digits: number): string {
  const sign = ns < 0n ? '-' : '';
  const positive = ns < 0n ? -ns : ns;
  const whole = positive / 1_000_000_000n;
  // Numbers are written faster than big integers, and the rest is one.
  const rest = String(Number(positive - whole * 1_000_000_000n)).padStart(9, '0');
  return `${sign}${whole < MOST_EXACT ? Number(whole) : whole}.${digits === 9 ? rest : rest.slice(0, digits)}`;
}

/** The line: marks of the connection in front of the info, what is wrong behind it. */
export function lineOf(lang: Lang, looked: Looked, marks: readonly Mark[], time: string): string {
  const { source, destination, protocol, info } = columnsOf(looked);
  const bracket = (mark: Mark) => `[${markText(lang, mark)}]`;
  const before = marks.filter(({ kind }) => kind.startsWith('tcp.')).map(bracket);
  const behind = marks.filter(({ kind }) => !kind.startsWith('tcp.')).map(bracket);
  const text = [...before, info, ...behind].join(' ');
  const ends = `${source.padStart(12)} → ${destination.padEnd(12)}`;
  return `${String(looked.number).padStart(5)} ${time.padStart(10)} ${ends} ${protocol} ${looked.frame.length} ${text}`;
}
