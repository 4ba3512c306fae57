// The routes of a node's namespaces, the longest prefix first, with the one that the last lookup took and those that would
// have matched too. `routes@A`.
import { formatIpv4 } from '../../wire/index.js';
import type { Box, Content, Item, Panel } from '../panel.js';
import { type Line, line, type Span, span, widthOf, wrapped } from '../text.js';
import type { View } from '../view.js';
import { covers, isChosen, type Lookup, lastLookup } from './routes-lookup.js';
import { addGrid, type Column } from './table-grid.js';
import { content, deviceName, type Row, type ShownRow, shownRows, spacesOf, tableOf } from './table-rows.js';

export const routesPanel: Panel = {
  select(view, box, id): Content {
    const of = spacesOf(view, id, view.text('table.route'));
    if ('lines' in of) return of;
    const { title, spaces } = of;
    const lines: Line[] = [];
    const items: Item[] = [];
    const rows: ShownRow[] = [];
    let taken: Added['taken'];
    let head: number | undefined;
    for (const netns of spaces) {
      if (spaces.length > 1) lines.push(line(' ', span(view.text('tui.devices.netns', { name: netns }), 'strong')));
      const added = addRoutes(view, box, id, netns, lines, items);
      rows.push(...added.rows);
      taken ??= added.taken;
      head ??= added.head;
    }
    const at = [view.ui.before, view.session.position].sort((x, y) => x - y) as [number, number];
    // What the last move looked up; else the last lookup of all, if nothing else is to be seen.
    const fresh = taken !== undefined && taken.stage >= at[0] && taken.stage < at[1];
    return content(view, title, lines, items, { rows, head, [fresh ? 'follow' : 'usual']: taken?.row });
  },
};

interface Added {
  readonly rows: readonly ShownRow[];
  /** The row that the last lookup took. */
  readonly taken?: { readonly row: ShownRow; readonly stage: number } | undefined;
  /** The line of the headings. */
  readonly head?: number | undefined;
}

/** One namespace's. */
function addRoutes(view: View, box: Box, panel: string, netns: string, lines: Line[], items: Item[]): Added {
  const rows = shownRows(view, tableOf(view, `route@${netns}`)).sort(bySearch);
  if (rows.length === 0) {
    lines.push(line(' ', span(view.text('ui.empty.route', { node: netns }), 'dim')));
    return { rows };
  }
  const found = lastLookup(view, netns);
  const taken = found && rows.find(r => r.change?.kind !== 'removed' && isChosen(found, r.row));
  const marks = new Map(rows.map(r => [r.row, found && markOf(view, found, taken, r)]));
  lines.push(...legend(view, box, found, taken, [...marks.values()].includes('✓')));
  const mark = ({ row }: ShownRow): Span => span(marks.get(row) ?? ' ', marks.get(row) === '▶' ? 'key' : 'dim');
  const local = view.text('tui.routes.local');
  const divider = widthOf(local) > box.width - 3 ? view.text('tui.routes.local-short') : local;
  const firstLocal = rows.find(r => r.row.table === 'local');
  const above = (shown: ShownRow) => (shown === firstLocal ? line('   ', span(divider, 'dim')) : undefined);
  const columns = columnsOf(view, rows);
  const headings = box.height >= 4;
  const head = headings ? lines.length : undefined;
  addGrid(view, { panel, width: box.width, headings, columns, mark, above }, rows, lines, items);
  return { rows, head, taken: taken && found && { row: taken, stage: found.stage } };
}

/** The order in which a table is searched; main first, though the local table is asked before it: nobody changes that one. */
const bySearch = ({ row: x }: ShownRow, { row: y }: ShownRow): number =>
  Number(x.table === 'local') - Number(y.table === 'local') ||
  Number(y.prefix) - Number(x.prefix) ||
  Number(x.metric) - Number(y.metric);

/** ▶ taken, ✓ would match too; a route whose device is down matches nothing (Linux RTNH_F_DEAD). */
function markOf(view: View, { ip }: Lookup, taken: ShownRow | undefined, shown: ShownRow): string {
  if (shown === taken) return '▶';
  const gone = shown.change?.kind === 'removed';
  return !gone && covers(shown.row, ip) && isUsable(view, shown.row) ? '✓' : ' ';
}

function isUsable(view: View, { type, dev }: Row): boolean {
  const device = tableOf(view, 'netdev')?.get(dev as number) as Row | undefined;
  return dev === 0 || type === 'local' || device?.up === true;
}

const destination = (row: Row): string =>
  row.prefix === 0 ? 'default' : `${formatIpv4(row.dst as number)}/${row.prefix}`;

/** What was looked up last, and what the marks mean. */
function legend(view: View, box: Box, found: Lookup | undefined, taken: ShownRow | undefined, also: boolean): Line[] {
  if (found === undefined) return [line('   ', span(view.text('tui.routes.no-lookup'), 'dim'))];
  const event = view.session.journal.eventOf(found.stage) - view.session.target.setupEvents + 1;
  const { chosen, ip } = found;
  const what =
    chosen === undefined
      ? view.text('tui.routes.none', { event, ip })
      : view.text('tui.routes.lookup', { event, ip, route: destination(chosen) });
  const marks = taken === undefined ? '' : `  ${view.text('tui.routes.marks', { also })}`;
  const role = chosen === undefined ? 'bad' : 'plain';
  const joint = widthOf(what) + widthOf(marks) + 2 <= box.width;
  const told = wrapped(what, box.width - 2).map(text => line(' ', span(text, role)));
  if (joint) return [line(' ', span(what, role), span(marks, 'dim'))];
  return marks === '' || box.height < 7 ? told : [...told, line(' ', span(marks.trimStart(), 'dim'))];
}

function columnsOf(view: View, rows: readonly ShownRow[]): Column[] {
  const head = (name: string) => view.text(`column.route.${name}`);
  const column = (name: string, of: readonly string[], spare: number, write: (row: Row) => string): Column => ({
    heading: head(name),
    of,
    write,
    spare,
    role: name === 'dst' ? 'strong' : 'plain',
  });
  const down = rows.some(r => !isUsable(view, r.row));
  return [
    column('dst', ['dst', 'prefix'], 0, destination),
    { ...column('gateway', ['gateway', 'type'], 0, row => hop(view, row)), clip: true },
    column('dev', ['dev'], 0, row => deviceName(view, row.dev)),
    ...(down
      ? [column('type', [], 1, row => (isUsable(view, row) ? '' : `! ${view.text('tui.routes.device-down')}`))]
      : []),
    column('src', ['src'], 2, row => (typeof row.src === 'number' ? formatIpv4(row.src) : '')),
    column('metric', ['metric'], 3, row => (Number(row.metric) > 0 ? String(row.metric) : '')),
    column('proto', ['proto'], 4, row => String(row.proto)),
  ];
}

/** Who gets the packet: a gateway, the destination itself, nobody. */
function hop(view: View, row: Row): string {
  if (row.type !== 'unicast') return view.text(`route-type.${row.type}`);
  return typeof row.gateway === 'number' ? formatIpv4(row.gateway) : view.text('tui.routes.on-link');
}
