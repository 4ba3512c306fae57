// Files: the only access to them. Handed to the rooms that need it by the command line.
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text file's content, or the first `most` bytes of it; undefined when there is none. */
export function readText(path: string, most = Number.POSITIVE_INFINITY): string | undefined {
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  const text = statSync(path).size <= most ? readFileSync(path, 'utf8') : beginning(path, most);
  // A byte order mark is some editor's, not the author's.
  return text.replace(/^\uFEFF/, '');
}

function beginning(path: string, most: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(most);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, most, 0));
  } finally {
    closeSync(file);
  }
}

/** Whether a name in a folder is a link to what does not stand in that folder; the folder itself may be one. */
export function leadsOutside(folder: string, name: string): boolean {
  const path = join(folder, name);
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return false;
  // A link to nothing: whoever writes to it makes a file elsewhere.
  if (!existsSync(path)) return true;
  return !realpathSync(path).startsWith(`${realpathSync(folder).replace(/[\\/]$/, '')}${sep}`);
}

/** Writes a file; `fresh`: throws where there is one already. */
export function writeBytes(path: string, bytes: Uint8Array, fresh = false): void {
  writeFileSync(path, bytes, { flag: fresh ? 'wx' : 'w' });
}

/** Names of what is in a folder, sorted; none where there is no folder. */
export function filesIn(path: string): string[] {
  return existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).sort() : [];
}

/** The folder that a path is in. */
export const parentOf = (path: string): string => dirname(resolve(path));

/** Editors write a file in several steps: so long nothing must have changed, ms. */
const QUIET_MS = 80;

/** Calls `changed` with the name of a file of a folder some moments after it was written. Returns how to stop. */
export function watchFolder(path: string, changed: (file: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(path, (_event, name) => {
    clearTimeout(timer);
    timer = setTimeout(() => changed(String(name ?? '')), QUIET_MS);
  });
  // The folder may go: what was loaded stays.
  watcher.on('error', () => watcher.close());
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Folders right below `path` that hold a lesson.yaml, by name. */
export function lessonFolders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(path, entry.name, 'lesson.yaml')))
    .map(entry => entry.name)
    .sort();
}

/** The folder of the packaged lessons: beside the package.json above the running module. */
export function packagedLessons(moduleUrl: string): string {
  let folder = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'lessons');
}

/** A lesson's folder from what a person wrote: a folder, or its lesson.yaml. Undefined: neither is there. */
export function lessonFolder(path: string): string | undefined {
  const full = resolve(path);
  if (!existsSync(full)) return undefined;
  if (statSync(full).isDirectory()) return existsSync(join(full, 'lesson.yaml')) ? full : undefined;
  return basename(full) === 'lesson.yaml' ? dirname(full) : undefined;
}

/** The YAML file of that path; undefined: there is none. */
export const yamlFile = (path: string): string | undefined =>
  /\.ya?ml$/i.test(path) && existsSync(path) && statSync(path).isFile() ? resolve(path) : undefined;

/** YAML files in a folder, sorted. */
export const yamlFiles = (path: string): string[] => filesIn(path).filter(name => /\.ya?ml$/i.test(name));

/** Whether anything is there. */
export const exists = (path: string): boolean => existsSync(resolve(path));

export { makeFolder } from './make-folder.js';
export { basename, join };
