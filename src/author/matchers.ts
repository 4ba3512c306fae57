// Matchers for vitest's `expect` over a walkthrough. A wrong name or filter throws, with `.not` as well: a test that asks
// nonsense must not pass.
import { filterFault, type Goal, momentOf, tryGoal } from '../lesson/index.js';
import { Walkthrough } from './walkthrough.js';

export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** `expect.extend(matchers)`. */
export const matchers = {
  /** The table has a row at the cursor, one for which a filter over its columns holds. */
  toHaveRow(received: unknown, table: string, where?: string): MatcherResult {
    const walk = walkOf(received);
    const found = walk.rows(table, where);
    const what = where === undefined ? table : `${table} where ${where}`;
    const shown = found.length > 0 ? found : walk.rows(table);
    return result(found.length > 0, `a row in ${what}`, [`${table} holds:`, ...shown.map(row => JSON.stringify(row))]);
  },

  /** The cursor stands where the lesson's checkpoint of this id was found. */
  toStopAt(received: unknown, id: string): MatcherResult {
    const walk = walkOf(received);
    const ids = walk.lesson.checkpoints.map(checkpoint => checkpoint.id);
    if (!ids.includes(id)) throw new Error(`${walk.lesson.id} has no checkpoint ${id}: there are ${ids.join(', ')}`);
    const { event, stage } = walk.session.where();
    return result(walk.at === id, `to stop at ${id}`, [`it stands at ${walk.at ?? `event ${event}, stage ${stage}`}`]);
  },

  /** A frame for which a display filter holds was sent up to the cursor; `at`: by that device. */
  toHaveSent(received: unknown, frame: string, at?: string): MatcherResult {
    const walk = walkOf(received);
    const fault = filterFault(walk.session.target, frame, 'frames');
    if (fault !== undefined) throw new Error(`${frame}: ${fault}`);
    const { count = 0 } = held(walk, { frame, ...(at === undefined ? {} : { at }) });
    return result(count > 0, `a frame with ${frame} sent${at === undefined ? '' : ` by ${at}`}`, [
      `${count} were sent`,
    ]);
  },

  /** A ping from one node would be answered by another node or an address, tried out in a branch ahead. */
  toReach(received: unknown, from: string, to: string): MatcherResult {
    const walk = walkOf(received);
    if (!walk.session.target.nodeNames.includes(from)) throw new Error(`there is no node ${from}`);
    return result(held(walk, { reach: { from, to } }).reached, `${from} to reach ${to}`, []);
  },
};

const held = (walk: Walkthrough, goal: Goal) => tryGoal(momentOf(walk.session), goal);

function walkOf(received: unknown): Walkthrough {
  if (received instanceof Walkthrough) return received;
  throw new Error('expected what walkthrough() gives: expect(await walkthrough("lessons/arp"))');
}

const result = (pass: boolean, what: string, details: readonly string[]): MatcherResult => ({
  pass,
  message: () => [`expected ${pass ? 'not ' : ''}${what}`, ...details].join('\n'),
});
