// Draws the README's pictures with the program itself. They are the same bytes on every machine; a test compares them with
// what the program draws now.
//
//   npm run build && npm run pictures      into docs/pictures
//   node scripts/pictures.mjs FOLDER       into another folder
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2] ?? join(root, 'docs/pictures'));

/** What `netstep shot` is asked for, by the name of the file. */
const pictures = {
  'arp-160x48.svg': ['arp', '--at', '5', '--size', '160x48'],
  'arp-80x24.svg': ['arp', '--at', 'answer', '--size', '80x24'],
};

mkdirSync(folder, { recursive: true });
for (const [file, args] of Object.entries(pictures)) {
  const command = [join(root, 'bin/netstep.js'), 'shot', ...args, '--lang', 'en', '-o', join(folder, file)];
  const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}
