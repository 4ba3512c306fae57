// A ladder: the two ends of one TCP connection, time downwards, every segment an arrow with its numbers, the states beside the
// lifelines. It is a sequence chart of two columns (chart-rows.ts, chart-draw.ts) in which a segment goes from end to end, over
// all hops. Left and right go from connection to connection. Read ladder-segments.ts and ladder-rows.ts next.
import { Canvas } from '../canvas.js';
import type { Content, Item, Panel } from '../panel.js';
import { firstLine } from '../scroll.js';
import { searchIn } from '../search.js';
import type { Focus } from '../state.js';
import type { Line } from '../text.js';
import type { View } from '../view.js';
import { drawLadderRow, drawTops, geometry, rowWords } from './ladder-draw.js';
import { countBefore, type LadderRow, ladderRows, talksOf } from './ladder-rows.js';
import { segmentsOf, type Talk } from './ladder-segments.js';
import { socketsEver } from './tcp-history.js';
import { socketOfRow, toldLines } from './tcp-rows.js';

/** Lines that stay on top: the ends, their states. */
const TOP = 2;

export const ladderPanel: Panel = {
  select(view, box, id): Content {
    const title = view.text('ladder.panel');
    const talks = talksOf(view);
    const chosenId = view.ui.panel === id ? view.ui.chosen[id] : undefined;
    const talk = talkOf(view, talks, chosenId);
    if (talk === undefined) return { title, lines: toldLines(view.text('ladder.none'), box.width) };
    const at = talks.indexOf(talk);
    const rows = ladderRows(view, talk, middleOf(view, talk, chosenId));
    const items = itemsOf(talk, rows);
    const chosen = items.find(i => i.id === chosenId)?.line;
    const hit = chosenId === undefined ? searchIn(view, id)?.at : undefined;
    const focused = items.find(i => i.focus?.frame !== undefined && i.focus.frame === view.ui.focus.frame)?.line;
    const follow = focused ?? rows.findIndex(row => row.kind === 'cursor') + TOP;
    const from = firstLine(view.ui, id, rows.length + TOP, box.height, chosen ?? hit ?? follow);
    const lines: Line[] = [];
    lines.length = rows.length + TOP;
    const canvas = new Canvas(box.width, Math.max(1, Math.min(box.height, lines.length - from)));
    const where = geometry(box.width);
    for (let y = TOP; y < canvas.height; y++) {
      const i = from + y - TOP;
      const row = rows[i];
      if (row !== undefined) drawLadderRow(canvas, y, view, where, row, y === TOP ? undefined : rows[i - 1]);
    }
    drawTops(canvas, view, where, talk, [at, talks.length - at - 1]);
    for (const [y, made] of canvas.lines().entries()) lines[from + y] = made;
    const beside = (by: number): Focus => {
      const other = talks[Math.max(0, Math.min(talks.length - 1, at + by))] as Talk;
      return other === talk ? {} : { frame: other.segments[0]?.frame, row: undefined };
    };
    return {
      title: talks.length > 1 ? `${title} ${at + 1}/${talks.length}` : title,
      lines,
      items,
      follow,
      sideways: { left: beside(-1), right: beside(1) },
      textAt: n => (n < TOP ? '' : rowWords(view, rows[n - TOP] as LadderRow)),
    };
  },
};

/** The connection of the chosen row, of the frame or the row in focus; else the one of the last segment before the cursor. */
function talkOf(view: View, talks: readonly Talk[], chosen: string | undefined): Talk | undefined {
  const index = segmentsOf(view.session.target);
  const { frame, row } = view.ui.focus;
  const of = (f: number | undefined) => {
    const root = f === undefined ? undefined : index.rootOf(f);
    const talk = root === undefined ? undefined : index.talkOf.get(root);
    return talk !== undefined && talks.includes(talk) ? talk : undefined;
  };
  const [, number] = /^state:(\d+) /.exec(chosen ?? '') ?? [];
  const found =
    of(number === undefined ? undefined : Number(number)) ??
    of(frame) ??
    (row === undefined ? undefined : talkOfSocket(view, talks, row.table, row.key));
  if (found !== undefined) return found;
  let best: Talk | undefined;
  let latest = -1;
  for (const talk of talks) {
    const last = talk.segments[countBefore(talk, view.session.position) - 1];
    if (last === undefined || last.stage <= latest) continue;
    [best, latest] = [talk, last.stage];
  }
  return best ?? talks[0];
}

function talkOfSocket(view: View, talks: readonly Talk[], table: string, key: string | number): Talk | undefined {
  const socket = socketOfRow(table, key);
  const netns = table.slice(table.indexOf('@') + 1);
  const row = socket === undefined ? undefined : socketsEver(view.session.target, netns).get(socket);
  if (row === undefined) return undefined;
  const has = (talk: Talk, ip: unknown, port: unknown) => talk.ends.some(e => e.ip === ip && e.port === port);
  return talks.findLast(t => has(t, row.localIp, row.localPort) && has(t, row.remoteIp, row.remotePort));
}

/** The segment that the rows are around: the chosen one, or the last one before the cursor. */
function middleOf(view: View, talk: Talk, chosen: string | undefined): number {
  const [, kind, stage] = /^(segment|state):\d+ (\d+)/.exec(chosen ?? '') ?? [];
  return countBefore(talk, kind === undefined ? view.session.position : Number(stage));
}

function itemsOf(talk: Talk, rows: readonly LadderRow[]): Item[] {
  return rows.flatMap((row, i): Item[] => {
    if (row.kind !== 'segment' && row.kind !== 'state') return [];
    const enter = { kind: 'goto', position: row.position, telling: 'stage' } as const;
    if (row.kind === 'segment') {
      const { frame, stage } = row.segment;
      return [
        {
          id: `segment:${frame} ${stage}`,
          line: i + TOP,
          focus: { frame },
          enter,
          why: { kind: 'frame', frame },
        },
      ];
    }
    // The stage tells the rows where the middle is; the connection is that of the frame it has had since.
    const id = `state:${talk.segments[0]?.frame ?? 0} ${row.stage} ${row.change}`;
    const focus = { frame: talk.segments[0]?.frame };
    return [{ id, line: i + TOP, focus, enter, why: { kind: 'stage', stage: row.stage } }];
  });
}
