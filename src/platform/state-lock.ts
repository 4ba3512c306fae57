// One process at a time at a file: a lock file beside it, held for the milliseconds that reading and writing take. One that
// was left behind (its process is gone, or it is older than any work takes) is taken over.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.js';

/** Nobody holds a lock as long as this, ms: what does was left behind, even if a process of its number runs. */
const STALE_MS = 10_000;
/** Between two looks at a lock that another holds, ms. */
const LOOK_MS = 5;

export type Locked<T> =
  | { readonly kind: 'done'; readonly lock: string; readonly result: T }
  | { readonly kind: 'busy'; readonly lock: string; readonly result?: undefined };

/**
 * Does `work` while nobody else who asks for this lock is at the file; waits at most `waitMs` for it. Makes the folder.
 * `busy`: another holds it. Throws what the system says of the folder, and what `work` throws.
 * `work` is told whether the lock is still its own: to be asked right before what can't be undone.
 */
export function withLock<T>(path: string, waitMs: number, work: (still: () => boolean) => T): Locked<T> {
  const lock = `${path}.lock`;
  const id = randomUUID();
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id });
  makeFolder(dirname(path));
  const until = performance.now() + waitMs;
  while (!take(lock, mine, `${lock}.${id}`)) {
    if (takeOver(lock, `${lock}.${id}`)) continue;
    if (performance.now() >= until) return { kind: 'busy', lock };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  try {
    return { kind: 'done', lock, result: work(() => contentOf(lock) === mine) };
  } finally {
    if (contentOf(lock) === mine) rmSync(lock, { force: true });
  }
}

/** Makes the lock with its content in one step: whoever sees it sees whose it is. */
function take(lock: string, mine: string, own: string): boolean {
  writeFileSync(own, mine);
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without hard links (FAT, some shares): made and filled in two steps instead.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return create(lock, mine);
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function create(lock: string, mine: string): boolean {
  try {
    writeFileSync(lock, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a lock that was left behind; false: there is none such. `aside`: a name of one's own. */
function takeOver(lock: string, aside: string): boolean {
  const seen = contentOf(lock);
  if (seen === undefined || !leftBehind(lock, seen)) return false;
  // Of several who see this only one can move it away; and what was moved is looked at again: a lock that somebody has
  // made meanwhile is given back.
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  if (contentOf(aside) !== seen) {
    try {
      linkSync(aside, lock);
    } catch {
      // Another has it by now; the one it belonged to asks before it writes.
    }
  }
  rmSync(aside, { force: true });
  return true;
}

function leftBehind(lock: string, content: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > STALE_MS) return true;
  } catch {
    return false;
  }
  try {
    const { pid, host } = JSON.parse(content) as { pid?: unknown; host?: unknown };
    if (typeof pid !== 'number' || host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
