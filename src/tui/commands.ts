// Commands that the screen answers itself, by name: what the line behind `:` offers and the help lists. actions/command.ts
// carries them out; the debugger's own are in debug/moves.ts and export/prompt.
export interface ScreenCommand {
  readonly name: string;
  /** As in the debugger's table of moves: what stands in brackets may be left out. */
  readonly args: string;
  /** Message id of its one-line help. */
  readonly help: string;
}

const command = (name: string, args: string): ScreenCommand => ({ name, args, help: `keys.command.${name}` });

export const SCREEN_COMMANDS: readonly ScreenCommand[] = [
  command('panel', 'PANEL'),
  command('close', '[PANEL]'),
  command('reset', ''),
  command('tour', ''),
  command('theme', '[NAME]'),
  command('ascii', '[on|off]'),
  command('mouse', '[on|off]'),
  command('projector', '[on|off]'),
  command('speed', '[TIMES]'),
  command('play', '[events|stages]'),
];
