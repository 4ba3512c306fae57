// The lesson's own words at the cursor: the section of the last checkpoint reached, or the opening; what is asked there and
// what was answered; the hints asked for, the tasks there are. While a task is on, its text and goals instead.
import type { Asked, Section } from '../../lesson/index.js';
import type { Box, Content, Panel } from '../panel.js';
import { openQuestion, reasonHere, taskHere } from '../teach.js';
import { gapAfter, type Line, line, span, wrapped } from '../text.js';
import type { View } from '../view.js';
import { type Block, prose, stacked } from './lesson-block.js';
import { missedBlock, questionBlock, verdictBlock } from './lesson-question.js';
import { listBlock, offersBlock, offersLine, taskBlocks } from './lesson-task.js';

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
    const shown = of(...section(view, width, box.height));
    const last = view.player.current()?.index === view.lesson.checkpoints.length - 1;
    // What was just answered is read first, but at the lesson's end.
    const free = openQuestion(view) === undefined && (last || view.player.predictions.told() === undefined);
    const pinned = free && shown.lines.length > box.height ? offersLine(view, width) : undefined;
    return pinned === undefined ? shown : { ...shown, pinned };
  },
};

/** What the panel is about: a section of the lesson, and the prediction in it. */
interface Topic {
  readonly at: number | undefined;
  readonly id: string;
  readonly own: Section;
  /** The cursor stands where the section began, or at the reason for what was predicted there. */
  readonly here: boolean;
  readonly asked: Asked | undefined;
  readonly told: Asked | undefined;
}

function topicOf(view: View): Topic {
  const { lesson, player, lang } = view;
  const words = lesson.prose[lang];
  const reason = reasonHere(view);
  if (reason !== undefined) {
    const id = reason.told.checkpoint;
    const at = lesson.checkpoints.findIndex(c => c.id === id);
    return { at, id, own: words.sections[id] ?? words.opening, here: true, asked: undefined, told: reason.told };
  }
  const hit = player.current();
  const id = hit?.checkpoint.id ?? '';
  const own = hit === undefined ? words.opening : (words.sections[id] ?? words.opening);
  const asked = openQuestion(view);
  const told = asked === undefined ? player.predictions.told() : undefined;
  return { at: hit?.index, id, own, here: hit?.position === view.session.position, asked, told };
}

function section(view: View, width: number, height: number): [(string | undefined)[], Block] {
  const topic = topicOf(view);
  const { at, own } = topic;
  const progress =
    at === undefined ? at : view.text('ui.lesson.progress', { n: at + 1, m: view.lesson.checkpoints.length });
  return [[view.text('ui.panel.lesson'), progress, own.title, score(view)], blockOf(view, topic, width, height)];
}

function blockOf(view: View, { id, own, here, asked, told }: Topic, width: number, height: number): Block {
  const text = Math.min(width, READABLE);
  const first = asked ? questionBlock(view, asked, width) : told ? verdictBlock(view, told, text) : undefined;
  const after = [
    told && here ? EMPTY : missedBlock(view, text),
    asked ? EMPTY : offersBlock(view, text),
    hintsBlock(view, id, own, text),
  ];
  const paragraphs = prose(own.paragraphs, text);
  const whole = stacked([paragraphs, first ?? EMPTY, ...after]);
  // Where they have no room together, what is asked stands before the text.
  const rule: Line = line(span(` ${'┄'.repeat(Math.max(0, text - 1))}`, 'border'));
  return here && first !== undefined && whole.lines.length > height
    ? stacked([first, stacked([paragraphs, ...after])], [rule])
    : whole;
}

/** Rows of a screen from which on there is room to grow when the answer is told. */
const TALL = 30;

/** Lines that there are to read; on a small screen before an answer as after it, so that answering moves nothing. */
export function lessonRoom(view: View, box: Box): number {
  const { length } = lessonPanel.select(view, box, 'lesson').lines;
  const topic = topicOf(view);
  const question = topic.asked ?? topic.told;
  if (view.size.rows >= TALL || !topic.here || question === undefined || taskHere(view) !== undefined) return length;
  const width = Math.max(8, box.width - 2);
  const lines = (asked: Asked | undefined, told: Asked | undefined) =>
    blockOf(view, { ...topic, asked, told }, width, box.height).lines.length;
  return Math.max(length, lines(question, undefined), lines(undefined, wronglyAnswered(question)));
}

/** The longest that can be said of an answer: that it was another one. */
function wronglyAnswered({ posed, checkpoint }: Asked): Asked {
  const [first, second = first] = posed.question.options;
  const [answer, happened] = [[first?.id ?? '0'], [second?.id ?? '1']];
  const given = { checkpoint, answer, happened, right: false, event: 1, stage: 1, time: 0, seen: false };
  return { posed, checkpoint, given };
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
    const label = view.text('ui.lesson.hint');
    for (const text of wrapped(`${label}${gapAfter(label)}${hint}`, width)) lines.push(line(' ', span(text, 'key')));
  }
  return { lines, items: [] };
}

/** How predictions stand; nothing as long as none was made. */
function score(view: View): string | undefined {
  const { given } = view.player.predictions;
  if (given.length === 0) return undefined;
  return view.text('teach.score', { right: given.filter(g => g.right).length, n: given.length });
}
