// The ARP (neighbour) table of a namespace: who is where, how sure that is, what waits for it and until when.
import { formatIpv4, formatMac } from '../../wire/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, pad, type Role, span } from '../text.js';
import type { View } from '../view.js';
import { cellRole, ownerOf, type ShownRow, shownRows, signOf, tableOf } from './table-rows.js';

/** Three digits are enough for a time that only runs down. */
const about = (ns: number): number => (ns <= 0 ? ns : Number(ns.toPrecision(3)));

/** What happens when the entry's timer comes up. */
const DUE: Readonly<Record<string, string>> = {
  INCOMPLETE: 'ui.change.retry',
  PROBE: 'ui.change.retry',
  DELAY: 'tui.change.probe',
};

/** From this width on the state stands behind the address, else below it. */
const WIDE = 48;

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
      items.push({ id: `row:${shown.key}`, line: lines.length, focus: { row: { table: id, key: shown.key } } });
      lines.push(entry(shown, box.width), ...details(view, shown, box.width, rows.length * 3 <= box.height));
    }
    const follow = items.find(i => rows.some(r => r.change !== undefined && i.id === `row:${r.key}`))?.line;
    return { title, lines, items, ...(follow === undefined ? {} : { follow }) };
  },
};

function entry(shown: ShownRow, width: number): Line {
  const { row, change } = shown;
  const state = String(row.state);
  const mac = typeof row.lladdr === 'number' ? formatMac(row.lladdr) : '—';
  const before = (change?.kind === 'changed' ? (change.before as { state?: unknown }).state : undefined) ?? state;
  const was = before === state ? '' : `${String(before)} → `;
  return line(
    signOf(shown),
    span(pad(formatIpv4(row.ip as number), 15), cellRole(shown, 'ip', 'strong')),
    ' ',
    span(pad(mac, 17), cellRole(shown, 'lladdr')),
    ' ',
    ...(width < WIDE ? [] : [span(was, 'dim'), span(state, cellRole(shown, 'state', STATE[state] ?? 'plain'))]),
  );
}

/** Below it: what waits, until when, and what the state means; in a line of its own where there is room. */
function details(view: View, shown: ShownRow, width: number, room: boolean): Line[] {
  const { row, change } = shown;
  if (change?.kind === 'removed') return [line('     ', span(view.text('ui.change.removed'), 'removed'))];
  const state = String(row.state);
  const waiting = Array.isArray(row.queue) ? row.queue.length : 0;
  const left = typeof row.due === 'number' && row.due > 0 ? about(row.due - view.where.time) : -1;
  const parts = [
    waiting > 0 ? view.text('ui.change.waiting', { count: waiting }) : '',
    left >= 0 ? view.text(DUE[state] ?? 'tui.change.check', { left }) : '',
  ].filter(p => p !== '');
  const means = view.text(`nud.${state}`);
  const texts = room && parts.length > 0 ? [parts.join(' · '), means] : [[...parts, means].join(' · ')];
  return texts.map((text, i) => {
    const first = width < WIDE && i === 0 ? [span(`${state} `, cellRole(shown, 'state', STATE[state] ?? 'plain'))] : [];
    return line('     ', ...first, span(text, 'dim'));
  });
}
