// The whole tree of a captured frame as indented text.
import { datagramTree, type Looked, type Mark } from '../capture/index.js';
import { fieldLabel, type Lang, message, protocolTitle, wireText } from '../i18n/index.js';
import { isLayer, type Layer, type Node, type ReadInterface } from '../wire/index.js';
import { markText, seconds } from './dissect-line.js';

const INDENT = '    ';

/** Lines, without line ends. `layers`: the frame's tree. */
export function treeText(
  lang: Lang,
  looked: Looked,
  layers: readonly Layer[],
  link: ReadInterface,
  marks: readonly Mark[],
): string[] {
  const { number, frame, fragment } = looked;
  const at = frame.timed ? seconds(frame.unixNs, link.digits) : '';
  const lines = [
    message(lang, 'dissect.frame', { number, length: frame.length, captured: frame.bytes.length }),
    ...(frame.timed
      ? [INDENT + message(lang, 'dissect.time', { time: instant(frame.unixNs, link.digits), epoch: at })]
      : []),
    ...(link.name === undefined ? [] : [INDENT + message(lang, 'dissect.interface', { name: link.name })]),
    ...frame.comments.map(text => INDENT + message(lang, 'dissect.comment', { text })),
    ...marks.map(mark => `${INDENT}[${markText(lang, mark)}]`),
  ];
  for (const layer of layers) addNode(lang, layer, '', lines);
  if (fragment?.datagram) {
    const { frames, bytes } = fragment.datagram;
    lines.push(message(lang, 'dissect.reassembled', { frames, size: bytes.length }));
    for (const layer of datagramTree(looked)) addNode(lang, layer, INDENT, lines);
  }
  return lines;
}

/** `2023-11-14T22:13:20.000000Z` */
function instant(unixNs: bigint, digits: number): string {
  const nine = seconds(unixNs, 9);
  const point = nine.length - 10;
  // A time before 1970 has its fraction count downwards: the date is that of the second it is in.
  const date = new Date(nine.startsWith('-') ? Number(unixNs / 1_000_000n) : Number(nine.slice(0, point)) * 1000);
  if (Number.isNaN(date.getTime())) return seconds(unixNs, digits);
  return `${date.toISOString().slice(0, 19)}${nine.slice(point, point + 1 + digits)}Z`;
}

function addNode(lang: Lang, node: Node, indent: string, lines: string[]): void {
  lines.push(`${indent}${isLayer(node) ? layerText(lang, node) : fieldText(lang, node)}`);
  if (!node.children) return;
  for (const child of node.children) addNode(lang, child, indent + INDENT, lines);
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
