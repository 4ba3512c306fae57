// Walking through a lesson as a person would: event by event, stopping at the lesson's checkpoints and reading there. How
// long a picture stands follows from how much of its prose is new.
import type { MoveResult } from '../../debug/index.js';
import { MOVE_ACTIONS, moved } from '../actions/time.js';
import { textOf, widthOf } from '../text.js';
import type { Still } from './cast.js';
import type { Desk } from './desk.js';

/** Cells read in a second: those who look closer stop the recording. */
const CELLS_A_SECOND = 60;
/** How long any picture stands, ms: looking at it takes a moment even where nothing is to be read. */
const [LEAST, MOST] = [700, 3000];
/** Where the lesson speaks. */
const MOST_AT_CHECKPOINT = 8000;
/** Between keys that are typed into a line, ms. */
const TYPING = 120;
/** Events shown one by one before the walk goes on to the next checkpoint. */
const EVENTS_SHOWN = 8;
/** Most pictures of what plays by itself. */
const MOST_PLAYED = 500;

/** What is to be read on a screen, piece by piece. */
interface Prose {
  readonly story: string;
  readonly lesson: string;
  readonly above: string;
}

/** The lesson from where it stands to its end. */
export function* walk(desk: Desk): Generator<Still> {
  const { store } = desk;
  let before: Prose | undefined;
  let chapter: string | undefined;
  const still = (): Still => {
    const now = proseOf(desk);
    const mark = sectionTitle(desk);
    const hold = holdFor(before, now);
    before = now;
    const marked = mark === chapter ? undefined : mark;
    chapter = mark;
    return { rows: desk.rows, hold, mark: marked };
  };
  yield still();
  for (let shown = 0; !store.session.where().atEnd; ) {
    const end = shown < EVENTS_SHOWN ? oneEvent(desk) : toCheckpoint(desk);
    if (end === 'end') break;
    shown = end === 'checkpoint' ? 0 : shown + 1;
    yield still();
    // A network that never falls silent: no further checkpoint came, and none will.
    if (shown > EVENTS_SHOWN) break;
  }
}

/** The keys one by one; then, if they set it playing, what it plays. */
export function* played(desk: Desk, keys: readonly string[]): Generator<Still> {
  let before = proseOf(desk);
  const still = (typing: boolean): Still => {
    const now = proseOf(desk);
    const hold = typing ? TYPING : holdFor(before, now);
    before = now;
    return { rows: desk.rows, hold };
  };
  yield { rows: desk.rows, hold: holdFor(undefined, before) };
  for (const key of keys) {
    const typing = desk.store.ui.input !== undefined;
    desk.press(key);
    if (desk.left) return;
    yield still(typing && desk.store.ui.input !== undefined);
  }
  for (let n = 0; n < MOST_PLAYED && desk.store.ui.running === 'play'; n++) {
    if (desk.wait() === undefined) return;
    yield still(false);
  }
}

/** To the end of this event or of the next one, or to a checkpoint within it. */
function oneEvent(desk: Desk): MoveResult['end'] {
  const { store } = desk;
  const { session } = store;
  const { stage, stages } = session.where();
  const result = session.continue(stage < stages ? 0 : 1);
  const at = result.end === 'checkpoint';
  if (result.end !== 'end') store.batch(() => moved(store, result, at ? 'stage' : 'event'));
  return result.end;
}

function toCheckpoint(desk: Desk): MoveResult['end'] {
  const { store } = desk;
  const before = store.player.current()?.index;
  store.batch(() => MOVE_ACTIONS.continue?.(store));
  desk.settle();
  return store.player.current()?.index === before ? 'moved' : 'checkpoint';
}

function sectionTitle({ store }: Desk): string {
  const { lesson, player, lang } = store;
  const id = player.current()?.checkpoint.id;
  const prose = lesson.prose[lang];
  return (id === undefined ? undefined : prose.sections[id]?.title) ?? prose.title;
}

function proseOf({ store }: Desk): Prose {
  const { screen, lesson, player, lang, ui } = store;
  const { layout, rows } = screen;
  const texts = rows.map(row => textOf(row).trim());
  const story = layout === undefined ? [] : texts.slice(layout.story.y, layout.story.y + layout.story.height);
  const id = player.current()?.checkpoint.id;
  const prose = lesson.prose[lang];
  const section = (id === undefined ? undefined : prose.sections[id]) ?? prose.opening;
  return {
    story: story.join(' '),
    lesson: [section.title, ...section.paragraphs].join(' '),
    above: ui.overlay === undefined ? '' : texts.join(' '),
  };
}

/** Whole ms, longer where more is to be read. */
function holdFor(before: Prose | undefined, now: Prose): number {
  const fresh = (part: keyof Prose) => (now[part] === before?.[part] ? 0 : widthOf(now[part]));
  const speaks = fresh('lesson') > 0;
  const cells = fresh('story') + fresh('lesson') + fresh('above');
  const wanted = LEAST + Math.round((cells * 1000) / CELLS_A_SECOND);
  return Math.min(speaks ? MOST_AT_CHECKPOINT : MOST, wanted);
}
