// The screen: wall time from a key to the last byte of the picture that answers it, in a real terminal (pty) at 160×48, over
// steps forwards and backwards; and how many bytes a picture is.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** DEC 2026: the end of a picture. */
const END = '\u001b[?2026l';
const SIZE = { cols: 160, rows: 48 };

/** Figures, or why there are none. `steps` each way. */
export async function measureScreen(root, steps) {
  if (!existsSync(join(root, 'dist/cli.js')))
    return { missing: 'the screen is not measured: dist/ is missing; npm run build' };
  const { spawn } = await import('@lydell/node-pty');
  const known = mkdtempSync(join(tmpdir(), 'netstep-bench-'));
  writeFileSync(join(known, 'screen.json'), '{"version":1,"tour":"offered"}');
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', NETSTEP_STATE_DIR: known };
  const pty = spawn(process.execPath, ['bin/netstep.js', 'lesson/arp'], { ...SIZE, cwd: root, env });
  let heard = () => {};
  pty.onData(data => heard(data));
  try {
    await picture();
    // The compiler's turn first.
    await walk('s', 60);
    await walk('S', 60);
    const [on, back] = [await walk('s', steps), await walk('S', steps)];
    return { 'a stage on': on, 'a stage back': back, steps, size: `${SIZE.cols}×${SIZE.rows}` };
  } finally {
    pty.kill('SIGKILL');
    rmSync(known, { recursive: true });
  }

  /** Resolves with the bytes of the next picture. */
  function picture() {
    return new Promise((resolve, reject) => {
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
    });
  }

  async function walk(key, count) {
    const took = [];
    const bytes = [];
    for (let i = 0; i < count; i++) {
      const start = process.hrtime.bigint();
      const next = picture();
      pty.write(key);
      bytes.push(await next);
      took.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
    return { ms: at(took, 0.5), ms99: at(took, 0.99), bytes: at(bytes, 0.5) };
  }
}

function at(list, share) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
