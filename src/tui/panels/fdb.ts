// The CAM table (forwarding database) of a switch: which address was heard on which port, how long ago, and whose it is.
import { formatMac } from '../../wire/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, pad, span } from '../text.js';
import type { View } from '../view.js';
import { cellRole, ownerOf, type ShownRow, shownRows, signOf, tableOf } from './table-rows.js';

export const fdbPanel: Panel = {
  select(view, box, id): Content {
    const owner = ownerOf(id);
    const name = fdbName(view, owner);
    const title = view.text('ui.panel.of', { title: view.text('table.fdb'), owner });
    const rows = shownRows(view, tableOf(view, name));
    const learnt = rows.filter(r => r.row.kind !== 'permanent' || r.change !== undefined);
    const own = rows.length - learnt.length;
    const lines: Line[] = [];
    const items: Item[] = [];
    if (learnt.length === 0) lines.push(line(' ', span(view.text('ui.empty.fdb', { node: owner }), 'dim')));
    for (const shown of learnt) {
      items.push({ id: `row:${shown.key}`, line: lines.length, focus: { row: { table: name, key: shown.key } } });
      lines.push(entry(view, shown, name, box.width));
    }
    if (own > 0) lines.push(line('   ', span(view.text('tui.fdb.own', { count: own, node: owner }), 'dim')));
    const follow = items.find(i => learnt.some(r => r.change !== undefined && i.id === `row:${r.key}`))?.line;
    return { title, lines, items, ...(follow === undefined ? {} : { follow }) };
  },
};

/** A panel says `fdb@sw`; the table may bear the name of the bridge in it: `fdb@sw.br0`. */
function fdbName(view: View, owner: string): string {
  const { journal } = view.session;
  if (journal.tableNamed(`fdb@${owner}`) !== undefined) return `fdb@${owner}`;
  const mine = (name: string | undefined) => name?.startsWith(`${owner}.`) || name?.startsWith(`${owner}/`);
  return journal.tables.find(t => t.schema.name === 'fdb' && mine(t.owner))?.name ?? `fdb@${owner}`;
}

function entry(view: View, shown: ShownRow, table: string, width: number): Line {
  const { row, key } = shown;
  const seen = view.session.journal.tableNamed(table.replace('fdb@', 'fdb-seen@'))?.get(key);
  const age = view.where.time - (typeof seen === 'number' ? seen : (row.learnt as number));
  const device = view.network.nodes.flatMap(n => n.devices).find(d => d.mac === row.mac && d.kind !== 'bridge');
  const port =
    view.words
      .device(row.port as number)
      .split('.')
      .at(-1) ?? '';
  const before = shown.change?.kind === 'changed' ? (shown.change.before as { port?: number }).port : undefined;
  const was =
    before === undefined || before === row.port
      ? ''
      : `  ${view.text('ui.change.was', { before: view.words.device(before) })}`;
  const gone = shown.change?.kind === 'removed';
  const said = gone
    ? ''
    : row.kind === 'learned'
      ? view.text('ui.change.age', { age })
      : view.text(`fdb-kind.${row.kind}`);
  return line(
    signOf(shown),
    span(formatMac(row.mac as number), cellRole(shown, 'mac', 'strong')),
    '  ',
    span(pad(port, 4), cellRole(shown, 'port', 'strong')),
    span(was, 'changed'),
    ' ',
    span(width < 44 ? said : pad(said, 14), 'dim'),
    span(device === undefined ? '' : `  ${view.words.device(device.id)}`, 'dim'),
  );
}
