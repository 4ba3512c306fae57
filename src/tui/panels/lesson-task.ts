// Tasks in the lesson's panel: which are offered; and of the one that was begun its text, its goals and the hints asked for.
import { goalLines } from '../../export/index.js';
import type { Task } from '../../lesson/index.js';
import type { Item } from '../panel.js';
import { type Begun, isDone, nextTask, offered } from '../teach.js';
import { type Line, line, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { type Block, hanging, prose } from './lesson-block.js';

/** The text of the task, its goals, what is next. */
export function taskBlocks(view: View, task: Task, begun: Begun, width: number): Block[] {
  const section = view.lesson.prose[view.lang].sections[task.id];
  const goals = goalsBlock(view, task, begun, width);
  const text = prose(section?.paragraphs ?? [], width);
  // What is done needs no hints.
  return [text, goals, begun.done ? doneBlock(view, task, width) : hintsBlock(view, task, width)];
}

export function goalsBlock(view: View, task: Task, { answer }: Begun, width: number): Block {
  const lines: Line[] = [];
  const answers = answer?.goals ?? task.goals.map(goal => ({ goal, reached: false }));
  for (const of of answers) {
    // What stands in the way of a goal is for the learner to find out.
    const [text = ''] = goalLines(view.words, of, view.lang);
    const sign = of.reached ? span('✓ ', 'good') : span('· ', 'key');
    lines.push(...hanging(line(' ', sign), 3, text.slice(2), width, of.reached ? 'plain' : 'strong'));
  }
  return { lines, items: [] };
}

function doneBlock(view: View, task: Task, width: number): Block {
  const next = nextTask(view, task.id);
  const title = next && view.lesson.prose[view.lang].sections[next.id]?.title;
  const lines = hanging(line(' ', span('✓ ', 'good')), 3, view.text('task.done'), width, 'good');
  if (next !== undefined)
    lines.push(...hanging(line('   '), 3, view.text('teach.task.next', { id: next.id, title }), width));
  lines.push(...hanging(line('   '), 3, view.text('teach.task.leave'), width));
  return { lines, items: [] };
}

/** Hints asked for; behind the last of them one way to do it. */
export function hintsBlock(view: View, task: Task, width: number): Block {
  const hints = view.lesson.prose[view.lang].sections[task.id]?.hints ?? [];
  const seen = view.ui.hints[task.id] ?? 0;
  const lines: Line[] = [];
  for (const [i, hint] of hints.slice(0, seen).entries())
    lines.push(
      ...hanging(
        line(' '),
        1,
        `${view.text('ui.lesson.hint-of', { n: i + 1, m: hints.length })}  ${hint}`,
        width,
        'key',
      ),
    );
  if (seen > hints.length) {
    lines.push(...hanging(line(' '), 1, view.text('teach.reveal'), width, 'key'));
    for (const text of solutionLines(task)) lines.push(line('   ', span(text, 'strong')));
  }
  return { lines, items: [] };
}

/** A solution as it would be typed. */
export const solutionLines = ({ solution }: Task): string[] =>
  solution.map(deed => {
    if ('on' in deed) return `${deed.on}$ ${deed.do}`;
    if ('link' in deed) return `:link ${deed.link} ${deed.up ? 'up' : 'down'}`;
    return `:power ${deed.node} ${deed.power ? 'on' : 'off'}`;
  });

/** Tasks that can be begun here. */
export function offersBlock(view: View, width: number): Block {
  return listed(view, offered(view), width);
}

/** The tasks that can be begun here in one line: for where their list is out of sight. */
export function offersLine(view: View, width: number): Line | undefined {
  const open = offered(view).filter(task => !isDone(view.ui, task.id));
  const [first] = open;
  if (first === undefined) return undefined;
  const titles = open.map(({ id }) => view.lesson.prose[view.lang].sections[id]?.title ?? id);
  const key = `:task ${first.id}`;
  const told = titles.map((_, i) => {
    const shown = titles.slice(0, titles.length - i);
    return view.text('teach.task.below', { titles: shown, more: i > 0 });
  });
  const text = told.find(t => widthOf(t) + widthOf(key) + 5 <= width) ?? view.text('teach.task.label');
  return line(' ', span(text, 'strong'), '  ', span(key, 'key'), span(' ▾', 'dim'));
}

/** All tasks of the lesson. */
export function listBlock(view: View, width: number): Block {
  return listed(view, view.lesson.tasks, width);
}

function listed(view: View, tasks: readonly Task[], width: number): Block {
  const lines: Line[] = [];
  const items: Item[] = [];
  const label = view.text('teach.task.label');
  const indent = widthOf(label) + 2;
  for (const [i, task] of tasks.entries()) {
    const title = view.lesson.prose[view.lang].sections[task.id]?.title ?? task.id;
    const done = isDone(view.ui, task.id);
    const id = `task:${task.id}`;
    const chosen = view.ui.panel === 'lesson' && view.ui.chosen.lesson === id;
    const head = line(
      chosen ? span('›', 'key') : ' ',
      span(i === 0 ? label : ' '.repeat(widthOf(label)), 'key'),
      span(done ? ' ✓ ' : ' · ', done ? 'good' : 'key'),
    );
    items.push({ id, line: lines.length, enter: { kind: 'teach', act: 'task', id: task.id } });
    lines.push(...hanging(head, indent + 2, `${title}  :task ${task.id}`, width));
  }
  return { lines, items };
}
