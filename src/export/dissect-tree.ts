// The whole tree of a captured frame as indented text.
import { datagramTree, type Looked, type Mark } from '../capture/index.js';
import { fieldLabel, type Lang, message, protocolTitle, wireText } from '../i18n/index.js';
import { isLayer, type Layer, type Node, type ReadInterface } from '../wire/index.js';
import { markText, seconds } from './dissect-line.js';

const INDENT = '    ';

/**
 * Whole lines in pieces, to be written one behind the other. Those with an arrow stand apart: the others are of one byte a
 * character, and are written in a third of the time. `layers`: the frame's tree.
 */
export function treeText(
  lang: Lang,
  looked: Looked,
  layers: readonly Layer[],
  link: ReadInterface,
  marks: readonly Mark[],
): readonly string[] {
  const { number, frame, fragment } = looked;
  const line = (id: string, args: Record<string, unknown>) => `${INDENT}${message(lang, id, args)}\n`;
  let text = `${message(lang, 'dissect.frame', { number, length: frame.length, captured: frame.bytes.length })}\n`;
  if (frame.timed) {
    const epoch = seconds(frame.unixNs, link.digits);
    text += line('dissect.time', { time: instant(frame.unixNs, link.digits), epoch });
  }
  if (link.name !== undefined) text += line('dissect.interface', { name: link.name });
  for (const comment of frame.comments) text += line('dissect.comment', { text: comment });
  for (const mark of marks) text += `${INDENT}[${markText(lang, mark)}]\n`;
  const pieces = [text];
  for (const layer of layers) addLayer(lang, layer, '', pieces);
  if (fragment?.datagram) {
    const { frames, bytes } = fragment.datagram;
    pieces.push(`${message(lang, 'dissect.reassembled', { frames, size: bytes.length })}\n`);
    for (const layer of datagramTree(looked)) addLayer(lang, layer, INDENT, pieces);
  }
  return pieces;
}

/** The second that was last asked for, as a date: the next frame is mostly of the same. */
let lastSecond = Number.NaN;
let lastDate = '';

/** `2023-11-14T22:13:20.000000Z` */
function instant(unixNs: bigint, digits: number): string {
  const nine = seconds(unixNs, 9);
  const point = nine.length - 10;
  // A time before 1970 has its fraction count downwards: the date is that of the second it is in.
  const second = nine.startsWith('-') ? Math.floor(Number(unixNs / 1_000_000n) / 1000) : Number(nine.slice(0, point));
  if (second !== lastSecond) {
    const date = new Date(second * 1000);
    if (Number.isNaN(date.getTime())) return seconds(unixNs, digits);
    [lastSecond, lastDate] = [second, date.toISOString().slice(0, 19)];
  }
  return `${lastDate}${nine.slice(point, point + 1 + digits)}Z`;
}

/** The layer's line, its fields, and the layers that are quoted in it. */
function addLayer(lang: Lang, layer: Layer, indent: string, pieces: string[]): void {
  pieces.push(`${indent}${layerText(lang, layer)}\n`);
  const deeper = indent + INDENT;
  let text = '';
  for (const child of layer.children) {
    if (!isLayer(child)) text += fieldLines(lang, child, deeper);
    else {
      pieces.push(text);
      text = '';
      addLayer(lang, child, deeper, pieces);
    }
  }
  if (text !== '') pieces.push(text);
}

/** The field's line, and those of what is in it. */
function fieldLines(lang: Lang, field: Node, indent: string): string {
  let text = `${indent}${fieldText(lang, field)}\n`;
  const { children } = field;
  if (children === undefined || children.length === 0) return text;
  const deeper = indent + INDENT;
  for (const child of children) text += fieldLines(lang, child, deeper);
  return text;
}

function layerText(lang: Lang, { protocol, title, text }: Layer): string {
  const name = protocolTitle(lang, protocol, title);
  return text === '' ? name : `${name}, ${protocol === 'data' ? wireText(lang, text) : text}`;
}

function fieldText(lang: Lang, { name, label, text, problem }: Node): string {
  const line = `${fieldLabel(lang, name, label)}: ${wireText(lang, text)}`;
  if (problem === undefined) return line;
  const { code, need, have } = problem;
  return `${line} [${message(lang, `problem.${code}`, { need: need ?? 0, have: have ?? 0 })}]`;
}
