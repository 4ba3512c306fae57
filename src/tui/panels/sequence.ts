// The sequence space of a node's TCP connections: for the one that is looked at a ruler of each direction, the numbers that
// stand behind it, and every segment. `sequence@A`. Of the others there is one line; choosing it opens it.
// Read sequence-space.ts (what stands where) and sequence-ruler.ts (how it is drawn) first.
import type { Box, Content, Item, Panel } from '../panel.js';
import { firstLine } from '../scroll.js';
import { searchIn } from '../search.js';
import { choose, fitLine, type Line, line, slice, span, textOf } from '../text.js';
import type { View } from '../view.js';
import { Sheet } from './sequence-sheet.js';
import { ownerOf, signOf, spacesOf } from './table-rows.js';
import { type Connection, connectionsOf, socketOfRow, toldLines, touched } from './tcp-rows.js';

/** Below this height what is said twice is left out. */
const TALL = 14;

export const sequencePanel: Panel = {
  select(view, box, id): Content {
    const of = spacesOf(view, id, view.text('seq.panel'));
    if ('lines' in of) return of;
    const { title, spaces } = of;
    const all = connectionsOf(view, spaces);
    if (all.length === 0)
      return { title, lines: toldLines(view.text('seq.none', { node: ownerOf(id) || '*' }), box.width) };
    const current = currentOf(view, id, all);
    const sheet = new Sheet(view, box.width, box.height >= TALL);
    let follow = 0;
    for (const connection of all) {
      if (connection === current) follow = sheet.length;
      const open = isOpen(view, connection, connection === current);
      sheet.add(() => headLine(connection, open), headItem(connection, open, sheet.length));
      if (open) sheet.connection(connection);
    }
    return shown(view, id, box, title, sheet, follow);
  },
};

/** Of a long list only the lines in sight are made. */
function shown(view: View, id: string, box: Box, title: string, sheet: Sheet, follow: number): Content {
  const chosenId = view.ui.panel === id ? view.ui.chosen[id] : undefined;
  const chosen = sheet.items.find(i => i.id === chosenId);
  const at = chosenId === undefined ? searchIn(view, id)?.at : undefined;
  const from = firstLine(view.ui, id, sheet.length, box.height, chosen?.line ?? at ?? follow);
  const lines: Line[] = [];
  lines.length = sheet.length;
  for (let y = from; y < Math.min(sheet.length, from + box.height); y++) {
    const made = sheet.lineAt(y);
    lines[y] = chosen?.line === y ? marked(made, chosen, box.width) : made;
  }
  return { title, lines, items: sheet.items, follow, marked: true, textAt: y => textOf(sheet.lineAt(y)) };
}

/** The chosen one of a line, with a sign in front of it: its own cells, or the whole line. */
function marked(of: Line, { at }: Item, width: number): Line {
  const fitted = fitLine(of, width);
  if (at === undefined) {
    const [blank, ...rest] = fitted;
    return choose([span(`›${(blank?.text ?? ' ').slice(1)}`, 'key'), ...rest]);
  }
  const own = slice(fitted, at.x, at.x + at.width);
  return [...slice(fitted, 0, at.x - 1), span('›', 'key'), ...choose(own), ...slice(fitted, at.x + at.width, width)];
}

/** The connection that is looked at: the chosen one, the one of the row in focus, the one that the last move changed, else the last. */
function currentOf(view: View, id: string, all: readonly Connection[]): Connection {
  const chosen = view.ui.panel === id ? /^seq:(\S+) (\d+)/.exec(view.ui.chosen[id] ?? '') : null;
  const { row } = view.ui.focus;
  const socket =
    chosen === null ? (row === undefined ? undefined : socketOfRow(row.table, row.key)) : Number(chosen[2]);
  return (
    all.find(c => c.socket === socket) ??
    all.find(c => touched(view, c)) ??
    all.findLast(c => !['TIME-WAIT', 'CLOSED'].includes(c.state)) ??
    (all.at(-1) as Connection)
  );
}

const headId = ({ netns, socket }: Connection): string => `seq:${netns} ${socket}`;

function isOpen(view: View, connection: Connection, current: boolean): boolean {
  const id = headId(connection);
  return view.ui.folded.has(`open:${id}`) || (current && !view.ui.folded.has(id));
}

function headItem(connection: Connection, open: boolean, at: number): Item {
  const id = headId(connection);
  const { table, key } = connection.shown;
  return {
    id,
    line: at,
    column: 0,
    folded: !open,
    focus: { row: { table, key } },
    enter: { kind: 'fold', id },
  };
}

function headLine({ shown: row, ends, state }: Connection, open: boolean): Line {
  const was = row.columns.has('state') ? [span(`${String(row.before?.state)} → `, 'dim')] : [];
  return line(
    signOf(row, open ? '▾' : '▸'),
    span(ends, 'strong'),
    span('  '),
    ...was,
    span(state, was.length > 0 ? 'changed' : row.change?.kind === 'removed' ? 'dim' : 'plain'),
  );
}
