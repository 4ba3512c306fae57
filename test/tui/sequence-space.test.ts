// The rulers of sequence space: whatever happens to segments, their pieces follow each other without a gap and say what the
// rows of the connection say; and a ruler of any width shows all of them in their order.
import { expect, test } from 'vitest';
import type { Journal } from '../../src/journal/index.js';
import { labelLine, ruler, signLine } from '../../src/tui/panels/sequence-ruler.js';
import {
  compared,
  type Get,
  type Kind,
  type Piece,
  receiveSpace,
  type Space,
  type Stretch,
  sendSpace,
} from '../../src/tui/panels/sequence-space.js';
import { textOf } from '../../src/tui/text.js';
import fc from '../property.js';
import '../tcp/programs.js';
import { build, within } from '../topology/build.js';

const run = fc.record({
  client: fc.nat(30_000),
  server: fc.nat(9000),
  sack: fc.boolean(),
  rcvbuf: fc.constantFrom(131072, 8192),
  lost: fc.uniqueArray(fc.nat(40), { maxLength: 8 }),
  late: fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
});
type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;

function journalOf({ client, server, sack, rcvbuf, lost, late }: Run): Journal {
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    delayNs: 2e6,
    setup: Object.fromEntries(
      ['A', 'B'].map(node => [node, [`sysctl -q net.ipv4.tcp_sack=${Number(sack)} net.ipv4.tcp_rmem=${rcvbuf}`]]),
    ),
  });
  const { world, processes, stack } = network;
  within(network, () => {
    processes.spawn(stack.netns('B'), 'test-server', [String(server)]);
    processes.spawn(stack.netns('A'), 'test-client', [String(client)]);
  });
  let [seen, nth] = [0, 0];
  for (let n = 0; n < 20_000 && world.step(); n++) {
    for (; seen < world.frames.count; seen++) {
      if (world.frames.directionOf(seen) !== 'sent') continue;
      const mishap = lost.includes(nth)
        ? ({ kind: 'drop', frame: seen } as const)
        : late.includes(nth)
          ? ({ kind: 'delay', frame: seen, ns: 7e6 } as const)
          : undefined;
      if (mishap !== undefined && network.problemOf(mishap) === undefined) network.perform(mishap);
      nth++;
    }
  }
  return world.journal;
}

const size = (pieces: readonly Piece[], ...kinds: Kind[]) =>
  pieces.filter(p => kinds.includes(p.kind)).reduce((sum, p) => sum + p.to - p.from, 0);
const SENT = ['flight', 'again', 'sacked', 'lost'] as const;

/** Every number from the first to the right end stands in exactly one piece. */
function whole(pieces: readonly Piece[]): void {
  for (const [i, { from, to }] of pieces.entries()) {
    expect(to).toBeGreaterThan(from);
    if (i > 0) expect(from).toBe(pieces[i - 1]!.to);
  }
}

function checkSend(get: Get, netns: string, socket: number): Space {
  const space = sendSpace(get, netns, socket)!;
  const row = get(`tcp-send@${netns}`, socket)!;
  const k = get(`tcp-congestion@${netns}`, socket)!;
  const number = (column: string) => (Number(row[column]) - Number(row.iss)) >>> 0;
  const { pieces } = space;
  whole(pieces);
  const edge = number('una') + Number(row.wnd);
  if (pieces.length > 0) {
    expect(pieces[0]!.from).toBe(number('una'));
    expect(pieces.at(-1)!.to).toBe(Math.max(number('write'), edge));
  }
  expect(size(pieces, ...SENT)).toBe(number('nxt') - number('una'));
  expect(size(pieces, 'ready', 'beyond')).toBe(number('write') - number('nxt'));
  expect(size(pieces, 'window')).toBe(Math.max(0, edge - number('write')));
  for (const piece of pieces) {
    if (piece.kind === 'beyond') expect(piece.from).toBeGreaterThanOrEqual(edge);
    if (piece.kind === 'ready') expect(piece.to).toBeLessThanOrEqual(edge);
  }
  const count = (...kinds: Kind[]) => new Set(pieces.filter(p => kinds.includes(p.kind)).map(p => p.key)).size;
  expect(count(...SENT)).toBe(k.packets);
  if (get(`tcp@${netns}`, socket)?.sack === true) {
    expect(count('sacked')).toBe(k.sacked);
    expect(count('again')).toBe(k.retrans);
    // Lost are those that wait to go again and those that have.
    expect(count('lost')).toBeLessThanOrEqual(Number(k.lost));
  }
  return space;
}

function checkReceive(get: Get, netns: string, socket: number): Space | undefined {
  const space = receiveSpace(get, netns, socket);
  if (space === undefined) return undefined;
  const row = get(`tcp-receive@${netns}`, socket)!;
  const number = (column: string) => (Number(row[column]) - Number(row.irs)) >>> 0;
  const { pieces } = space;
  whole(pieces);
  if (pieces.length > 0) {
    expect(pieces[0]!.from).toBe(number('copied'));
    expect(pieces.at(-1)!.to).toBeGreaterThanOrEqual(number('wup') + Number(row.wnd));
  }
  expect(size(pieces, 'unread')).toBe(number('nxt') - number('copied'));
  const early = get(`tcp-out-of-order@${netns}`, socket)?.pieces as readonly { length: number; fin: boolean }[];
  const held = (early ?? []).reduce((sum, p) => sum + p.length + Number(p.fin), 0);
  expect(size(pieces, 'held')).toBe(held);
  if (held > 0) expect(pieces.find(p => p.from >= number('nxt'))!.kind).toBe('hole');
  return space;
}

/** The last move's signs change no piece, and every width shows all that there is. */
function checkRuler(now: Space, before: Space | undefined, width: number): void {
  const all = compared(now, before);
  whole(all);
  const kept = all.filter(s => s.kind !== 'done');
  for (const kind of [...SENT, 'ready', 'beyond', 'window', 'unread', 'held', 'hole'] as const)
    expect(size(kept, kind)).toBe(size(now.pieces, kind));
  const drawn = ruler(all, width);
  if (all.length === 0) return;
  expect(drawn.cells).toHaveLength(width);
  let last = -1;
  for (const { from, to } of all) {
    const [x, end] = [drawn.x(from), drawn.x(to)];
    expect(x).toBeGreaterThanOrEqual(last);
    expect(end).toBeLessThanOrEqual(width);
    last = x;
  }
  if (all.length <= width / 2) for (const { from, to } of all) expect(drawn.x(to)).toBeGreaterThan(drawn.x(from));
  if (all.some(s => s.sign !== undefined)) expect(signLine(drawn, 1).length).toBeGreaterThan(0);
}

test('pieces partition the sequence space and agree with the rows', () => {
  const seen = new Set<Kind>();
  fc.assert(
    fc.property(run, fc.nat(), fc.integer({ min: 1, max: 160 }), (of, at, width) => {
      const journal = journalOf(of);
      const get: Get = (table, key) => journal.tableNamed(table)?.get(key) as ReturnType<Get>;
      const old = new Map<string, Space>();
      for (let i = 0; i < 25; i++) {
        // Between events the rows agree; inside one some have been saved and others not.
        const event = Math.floor(((at % 97) / 97 + i) * (journal.eventCount / 26));
        journal.seek(journal.firstStage(event));
        for (const netns of ['A', 'B'])
          for (const socket of journal.tableNamed(`tcp@${netns}`)?.keysEver() ?? []) {
            const id = Number(socket);
            if (get(`tcp@${netns}`, id) === undefined || get(`tcp@${netns}`, id)?.state === 'LISTEN') continue;
            const spaces = { send: checkSend(get, netns, id), receive: checkReceive(get, netns, id) };
            for (const [side, space] of Object.entries(spaces)) {
              if (space === undefined) continue;
              for (const { kind } of space.pieces) seen.add(kind);
              checkRuler(space, old.get(`${side} ${id}`), width);
              old.set(`${side} ${id}`, space);
            }
          }
      }
    }),
    { numRuns: 25 },
  );
  // The runs must have shown something of every kind.
  const kinds = ['again', 'beyond', 'flight', 'held', 'hole', 'ready', 'sacked', 'unread', 'window'];
  expect([...seen].sort()).toEqual(expect.arrayContaining(kinds));
}, 60_000);

const stretch = (from: number, to: number, kind: Kind): Stretch => ({ from, to, kind });

test('20 bytes are seen beside a window of 64 KB, and a segment that is lost in 1 MB', () => {
  const few = ruler([stretch(1, 21, 'flight'), stretch(21, 65_536, 'window')], 76);
  expect(few.scale).toBeUndefined();
  expect(few.cells.filter(c => c.glyph === '█')).toHaveLength(20);
  const fin = ruler([{ ...stretch(1, 2, 'unread'), letter: 'F' }, stretch(2, 64_258, 'window')], 76);
  expect(fin.cells.filter(c => c.role !== 'dim').map(c => c.glyph)).toEqual(['F']);
  const many = Array.from({ length: 700 }, (_, i) => stretch(i * 1448, (i + 1) * 1448, i === 333 ? 'lost' : 'flight'));
  for (const width of [3, 36, 200]) {
    const { cells } = ruler(many, width);
    expect(cells).toHaveLength(width);
    expect(
      cells.some(c => c.glyph === '✗'),
      `${width}`,
    ).toBe(true);
  }
  const mixed = many.map((s, i) => ({ ...s, kind: i % 2 === 0 ? ('sacked' as const) : ('lost' as const) }));
  expect(ruler(mixed, 60).cells.every(c => c.glyph === '✗')).toBe(true);
});

test('labels never touch, whatever stands beside each other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(80), fc.constantFrom('una 1', 'written 70000', '已写入 1', 'edge 65161')), {
        maxLength: 5,
      }),
      fc.integer({ min: 10, max: 80 }),
      (labels, width) => {
        const text = textOf(
          labelLine(
            labels.map(([x, name]) => ({ x, text: name, role: 'key' as const })),
            '▼',
            width,
          ),
        );
        // Each name that is there is whole: what is left when they are taken out is arrows and blanks.
        expect(text.replaceAll(/(una 1|written 70000|已写入 1|edge 65161)/g, '')).toMatch(/^[▼ ]*$/);
        expect(text).not.toMatch(/(1|0)(una|written|已|edge)/);
      },
    ),
    { numRuns: 200 },
  );
});
