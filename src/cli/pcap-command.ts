// `netstep pcap LESSON`: the options of the command; play.ts does the work.
import type { Command } from 'commander';
import { type Lang, message } from '../i18n/index.js';
import { findLesson } from './lessons.js';
import { pcap } from './play.js';

/** `lang` and `seedOf` are asked only when the command runs. */
export function captureCommand(
  command: Command,
  lang: () => Lang,
  seedOf: (text: string | undefined) => number | undefined,
): void {
  const t = (id: string) => message(lang(), id);
  command
    .description(t('cli.help.pcap'))
    .argument('<lesson>', t('cli.help.lesson'))
    .option('--wire <end>', t('cli.help.pcap-wire'), (end: string, before: string[]) => [...before, end], [])
    .option('--all', t('cli.help.pcap-all'))
    .option('--seed <n>', t('cli.help.run-seed'))
    .requiredOption('-o, --out <file>', t('cli.help.pcap-out'))
    .action((name: string, options: { wire: string[]; all?: boolean; out: string; seed?: string }) =>
      pcap(findLesson(name, lang()), lang(), {
        wires: options.wire,
        all: options.all === true,
        out: options.out,
        seed: seedOf(options.seed),
        terminal: process.stdout.isTTY === true,
      }),
    );
}
