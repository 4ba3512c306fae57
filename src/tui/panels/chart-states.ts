// Which columns of which tables are states that a sequence chart writes beside a node: one line each.
import type { ColumnKind, TableSchema } from '../../journal/index.js';
import { SIGN } from '../state.js';
import type { Role } from '../text.js';
import type { View } from '../view.js';

type Row = Readonly<Record<string, unknown>>;

interface StateColumn {
  /** The column of the state; or what a row means by being there. */
  readonly column?: string;
  readonly says?: string;
  /** What the state is of, where there may be several: written in front of it where there is room. */
  readonly of?: string;
  /** Rows that are told of; all, if not given. */
  readonly where?: (after: Row | undefined, before: Row | undefined) => boolean;
  /** What the values of a yes-or-no column are called. */
  readonly words?: readonly [yes: string, no: string];
}

const STATES: Readonly<Record<string, StateColumn>> = {
  neigh: { column: 'state', of: 'ip' },
  'dhcp-client': { column: 'state', of: 'dev' },
  // A socket is CLOSED before it opens and when it is taken away: that is no news. One that is made of a request was half open as that.
  tcp: {
    column: 'state',
    where: (after, before) =>
      after !== undefined && before !== undefined && !(before.state === 'CLOSED' && after.state === 'SYN-RECV'),
  },
  'syn-queue': { says: 'SYN-RECV', where: after => after !== undefined },
  fdb: { column: 'port', of: 'mac', where: (after, before) => (after ?? before)?.kind === 'learned' },
  netdev: { column: 'running', of: 'name', words: ['chart.up', 'ui.network.down'] },
};

/** A state that came, changed or went. */
export interface StateNote {
  readonly node: string;
  readonly text: string;
  /** `192.168.0.103`: what it is the state of. */
  readonly of: string;
  readonly role: Role;
}

/** A change of a table, where it is one of a state. */
export function stateNote(
  view: View,
  schema: TableSchema,
  owner: string | undefined,
  before: unknown,
  after: unknown,
): StateNote | undefined {
  const state = STATES[schema.name];
  const row = (after ?? before) as Row | undefined;
  if (state === undefined || row === undefined) return undefined;
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  if (state.where?.(after as Row | undefined, before as Row | undefined) === false) return undefined;
  const { column = '', of, words, says } = state;
  if (kind === 'changed' && (before as Row)[column] === row[column]) return undefined;
  const place = owner ?? row.netns;
  if (typeof place !== 'string') return undefined;
  const kinds = schema.columns as Readonly<Record<string, ColumnKind>>;
  const cell = (name: string) => view.words.cell(kinds[name] ?? 'string', row[name]);
  const value = says ?? (words === undefined ? cell(column) : view.text(words[row[column] === true ? 0 : 1]));
  return {
    node: place.split(/[./]/)[0] as string,
    // A device is named without its node: it stands in the node's column.
    text: `${kind === 'changed' || says !== undefined ? '' : SIGN[kind]}${kinds[column] === 'dev' ? value.split('.').at(-1) : value}`,
    of: of === undefined ? '' : cell(of),
    role: kind,
  };
}
