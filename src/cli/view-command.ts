// `netstep view FILE`: chooses the screen, the prompt or the transcript. Reads first: view.ts.
import type { Command } from 'commander';
import { type Lang, message } from '../i18n/index.js';
import type { Opened } from './moments.js';
import { complain } from './output.js';
import { plain } from './plain.js';
import { play } from './play.js';
import type { ScreenFlags } from './screen-options.js';

/** The screen: whether there is a terminal for one, and showing a capture on it. */
interface Screen {
  present(): boolean;
  show(opened: Opened, options: ScreenFlags): Promise<void>;
}

/** `lang` is known only when the command runs. */
export function viewCommand(command: Command, lang: () => Lang, screen: Screen): void {
  const t = (id: string) => message(lang(), id);
  command
    .description(t('cli.help.view'))
    .argument('<file>', t('cli.help.capture-file'))
    .option('--plain', t('cli.help.plain'))
    .action(async (file: string, options: ScreenFlags & { readonly plain?: boolean }) => {
      const { openCapture } = await import('./view.js');
      const opened = await openCapture(file, lang());
      for (const note of opened.notes) complain(lang(), note);
      // What could be read can be looked at; that it was not all is told at the end, too.
      if (opened.damaged) process.exitCode = 1;
      if (options.plain === true) return plain(opened, lang(), () => {});
      if (!screen.present()) return play(opened, lang());
      await screen.show(opened, options);
    });
}
