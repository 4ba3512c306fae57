// The rows over the panels: where the cursor is, and what happens there, in a sentence. And the strip that says on a small
// screen, in one row, what the panels without room would show.
import { formatTime } from '../export/index.js';
import { formatIpv4, formatMac } from '../wire/index.js';
import { frameWord } from './frame-words.js';
import { SIGN } from './state.js';
import { isQuiet } from './story.js';
import { fitLine, justify, type Line, line, lineWidth, type Role, type Span, span, widthOf, wrapped } from './text.js';
import type { View } from './view.js';

/** Below this many columns counts are written short. */
const NARROW = 96;
/** What goes first where the row is too short. */
const LEFT_OUT = ['branch', 'title', 'program', 'checkpoint', 'lesson', 'stage'] as const;

/** Lesson, checkpoint, event, stage, time, present or past, branch, language: as much as the width allows. */
export function statusRow(view: View, columns: number): Line {
  const { where, lang } = view;
  const role: Role = where.atPresent ? 'status' : 'past';
  const help = columns < 50 ? '' : `${view.text('ui.status.help', { key: '?' })} `;
  const right = ` ${lang === 'en' ? 'en' : '中文'}  ${help}`;
  const parts = statusParts(view, columns);
  for (const name of LEFT_OUT) {
    if (widthOf(joined(parts, columns < NARROW)) + widthOf(right) <= columns) break;
    parts[name] = '';
  }
  return justify(line(span(joined(parts, columns < NARROW), role)), line(span(right, role)), columns).map(s => ({
    ...s,
    role,
  }));
}

type Parts = Record<
  'program' | 'lesson' | 'checkpoint' | 'title' | 'event' | 'stage' | 'time' | 'present' | 'branch',
  string
>;

function statusParts(view: View, columns: number): Parts {
  const { where, player, lesson } = view;
  const hit = player.current();
  const prose = lesson.prose[view.lang];
  const back = where.events - where.event;
  const narrow = columns < NARROW;
  const bare = columns < 60;
  return {
    program: 'netstep ',
    lesson: lesson.id,
    checkpoint: hit ? `${hit.index + 1}/${lesson.checkpoints.length}` : '',
    title: hit ? (prose.sections[hit.checkpoint.id]?.title ?? '') : prose.title,
    event: counted(view, 'event', { n: where.event, m: where.events }, columns),
    stage: where.stages === 0 ? '' : counted(view, 'stage', { n: where.stage, m: where.stages }, columns),
    time: narrow ? formatTime(where.time) : view.text('ui.status.time', { time: where.time }),
    present:
      view.ui.running === 'play'
        ? view.text('look.status.playing', { speed: view.ui.speed, unit: view.ui.unit })
        : where.atPresent
          ? view.text('ui.status.present')
          : bare
            ? view.text('ui.status.past-short', { n: back })
            : back > 0
              ? view.text('ui.status.past', { n: back, key: 'p' })
              : view.text('tui.status.past-stage', { key: 'p' }),
    branch: view.text('ui.status.branch', { name: where.branch }),
  };
}

/** `event 3 of 41`, `event 3/41`, `3/41`. */
function counted(view: View, what: 'event' | 'stage', { n, m }: { n: number; m: number }, columns: number): string {
  if (columns < 60) return `${n}/${m}`;
  if (columns < NARROW) return view.text(`tui.status.${what}`, { n, m });
  return view.text(`ui.status.${what}`, { n, m, k: n, ...(what === 'stage' ? { n: m } : {}) });
}

function joined(parts: Parts, narrow: boolean): string {
  const lesson = [parts.lesson, parts.checkpoint].filter(p => p !== '').join(' · ');
  const place = [parts.event, parts.stage, parts.time, parts.present, parts.branch].filter(p => p !== '').join(' · ');
  return ` ${parts.program}${parts.program && ' '}${lesson}${parts.title && `  ${parts.title}`}${narrow ? ' · ' : '    '}${place}`;
}

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
    if (stages.length === 1 && out.length < height) out.push(namesRow(view, stage, verdict, indent));
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

/** Frames on the wires, rows that changed. */
export function stripRow(view: View, columns: number): Line {
  const out: Span[] = [span(' ')];
  const groups = new Map<string, { span: Span; to: string[] }>();
  for (const flight of view.network.flights) {
    const word = frameWord(view, flight.frame);
    const [from, to] = [view.network.device(flight.from ?? 0)?.node ?? '', view.network.device(flight.to)?.node ?? ''];
    const group = groups.get(`${word.text} ${from}`) ?? { span: span(`${word.text} ${from}▶`, word.role), to: [] };
    group.to.push(to);
    groups.set(`${word.text} ${from}`, group);
  }
  for (const group of groups.values()) out.push(group.span, span(`${group.to.join(' ')}   `));
  if (groups.size === 0) out.push(span(`${view.text('ui.network.quiet')}   `, 'dim'));
  let any = false;
  for (const change of view.changes.values()) {
    const text = shortChange(view, change.table, (change.after ?? change.before) as never);
    if (text === '') continue;
    any = true;
    out.push(span(`${SIGN[change.kind]} ${text}   `, change.kind));
    if (lineWidth(out) > columns) break;
  }
  if (!any && view.stage >= 0) out.push(span(view.text('ui.change.none'), 'dim'));
  return fitLine(out, columns);
}

function shortChange(view: View, table: string, row: Readonly<Record<string, unknown>>): string {
  const schema = view.session.journal.tableNamed(table)?.schema;
  if (schema === undefined || isQuiet(schema) || schema.name === 'qdisc') return '';
  const owner = table.includes('@') ? table.slice(table.indexOf('@') + 1) : '';
  if (schema.name === 'neigh') return `ARP ${owner} ${formatIpv4(row.ip as number)} ${row.state}`;
  if (schema.name === 'fdb') {
    const port = view.words
      .device(row.port as number)
      .split('.')
      .at(-1);
    return `CAM ${owner} ${formatMac(row.mac as number)} ${port}`;
  }
  return `${view.text(`table.${schema.name}`)} ${owner}`;
}
