// The first row: lesson and checkpoint, event, stage and time, past or present and how to return, the branch, what the last
// move did. Every part can be said in several lengths; what matters least gives way first, so that nothing is cut.
import { formatTime } from '../export/index.js';
import { moveTexts } from './status-move.js';
import { taskHere } from './teach.js';
import { clip, justify, type Line, line, type Role, span, widthOf } from './text.js';
import type { View } from './view.js';

type Name = 'program' | 'lesson' | 'event' | 'stage' | 'time' | 'present' | 'branch' | 'move' | 'right';
/** The longest first; '' leaves the part out. */
type Parts = Readonly<Record<Name, readonly string[]>>;
type Lengths = Record<Name, number>;

/** Which part is said how much shorter, in this order, until all of them fit. */
const GIVES_WAY: readonly (readonly [Name, number])[] = [
  ['move', 1],
  ['present', 1],
  ['event', 1],
  ['stage', 1],
  ['time', 1],
  ['branch', 1],
  ['program', 1],
  ['right', 1],
  ['lesson', 1],
  ['lesson', 2],
  ['move', 2],
  ['right', 2],
  ['lesson', 3],
  ['stage', 2],
  ['event', 2],
  ['lesson', 4],
  ['branch', 2],
  ['stage', 3],
  ['present', 2],
  ['move', 3],
];

/** The row over everything else. */
export function statusRow(view: View, columns: number): Line {
  const role: Role = view.where.atPresent ? 'status' : 'past';
  const parts = view.once(partsOf);
  const lengths: Lengths = {
    program: 0,
    lesson: 0,
    event: 0,
    stage: 0,
    time: 0,
    present: 0,
    branch: 0,
    move: 0,
    right: 0,
  };
  const textOf = (name: Name) => parts[name][Math.min(lengths[name], parts[name].length - 1)] ?? '';
  const width = () => widthOf(joined(textOf)) + widthOf(textOf('right'));
  for (const [name, length] of GIVES_WAY) {
    if (width() <= columns) break;
    lengths[name] = Math.max(lengths[name], length);
  }
  const row = justify(line(span(joined(textOf), role)), line(span(textOf('right'), role)), columns);
  return row.map(s => ({ ...s, role }));
}

function joined(textOf: (name: Name) => string): string {
  const program = textOf('program');
  const names = ['event', 'stage', 'time', 'present', 'branch', 'move'] as const;
  const place = names.map(textOf).filter(text => text !== '');
  const lesson = textOf('lesson');
  const between = lesson === '' ? '' : program === '' ? ' · ' : '    ';
  return ` ${program}${program && '  '}${lesson}${between}${place.join(' · ')} `;
}

function partsOf(view: View): Parts {
  const { where } = view;
  const help = view.text('ui.status.help', { key: '?' });
  const language = view.lang === 'en' ? 'en' : '中文';
  const { event: n, events: m, stage: k, stages } = where;
  const started = n > 0;
  return {
    program: ['netstep', ''],
    lesson: lessonTexts(view),
    event: started
      ? [view.text('ui.status.event', { n, m }), view.text('tui.status.event', { n, m }), `${n}/${m}`]
      : [view.text('ui.status.start')],
    stage: started
      ? [
          view.text('ui.status.stage', { k, n: stages }),
          view.text('tui.status.stage', { n: k, m: stages }),
          `${k}/${stages}`,
          '',
        ]
      : [''],
    time: [view.text('ui.status.time', { time: where.time }), formatTime(where.time)],
    present: presentTexts(view),
    branch: branchTexts(view),
    move: [...moveTexts(view), ''],
    right: [`${language}  ${help} `, `${help} `, ''],
  };
}

/** `arp · 2/15  The question goes to everybody` */
function lessonTexts(view: View): string[] {
  const { lesson, player, lang } = view;
  const on = taskHere(view);
  if (on !== undefined) {
    const title = lesson.prose[lang].sections[on.task.id]?.title ?? '';
    const task = `${lesson.id} · ${view.text('tui.status.task', { id: on.task.id })}`;
    return [title === '' ? task : `${task}  ${title}`, task, on.task.id, ''];
  }
  const hit = player.current();
  const prose = lesson.prose[lang];
  const title = hit ? (prose.sections[hit.checkpoint.id]?.title ?? '') : prose.title;
  const count = hit ? `${hit.index + 1}/${lesson.checkpoints.length}` : '';
  const short = count === '' ? lesson.id : `${lesson.id} ${count}`;
  const long = count === '' ? lesson.id : `${lesson.id} · ${count}`;
  return [title === '' || title === lesson.id ? long : `${long}  ${title}`, long, short, lesson.id, ''];
}

/** Past or present; in the past, how far, and the key that returns. */
function presentTexts(view: View): string[] {
  const { where, ui } = view;
  if (ui.running === 'play')
    return [
      view.text('look.status.playing', { speed: ui.speed, unit: ui.unit }),
      view.text('look.status.playing-short', { speed: ui.speed }),
      view.text('ui.status.running'),
    ];
  if (ui.running !== undefined) return [view.text('ui.status.running')];
  if (where.atPresent) return [view.text('ui.status.present')];
  const n = where.events - where.event;
  const key = 'p';
  if (n === 0)
    return [
      view.text('tui.status.past-stage', { key }),
      view.text('tui.status.past-key', { key }),
      view.text('tui.status.past'),
    ];
  const short = view.text('ui.status.past-short', { n });
  return [view.text('ui.status.past', { n, key }), view.text('tui.status.past-back', { n, key }), short];
}

/** The branch one is on. Where there is but one it is named as long as there is room. */
function branchTexts(view: View): string[] {
  const { branch: name } = view.where;
  const only = view.session.branches.list().length === 1;
  return [view.text('ui.status.branch', { name }), name, only ? '' : clip(name, 8)];
}
