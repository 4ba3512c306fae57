// The folder for what a program remembers from one start to the next (XDG Base Directory Specification 0.8: state), and small
// versioned JSON files in it.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { makeFolder } from './make-folder.js';

type Env = Readonly<Record<string, string | undefined>>;

/** `$NETSTEP_STATE_DIR`, else `netstep` in `$XDG_STATE_HOME`, else in `~/.local/state`. */
export function stateFolder(env: Env, home: string = homedir()): string {
  if (env.NETSTEP_STATE_DIR) return env.NETSTEP_STATE_DIR;
  // A relative path there is to be ignored, says the specification.
  const xdg = env.XDG_STATE_HOME ?? '';
  return join(isAbsolute(xdg) ? xdg : join(home, '.local', 'state'), 'netstep');
}

export type StateRead =
  | { readonly kind: 'missing' | 'corrupt' | 'newer' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'read'; readonly content: Readonly<Record<string, unknown>> };

/** The content of a file that `writeState` wrote; what is wrong with it, never an error. */
export function readState(path: string, version: number): StateRead {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? { kind: 'missing' } : { kind: 'failed', error };
  }
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null) return { kind: 'corrupt' };
    const { version: found } = content as { version?: unknown };
    if (typeof found !== 'number') return { kind: 'corrupt' };
    return found > version ? { kind: 'newer' } : { kind: 'read', content: content as Record<string, unknown> };
  } catch {
    return { kind: 'corrupt' };
  }
}

/** Writes it whole or not at all: whoever reads never sees half a file. Throws what the system says. */
export function writeState(
  path: string,
  content: Readonly<Record<string, unknown>> & { readonly version: number },
): void {
  makeFolder(dirname(path));
  const half = `${path}.new`;
  try {
    writeFileSync(half, `${JSON.stringify(content)}\n`);
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
