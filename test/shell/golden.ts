// Reads the command files of test/data/linux (their README.md says how they are written) and brings what a veth host
// printed into the form of this simulation's physical cards.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/source.js';

export interface GoldenCase {
  /** The nearest remark above. */
  readonly note: string;
  readonly node: string;
  readonly command: string;
  readonly status: number;
  /** Wall time in seconds, where it is given. */
  readonly after: number | undefined;
  readonly out: readonly string[];
  readonly err: readonly string[];
  /** Number of the case in its file, from 1. */
  readonly number: number;
}

/** The cases of one file. */
export function goldenCases(file: string): GoldenCase[] {
  const cases: GoldenCase[] = [];
  let note = '';
  for (const block of readFileSync(join(root, 'test/data/linux', file), 'utf8').split(/\n\n(?=[%@])/)) {
    const lines = block.split('\n');
    for (const line of lines) if (line.startsWith('% ')) note = line.slice(2);
    const head = /^@ (\w+): (.*)$/.exec(lines.find(line => line.startsWith('@ ')) ?? '');
    const end = /^= (-?\d+)(?: after ([\d.]+) s)?/.exec(lines.find(line => line.startsWith('= ')) ?? '');
    if (head === null || end === null) continue;
    const texts = (mark: string) =>
      lines.filter(line => line.startsWith(`${mark} `)).map(line => line.slice(2).replace(/\$$/, ''));
    cases.push({
      note,
      node: head[1] as string,
      command: head[2] as string,
      status: Number(end[1]),
      after: end[2] === undefined ? undefined : Number(end[2]),
      out: texts('>'),
      err: texts('!'),
      number: cases.length + 1,
    });
  }
  return cases;
}

/** The command as it is typed here: redirected output is output all the same, and every ping is a user's. */
export const typed = (command: string): string =>
  command.replace(/ >\/dev\/null$/, '').replace(/^setpriv .*?(?=ping )/, '');

/**
 * Physical for veth: no `@ifN`, no link-netns, a queue of its own; and no rows of multicast groups, which a bridge
 * without IPv6 and IGMP has not (`33:33:…`, `01:00:5e:…`, all of them `self permanent`).
 */
export function physical(lines: readonly string[]): string[] {
  return lines
    .filter(line => !/^(?:33:33|01:00:5e):/.test(line))
    .map(line =>
      line
        .replace(/^(\w+)@if\d+(\s+)(?=UP|DOWN)/, (_, name: string) => `${name.padEnd(16)} `)
        .replace(/^(\d+: \w+)@if\d+:/, '$1:')
        .replace(/ link-netns \w+/, '')
        .replace(/^(\d+: (?:eth0|p\d): .* qdisc )noqueue/, '$1pfifo_fast')
        .replace(/"link_index":\d+,/g, '')
        .replace(/,"link_netnsid":\d+/g, '')
        .replace(/("ifname":"(?:eth0|p\d)".*?"qdisc":")noqueue/g, '$1pfifo_fast')
        .replace(/\{"mac":"(?:33:33|01:00:5e):[^}]*\},?/g, '')
        .replace(/,\]$/, ']'),
    );
}

/** Times masked as in the recordings; ages of permanent entries, which depend on when a network was set up, too. */
export const masked = (lines: readonly string[]): string[] =>
  lines.map(line =>
    line
      // ping -a rings the bell; netstep's console has none.
      .replaceAll('\u0007', '')
      .replace(/ ident=\d+/, ' ident=<id>')
      .replace(/time=[\d.]+ ms/, 'time=<ms> ms')
      .replace(/time \d+ms/, 'time <ms>ms')
      .replace(/= [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/, '= <min>/<avg>/<max>/<mdev> ms')
      .replace(/\] {2}[\d.]+ms/, ']  <ms>ms')
      .replace(/^\[\d+\.\d{6}\]/, '[<epoch.us>]')
      .replace(/used \d+\/\d+(.* permanent)$/, 'used <age>$1')
      .replace(/"used":\d+,"updated":\d+(,"flags":\[\],"master":"br0","state":"permanent")/g, '"used":<age>$1'),
  );

/** `ip neigh` lists in the order of a hash: compared without order. */
export function unordered(command: string, lines: readonly string[]): string[] {
  if (!/^ip .*neigh/.test(command)) return [...lines];
  const objects = / -j /.test(command) ? lines.flatMap(line => line.slice(1, -1).split(/(?<=\}),/)) : lines;
  return [...objects].sort();
}
