// Whose address is it: for questions that name a node or an address.
import { parseIpv4 } from '../wire/index.js';
import { changeIndex } from './change-index.js';
import type { Target } from './target.js';

/** The node that has one of the addresses, or had it before it was switched off. */
export const ownerOf = (target: Target, addresses: readonly number[]): string | undefined =>
  target.nodeNames.find(node => addressesOf(target, node).some(ip => addresses.includes(ip)));

/** The addresses that a word means: itself, or those of the node of that name; where it has none now, those it had last. */
export function addressesOf(target: Target, word: string): number[] {
  const ip = parseIpv4(word);
  if (ip !== undefined) return [ip];
  const { journal } = target.world;
  const table = journal.tableNamed(`addr@${word}`);
  if (table === undefined) return [];
  const index = changeIndex(target);
  const limit = journal.changesAt(journal.position);
  const now: number[] = [];
  const ever: number[] = [];
  for (const key of table.keysEver()) {
    const change = index.lastBefore(table, key, limit);
    if (change === undefined) continue;
    const { before, after } = journal.change(change);
    const { ip: own } = (after ?? before) as { readonly ip: number };
    if (own >>> 24 === 127) continue;
    ever.push(own);
    if (after !== undefined) now.push(own);
  }
  return now.length > 0 ? now : ever;
}
