// The program on a terminal (pty), as the measurements of the screen and of the start need it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';

/** DEC 2026: the end of a picture. */
const END = '\u001b[?2026l';

/** A lesson on the screen; nothing of its person's is read or written, and the tour was offered before. */
export function onTerminal(root, lesson, { cols, rows }) {
  const known = mkdtempSync(join(tmpdir(), 'netstep-bench-'));
  writeFileSync(join(known, 'screen.json'), '{"version":1,"tour":"offered"}');
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', NETSTEP_STATE_DIR: known };
  const pty = spawn(process.execPath, ['bin/netstep.js', lesson], { cols, rows, cwd: root, env });
  let heard = () => {};
  pty.onData(data => heard(data));
  const gone = new Promise(done => pty.onExit(done));
  return {
    press: key => pty.write(key),
    /** Resolves with the bytes of the next picture. */
    picture: () =>
      new Promise((resolve, reject) => {
        let got = '';
        const timer = setTimeout(
          () => reject(new Error(`no picture came, only ${JSON.stringify(got.slice(-200))}`)),
          10_000,
        );
        heard = data => {
          got += data;
          if (!got.endsWith(END)) return;
          clearTimeout(timer);
          resolve(Buffer.byteLength(got));
        };
      }),
    end: async () => {
      pty.kill('SIGKILL');
      await gone;
      rmSync(known, { recursive: true });
    },
  };
}

export const now = () => Number(process.hrtime.bigint()) / 1e6;

/** The value that `part` of the list is below, 0 to 1. */
export function quantile(list, part) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
