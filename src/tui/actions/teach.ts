// Keys of the lesson's panel: answering what is asked, going to the reason and back, scrolling its text. A key that means
// nothing here means what it means elsewhere.
import type { Asked } from '../../lesson/index.js';
import { keyLabel } from '../keymap.js';
import { edit } from '../line-edit.js';
import type { Item } from '../panel.js';
import { numberOf } from '../panels/registry.js';
import { activeOf } from '../places.js';
import { scrollIn } from '../scroll.js';
import { activate } from '../state.js';
import type { Store } from '../store.js';
import { markedOption, openQuestion, optionOf, questionInFocus, typingIn } from '../teach.js';
import { itemsOf, show } from './panel.js';
import { complain, say } from './say.js';
import { beginTask } from './teach-task.js';
import { gotoPosition, inSlices, moved } from './time.js';

/** False: the key is none of the lesson's. */
export function teachKey(store: Store, key: string): boolean {
  const { ui } = store;
  if (ui.running !== undefined) return false;
  if (typingIn(store.view) !== undefined) return typeKey(store, key);
  if (scrollKey(store, key)) return true;
  const asked = questionInFocus(store.view);
  const acts = asked === undefined ? [] : answerActs(store, asked, key);
  const act = acts[0] ?? otherActs(store, key);
  if (act === undefined) return false;
  store.update({ note: undefined, wheeled: {} });
  act();
  return true;
}

/** Keys that let time go on. */
const ONWARD: ReadonlySet<string> = new Set(['step', 'next', 'hop', 'continue', 'play']);

/**
 * The first key that would go on past an open question says that there is one; the same place is left by the second. In the
 * past nothing is given away by going on: there no key is held.
 */
export function holds(store: Store, name: string): boolean {
  const { view, ui } = store;
  // The tour says which key to press: it does what it is said to do.
  const asked = ONWARD.has(name) && ui.tour === undefined ? openQuestion(view) : undefined;
  if (asked === undefined || ui.teach.warned === asked.checkpoint || !view.where.atPresent) return false;
  store.update({ teach: { ...ui.teach, warned: asked.checkpoint }, note: undefined });
  const key = keyLabel(store.pressed);
  if (questionInFocus(view) === undefined)
    say(store, 'teach.hold-elsewhere', { key, to: numberOf(view, 'lesson') || keyLabel('tab') });
  else say(store, 'teach.hold', { key });
  return true;
}

/** A move by a key; where it leaves an open question behind, the way back to it is said. */
export function leaving(store: Store, move: () => void): void {
  const asked = openQuestion(store.view);
  const from = store.session.position;
  move();
  const { ui, player, session } = store;
  if (asked === undefined || session.position === from) return;
  if (ui.note !== undefined || ui.running !== undefined || ui.tour !== undefined) return;
  const answered = player.predictions.given.some(given => given.checkpoint === asked.checkpoint);
  if (answered || openQuestion(store.view) !== undefined) return;
  say(store, 'teach.left-open', { key: session.position > from ? 'C' : 'c' });
}

type Act = () => void;

/** What a key does to the question in focus. */
function answerActs(store: Store, asked: Asked, key: string): Act[] {
  const { form } = asked.posed.question;
  if (/^[0-9]$/.test(key)) {
    const id = optionOf(asked, key);
    if (form === 'text') return [() => write(store, key)];
    return id === undefined ? [] : [() => (form === 'one' ? mark(store, id) : pick(store, asked, id))];
  }
  if (key !== 'enter' && key !== 'space') return [];
  if (form === 'text') return [() => write(store, '')];
  const id = markedOption(store);
  if (id !== undefined && form === 'one')
    return [() => (key === 'enter' ? give(store, [id]) : say(store, 'teach.enter-answers'))];
  if (id !== undefined && key === 'space') return [() => pick(store, asked, id)];
  if (key === 'enter' && form !== 'one') return [() => submit(store, asked)];
  return [() => complain(store, 'teach.choose-first')];
}

function otherActs(store: Store, key: string): Act | undefined {
  const { ui, view } = store;
  if (key === 'backspace') {
    const asked = questionInFocus(view);
    const draft = asked && ui.teach.draft[asked.checkpoint];
    if (asked !== undefined && draft !== undefined && draft.length > 0)
      return () => setDraft(store, asked.checkpoint, draft.slice(0, -1));
    return ui.teach.back?.branch === store.session.branch ? () => comeBack(store) : undefined;
  }
  if (ui.panel !== 'lesson') return undefined;
  if (key === 'esc' && ui.teach.lists) return () => store.update({ teach: { ...ui.teach, lists: false } });
  if (key !== 'enter') return undefined;
  const items = itemsOf(store);
  const item = items.find(i => i.id === ui.chosen.lesson) ?? items[0];
  return item?.enter?.kind === 'teach' ? () => itemAct(store, item) : undefined;
}

/** Enter on an item of the lesson's panel, or a click on it. */
export function itemAct(store: Store, item: Item): void {
  if (item.enter?.kind !== 'teach') return;
  const { act, id } = item.enter;
  const asked = openQuestion(store.view);
  if (act === 'option' && asked !== undefined) pick(store, asked, id);
  else if (act === 'answer' && asked !== undefined) submit(store, asked);
  else if (act === 'write') write(store, '');
  else if (act === 'reason') toReason(store);
  else if (act === 'task') beginTask(store, id);
}

/** Chooses the one option that Enter will give. */
function mark(store: Store, id: string): void {
  const { ui } = store;
  store.update({ chosen: { ...ui.chosen, lesson: `option:${id}` }, teach: { ...ui.teach, warned: undefined } });
}

/** Chooses an option or takes it back; where only one can be, once more gives it. */
function pick(store: Store, asked: Asked, id: string): void {
  const { checkpoint, posed } = asked;
  if (posed.question.form === 'one') {
    if (store.ui.chosen.lesson === `option:${id}`) give(store, [id]);
    else mark(store, id);
    return;
  }
  const draft = store.ui.teach.draft[checkpoint] ?? [];
  const on = draft.includes(id);
  if (on && posed.question.form === 'order') say(store, 'teach.placed');
  else setDraft(store, checkpoint, on ? draft.filter(each => each !== id) : [...draft, id]);
}

function setDraft(store: Store, checkpoint: string, draft: readonly string[]): void {
  const { teach, scroll } = store.ui;
  store.update({
    teach: { ...teach, draft: { ...teach.draft, [checkpoint]: draft }, warned: undefined },
    scroll: { ...scroll, lesson: 0 },
  });
}

/** Several are answered in the order of the options where their order says nothing. */
function submit(store: Store, { checkpoint, posed }: Asked): void {
  const draft = store.ui.teach.draft[checkpoint] ?? [];
  const { form, options } = posed.question;
  if (draft.length === 0) complain(store, 'teach.choose-first');
  else give(store, form === 'order' ? draft : options.map(o => o.id).filter(id => draft.includes(id)));
}

/** Gives an answer; what is none costs nothing and is said. False: it was none. */
export function give(store: Store, answer: readonly string[]): boolean {
  const { player, ui } = store;
  const given = player.predictions.answer(answer);
  if ('id' in given) {
    complain(store, given.id, given.args);
    return false;
  }
  const { [given.checkpoint]: _, ...draft } = ui.teach.draft;
  const { lesson: __, ...chosen } = ui.chosen;
  store.update({ teach: { ...ui.teach, draft, typing: undefined }, chosen, scroll: { ...ui.scroll, lesson: 0 } });
  return true;
}

const write = (store: Store, text: string): void => {
  if (store.ui.panel !== 'lesson') show(store, 'lesson');
  store.update({ teach: { ...store.ui.teach, typing: { text, at: text.length } } });
};

/** A key while a value is written. */
function typeKey(store: Store, key: string): boolean {
  const { teach } = store.ui;
  const typing = teach.typing ?? { text: '', at: 0 };
  const leave = key === 'esc' || key === 'ctrl-c' || (key === 'backspace' && typing.text === '');
  store.update({ note: undefined });
  if (leave) store.update({ teach: { ...teach, typing: undefined } });
  else if (key === 'enter')
    give(
      store,
      [typing.text.trim()].filter(text => text !== ''),
    );
  else store.update({ teach: { ...teach, typing: edit(typing, key) ?? typing } });
  return true;
}

/** To the stage that tells why, running on as far as needed; Backspace comes back. */
function toReason(store: Store): void {
  const { session, player } = store;
  const told = player.predictions.told();
  const why = told?.posed.key.why;
  if (told === undefined || why === undefined) return;
  const { target, stage } = why;
  const start = session.position;
  const { branch } = session;
  const event = target.world.journal.eventOf(stage) - target.setupEvents;
  const there = (): boolean => stage < session.journal.stageCount;
  inSlices(store, 'goto', () => {
    if (!there() && session.gotoEvent(event, 500).end === 'stopped') return false;
    // The event itself is run by the first step into it: the present is no further than the reason.
    if (!there()) session.step();
    if (!there() || !same(store, target, stage)) {
      session.gotoPosition(start);
      complain(store, 'teach.changed-since');
      return true;
    }
    const { from } = store.ui.teach;
    moved(store, session.gotoPosition(stage + 1), 'stage', start);
    // What was answered stays where it is read, and the frame is the one that the reason is about.
    const frame = madeBy(store, stage);
    const back = { branch, position: start, reason: stage + 1, told };
    const { ui } = store;
    store.update({ ...activate(ui, 'lesson'), scroll: { ...ui.scroll, lesson: 0 }, focus: { ...ui.focus, frame } });
    store.update({ teach: { ...ui.teach, from: ui.panel === 'lesson' ? from : ui.panel, back } });
    return true;
  });
}

/** The frame that a stage has built, with all that was put around it; undefined: it built none. */
function madeBy({ session }: Store, stage: number): number | undefined {
  const { frames } = session.world;
  for (let f = frames.countAt(session.position) - 1; f >= 0 && frames.stageOf(f) >= stage; f--)
    if (frames.stageOf(f) === stage) return f;
  return undefined;
}

/** Nobody interfered: what was run ahead is what happened. */
function same({ session }: Store, { world }: Store['session']['target'], stage: number): boolean {
  const [mine, ahead] = [session.journal, world.journal];
  return mine.kindOf(stage).name === ahead.kindOf(stage).name && mine.reasonOf(stage) === ahead.reasonOf(stage);
}

function comeBack(store: Store): void {
  const { teach } = store.ui;
  if (teach.back === undefined) return;
  gotoPosition(store, teach.back.position, 'stage');
  show(store, 'lesson');
  store.update({ teach: { ...store.ui.teach, back: undefined, from: teach.from } });
}

/** Pages of the lesson's text, also where there is something to choose; then line by line until its beginning. */
function scrollKey(store: Store, key: string): boolean {
  const { ui, view } = store;
  const shown = ui.panel === 'lesson' ? activeOf(view, view.size) : undefined;
  if (shown === undefined || (shown.content.items ?? []).length === 0) return false;
  const { content, height } = shown;
  const total = content.lines.length;
  if (total <= height) return false;
  const items = content.items ?? [];
  const at = items.find(i => i.id === ui.chosen.lesson)?.line;
  const turned = ui.wheeled.lesson;
  const beyond = turned !== undefined || (at !== undefined && at === items.at(-1)?.line);
  const ways: Readonly<Record<string, number>> = {
    'page-down': height - 1,
    'page-up': 1 - height,
    home: -total,
    end: total,
    ...(beyond ? { down: 1, j: 1 } : {}),
    ...(turned !== undefined && turned > 0 ? { up: -1, k: -1 } : {}),
  };
  const by = ways[key];
  if (by === undefined) return false;
  const from = turned ?? scrollIn(total, height, at, ui.scroll.lesson ?? 0);
  store.update({ note: undefined, wheeled: { lesson: Math.max(0, Math.min(total - height, from + by)) } });
  return true;
}
