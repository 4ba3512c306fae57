// errors.txt: about 156 mistakes, with the message, the stream and the exit status that iproute2 and iputils have for them.
import { describe, expect, test } from 'vitest';
import { type GoldenCase, goldenCases, masked, physical, typed } from './golden.js';
import { Lan } from './lan.js';

interface Difference {
  readonly pattern: RegExp;
  readonly reason: string;
  /** What is said here instead; undefined: the case is not run. */
  readonly status?: number;
  readonly err?: string;
}

/** Cases that are answered otherwise here. */
const different: readonly Difference[] = [
  { pattern: /\| tail/, reason: "netstep's shell knows no pipes", status: 2, err: 'knows no pipes' },
  {
    pattern: /^ping -i (?:x|-1|0\.001)/,
    reason: "the recording is root's: users may not flood",
    status: 2,
    err: 'cannot flood',
  },
  { pattern: /ping -f/, reason: 'floods are not simulated', status: 2, err: 'does not simulate flood ping' },
  { pattern: /ping 192\.168\.0\.101 192/, reason: 'source routes are not simulated', status: 2, err: 'source routes' },
  {
    pattern: /^bridge fdb add 02:00:00:00:09:05 dev p1$/,
    reason: '`self` entries are not simulated',
    status: 255,
    err: 'self',
  },
  { pattern: /^ping -c 1 nosuch/, reason: 'there is no name server', status: 2, err: 'Name or service not known' },
];

/** Rows of a table that the case above, answered otherwise, would have made. */
const absent = /^02:00:00:00:09:05 /;

function compare(lan: Lan, item: GoldenCase): void {
  const done = lan.run(item.node, typed(item.command));
  const other = different.find(d => d.pattern.test(item.command));
  if (other !== undefined) {
    expect(done.status, done.err.join('\n')).toBe(other.status);
    expect(done.err.join('\n')).toContain(other.err);
    return;
  }
  expect(done.err).toEqual(item.err);
  expect(done.status).toBe(item.status);
  if (item.command.endsWith('>/dev/null')) return;
  expect(masked(done.out)).toEqual(physical(item.out).filter(line => !absent.test(line)));
}

describe('errors.txt', () => {
  const lan = new Lan();
  for (const item of goldenCases('errors.txt')) {
    test(`${item.number} ${item.node}: ${item.command}`, () => compare(lan, item));
  }

  test('each difference is still one', () => {
    const commands = goldenCases('errors.txt').map(item => typed(item.command));
    for (const { pattern, reason } of different)
      expect(
        commands.some(c => pattern.test(c)),
        reason,
      ).toBe(true);
  });
});
