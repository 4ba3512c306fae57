// Completion of the last word of a command line. Commands say which words of their own may follow; the names of devices
// and the addresses of the node are offered everywhere.
import { formatIpv4 } from '../wire/index.js';
import { type Context, commandNamed, commandNames } from './command.js';
import { tokenize } from './tokens.js';

/** Candidates for the last word of `line`, sorted; the last word is empty after a blank. */
export function complete(context: Context, line: string): readonly string[] {
  const tokens = tokenize(line);
  if ('problem' in tokens) return [];
  const words = [...tokens.words];
  const last = /\s$/.test(line) || words.length === 0 ? '' : (words.pop() as string);
  if (words.length === 0) return commandNames().filter(name => name.startsWith(last));
  const [name, ...typed] = words as [string, ...string[]];
  const own = commandNamed(name)?.complete?.(typed, context) ?? [];
  const all = new Set([...own, ...devicesAndAddresses(context)]);
  return [...all].filter(word => word.startsWith(last)).sort();
}

function devicesAndAddresses({ ns }: Context): readonly string[] {
  const neighbours = [...ns.neighs.rows()].map(row => formatIpv4(row.ip));
  const addresses = [...ns.addrs.rows()].map(row => formatIpv4(row.ip));
  return [...ns.devices().map(d => d.name), ...addresses, ...neighbours];
}
