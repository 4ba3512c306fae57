// What a connection has sent and may send. Read tables.ts first.
import { tableSchema } from '../../journal/index.js';

export interface SendRow {
  readonly socket: number;
  readonly iss: number;
  readonly una: number;
  readonly nxt: number;
  /** One past the last byte that a program has written. */
  readonly write: number;
  readonly wnd: number;
  /** The segment that last updated the window; the widest window seen. */
  readonly wl1: number;
  readonly maxWnd: number;
  /** End of the last segment that was sent short (Minshall's variant of Nagle). */
  readonly small: number;
  readonly lastSent: number;
}
export const sendSchema = tableSchema<SendRow>(
  'tcp-send',
  'Send side of TCP connections',
  {
    socket: 'int',
    iss: 'int',
    una: 'int',
    nxt: 'int',
    write: 'int',
    wnd: 'int',
    wl1: 'int',
    maxWnd: 'int',
    small: 'int',
    lastSent: 'time',
  },
  ['socket'],
);
