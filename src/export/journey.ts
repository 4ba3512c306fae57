// A packet's journey as a table of text: one line per hop, copies indented, with what each hop changed in the headers.
import { follow, type Hop, type Target } from '../debug/index.js';
import { type Describer, formatTime } from './describe.js';

/** The journey that a frame is part of. */
export function journeyLines(words: Describer, target: Target, frame: number): string[] {
  const { hops, here, cut } = follow(target, frame);
  const lines = hops.flatMap((hop, i) => hopLines(words, target, hop, i === here));
  return cut ? [...lines, words.text('ui.prompt.journey-cut')] : lines;
}

function hopLines(words: Describer, target: Target, hop: Hop, here: boolean): string[] {
  const indent = '  '.repeat(hop.depth);
  const arrow = hop.direction === 'sent' ? '→' : hop.direction === 'received' ? '←' : '·';
  const device = hop.dev === undefined ? (hop.node ?? '') : target.deviceName(hop.dev);
  const { frames } = target.world;
  const from = (f: number) => Math.max(0, frames.fromOf(f));
  const done = hop.done
    .map(d => words.text(`operation.${d.operation}`, { from: from(d.frame), node: hop.node ?? '' }))
    .join(', ');
  const mark = here ? '▶' : ' ';
  const name = words.frameName(hop.frame);
  const head = `${mark} ${formatTime(hop.time).padEnd(11)} ${indent}${device} ${arrow} ${name}${done === '' ? '' : `  ${done}`}`;
  return [head, ...changeLines(words, hop, indent), ...endLine(words, target, hop, indent)];
}

function changeLines(words: Describer, hop: Hop, indent: string): string[] {
  const lines: string[] = [];
  const pad = ' '.repeat(16) + indent;
  for (const { kind, protocol, title } of hop.change.layers) {
    lines.push(`${pad}${kind === 'pushed' ? '+' : '-'} ${words.protocolTitle(protocol, title)}`);
  }
  for (const field of hop.change.fields) {
    lines.push(`${pad}~ ${field.name}  ${field.before?.text ?? '—'} → ${field.after?.text ?? '—'}`);
  }
  return lines;
}

function endLine(words: Describer, target: Target, hop: Hop, indent: string): string[] {
  const { end } = hop;
  if (end === undefined) return [];
  const pad = ' '.repeat(16) + indent;
  if (end.kind === 'in-flight') {
    const args = { to: target.deviceName(end.to), time: formatTime(end.arrives) };
    return [`${pad}… ${words.text('ui.prompt.in-flight', args)}`];
  }
  const sign = end.kind === 'dropped' ? '✗' : end.kind === 'waiting' ? '…' : '✓';
  return [`${pad}${sign} ${words.sentence(end.stage)}`];
}
