// ping -R and -T: options of the IP header that every node on the way writes into, and how ping shows what came back (iputils
// pr_options()).
import { ethernet, formatIpv4, ipv4 } from '../wire/index.js';

/** Where frames' bytes are. */
interface Frames {
  view(frame: number): Uint8Array;
  linkTypeOf(frame: number): string;
}

const NOP = 1;
const RECORD_ROUTE = 7;
const TIMESTAMP = 68;

/** The option to send, 40 bytes: as many places as there is room for. */
export function traceOption(trace: 'route' | 'times' | 'times-and-addresses' | undefined): Uint8Array | undefined {
  if (trace === undefined) return undefined;
  const out = new Uint8Array(40);
  if (trace === 'route') out.set([NOP, RECORD_ROUTE, 39, 4]);
  else if (trace === 'times') out.set([TIMESTAMP, 40, 5, 0]);
  else out.set([TIMESTAMP, 36, 5, 1]);
  return out;
}

export interface TraceText {
  /** Behind the line of the answer. */
  readonly suffix: string;
  readonly lines: readonly string[];
  /** The route, to be compared with the next one. */
  readonly route: string;
}

/** What an answer's header says of its way. `before`: the route of the answer before. */
export function traceLines(frames: Frames, frame: number, before: string): TraceText {
  const bytes = frames.view(frame);
  const start = frames.linkTypeOf(frame) === 'ethernet' ? ethernet.minSize : 0;
  const end = start + ((bytes[start] as number) & 15) * 4;
  for (let at = start + ipv4.minSize; at < end; ) {
    const kind = bytes[at] as number;
    if (kind === 0) break;
    const size = kind === NOP ? 1 : (bytes[at + 1] as number);
    if (size < 1 || at + size > end) break;
    if (kind === RECORD_ROUTE) return route(bytes, at, before);
    if (kind === TIMESTAMP) return { suffix: '', lines: times(bytes, at), route: before };
    at += size;
  }
  return { suffix: '', lines: [], route: before };
}

const word = (bytes: Uint8Array, at: number): number =>
  [0, 1, 2, 3].reduce((sum, i) => sum * 0x100 + (bytes[at + i] as number), 0);

function route(bytes: Uint8Array, at: number, before: string): TraceText {
  const used = (bytes[at + 2] as number) - 4;
  const addresses: string[] = [];
  for (let i = 0; i < used; i += 4) addresses.push(formatIpv4(word(bytes, at + 3 + i)));
  const told = addresses.join(' ');
  if (addresses.length === 0) return { suffix: '', lines: [], route: before };
  if (told === before) return { suffix: '\t(same route)', lines: [], route: told };
  const lines = addresses.map((address, i) => (i === 0 ? `RR: \t${address}` : `\t${address}`));
  return { suffix: '', lines: [...lines, ''], route: told };
}

/** The first time in full, the others by how much they are later. */
function times(bytes: Uint8Array, at: number): string[] {
  const used = (bytes[at + 2] as number) - 5;
  const flags = bytes[at + 3] as number;
  const withAddress = (flags & 15) !== 0;
  const lines: string[] = [];
  const last = { standard: 0, other: 0 };
  for (let i = 0; i < used; i += withAddress ? 8 : 4) {
    const place = at + 4 + i;
    const address = withAddress ? `\t${formatIpv4(word(bytes, place))}` : '';
    const time = word(bytes, withAddress ? place + 4 : place);
    const standard = time < 0x80000000;
    const kind = standard ? 'standard' : 'other';
    const value = standard ? time : time - 0x80000000;
    const mark = standard ? '' : ' not-standard';
    const text = last[kind] === 0 ? `${value} absolute${mark}` : `${value - last[kind]}${mark}`;
    last[kind] = value;
    lines.push(`${lines.length === 0 ? 'TS: ' : ''}${address}\t${text}`);
  }
  const hops = flags >> 4;
  return [...lines, ...(hops > 0 ? [`Unrecorded hops: ${hops}`] : []), ...(lines.length > 0 ? [''] : [])];
}
