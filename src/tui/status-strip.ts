// One row that says on a small screen what the panels without room would show: frames on the wires, rows that changed.
import type { RowChange } from '../debug/index.js';
import { formatIpv4, formatMac } from '../wire/index.js';
import { frameWord } from './frame-words.js';
import { SIGN } from './state.js';
import { visibleChanges } from './status-move.js';
import { fitLine, type Line, lineWidth, type Span, span } from './text.js';
import type { View } from './view.js';

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
  // Rows that are told alike are counted: `~ Bridge ports ×5`.
  let told: { readonly text: string; readonly kind: RowChange['kind']; count: number } | undefined;
  const tell = () => {
    if (told !== undefined) out.push(span(`${told.text}${told.count > 1 ? ` ×${told.count}` : ''}   `, told.kind));
  };
  for (const change of view.once(visibleChanges)) {
    const short = shortChange(view, change.table, (change.after ?? change.before) as never);
    if (short === '') continue;
    any = true;
    const text = `${SIGN[change.kind]} ${short}`;
    if (told?.text === text) {
      told.count++;
      continue;
    }
    tell();
    told = { text, count: 1, kind: change.kind };
    if (lineWidth(out) > columns) break;
  }
  tell();
  if (!any && view.stage >= 0) out.push(span(view.text('ui.change.none'), 'dim'));
  return fitLine(out, columns);
}

function shortChange(view: View, table: string, row: Readonly<Record<string, unknown>>): string {
  const schema = view.session.journal.tableNamed(table)?.schema;
  if (schema === undefined || schema.name === 'qdisc') return '';
  const owner = table.includes('@') ? table.slice(table.indexOf('@') + 1) : '';
  if (schema.name === 'neigh') return `ARP ${owner} ${formatIpv4(row.ip as number)} ${row.state}`;
  if (schema.name === 'fdb') {
    const port = view.words
      .device(row.port as number)
      .split('.')
      .at(-1);
    return `CAM ${owner} ${formatMac(row.mac as number)} ${port}`;
  }
  return `${view.text(`table.${schema.name}`)} ${owner}`.trimEnd();
}
