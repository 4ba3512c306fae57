// Why something was thrown away: the check that did it, with the rule it went by and the values it looked at.
import type { Args, Verdict } from '../journal/index.js';
import { stageIndex } from './stage-index.js';
import type { Target } from './target.js';
import { decidersOf } from './why-deciders.js';
import { asked, causesOf, frameOf, shortened, stageLink, type WhyLink } from './why-links.js';

/** A check that stopped a packet: the stage, the rule (a reason's id) and the values that it looked at. */
export interface Check {
  readonly stage: number;
  readonly verdict: Verdict;
  /** The reason's id, and its arguments: the rule and the value. */
  readonly rule: string;
  readonly values: Args;
  /** The standard or the function that the check stands for. */
  readonly spec: string;
}

export interface WhyDropAnswer {
  readonly check: Check;
  /** What was thrown away, where that was a frame. */
  readonly frame: number | undefined;
  readonly links: readonly WhyLink[];
}

/** Why a stage ended in a drop: it, or the stage within it that decided so. Undefined when nothing was dropped. */
export function whyDrop(target: Target, stage: number): WhyDropAnswer | undefined {
  const { journal } = target.world;
  const dropped = droppedWithin(target, stage);
  if (dropped === undefined) return undefined;
  const frame = frameOf(journal, dropped);
  const first = stageLink(journal, dropped, { frame });
  const links = shortened(journal, [first, ...decidersOf(target, dropped), ...causesOf(asked(target), first.event)]);
  return { check: checkAt(target, dropped), frame, links };
}

export function checkAt(target: Target, stage: number): Check {
  const { journal } = target.world;
  const { id: rule, args: values } = journal.stage(stage).because;
  return { stage, verdict: journal.verdictOf(stage), rule, values, spec: journal.kindOf(stage).spec };
}

/** The stages in [low, high) that dropped something, without those that only say so for one within them. */
export function dropsBetween(target: Target, low: number, high: number): number[] {
  const drops = stageIndex(target).verdicts.get('drop');
  const out: number[] = [];
  for (let i = drops?.lowerBound(low) ?? 0; drops !== undefined && i < drops.length && drops.at(i) < high; i++) {
    if (droppedWithin(target, drops.at(i)) === drops.at(i)) out.push(drops.at(i));
  }
  return out;
}

/**
 * The check among drops that stand within one another: the outermost that concluded something about a frame. One that
 * only passes on what a stage within it said is none; neither is a program's call, which names no frame.
 */
function droppedWithin(target: Target, stage: number): number | undefined {
  const { journal } = target.world;
  // What has not happened by the journal's position is not told, a drop that the stage is still to end in neither.
  const end = Math.min(journal.firstStage(journal.eventOf(stage) + 1), journal.position);
  const ended = (at: number) => endOf(target, at) <= journal.position;
  const concludes = (at: number) =>
    journal.kindOf(at).role === 'decision' && journal.numberArg(at, 'frame') !== undefined;
  let found = journal.verdictOf(stage) === 'drop' && ended(stage) ? stage : undefined;
  for (let at = stage + 1; at < end && isInside(target, at, stage); at++) {
    if (found !== undefined && concludes(found)) return found;
    if (journal.verdictOf(at) !== 'drop' || !ended(at)) continue;
    if (found === undefined || isInside(target, at, found)) found = at;
  }
  return found;
}

/** The first stage that is not within it any more. */
function endOf(target: Target, stage: number): number {
  const { journal } = target.world;
  const last = journal.firstStage(journal.eventOf(stage) + 1);
  let at = stage + 1;
  while (at < last && isInside(target, at, stage)) at++;
  return at;
}

function isInside(target: Target, stage: number, of: number): boolean {
  const { journal } = target.world;
  let at: number | undefined = stage;
  while (at !== undefined && at > of) at = journal.parentOf(at);
  return at === of;
}

/** Whether a stage ended a journey: to have been taken in, or to wait for a neighbour, ended none. */
export function refused({ world: { journal } }: Target, stage: number): boolean {
  const verdict = journal.verdictOf(stage);
  return verdict === 'drop' || (verdict === 'miss' && journal.kindOf(stage).name !== 'neigh_resolve');
}

/** The first decision within a stage that refused. */
export function refusedWithin(target: Target, stage: number): number | undefined {
  const { journal } = target.world;
  const end = journal.firstStage(journal.eventOf(stage) + 1);
  for (let at = stage + 1; at < end && isInside(target, at, stage); at++)
    if (journal.kindOf(at).role === 'decision' && refused(target, at)) return at;
  return undefined;
}
