// `netstep map` and `netstep glossary [word]`: what stands beside the lessons.
import type { Command } from 'commander';
import { glossaryLines, mapLines } from '../export/index.js';
import { type Lang, message } from '../i18n/index.js';
import { nearest } from '../lesson/index.js';
import { library } from './lessons.js';
import { print, UserError } from './output.js';

/** Hangs both commands in. `lang` is known only when a command runs. */
export function libraryCommands(command: (name: string) => Command, lang: () => Lang): void {
  const t = (id: string, args: Record<string, unknown> = {}) => message(lang(), id, args);
  command('map')
    .description(t('cli.help.map'))
    .action(() => print(mapLines(shelf(lang()).course, lang()).join('\n')));
  command('glossary')
    .description(t('cli.help.glossary'))
    .argument('[word]', t('cli.help.glossary-word'))
    .action((word = '') => {
      const { glossary } = shelf(lang());
      const lines = glossaryLines(glossary, lang(), word);
      if (lines !== undefined) return print(lines.join('\n'));
      const names = glossary.terms.map(term => term[lang()].term);
      throw new UserError(t('glossary.none', { word, near: nearest(word, names) }));
    });
}

function shelf(lang: Lang) {
  const found = library();
  if (found === undefined) throw new UserError(message(lang, 'library.none'));
  return found;
}
