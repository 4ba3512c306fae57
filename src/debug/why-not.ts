// Why something did not happen: no reply, not forwarded, not accepted, not learnt. The packet's journey is followed as far
// as it came; the answer is the first check that stopped it, with the rule and the value. Read follow.ts first.
import type { Key, Table } from '../journal/index.js';
import { formatIpv4, parseIpv4 } from '../wire/index.js';
import { follow, type Hop, type Journey } from './follow.js';
import { Ints } from './ints.js';
import type { RowName } from './row-name.js';
import { stageIndex } from './stage-index.js';
import type { Target } from './target.js';
import { whyStage } from './why.js';
import { addressesOf, ownerOf } from './why-addresses.js';
import { type Check, checkAt, refused, refusedWithin, whyDrop } from './why-drop.js';
import { fieldValue, portsChosen } from './why-frame.js';
import type { WhyLink } from './why-links.js';
import { lastWhere, whyMissing } from './why-missing.js';
import { brokenOn } from './why-way.js';
import { BYSTANDER, weight } from './why-weight.js';

/** What did not happen. `to` is a node's name or an address. */
export type WhyNotCause =
  /** `since`: only what was sent from this event of the lesson on (from 1) counts. */
  | { readonly kind: 'no-reply'; readonly from: string; readonly to: string; readonly since?: number }
  | { readonly kind: 'not-forwarded'; readonly frame: number; readonly node: string }
  | { readonly kind: 'not-accepted'; readonly frame: number; readonly node: string }
  | { readonly kind: 'not-learnt'; readonly row: RowName };

export type WhyNotOutcome =
  /** `check` stopped it. */
  | 'stopped'
  /** It did happen: `check` is the stage that did it. */
  | 'happened'
  /** Still on its way, or waiting. */
  | 'pending'
  /** Nothing was ever sent that could have led to it. */
  | 'never-sent'
  /** It never came there; `check`, if any, stopped it elsewhere. */
  | 'never-arrived';

export interface WhyNotAnswer {
  readonly cause: WhyNotCause;
  readonly outcome: WhyNotOutcome;
  readonly check: Check | undefined;
  /** The frame that was stopped, and the node where. */
  readonly frame: number | undefined;
  readonly node: string | undefined;
  /** What stopped the other copies, where a frame was flooded. */
  readonly others: readonly Check[];
  readonly links: readonly WhyLink[];
}

/** The causes that can be asked for, by name. */
export const WHY_NOT_KINDS = ['no-reply', 'not-forwarded', 'not-accepted', 'not-learnt'] as const;

/** Why what was named did not happen, as far as is known at the journal's position. */
export function whyNot(target: Target, cause: WhyNotCause): WhyNotAnswer {
  const found = search(target, cause);
  const { outcome, stage, hop, others = [] } = found;
  const check = stage === undefined ? undefined : checkAt(target, stage);
  const links = stage === undefined ? [] : (whyDrop(target, stage)?.links ?? whyStage(target, stage));
  return {
    cause,
    outcome,
    check,
    frame: found.frame ?? hop?.frame,
    node: hop?.node,
    others: others.map(at => checkAt(target, at)),
    links,
  };
}

interface Found {
  readonly outcome: WhyNotOutcome;
  readonly stage?: number | undefined;
  readonly hop?: Hop | undefined;
  readonly frame?: number | undefined;
  readonly others?: readonly number[];
}

function search(target: Target, cause: WhyNotCause): Found {
  if (cause.kind === 'no-reply') return orBroken(target, noReply(target, cause), cause.from, cause.to);
  if (cause.kind === 'not-learnt') return notLearnt(target, cause.row);
  const journey = follow(target, cause.frame);
  const here = journey.hops.filter(hop => hop.node === cause.node);
  if (here.length === 0) return elsewhere(target, journey, cause.node);
  if (cause.kind === 'not-accepted') return accepted(target, here);
  const sent = here.find(hop => hop.direction === 'sent' && (hop.parent ?? -1) >= 0);
  if (sent !== undefined) return { outcome: 'happened', stage: sent.stage, hop: sent };
  return accepted(target, here, 'stopped');
}

/** What stopped it or, where the way there was broken before that, what broke it. */
function orBroken(target: Target, found: Found, from: string, to: string): Found {
  const goal = target.nodeNames.includes(to) ? to : ownerOf(target, addressesOf(target, to));
  if (found.outcome === 'happened' || goal === undefined) return found;
  const stage = brokenOn(target, from, goal);
  if (stage === undefined || (found.stage !== undefined && found.stage < stage && refused(target, found.stage)))
    return found;
  return { outcome: 'stopped', stage, frame: found.frame ?? found.hop?.frame };
}

/** What became of a frame where it was received; `taken` is what having been taken in comes to. */
function accepted(target: Target, here: readonly Hop[], taken: WhyNotOutcome = 'happened'): Found {
  const ended = here.filter(hop => hop.end !== undefined);
  const dropped = ended.find(hop => hop.end?.kind === 'dropped');
  const took = ended.find(hop => hop.end?.kind === 'accepted');
  const hop = took ?? dropped ?? here.at(-1);
  if (took !== undefined) return { outcome: taken, stage: stageOfEnd(target, took), hop };
  if (dropped !== undefined) return { outcome: 'stopped', stage: stageOfEnd(target, dropped), hop };
  return { outcome: hop?.end === undefined ? 'happened' : 'pending', stage: hop?.stage, hop };
}

/** The stage at which a hop's copy ended; of a drop the check that did it. */
function stageOfEnd(target: Target, { end }: Hop): number | undefined {
  if (end === undefined || end.kind === 'in-flight') return undefined;
  if (end.kind !== 'dropped') return end.stage;
  const { journal } = target.world;
  let outermost = end.stage;
  for (let at = journal.parentOf(end.stage); at !== undefined; at = journal.parentOf(at)) {
    if (journal.verdictOf(at) === 'drop') outermost = at;
  }
  return whyDrop(target, outermost)?.check.stage ?? end.stage;
}

/**
 * Where a journey towards a node stopped: a drop at that node, before a loss on the way, before the copies that others
 * had no use for. A frame that never left waits for its neighbour: then the question to the neighbour is followed.
 */
function stoppedIn(target: Target, journey: Journey, goal: string | undefined): Found {
  const ends = journey.hops.filter(hop => hop.end !== undefined);
  const [best, ...rest] = [...ends].sort((x, y) => weight(target, y, goal) - weight(target, x, goal));
  if (best === undefined) return { outcome: 'pending' };
  const asked = journey.hops.some(hop => hop.direction === 'sent') ? undefined : questionFor(target, best);
  if (asked !== undefined) return asked;
  const others = rest.flatMap(hop => stageOfEnd(target, hop) ?? []);
  // Others have seen it, the one it was for has not: where it was flooded, or which way it was sent.
  const copy = journey.hops.find(({ done }) => done.some(({ operation }) => SENT_ON.includes(operation)));
  const lookup = copy && portsChosen(target, copy.frame);
  if (goal !== undefined && weight(target, best, goal) === BYSTANDER && lookup !== undefined)
    return {
      outcome: 'stopped',
      stage: lookup,
      hop: copy,
      others: [...ends].flatMap(hop => stageOfEnd(target, hop) ?? []),
    };
  const pending = best.end?.kind === 'in-flight' || best.end?.kind === 'waiting';
  return { outcome: pending ? 'pending' : 'stopped', stage: stageOfEnd(target, best), hop: best, others };
}
const SENT_ON: readonly string[] = ['forward', 'flood', 'regenerate'];

/** It never came to the node: a check stopped it or, where none did, a lookup led it another way. */
function elsewhere(target: Target, journey: Journey, node: string | undefined): Found {
  const found = stoppedIn(target, journey, node);
  const stopped = found.stage !== undefined && target.world.journal.verdictOf(found.stage) === 'drop';
  const way = stopped
    ? undefined
    : journey.hops.find(({ done }) => done.some(({ operation }) => operation === 'forward'));
  if (way === undefined) return { ...found, outcome: 'never-arrived' };
  return { outcome: 'never-arrived', stage: portsChosen(target, way.frame) ?? way.stage, hop: way };
}

/** A packet that never left its node: what became of the question for its neighbour's address. */
function questionFor(target: Target, hop: Hop): Found | undefined {
  const { journal } = target.world;
  const ip = neighbourOf(target, hop.frame);
  if (ip === undefined || hop.node === undefined) return undefined;
  const asked = lastWhere(
    target,
    `arp.opcode == 1 && arp.dst.proto_ipv4 == ${formatIpv4(ip)} && ns.node == "${hop.node}" && ns.stage in {"arp_send", "link_transmit", "dev_queue_xmit"}`,
  );
  if (asked === undefined || journal.position < asked.stage) return undefined;
  const journey = follow(target, asked.frame);
  const reply = journey.answered.at(-1);
  if (reply !== undefined) return stoppedIn(target, follow(target, reply), hop.node);
  return stoppedIn(target, journey, ownerOf(target, [ip]));
}

/** The neighbour that a packet was to go to, as the stage that resolved it said. */
function neighbourOf(target: Target, frame: number): number | undefined {
  const { journal, frames } = target.world;
  const from = frames.stageOf(frame);
  for (let at = from; at < journal.firstStage(journal.eventOf(from) + 1); at++) {
    if (journal.kindOf(at).name === 'neigh_resolve') return journal.numberArg(at, 'ip');
  }
  return undefined;
}

type NoReply = Extract<WhyNotCause, { kind: 'no-reply' }>;

function noReply(target: Target, { from, to, since = 1 }: NoReply): Found {
  const addresses = addressesOf(target, to);
  const goal = ownerOf(target, addresses);
  const question = addresses.map(ip => `ip.dst == ${formatIpv4(ip)}`).join(' || ');
  const journey =
    question === '' ? undefined : lastRequest(target, from, `(${question}) && ns.event >= ${since}`, addresses);
  if (journey === undefined) return unsent(target, from, addresses, since);
  // An error that somebody else sent about it is no reply.
  const reply = journey.answered.findLast(frame => goal !== undefined && builtAt(target, frame) === goal);
  if (reply === undefined) return unanswered(target, stoppedIn(target, journey, goal));
  const back = follow(target, reply);
  const home = back.hops.find(hop => hop.node === from && hop.end?.kind === 'accepted');
  if (home !== undefined) return { outcome: 'happened', stage: stageOfEnd(target, home), hop: home };
  return stoppedIn(target, back, from);
}

/** It was taken in, and yet there is no answer: a check on the way to one refused. */
function unanswered(target: Target, found: Found): Found {
  if (found.hop?.end?.kind !== 'accepted' || found.stage === undefined) return found;
  const within = refusedWithin(target, found.stage);
  return within === undefined ? found : { ...found, stage: within };
}

/** The node that built a frame. */
function builtAt(target: Target, frame: number): string | undefined {
  const index = stageIndex(target);
  return index.placeList[index.places.at(target.world.frames.stageOf(frame))]?.node;
}

/** The last packet of a node towards an address that is no answer itself. */
function lastRequest(
  target: Target,
  from: string,
  question: string,
  addresses: readonly number[],
): Journey | undefined {
  const seen = new Set<number>();
  let text = `ns.node == "${from}" && (${question})`;
  for (let tries = 0; tries < 20; tries++) {
    const found = lastWhere(target, text);
    if (found === undefined) return undefined;
    const journey = follow(target, found.frame);
    // Not a packet that only quotes one of that address.
    const meant = addresses.includes(fieldValue(target, found.frame, 'ip.dst') as number);
    if (meant && journey.answers === undefined && builtAt(target, journey.origin) === from) return journey;
    if (seen.has(found.frame)) return undefined;
    seen.add(found.frame);
    text = `ns.node == "${from}" && (${question}) && ns.frame < ${journey.origin}`;
  }
  return undefined;
}

/** Nothing was sent: perhaps a check on the node itself refused it, or a lookup found no way. */
function unsent(target: Target, from: string, addresses: readonly number[], since: number): Found {
  const { journal, frames } = target.world;
  const index = stageIndex(target);
  const refusedHere = (stage: number): boolean => {
    const frame = index.frames.at(stage) - 1;
    if (frame >= 0 && frames.directionOf(frame) === 'received') return false;
    const ip = journal.numberArg(stage, 'ip');
    return ip !== undefined && addresses.includes(ip) && index.placeList[index.places.at(stage)]?.node === from;
  };
  const first = journal.firstStage(Math.min(target.setupEvents + since - 1, journal.eventCount));
  let last: number | undefined;
  for (const verdict of ['drop', 'miss'] as const) {
    const list = index.verdicts.get(verdict) ?? new Ints();
    for (let i = list.lowerBound(journal.position) - 1; i >= 0 && list.at(i) > (last ?? first - 1); i--)
      if (refusedHere(list.at(i))) last = list.at(i);
  }
  return last === undefined ? { outcome: 'never-sent' } : { outcome: 'stopped', stage: last };
}

function notLearnt(target: Target, row: RowName): Found {
  const answer = whyMissing(target, row);
  if (answer.kind === 'present') return learntSoFar(target, row, answer.table, answer.key);
  if (answer.kind === 'gone') return { outcome: 'stopped', stage: target.world.journal.change(answer.change).stage };
  const { check, taught } = answer;
  if (check !== undefined) return { outcome: 'stopped', stage: check.stage, frame: taught?.frame };
  if (taught === undefined) return { outcome: 'never-sent', frame: answer.borne?.frame };
  return { ...elsewhere(target, follow(target, taught.frame), undefined), frame: taught.frame };
}

/** What is learnt in a row, where a row may be there before that. */
const LEARNT: Readonly<Record<string, string>> = { neigh: 'lladdr' };

/** A row that is there: learnt or, where what it is for is still missing, what became of the answer. */
function learntSoFar(target: Target, row: RowName, name: string, key: Key): Found {
  const { journal } = target.world;
  const table = journal.tableNamed(name) as Table<unknown>;
  const column = LEARNT[table.schema.name];
  const values = table.get(key) as Readonly<Record<string, unknown>> | undefined;
  const stage = lastStage(target, name, key);
  if (column === undefined || values?.[column] !== undefined) return { outcome: 'happened', stage };
  const node = table.owner?.split(/[/.]/)[0] ?? '';
  const ip = row.key.find(word => parseIpv4(word) !== undefined) ?? '0.0.0.0';
  const answer = lastWhere(target, `arp.opcode == 2 && arp.src.proto_ipv4 == ${ip}`);
  if (answer !== undefined) {
    const found = stoppedIn(target, follow(target, answer.frame), node);
    if (found.outcome === 'stopped') return { ...found, frame: answer.frame };
  }
  return orBroken(target, { outcome: 'pending', stage }, node, ip);
}

function lastStage(target: Target, name: string, key: Key): number | undefined {
  const { journal } = target.world;
  const last = journal.tableNamed(name)?.lastChange(key);
  return last === undefined ? undefined : journal.change(last).stage;
}
