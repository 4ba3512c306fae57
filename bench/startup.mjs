// Start-up, the runs in turn: wall time from spawn to exit, or to the last byte of the first picture on a terminal (pty).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { now, onTerminal, quantile } from './terminal.mjs';

const BARE = 'node -e 0';
const FIRST_PICTURE = 'netstep lesson/arp, its first picture';

/** Milliseconds by command (median), or why there are none. `capture`: a file for tshark, which reads one frame of it. */
export async function measureStartup(root, times, capture) {
  if (!existsSync(join(root, 'dist/cli.js')))
    return { missing: 'start-up is not measured: dist/ is missing; npm run build' };
  const runs = {
    [BARE]: [process.execPath, '-e', '0'],
    'tshark on one frame': ['tshark', '-r', capture, '-c', '1'],
    'netstep --version': [process.execPath, 'bin/netstep.js', '--version'],
    'netstep list': [process.execPath, 'bin/netstep.js', 'list'],
  };
  const notes = [];
  if (spawnSync('tshark', ['--version']).status !== 0 || !existsSync(capture)) {
    delete runs['tshark on one frame'];
    notes.push('tshark on one frame is not measured: tshark is not installed, or there is no capture for it');
  }
  const took = Object.fromEntries([...Object.keys(runs), FIRST_PICTURE].map(name => [name, []]));
  for (let i = 0; i < times; i++) {
    for (const [name, [program, ...args]] of Object.entries(runs)) {
      const start = now();
      const { status, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
      if (status !== 0) return { missing: `start-up is not measured: ${name} ended with ${status}: ${stderr.trim()}` };
      took[name].push(now() - start);
    }
    const start = now();
    const terminal = onTerminal(root, 'lesson/arp', { cols: 160, rows: 48 });
    await terminal.picture();
    took[FIRST_PICTURE].push(now() - start);
    await terminal.end();
  }
  const ms = Object.fromEntries(Object.entries(took).map(([name, list]) => [name, quantile(list, 0.5)]));
  return { ms, bare: BARE, notes };
}
