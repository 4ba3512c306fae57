// Answers of the debugger as text lines: where the cursor is, what happened there and why, tables, frames, chains of
// causes. The plain prompt prints them; they say what the screen shows.
import stringWidth from 'string-width';
import { changesBetween, type MoveResult, type Session, type WhyLink } from '../debug/index.js';
import type { ColumnKind, Key, Table, TableSchema } from '../journal/index.js';
import { isLayer, type Layer, type Node } from '../wire/index.js';
import { type Describer, formatTime } from './describe.js';
import { changeLine } from './transcript.js';

const SIGN = { added: '+', changed: '~', removed: '-' } as const;

/** `event 3 of 5 · stage 2 of 8 · t = 1.576 µs · present` */
export function whereLine(words: Describer, session: Session): string {
  const { event, events, stage, stages, time, atPresent, atEnd, branch } = session.where();
  const tense = atPresent ? words.text('ui.status.present') : pastWords(words, events - event);
  const end = atEnd ? ` · ${words.text('ui.status.end')}` : '';
  const parts = [
    words.text('ui.status.event', { n: event, m: events }),
    words.text('ui.status.stage', { k: stage, n: stages }),
  ];
  return `${parts.join(' · ')} · t = ${formatTime(time)} · ${tense}${end} · ${branch}`;
}

/** How far in the past; within the event that the present is in, no event lies between. */
const pastWords = (words: Describer, n: number): string =>
  words.text(n === 0 ? 'ui.status.past-within' : 'ui.status.past', { n, key: 'goto present' });

/** What the last move came to: the position, the stage's sentence, the frames that left, the rows that differ. */
export function moveAnswer(words: Describer, session: Session): string[] {
  const { journal } = session;
  const lines = [whereLine(words, session)];
  const { stage } = session;
  if (stage === undefined) return [...lines, words.text('ui.prompt.before-first')];
  const node = words.nodeOf(stage.id);
  const verdict = stage.verdict === 'pass' ? '' : ` [${stage.verdict}]`;
  const told = words.isVeiled(stage.id) ? '' : `${node}  ${stage.kind.name}${verdict}: `;
  lines.push(`${told}${words.sentence(stage.id)}`);
  const [low, high] = [Math.min(session.previous, session.position), Math.max(session.previous, session.position)];
  if (session.position >= session.previous) lines.push(...sentFrames(words, session, low, high));
  const rows = changesBetween(journal, session.previous, session.position).flatMap(change => {
    if (words.isVeiledChange(change.at)) return [];
    const line = changeLine(words, session, change);
    return line === undefined ? [] : [`${SIGN[change.kind]} ${line}`];
  });
  lines.push(...rows.slice(0, MOST_ROWS));
  if (rows.length > MOST_ROWS) lines.push(words.text('ui.prompt.more-rows', { n: rows.length - MOST_ROWS }));
  return lines;
}

/** Most frames, and most changed rows, that the answer to one move tells; a jump over minutes has hundreds. */
const MOST = 8;
const MOST_ROWS = 24;

function sentFrames(words: Describer, session: Session, low: number, high: number): string[] {
  const { frames } = session.world;
  const sent: number[] = [];
  for (let f = frames.countAt(low); f < frames.countAt(high); f++) if (frames.directionOf(f) === 'sent') sent.push(f);
  const more = sent.length - MOST;
  const lines = sent.slice(-MOST).map(f => frameLine(words, session, f));
  return more > 0 ? [words.text('ui.prompt.more-frames', { n: more }), ...lines] : lines;
}

/** `▶ frame 2′  sw.p4 →  Who has …  (60 B)` */
export function frameLine(words: Describer, session: Session, f: number): string {
  const name = words.text('ui.transcript.frame', { frame: f });
  return `▶ ${name}  ${words.frameWay(f)}  ${words.frameSummary(f)}  (${session.world.frames.length(f)} B)`;
}

/** A chain of causes, newest first, numbered. */
export function whyAnswer(words: Describer, session: Session, links: readonly WhyLink[]): string[] {
  const setup = session.target.setupEvents;
  return links.map((link, i) => {
    const head = `${String(i + 1).padStart(2)} `;
    if (link.kind === 'root') {
      const kind = words.rootKind(link.root);
      return `${head}${kind === undefined ? '' : `${kind}: `}${words.root(link.root)}`;
    }
    const event = link.event - setup + 1;
    const place =
      event > 0 ? words.text('ui.prompt.event', { n: event, time: link.time }) : words.text('ui.prompt.setup');
    const node = words.nodeOf(link.stage);
    return `${head}${node === '' ? '' : `${node}, `}${place}: ${words.whyLine(link)}`;
  });
}

/** Why a frame can't be followed any further, or any further back: a message with its arguments. */
export function noFurther(words: Describer, { frame, stage }: MoveResult): [id: string, args: Record<string, unknown>] {
  if (stage === undefined) return ['hop.first', { frame }];
  return ['hop.over', { frame, node: words.nodeOf(stage), why: words.sentence(stage) }];
}

/** A table with its columns in line; the rows that exist at the cursor. */
export function tableAnswer(words: Describer, table: Table<unknown>): string[] {
  const schema = table.schema as TableSchema;
  if (schema.columns === undefined) return [...table.entries()].map(([key, value]) => `${key}  ${value}`);
  const columns = Object.entries(schema.columns as Readonly<Record<string, ColumnKind>>);
  const shown = columns.filter(([name]) => !['timer', 'detect', 'used', 'confirmed', 'updated'].includes(name));
  // What the task typed is not in the console that is shown, though it is in the node's.
  const untold = (key: Key) => table.schema.name === 'console' && words.isVeiledChange(table.lastChange(key) ?? 0);
  const told = [...(table.entries() as Iterable<[Key, unknown]>)].filter(([key]) => !untold(key));
  const rows = told.map(([, row]) => {
    const values = row as Readonly<Record<string, unknown>>;
    return shown.map(([name, kind]) => words.cell(kind, values[name]) || '—');
  });
  if (rows.length === 0) return [words.text('ui.prompt.empty', { table: table.name })];
  const head = shown.map(([name]) => words.text(`column.${schema.name}.${name}`));
  const all = [head, ...rows];
  const widths = shown.map((_, i) => Math.max(...all.map(cells => stringWidth(cells[i] as string))));
  const pad = (text: string, i: number) => text + ' '.repeat((widths[i] as number) - stringWidth(text));
  return all.map(cells => cells.map(pad).join('  ').trimEnd());
}

/** A frame, layer by layer, with its bytes. */
export function frameAnswer(words: Describer, session: Session, f: number): string[] {
  const lines = [frameLine(words, session, f)];
  const walk = (node: Node, depth: number): void => {
    const indent = '  '.repeat(depth);
    if (isLayer(node)) {
      lines.push(`${indent}${words.protocolTitle(node.protocol, node.title)}  ${node.summary}`.trimEnd());
    } else {
      const mark = node.problem ? ` ✗ ${node.problem.code}` : node.computed === 'ok' ? ' ✓' : '';
      lines.push(
        `${indent}${words.fieldLabel(node.name, node.label)}: ${words.wireText(node.text)}${mark}  ${node.name}`,
      );
    }
    for (const child of node.children ?? []) walk(child, depth + 1);
  };
  const layers: readonly Layer[] = words.layers(f);
  for (const layer of layers) walk(layer, 0);
  return [...lines, ...hexLines(session.world.frames.view(f))];
}

function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = [...bytes.subarray(at, at + 16)];
    const hex = part.map(b => b.toString(16).padStart(2, '0')).join(' ');
    const ascii = part.map(b => (b > 31 && b < 127 ? String.fromCharCode(b) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}   ${ascii}`);
  }
  return lines;
}
