// The table in README.md: every script is in it, every script in it exists, and nothing that TCP is to obey is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const table = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const rows = [...table.matchAll(/^\| (?!behaviour|---)(.+?) \| `([\w-]+)` \|$/gm)].map(([, what, script]) => ({
  what: what!,
  script: script!,
}));
const scripts = readdirSync(join(import.meta.dirname, 'scripts')).map(name => name.replace(/\.pkt$/, ''));

const RFCS = '9293 7323 2018 2883 6675 6298 5681 6582 9438 6928 8985 5961 3042 1122 6191 1337 1191 4987 896'.split(' ');
const OPTIONS =
  'SO_REUSEADDR TCP_NODELAY TCP_CORK SO_LINGER SO_RCVBUF SO_KEEPALIVE TCP_USER_TIMEOUT TCP_SYNCNT TCP_CONGESTION'.split(
    ' ',
  );
const STATES =
  'LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT'.split(' ');

test('every script is in the table, and every script in the table exists', () => {
  expect([...new Set(rows.map(r => r.script))].sort()).toEqual(scripts.sort());
});

test('every RFC has a script that names it', () => {
  const text = (script: string) => readFileSync(join(import.meta.dirname, `scripts/${script}.pkt`), 'utf8');
  const missing = RFCS.filter(
    n => !rows.some(r => new RegExp(`RFC ${n}\\b`).test(`${r.what} ${text(r.script).split('\n', 3).join(' ')}`)),
  );
  expect(missing).toEqual([]);
});

test('every socket option has a script that sets it', () => {
  const set = scripts.map(name => readFileSync(join(import.meta.dirname, `scripts/${name}.pkt`), 'utf8')).join('\n');
  expect(OPTIONS.filter(name => !new RegExp(`setsockopt\\([^)]*${name}`).test(set))).toEqual([]);
});

test('a reset is tried in every state', () => {
  const part = /## Resets in every state\n([\s\S]*?)\n## /.exec(table)![1]!;
  expect(STATES.filter(state => !part.includes(`| ${state}`))).toEqual([]);
});
