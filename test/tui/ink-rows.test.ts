// The shortcut that the build puts into Ink (scripts/ink-rows.mjs): the same picture as Ink's own, cell by cell.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Theme } from '../../src/tui/theme.js';
import { desk } from './fixture.js';

interface InkOutput {
  write(
    x: number,
    y: number,
    text: string,
    options: { transformers: ((line: string, index: number) => string)[] },
  ): void;
  get(): { output: string; height: number };
}
type Class = new (size: { width: number; height: number }) => InkOutput;

const ink = dirname(createRequire(import.meta.url).resolve('ink'));
const folder = mkdtempSync(join(tmpdir(), 'netstep-'));
const found: { own?: Class; fast?: Class } = {};

async function load(name: string, edit: (source: string) => string): Promise<Class> {
  const source = edit(readFileSync(join(ink, 'output.js'), 'utf8'));
  const outfile = join(folder, `${name}.mjs`);
  const stdin = { contents: source, resolveDir: ink, loader: 'js' as const };
  await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  return ((await import(pathToFileURL(outfile).href)) as { default: Class }).default;
}

beforeAll(async () => {
  const { fastRows } = (await import(new URL('../../scripts/ink-rows.mjs', import.meta.url).href)) as {
    fastRows: (source: string) => string;
  };
  found.own = await load('own', source => source);
  found.fast = await load('fast', fastRows);
  expect(() => fastRows('something else')).toThrow('ink-rows.mjs');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A row as cells: the character, and how it looks. */
function cells(row: string): string[] {
  const out: string[] = [];
  let style = new Set<string>();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is read
  for (const [, codes, character] of row.matchAll(/\u001b\[([\d;]*)m|([\s\S])/gu)) {
    if (character !== undefined) out.push(`${character} ${[...style].sort().join(',')}`);
    else for (const code of codes!.split(';')) style = apply(style, Number(code));
  }
  // A blank in no style at the end is not written by either.
  while (out.at(-1) === '  ') out.pop();
  return out;
}

function apply(style: ReadonlySet<string>, code: number): Set<string> {
  const next = new Set(style);
  const drop = (prefix: string) => {
    for (const s of style) if (s.startsWith(prefix)) next.delete(s);
  };
  if (code === 0) next.clear();
  else if (code === 22) drop('bold');
  else if (code === 27) drop('inverse');
  else if (code === 39) drop('fg');
  else if (code === 49) drop('bg');
  else if (code === 1) next.add('bold');
  else if (code === 7) next.add('inverse');
  else {
    const kind = (code >= 40 && code < 48) || code >= 100 ? 'bg' : 'fg';
    drop(kind);
    next.add(`${kind}${code}`);
  }
  return next;
}

function both(rows: readonly string[], width: number): [string, string] {
  const [own, fast] = [found.own!, found.fast!].map(made => {
    const output = new made({ width, height: rows.length });
    for (const [y, row] of rows.entries()) output.write(0, y, ' '.repeat(width), { transformers: [() => row] });
    return output.get().output;
  });
  return [own!, fast!];
}

test.each(['en', 'zh-CN'] as const)('%s: screens of all sizes, in colour and without', lang => {
  for (const level of [0, 1] as const) {
    const theme = new Theme(level);
    for (const size of [
      { columns: 80, rows: 24 },
      { columns: 160, rows: 48 },
    ]) {
      for (const keys of ['', 'n n s', 'n n n 2 j j j', 'c c c ?', 'c c N 8 w']) {
        const { rows } = desk(size, lang).press(keys).store.screen;
        const [own, fast] = both(
          rows.map(row => theme.render(row)),
          size.columns,
        );
        const [a, b] = [own, fast].map(text => text.split('\n').map(cells));
        expect(b).toEqual(a);
      }
    }
  }
});

test('anything else goes the way Ink made it', () => {
  const made = [found.own!, found.fast!].map(Output => {
    const output = new Output({ width: 20, height: 3 });
    output.write(0, 0, 'first', { transformers: [] });
    output.write(5, 0, 'second', { transformers: [] });
    output.write(2, 1, 'third\nfourth', { transformers: [line => line.toUpperCase()] });
    return output.get();
  });
  expect(made[1]).toEqual(made[0]);
});
