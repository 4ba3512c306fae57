// A prediction as the lesson's panel shows it: the question with its answers; once it was answered what was said, what happens
// and why; and, past the place where it is asked, that it was.
import { answerText, Describer, decidedText, questionText, reasonText } from '../../export/index.js';
import type { Answer, Asked, Label } from '../../lesson/index.js';
import type { Item } from '../panel.js';
import { digitsOf, markedOption, questionInFocus, typingIn } from '../teach.js';
import { gapAfter, type Line, line, span, widthOf, wrapped } from '../text.js';
import type { View } from '../view.js';
import { type Block, hanging, prose } from './lesson-block.js';
import { optionsBlock } from './lesson-options.js';
import { columnWidths, tableLines } from './lesson-table.js';
import { numberOf } from './registry.js';

export function questionBlock(view: View, asked: Asked, width: number): Block {
  const { question } = asked.posed;
  const label = view.text('ui.predict.ask');
  const text = questionText(view.words, question, false);
  const gap = view.lang === 'en' ? ' ' : '';
  const lines: Line[] = hanging(line(' ', span(label, 'key'), gap), widthOf(label) + 2, text, width, 'strong');
  if (question.form === 'text') return writing(view, asked, lines, width);
  const options = optionsBlock(view, asked, width);
  const items = options.items.map(item => ({ ...item, line: item.line + lines.length }));
  const all = [...lines, ...options.lines];
  const draft = chosenSoFar(view, asked);
  if (draft.length === 0) return { lines: [...all, ...keysLines(view, asked, width)], items };
  // What Enter would answer now.
  const said = answerText(
    view.words,
    { ...question, options: question.options.map(brief(question.form)) },
    draft,
    view.lang,
  );
  const rest = question.form === 'order' && draft.length < question.options.length ? ' → …' : '';
  const own = hanging(line(' ', span('Enter', 'key'), ' '), 7, view.text('teach.would', { said: said + rest }), width);
  // Where one is chosen, Enter on it is all there is.
  if (question.form !== 'one')
    items.push({
      id: 'answer',
      line: all.length,
      column: 1,
      at: { x: 0, width, height: own.length },
      enter: { kind: 'teach', act: 'answer', id: asked.checkpoint },
    });
  return { lines: [...all, ...marked(view, 'answer', own)], items };
}

/** What Enter would give now: the options that were picked, or the one that is chosen. */
function chosenSoFar(view: View, { checkpoint, posed }: Asked): readonly string[] {
  if (posed.question.form !== 'one') return view.ui.teach.draft[checkpoint] ?? [];
  const option = markedOption(view);
  return option === undefined ? [] : [option];
}

/** How it is answered: the question itself says its keys. */
function keysLines(view: View, asked: Asked, width: number): Line[] {
  const text =
    questionInFocus(view) === undefined
      ? view.text('teach.keys.elsewhere', { key: numberOf(view, 'lesson') || 'Tab' })
      : typingIn(view) === undefined
        ? view.text(`teach.keys.${asked.posed.question.form}`, { keys: digitsOf(asked) })
        : view.text('teach.now.typing-short');
  return wrapped(text, Math.max(8, width - 1)).map(part => line(' ', span(part, 'dim')));
}

/** In an order long options are named by their numbers, and so are pictures of tables. */
const brief = (form: string) => (option: Asked['posed']['question']['options'][number], i: number) =>
  form === 'order' || option.label.kind === 'rows'
    ? { ...option, label: { kind: 'text', text: String(i + 1) } as const }
    : option;

function writing(view: View, asked: Asked, lines: readonly Line[], width: number): Block {
  const typing = typingIn(view);
  const field = typing === undefined ? line(span('…', 'dim')) : fieldLine(typing);
  const label = view.text('teach.value');
  const own = line(' ', span(label, 'key'), gapAfter(label), ...field);
  const item: Item = { id: 'write', line: lines.length, enter: { kind: 'teach', act: 'write', id: '' } };
  return { lines: [...lines, ...marked(view, 'write', [own]), ...keysLines(view, asked, width)], items: [item] };
}

function fieldLine({ text, at }: { readonly text: string; readonly at: number }): Line {
  const under = [...text.slice(at)][0] ?? ' ';
  const after = text.slice(at + (under === ' ' && at === text.length ? 0 : under.length));
  return line(text.slice(0, at), { text: under, role: 'plain', chosen: true }, after);
}

/** Lines with the mark of the chosen item in the first. */
function marked(view: View, id: string, lines: readonly Line[]): readonly Line[] {
  if (view.ui.panel !== 'lesson' || view.ui.chosen.lesson !== id) return lines;
  return lines.map((of, i) => (i === 0 ? line(span('›', 'key'), ...of.slice(1)) : of));
}

/** You said, it happens, why; then the lesson's own words. */
export function verdictBlock(view: View, { checkpoint, posed, given }: Asked, width: number): Block {
  if (given === undefined) return { lines: [], items: [] };
  const { question, key } = posed;
  const verdict = given.right ? span('✓ ', 'good') : span('≠ ', 'changed');
  const word = span(view.text(given.right ? 'predict.right' : 'predict.wrong'), given.right ? 'good' : 'changed');
  const lines: Line[] = [];
  const pictures = question.options.map(o => o.label).filter((l): l is Rows => l.kind === 'rows');
  const said = (id: string, answer: Answer) => tell(view, asked(posed), pictures, id, answer, width);
  const [own, came] = [said('teach.said', given.answer), said('teach.happened', given.happened)];
  // Where it is one short line, it stands behind the verdict.
  const gap = view.lang === 'en' ? ': ' : '：';
  if (own.length === 1 && given.right && question.form !== 'order' && pictures.length === 0)
    lines.push(
      ...hanging(line(' ', verdict, word, gap), 3, answerText(view.words, question, given.answer, view.lang), width),
    );
  else {
    lines.push(line(' ', verdict, word), ...own);
    if (!given.right || question.form === 'order') lines.push(...came);
  }
  const items: Item[] = [];
  const decided = decidedText(key, view.lang);
  if (decided !== undefined) lines.push(...hanging(line(' ', '  '), 3, decided, width));
  if (key.why !== undefined) {
    const ahead = new Describer(key.why.target, view.lang);
    const { stage, target } = key.why;
    const n = target.world.journal.eventOf(stage) - target.setupEvents + 1;
    const node = ahead.nodeOf(stage);
    const args = { why: `${node === '' ? '' : `${node}${gap}`}${reasonText(ahead, key.why)}`, n };
    items.push({ id: 'reason', line: lines.length, enter: { kind: 'teach', act: 'reason', id: checkpoint } });
    const why = view.text(n > 0 ? 'teach.why' : 'teach.why-before', args);
    lines.push(...marked(view, 'reason', hanging(line(' ', '  '), 3, why, width)));
  }
  const after = prose(view.lesson.prose[view.lang].sections[checkpoint]?.afterwards ?? [], width).lines;
  return { lines: after.length === 0 ? lines : [...lines, [], ...after], items };
}

type Rows = Extract<Label, { kind: 'rows' }>;
const asked = (posed: Asked['posed']): Asked['posed']['question'] => posed.question;

/** An answer behind a word; pictures of tables below it. */
function tell(
  view: View,
  question: Asked['posed']['question'],
  pictures: readonly Rows[],
  id: string,
  answer: Answer,
  width: number,
): Line[] {
  const label = view.text(id);
  const gap = gapAfter(label);
  if (pictures.length === 0) {
    const text = answerText(view.words, question, answer, view.lang);
    return hanging(line(' ', '  ', span(label, 'dim'), gap), 3 + widthOf(label + gap), text, width);
  }
  const picture = question.options.find(o => o.id === answer[0])?.label;
  if (picture?.kind !== 'rows') return [];
  const rows = tableLines(view, picture, columnWidths(view, pictures));
  return rows.map((row, i) => [span(i === 0 ? `   ${label} ` : ' '.repeat(widthOf(label) + 4), 'dim'), ...row]);
}

/** Past the place where it is asked: that it was, and how to go there. */
export function missedBlock(view: View, width: number): Block {
  const hit = view.player.current();
  const open = hit?.checkpoint.predict !== undefined && hit.position < view.session.position;
  const given = view.player.predictions.given.some(g => g.checkpoint === hit?.checkpoint.id);
  return open && !given ? prose([view.text('teach.missed', { key: 'C' })], width, 'dim') : { lines: [], items: [] };
}
