// Options of `bridge`, which stand before the object (iproute2 bridge/bridge.c).
import type { Context } from '../command.js';
import { type CommandResult, fail, notSimulated } from '../result.js';
import { matches } from '../words.js';

export interface BridgeOptions {
  readonly version: boolean;
  readonly statistics: boolean;
  readonly details: boolean;
  readonly json: boolean;
  /** Ranges of VLANs as one. */
  readonly compress: boolean;
}

export interface BridgeContext extends Context {
  readonly options: BridgeOptions;
}

const KNOWN = [
  ['-Version', 'version'],
  ['-stats', 'statistics'],
  ['-statistics', 'statistics'],
  ['-details', 'details'],
  ['-oneline', 'ignored'],
  ['-timestamp', 'missing'],
  ['-family', 'missing'],
  ['-4', 'ignored'],
  ['-6', 'missing'],
  ['-netns', 'missing'],
  ['-color', 'ignored'],
  ['-compressvlans', 'compress'],
  ['-force', 'ignored'],
  ['-json', 'json'],
  ['-pretty', 'missing'],
  ['-batch', 'missing'],
] as const;

/** Splits options from what follows them. */
export function bridgeOptions(
  words: readonly string[],
): { readonly options: BridgeOptions; readonly rest: readonly string[] } | CommandResult {
  const options = { version: false, statistics: false, details: false, json: false, compress: false };
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith('-')) break;
    const opt = word.startsWith('--') ? word.slice(1) : word;
    if (matches(opt, '-help')) return { options, rest: ['help'] };
    const found = KNOWN.find(([name]) => matches(opt, name));
    if (found === undefined) return fail(255, `Option "${opt}" is unknown, try "bridge help".`);
    if (found[1] === 'missing') return notSimulated(`bridge ${found[0]}`, 255);
    if (found[1] !== 'ignored') options[found[1]] = true;
  }
  return { options, rest: words.slice(at) };
}
