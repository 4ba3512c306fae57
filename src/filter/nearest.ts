/** Names close to one that doesn't exist. Reads first: nothing. */

/** Longer words than this are not looked for. */
const longest = 64;

/** Edits (insert, delete, replace, swap neighbours) between two short words; `limit` + 1 when there are more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** At most three of `names`, closest first, then in their own order. A name that goes on from `wanted` is close too. */
export function nearestOf(wanted: string, names: Iterable<string>): string[] {
  const word = wanted.toLowerCase();
  if (word.length > longest || word.length === 0) return [];
  const limit = Math.max(1, Math.min(3, Math.floor(word.length / 3)));
  const found: { name: string; distance: number; order: number }[] = [];
  for (const name of new Set(names)) {
    const other = name.toLowerCase();
    const distance = Math.min(editDistance(word, other, limit), goesOn(word, other) ? 0.5 : limit + 1);
    if (distance <= limit) found.push({ name, distance, order: found.length });
  }
  found.sort((a, b) => a.distance - b.distance || a.order - b.order);
  // Only its letters' case is wrong: nothing else is meant.
  const same = found.filter(({ distance }) => distance === 0);
  return (same.length > 0 ? same : found).slice(0, 3).map(({ name }) => name);
}

/** tcp.seq → tcp.seq_raw, opcode → arp.opcode */
function goesOn(word: string, other: string): boolean {
  if (word.length < 3) return false;
  return other.startsWith(`${word}_`) || other.startsWith(`${word}.`) || other.endsWith(`.${word}`);
}
