// ns-3 beside it: the same network in csma_ping.cc, built here when libns3-dev and g++ are installed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['build.sh', 'common.h', 'csma_ping.cc'];

/** The built program's path, or why there is none. */
export function buildNs3(from, to) {
  mkdirSync(to, { recursive: true });
  const program = join(to, 'csma_ping');
  const newest = Math.max(...SOURCES.map(name => statSync(join(from, name)).mtimeMs));
  if (existsSync(program) && statSync(program).mtimeMs > newest) return { program };
  const headers = spawnSync('g++', ['-E', '-x', 'c++', '-', '-o', '/dev/null'], {
    input: '#include "ns3/core-module.h"\n',
    encoding: 'utf8',
  });
  if (headers.error) return { missing: 'ns-3 is not measured: there is no g++ to build it with' };
  if (headers.status !== 0) return { missing: 'ns-3 is not installed (Debian: apt-get install libns3-dev)' };
  for (const name of SOURCES) cpSync(join(from, name), join(to, name));
  const built = spawnSync('sh', ['build.sh'], { cwd: to, encoding: 'utf8' });
  return built.status === 0 ? { program } : { missing: `ns-3 could not be built: ${built.stderr.split('\n')[0]}` };
}

/** µs of CPU per round trip in a LAN of `hosts`. */
export function runNs3(program, hosts, roundTrips) {
  const count = Math.floor(roundTrips / hosts);
  const options = ['--app=ping', '--mode=switch', '--size=56', '--iv=10000', `--n=${hosts}`, `--count=${count}`];
  const done = spawnSync(program, options, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`csma_ping failed: ${done.stderr}`);
  const { app, events, runCpuS, sim } = JSON.parse(done.stdout);
  return { hosts, roundTrips: app, cpuUs: (runCpuS * 1e6) / app, events: events / app, sim };
}
