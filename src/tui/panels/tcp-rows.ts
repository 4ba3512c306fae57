// The TCP connections of a node as its tables have them, those that the last move took away included: for panels that show
// one of them.
import type { Key } from '../../journal/index.js';
import { formatIpv4 } from '../../wire/index.js';
import { type Line, line, span, wrapped } from '../text.js';
import type { View } from '../view.js';
import type { Get } from './sequence-space.js';
import { type Row, type ShownRow, shownRows, tableOf } from './table-rows.js';

export interface Connection {
  readonly netns: string;
  readonly socket: number;
  readonly state: string;
  /** `192.0.2.1:40001 → 192.0.2.2:80` */
  readonly ends: string;
  /** The row of `tcp`, with what the last move did to it. */
  readonly shown: ShownRow;
}

/** `192.0.2.1:40001 → 192.0.2.2:80`, seen from a socket. */
export const endsOf = ({ localIp, localPort, remoteIp, remotePort }: Row): string =>
  `${formatIpv4(Number(localIp))}:${localPort} → ${formatIpv4(Number(remoteIp))}:${remotePort}`;

/** Rows as they are at the cursor, and as they were before the last move. */
export const rowsNow =
  (view: View): Get =>
  (table, key) =>
    tableOf(view, table)?.get(key) as Row | undefined;
export const rowsBefore = (view: View): Get => {
  const now = rowsNow(view);
  return (table, key) => {
    const change = view.change(table, key);
    return change === undefined ? now(table, key) : (change.before as Row | undefined);
  };
};

/** The connections of some namespaces in the order of their sockets; what listens is none. */
export function connectionsOf(view: View, spaces: readonly string[]): Connection[] {
  return spaces.flatMap(netns =>
    shownRows(view, tableOf(view, `tcp@${netns}`)).flatMap((shown): Connection[] => {
      const { state, socket } = shown.row;
      const name = `socket@${netns}`;
      const change = view.change(name, shown.key)?.before;
      const sock = (tableOf(view, name)?.get(shown.key) ?? change) as Row | undefined;
      if (sock === undefined || sock.remotePort === 0 || state === 'LISTEN') return [];
      return [{ netns, socket: Number(socket), state: String(state), ends: endsOf(sock), shown }];
    }),
  );
}

/** Tables with a row for each connection, by its number; and those whose keys begin with it. */
const OWN = ['tcp', 'tcp-send', 'tcp-receive', 'tcp-congestion', 'tcp-out-of-order', 'tcp-timer', 'socket'];
const CHAINS = ['tcp-segment', 'tcp-unread'];

/** The socket that a row of a table belongs to; undefined: none. */
export function socketOfRow(table: string, key: Key): number | undefined {
  const [kind = ''] = table.split('@');
  if (OWN.includes(kind)) return Number(key);
  return CHAINS.includes(kind) ? Math.floor(Number(key) / 0x100000000) : undefined;
}

/** Whether the last move did something to a connection. */
export function touched(view: View, { netns, socket }: Pick<Connection, 'netns' | 'socket'>): boolean {
  return ['tcp', 'tcp-send', 'tcp-receive', 'tcp-congestion'].some(
    name => view.change(`${name}@${netns}`, socket) !== undefined,
  );
}

/** What is said where there is nothing to draw. */
export const toldLines = (text: string, width: number): Line[] =>
  wrapped(text, width - 2).map(t => line(' ', span(t, 'dim')));
