// Commands about what a learner has done: progress, next, handin.
import { type Command, Option } from 'commander';
import { type Lang, message } from '../i18n/index.js';
import { type HandinOptions, handinCommand } from './handin.js';
import { UserError } from './output.js';
import { nextCommand, printProgress, printSchema, resetProgress } from './progress.js';
import { type ScreenFlags, screenOptions } from './screen-options.js';

interface OpenOptions extends ScreenFlags {
  readonly seed?: string;
  readonly plain?: boolean;
}
type Open = (name: string, options: OpenOptions) => Promise<void>;

/** Adds them. `command` begins one; `open` opens a lesson as `netstep LESSON` does. */
export function learnerCommands(
  command: (name: string) => Command,
  lang: () => Lang,
  open: Open,
  seed: (text: string | undefined) => number | undefined,
): void {
  const t = (id: string): string => message(lang(), id);
  const { env } = process;
  command('progress')
    .description(t('cli.help.progress'))
    .option('--json', t('cli.help.progress-json'))
    .option('--schema', t('cli.help.progress-schema'))
    .option('--reset <lesson>', t('cli.help.progress-reset'))
    .action((options: { json?: boolean; schema?: boolean; reset?: string }) => {
      if (Object.keys(options).filter(name => name !== 'lang').length > 1)
        throw new UserError(t('cli.error.progress-one'));
      if (options.schema === true) return printSchema();
      if (options.reset !== undefined) return resetProgress(options.reset, lang(), env);
      return printProgress(options.json === true, lang(), env);
    });
  screenOptions(command('next'), t)
    .description(t('cli.help.next'))
    .option('--seed <n>', t('cli.help.run-seed'))
    .option('--plain', t('cli.help.plain'))
    .action((options: OpenOptions) => nextCommand(lang(), env, name => open(name, options)));
  command('handin')
    .description(t('cli.help.handin'))
    .argument('<lesson>', t('cli.help.handin-lesson'))
    .addOption(new Option('-o, --out <file>', t('cli.help.handin-out')))
    .option('--sheet', t('cli.help.handin-sheet'))
    .option('--force', t('cli.help.handin-force'))
    .option('--seed <n>', t('cli.help.run-seed'))
    .action((name: string, options: Omit<HandinOptions, 'seed'> & { seed?: string }) =>
      handinCommand(name, lang(), env, { ...options, seed: seed(options.seed) }),
    );
}
