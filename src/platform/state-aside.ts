// A file that can't be used is kept, under another name.
import { existsSync, renameSync } from 'node:fs';

/** Renames a file to `PATH.why-1`, or the first number that is free; gives the new name. Throws what the system says. */
export function setAside(path: string, why: string): string {
  for (let n = 1; ; n++) {
    const to = `${path}.${why}-${n}`;
    if (existsSync(to)) continue;
    renameSync(path, to);
    return to;
  }
}
