// The rows over the panels: where the cursor is (status-place.ts), and what happens there, in a sentence.
import { fitLine, type Line, line, type Span, span, widthOf, wrapped } from './text.js';
import type { View } from './view.js';

export { statusRow } from './status-place.js';
export { stripRow } from './status-strip.js';

/** What happens at the cursor: the stage's sentence, or at an event's end the sentences that tell the event. */
export function storyRows(view: View, columns: number, height: number): Line[] {
  const out: Line[] = [];
  if (view.stage < 0) {
    const { summary, title } = view.lesson.prose[view.lang];
    for (const text of wrapped(summary || title, columns - 4)) out.push(line('   ', span(text, 'story')));
    return exactly(out, height, columns);
  }
  const stages = view.story(height >= 3 ? 3 : 2);
  const node = view.node ?? '';
  const indent = 3 + widthOf(node) + 2;
  for (const [i, stage] of stages.entries()) {
    const first: Span[] = i === 0 ? [span(' ▶ ', 'key'), span(node, 'here'), span('  ')] : [span(' '.repeat(indent))];
    const verdict = view.session.journal.verdictOf(stage);
    for (const [j, text] of wrapped(view.words.sentence(stage), columns - indent - 1).entries()) {
      const start = j === 0 ? first : [span(' '.repeat(indent))];
      out.push(line(...start, span(text, i === 0 || stage === view.stage ? 'story' : 'plain')));
    }
    if (stages.length === 1 && out.length < height && !view.words.isVeiled(stage))
      out.push(namesRow(view, stage, verdict, indent));
  }
  return exactly(out, height, columns);
}

/** What Linux or the standard calls the stage. */
function namesRow(view: View, stage: number, verdict: string, indent: number): Line {
  const kind = view.session.journal.kindOf(stage);
  const told = verdict === 'pass' ? '' : ` · ${view.text(`verdict.${verdict}`)}`;
  const text = `${view.words.stageTitle(stage)} · ${kind.name} · ${kind.spec}`;
  return line(' '.repeat(indent), span(text, 'dim'), span(told, verdict === 'drop' ? 'bad' : 'changed'));
}

/** What does not fit is cut, and said so. */
function exactly(lines: Line[], height: number, columns: number): Line[] {
  const out = lines.slice(0, height);
  const last = out.at(-1);
  if (lines.length > height && last !== undefined)
    out[height - 1] = fitLine(line(...fitLine(last, columns - 2), ' …'), columns);
  while (out.length < height) out.push([]);
  return out;
}
