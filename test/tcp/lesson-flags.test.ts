// What Wireshark's analysis of TCP flags in the captures of the lessons: what each of them means to show, and nothing else. Judged
// for each machine by what it sent and received itself: one capture of both ends would have every segment twice.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capture, wireEnds } from '../../src/export/index.js';
import { lessonIds, openLesson } from '../lessons.js';
import { noTshark, run } from '../wire/tshark.js';

type Flags = Readonly<Record<string, number>>;

/** By lesson and machine. A lesson that is not here shows nothing out of the ordinary. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, Flags>>>> = {
  // SYNs and final ACKs that a full queue drops, and what is sent again therefore; the switch floods some of it to A as well.
  'tcp-queues': {
    'A.eth0': { retransmission: 13 },
    'C.eth0': { retransmission: 11, duplicate_ack: 5 },
    'S.eth0': { retransmission: 24, duplicate_ack: 3 },
  },
  // The window of a small receiver; seen where the segments are sent, before the ACKs come.
  'tcp-data': { 'A.eth0': { window_full: 1 } },
  // The last ACK is lost: the FIN comes again and is acknowledged again. B never saw the first one, so for B there is no duplicate.
  'tcp-close': { 'A.eth0': { retransmission: 1, duplicate_ack: 1 }, 'B.eth0': { retransmission: 1 } },
};

/** The flags that tshark sets in a capture, with their numbers. */
function flagged(bytes: Uint8Array): Flags {
  const folder = mkdtempSync(join(tmpdir(), 'netstep-flags-'));
  try {
    const file = join(folder, 'end.pcapng');
    writeFileSync(file, bytes);
    // Details of the flagged frames: each flag is a field of its own there.
    const out = run(['-n', '-r', file, '-Y', 'tcp.analysis.flags', '-T', 'pdml']);
    const flags: Record<string, number> = {};
    // The field that says that there are flags at all, and those that number or time something, are not flags.
    const other =
      /^(flags|acks_frame|bytes_in_flight|push_bytes_sent|initial_rtt|duplicate_ack_(num|frame)|rto(_frame)?|ack_rtt)$/;
    // A frame may have a field twice, once as the flag and once as its explanation.
    for (const packet of out.split('<packet>').slice(1)) {
      const names = new Set([...packet.matchAll(/<field name="tcp\.analysis\.(\w+)"/g)].map(m => m[1] as string));
      for (const name of names) if (!other.test(name)) flags[name] = (flags[name] ?? 0) + 1;
    }
    return flags;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const withTcp = lessonIds.filter(id => id.startsWith('tcp-') || id.startsWith('syn-'));

describe.skipIf(noTshark !== undefined)("tshark's analysis of the lessons of TCP", () => {
  test.each(withTcp)('%s: what it means to show, and nothing else', id => {
    const { network } = openLesson(id);
    network.world.run(100_000);
    const hosts = new Set(network.description.nodes.filter(n => n.kind === 'host').map(n => n.name));
    for (const end of wireEnds(network).filter(e => hosts.has(e.name.split('.')[0] as string))) {
      expect({ [end.name]: flagged(capture(network, [end], 'en')) }).toEqual({
        [end.name]: EXPECTED[id]?.[end.name] ?? {},
      });
    }
  });
});
