// The links of an answer to "why?": stages, newest first, down to a root. One link an event: the stage that concluded
// something; events in which a packet merely passed are left out. Read why.ts first.
import { type Journal, type Key, type Root, rootOf } from '../journal/index.js';
import type { Target } from './target.js';

/** A row, or a column of it. */
export interface RowRef {
  readonly table: string;
  readonly key: Key;
  readonly column: string | undefined;
}

/** A field of a frame, by Wireshark's name. */
export interface FieldRef {
  readonly frame: number;
  readonly field: string;
}

/** One link of an answer: a stage, which is also where to jump. Data: whoever shows it makes the sentence. */
export interface StageLink {
  readonly kind: 'stage';
  readonly stage: number;
  /** The journal's number of its event, and the event's time (ns). */
  readonly event: number;
  readonly time: number;
  /** The position at which what it did is to be seen. */
  readonly position: number;
  /** The frame by which it was the cause of the link before; for the first link, the frame it was about. */
  readonly frame?: number | undefined;
  /** What this link answers for, where the chain goes from one thing to another: a field ← a row ← a frame. */
  readonly row?: RowRef;
  readonly field?: FieldRef;
  /** It decided at this stage, beside the chain of causes, which goes on below it: a setting that somebody made. */
  readonly decides?: number;
  /** The change by which it did. */
  readonly change?: number;
  /** How many links of the same sort are left out between this one and the one before it. */
  readonly skipped?: number;
}

/** Where causes come from outside. */
export interface RootLink {
  readonly kind: 'root';
  readonly root: Root;
  /** It decided at this stage, beside the chain of causes, which goes on below it. */
  readonly decides?: number;
}

export type WhyLink = StageLink | RootLink;

/** What is asked: a target or, where nobody need know about settings and devices, a journal. */
export interface Asked {
  readonly journal: Journal;
  readonly target: Target | undefined;
}
export const asked = (of: Target | Journal): Asked =>
  'world' in of ? { journal: of.world.journal, target: of } : { journal: of, target: undefined };

/** The nearest stage, from this one outwards, that concluded something: passing a packet on is nobody's reason. */
export function decisionAt(journal: Journal, stage: number): number | undefined {
  for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
    if (journal.kindOf(at).role === 'decision') return at;
  }
  return undefined;
}

export function stageLink(journal: Journal, stage: number, more: Partial<StageLink> = {}): StageLink {
  const event = journal.eventOf(stage);
  return { kind: 'stage', stage, event, time: journal.eventTime(event), position: stage + 1, ...more };
}

/** The frame that a stage names, or the nearest stage around it. */
export function frameOf(journal: Journal, stage: number): number | undefined {
  for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
    const frame = journal.numberArg(at, 'frame');
    if (frame !== undefined) return frame;
  }
  return undefined;
}

/** A stage and all that led to it, shortened. */
export function chainFrom({ journal, target }: Asked, stage: number, more: Partial<StageLink> = {}): WhyLink[] {
  const told = decisionAt(journal, stage) ?? stage;
  const first = stageLink(journal, told, { frame: frameOf(journal, stage), ...more });
  return shortened(journal, [first, ...causesOf({ journal, target }, first.event)]);
}

/** What led to an event, down to its root. A device that sent a copy of a frame on is nobody's reason either. */
export function causesOf({ journal, target }: Asked, event: number): WhyLink[] {
  const links: WhyLink[] = [];
  for (let cause = journal.eventCause(event); ; ) {
    const root = rootOf(cause);
    if (root !== undefined) {
      links.push({ kind: 'root', root: journal.root(root) });
      return links;
    }
    const told = decisionAt(journal, cause);
    const frame = journal.numberArg(cause, 'frame');
    const sentOn = frame !== undefined && target !== undefined && isSentOn(target, frame);
    if (told !== undefined && !sentOn) links.push(stageLink(journal, told, { frame }));
    cause = journal.eventCause(journal.eventOf(cause));
  }
}

/**
 * Of links that say the same thing again and again (the hundredth turn of a timer) the newest and the oldest stay. What
 * decided at a stage goes with it.
 */
export function shortened(journal: Journal, links: readonly WhyLink[]): WhyLink[] {
  const sort = (link: StageLink) =>
    `${journal.shapeOf(link.stage)} ${link.row?.table ?? ''} ${link.field?.field ?? ''}`;
  const oldest = new Map<string, number>();
  for (const [i, link] of links.entries()) if (link.kind === 'stage') oldest.set(sort(link), i);
  const seen = new Set<string>();
  const out: WhyLink[] = [];
  let skipped = 0;
  for (const [i, link] of links.entries()) {
    if (link.kind === 'root') {
      if (link.decides === undefined || out.at(-1)?.kind === 'root' || stageOf(out.at(-1)) === link.decides)
        out.push(link);
      continue;
    }
    const own = sort(link);
    if (seen.has(own) && oldest.get(own) !== i) {
      skipped++;
      continue;
    }
    seen.add(own);
    out.push(skipped === 0 ? link : { ...link, skipped: skipped + (link.skipped ?? 0) });
    skipped = 0;
  }
  return out;
}

/** Whether a frame is a copy that a bridge or a router sent on. */
export const isSentOn = (target: Target, frame: number): boolean =>
  ['forward', 'flood', 'repeat', 'regenerate'].includes(target.world.frames.frame(frame).operation);

const stageOf = (link: WhyLink | undefined): number | undefined => (link?.kind === 'stage' ? link.stage : undefined);
