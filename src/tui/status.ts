// The rows over the panels: where the cursor is (status-place.ts), and what happens there, in whole sentences.
import { clip, head, type Line, line, type Span, span, widthOf, wrapped } from './text.js';
import type { View } from './view.js';

export { statusRow } from './status-place.js';
export { stripRow } from './status-strip.js';

/** What happens at the cursor: the stage's sentence, or at an event's end the sentences that tell the event. */
export function storyRows(view: View, columns: number, height: number): Line[] {
  const rows = view.stage < 0 ? opening(view, columns, height) : told(view, columns, height);
  return [...rows, ...Array.from({ length: height - rows.length }, () => [])];
}

function opening(view: View, columns: number, height: number): Line[] {
  const { summary, title } = view.lesson.prose[view.lang];
  return cut(wrapped(summary || title, columns - 4), height, columns - 4).map(text => line('   ', span(text, 'story')));
}

function told(view: View, columns: number, height: number): Line[] {
  const node = view.node ?? '';
  const indent = 3 + widthOf(node) + 2;
  const sentences = wholeSentences(view, node, columns - indent - 1, height);
  const out: Line[] = [];
  for (const [i, { stage, rows }] of sentences.entries()) {
    const first: Span[] = i === 0 ? [span(' ▶ ', 'key'), span(node, 'here'), span('  ')] : [span(' '.repeat(indent))];
    for (const [j, text] of rows.entries()) {
      const start = j === 0 ? first : [span(' '.repeat(indent))];
      out.push(line(...start, span(text, i === 0 || stage === view.stage ? 'story' : 'plain')));
    }
  }
  const [only, other] = view.story(2);
  if (only !== undefined && other === undefined && out.length < height && !view.words.isVeiled(only))
    out.push(namesRow(view, only, indent, columns));
  return out;
}

interface Sentence {
  readonly stage: number;
  readonly rows: readonly string[];
}

/** As many sentences as have room whole: rather said in shorter words than left out, rather left out than cut. */
function wholeSentences(view: View, node: string, width: number, height: number): readonly Sentence[] {
  const say = (stages: readonly number[], short: (text: string) => string): readonly Sentence[] =>
    stages.map(stage => ({ stage, rows: wrapped(short(view.words.sentence(stage)), width) }));
  const hasRoom = (of: readonly Sentence[]): boolean => of.reduce((sum, { rows }) => sum + rows.length, 0) <= height;
  const here = (text: string): string => withoutNode(text, node);
  const shortest = (text: string): string => shortMacs(here(text));
  for (let most = height >= 3 ? 3 : 2; most > 0; most--) {
    const stages = view.story(most);
    for (const short of [(text: string) => text, here, shortest]) {
      const sentences = say(stages, short);
      if (hasRoom(sentences)) return sentences;
    }
  }
  return say(view.story(1), shortest).map(({ stage, rows }) => ({ stage, rows: cut(rows, height, width) }));
}

/** The node stands before the sentence: its ports need not say whose they are. */
function withoutNode(text: string, node: string): string {
  if (node === '') return text;
  const name = node.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.])${name}\\.(?=\\w)`, 'g'), '');
}

const shortMacs = (text: string): string => text.replace(/\b(?:[0-9a-f]{2}:){4}([0-9a-f]{2}:[0-9a-f]{2})\b/g, '…$1');

/** What has no room even so ends in … behind a whole word. */
function cut(rows: readonly string[], height: number, width: number): readonly string[] {
  if (rows.length <= height) return rows;
  const last = rows[height - 1] ?? '';
  const kept = widthOf(last) + 2 <= width ? `${last} ` : head(last, width - 2).replace(/\S+$/, '');
  return [...rows.slice(0, height - 1), kept.trim() === '' ? clip(`${last}…`, width) : `${kept}…`];
}

/** What Linux or the standard calls the stage; of its sources as many as have room. */
function namesRow(view: View, stage: number, indent: number, columns: number): Line {
  const { journal } = view.session;
  const { name } = journal.kindOf(stage);
  const verdict = journal.verdictOf(stage);
  const end = verdict === 'pass' ? '' : ` · ${view.text(`verdict.${verdict}`)}`;
  const title = view.words.stageTitle(stage);
  const sources = view.words.stageSpec(stage).split(', ');
  const texts = [
    ...sources.map((_, i) => `${title} · ${name} · ${sources.slice(0, sources.length - i).join(', ')}`),
    `${title} · ${name}`,
    title,
  ];
  const text = texts.find(each => widthOf(each) + widthOf(end) <= columns - indent - 1) ?? title;
  return line(' '.repeat(indent), span(text, 'dim'), span(end, verdict === 'drop' ? 'bad' : 'changed'));
}
