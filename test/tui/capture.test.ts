// `netstep view` in a real terminal: a capture of a real kernel, stepped by frame, and what its tables must have been.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCapture, tcp } from '../../src/wire/index.js';
import { builtProgram, clean, ESC, netstep, type Terminal } from './pty.js';

builtProgram();

const folder = 'test/data/captures';
const TCP = `${folder}/05a-tcp-basic.eth0.pcap`;
const ARP = `${folder}/01-arp-bridge.p1.pcap`;

async function steps(terminal: Terminal, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    terminal.type('n');
    await terminal.until(() => new RegExp(`event ${n}(/| of )`).test(terminal.text));
  }
  await terminal.still();
}

/** Rows of the panel with this title, without its frame. */
function panel(terminal: Terminal, title: string): string {
  const rows = terminal.rows();
  const top = rows.findIndex(row => row.includes(title));
  if (top < 0) throw new Error(`no panel ${title}:\n${terminal.text}`);
  const left = (rows[top] as string).lastIndexOf('─[', rows[top]?.indexOf(title));
  const from = Math.max(0, left < 0 ? (rows[top] as string).lastIndexOf('─ ', rows[top]?.indexOf(title)) : left);
  return rows
    .slice(top + 1, top + 7)
    .map(row => row.slice(from))
    .join('\n');
}

describe('a capture on the screen', () => {
  test('80 × 24: a handshake by frame, forwards and back', async () => {
    const terminal = netstep(['view', TCP]);
    await terminal.until('n starts');
    expect(terminal.text).toContain('120 frames, one interface');
    terminal.type('9');
    await terminal.until('[9 TCP');
    expect(terminal.text).toContain('no TCP segment seen yet');
    await steps(terminal, 1);
    expect(terminal.text).toMatch(/\+ 0 10\.0\.0\.1:40001 +SYN-SENT +sent 0 B/);
    expect(terminal.text).toMatch(/10\.0\.0\.2:5001 +\? +sent 0 B/);
    terminal.type('n');
    await terminal.until('→ SYN-RECEIVED');
    terminal.type('n');
    await terminal.until('SYN-RECEIVED → ESTABLISHED');
    expect(terminal.text).toContain('SYN-SENT → ESTABLISHED');
    terminal.type('N');
    await terminal.until('ESTABLISHED → SYN-RECEIVED');
    expect(terminal.text).toContain('ESTABLISHED → SYN-SENT');
    terminal.type('w');
    await terminal.until('Why: tcp-seen@wires 0');
    await terminal.until('TCP: must be  on wires, event 2');
    terminal.type(ESC);
    await terminal.until(() => !terminal.text.includes('Why: tcp-seen'));
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test('160 × 48: frame, bytes and tables beside one another', async () => {
    const terminal = netstep(['view', TCP], 160, 48);
    await terminal.until('n starts');
    // Named once: a capture's title is the file's name.
    expect(terminal.rows()[0]?.split('05a-tcp-basic.eth0.pcap').length).toBe(2);
    await steps(terminal, 4);
    const [, , , fourth] = readCapture(readFileSync(join(folder, '05a-tcp-basic.eth0.pcap'))).frames;
    const bytes = (fourth as { bytes: Uint8Array }).bytes;
    expect(terminal.text).toContain(`Sequence Number (raw)       ${tcp.get.seq(bytes, 34)}`);
    expect(terminal.text).toContain(`4 Bytes · ${bytes.length} B`);
    const hex = (at: number) =>
      Buffer.from(bytes.subarray(at, at + 8))
        .toString('hex')
        .replace(/..(?=.)/g, '$& ');
    for (const at of [0, 8, 16, 24, 32])
      expect(terminal.text).toContain(`${at.toString(16).padStart(4, '0')} ${hex(at)}`);
    const connections = panel(terminal, '9 TCP connections');
    expect(connections).toMatch(/10\.0\.0\.1:40001 +ESTABLISHED +sent 0 B → 5 B/);
    expect(connections).toMatch(/10\.0\.0\.2:5001 +ESTABLISHED +sent 0 B/);
    const cam = panel(terminal, '8 CAM table · wires');
    expect(cam).toMatch(/02:00:00:00:00:01 +if0/);
    expect(cam).toMatch(/02:00:00:00:00:02 +if0/);
  });

  test('ARP: who asks does not know, who is answered knows', async () => {
    const terminal = netstep(['view', ARP], 160, 48);
    await terminal.until('n starts');
    const table = () => panel(terminal, '0 ARP table · 10-0-0-1');
    expect(table()).toContain('no address noted yet');
    await steps(terminal, 1);
    expect(table()).toMatch(/\+ *10\.0\.0\.2 .*INCOMPLETE/);
    terminal.type('n');
    await terminal.until('INCOMPLETE → REACHABLE');
    expect(table()).toMatch(/10\.0\.0\.2 +— → 02:00:00:00:00:02/);
  });
});
