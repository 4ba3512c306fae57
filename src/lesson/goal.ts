// Goals: facts about the network that a lesson or a task wants to hold. They are looked up in the tables and the frames, or
// tried out in a branch ahead (reach); never compared with what was typed.
import { type Target, type WhyNotAnswer, whyNot } from '../debug/index.js';
import { parseFilter, parseWhere } from '../filter/index.js';
import { formatIpv4, parseIpv4 } from '../wire/index.js';
import type { Goal } from './format-teach.js';
import { type Nearly, nearestFrame, nearestRow } from './nearly.js';
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
  /** Of rows and frames: what comes nearest to the goal, or what should not be. */
  readonly nearly?: Nearly | undefined;
}

/** Whether a goal holds at a moment. */
export function tryGoal(moment: Moment, goal: Goal): GoalAnswer {
  if ('reach' in goal) return reaches(moment, goal);
  const count = 'table' in goal ? countRows(moment, goal) : framesOf(moment, goal, true).length;
  const reached = holds(count, goal.count);
  return { goal, reached, count, nearly: reached ? undefined : nearlyOf(moment, goal, count) };
}

function nearlyOf(moment: Moment, goal: Exclude<Goal, { reach: unknown }>, count: number): Nearly | undefined {
  // One that should not be is known only where none should be.
  const none = holds(0, goal.count) && !holds(1, goal.count);
  const way = none ? 'surplus' : 'near';
  // Where there are too many it is not known which of them.
  if (!none && goal.count !== undefined && tooMany(count, goal.count)) return undefined;
  if ('frame' in goal) return nearestFrame(moment.target, framesOf(moment, goal, way === 'surplus'), goal.frame, way);
  return goal.where === undefined
    ? undefined
    : at(moment, () => nearestRow(moment.target, goal.table, goal.where!, way));
}

const tooMany = (count: number, wanted: number | string): boolean => count > Number(String(wanted).replace(/\D/g, ''));

/** What something comes to with the journal at the moment. */
function at<T>({ target: { world }, position }: Moment, work: () => T): T {
  const { journal } = world;
  const cursor = journal.position;
  journal.seek(position);
  const result = work();
  journal.seek(cursor);
  return result;
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
  const names = (dev: number) => [target.deviceName(dev), target.deviceName(dev).split('.').slice(1).join('.')];
  return at({ target, position }, () => {
    let n = 0;
    for (const row of table.rows()) if (filter === undefined || filter.test(row as object, { dev: names })) n++;
    return n;
  });
}

/** Frames sent where the goal wants them; `meant`: those that its filter holds for. */
function framesOf(
  { target, position }: Moment,
  { frame, at }: Extract<Goal, { frame: string }>,
  meant: boolean,
): number[] {
  const { frames } = target.world;
  const filter = parseFilter(frame);
  const out: number[] = [];
  if (!filter.ok) return out;
  for (let f = 0; f < frames.countAt(position); f++) {
    if (frames.directionOf(f) !== 'sent') continue;
    if (at !== undefined && target.deviceName(frames.devOf(f)) !== at) continue;
    const { bytes, linkType } = frames.frame(f);
    if (linkType !== 'data' && (!meant || filter.test({ bytes, linkType }))) out.push(f);
  }
  return out;
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
    const since = target.world.journal.eventCount - target.setupEvents + 1;
    target.perform({ kind: 'command', netns: from, line: `ping -c 1 -W 2 ${address}` });
    const exit = ahead.until(() => rowsOf(target, 'process')[before]?.exit as number | undefined);
    if (exit === 0) return { goal, reached: wanted };
    missing ??= { target, answer: whyNot(target, { kind: 'no-reply', from, to: address, since }) };
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
