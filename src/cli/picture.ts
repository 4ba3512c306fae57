// `netstep shot` and `netstep cast`: pictures and recordings of the screen. The screen's code is loaded when one is drawn.
import type { Command } from 'commander';
import { formatDuration, formatTime } from '../export/index.js';
import { hasMessage, type Lang, message } from '../i18n/index.js';
import { writeBytes } from '../platform/files.js';
import type { Desk, Still } from '../tui/picture/index.js';
import { goTo } from './at.js';
import type { Opened } from './moments.js';
import { fileProblem, print, printBytes, UserError } from './output.js';
import {
  type Format,
  formatOf,
  keysOf,
  type LookFlags,
  lookOf,
  type Say,
  sizeOf,
  speedOf,
  turnTo,
} from './picture-options.js';

interface Options extends LookFlags {
  readonly at?: string;
  readonly size?: string;
  readonly focus?: string;
  readonly zoom?: string;
  readonly keys?: string;
  readonly seed?: string;
  readonly out: string;
}

const load = () => import('../tui/picture/index.js');
type Pictures = Awaited<ReturnType<typeof load>>;

/** A screen at the moment asked for. */
interface Scene {
  readonly pictures: Pictures;
  readonly desk: Desk;
  readonly keys: readonly string[];
}

/** The id of what an option of these commands takes; undefined: it is none of theirs alone. `option` as it is written. */
export function pictureValue(command: string, option: string): string | undefined {
  const id = `cli.expected.shot-${option.slice(2)}`;
  return (command === 'shot' || command === 'cast') && hasMessage('en', id) ? id : undefined;
}

/** Adds `shot` and `cast` to the program. `add`: a command with the options that all share. */
export function pictureCommands(
  add: (name: string) => Command,
  open: (name: string, seed: string | undefined) => Opened,
  lang: () => Lang,
): void {
  const t: Say = (id, args = {}) => message(lang(), id, args);
  const command = (name: string, keys: string, out: string): Command =>
    add(name)
      .description(t(`cli.help.${name}`))
      .argument('<lesson>', t('cli.help.shot-lesson'))
      .option('--at <moment>', t('cli.help.shot-at'))
      .option('--size <size>', t('cli.help.shot-size'))
      .option('--theme <name>', t('cli.help.shot-theme'))
      .option('--ascii', t('cli.help.shot-ascii'))
      .option('--projector', t('cli.help.shot-projector'))
      .option('--focus <panel>', t('cli.help.shot-focus'))
      .option('--zoom <panel>', t('cli.help.shot-zoom'))
      .option('--keys <keys>', t(keys))
      .option('--seed <n>', t('cli.help.run-seed'))
      .requiredOption('-o, --out <file>', t(out));
  command('shot', 'cli.help.shot-keys', 'cli.help.shot-out')
    .option('--format <format>', t('cli.help.shot-format'))
    .action(async (name: string, options: Options & { readonly format?: string }) => {
      const format = formatOf(options.out, options.format, t);
      const { wantsNoColor } = await import('../tui/index.js');
      const noColor = format === 'ansi' && options.theme === undefined && wantsNoColor(process.env);
      const looks = noColor ? { ...options, theme: 'none' } : options;
      const scene = await setScene(looks, () => open(name, options.seed), lang(), t);
      for (const key of scene.keys) scene.desk.press(key);
      await write(options.out, drawn(scene, format, t), lang());
      const { session, size } = scene.desk.store;
      const { event, time: at } = session.where();
      const time = formatTime(at);
      if (options.out !== '-') await print(t('cli.shot.written', { file: options.out, ...size, event, time }));
    });
  command('cast', 'cli.help.cast-keys', 'cli.help.cast-out')
    .option('--speed <factor>', t('cli.help.cast-speed'))
    .action(async (name: string, options: Options & { readonly speed?: string }) => {
      const speed = speedOf(options.speed, t);
      const scene = await setScene(options, () => open(name, options.seed), lang(), t);
      const { text, count, ms } = recorded(scene, speed, options.keys !== undefined);
      await write(options.out, text, lang());
      const file = options.out;
      if (file !== '-') await print(t('cli.cast.written', { file, count, time: formatDuration(ms * 1e6) }));
    });
}

/** Opens the lesson, goes to the moment, sets up the screen; every mistake in the options is told before anything runs. */
async function setScene(options: Options, open: () => Opened, lang: Lang, t: Say): Promise<Scene> {
  const pictures = await load();
  const size = sizeOf(options.size, pictures.MINIMUM, t);
  const look = lookOf(options, pictures, t);
  const keys = options.keys === undefined ? [] : keysOf(options.keys, pictures, t);
  const { session, lesson, player } = open();
  const telling = options.at === undefined ? 'event' : await goTo({ session, player, lang }, options.at);
  const desk = new pictures.Desk({ session, lesson, player, lang, size, look });
  desk.arrived(telling);
  for (const way of ['focus', 'zoom'] as const) {
    const panel = options[way];
    if (panel !== undefined) turnTo(desk, way, panel, t);
  }
  return { pictures, desk, keys };
}

function titleOf({ store }: Desk): string {
  return `netstep ${store.lesson.id} · ${store.lesson.prose[store.lang].title}`;
}

function drawn({ pictures, desk }: Scene, format: Format, t: Say): string {
  const { rows, store } = desk;
  const colouring = pictures.colouringOf(store.look);
  if (format === 'txt') return pictures.plainOf(rows);
  if (format === 'ansi') return pictures.ansiOf(rows, colouring);
  const description = t('cli.shot.description', { text: desk.words });
  const { columns } = store.size;
  return pictures.svgOf(rows, { colouring, columns, title: titleOf(desk), description, lang: store.lang });
}

/** The lines of a recording, how many pictures it has, and how many ms it takes. */
function recorded({ pictures, desk, keys }: Scene, speed: number, byKeys: boolean) {
  let [count, ms] = [0, 0];
  function* counted(): Generator<Still> {
    for (const still of byKeys ? pictures.played(desk, keys) : pictures.walk(desk)) {
      const hold = Math.max(1, Math.round(still.hold / speed));
      count++;
      ms += hold;
      yield { ...still, hold };
    }
  }
  const colouring = pictures.colouringOf(desk.store.look);
  const lines = pictures.castLines(counted(), { ...desk.store.size, title: titleOf(desk), colouring });
  return { text: [...lines].join(''), count, ms };
}

async function write(out: string, text: string, lang: Lang): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  if (out === '-') {
    await printBytes(bytes);
    return;
  }
  try {
    writeBytes(out, bytes);
  } catch (error) {
    const reason = fileProblem(lang, error);
    throw new UserError(message(lang, 'cli.error.cannot-write', { path: out, reason }));
  }
}
