// Frames that wait: any column of the kind `frames` is a queue of packets.
import type { Journal } from '../journal/index.js';

/** The frames in all queues of all tables, at the journal's position. */
export function framesInQueues(journal: Journal): Set<number> {
  const out = new Set<number>();
  for (const table of journal.tables) {
    const columns = Object.entries(table.schema.columns ?? {}).filter(([, kind]) => kind === 'frames');
    if (columns.length === 0) continue;
    for (const row of table.rows()) {
      for (const [name] of columns) for (const f of (row as Record<string, Iterable<number>>)[name] ?? []) out.add(f);
    }
  }
  return out;
}
