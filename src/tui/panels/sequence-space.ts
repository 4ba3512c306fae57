// The sequence space of one connection, read off its rows: what stands between the oldest byte that matters and the right
// edge of the window, piece by piece, in both directions. Pure: it is given how a row is read, so that the space before the
// last move is read by the same code, and what that move did is the difference of the two. Numbers count from ISS and IRS.
import type { Key } from '../../journal/index.js';
import type { Row } from './table-rows.js';

/** Bits of a segment's `mark` and of its flags, as the tables have them (net/tcp/queue-tables.ts). */
const [SACKED, LOST, RETRANS] = [1, 2, 4];
const [FIN, SYN] = [1, 2];

export type Kind =
  /** Acknowledged, or read by the program: drawn only right after the move that did it. */
  | 'done'
  /** Sent: under way, sent again, reported by SACK, taken for lost. */
  | 'flight'
  | 'again'
  | 'sacked'
  | 'lost'
  /** Written and not sent: within the window, beyond it. */
  | 'ready'
  | 'beyond'
  /** Received: waits to be read; came too early; missing in front of that. */
  | 'unread'
  | 'held'
  | 'hole'
  /** Room of the window that nothing stands in. */
  | 'window';

/** What the last move did there: data came, what is known of it changed, data went. */
export type Sign = '+' | '~' | '-';

export interface Piece {
  /** Relative numbers; `to` is one past the last. */
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
  /** The row it was read from, where it has one of its own. */
  readonly table?: string;
  readonly key?: Key;
  readonly row?: Row;
  /** The SYN or the FIN stands in it: it counts one. */
  readonly letter?: 'S' | 'F';
}

export interface Space {
  /** ISS or IRS. */
  readonly start: number;
  /** Without a gap, rising. */
  readonly pieces: readonly Piece[];
  /** Places with a name, by the column of the row that holds each. */
  readonly marks: Readonly<Record<string, number>>;
  /** The right edge of the window. */
  readonly edge: number;
}

/** A row of a table by name; undefined: there is none. */
export type Get = (table: string, key: Key) => Row | undefined;

const rel = (seq: unknown, start: unknown): number => (Number(seq) - Number(start)) >>> 0;
const plus = (seq: number, n: number): number => (seq + n) >>> 0;

/** A place as an offset: as far from another one as the wire's numbers say, whatever has wrapped. */
const from = (at: unknown, known: unknown, offset: number): number => offset + ((Number(at) - Number(known)) | 0);

export const chainKey = (socket: number, seq: number): number => socket * 0x100000000 + seq;

function kindOf(mark: number): Kind {
  if ((mark & SACKED) !== 0) return 'sacked';
  if ((mark & RETRANS) !== 0) return 'again';
  return (mark & LOST) !== 0 ? 'lost' : 'flight';
}

/** The send side: SND.UNA to the end of what is written, or of the window. */
export function sendSpace(get: Get, netns: string, socket: number): Space | undefined {
  const s = get(`tcp-send@${netns}`, socket);
  if (s === undefined) return undefined;
  const una = rel(s.una, s.iss);
  const at = (seq: unknown) => from(seq, s.una, una);
  const [nxt, write] = [at(s.nxt), at(s.write)];
  const edge = una + Number(s.wnd);
  const pieces: Piece[] = [];
  const table = `tcp-segment@${netns}`;
  for (let place = una; place < write; ) {
    const key = chainKey(socket, plus(Number(s.una), place - una));
    const row = get(table, key);
    const flags = Number(row?.flags ?? 0);
    const [syn, fin] = [(flags & SYN) >> 1, flags & FIN];
    // Of a connection that is being taken down the segments go before the numbers do.
    const end = row === undefined ? write : Math.min(write, place + Number(row.length) + syn + fin);
    const of = row === undefined ? {} : { table, key, row };
    const letter = syn > 0 ? ({ letter: 'S' } as const) : fin > 0 ? ({ letter: 'F' } as const) : {};
    if (place < nxt) pieces.push({ from: place, to: end, kind: kindOf(Number(row?.mark ?? 0)), ...of, ...letter });
    else if (place >= edge || end <= edge)
      pieces.push({ from: place, to: end, kind: place >= edge ? 'beyond' : 'ready', ...of, ...letter });
    else
      pieces.push(
        { from: place, to: edge, kind: 'ready', ...of },
        { from: edge, to: end, kind: 'beyond', ...of, ...letter },
      );
    if (end <= place) break;
    place = end;
  }
  const end = Math.max(una, write);
  if (edge > end) pieces.push({ from: end, to: edge, kind: 'window' });
  return { start: Number(s.iss), pieces, marks: { una, nxt, write }, edge };
}

/** The receive side: the next byte to be read to the right edge of the window that was offered. */
export function receiveSpace(get: Get, netns: string, socket: number): Space | undefined {
  const r = get(`tcp-receive@${netns}`, socket);
  // Before the peer's SYN nothing is known of its numbers.
  if (r === undefined || (r.irs === 0 && r.nxt === 0)) return undefined;
  const copied = rel(r.copied, r.irs);
  const at = (seq: unknown) => from(seq, r.copied, copied);
  const [nxt, wup] = [at(r.nxt), at(r.wup)];
  const edge = Math.max(nxt, wup + Number(r.wnd));
  const pieces: Piece[] = [];
  const unread = `tcp-unread@${netns}`;
  let place = copied;
  while (place < nxt) {
    const key = chainKey(socket, plus(Number(r.copied), place - copied));
    const row = get(unread, key);
    if (row === undefined) break;
    const end = Math.min(nxt, place + Number(row.length));
    pieces.push({ from: place, to: end, kind: 'unread', table: unread, key, row });
    place = end;
  }
  // What is left in order and is no data: the FIN.
  if (place < nxt) pieces.push({ from: place, to: nxt, kind: 'unread', letter: 'F' });
  place = early(get(`tcp-out-of-order@${netns}`, socket), at, nxt, netns, socket, pieces);
  if (edge > place) pieces.push({ from: place, to: edge, kind: 'window' });
  return { start: Number(r.irs), pieces, marks: { copied, nxt, wup }, edge };
}

interface Early {
  readonly seq: number;
  readonly length: number;
  readonly fin: boolean;
}

/** What came too early, and what is missing in front of it; gives where it ends. */
function early(
  row: Row | undefined,
  at: (seq: unknown) => number,
  nxt: number,
  netns: string,
  socket: number,
  pieces: Piece[],
): number {
  const table = `tcp-out-of-order@${netns}`;
  let place = nxt;
  for (const { seq, length, fin } of (row?.pieces ?? []) as readonly Early[]) {
    const begin = Math.max(place, at(seq));
    const end = at(seq) + length + (fin ? 1 : 0);
    if (end <= begin) continue;
    const of = { table, key: socket };
    if (begin > place) pieces.push({ from: place, to: begin, kind: 'hole', ...of });
    pieces.push({ from: begin, to: end, kind: 'held', ...of, ...(fin ? ({ letter: 'F' } as const) : {}) });
    place = end;
  }
  return place;
}

// ── what the last move did ──

/** A piece, or a part of one, with what the last move did to it. */
export type Stretch = Piece & { readonly sign?: Sign };

const DATA: ReadonlySet<Kind> = new Set(['flight', 'again', 'sacked', 'lost', 'ready', 'beyond', 'unread', 'held']);

function signOf(before: Kind | undefined, now: Kind | undefined): Sign | undefined {
  if (before === now) return undefined;
  const [was, is] = [before !== undefined && DATA.has(before), now !== undefined && DATA.has(now)];
  if (was !== is) return is ? '+' : '-';
  if (was || (before !== undefined && now !== undefined)) return '~';
  return now === undefined ? '-' : '+';
}

/** The oldest number that counts: it is known where nothing stands, too. */
const beginOf = ({ marks }: Space): number => (marks.una ?? marks.copied) as number;

const done = (begin: number, to: number): Stretch => ({ from: begin, to, kind: 'done', sign: '-' });

/** The pieces of now, cut where they were others before; what went at the front since is `done`. */
export function compared(now: Space, before: Space | undefined): Stretch[] {
  if (before === undefined || before.start !== now.start) return [...now.pieces];
  const out: Stretch[] = [];
  const low = beginOf(now);
  let gone = beginOf(before);
  for (const piece of before.pieces) {
    if (piece.from >= low || !DATA.has(piece.kind)) continue;
    if (piece.from > gone) out.push(done(gone, piece.from));
    gone = Math.min(piece.to, low);
    out.push({ ...done(piece.from, gone), ...(piece.letter === undefined ? {} : { letter: piece.letter }) });
  }
  // What came and went in one move.
  if (gone < low) out.push(done(gone, low));
  let i = 0;
  for (const piece of now.pieces) {
    let at = piece.from;
    while (at < piece.to) {
      while (i < before.pieces.length && (before.pieces[i] as Piece).to <= at) i++;
      const old = before.pieces[i];
      const inside = old !== undefined && old.from <= at;
      const to = Math.min(piece.to, inside ? old.to : (old?.from ?? piece.to));
      const sign = signOf(inside ? old.kind : undefined, piece.kind);
      const { letter, ...bare } = piece;
      // A letter stands at the end of its piece.
      const own = letter !== undefined && to === piece.to ? { letter } : {};
      out.push({ ...bare, from: at, to, ...own, ...(sign === undefined ? {} : { sign }) });
      at = to;
    }
  }
  return out;
}
