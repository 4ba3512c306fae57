// What was typed on the nodes and what their programs wrote, in the order it happened; `console@A` is A's alone.
import type { Content, Panel } from '../panel.js';
import { type Line, line, type Role, span } from '../text.js';
import { ownerOf } from './table-rows.js';

interface ConsoleLine {
  readonly stream: 'out' | 'err' | 'in';
  readonly text: string;
}

export const consolePanel: Panel = {
  select(view, _box, id): Content {
    const only = id.includes('@') ? ownerOf(id) : undefined;
    const name = view.text('ui.panel.console');
    const title = only === undefined ? name : view.text('ui.panel.of', { title: name, owner: only });
    const found: { order: number; line: Line }[] = [];
    const { journal, position, start } = view.session;
    // What set the network up was typed by nobody.
    const setup = journal.changesAt(start);
    const fresh = journal.changesAt(Math.min(view.ui.before, position));
    for (const table of journal.tables) {
      if (table.schema.name !== 'console' || (only !== undefined && table.owner !== only)) continue;
      for (const [key, row] of table.entries() as Iterable<[number, ConsoleLine]>) {
        const order = table.lastChange(key) ?? 0;
        if (order < setup) continue;
        found.push({ order, line: consoleLine(table.owner ?? '', row, order >= fresh) });
      }
    }
    const lines = found.sort((x, y) => x.order - y.order).map(f => f.line);
    if (lines.length === 0) return { title, lines: [line(' ', span(view.text('ui.empty.console'), 'dim'))] };
    return { title, lines, follow: lines.length - 1 };
  },
};

function consoleLine(owner: string, { stream, text }: ConsoleLine, fresh: boolean): Line {
  const sign = span(fresh ? ' + ' : '   ', 'added');
  if (stream === 'in') return line(sign, span(`${owner}$ `, 'key'), span(text, 'strong'));
  const role: Role = stream === 'err' ? 'bad' : 'plain';
  return line(sign, span(`${owner}  `, 'dim'), span(text, role));
}
