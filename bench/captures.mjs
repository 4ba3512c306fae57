// The capture that dissection is measured with, and tshark over it.
import { spawnSync } from 'node:child_process';

/** Writes the capture; why it could not be, or undefined. */
export function makeCapture(program, path, frames) {
  const made = spawnSync('python3', [program, path, String(frames)], { encoding: 'utf8' });
  return made.status === 0
    ? undefined
    : 'python3 is not installed: dissection is not measured, its frames are made by it';
}

/** CPU ns per frame, user and system, of tshark's whole run; `missing` where it is not installed. */
export function runTshark(path, frames) {
  if (spawnSync('tshark', ['--version']).status !== 0)
    return { missing: 'tshark is not installed: dissection stands alone' };
  return { summary: cpuOf(['-n', '-r', path], frames), tree: cpuOf(['-n', '-r', path, '-V'], frames) };
}

function cpuOf(args, frames) {
  const line = 'TIMEFORMAT="%U %S"; time tshark "$@" > /dev/null 2> /dev/null';
  const { stderr } = spawnSync('bash', ['-c', line, 'bash', ...args], { encoding: 'utf8' });
  const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return { cpuNs: ((user + system) * 1e9) / frames };
}
