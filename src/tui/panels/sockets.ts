// The sockets of a node's namespaces: what each is bound to, what waits in its queues, and the program at their end.
// `sockets@A`. queue.ts draws; sockets-queues.ts says what a socket's queues are.
import { formatIpv4 } from '../../wire/index.js';
import type { Box, Content, Item, Panel } from '../panel.js';
import { type Line, line, lineWidth, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { queueLines } from './queue.js';
import { socketQueues } from './sockets-queues.js';
import { detailLines } from './table-details.js';
import {
  cellRole,
  cellSpans,
  content,
  goneText,
  ownerOf,
  type Row,
  rowHead,
  rowItem,
  type ShownRow,
  shownRows,
  spacesOf,
  tableOf,
} from './table-rows.js';

/** Rows of a socket drawn with arrows, and without. */
const TALL = 6;

export const socketsPanel: Panel = {
  select(view, box, id): Content {
    const of = spacesOf(view, id, view.text('ui.panel.sockets'));
    if ('lines' in of) return of;
    const { title, spaces } = of;
    const found = spaces.flatMap(netns => shownRows(view, tableOf(view, `socket@${netns}`)).map(s => ({ netns, s })));
    if (found.length === 0)
      return { title, lines: [line(' ', span(view.text('ui.empty.socket', { node: ownerOf(id) || '*' }), 'dim'))] };
    const lines: Line[] = [];
    const items: Item[] = [];
    const arrows = found.length * TALL <= box.height;
    const rows: ShownRow[] = [];
    for (const { netns, s } of found) {
      if (arrows && lines.length > 0) lines.push([]);
      const shown = withQueues(view, netns, s);
      rows.push(shown);
      items.push(rowItem(view, shown, lines.length));
      addSocket(view, { ...box, arrows }, id, netns, shown, lines);
    }
    return content(view, title, lines, items, { rows });
  },
};

/** A socket whose queues changed has changed. */
function withQueues(view: View, netns: string, shown: ShownRow): ShownRow {
  if (shown.change !== undefined || !socketQueues(view, netns, shown.row).changed) return shown;
  const change =
    view.change(`receive@${netns}`, shown.key) ?? view.change(`tcp@${netns}`, shown.key) ?? newest(view, netns);
  return change === undefined ? shown : { ...shown, change: { ...change, kind: 'changed' } };
}

/** What changed in a queue whose entries are rows of their own. */
function newest(view: View, netns: string) {
  for (const name of ['accept-queue', 'syn-queue', 'tcp-unread']) {
    for (const key of tableOf(view, `${name}@${netns}`)?.keysEver() ?? []) {
      const change = view.change(`${name}@${netns}`, key);
      if (change !== undefined) return change;
    }
  }
  return undefined;
}

interface SocketBox extends Box {
  readonly arrows: boolean;
}

function addSocket(view: View, box: SocketBox, panel: string, netns: string, shown: ShownRow, lines: Line[]): void {
  const head = line(
    rowHead(view, panel, shown),
    ...cellSpans(shown, ['kind', 'localIp', 'localPort', 'dev'], named(view), 'strong'),
    ...stateOf(view, netns, shown.row),
  );
  const program = programOf(view, netns, shown.row);
  const room = box.width - lineWidth(head) - widthOf(program) - 1;
  const error = shown.row.error === undefined ? [] : [span(`  ${shown.row.error}`, 'bad')];
  lines.push(
    room >= 2 + lineWidth(error)
      ? [...head, ...error, span(' '.repeat(room - lineWidth(error))), span(program, 'dim')]
      : [...head, ...error],
  );
  if (shown.change?.kind === 'removed') {
    lines.push(line('   ', span(goneText(view), 'dim')));
    return;
  }
  const { queues } = socketQueues(view, netns, shown.row);
  const waiting = waitingFor(view, netns, shown.row);
  const words = view.text.bind(view);
  if (queues.length > 0)
    lines.push(
      ...queueLines(words, { queues, waiting }, { width: box.width, arrows: box.arrows, rows: box.arrows ? 3 : 1 }),
    );
  else lines.push(line('   ', span(waiting, cellRole(shown, 'pid'))));
  lines.push(...detailLines(view, shown, box.width));
}

/** The state of a TCP connection, behind its addresses. */
function stateOf(view: View, netns: string, socket: Row) {
  const row = socket.kind === 'tcp' ? (tableOf(view, `tcp@${netns}`)?.get(socket.id as number) as Row) : undefined;
  return row === undefined ? [] : [span(`  ${String(row.state)}`, 'plain')];
}

/** EtherTypes by the names that ss and tcpdump give them. */
const ETHER_TYPES: Readonly<Record<number, string>> = { 2048: 'IPv4', 2054: 'ARP', 34525: 'IPv6' };

/** `udp 0.0.0.0:7`, `icmp id 4711`, `packet ARP on A.eth0`. */
const named =
  (view: View) =>
  ({ kind, localIp, localPort, remoteIp, remotePort, dev, protocol }: Row): string => {
    if (kind === 'packet') {
      const type = Number(protocol);
      const what = `packet ${ETHER_TYPES[type] ?? `0x${type.toString(16).padStart(4, '0')}`}`;
      return Number(dev) > 0 ? view.text('tui.socket.on', { what, dev }) : what;
    }
    if (kind === 'ping') return `icmp ${view.text('tui.socket.ident', { ident: localPort })}`;
    const far = Number(remotePort) > 0 ? ` → ${formatIpv4(Number(remoteIp))}:${remotePort}` : '';
    return `${kind} ${formatIpv4(Number(localIp))}:${localPort}${far}`;
  };

const processOf = (view: View, { pid }: Row): Row | undefined =>
  tableOf(view, 'process')?.get(pid as number) as Row | undefined;

/** The queue in which a connection waits for accept(2): until then it has no file descriptor, and no program has it. */
const acceptOf = (view: View, netns: string, socket: Row): Row | undefined =>
  tableOf(view, `accept-queue@${netns}`)?.get(socket.id as number) as Row | undefined;

/** The program has closed it, TCP has not. */
const isOrphan = (view: View, netns: string, socket: Row): boolean =>
  (tableOf(view, `tcp@${netns}`)?.get(socket.id as number) as Row | undefined)?.orphan === true;

function programOf(view: View, netns: string, socket: Row): string {
  if (acceptOf(view, netns, socket) !== undefined) return view.text('tui.socket.no-program');
  if (isOrphan(view, netns, socket)) return view.text('tui.socket.orphan');
  const process = processOf(view, socket);
  return process === undefined ? '' : view.text('tui.socket.process', { program: process.program, pid: process.pid });
}

/** What the program at the end does: waits to read, or sleeps until something else. */
function waitingFor(view: View, netns: string, socket: Row): string {
  const process = processOf(view, socket);
  if (acceptOf(view, netns, socket) !== undefined) {
    const gone = process === undefined || process.exit !== undefined;
    return view.text('tui.socket.in-accept', { port: socket.localPort, name: gone ? undefined : process.program });
  }
  if (isOrphan(view, netns, socket)) return view.text('tui.socket.in-kernel');
  if (process === undefined || process.exit !== undefined) return view.text('tui.socket.nobody');
  const { program: name, due: until } = process;
  const waits = Array.isArray(process.sockets) && process.sockets.includes(socket.id);
  const timed = Number(process.timer) >= 0;
  if (waits) return view.text(timed ? 'tui.socket.waits-until' : 'tui.socket.waits', { name, until });
  return view.text(timed ? 'tui.socket.busy-until' : 'tui.socket.busy', { name, until });
}
