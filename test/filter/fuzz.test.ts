// Whatever is typed, an answer comes, soon, and a problem's place lies in the text.

import { expect, test } from 'vitest';
import { caret, parseFilter, parseWhere, problemTexts } from '../../src/filter/index.js';
import { tableSchema } from '../../src/journal/index.js';
import fc from '../property.js';
import { captureFiles, framesOf } from './frames.js';

const schema = tableSchema<{ mac: number; dev: number; state: string }>(
  'filter.fuzz',
  'A table',
  { mac: 'mac', dev: 'dev', state: 'string' },
  ['mac'],
);
const subjects = [...framesOf(captureFiles[0]!).slice(0, 4), ...framesOf(captureFiles[7]!).slice(0, 4), {}];

const pieces = [
  ...[
    '==',
    '!=',
    '===',
    '!==',
    '<',
    '<=',
    '>',
    '>=',
    '~',
    '~=',
    '&',
    '&&',
    '||',
    '^^',
    '!',
    '(',
    ')',
    '{',
    '}',
    ',',
    '..',
  ],
  ...[
    'and',
    'or',
    'xor',
    'not',
    'in',
    'contains',
    'matches',
    'eq',
    'any',
    'all',
    '[0]',
    '[0:3]',
    '[-1]',
    '[1-2,3]',
    '[',
    ']',
  ],
  ...[
    'arp',
    'ip.ttl',
    'eth.addr',
    'ip.addr',
    'tcp.flags.syn',
    'arp.opcode',
    'frame',
    'ns.node',
    'ns.time',
    'data.data',
  ],
  ...['mac', 'dev', 'state', 'tcp.options.mss_val', 'ipv6.src', 'frame.time_relative', 'tcp.port', 'x.y', 'A.eth0'],
  ...[
    '1',
    '0x2',
    '64',
    '-1',
    '1.5s',
    '10.0.0.0/8',
    '02:00:00:00:00:01',
    'fe80::1/10',
    '"A"',
    '"(a|b)*c+"',
    'r"\\d"',
    "'a'",
  ],
  ...['"request"', 'True', '"[a-z"', '"', "'", '\\', '@', '中文', '＝', '\u0000', '💥'],
];

function check(text: string): void {
  for (const result of [parseFilter(text), parseWhere(text, schema)]) {
    if (result.ok) continue;
    expect(result.start).toBeGreaterThanOrEqual(0);
    expect(result.end).toBeGreaterThanOrEqual(result.start);
    expect(result.end).toBeLessThanOrEqual(text.length);
    expect(Object.keys(problemTexts)).toContain(result.code);
    expect(result.message).not.toContain('undefined');
    expect(caret(text, result).split('\n')).toHaveLength(2);
  }
  const filter = parseFilter(text);
  if (filter.ok) for (const subject of subjects) filter.test({ ...subject, ns: () => 'A' });
  const where = parseWhere(text, schema);
  if (where.ok) where.test({ mac: 1, dev: 1, state: 'A' }, { dev: () => ['eth0', 'A.eth0'] });
}

test('soups of tokens', () => {
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map(tokens => tokens.join(' '));
  fc.assert(fc.property(soup, check), { numRuns: 6000, seed: 1 });
});

test('soups that are more often filters', () => {
  const side = fc.constantFrom(...pieces.slice(37));
  const test_ = fc.tuple(side, fc.constantFrom(...pieces.slice(0, 10), 'contains', 'matches'), side);
  const filter = fc
    .array(test_, { minLength: 1, maxLength: 4 })
    .map(tests => tests.map(t => t.join(' ')).join(' and '));
  fc.assert(fc.property(filter, check), { numRuns: 6000, seed: 2 });
});

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), check), { numRuns: 2000, seed: 1 });
});

test('any regular expression', () => {
  const marks = [
    'a',
    'B',
    '.',
    '*',
    '+',
    '?',
    '{2}',
    '{1,}',
    '{,3}',
    '(',
    ')',
    '(?:',
    '|',
    '[',
    ']',
    '[^a-c]',
    '^',
    '$',
    '\\d',
    '\\b',
    '\\x41',
    '\\1',
    '(?=',
    '-',
  ];
  const pattern = fc.array(fc.constantFrom(...marks), { maxLength: 12 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(pattern, text => check(`frame matches r"${text}"`)),
    { numRuns: 3000, seed: 1 },
  );
});

test('what is deep, long or slow is refused or done soon', () => {
  const before = performance.now();
  for (const text of [
    `${'('.repeat(2000)}arp${')'.repeat(2000)}`,
    '!'.repeat(4000),
    'a'.repeat(5000),
    Array.from({ length: 800 }, () => 'arp').join('&'),
    Array.from({ length: 800 }, () => 'arp').join(' or '),
    `ip.ttl in {${Array.from({ length: 1000 }, (_, i) => i % 256)}}`,
    `frame matches "${'(a'.repeat(500)}"`,
    'frame matches "((a{1000}){1000}){1000}"',
    'frame matches "(((){1000}){1000}){1000}"',
    `frame matches "${'(a*)*'.repeat(50)}b"`,
    `frame matches "${'.*'.repeat(60)}nothing"`,
    `${'1 < ip.ttl < '.repeat(200)}5`,
    `x${'-'.repeat(3000)}`,
    `frame == ${'00:'.repeat(1300)}`,
    `"${'\\\\'.repeat(2000)}`,
  ])
    check(text);
  expect(performance.now() - before).toBeLessThan(3000);
});

test('a pattern that ruins other matchers takes time in proportion', () => {
  const bytes = new Uint8Array(20_000).fill(0x61);
  const filter = parseFilter('frame matches "^(a+)+$" or frame matches "(a|aa|a*)*b" or frame matches ".*.*.*.*c"');
  const before = performance.now();
  expect(filter.ok && filter.test({ bytes })).toBe(true);
  const none = parseFilter('frame matches "(a|aa|a*)*b" or frame matches ".*.*.*.*c"');
  expect(none.ok && none.test({ bytes })).toBe(false);
  expect(performance.now() - before).toBeLessThan(2000);
});
