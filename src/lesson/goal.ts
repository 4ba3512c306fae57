// Goals: facts about the network that a lesson or a task wants to hold. They are looked up in the tables and the frames, or
// tried out in a branch ahead (reach); never compared with what was typed.
import { type Target, type WhyNotAnswer, whyNot } from '../debug/index.js';
import { parseFilter, parseWhere } from '../filter/index.js';
import { formatIpv4, parseIpv4 } from '../wire/index.js';
import type { Goal } from './format-teach.js';
import { Ahead } from './predict/ahead.js';
import { rowsOf } from './predict/facts.js';
import type { Moment } from './predict/question.js';

export interface GoalAnswer {
  readonly goal: Goal;
  readonly reached: boolean;
  /** How many rows or frames there are. */
  readonly count?: number;
  /** For a ping that got no answer: the first check that stopped it, in the branch ahead. */
  readonly missing?: { readonly target: Target; readonly answer: WhyNotAnswer } | undefined;
}

/** Whether a goal holds at a moment. */
export function tryGoal(moment: Moment, goal: Goal): GoalAnswer {
  if ('reach' in goal) return reaches(moment, goal);
  const count = 'table' in goal ? countRows(moment, goal) : countFrames(moment, goal);
  return { goal, reached: holds(count, goal.count), count };
}

/** Whether a number is as many as wanted. */
export function holds(n: number, wanted: number | string = '>= 1'): boolean {
  if (typeof wanted === 'number') return n === wanted;
  const [, sign, digits] = /^(==|>=|<=|>|<)\s*(\d+)$/.exec(wanted) as unknown as [string, string, string];
  const limit = Number(digits);
  if (sign === '==') return n === limit;
  if (sign === '>=') return n >= limit;
  if (sign === '<=') return n <= limit;
  return sign === '>' ? n > limit : n < limit;
}

function countRows({ target, position }: Moment, { table: name, where }: Extract<Goal, { table: string }>): number {
  const { journal } = target.world;
  const table = journal.tableNamed(name);
  if (table === undefined) return 0;
  const filter = where === undefined ? undefined : parseWhere(where, table.schema);
  if (filter?.ok === false) return 0;
  const cursor = journal.position;
  journal.seek(position);
  const names = (dev: number) => [target.deviceName(dev), target.deviceName(dev).split('.').slice(1).join('.')];
  let n = 0;
  for (const row of table.rows()) if (filter === undefined || filter.test(row as object, { dev: names })) n++;
  journal.seek(cursor);
  return n;
}

function countFrames({ target, position }: Moment, { frame, at }: Extract<Goal, { frame: string }>): number {
  const { frames } = target.world;
  const filter = parseFilter(frame);
  if (!filter.ok) return 0;
  let n = 0;
  for (let f = 0; f < frames.countAt(position); f++) {
    if (frames.directionOf(f) !== 'sent') continue;
    if (at !== undefined && target.deviceName(frames.devOf(f)) !== at) continue;
    const { bytes, linkType } = frames.frame(f);
    if (linkType !== 'data' && filter.test({ bytes, linkType })) n++;
  }
  return n;
}

/** Pings in a branch ahead, and sees how it ends: a node is reached by any of its addresses. */
function reaches(moment: Moment, goal: Extract<Goal, { reach: unknown }>): GoalAnswer {
  const { from, to } = goal.reach;
  const wanted = goal.not !== true;
  let missing: GoalAnswer['missing'];
  for (const address of addressesOf(moment.target, to)) {
    const ahead = new Ahead(moment);
    const { target } = ahead;
    const before = rowsOf(target, 'process').length;
    target.perform({ kind: 'command', netns: from, line: `ping -c 1 -W 2 ${address}` });
    const exit = ahead.until(() => rowsOf(target, 'process')[before]?.exit as number | undefined);
    if (exit === 0) return { goal, reached: wanted };
    missing ??= { target, answer: whyNot(target, { kind: 'no-reply', from, to: address }) };
  }
  return wanted ? { goal, reached: false, missing } : { goal, reached: true };
}

/** The addresses of a node that others may know it by, or the address itself. */
function addressesOf(target: Target, name: string): string[] {
  if (parseIpv4(name) !== undefined) return [name];
  return rowsOf(target, 'netns')
    .filter(row => row.node === name)
    .flatMap(row => rowsOf(target, `addr@${row.name}`))
    .filter(({ ip }) => (ip as number) >>> 24 !== 127)
    .map(({ ip }) => formatIpv4(ip as number));
}
