// The rows of a sequence chart: frames that were put on a cable, changes of what nodes know, pauses. Read chart.ts first.
import { SIGN } from '../state.js';
import type { Role } from '../text.js';
import type { View } from '../view.js';

export type ChartRow =
  | {
      readonly kind: 'frame';
      readonly frame: number;
      readonly from: string;
      readonly to: string;
      readonly time: number;
      readonly state: 'arrived' | 'flying' | 'lost';
      /** Where the session stands right after it was sent. */
      readonly position: number;
    }
  | { readonly kind: 'note'; readonly node: string; readonly text: string; readonly role: Role; readonly time: number }
  | { readonly kind: 'pause'; readonly time: number };

/** A chart goes back so many frames, at most. */
const MOST = 120;
const PAUSE = 500_000_000;

/** In the order in which they happened, up to the cursor. */
export function chartRows(view: View): ChartRow[] {
  const { frames } = view.session.world;
  const { journal, position } = view.session;
  const count = frames.countAt(position);
  const arrived = new Set<number>();
  const sent: number[] = [];
  for (let f = count - 1; f >= 0 && sent.length < MOST; f--) {
    const direction = frames.directionOf(f);
    if (direction === 'received') arrived.add(frames.fromOf(f));
    else if (direction === 'sent') sent.unshift(f);
  }
  const flying = new Set(view.network.flights.map(f => f.frame));
  const found: { order: number; row: ChartRow }[] = [];
  for (const frame of sent) {
    const row = frameRow(view, frame, arrived.has(frame) ? 'arrived' : flying.has(frame) ? 'flying' : 'lost');
    if (row !== undefined) found.push({ order: frames.stageOf(frame), row });
  }
  const first = sent[0];
  if (first === undefined) return [];
  found.push(...notes(view, journal.firstStage(journal.eventOf(frames.stageOf(first)))));
  found.sort((x, y) => x.order - y.order);
  return withPauses(found.map(f => f.row));
}

function frameRow(view: View, frame: number, state: 'arrived' | 'flying' | 'lost'): ChartRow | undefined {
  const { journal, world } = view.session;
  const dev = world.frames.devOf(frame);
  const link = view.network.links.find(l => l.a.id === dev || l.b.id === dev);
  if (link === undefined) return undefined;
  const [from, to] = link.a.id === dev ? [link.a, link.b] : [link.b, link.a];
  const stage = world.frames.stageOf(frame);
  const time = journal.eventTime(journal.eventOf(stage));
  return { kind: 'frame', frame, from: from.node, to: to.node, time, state, position: stage + 1 };
}

/** What nodes learnt: changes of neighbour states and CAM entries. */
function notes(view: View, since: number): { order: number; row: ChartRow }[] {
  const { journal, position } = view.session;
  const out: { order: number; row: ChartRow }[] = [];
  const end = journal.changesAt(position);
  for (let at = journal.changesAt(since); at < end; at++) {
    const { table, before, after, stage } = journal.change(at);
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    const row = (after ?? before) as { state?: string; port?: number; kind?: string } | undefined;
    const node = table.owner?.split(/[./]/)[0];
    if (row === undefined || node === undefined) continue;
    let text = '';
    if (table.schema.name === 'neigh') {
      if (kind === 'changed' && (before as { state?: string }).state === row.state) continue;
      text = kind === 'removed' ? `- ${row.state}` : String(row.state);
    } else if (table.schema.name === 'fdb' && row.kind === 'learned') {
      text = `${SIGN[kind]}${view.words
        .device(row.port ?? 0)
        .split('.')
        .at(-1)}`;
    } else continue;
    const time = journal.eventTime(journal.eventOf(stage));
    // Half a step after its stage: behind the frames that came before it, before those sent later.
    out.push({ order: stage - 0.5, row: { kind: 'note', node, text, role: kind, time } });
  }
  return out;
}

function withPauses(rows: readonly ChartRow[]): ChartRow[] {
  const out: ChartRow[] = [];
  for (const [i, row] of rows.entries()) {
    const gap = i === 0 ? 0 : row.time - (rows[i - 1] as ChartRow).time;
    if (gap >= PAUSE) out.push({ kind: 'pause', time: Math.round(gap / 1e6) * 1e6 });
    out.push(row);
  }
  return out;
}
