// Why a frame is there, and why a field of it holds what it does. A frame is built once and then copied, put into other
// headers, sent on; each of these made a new frame with `from`. A field is followed back to the frame it was written in.
// Read why-links.ts and sim/frames.ts first.
import { dissect, eachNode, ipv4, isLayer, type Node } from '../wire/index.js';
import { changeIndex } from './change-index.js';
import type { Target } from './target.js';
import { whyRowBefore } from './why.js';
import { decidersOf, seedLink, settingLink, whereabouts } from './why-deciders.js';
import { asked, causesOf, decisionAt, frameOf, isSentOn, shortened, stageLink, type WhyLink } from './why-links.js';
import { FIELD_SOURCES, type FieldSource } from './why-sources.js';

export interface WhyFrameAnswer {
  readonly frame: number;
  /** The frame as it was built, before anybody sent it on. */
  readonly origin: number;
  readonly links: readonly WhyLink[];
}

export interface WhyFieldAnswer {
  readonly frame: number;
  readonly field: string;
  readonly value: unknown;
  /** The frame that the field was written in, and the stage that wrote it. */
  readonly written: number;
  readonly stage: number;
  readonly links: readonly WhyLink[];
}

/** The same frame seen elsewhere: nothing was decided about it. */
const SAME: readonly string[] = ['wire', 'pad', 'local', 'pull'];
/** Built from another frame, but as a thing of its own: its cause leads to the other one. */
const BUILT: readonly string[] = ['origin', 'answer', 'rewrite', 'reassemble', 'damage'];

/** Where a VLAN tag stands, and its length, octets. */
const TAG_AT = 12;
const TAG = 4;

/** Who built a frame and why: its makings, newest first, then what led to the first of them. */
export function whyFrame(target: Target, frame: number): WhyFrameAnswer {
  const { journal, frames } = target.world;
  const links: WhyLink[][] = [];
  let origin = frame;
  let event = -1;
  for (let at = frame; ; at = frames.fromOf(at)) {
    const { operation, stage } = frames.frame(at);
    origin = at;
    const own = journal.eventOf(stage);
    const last = frames.fromOf(at) < 0 || BUILT.includes(operation);
    if (last || !SAME.includes(operation)) {
      // Of what was done to it in one event the first counts: headers in front follow from that.
      if (own === event) links.pop();
      event = own;
      const told = isSentOn(target, at) ? lookupBefore(target, at) : undefined;
      const decisive = told ?? decisionAt(journal, stage) ?? stage;
      links.push([stageLink(journal, decisive, { frame: at, position: stage + 1 }), ...decidersOf(target, decisive)]);
    }
    if (last) break;
  }
  return { frame, origin, links: shortened(journal, [...links.flat(), ...causesOf(asked(target), event)]) };
}

/** The decision that came before a frame was sent on, in the same event and about the frame it is a copy of. */
function lookupBefore(target: Target, frame: number): number | undefined {
  const { journal, frames } = target.world;
  const stage = frames.stageOf(frame);
  let from = frames.fromOf(frame);
  while (from >= 0 && /tag$/.test(frames.frame(from).operation)) from = frames.fromOf(from);
  for (let at = stage; at >= journal.firstStage(journal.eventOf(stage)); at--) {
    if (journal.kindOf(at).role === 'decision' && journal.numberArg(at, 'frame') === from) return at;
  }
  return undefined;
}

/** The decision by which ports a copy was sent on: how it was tagged at one of them kept nobody else from getting it. */
export function portsChosen(target: Target, frame: number): number | undefined {
  const { journal } = target.world;
  const found = lookupBefore(target, frame);
  if (found === undefined || journal.kindOf(found).name !== 'br_handle_vlan') return found;
  const about = journal.numberArg(found, 'frame');
  for (let at = found - 1; at >= journal.firstStage(journal.eventOf(found)); at--) {
    const { role, name } = journal.kindOf(at);
    if (role === 'decision' && name !== 'br_handle_vlan' && journal.numberArg(at, 'frame') === about) return at;
  }
  return found;
}

/** Why a field holds its value: the stage that wrote it, and the row, frame or setting the value is from. */
export function whyField(target: Target, frame: number, field: string): WhyFieldAnswer | undefined {
  const node = fieldIn(target, frame, field);
  if (node === undefined) return undefined;
  const { journal } = target.world;
  const written = writtenIn(target, frame, node);
  const stage = target.world.frames.stageOf(written.frame);
  const first = stageLink(journal, decisionAt(journal, stage) ?? stage, {
    frame: written.frame,
    field: { frame, field },
    position: stage + 1,
  });
  const from =
    written.kept === undefined ? sourceLinks(target, stage, node, field) : whyField(target, written.kept, field)?.links;
  // A root stands behind the stage that is shown: the decision, where the stage that wrote the bytes only carried it out.
  const behind = from?.map(link =>
    link.kind === 'root' && link.decides === stage ? { ...link, decides: first.stage } : link,
  );
  const links = shortened(journal, [first, ...(behind ?? causesOf(asked(target), first.event))]);
  return { frame, field, value: node.value, written: written.frame, stage, links };
}

/** Every field of a frame that `whyField` can be asked about, by name, each once. */
export function fieldsOf(target: Target, frame: number): string[] {
  const names = nodesOf(target, frame)
    .filter(isField)
    .map(({ name }) => name);
  return [...new Set(names)];
}

function nodesOf(target: Target, frame: number): Node[] {
  const { bytes, linkType } = target.world.frames.frame(frame);
  if (linkType === 'data') return [];
  return [...eachNode(linkType === 'ipv4' ? dissect(bytes, ipv4) : dissect(bytes))];
}

const isField = (node: Node): boolean => !isLayer(node) && node.value !== undefined && node.absent === undefined;
const fieldIn = (target: Target, frame: number, field: string): Node | undefined =>
  nodesOf(target, frame).find(node => node.name === field && isField(node));

/** The value of a field in a frame: that of the outermost header that has it. */
export const fieldValue = (target: Target, frame: number, field: string): unknown =>
  fieldIn(target, frame, field)?.value;

/** The frame in which a field got its bytes. `kept`: the frame it was taken over from, unchanged, into a new packet. */
function writtenIn(target: Target, frame: number, node: Node): { frame: number; kept?: number } {
  const { frames } = target.world;
  let at = frame;
  let byte = node.bit >> 3;
  for (;;) {
    const { operation, from } = frames.frame(at);
    if (from === undefined) return { frame: at };
    const more = frames.length(at) - frames.length(from);
    if (operation === 'push') {
      if (byte < more) return { frame: at };
      byte -= more;
    } else if (operation === 'pull') {
      byte += frames.offset(at) - frames.offset(from);
    } else if (operation === 'tag' || operation === 'untag') {
      // Behind the addresses: what stands after the tag moved, in front of it nothing did (IEEE 802.1Q §9.3).
      if (operation === 'tag' && byte >= TAG_AT && byte < TAG_AT + TAG) return { frame: at };
      if (byte >= TAG_AT) byte -= more;
    } else if (operation === 'answer' || operation === 'rewrite' || operation === 'damage') {
      const before = fieldIn(target, from, node.name);
      if (!same(before?.value, node.value)) return { frame: at };
      if (operation === 'answer' || more !== 0) return { frame: at, kept: from };
    } else if (operation === 'fragment' || operation === 'reassemble' || byte >= frames.length(from)) {
      return { frame: at };
    }
    at = from;
  }
}

const same = (x: unknown, y: unknown): boolean =>
  x === y ||
  (x instanceof Uint8Array && y instanceof Uint8Array && x.length === y.length && x.every((b, i) => b === y[i]));

/** What the value was taken from, with all that led to it; undefined when it came from the stage itself. */
function sourceLinks(target: Target, stage: number, node: Node, field: string): readonly WhyLink[] | undefined {
  for (const source of FIELD_SOURCES[field] ?? []) {
    const links = linksFrom(target, stage, node.value, source);
    if (links !== undefined && links.length > 0) return links;
  }
  return undefined;
}

function linksFrom(target: Target, stage: number, value: unknown, source: FieldSource): readonly WhyLink[] | undefined {
  const { journal } = target.world;
  // Nobody draws a zero: it says that there is no number (the IP ID of a SYN-ACK).
  if (source.kind === 'seed' && value === 0) return undefined;
  if (source.kind === 'seed') return closed(target, stage, seedLink(target, stage, [source.stream]));
  if (source.kind === 'setting') {
    const links = settingLink(target, stage, source.name);
    return settingValue(target, links) === value ? closed(target, stage, links) : undefined;
  }
  if (source.kind === 'row') return rowLinks(target, stage, value, source.table, source.column);
  const frame = frameOf(journal, stage);
  if (frame === undefined) return undefined;
  const other = fieldIn(target, frame, source.field);
  return other !== undefined && other.value === value ? whyField(target, frame, source.field)?.links : undefined;
}

/** A setting or the seed decided: its own root, or the row that somebody wrote with what led to that. */
function closed(target: Target, _stage: number, links: readonly WhyLink[]): readonly WhyLink[] {
  const [first] = links;
  if (first?.kind !== 'stage') return links;
  return [first, ...causesOf(asked(target), first.event)];
}

function settingValue(target: Target, [link]: readonly WhyLink[]): unknown {
  if (link?.kind === 'root') return Number(/= (-?\d+)$/.exec(link.root.text)?.[1]);
  const table = link?.row && target.world.journal.tableNamed(link.row.table);
  if (link?.row === undefined || table === undefined) return undefined;
  const answer = whyRowBefore(target, table, link.row.key, 'value', Number.MAX_SAFE_INTEGER);
  return (answer && (target.world.journal.change(answer.change).after as { value: unknown }).value) ?? undefined;
}

/** The row of a table of this place that holds the value, as it was at the stage. */
function rowLinks(target: Target, stage: number, value: unknown, schema: string, column: string) {
  const { journal } = target.world;
  const { netns, dev } = whereabouts(target, stage);
  const table = journal.tableNamed(`${schema}@${netns}`) ?? journal.tableNamed(schema);
  if (table === undefined) return undefined;
  const limit = journal.changesAt(stage);
  const ip = journal.numberArg(decisionAt(journal, stage) ?? stage, 'ip');
  let best: { key: string | number; score: number } | undefined;
  for (const { key, row } of changeIndex(target).rowsBefore(table, limit)) {
    const values = row as Readonly<Record<string, unknown>>;
    if (values[column] !== value) continue;
    const score = Number(values.dev === dev || (schema === 'netdev' && key === dev)) * 2 + Number(values.ip === ip);
    if (best === undefined || score > best.score) best = { key, score };
  }
  return best && whyRowBefore(target, table, best.key, column, limit)?.links;
}
