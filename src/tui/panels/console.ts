// What was typed on the nodes and what their programs wrote, in the order it happened; `console@A` is A's alone. Enter on a
// line goes to the moment it was written.
import type { Content, Item, Panel } from '../panel.js';
import { clip, type Line, line, type Role, span } from '../text.js';
import type { View } from '../view.js';
import { ownerOf } from './table-rows.js';

interface ConsoleLine {
  readonly stream: 'out' | 'err' | 'in';
  readonly text: string;
}

interface Found {
  /** The change that wrote it. */
  readonly order: number;
  readonly owner: string;
  readonly row: ConsoleLine;
}

export const consolePanel: Panel = {
  select(view, box, id): Content {
    const only = id.includes('@') ? ownerOf(id) : undefined;
    const name = view.text('ui.panel.console');
    const title = only === undefined ? name : view.text('ui.panel.of', { title: name, owner: only });
    const found = linesOf(view, only);
    const empty = view.text('keys.console.empty', { key: '$' });
    if (found.length === 0) return { title, lines: [line(' ', span(clip(empty, box.width - 2), 'dim'))] };
    const { journal, position } = view.session;
    const fresh = journal.changesAt(Math.min(view.ui.before, position));
    const items = found.map(({ order, owner }, i): Item => {
      const position = journal.change(order).stage + 1;
      return {
        id: `line:${order}`,
        line: i,
        focus: { node: owner },
        enter: { kind: 'goto', position, telling: 'stage' },
      };
    });
    return { title, lines: found.map(f => consoleLine(f, f.order >= fresh)), items, follow: found.length - 1 };
  },
};

/** What was typed and written up to the cursor, in its order; `only`: on one node. */
export function linesOf({ session }: View, only: string | undefined): Found[] {
  const { journal, start } = session;
  // What set the network up was typed by nobody.
  const setup = journal.changesAt(start);
  const found: Found[] = [];
  for (const table of journal.tables) {
    if (table.schema.name !== 'console' || (only !== undefined && table.owner !== only)) continue;
    for (const [key, row] of table.entries() as Iterable<[number, ConsoleLine]>) {
      const order = table.lastChange(key) ?? 0;
      if (order >= setup) found.push({ order, owner: table.owner ?? '', row });
    }
  }
  return found.sort((x, y) => x.order - y.order);
}

function consoleLine({ owner, row: { stream, text } }: Found, fresh: boolean): Line {
  const sign = span(fresh ? ' + ' : '   ', 'added');
  if (stream === 'in') return line(sign, span(`${owner}$ `, 'key'), span(text, 'strong'));
  const role: Role = stream === 'err' ? 'bad' : 'plain';
  return line(sign, span(`${owner}  `, 'dim'), span(text, role));
}
