import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cycleOf, graphOf, type Import, importsOf, roomOf, violations } from './imports.js';
import { allowedRooms, isRoom, rooms } from './rooms.js';
import { root, sourceFiles } from './source.js';

const files = sourceFiles('src');

describe('the rooms of src', () => {
  test('import only what their lines name', () => {
    expect(files.flatMap(violations)).toEqual([]);
  });

  test('have no cycle, in the table or in the files', () => {
    const table = new Map(
      Object.keys(rooms)
        .filter(isRoom)
        .map(room => [room, new Set(allowedRooms(room))]),
    );
    expect(cycleOf(table)).toBeUndefined();
    expect(cycleOf(graphOf(files))).toBeUndefined();
  });

  // What needs no screen starts without loading React and Ink, which takes longer than all the rest.
  test('load the screen only when it is shown', () => {
    const eager = files.flatMap(file =>
      roomOf(file.path) === 'tui'
        ? []
        : importsOf(file.text)
            .filter(found => loadsScreen(found))
            .map(() => file.path),
    );
    expect(eager).toEqual([]);
  });

  test('keep the themes apart from the screen: their names are known without it', () => {
    const themes = files.filter(file => file.path.startsWith('src/tui/themes/'));
    const outside = themes.flatMap(file =>
      importsOf(file.text).filter(({ specifier, loads }) => loads === 'at once' && !specifier?.startsWith('./')),
    );
    expect(themes.length).toBeGreaterThan(5);
    expect(outside).toEqual([]);
  });

  const architecture = join(root, 'ARCHITECTURE.md');
  test.skipIf(!existsSync(architecture))('are those of the table in ARCHITECTURE.md', () => {
    const written = tableOf(readFileSync(architecture, 'utf8'));
    const wanted = Object.entries(rooms).map(([room, names]) => [room, names === 'all' ? 'all' : [...names].sort()]);
    expect(written).toEqual(Object.fromEntries(wanted));
  });
});

/** Whether an import loads the screen together with the file that has it. */
/** The themes are data that names nothing else of the screen; the next test holds them to that. */
function loadsScreen({ specifier, loads }: Import): boolean {
  return loads === 'at once' && /^(?:\.{1,2}\/.*\btui\/(?!themes\/)|ink$|react$)/.test(specifier ?? '');
}

/** The rows "| `src/room` | what | imports |" of a page: each room and the rooms its last cell names. */
function tableOf(page: string): Record<string, string[] | 'all'> {
  const rows = page.matchAll(/^\|\s*`src\/(\w+)`\s*\|.*\|([^|]*)\|\s*$/gm);
  return Object.fromEntries(
    [...rows].map(([, room, cell]) => {
      const names = cell!.match(/[a-z]\w*/g) ?? [];
      return [room, names[0] === 'all' ? 'all' : names.sort()];
    }),
  );
}

describe('the finder of imports', () => {
  test.each([
    ["import { a } from './a.js';", './a.js'],
    ["import type { A } from '../x/a.js';", '../x/a.js'],
    ["import {\n  a,\n  type B,\n} from './a.js';", './a.js'],
    ["import * as all from 'yaml';", 'yaml'],
    ["import './effects.js';", './effects.js'],
    ["export * from './a.js';", './a.js'],
    ["export type { A } from './a.js';", './a.js'],
    ["const a = await import('./a.js');", './a.js'],
    ['const a = await import(`./a.js`);', './a.js'],
    ["let a: import('./a.js').A;", './a.js'],
    ["import a = require('a');", 'a'],
    ["const said = `${await import('./a.js')}`;", './a.js'],
    ["const url = /https?:\\/\\/'/; import { a } from './a.js';", './a.js'],
    ["const tag = <Text>Don't</Text>; export { a } from './a.js';", './a.js'],
    ['import(name);', undefined],
    ['import(`./${name}.js`);', undefined],
  ])('sees %s', (text, specifier) => {
    expect(importsOf(text).map(found => found.specifier)).toEqual([specifier]);
  });

  test.each([
    ["// import { a } from './a.js';"],
    ["/* import './a.js'; */"],
    ['const text = "import \'./a.js\'";'],
    ["const text = `import './a.js'`;"],
    ["const row = { from: 'A', import: 'B' };"],
    ["const text = 'it\\'s // from \"x\"';"],
    ['const half = a / b; const text = "from \'x\'"; const third = c / d;'],
    ['const url = import.meta.url;'],
  ])('sees nothing in %s', text => {
    expect(importsOf(text)).toEqual([]);
  });
});

test.each([
  ["import { run } from '../tui/app.js';", true],
  ["import {\n  type A,\n} from '../tui/app.js';", true],
  ["export * from '../tui/app.js';", true],
  ["import '../tui/app.js';", true],
  ["import type from '../tui/app.js';", true],
  ["import type { A } from '../tui/app.js';", false],
  ["export type * from '../tui/app.js';", false],
  ["const { run } = await import('../tui/app.js');", false],
  ["import type { A } from './a.js';\nimport { b } from '../tui/b.js';", true],
])('whether the screen is loaded is seen in %s', (text, eager) => {
  expect(importsOf(text).some(loadsScreen)).toBe(eager);
});

describe('the check of rooms', () => {
  const check = (path: string, text: string) => violations({ path, text });

  test.each([
    ['src/wire/arp.ts', "import { a } from '../sim/a.js';", 'wire imports sim'],
    ['src/wire/arp.ts', "import type { A } from '../sim/a.js';", 'wire imports sim'],
    ['src/wire/a/deep.ts', "export * from '../../net/tcp.js';", 'wire imports net'],
    ['src/tui/app.tsx', "const x = await import('../sim/a.js');", 'tui imports sim'],
    ['src/debug/why.ts', "import { a } from '../net/a.js';", 'debug imports net'],
    ['src/lesson/load.ts', "import { read } from '../platform/files.js';", 'lesson imports platform'],
    ['src/tui/app.tsx', "import { read } from '../platform/files.js';", 'tui imports platform'],
    ['src/net/a.ts', "import { parse } from 'yaml';", 'the package yaml'],
    ['src/lesson/a.ts', "import chalk from 'chalk';", 'the package chalk'],
    ['src/lesson/a.ts', "import { z } from 'zod/v3';\nimport type { X } from 'ink';", 'the package ink'],
    ['src/lesson/a.ts', "import { readFileSync } from 'node:fs';", 'imports node:fs'],
    ['src/wire/a.ts', "import { readFileSync } from 'fs';", 'the package fs'],
    ['src/wire/a.ts', "import { a } from './b';", 'Write the ending'],
    ['src/cli/a.ts', "import { a } from '../../test/a.js';", 'outside the rooms'],
    ['src/cli/a.ts', 'await import(name);', 'a computed name'],
    ['src/cli/a.ts', "import { a } from '../index.js';", "the library's entry"],
    ['src/index.ts', "export * from './tui/app.js';", 'no part of the library'],
    ['src/attic/a.ts', '', 'is in no room'],
    ['src/loose.ts', '', 'is in no room'],
  ])('refuses in %s: %s', (path, text, problem) => {
    const found = check(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test.each([
    ['src/wire/arp.ts', "import { a } from './ipv4.js';"],
    ['src/author/check.ts', "import { a } from '../platform/files.js';\nimport { join } from 'node:path';"],
    ['src/cli/main.ts', "const { run } = await import('../tui/app.js');\nimport chalk from 'chalk';"],
    ['src/tui/app.tsx', "import { Box } from 'ink';\nimport { jsx } from 'react/jsx-runtime';"],
    ['src/index.ts', "export * from './lesson/index.js';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(check(path, text)).toEqual([]);
  });

  test('finds a cycle between rooms', () => {
    const looped = [
      { path: 'src/sim/a.ts', text: "import '../net/a.js';" },
      { path: 'src/net/a.ts', text: "import type { A } from '../wire/a.js';" },
      { path: 'src/wire/a.ts', text: "import type { A } from '../sim/a.js';" },
    ];
    expect(cycleOf(graphOf(looped))).toEqual(['sim', 'net', 'wire', 'sim']);
  });
});
