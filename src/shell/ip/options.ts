// Options of `ip`, which stand before the object (iproute2 ip/ip.c).
import type { Context } from '../command.js';
import { type CommandResult, fail, notSimulated } from '../result.js';
import { matches } from '../words.js';

export interface IpOptions {
  readonly version: boolean;
  readonly ipv4: boolean;
  readonly brief: boolean;
  readonly statistics: boolean;
  readonly oneline: boolean;
  readonly json: boolean;
  readonly details: boolean;
}

export interface IpContext extends Context {
  readonly options: IpOptions;
}

type Flag = keyof IpOptions;

/** In iproute2's order, on which abbreviations depend. What has no flag is either harmless here or not simulated. */
const KNOWN: readonly (readonly [name: string, flag: Flag | 'ignored' | 'missing'])[] = [
  ['-loops', 'missing'],
  ['-family', 'missing'],
  ['-human-readable', 'missing'],
  ['-iec', 'missing'],
  ['-stats', 'statistics'],
  ['-statistics', 'statistics'],
  ['-details', 'details'],
  ['-resolve', 'missing'],
  ['-oneline', 'oneline'],
  ['-timestamp', 'missing'],
  ['-tshort', 'missing'],
  ['-Version', 'version'],
  ['-force', 'ignored'],
  ['-batch', 'missing'],
  ['-brief', 'brief'],
  ['-json', 'json'],
  ['-pretty', 'missing'],
  ['-rcvbuf', 'missing'],
  ['-color', 'ignored'],
  ['-netns', 'missing'],
  ['-Numeric', 'missing'],
  ['-all', 'missing'],
];

/** Splits options from what follows them. */
export function ipOptions(
  words: readonly string[],
): { readonly options: IpOptions; readonly rest: readonly string[] } | CommandResult {
  const options = {
    version: false,
    ipv4: false,
    brief: false,
    statistics: false,
    oneline: false,
    json: false,
    details: false,
  };
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith('-')) break;
    const opt = word.startsWith('--') ? word.slice(1) : word;
    if (opt === '-') return { options, rest: words.slice(at + 1) };
    if (opt === '-6') return notSimulated('IPv6: ip -6');
    if (['-0', '-M', '-B'].includes(opt)) return notSimulated(`ip ${opt}`);
    if (opt === '-4') options.ipv4 = true;
    else if (matches(opt, '-help')) return { options, rest: ['help'] };
    else {
      const found = KNOWN.find(([name]) => matches(opt, name));
      if (found === undefined) return fail(255, `Option "${opt}" is unknown, try "ip -help".`);
      const flag = found[1];
      if (flag === 'missing') return notSimulated(`ip ${found[0]}`);
      if (flag !== 'ignored') options[flag] = true;
    }
  }
  return { options, rest: words.slice(at) };
}

/** The records of a listing as JSON, or as text: one entry a line, or with -o one record a line. */
export function listing(
  records: readonly { readonly lines: readonly string[]; readonly json: object }[],
  { json, oneline }: IpOptions,
): readonly string[] {
  if (json) return [JSON.stringify(records.map(r => r.json))];
  return oneline ? records.map(r => r.lines.join('\\')) : records.flatMap(r => r.lines);
}
