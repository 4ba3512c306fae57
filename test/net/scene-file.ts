// Reading the scene files of test/data/linux (README.md there): commands, frames, neighbours and fdb rows over time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Line {
  /** Seconds since the first frame. */
  readonly at: number;
  readonly text: string;
}
export interface SceneFile {
  readonly commands: readonly (Line & { readonly node: string })[];
  /** By wire end: `out 42 dst=…` */
  readonly frames: ReadonlyMap<string, readonly Line[]>;
  /** By `A 192.168.0.103`: `STALE 02:… probes=0`, and the ages in seconds. */
  readonly neighbours: ReadonlyMap<string, readonly (Line & { readonly ages: readonly number[] | undefined })[]>;
  /** Samples of `ip -s neigh`, by node and address. */
  readonly samples: readonly (Line & { readonly node: string; readonly ages: readonly number[] })[];
  /** `+ 02:… p1` */
  readonly fdb: readonly Line[];
  /** What programs printed, by node. */
  readonly output: readonly (Line & { readonly node: string })[];
}

export const folder = join(import.meta.dirname, '../data/linux');

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const NEIGH = /^(\S+ \S+) (\S+)(?: (\S+) probes=(\d+) used=(\S+) confirmed=(\S+) updated=(\S+))?(?: \(was there\))?$/;
const SAMPLE = /^(\S+) (\S+)(?: lladdr (\S+))? .*used (\d+)\/(\d+)\/(\d+)probes (\d+) (\S+) \$$/;

export function readScene(name: string): SceneFile {
  const commands: (Line & { node: string })[] = [];
  const frames = new Map<string, Line[]>();
  const neighbours = new Map<string, (Line & { ages: number[] | undefined })[]>();
  const samples: (Line & { node: string; ages: number[] })[] = [];
  const fdb: Line[] = [];
  const output: (Line & { node: string })[] = [];
  for (const row of readFileSync(join(folder, `${name}.txt`), 'utf8').split('\n')) {
    const [, kind, seconds, rest = ''] = /^([FCOXNSB]) +(-?[\d.]+) +-?[\d.]+ (.*)$/.exec(row) ?? [];
    if (kind === undefined) continue;
    const at = Number(seconds);
    const [first = '', ...others] = rest.split(' ');
    const text = others.join(' ');
    if (kind === 'C' && first !== '#') commands.push({ at, node: first, text });
    else if (kind === 'F') push(frames, first, { at, text });
    else if (kind === 'B') fdb.push({ at, text });
    else if (kind === 'O') output.push({ at, node: first, text: text.replace(/^[>!] /, '').replace(/\$$/, '') });
    else if (kind === 'N') {
      const [, key, state, lladdr, probes, ...ages] = NEIGH.exec(rest) ?? [];
      if (key === undefined) throw new Error(`${name}: ${row}`);
      if (state === 'GONE') push(neighbours, key, { at, text: 'GONE', ages: undefined });
      else push(neighbours, key, { at, text: `${state} ${lladdr} probes=${probes}`, ages: ages.map(Number) });
    } else if (kind === 'S') {
      const [, node, ip, lladdr, used, confirmed, updated, probes, state] = SAMPLE.exec(rest) ?? [];
      if (node === undefined) throw new Error(`${name}: ${row}`);
      const ages = [used, confirmed, updated].map(Number);
      samples.push({ at, node: `${node} ${ip}`, text: `${state} ${lladdr ?? '-'} probes=${probes}`, ages });
    }
  }
  return { commands, frames, neighbours, samples, fdb, output };
}
