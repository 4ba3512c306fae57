// The numbers of the ladder beside tshark's for the same capture: relative sequence numbers, windows, what was sent again. And
// the ladder of that capture when it is read in again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCapture } from '../../src/cli/view.js';
import { Describer } from '../../src/export/index.js';
import { ladderPanel } from '../../src/tui/panels/ladder.js';
import { segmentsOf } from '../../src/tui/panels/ladder-segments.js';
import { firstUi } from '../../src/tui/state.js';
import { View } from '../../src/tui/view.js';
import { concatBytes, writePcapng } from '../../src/wire/index.js';
import { noTshark, run } from '../wire/tshark.js';
import type { Desk } from './fixture.js';
import { transfer } from './tcp-desk.js';

/** What comes behind what was sent already: tshark guesses from times whether it was lost or only late. */
const AGAIN = ['retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order'].map(
  name => `tcp.analysis.${name}`,
);
const FIELDS = ['tcp.stream', 'tcp.seq', 'tcp.ack', 'tcp.len', 'tcp.window_size', ...AGAIN];

/** Everything that passed A's card, with the frames. */
function captured(on: Desk) {
  const { session } = on.store;
  const { world, target } = session;
  const frames: number[] = [];
  for (let f = 0; f < world.frames.count; f++) {
    const seen = world.frames.directionOf(f) !== 'none' && target.nodeOfDevice(world.frames.devOf(f)) === 'A';
    if (seen) frames.push(f);
  }
  const time = (f: number) => world.journal.eventTime(world.journal.eventOf(world.frames.stageOf(f)));
  const packets = frames.map(f => ({ interface: 0, time: time(f), bytes: world.frames.view(f) }));
  return { frames, file: concatBytes(writePcapng([{ name: 'A.eth0' }], packets)) };
}

test.skipIf(noTshark !== undefined)('the numbers are those of tshark, and so is what was sent again', () => {
  const on = transfer({ bytes: '60K', lost: [5, 9, 21, 40], clients: 3, switched: true }, '4s');
  const { frames, file } = captured(on);
  const folder = mkdtempSync(join(tmpdir(), 'netstep-ladder-'));
  try {
    writeFileSync(join(folder, 'a.pcapng'), file);
    const args = [
      '-r',
      join(folder, 'a.pcapng'),
      '-T',
      'fields',
      '-E',
      'occurrence=f',
      ...FIELDS.flatMap(f => ['-e', f]),
    ];
    const index = segmentsOf(on.store.session.target);
    let [checked, again] = [0, 0];
    for (const [i, line] of run(args).split('\n').slice(0, frames.length).entries()) {
      const [stream = '', seq, ack, length, window, ...flags] = line.split('\t');
      const root = index.rootOf(frames[i] as number);
      if (stream === '') {
        expect(root).toBeUndefined();
        continue;
      }
      const talk = index.talkOf.get(root as number)!;
      const segment = talk.segments.find(s => s.frame === root)!;
      expect(index.talks.indexOf(talk)).toBe(Number(stream));
      const { seq: s, ack: a, length: l, window: w } = segment;
      expect([s, a, l, w].map(String), line).toEqual([seq, ack, length, window]);
      if (segment.side === 0) expect(segment.again, line).toBe(flags.some(f => f !== ''));
      again += Number(segment.again);
      checked++;
    }
    expect(checked).toBeGreaterThan(200);
    expect(again).toBe(4);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a capture that is read in has the same segments; what nobody knows of it is not said', async () => {
  const { file } = captured(transfer({ bytes: '20K', lost: [3] }, '4s'));
  const folder = mkdtempSync(join(tmpdir(), 'netstep-ladder-'));
  try {
    writeFileSync(join(folder, 'a.pcapng'), file);
    const { lesson, session, player } = await openCapture(join(folder, 'a.pcapng'), 'en');
    while (session.run(5000).end !== 'end');
    const scene = { lesson, session, player, size: { columns: 120, rows: 40 } };
    const view = new View(scene, firstUi('ladder', session.position), new Describer(session.target, 'en'));
    const { lines, textAt } = ladderPanel.select(view, { width: 96, height: 24 }, 'ladder');
    const text = Array.from(lines, (_, i) => textAt!(i)).join('\n');
    expect(text).toMatch(/SYN seq 0 win 64240.*SYN\+ACK seq 0 ack 1.*ACK seq 1 ack 1 win/s);
    expect(text).toContain('↻ACK seq 2897 len 1448 ack 1 win 64256 sent again');
    expect(text).not.toMatch(/lost|ESTAB|CLOSED/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
