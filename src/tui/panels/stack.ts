// The network stack of a node as a tower: programs above, the cable below, and the borders between user space, kernel space and
// hardware. What the event at the cursor has passed is lit, with its stages. `stack@A`; without a name the node at work.
import { STACK_LEVELS, type StackLevel, stackLevelOf } from '../../export/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { clip, type Line, line, pad, type Span, span, widthOf, wrapped } from '../text.js';
import type { View } from '../view.js';
import { spacesOf } from './table-rows.js';

/** What the event at the cursor did at one level. */
interface Visit {
  /** Its stages, each kind once, in order. */
  readonly stages: number[];
  /** The last stage there. */
  readonly last: number;
  /** From where it was entered last. */
  readonly way: '↓' | '↑' | '·';
}

interface Walk {
  readonly node: string;
  readonly visits: ReadonlyMap<string, Visit>;
  readonly current: string | undefined;
}

/** The levels that the event at the cursor has passed, as far as it has been reached. */
function walkOf(view: View): Walk {
  const visits = new Map<string, Visit>();
  if (view.event < 0 || view.stage < 0 || view.words.isVeiled(view.stage)) {
    return { node: '', visits, current: undefined };
  }
  const { journal, position } = view.session;
  let before = -1;
  for (let stage = journal.firstStage(view.event); stage < position; stage++) {
    const { name } = journal.kindOf(stage);
    const id = stackLevelOf(name);
    if (id === undefined || (name === 'nf_hook' && stage !== view.stage)) continue;
    const at = STACK_LEVELS.findIndex(level => level.id === id);
    const old = visits.get(id);
    const way = before < 0 ? '·' : at > before ? '↓' : at < before ? '↑' : (old?.way ?? '·');
    const seen = old?.stages ?? [];
    const same = seen.some(s => journal.kindOf(s) === journal.kindOf(stage));
    visits.set(id, { stages: same ? seen : [...seen, stage], last: stage, way });
    before = at;
  }
  const current = visits.size === 0 ? undefined : stackLevelOf(journal.kindOf(view.stage).name);
  return { node: view.words.nodeOf(view.stage), visits, current };
}

const NOTHING: Walk = { node: '', visits: new Map(), current: undefined };
const BORDERS = { user: '┃', kernel: '│', hardware: '┊' } as const;

export const stackPanel: Panel = {
  select(view, box, id): Content {
    const heading = view.text('ui.panel.stack');
    const walk = view.once(walkOf);
    const owner = id.includes('@') ? id.slice(id.indexOf('@') + 1) : walk.node;
    if (owner !== '') {
      const of = spacesOf(view, `stack@${owner}`, heading);
      if ('lines' in of) return of;
    }
    const title = owner === '' ? heading : view.text('ui.panel.of', { title: heading, owner });
    const here = walk.node === owner ? walk : NOTHING;
    const names = Math.max(...STACK_LEVELS.map(level => widthOf(view.text(`stack.${level.id}`))));
    // Three borders and seven levels; where there is no room for the borders the left edge tells them apart.
    const borders = box.height >= STACK_LEVELS.length + 3;
    const lines: Line[] = [];
    const items: Item[] = [];
    for (const [i, level] of STACK_LEVELS.entries()) {
      if (borders && level.space !== STACK_LEVELS[i - 1]?.space) lines.push(border(view, level, box.width));
      const visit = here.visits.get(level.id);
      if (visit !== undefined) {
        const enter = { kind: 'goto', position: visit.last + 1, telling: 'stage' } as const;
        items.push({ id: `stack:${level.id}`, line: lines.length, enter });
      }
      lines.push(floor(view, level, visit, here.current === level.id, names, box.width));
    }
    const follow = items.find(item => item.id === `stack:${here.current}`)?.line;
    lines.push(...about(view, here, walk.node, box.width, box.height - lines.length));
    return { title, lines, items, ...(follow === undefined ? {} : { follow }) };
  },
};

/** `── kernel space ── system calls ──────` */
function border(view: View, { space }: StackLevel, width: number): Line {
  const text = ` ${view.text(`stack.space.${space}`)} `;
  const rule = space === 'kernel' ? '═' : '─';
  const left = width - 2 - widthOf(text);
  return line(
    ' ',
    span(rule.repeat(2), 'border'),
    span(text, 'title'),
    span(rule.repeat(Math.max(0, left - 1)), 'border'),
  );
}

function floor(
  view: View,
  { id, space, protocol }: StackLevel,
  visit: Visit | undefined,
  current: boolean,
  names: number,
  width: number,
): Line {
  const name = pad(view.text(`stack.${id}`), names);
  const head: (string | Span)[] = [' ', span(BORDERS[space], 'border'), ' '];
  if (visit === undefined) {
    const unit = clip(view.text(`stack.unit.${id}`), Math.max(0, width - names - 7));
    return line(...head, '  ', span(name, `layer:${protocol}`), '  ', span(unit, 'dim'));
  }
  const mark = span(`${current ? '▶' : visit.way} `, current ? 'key' : 'dim');
  const role = current ? 'strong' : 'plain';
  return line(...head, mark, span(name, `layer:${protocol}`), '  ', ...told(view, visit, role, width - names - 7));
}

/** The stages of a level; where not all fit, the last ones. */
function told(view: View, { stages, last }: Visit, role: Span['role'], room: number): Span[] {
  const { journal } = view.session;
  const texts = stages.map(stage => view.words.stageTitle(stage));
  const now = stages.findIndex(stage => journal.kindOf(stage) === journal.kindOf(last));
  let from = 0;
  const width = () => texts.slice(from).reduce((sum, text) => sum + widthOf(text) + 3, -3) + (from > 0 ? 2 : 0);
  while (from < now && width() > room) from++;
  const out: Span[] = from > 0 ? [span('… ', 'dim')] : [];
  for (let i = from; i < texts.length; i++) {
    if (i > from) out.push(span(' › ', 'dim'));
    out.push(span(texts[i] as string, i === now ? role : 'dim'));
  }
  return out;
}

/** Below the tower: what happens at the level that is lit, or who is at work instead. */
function about(view: View, { current }: Walk, at: string, width: number, room: number): Line[] {
  const elsewhere = current === undefined && at !== '';
  const text = elsewhere
    ? view.text('stack.elsewhere', { node: at })
    : view.text(current === undefined ? 'stack.idle' : `stack.about.${current}`);
  const rows = wrapped(text, width - 2);
  // A sentence that is cut says less than none.
  if (room < rows.length + 1) return [];
  return [line(''), ...rows.map(row => line(' ', span(row, 'dim')))];
}
