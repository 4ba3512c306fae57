// Plays random lessons and checks what must hold at every event of them (test/soak/soak.ts).
//
//   npm run soak -- --seeds 1000            seeds 1 to 1000
//   npm run soak -- --seeds 1000 --from 5001
//   npm run soak -- --seed 4711             one again
//
// Goes on after a failure; prints each failing seed with the command that plays it again, and ends with status 1 then.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
});
const number = (name, text) => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  process.stderr.write(`--${name} takes a whole number, not ${text}\n`);
  process.exit(2);
};
const from = number('seed', values.seed ?? values.from);
const count = values.seed === undefined ? number('seeds', values.seeds) : 1;

const folder = join(root, 'bench/.build');
const outfile = join(folder, `soak-${process.pid}.mjs`);
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [join(root, 'test/soak/soak.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const { soak } = await import(pathToFileURL(outfile));
rmSync(outfile);
let failed = 0;
let events = 0;
let frames = 0;
for (let seed = from; seed < from + count; seed++) {
  try {
    const outcome = soak(seed);
    events += outcome.events;
    frames += outcome.frames;
  } catch (error) {
    failed++;
    process.stdout.write(`seed ${seed}: ${error.message}\n    npm run soak -- --seed ${seed}\n`);
    if (values.seed !== undefined) process.stdout.write(`${error.stack}\n`);
  }
  if ((seed - from) % 100 === 99) process.stdout.write(`${seed - from + 1} of ${count}\n`);
}
process.stdout.write(
  `${count} lessons, ${events} events, ${frames} frames: ${failed === 0 ? 'all invariants hold' : `${failed} failed`}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
