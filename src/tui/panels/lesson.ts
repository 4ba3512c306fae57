// The lesson's own words at the cursor: the section of the last checkpoint reached, or the opening; what is asked there and
// what was answered; the hints asked for, the tasks there are. While a task is on, its text and goals instead.
import type { Section } from '../../lesson/index.js';
import type { Content, Panel } from '../panel.js';
import { openQuestion, taskHere } from '../teach.js';
import { type Line, line, span, wrapped } from '../text.js';
import type { View } from '../view.js';
import { type Block, prose, stacked } from './lesson-block.js';
import { missedBlock, questionBlock, verdictBlock } from './lesson-question.js';
import { listBlock, offersBlock, taskBlocks } from './lesson-task.js';

/** Longest lines of text that are pleasant to read. */
const READABLE = 100;

export const lessonPanel: Panel = {
  select(view, box): Content {
    const width = Math.max(8, box.width - 2);
    const text = Math.min(width, READABLE);
    const name = view.text('ui.panel.lesson');
    if (view.ui.teach.lists) return of([name, view.text('teach.task.all')], listBlock(view, text));
    const on = taskHere(view);
    if (on !== undefined) {
      const title = view.lesson.prose[view.lang].sections[on.task.id]?.title ?? on.task.id;
      const done = on.begun.done ? view.text('teach.task.is-done') : undefined;
      return of(
        [view.text('teach.task.title'), title, done],
        stacked(inOrder(taskBlocks(view, on.task, on.begun, text), box.height)),
      );
    }
    return of(...section(view, width, box.height));
  },
};

function section(view: View, width: number, height: number): [(string | undefined)[], Block] {
  const { lesson, player, lang } = view;
  const text = Math.min(width, READABLE);
  const hit = player.current();
  const words = lesson.prose[lang];
  const own = hit === undefined ? words.opening : (words.sections[hit.checkpoint.id] ?? words.opening);
  const progress = hit && view.text('ui.lesson.progress', { n: hit.index + 1, m: lesson.checkpoints.length });
  const asked = openQuestion(view);
  const told = asked === undefined ? player.predictions.told() : undefined;
  const first = asked ? questionBlock(view, asked, width) : told ? verdictBlock(view, told, text) : undefined;
  const after = [
    missedBlock(view, text),
    asked ? EMPTY : offersBlock(view, text),
    hintsBlock(view, hit?.checkpoint.id ?? '', own, text),
  ];
  const paragraphs = prose(own.paragraphs, text);
  const here = first !== undefined && hit?.position === view.session.position;
  const whole = stacked([paragraphs, first ?? EMPTY, ...after]);
  // Where they have no room together, what is asked stands before the text.
  const rule: Line = line(span(` ${'┄'.repeat(Math.max(0, text - 1))}`, 'border'));
  const block = here && whole.lines.length > height ? stacked([first, stacked([paragraphs, ...after])], [rule]) : whole;
  return [[view.text('ui.panel.lesson'), progress, own.title, score(view)], block];
}

const EMPTY: Block = { lines: [], items: [] };

/** A task's goals stay in sight: before its text where both have no room, or above what is read last, the hints. */
function inOrder([text = EMPTY, goals = EMPTY, last = EMPTY]: readonly Block[], height: number): Block[] {
  const whole = stacked([text, goals, last]).lines.length <= height;
  return whole || last.lines.length > 0 ? [text, goals, last] : [goals, text];
}

const of = (title: readonly (string | undefined)[], { lines, items }: Block): Content => ({
  title: title.filter(t => t !== undefined).join(' · '),
  lines,
  ...(items.length === 0 ? {} : { items, marked: true }),
});

function hintsBlock(view: View, id: string, { hints }: Section, width: number): Block {
  const lines: Line[] = [];
  for (const hint of hints.slice(0, view.ui.hints[id] ?? 0)) {
    if (lines.length > 0) lines.push([]);
    for (const text of wrapped(`${view.text('ui.lesson.hint')} ${hint}`, width))
      lines.push(line(' ', span(text, 'key')));
  }
  return { lines, items: [] };
}

/** How predictions stand; nothing as long as none was made. */
function score(view: View): string | undefined {
  const { given } = view.player.predictions;
  if (given.length === 0) return undefined;
  return view.text('teach.score', { right: given.filter(g => g.right).length, n: given.length });
}
