// What may stand at the end of a line that is being typed: commands and nodes, then the words that the command's usage
// names (usage.ts), and on a node what its shell knows. Pure: it reads the session at its cursor.
import {
  columnsOf,
  filterNames,
  keyNamed,
  MOVES,
  nsScope,
  parseRowName,
  rowWords,
  type Session,
} from '../../debug/index.js';
import { nodeKinds } from '../../lesson/index.js';
import { eachNode, isLayer } from '../../wire/index.js';
import type { Describer } from '../describe.js';
import { expected, isWord } from './usage.js';

export interface Candidate {
  readonly word: string;
  /** A few words on it, in the reader's language; '' where there are none. */
  readonly help: string;
  /** Usage of a command; '' where it is none or takes no arguments. */
  readonly args: string;
}

/** What the beginning of a command needs to be known by. */
export interface Named {
  readonly name: string;
  readonly args: string;
  /** Message id of its one-line help. */
  readonly help: string;
}

export interface Scope {
  readonly session: Session;
  readonly words: Describer;
  readonly commands: readonly Named[];
  /** What else an argument's name may stand for, beside what a debugger knows: panels, themes. */
  readonly sources?: Readonly<Record<string, () => readonly Candidate[]>>;
}

export interface Completions {
  /** Where the word that the candidates would replace begins. */
  readonly from: number;
  readonly kind: 'command' | 'argument' | 'shell';
  /** How the command whose argument it is is written; '' where it is none. */
  readonly usage: string;
  /** All that may stand there, whatever has been typed of it; a shell gives those that begin with it. */
  readonly candidates: readonly Candidate[];
}

/** Frames that are offered, the latest; and rows of a table. */
const [FRAMES, ROWS] = [40, 60];

const plain = (word: string, help = ''): Candidate => ({ word, help, args: '' });

export function completions(scope: Scope, line: string): Completions {
  const last = /\S*$/.exec(line)?.[0] ?? '';
  const from = line.length - last.length;
  const [, node, typed] = /^\s*([A-Za-z][\w/-]*)\$\s+(.*)$/.exec(line) ?? [];
  if (node !== undefined) return { from, kind: 'shell', usage: '', candidates: onNode(scope, node, typed ?? '') };
  const words = line
    .slice(0, from)
    .split(/\s+/)
    .filter(w => w !== '');
  const [name, ...rest] = words;
  if (name === undefined) return { from, kind: 'command', usage: '', candidates: commandsOf(scope) };
  const command = commandOf(scope, name);
  if (command === undefined) return { from, kind: 'argument', usage: '', candidates: [] };
  const usage = `${command.name} ${command.args}`.trimEnd();
  const names = expected(command.args, rest);
  if (names.includes('FILTER')) {
    const tail = /[A-Za-z_][\w.-]*$/.exec(last)?.[0] ?? '';
    return { from: line.length - tail.length, kind: 'argument', usage, candidates: fields() };
  }
  return {
    from,
    kind: 'argument',
    usage,
    candidates: names.flatMap(slot => ofSlot(scope, command.name, slot, rest, last)),
  };
}

export const commandOf = ({ commands }: Pick<Scope, 'commands'>, word: string): Named | undefined => {
  const move = MOVES.find(m => m.name === word || m.short === word);
  return commands.find(c => c.name === (move?.name ?? word));
};

function commandsOf({ commands, session, words }: Scope): Candidate[] {
  const own = commands.map(({ name, args, help }) => ({ word: name, args, help: words.text(help) }));
  const shells = session.target.nodeNames.map(node => plain(`${node}$`, words.text('keys.complete.node', { node })));
  return [...own, ...shells];
}

function onNode({ session }: Scope, node: string, typed: string): Candidate[] {
  if (!session.target.nodeNames.includes(node)) return [];
  return (session.target.complete?.(node, typed) ?? []).map(word => plain(word));
}

function ofSlot(
  scope: Scope,
  command: string,
  slot: string,
  typed: readonly string[],
  last: string,
): readonly Candidate[] {
  if (isWord(slot)) return [plain(slot)];
  const source = scope.sources?.[`${command} ${slot}`] ?? scope.sources?.[slot];
  if (source !== undefined) return source();
  const known = SOURCES[`${command} ${slot}`] ?? SOURCES[slot];
  if (slot === '.COLUMN' && !last.startsWith('.') && last !== '') return [];
  return known?.(scope, typed) ?? [];
}

type Source = (scope: Scope, typed: readonly string[]) => readonly Candidate[];

const nodes: Source = ({ session }) => session.target.nodeNames.map(node => plain(node));

/** Those that have rows first. */
const tables: Source = ({ session, words }) => {
  const all = session.journal.tables.filter(t => t.schema.columns !== undefined);
  const order = [...all.filter(t => t.size > 0), ...all.filter(t => t.size === 0)];
  return order.map(t => plain(t.name, words.text(`table.${t.schema.name}`)));
};

/** Each row by the fewest words that name no other: a value of one of its key's columns, else of all of them. */
const keys: Source = ({ session }, typed) => {
  const table = session.journal.tableNamed(typed.find(word => session.journal.tableNamed(word) !== undefined) ?? '');
  if (table === undefined) return [];
  const kinds = columnsOf(table.schema);
  const rows = [...table.rows()].slice(0, ROWS).map(row => rowWords(session.target, table.schema, row));
  // Which device it is says less than any other value.
  const order = table.schema.key
    .map((name, i) => [kinds[name] === 'dev' ? 1 : 0, i] as const)
    .sort(([x, i], [y, j]) => x - y || i - j);
  const named = (words: readonly string[]) => {
    const name = parseRowName(session.target, [table.name, ...words]);
    return name.ok && keyNamed(session.target, name).ok;
  };
  return rows.flatMap(words => {
    const ways = [...order.map(([, i]) => [words[i] as string]), words];
    const way = ways.find(named);
    return way === undefined ? [] : [plain(way.join(' '))];
  });
};

const columns: Source = ({ session }, typed) => {
  const table = session.journal.tableNamed(typed.find(word => session.journal.tableNamed(word) !== undefined) ?? '');
  return table === undefined ? [] : Object.keys(columnsOf(table.schema)).map(column => plain(`.${column}`));
};

const frames: Source = ({ session, words }) => {
  const { frames: all } = session.world;
  const out = new Map<string, Candidate>();
  for (let f = all.countAt(session.position) - 1; f >= 0 && out.size < FRAMES; f--) {
    const name = words.frameName(f);
    if (!out.has(name)) out.set(name, plain(name, `${words.frameWay(f)}  ${words.frameSummary(f)}`));
  }
  return [...out.values()];
};

/** Fields of the frame that was named, else of the one at the cursor. */
const frameFields =
  (after: string): Source =>
  ({ session, words }) => {
    const frame = session.stage === undefined ? undefined : words.frameOfStage(session.stage.id);
    if (frame === undefined) return [];
    return [...eachNode(words.layers(frame))].flatMap(node => (isLayer(node) ? [] : [plain(`${node.name}${after}`)]));
  };

const branches: Source = ({ session }) => session.branches.list().map(branch => plain(branch.name));

const points: Source = ({ session: { breakpoints, watchpoints } }) =>
  [...breakpoints.list(), ...watchpoints.list()].map(point => plain(String(point.number), point.text));

const links: Source = ({ session }) =>
  [...(session.journal.tableNamed('link')?.rows() ?? [])].map(row => plain(String((row as { name?: unknown }).name)));

const rowsOf = (session: Session, table: string): readonly Record<string, unknown>[] => [
  ...((session.journal.tableNamed(table)?.rows() ?? []) as Iterable<Record<string, unknown>>),
];

/** Where a cable may go: nodes, then devices on which none hangs. */
const ends: Source = scope => {
  const { session } = scope;
  const taken = new Set(rowsOf(session, 'link').flatMap(({ a, b }) => [a, b]));
  const free = rowsOf(session, 'netdev').filter(
    ({ id, kind }) => (kind === 'physical' || kind === 'repeater') && !taken.has(id),
  );
  return [...nodes(scope, []), ...free.map(({ id }) => plain(session.target.deviceName(id as number)))];
};

let known: readonly Candidate[] | undefined;
/** Names that a display filter may use: always the same. */
function fields(): readonly Candidate[] {
  known ??= filterNames(nsScope()).map(name => plain(name));
  return known;
}

const SOURCES: Readonly<Record<string, Source>> = {
  NODE: nodes,
  FROM: nodes,
  TO: nodes,
  TABLE: tables,
  'table NAME': tables,
  KEY: keys,
  '.COLUMN': columns,
  FRAME: frames,
  'frame NUMBER': frames,
  'follow NUMBER': frames,
  FIELD: frameFields(''),
  'FIELD=VALUE': frameFields('='),
  BRANCH: branches,
  'branch NAME': branches,
  'link NAME': links,
  'unlink NAME': links,
  'add KIND': ({ words }) => nodeKinds().map(kind => plain(kind, words.text(`node.${kind}`))),
  END: ends,
  NUMBER: points,
};
