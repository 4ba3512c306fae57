// The ARP (neighbour) table of a namespace: who is where, how sure that is, what waits for it and until when.
import { formatIpv4, formatMac } from '../../wire/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, lineWidth, pad, type Role, type Span, span } from '../text.js';
import type { View } from '../view.js';
import { detailLines } from './table-details.js';
import {
  about,
  cellRole,
  cellSpans,
  content,
  deviceName,
  expiry,
  goneText,
  ownerOf,
  type Row,
  rowHead,
  rowItem,
  type ShownRow,
  shownRows,
  tableOf,
} from './table-rows.js';

const STATE: Readonly<Record<string, Role>> = { REACHABLE: 'good', PERMANENT: 'good', FAILED: 'bad' };

export const neighPanel: Panel = {
  select(view, box, id): Content {
    const node = ownerOf(id);
    const title = view.text('ui.panel.of', { title: view.text('ui.panel.neigh'), owner: node });
    const rows = shownRows(view, tableOf(view, id));
    if (rows.length === 0) return { title, lines: [line(' ', span(view.text('ui.empty.neigh', { node }), 'dim'))] };
    const lines: Line[] = [];
    const items: Item[] = [];
    for (const shown of rows) {
      const stateFits = lineWidth(entry(view, id, shown, true)) <= box.width;
      items.push(rowItem(view, shown, lines.length));
      lines.push(entry(view, id, shown, stateFits, box.width));
      lines.push(...meaning(view, node, shown, box.width, !stateFits, rows.length * 3 <= box.height));
      lines.push(...detailLines(view, shown, box.width));
    }
    return content(view, title, lines, items, { rows: rows });
  },
};

const macOf = (row: Row): string => (typeof row.lladdr === 'number' ? formatMac(row.lladdr) : '—');
const stateSpans = (shown: ShownRow): Span[] =>
  cellSpans(shown, ['state'], row => String(row.state), STATE[String(shown.row.state)] ?? 'plain');

/** Address, MAC address (what it was, where both have room) and, if it is wanted here, the state. */
function entry(view: View, id: string, shown: ShownRow, state: boolean, width = Number.POSITIVE_INFINITY): Line {
  const both = cellSpans(shown, ['lladdr'], macOf);
  const mac = 19 + lineWidth(both) <= width ? both : both.slice(-1);
  return line(
    rowHead(view, id, shown),
    span(pad(formatIpv4(shown.row.ip as number), 15), cellRole(shown, 'ip', 'strong')),
    ' ',
    ...mac,
    ...(state ? [span(' '.repeat(Math.max(1, 18 - lineWidth(mac)))), ...stateSpans(shown)] : []),
  );
}

/** Below it: what waits, until when, and what the state means; in a line of its own where there is room. */
function meaning(view: View, netns: string, shown: ShownRow, width: number, withState: boolean, room: boolean): Line[] {
  const { row, change } = shown;
  if (change?.kind === 'removed') return [line('     ', span(goneText(view), 'dim'))];
  const parts: Span[][] = [
    ...(withState ? [stateSpans(shown)] : []),
    ...waiting(view, shown),
    ...clock(view, netns, row),
    ...asked(view, netns, shown),
  ];
  const means = [span(view.text(`nud.${row.state}`), 'dim')];
  const groups = room && parts.length > 0 ? [parts, [means]] : [[...parts, means]];
  return groups.map(group => fitting(group, width - 5));
}

/** As many pieces as fit, and the first in any case. */
function fitting(pieces: readonly Span[][], width: number): Line {
  const out: Span[] = [];
  for (const piece of pieces) {
    const next = out.length === 0 ? piece : [span(' · ', 'dim'), ...piece];
    if (out.length > 0 && lineWidth(out) + lineWidth(next) > width) continue;
    out.push(...next);
  }
  return line('     ', ...out);
}

function waiting(view: View, shown: ShownRow): Span[][] {
  const count = (row: Row | undefined) => (Array.isArray(row?.queue) ? row.queue.length : 0);
  const [was, now] = [count(shown.before), count(shown.row)];
  const changed = shown.columns.has('queue') && was !== now;
  if (now === 0 && !changed) return [];
  const old = changed ? [span(`${was} → `, 'dim')] : [];
  return [[...old, span(view.text('ui.change.waiting', { count: now }), changed ? 'changed' : 'dim')]];
}

/** In these states somebody is being asked, at most so many times (Linux neigh_max_probes()). */
const ASKS: Readonly<Record<string, string>> = { INCOMPLETE: 'mcast_solicit', PROBE: 'ucast_solicit' };

/** How often it was asked, and how often it will be. Linux counts broadcasts on from ucast_solicit. */
function tries(view: View, netns: string, row: Row): { n: number; m: number } | undefined {
  const most = ASKS[String(row.state)];
  if (most === undefined) return undefined;
  const own = row.state === 'PROBE' ? 0 : setting(view, netns, row.dev, 'ucast_solicit');
  return { n: Number(row.probes) - own, m: setting(view, netns, row.dev, most) };
}

function asked(view: View, netns: string, shown: ShownRow): Span[][] {
  const now = tries(view, netns, shown.row);
  if (now === undefined || now.n < 1) return [];
  const was = shown.before && tries(view, netns, shown.before);
  const changed = was !== undefined && was.n >= 1 && was.n !== now.n && was.m === now.m;
  const text = view.text('tui.neigh.asked', changed ? { n: `${was.n} → ${now.n}`, m: now.m } : now);
  return [[span(text, changed ? 'changed' : 'dim')]];
}

/** What happens when the entry's timer comes up. */
const DUE: Readonly<Record<string, string>> = {
  INCOMPLETE: 'ui.change.retry',
  PROBE: 'ui.change.retry',
  DELAY: 'tui.change.probe',
};

function clock(view: View, netns: string, row: Row): Span[][] {
  const left = typeof row.due === 'number' && row.due > 0 ? row.due - view.where.time : -1;
  if (left < 0) return [];
  const count = tries(view, netns, row);
  if (count !== undefined && count.n >= count.m) return [[expiry(view, left, 'tui.neigh.gives-up')]];
  const due = DUE[String(row.state)];
  return [
    [due === undefined ? expiry(view, left, 'tui.change.check') : span(view.text(due, { left: about(left) }), 'dim')],
  ];
}

/** A setting of the neighbour layer: the device's own, the namespace's, the profile's. */
function setting(view: View, netns: string, dev: unknown, name: string): number {
  const table = tableOf(view, `sysctl@${netns}`);
  const own = `net.ipv4.neigh.${deviceName(view, dev)}.${name}`;
  const general = `net.ipv4.neigh.default.${name}`;
  const row = (table?.get(own) ?? table?.get(general)) as { value: number } | undefined;
  return row?.value ?? view.session.target.profileSetting?.(general)?.value ?? 0;
}
