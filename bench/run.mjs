// Measures netstep and prints what it found. Each scenario runs in a process of its own (child.ts).
//
//   npm run bench                     the table, in one to two minutes
//   npm run bench -- --quick          fewer repetitions, less exact
//   npm run bench -- --json           the figures as JSON instead; --out FILE writes them to a file as well
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { makeCapture, runTshark } from './captures.mjs';
import { buildNs3, runNs3 } from './ns3.mjs';
import { textOf } from './report.mjs';
import { measureScreen } from './screen.mjs';
import { measureStartup } from './startup.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const child = join(here, '.build/child.mjs');
const HOSTS = [2, 16, 64];

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const roundTrips = options.quick ? 30_000 : 100_000;
const count = options.quick ? 200_000 : 500_000;
const captured = options.quick ? 20_000 : 100_000;

function scenario(name, about) {
  const done = spawnSync(process.execPath, ['--expose-gc', child, name, JSON.stringify(about)], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${name} failed: ${done.stderr}`);
  return JSON.parse(done.stdout);
}

function compareWithNs3() {
  const { program, missing } = buildNs3(join(here, 'ns3'), join(here, '.build/ns3'));
  return missing ? { missing } : { runs: HOSTS.map(hosts => runNs3(program, hosts, roundTrips)) };
}

/** Ours and tshark's over the same frames, one after the other. */
function dissection() {
  const path = join(here, '.build/mixed.pcap');
  const missing = makeCapture(join(here, 'genpcap.py'), path, captured);
  if (missing) return { missing };
  const ways = ['read', 'trees', 'trees and text', 'lines'];
  const ours = Object.fromEntries(ways.map(way => [way, scenario('dissect', { path, way })]));
  return { frames: captured, ours, tshark: runTshark(path, captured) };
}

/** A capture whose first frame tshark is started on: of the lesson that the screen shows. */
function lessonCapture() {
  const path = join(here, '.build/arp.pcapng');
  spawnSync(process.execPath, ['bin/netstep.js', 'pcap', 'lesson/arp', '-o', path], { cwd: root });
  return path;
}

await build({
  entryPoints: [join(here, 'child.ts')],
  outfile: child,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
  // Some libraries are CommonJS, and ask for what node has by `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const results = {
  version: 1,
  machine: {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown CPU',
    cores: cpus().length,
    date: new Date().toISOString().slice(0, 10),
    quick: options.quick,
  },
  lan: HOSTS.flatMap(hosts => [true, false].map(record => scenario('lan', { hosts, roundTrips, record }))),
  ns3: compareWithNs3(),
  journal: scenario('journal', { count }),
  storm: scenario('storm', { events: options.quick ? 100_000 : 500_000 }),
  bulk: scenario('bulk', { bytes: options.quick ? 2_000_000 : 10_000_000 }),
  far: scenario('far', { events: 1_000_000, seeks: 500 }),
  wire: scenario('wire', { count }),
  dissection: dissection(),
  startup: await measureStartup(root, options.quick ? 7 : 15, lessonCapture()),
  screen: await measureScreen(root, options.quick ? 100 : 300),
};
const json = `${JSON.stringify(results, undefined, 2)}\n`;
if (options.out !== undefined) writeFileSync(options.out, json);
process.stdout.write(options.json ? json : textOf(results));
