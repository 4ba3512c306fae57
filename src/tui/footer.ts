// The keys that matter now: one that leads on, with a sentence, and four others; help or the way out is always among them.
// By what lies over the panels, else by where the cursor is and what is chosen.
import { MOVES } from '../debug/index.js';
import { type Here, hereOf } from './here.js';
import { keyLabel } from './keymap.js';
import { nowTexts } from './status-now.js';
import { answerFooter, teachNow } from './teach-now.js';
import type { View } from './view.js';

/** A key and a word on it. */
export interface FooterKey {
  readonly key: string;
  readonly word: string;
}

export interface Footer {
  /** What to do now, in a sentence that names its key; in several lengths, the longest first. */
  readonly sentences: readonly string[];
  /** The first is the one that leads on; the last is never left out. */
  readonly keys: readonly FooterKey[];
  /** What a wide screen has room for as well. */
  readonly more: readonly FooterKey[];
}

export function footerOf(view: View): Footer {
  const here = hereOf(view);
  const over = here.over === undefined || here.over === 'tour' ? undefined : OVER[here.over];
  if (over !== undefined) return { ...over(view, here), more: [] };
  const { keys } = byCursor(view, here);
  const sentences = nowTexts(view);
  const used = new Set(keys.map(k => k.key));
  const more = [word(view, ':', 'key.command.short'), tab(view), word(view, 'P', 'keys.short.panels'), quit(view)];
  return { sentences, keys, more: more.filter(k => !used.has(k.key)) };
}

const word = (view: View, key: string, id: string): FooterKey => ({ key: keyLabel(key), word: view.text(id) });

/** `n/N event` */
function move(view: View, name: string): FooterKey {
  const of = MOVES.find(m => m.name === name);
  const reverse = MOVES.find(m => m.name === of?.reverse)?.key;
  return { key: [of?.key, reverse].filter(k => k !== undefined).join('/'), word: view.text(`key.${name}.short`) };
}

const help = (view: View): FooterKey => move(view, 'help');
const quit = (view: View): FooterKey => move(view, 'quit');
const tab = (view: View): FooterKey => word(view, 'tab', 'key.focus.short');
const upDown = (view: View, id: string): FooterKey => ({ key: '↑↓', word: view.text(id) });
const shut = (view: View): FooterKey => word(view, 'esc', 'key.back.short');

type Half = Omit<Footer, 'more'>;

const OVER: Readonly<Record<Exclude<Here['over'], 'tour' | undefined>, (view: View, here: Here) => Half>> = {
  input: view => ({
    sentences: [view.text('ui.now.command')],
    keys: [
      word(view, 'enter', 'keys.short.run'),
      word(view, 'tab', 'keys.short.complete'),
      upDown(view, 'key.enter.short'),
      shut(view),
    ],
  }),
  answer: view => ({
    sentences: teachNow(view) ?? [],
    keys: [word(view, 'enter', 'teach.short.answer'), shut(view)],
  }),
  running: view => ({
    sentences: [view.text('ui.now.running', { key: 'Esc' })],
    keys: [word(view, 'esc', 'key.stop.short'), help(view)],
  }),
  why: (view, { leads, below }) => ({
    sentences: [leads && below ? view.text('ui.now.why', { key: 'w' }) : view.text('ui.now.close', { key: 'Esc' })],
    keys: [
      ...(leads ? [word(view, 'enter', 'keys.short.go-there')] : []),
      ...(below ? [word(view, 'w', 'keys.short.ask-on')] : []),
      word(view, 'backspace', 'keys.short.where-from'),
      help(view),
      shut(view),
    ],
  }),
  panels: view => ({
    sentences: [view.text('keys.now.panels', { key: 'Space' })],
    keys: [
      word(view, 'space', 'keys.short.toggle'),
      word(view, 'enter', 'keys.short.show'),
      upDown(view, 'key.move.short'),
      help(view),
      shut(view),
    ],
  }),
  paste: (view, { reads }) => ({
    sentences: [view.text('paste.now')],
    keys: [
      word(view, 'enter', 'keys.short.run'),
      ...(reads ? [upDown(view, 'keys.short.scroll')] : []),
      help(view),
      word(view, 'esc', 'paste.short.drop'),
    ],
  }),
  read: (view, { reads }) => ({
    sentences: [view.text('ui.now.close', { key: 'Esc' })],
    keys: [
      shut(view),
      ...(reads ? [upDown(view, 'keys.short.scroll')] : []),
      word(view, ':', 'key.command.short'),
      quitFrom(view),
    ],
  }),
};

/** In the help itself no key leads to the help. */
const quitFrom = (view: View): FooterKey => (view.ui.overlay?.kind === 'help' ? quitByCommand(view) : help(view));
const quitByCommand = (view: View): FooterKey => word(view, 'ctrl-c', 'key.quit.short');

function byCursor(view: View, here: Here): Pick<Footer, 'keys'> {
  const { where } = view;
  const answer = answerFooter(view);
  if (answer !== undefined) {
    const hint = here.hints > 0 ? [word(view, 'H', 'key.hint.short')] : [];
    return { keys: [answer, move(view, 'next'), ...hint, tab(view), help(view)] };
  }
  const first = leadsOn(view);
  // At the start there is nothing to go back to.
  const begin = word(view, first.key.split('/')[0] as string, 'key.next.short');
  if (where.event === 0 && !where.atEnd)
    return { keys: [begin, move(view, 'continue'), tab(view), quit(view), help(view)] };
  if (where.atEnd && where.atPresent && here.chosen === undefined)
    return { keys: [first, word(view, '$', 'keys.short.type'), move(view, 'why'), quit(view), help(view)] };
  const others = [...inPanel(view, here), move(view, 'next'), move(view, 'step'), move(view, 'continue')];
  const why = move(view, 'why');
  const seen = new Set([first.key, why.key]);
  const [near, far] = others.filter(k => !seen.has(k.key));
  return { keys: [first, near, why, far, help(view)].filter(k => k !== undefined) };
}

/** What can be done with what is chosen; where nothing is, that something can be. */
function inPanel(view: View, { chosen, items, hints }: Here): FooterKey[] {
  if (chosen !== undefined) {
    const id = chosen.enter?.kind === 'fold' ? 'key.fold.short' : 'keys.short.go-there';
    const enter = chosen.enter === undefined ? [] : [word(view, 'enter', id)];
    return [...enter, word(view, 'esc', 'keys.short.clear')];
  }
  if (view.ui.recent.length > 1 && items.length > 0) return [move(view, 'step'), upDown(view, 'key.enter.short')];
  return hints > 0 && view.ui.panel === 'lesson' ? [word(view, 'H', 'key.hint.short')] : [];
}

/** The key that leads on. */
function leadsOn(view: View): FooterKey {
  const { where } = view;
  const back = MOVES.find(m => m.name === 'reverse-next')?.key ?? '';
  if (!where.atPresent) return word(view, 'p', 'key.present.short');
  if (where.atEnd) return word(view, back, 'key.reverse-next.short');
  return move(view, where.event > 0 && where.stage < where.stages ? 'step' : 'next');
}
