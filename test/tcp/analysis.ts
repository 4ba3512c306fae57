// Wireshark's own analysis of TCP in a capture of one wire end: what it flags, and how often.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../wire/tshark.js';

/** Numbers of segments and what is only suspected left out of the words. */
const kindOf = (line: string): string =>
  line
    .replaceAll(/\s*\(suspected\)/g, '')
    .split(/[,(#]/)[0]!
    .trim();

/** Comments that the capture has of its own, and what tshark says of every SYN, FIN and reset. */
const OURS = /^event \d+/;
const REMARK = /^Connection (?:establish|finish|reset)/;

/** What tshark flags in a pcapng, checksums and malformed packets included. */
export function flagsOf(capture: Uint8Array): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'netstep-tcp-'));
  try {
    const file = join(folder, 'tcp.pcapng');
    writeFileSync(file, capture);
    const args = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'];
    const what = 'tcp.analysis.flags || tcp.checksum.status == 0 || ip.checksum.status == 0 || _ws.malformed';
    const out = run([
      '-r',
      file,
      ...args,
      '-Y',
      what,
      '-T',
      'fields',
      '-e',
      '_ws.expert.message',
      '-E',
      'aggregator=|',
    ]);
    const flags: Record<string, number> = {};
    for (const message of out.split(/[\n|]/)) {
      // A comment on a packet stands among the messages, and so does what is only a remark.
      if (message === '' || OURS.test(message) || REMARK.test(message)) continue;
      flags[kindOf(message)] = (flags[kindOf(message)] ?? 0) + 1;
    }
    return flags;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
