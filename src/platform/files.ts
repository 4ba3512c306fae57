// Files: the only access to them. Handed to the rooms that need it by the command line.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text file's content; undefined when there is none. */
export function readText(path: string): string | undefined {
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  // A byte order mark is some editor's, not the author's.
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}

export function writeBytes(path: string, bytes: Uint8Array): void {
  writeFileSync(path, bytes);
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

/** Whether anything is there. */
export const exists = (path: string): boolean => existsSync(resolve(path));

export { basename, join };
