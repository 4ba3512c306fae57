// Past events, one line each, the one at the cursor marked ▶ with its stages below it. Events between the cursor and the
// present have been seen already: they stay, dimmed.
import { formatDuration, formatTime } from '../../export/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, type Role, span, widthOf } from '../text.js';
import type { View } from '../view.js';

/** A pause as long as this is folded into one line. */
const PAUSE = 500_000_000;
/** Events before and after the cursor that the list holds; who wants to go further back goes there. */
const [BEFORE, AFTER] = [300, 100];

export const timePanel: Panel = {
  select(view, box): Content {
    const title = view.text('ui.panel.time');
    const { where } = view;
    const { journal, target } = view.session;
    if (where.events === 0) return { title, lines: [line(' ', span(view.text('ui.empty.time'), 'dim'))] };
    const first = Math.max(1, where.event - BEFORE);
    const last = Math.min(where.events, where.event + AFTER);
    const list: Listing = { lines: [], items: [], follow: 0, width: box.width };
    for (let n = first; n <= last; n++) {
      const event = target.setupEvents + n - 1;
      const time = journal.eventTime(event);
      const pause = n === 1 ? 0 : time - journal.eventTime(event - 1);
      if (pause >= PAUSE) {
        const text = view.text('ui.time.pause', { duration: formatPause(pause) });
        list.lines.push(line('   ', span(`┄┄ ${text} ┄┄`, 'dim')));
      }
      addEvent(view, list, n, event, time);
    }
    if (where.atPresent && !where.atEnd) list.lines.push(line('    ', span(`┄ ${view.text('ui.time.next')} ┄`, 'dim')));
    return { title, lines: list.lines, items: list.items, follow: list.follow };
  },
};

const formatPause = (ns: number): string => formatDuration(Math.round(ns / 1e6) * 1e6);

interface Listing {
  readonly lines: Line[];
  readonly items: Item[];
  follow: number;
  readonly width: number;
}

function addEvent(view: View, list: Listing, n: number, event: number, time: number): void {
  const { where, words } = view;
  const { journal } = view.session;
  const here = n === where.event;
  const role: Role = here ? 'strong' : n > where.event ? 'dim' : 'plain';
  const end = Math.min(journal.firstStage(event + 1), view.session.present);
  list.items.push({
    id: `event:${n}`,
    line: list.lines.length,
    enter: { kind: 'goto', position: end, telling: 'event' },
  });
  const digits = String(where.events).length;
  const gist = view.gist(event, end);
  const node = words.nodeOf(gist);
  const [timeWidth, nodeWidth] = list.width < 50 ? [0, 3] : [11, 4];
  list.lines.push(
    line(
      span(` ${here ? '▶' : ' '}${String(n).padStart(digits)}  `, here ? 'key' : 'dim'),
      span(timeWidth === 0 ? '' : formatTime(time).padEnd(timeWidth), here ? 'strong' : 'dim'),
      span(`${node}${' '.repeat(Math.max(1, nodeWidth - widthOf(node)))}`, here ? 'strong' : 'node'),
      span(words.sentence(gist), role),
    ),
  );
  if (!here) return;
  list.follow = list.lines.length - 1;
  addStages(view, list, event);
}

/** The stages of the event that were reached, as a tree. */
function addStages(view: View, list: Listing, event: number): void {
  const { journal } = view.session;
  const last = view.session.position;
  const depths = new Map<number, number>();
  for (let stage = journal.firstStage(event); stage < last; stage++) {
    const parent = journal.parentOf(stage);
    const depth = parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(stage, depth);
    const current = stage === view.stage;
    if (journal.kindOf(stage).name === 'nf_hook' && !current) continue;
    const verdict = journal.verdictOf(stage);
    const mark = verdict === 'drop' ? '✗' : current && view.tellsStage ? '▶' : '·';
    const told = verdict === 'pass' ? '' : `  ${view.text(`verdict.${verdict}`)}`;
    const role: Role = current && view.tellsStage ? 'strong' : 'dim';
    if (current && view.tellsStage) list.follow = list.lines.length;
    list.items.push({
      id: `stage:${stage - journal.firstStage(event)}@${event}`,
      line: list.lines.length,
      enter: { kind: 'goto', position: stage + 1, telling: 'stage' },
    });
    list.lines.push(
      line(
        '    ',
        '  '.repeat(Math.min(depth, 7)),
        span(`${mark} `, verdict === 'drop' ? 'bad' : current && view.tellsStage ? 'key' : 'dim'),
        span(view.words.stageTitle(stage), role),
        span(told, verdict === 'drop' ? 'bad' : verdict === 'miss' ? 'changed' : 'good'),
      ),
    );
  }
  const left = view.where.stages - view.where.stage;
  if (left > 0)
    list.lines.push(line('      ', span(`┄ ${view.text('tui.time.stages-left', { count: left })} ┄`, 'dim')));
}
