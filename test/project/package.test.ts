// What is published, and what must not stand in any file of it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));

// Written with brackets, so that this file does not hold what it looks for.
const machinePaths = /[/](?:work|root)[/]|[/]tmp[/][a-z]|[/]home[/][a-z]|[/]Users[/][a-z]/i;
const registryHosts = /registry[.][a-z0-9-]+[.][a-z]|npmmirror[.]com|yarnpkg[.]com/i;

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe('package-lock.json', () => {
  const text = read('package-lock.json');
  const lock = JSON.parse(text);

  test('names no place to download from', () => {
    expect(text).not.toMatch(/"resolved"/);
    expect(text).not.toMatch(registryHosts);
  });

  test('agrees with package.json', () => {
    expect(lock.version).toBe(manifest.version);
    expect(lock.packages[''].devDependencies).toEqual(manifest.devDependencies);
  });

  // npm leaves out what it cannot find for another platform, and `npm ci` then refuses the file.
  test('holds the packages for every platform', () => {
    const entries = lock.packages as Record<string, { optionalDependencies?: Record<string, string> }>;
    const names = new Set(Object.keys(entries).map(path => path.replace(/^.*node_modules\//, '')));
    const wanted = Object.values(entries).flatMap(entry => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter(name => !names.has(name))).toEqual([]);
  });

  test('holds a checksum for each package', () => {
    const { '': _, ...others } = lock.packages as Record<string, { integrity?: string }>;
    expect(Object.entries(others).filter(([, entry]) => !entry.integrity)).toEqual([]);
  });
});

describe('the package', () => {
  test('needs no other package at run time, and each version is exact', () => {
    expect(manifest.dependencies).toBeUndefined();
    for (const [name, version] of Object.entries(manifest.devDependencies)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  test('holds the program, the lessons and the licences, and nothing else', () => {
    expect(existsSync(join(root, 'dist/cli.js')), 'dist/ is missing. To build it, run: npm run build').toBe(true);
    const [pack] = Object.values(JSON.parse(run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts')));
    const paths = (pack as { files: { path: string }[] }).files.map(file => file.path);
    const wanted = ['LICENSE', 'bin/netstep.js', 'dist/THIRD-PARTY-LICENSES.txt', 'dist/cli.js', 'package.json'];
    for (const page of ['README.md', 'CHANGELOG.md']) if (existsSync(join(root, page))) wanted.push(page);
    if (existsSync(join(root, 'lessons/arp/lesson.yaml'))) wanted.push('lessons/arp/lesson.yaml');
    expect(paths).toEqual(expect.arrayContaining(wanted));
    const allowed =
      /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|bin\/netstep\.js|lessons\/.+|dist\/.+\.(?:js|map|d\.ts|txt))$/;
    expect(paths.filter(path => !allowed.test(path))).toEqual([]);
  });

  test('has one version', () => {
    const version = 'src/cli/version.ts';
    if (existsSync(join(root, version))) expect(read(version)).toContain(`'${manifest.version}'`);
    if (existsSync(join(root, 'CHANGELOG.md'))) {
      expect(/^## \[?(\d+\.\d+\.\d+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
    }
  });

  test('starts on the Node versions it names', () => {
    const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(manifest.engines.node)!;
    expect(read('bin/netstep.js')).toContain(`wanted = [${major}, ${minor}]`);
    expect(read('.node-version').trim()).toMatch(new RegExp(`^${major}\\.${minor}\\.`));
  });
});

describe('the files of the project', () => {
  const inGit = existsSync(join(root, '.git'));

  test.skipIf(!inGit)('name no path of one machine and no registry', () => {
    const paths = run('git', 'ls-files', '--cached', '--others', '--exclude-standard').trim().split('\n');
    const found = paths
      .filter(path => existsSync(join(root, path)))
      .flatMap(path => {
        const lines = read(path).split('\n');
        return lines.flatMap((line, at) => {
          const match = machinePaths.exec(line) ?? registryHosts.exec(line);
          return match ? [`${path}:${at + 1}: ${match[0]}`] : [];
        });
      });
    expect(found).toEqual([]);
  });

  test.each(['work', 'root', 'tmp/a', 'home/a', 'Users/A'])('the check sees a path below /%s', name => {
    expect(`see /${name}/file`).toMatch(machinePaths);
  });

  test('the check sees a registry', () => {
    expect(['https://registry', 'example', 'org'].join('.')).toMatch(registryHosts);
  });
});
