// The screen: wall time from a key to the last byte of the picture that answers it, in a real terminal (pty), over steps
// forwards and backwards; and how many bytes a picture is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { now, onTerminal, quantile } from './terminal.mjs';

const SIZES = [
  { cols: 160, rows: 48 },
  { cols: 220, rows: 60 },
];
const KEYS = { 'a stage on': 's', 'a stage back': 'S', 'an event on': 'n', 'an event back': 'N' };
/** No way of the lesson is walked further than this; beyond it its steps are walked again. */
const LESSON = { name: 'lesson/arp', s: 300, n: 40 };

/** Figures by size and walk, or why there are none. `steps` each way. */
export async function measureScreen(root, steps) {
  if (!existsSync(join(root, 'dist/cli.js')))
    return { missing: 'the screen is not measured: dist/ is missing; npm run build' };
  const sizes = {};
  for (const size of SIZES) sizes[`${size.cols}×${size.rows}`] = await measureAt(root, size, steps);
  return { steps, sizes };
}

async function measureAt(root, size, steps) {
  const terminal = onTerminal(root, LESSON.name, size);
  try {
    await terminal.picture();
    // The compiler's turn first.
    await walk('s', 60);
    await walk('S', 60);
    const walks = {};
    const laps = { n: Math.ceil(steps / LESSON.n), s: Math.ceil(steps / LESSON.s) };
    for (const [name, key] of Object.entries(KEYS)) walks[name] = { key, took: [], bytes: [] };
    for (const pair of ['s', 'n']) {
      for (let lap = 0; lap < laps[pair]; lap++) {
        const count = Math.min(LESSON[pair], steps);
        for (const way of Object.values(walks)) {
          if (way.key.toLowerCase() !== pair) continue;
          const { took, bytes } = await walk(way.key, count);
          way.took.push(...took);
          way.bytes.push(...bytes);
        }
      }
    }
    return Object.fromEntries(
      Object.entries(walks).map(([name, { took, bytes }]) => [
        name,
        { ms: quantile(took, 0.5), ms99: quantile(took, 0.99), bytes: quantile(bytes, 0.5) },
      ]),
    );
  } finally {
    await terminal.end();
  }

  async function walk(key, count) {
    const took = [];
    const bytes = [];
    for (let i = 0; i < count; i++) {
      const start = now();
      const next = terminal.picture();
      terminal.press(key);
      bytes.push(await next);
      took.push(now() - start);
    }
    return { took, bytes };
  }
}
