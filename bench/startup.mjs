// Start-up: wall time from spawn to exit, the median of several runs in turn.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const RUNS = {
  'node -e 0': ['-e', '0'],
  'netstep --version': ['bin/netstep.js', '--version'],
  'netstep list': ['bin/netstep.js', 'list'],
};

/** Milliseconds by command, or why there are none. */
export function measureStartup(root, times) {
  if (!existsSync(join(root, 'dist/cli.js')))
    return { missing: 'start-up is not measured: dist/ is missing; npm run build' };
  const took = Object.fromEntries(Object.keys(RUNS).map(name => [name, []]));
  for (let i = 0; i < times; i++) {
    for (const [name, args] of Object.entries(RUNS)) {
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
      if (status !== 0) return { missing: `start-up is not measured: ${name} ended with ${status}: ${stderr.trim()}` };
      took[name].push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  return Object.fromEntries(Object.entries(took).map(([name, list]) => [name, median(list)]));
}

function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
