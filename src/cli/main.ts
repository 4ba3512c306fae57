// The command line. Reads the arguments, chooses what to do, and is the only place that ends the process. Screens are
// loaded only when one is needed.
import { Command, CommanderError, Option } from 'commander';
import { LANGS, type Lang, langNamed, message, pickLang } from '../i18n/index.js';
import { LessonError, problemText } from '../lesson/index.js';
import type { Look, LookOptions, TuiOptions } from '../tui/index.js';
import { AUTHOR_COMMANDS, authorCommands } from './author.js';
import { problemLine, readConfig, resolve } from './config.js';
import { showConfig } from './config-command.js';
import { dissectCommand } from './dissect.js';
import { firstStarter } from './first-start.js';
import { learnerCommands } from './learner.js';
import { findLesson, lessonIds } from './lessons.js';
import { libraryCommands } from './library-commands.js';
import { list } from './list.js';
import { type Opened, openMoment, writeFor } from './moments.js';
import { ClosedPipe, checkOutput, complain, fileProblem, OutputError, UserError } from './output.js';
import { captureCommand } from './pcap-command.js';
import { pictureCommands } from './picture.js';
import { plain } from './plain.js';
import { open, play, type RunFlags, run, runBounds, untilOption } from './play.js';
import { standings } from './progress.js';
import { recording } from './progress-keep.js';
import { flagSettings, lookFor, type ScreenFlags, screenOptions } from './screen-options.js';
import { usageError } from './usage.js';
import { REPORT_URL, VERSION } from './version.js';
import { viewCommand } from './view-command.js';
import { watchLesson } from './watch.js';

const COMMANDS = [
  ...'list run pcap dissect view shot cast config map glossary progress next handin help'.split(' '),
  ...AUTHOR_COMMANDS,
];
/** commander's headings of a help text, as messages. */
const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'cli.usage',
  'Arguments:': 'cli.arguments',
  'Options:': 'cli.options',
  'Commands:': 'cli.commands',
};
/** The terminal as the screen needs it; Ctrl-Z stops the program for real. */
const terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
  suspend: () => process.kill(process.pid, 'SIGSTOP'),
};
const config = readConfig(process.env);
const firstStart = firstStarter();
let lang: Lang = pickLang(process.env, langArgument() ?? (process.env.NETSTEP_LANG || config.settings.lang));
/** What the screen wants done before the process ends, whatever the reason. */
let restore: () => void = () => {};

const t = (id: string, args: Record<string, unknown> = {}): string => message(lang, id, args);

/** `--lang` must be known before the help is built. */
function langArgument(): string | undefined {
  const argv = process.argv.slice(2);
  const at = argv.findIndex(word => word === '--lang' || word.startsWith('--lang='));
  if (at < 0) return undefined;
  const word = argv[at] as string;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[at + 1];
}

const langFlag = (): { lang?: Lang } => (langArgument() === undefined ? {} : { lang });

function language(value: string): Lang {
  const known = langNamed(value);
  if (known === undefined) throw new UserError(t('cli.error.unknown-lang', { name: value, langs: LANGS }));
  lang = known;
  return known;
}

function seedOption(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seed = /^\d+$/.test(value) ? Number(value) : -1;
  if (seed >= 0 && seed <= 0xffffffff) return seed;
  const expected = t('cli.expected.seed', { most: 0xffffffff });
  throw new UserError(t('cli.error.bad-value', { option: '--seed', value, expected }));
}

function build(): Command {
  const program = new Command('netstep');
  const shared = (command: Command): Command =>
    command
      .addOption(new Option('--lang <lang>', t('cli.help.lang')))
      .configureOutput({ writeErr: () => {}, outputError: () => {} })
      .exitOverride()
      .configureHelp({ styleTitle: title => t(TITLES[title] ?? 'cli.usage') })
      .helpOption('-h, --help', t('cli.help.help'));
  screenOptions(shared(program), t)
    .description(t('cli.about'))
    .argument('[lesson]', t('cli.help.lesson'))
    .option('--seed <n>', t('cli.help.run-seed'))
    .option('--plain', t('cli.help.plain'))
    .option('--tour', t('cli.help.tour'))
    .option('--watch', t('author.help.watch'))
    .version(VERSION, '-V, --version', t('cli.help.version'))
    .helpCommand('help [command]', t('cli.help.help'))
    .enablePositionalOptions()
    .addHelpText(
      'after',
      `\n${t('cli.examples')}\n  ${t('cli.example.start')}\n  ${t('cli.example.run')}\n  ${t('cli.example.pcap')}\n\n${t('cli.help.settings', { path: config.path })}`,
    )
    .action((name: string | undefined, options: StartOptions) => start(name, options));
  screenOptions(shared(program.command('config')), t)
    .description(t('cli.help.config'))
    .action((options: ScreenFlags) =>
      showConfig(lang, config, resolve({ ...flagSettings(lang, options), ...langFlag() }, process.env, config)),
    );
  shared(program.command('list'))
    .description(t('cli.help.list'))
    .option('--json', t('cli.help.list-json'))
    .action((options: { json?: boolean }) => list(options.json === true, lang, process.env));
  shared(program.command('run'))
    .description(t('cli.help.run'))
    .argument('<lesson>', t('cli.help.lesson'))
    .option('--format <format>', t('cli.help.run-format'))
    .option('--seed <n>', t('cli.help.run-seed'))
    .option('--until <time|filter>', t('cli.help.run-until'))
    .option('--events <n>', t('cli.help.run-events'))
    .option('--bytes <n>', t('cli.help.run-bytes'))
    .action((name: string, options: RunFlags) => {
      const { format = 'text' } = options;
      if (format !== 'text' && format !== 'json') {
        const expected = t('cli.expected.format');
        throw new UserError(t('cli.error.bad-value', { option: '--format', value: format, expected }));
      }
      const seed = seedOption(options.seed);
      const until = untilOption(options.until, lang);
      return run(findLesson(name, lang), lang, { format, seed, until, ...runBounds(options, lang) });
    });
  captureCommand(shared(program.command('pcap')), () => lang, seedOption);
  viewCommand(screenOptions(shared(program.command('view')), t), () => lang, {
    present: hasScreen,
    show: async (captured, options) => {
      const look = lookFor(lang, options, process.env, config);
      const { Look } = await import('../tui/index.js');
      await onScreen(captured, new Look(process.env, true, look), { captured: true });
    },
  });
  const opened = (name: string, seed?: string): Opened => openNamed(name, seedOption(seed));
  const command = (name: string): Command => shared(program.command(name));
  pictureCommands(command, opened, () => lang);
  for (const more of [dissectCommand, libraryCommands, authorCommands]) more(command, () => lang);
  learnerCommands(command, () => lang, start, seedOption);
  return program;
}

const hasScreen = (): boolean =>
  process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb';

/** What a name means, ready to be stepped through: a saved moment, or a lesson. */
function openNamed(name: string, seed: number | undefined): Opened {
  const moment = openMoment(name, lang);
  for (const note of moment?.notes ?? []) complain(lang, note);
  if (moment !== undefined) return moment;
  const lesson = findLesson(name, lang);
  return { ...open(lesson, seed, lang), lesson, notes: [] };
}

interface StartOptions extends ScreenFlags {
  readonly seed?: string;
  readonly plain?: boolean;
  readonly tour?: boolean;
  readonly watch?: boolean;
}

/** A lesson on the screen; the transcript where there is no terminal; without a name, the list of lessons. */
async function start(name: string | undefined, options: StartOptions): Promise<void> {
  const seed = seedOption(options.seed);
  const look = lookFor(lang, options, process.env, config);
  const screen = hasScreen() && options.plain !== true;
  // The tour needs no lesson of one's own choice: the first will do.
  const lesson = name ?? (options.tour === true ? lessonIds()[0] : undefined);
  if (lesson === undefined) return screen ? menu(seed, look) : list(false, lang, process.env);
  const opened = openNamed(lesson, seed);
  if (options.plain === true) return recording(opened, lang, process.env, record => plain(opened, lang, record));
  if (!screen) return play(opened, lang);
  const { Look } = await import('../tui/index.js');
  const watch = options.watch === true ? { watch: watchLesson(lesson, opened, seed, lang) } : {};
  await onScreen(opened, new Look(process.env, true, look), { tour: options.tour === true, ...watch });
}

/**
 * While a screen is up the terminal is given back on every way out, and when the program is stopped; Ctrl-C and Ctrl-Z are
 * keys there, the signals come from outside.
 */
function onInterrupt(restoreTerminal: () => void, resumeTerminal: () => void): void {
  // Once for all screens of the program: from the menu as many lessons are opened as one likes.
  if (restore === restoreTerminal) return;
  restore = restoreTerminal;
  process.on('SIGCONT', () => {
    // Who was stopped while the terminal got another size was not told: asked again, as when it is.
    process.emit('SIGWINCH');
    resumeTerminal();
  });
  // Node would open its debugger, and say so across the screen.
  process.on('SIGUSR1', () => {});
  process.on('SIGTSTP', () => {
    restore();
    process.kill(process.pid, 'SIGSTOP');
  });
  process.once('SIGINT', () => {
    restore();
    process.exit(130);
  });
}

async function onScreen(
  opened: Opened,
  look: Look,
  { tour, captured, ...more }: { readonly tour?: boolean; readonly captured?: true } & Pick<TuiOptions, 'watch'> = {},
): Promise<void> {
  const { lesson, session, player } = opened;
  const { runTui, restoreTerminal, resumeTerminal } = await import('../tui/index.js');
  onInterrupt(restoreTerminal, resumeTerminal);
  const begin = tour === true ? { tour: 'start' as const } : firstStart(process.env, lang);
  const options = { lesson, session, player, lang, look, write: writeFor(lang), ...terminal, ...begin, ...more };
  // Nobody learns a capture: nothing is written down.
  if (captured) {
    await runTui({ ...options, record: () => {} });
    return;
  }
  process.exitCode = await recording(opened, lang, process.env, record => runTui({ ...options, record }));
}

/** Lessons to choose from, again after each one. */
async function menu(seed: number | undefined, options: LookOptions): Promise<void> {
  const { Look, runMenu, restoreTerminal, resumeTerminal } = await import('../tui/index.js');
  onInterrupt(restoreTerminal, resumeTerminal);
  const look = new Look(process.env, true, options);
  for (;;) {
    const lessons = lessonIds().map(id => findLesson(id, lang));
    const progress = standings(lessons, lang, process.env).lessons;
    const lesson = await runMenu({ lessons, progress, lang, look, ...terminal });
    if (lesson === undefined) return;
    await onScreen({ ...open(lesson, seed, lang), lesson, notes: [] }, look);
  }
}

function fail(error: unknown, program: Command): number {
  restore();
  if (error instanceof ClosedPipe) return 0;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    return fail(usageError(error, program, COMMANDS, t), program);
  }
  if (error instanceof OutputError) {
    const reason = fileProblem(lang, error.cause);
    complain(lang, t('cli.error.cannot-write', { path: 'stdout', reason }));
    return 2;
  }
  if (error instanceof UserError) {
    complain(lang, error.message, error.mend);
    return error.status;
  }
  if (error instanceof LessonError) {
    for (const problem of error.problems) process.stderr.write(`${problemText(problem)}\n`);
    return 2;
  }
  const what = error instanceof Error ? error.message : String(error);
  complain(
    lang,
    t('cli.error.internal', { version: VERSION, what }),
    t('cli.error.internal.mend', { url: REPORT_URL }),
  );
  if (process.env.NETSTEP_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 70;
}

async function main(): Promise<void> {
  let program = new Command();
  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const) {
    process.on(signal, () => {
      restore();
      process.exit(status);
    });
  }
  process.on('uncaughtException', error => process.exit(fail(error, program)));
  process.on('unhandledRejection', error => process.exit(fail(error, program)));
  try {
    const wanted = langArgument();
    if (wanted !== undefined) language(wanted);
    if (!process.argv.includes('config'))
      for (const problem of config.problems) complain(lang, problemLine(lang, problem));
    program = build();
    await program.parseAsync();
    await new Promise<void>(done => setImmediate(done));
    checkOutput();
  } catch (error) {
    process.exitCode = fail(error, program);
  }
}

void main();
