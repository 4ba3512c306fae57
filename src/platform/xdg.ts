// Where a program keeps what belongs to the person: the XDG Base Directory Specification.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** netstep's folder for settings. A relative path in the variable is to be ignored, says the specification. */
export function configFolder(env: Env): string {
  const own = env.XDG_CONFIG_HOME ?? '';
  return join(isAbsolute(own) ? own : join(env.HOME || homedir(), '.config'), 'netstep');
}
