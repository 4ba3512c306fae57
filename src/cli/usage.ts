// commander's own complaints about a command line, in our words.
import type { Command, CommanderError } from 'commander';
import { nearest } from '../lesson/index.js';
import { UserError } from './output.js';
import { pictureValue } from './picture.js';
import type { Say } from './picture-options.js';

/** The mistake in our words. `commands`: names of the program's commands. */
export function usageError(error: CommanderError, program: Command, commands: readonly string[], t: Say): UserError {
  const mend = t('cli.error.help.mend', { command: 'netstep' });
  const [, word = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const used = program.commands.find(c => process.argv.slice(2).includes(c.name())) ?? program;
  if (error.code === 'commander.unknownOption') {
    const options = used.options.map(o => o.long ?? '');
    return new UserError(t('cli.error.unknown-option', { option: word, near: nearest(word, options) }), mend);
  }
  if (error.code === 'commander.missingArgument')
    return new UserError(t('cli.error.missing-argument', { argument: word.toUpperCase() }), mend);
  if (error.code === 'commander.excessArguments') {
    const last =
      process.argv
        .slice(2)
        .filter(w => !w.startsWith('-') && !commands.includes(w))
        .at(-1) ?? '';
    return new UserError(t('cli.error.too-many-arguments', { argument: last }), mend);
  }
  if (error.code === 'commander.optionMissingArgument' || error.code === 'commander.missingMandatoryOptionValue') {
    const [, long = word] = /(--[a-z]+)/.exec(word) ?? [];
    const known: Readonly<Record<string, string>> = { '--out': 'file', '--until': 'until', '--wire': 'wire' };
    const name = pictureValue(used.name(), long) ?? `cli.expected.${known[long] ?? long.slice(2)}`;
    const expected = t(name, { most: 0xffffffff });
    return new UserError(t('cli.error.missing-value', { option: long, expected }), mend);
  }
  return new UserError(error.message.replace(/^error: /, ''), mend);
}
