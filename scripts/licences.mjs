// The licence texts of the packages that a bundle contains: their licences ask that the text goes where the code goes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const opening = `netstep contains the following packages. Each is listed with its version, its licence and the licence's text.
`;

/**
 * @param {string} root the project's folder
 * @param {string[]} inputs the files of the bundle, relative to the root
 * @returns {string} one section for each package
 */
export function thirdPartyLicences(root, inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/'));
    if (folder) folders.add(folder[0]);
  }
  const sections = [...folders].sort().map(folder => section(join(root, folder)));
  return [opening, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

function section(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = typeof manifest.license === 'string' ? manifest.license : manifest.license?.type;
  const texts = readdirSync(folder)
    .filter(name => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  if (!licence || texts.length === 0) return bare(manifest, licence);
  return `${manifest.name} ${manifest.version}\nLicence: ${licence}\n\n${texts.join('\n\n')}\n`;
}

/** A package that names its licence and brings no text of it: the name, and whom it is from. */
function bare(manifest, licence) {
  if (!licence) throw new Error(`${manifest.name} names no licence: look it up before it goes into the bundle.`);
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
  const from = author ? `\nCopyright (c) ${author}` : '';
  return `${manifest.name} ${manifest.version}\nLicence: ${licence} (the package brings no text)${from}\n`;
}
