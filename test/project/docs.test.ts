// The pages of the project: what they tell to run exists, and what they link to is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source.js';

const pages = ['', 'docs', '.github']
  .flatMap(folder =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map(name => join(folder, name)) : [],
  )
  .filter(path => path.endsWith('.md'))
  .concat(lessonPages());

function lessonPages(): string[] {
  const folder = join(root, 'lessons');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.md')).map(name => join('lessons', name));
}

/** The text of a page without its code. */
function prose(page: string): string {
  return page.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
}

/** The targets of a page's links and pictures: [text](target), [id]: target, <img src="target">. */
function links(page: string): string[] {
  const text = prose(page);
  const found = [
    ...text.matchAll(/\]\(\s*<?([^)\s>]+)/g),
    ...text.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm),
    ...text.matchAll(/\b(?:src|href)="([^"]+)"/g),
  ];
  return found.map(match => match[1]!);
}

/** The ids of a page's headings, as GitHub makes them. */
function anchors(page: string): string[] {
  const headings = page.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm);
  return [...headings].map(([, text]) =>
    text!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** The links of a page that lead nowhere within the project. */
function broken(path: string, text: string): string[] {
  return links(text).flatMap(link => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
    const [target, anchor] = decodeURIComponent(link).split('#');
    const file = target ? join(root, dirname(path), target) : join(root, path);
    if (target && !existsSync(file)) return [`${path}: ${link}: no such file`];
    if (!anchor || !file.endsWith('.md')) return [];
    const there = target ? readFileSync(file, 'utf8') : text;
    return anchors(there).includes(anchor) ? [] : [`${path}: ${link}: no such heading`];
  });
}

describe('README.md', () => {
  const path = join(root, 'README.md');
  const readme = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts);

  test.skipIf(!readme).each(['npm install && npx netstep lesson/arp', 'npm install && npm test'])(
    'tells to run: %s',
    command => {
      expect(readme).toContain(command);
    },
  );

  test.skipIf(!readme)('names lessons and scripts that exist', () => {
    for (const [, id] of readme.matchAll(/\bnetstep (?:\w+ )?lesson\/([\w-]+)/g)) {
      expect(existsSync(join(root, 'lessons', id!, 'lesson.yaml')), `lesson/${id}`).toBe(true);
    }
    for (const [, name] of readme.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)) expect(scripts).toContain(name);
  });
});

describe('the links of the pages', () => {
  test('lead somewhere', () => {
    expect(pages.flatMap(path => broken(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  test.each([
    '[a](missing.md)',
    '![a](missing.png)',
    '[a](LICENSE) and [b](./missing/)',
    '[a]: missing.md',
    '<img src="missing.svg">',
    '# One\n[a](#two)',
  ])('the check refuses %s', text => {
    expect(broken('PAGE.md', text)).toHaveLength(1);
  });

  test.each([
    '[a](LICENSE)',
    '[a](https://example.org/missing)',
    '`[a](missing.md)`',
    '```\n[a](missing.md)\n```',
    '# One, `two` & three\n[a](#one-two--three)',
    '## 两层 交换\n[a](#两层-交换)',
  ])('the check lets pass %s', text => {
    expect(broken('PAGE.md', text)).toEqual([]);
  });
});
