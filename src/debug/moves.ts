// The one table of moves: key, name, short name, reverse, arguments. The screen's keys, the prompt's commands and the
// help are made from it, never a second list.

export interface Move {
  readonly name: string;
  readonly short: string;
  readonly key: string;
  /** Name of the move in the other direction. */
  readonly reverse: string | undefined;
  readonly args: string;
  /** Message id of its one-line help. */
  readonly help: string;
}

const move = (key: string, name: string, short: string, reverse: string | undefined, args = ''): Move => ({
  name,
  short,
  key,
  reverse,
  args,
  help: `key.${name}`,
});

export const MOVES: readonly Move[] = [
  move('s', 'step', 's', 'reverse-step', '[TIMES]'),
  move('S', 'reverse-step', 'rs', 'step', '[TIMES]'),
  move('n', 'next', 'n', 'reverse-next', '[TIMES]'),
  move('N', 'reverse-next', 'rn', 'next', '[TIMES]'),
  move('f', 'hop', 'h', 'reverse-hop', '[FRAME]'),
  move('F', 'reverse-hop', 'rh', 'hop', '[FRAME]'),
  move('c', 'continue', 'c', 'reverse-continue'),
  move('C', 'reverse-continue', 'rc', 'continue'),
  move('g', 'goto', 'g', undefined, 'EVENT|TIME|#LINK|start|end|present|back'),
  move('w', 'why', 'w', undefined, '[TABLE KEY [.COLUMN] | FRAME [FIELD]]'),
  move(
    '',
    'why-not',
    'wn',
    undefined,
    'no-reply FROM TO | not-forwarded|not-accepted FRAME NODE | not-learnt TABLE KEY',
  ),
  move('b', 'break', 'b', undefined, 'FILTER'),
  move('', 'watch', 'wa', undefined, 'TABLE [KEY] [.COLUMN]'),
  move('', 'delete', 'd', undefined, '[NUMBER]'),
  move('', 'enable', 'en', undefined, 'NUMBER'),
  move('', 'disable', 'dis', undefined, 'NUMBER'),
  move('', 'info', 'i', undefined),
  move('/', 'find', '/', undefined, 'TEXT'),
  move('?', 'help', '?', undefined, '[COMMAND]'),
  move('q', 'quit', 'q', undefined),
];

export const moveNamed = (name: string): Move | undefined => MOVES.find(m => m.name === name || m.short === name);
