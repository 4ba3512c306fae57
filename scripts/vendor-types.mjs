// The types of packages that are in the bundle, beside the declarations that name them: netstep needs no other package, and
// neither must whoever tests a lesson of theirs with it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Packages by name, and where their declarations begin. */
const packages = { zod: 'index.d.ts', yaml: 'dist/index.d.ts' };

/** Writes them below `types`/vendor, and lets the declarations in `types` name them there. */
export function vendorTypes(root, types) {
  for (const [name, first] of Object.entries(packages))
    copy(join(root, 'node_modules', name), join(types, 'vendor', name), [first]);
  for (const file of declarationsIn(types)) {
    const text = readFileSync(file, 'utf8');
    const near = text.replace(/(from |import\()(['"])(zod|yaml)\2/g, (_, before, quote, name) => {
      const to = join(types, 'vendor', name, packages[name].replace(/\.d\.ts$/, '.js'));
      return `${before}${quote}${relative(dirname(file), to)
        .split(sep)
        .join('/')
        .replace(/^(?!\.)/, './')}${quote}`;
    });
    if (near !== text) writeFileSync(file, near);
  }
}

/** The files and all that they name, with the ending that a module of this package has to name too. */
function copy(from, to, files) {
  for (const file of files) {
    const text = readFileSync(join(from, file), 'utf8');
    const whole = text.replace(
      /((?:from|import)\s*\(?\s*['"])(\.{1,2}\/[^'"]+?)(?:\.js)?(?=['"])/g,
      (all, before, named) => {
        const next = join(dirname(file), `${named}.d.ts`);
        if (!existsSync(join(from, next))) return all;
        if (!files.includes(next)) files.push(next);
        return `${before}${named}.js`;
      },
    );
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), whole);
  }
}

function declarationsIn(folder) {
  const entries = readdirSync(folder, { recursive: true });
  return entries.filter(path => path.endsWith('.d.ts') && !path.startsWith('vendor')).map(path => join(folder, path));
}
