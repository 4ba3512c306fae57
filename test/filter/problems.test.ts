// What is said of filters that are wrong: the code, the place, the names that may have been meant.
import { describe, expect, test } from 'vitest';
import { caret, type FilterProblem, parseFilter, problemTexts } from '../../src/filter/index.js';

function problemOf(text: string): FilterProblem {
  const filter = parseFilter(text);
  if (filter.ok) throw new Error(`${text} is a filter`);
  return filter;
}

/** Filter, the line of ^ below it, code, nearest. */
const wrong: readonly (readonly [text: string, below: string, code: string, nearest?: readonly string[]])[] = [
  ['', '^', 'empty'],
  ['   ', '^^^', 'empty'],
  ['arp.opcod == 1', '^^^^^^^^^', 'unknown-field', ['arp.opcode']],
  ['ip.ttll', '^^^^^^^', 'unknown-field', ['ip.ttl']],
  ['opcode == 1', '^^^^^^', 'unknown-field', ['arp.opcode']],
  ['tcp.seq == 1', '^^^^^^^', 'unknown-field', ['tcp.seq_raw', 'icmp.seq', 'tcp.len']],
  ['arp && ns.nodes == "A"', '       ^^^^^^^^', 'unknown-field', ['ns.node']],
  ['ARP', '^^^', 'unknown-field', ['arp']],
  ['ip.ttl == ip.foo', '          ^^^^^^', 'unknown-field'],
  ['qqqqqqqqqqqqqqqqq', '^^^^^^^^^^^^^^^^^', 'unknown-field'],
  ['arp and', '       ^', 'unexpected-end'],
  ['(arp', '^', 'unclosed-bracket'],
  ['arp)', '   ^', 'unexpected-token'],
  ['arp arp', '    ^^^', 'unexpected-token'],
  ['== 3', '^^', 'unexpected-token'],
  ['ip.ttl in {1,', '          ^', 'unclosed-bracket'],
  ['ip.ttl in {1', '          ^', 'unclosed-bracket'],
  ['eth.addr[0', '        ^', 'unclosed-bracket'],
  ['frame contains "abc', '               ^^^^', 'unclosed-string'],
  ['frame contains "a\\qb"', '                 ^^', 'bad-escape'],
  ["arp contains 'ab'", '             ^^^^', 'bad-character'],
  ['1 == 2', '^', 'needs-field'],
  ['"a" contains frame', '^^^', 'needs-field'],
  ['ip.ttl[0] == 1', '^^^^^^', 'not-sliceable'],
  ['eth.addr[3-1] == 1', '        ^^^^^', 'bad-slice'],
  ['eth.addr[a] == 1', '        ^^^', 'bad-slice'],
  ['ip.ttl contains 3', '^^^^^^', 'wrong-operator'],
  ['ip.addr ~ "1"', '^^^^^^^', 'wrong-operator'],
  ['tcp.flags.syn & 1', '^^^^^^^^^^^^^', 'wrong-operator'],
  ['ns.node & 1', '^^^^^^^', 'wrong-operator'],
  ['ip.ttl == eth.addr', '          ^^^^^^^^', 'not-comparable'],
  ['ip.proto == tcp', '            ^^^', 'not-comparable'],
  ['ip.ttl == abc', '          ^^^', 'bad-value'],
  ['ip.ttl == 08', '          ^^', 'bad-value'],
  ['ip.ttl == 1.5', '          ^^^', 'bad-value'],
  ['ip.addr == 10.0.0', '           ^^^^^^', 'bad-value'],
  ['eth.addr == 02:00', '            ^^^^^', 'bad-value'],
  ['frame.time_relative < 1x', '                      ^^', 'bad-value'],
  ['ns.time > soon', '          ^^^^', 'bad-value'],
  ['ip.ttl == "64"', '          ^^^^', 'quoted-value'],
  ['ip.addr == "10.0.0.1"', '           ^^^^^^^^^^', 'quoted-value'],
  ['ip.ttl in {1, 256}', '              ^^^', 'too-big'],
  ['ip.ttl == -1', '          ^^', 'negative-value'],
  ['arp.opcode == "requets"', '              ^^^^^^^^^', 'unknown-value', ['request']],
  ['tcp.flags.syn == maybe', '                 ^^^^^', 'unknown-value', ['True', 'False']],
  ['ip.addr == 10.0.0.0/33', '           ^^^^^^^^^^^', 'bad-prefix'],
  ['frame matches abc', '              ^^^', 'needs-pattern'],
  ['frame matches "a(b"', '              ^^^^^', 'bad-pattern'],
  ['frame matches "a(?=b)"', '              ^^^^^^^^', 'pattern-not-supported'],
  ['frame matches r"(a)\\1"', '              ^^^^^^^^', 'pattern-not-supported'],
  ['frame matches "a{9999}"', '              ^^^^^^^^^', 'pattern-too-big'],
  ['len(ip) > 20', '^^^^', 'not-supported'],
  ['ip.ttl + 1 == 2', '       ^', 'not-supported'],
  ['arp ＆＆ ip', '    ^^', 'unexpected-character', ['&']],
  ['ns.node == “A”', '           ^', 'unexpected-character', ['"']],
  ['中.文 == 1', '^^^^^', 'unknown-field'],
];

describe('a wrong filter is answered with a code, a place and what may have been meant', () => {
  test.each(wrong.map(([text, below, code, nearest]) => ({ text, below, code, nearest })))(
    '$text',
    ({ text, below, code, nearest }) => {
      const problem = problemOf(text);
      expect(caret(text, problem).split('\n')[1]).toBe(below);
      expect(problem.code).toBe(code);
      expect(problem.nearest).toEqual(nearest);
      expect(problem.message).not.toMatch(/undefined|\{\w/);
    },
  );

  test('every code is met', () => {
    const met = new Set(wrong.map(([, , code]) => code));
    const elsewhere = ['too-long', 'too-deep', 'unknown-column'];
    expect(Object.keys(problemTexts).filter(code => !met.has(code) && !elsewhere.includes(code))).toEqual([]);
  });

  test('limits', () => {
    expect(problemOf('a'.repeat(5000))).toMatchObject({ code: 'too-long', start: 4096, end: 5000 });
    expect(problemOf(`${'('.repeat(100)}arp`)).toMatchObject({ code: 'too-deep', start: 64, end: 65 });
    expect(problemOf(`${'!'.repeat(100)}arp`)).toMatchObject({ code: 'too-deep' });
    expect(parseFilter(`${'('.repeat(64)}arp${')'.repeat(64)}`)).toMatchObject({ ok: true });
  });

  test('a message is whole', () => {
    expect(problemOf('ip.ttl == 300').message).toBe('300 is too big for this field; its maximum is 255');
    expect(problemOf('ip.ttl == eth.src').message).toBe(
      '“ip.ttl” is a number and “eth.src” is a MAC address: they cannot be compared',
    );
  });
});

test('a caret counts cells, and a line stays a line', () => {
  expect(caret('ns.node == "交换机" && x', { start: 20, end: 21 })).toBe(
    'ns.node == "交换机" && x\n'.concat(' '.repeat(23), '^'),
  );
  expect(caret('a\nb', { start: 2, end: 3 })).toBe('a b\n  ^');
  expect(caret('a', { start: 9, end: 12 })).toBe('a\n ^');
});
