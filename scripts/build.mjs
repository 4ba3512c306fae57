// Builds dist/: the program and the library entries as one ES-module bundle in shared chunks, the licence texts of the
// packages in it, and the type declarations.
//
//   node scripts/build.mjs               everything; a failing type fails the build, after the bundle is written
//   node scripts/build.mjs --prepare     the same for npm's `prepare`: never fails an install for want of the build tools
//   node scripts/build.mjs --no-types    the bundle alone (about a quarter of a second)
//   node scripts/build.mjs --sourcemap   with source maps beside the bundle
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fastRows } from './ink-rows.mjs';
import { thirdPartyLicences } from './licences.mjs';
import { vendorTypes } from './vendor-types.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const flags = new Set(process.argv.slice(2));
const prepare = flags.has('--prepare');

/** What the package offers, by the name of the file in dist/. An entry whose source does not exist is left out. */
const entries = {
  cli: 'src/cli/main.ts',
  index: 'src/index.ts',
  testing: 'src/author/testing.ts',
};

/** Files of packages that are replaced in the bundle, and by what; or edited, and by which function. */
const replacements = [
  // With DEV=true Ink connects to the React developer tools and reads its own package.json, which a bundle has neither of.
  { file: /[\\/]ink[\\/]build[\\/]utils\.js$/, contents: 'export const isDev = () => false;' },
  { file: /[\\/]ink[\\/]build[\\/]devtools\.js$/, contents: 'export {};' },
  // Three quarters of a picture's time, for nothing, where every row is one text: see ink-rows.mjs.
  { file: /[\\/]ink[\\/]build[\\/]output\.js$/, edit: fastRows },
  // It decodes its own bytes by way of fetch(), for which Node loads an HTTP client: 40 ms of a start.
  { file: /[\\/]yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/, edit: withoutFetch },
  // It makes a table of all pictures there are when it is loaded; netstep seldom has one (src/export/width.ts).
  { file: /[\\/]string-width[\\/]index\.js$/, edit: whenAsked },
  // The sentences of zod in fifty languages: 300 kB that `import { z }` would bring, of which netstep shows none.
  { file: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/, contents: "export { default as en } from './en.js';" },
];

function withoutFetch(source) {
  const parts = source.split('return w||"function"!=typeof fetch?');
  if (parts.length !== 2) throw new Error('yoga-layout has changed: look at how it reads its bytes');
  return parts.join('return true?');
}

function whenAsked(source) {
  const edits = [
    ['const segmenter = new Intl.Segmenter();', 'let segmenter;'],
    ['segmenter.segment(', '(segmenter ??= new Intl.Segmenter()).segment('],
    ['const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;', 'let rgiEmojiRegex;'],
    ['rgiEmojiRegex.test(', "(rgiEmojiRegex ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test("],
  ];
  let edited = source;
  for (const [from, to] of edits) {
    const parts = edited.split(from);
    // Another release, whose copy may be another package's: as it is, it works too.
    if (parts.length !== 2) return source;
    edited = parts.join(to);
  }
  return edited;
}

const existing = Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(join(root, source))));

async function main() {
  const esbuild = await load('esbuild');
  if (!esbuild) {
    const say = prepare ? console.warn : console.error;
    say('netstep: not built, because the build tools are not installed. To install them and build, run: npm install');
    return prepare ? 0 : 1;
  }
  if (!(await bundle(esbuild))) return 1;
  if (flags.has('--no-types') || declarations()) return 0;
  console.error(
    'netstep: the bundle is built, but not its type declarations. To see the errors alone, run: npm run types',
  );
  return prepare ? 0 : 1;
}

/** The package of that name, or undefined when it is not installed. */
async function load(name) {
  try {
    return await import(name);
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function bundle(esbuild) {
  if (!existing.cli) {
    console.error(
      `netstep: nothing to build: ${entries.cli} is missing. Restore it, for example: git checkout ${entries.cli}`,
    );
    return false;
  }
  let result;
  try {
    result = await esbuild.build({
      absWorkingDir: root,
      entryPoints: existing,
      outdir: dist,
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      define: { 'process.env.NODE_ENV': '"production"' },
      // Some packages are CommonJS and call require() for Node's own modules.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      // What is not there need not be read; names stay, for reports of faults.
      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: flags.has('--sourcemap') ? 'linked' : false,
      legalComments: 'none',
      logLevel: 'warning',
      metafile: true,
      write: false,
      plugins: [replace],
    });
  } catch (error) {
    if (Array.isArray(error.errors)) return false; // esbuild has printed them, with file, line and column
    throw error;
  }
  const files = new Map(result.outputFiles.map(file => [file.path, file.text]));
  files.set(join(dist, 'THIRD-PARTY-LICENSES.txt'), thirdPartyLicences(root, Object.keys(result.metafile.inputs)));
  publish(files);
  return true;
}

const replace = {
  name: 'replace',
  setup(build) {
    for (const { file, contents, edit } of replacements) {
      build.onLoad({ filter: file }, ({ path }) => ({
        contents: edit ? edit(readFileSync(path, 'utf8')) : contents,
        loader: 'js',
        resolveDir: dirname(path),
      }));
    }
  },
};

/** Writes the files, then removes what an earlier build left, so that a program that runs meanwhile keeps its chunks. */
function publish(files) {
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
  // The declarations are looked after by whoever makes them, perhaps at this very moment.
  for (const folder of [dist, join(dist, 'chunks')]) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const path = join(folder, name);
      if (!files.has(path) && statSync(path).isFile()) rmSync(path);
    }
  }
}

/** The declarations of the library entries. tsc has no import of its own to call, so it is run. */
function declarations() {
  if (!existing.index && !existing.testing) return true;
  const compiler = locate('typescript');
  if (!compiler) {
    console.error('netstep: typescript is not installed. To install it, run: npm install');
    return false;
  }
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (tsc.status !== 0) return false;
  vendorTypes(root, join(dist, 'types'));
  return true;
}

function locate(name) {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.tsc);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
// npx runs `prepare` when it links this folder into its cache, and a failure there would leave the cache broken for good.
if (prepare && process.env.npm_command === 'exec') process.exitCode = 0;
