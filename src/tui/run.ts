// The screen of a lesson. Read store.ts (what is on it) and screen.ts (how it opens and closes) first.

import type { Session } from '../debug/index.js';
import { leftLine, type WriteFile } from '../export/index.js';
import type { Lang } from '../i18n/index.js';
import type { Lesson, Player } from '../lesson/index.js';
import { mouse } from './actions/mouse.js';
import { paste } from './actions/paste.js';
import { press } from './actions/press.js';
import { stop } from './actions/time.js';
import { offerTour, startTour } from './actions/tour.js';
import { runScreen, type SizedAct, type Terminals } from './screen.js';
import { Store } from './store.js';

export interface TuiOptions extends Terminals {
  readonly session: Session;
  readonly lesson: Lesson;
  readonly player: Player;
  readonly lang: Lang;
  /** For `:save`; without it nothing can be saved. */
  readonly write?: WriteFile | undefined;
  /** Called whenever something is different: what was done is recorded. */
  readonly record?: (() => void) | undefined;
  /** Tells when the lesson's files have changed; gives how to stop telling. */
  readonly watch?: (tell: (news: News) => void) => () => void;
  /** Begins with the tour, or with the question whether it is wanted. */
  readonly tour?: 'start' | 'offer' | undefined;
  /** Why it can't be remembered that it was offered. */
  readonly tourProblem?: string | undefined;
}

/** What became of a lesson whose files changed: it is another now, or what stands against that. */
export type News =
  | {
      readonly ok: true;
      readonly session: Session;
      readonly lesson: Lesson;
      readonly player: Player;
      readonly text: string;
    }
  | { readonly ok: false; readonly text: string };

/** Shows a lesson until the person leaves it; resolves with the exit status, rejects with what broke it. */
export function runTui(options: TuiOptions): Promise<number> {
  return runScreen<number>(options, host => {
    const { session, lesson, player, lang } = options;
    const { size, look, redraw, suspend, later, done } = host;
    const store: Store = new Store({
      session,
      lesson,
      player,
      lang,
      write: options.write,
      size,
      redraw,
      suspend,
      look,
      later: (work, ms) => later(() => store.batch(work), ms),
      exit: done,
    });
    if (options.record !== undefined) store.subscribe(options.record);
    sayLeft(store);
    if (options.tour === 'start') startTour(store);
    if (options.tour === 'offer') offerTour(store, options.tourProblem);
    const unwatch = options.watch?.(news => store.batch(() => receive(store, news)));
    const act = lessonAct(store);
    return {
      ...act,
      stop: () => {
        unwatch?.();
        act.stop();
      },
    };
  });
}

/** To somebody who comes back: where they were, and the key that goes there. */
export function sayLeft(store: Store): void {
  const { lesson, player, lang } = store;
  if (player.left === undefined) return;
  store.update({ note: { text: leftLine(lesson, player.left, 'R', lang), kind: 'answer' } });
}

/** A lesson that was loaded anew takes the old one's place; one that is broken does not. */
export function receive(store: Store, news: News): void {
  if (!news.ok) {
    store.update({ note: { text: news.text, kind: 'error' } });
    return;
  }
  stop(store);
  store.load(news, { text: news.text, kind: 'answer' });
}

/** A store as the screen's act. */
export function lessonAct(store: Store): SizedAct {
  return {
    rows: () => store.screen.rows,
    subscribe: store.subscribe,
    press: keys =>
      store.batch(() => {
        for (const key of keys) press(store, key);
      }),
    paste: text => store.batch(() => paste(store, text)),
    mouse: events =>
      store.batch(() => {
        for (const event of events) mouse(store, event);
      }),
    resize: size => store.setSize(size),
    stop: () => {
      stop(store);
    },
  };
}
