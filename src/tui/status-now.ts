// The line that says what to do now, with its key: one thing, and where there is room a second one.
import { MOVES, TRUNK } from '../debug/index.js';
import { keyLabel, SCREEN_KEYS } from './keymap.js';
import { isTable } from './panels/registry.js';
import type { View } from './view.js';

/** The key of a move or of one of the screen's own. */
function keyOf(name: string): string {
  const move = MOVES.find(m => m.name === name)?.key;
  return keyLabel(move || (SCREEN_KEYS.find(k => k.name === name)?.keys[0] ?? name));
}

/** What to do now, the longest first. */
export function nowTexts(view: View): readonly string[] {
  const { where, ui } = view;
  const say = (id: string, args: Readonly<Record<string, unknown>> = {}) => view.text(id, args);
  if (ui.running === 'play') {
    const speed = { key: keyOf('play'), faster: '+', slower: '-' };
    return [say('look.now.playing', speed), say('tui.now.playing', { key: keyOf('play') })];
  }
  if (ui.running !== undefined) return [say('ui.now.running', { key: keyOf('back') })];
  if (ui.overlay?.kind === 'why')
    return [say('ui.now.why', { key: keyOf('why') }), say('tui.now.why-short', { key: keyOf('back') })];
  if (ui.overlay !== undefined) return [say('ui.now.close', { key: keyOf('back') })];
  if (!where.atPresent) return past(view);
  if (where.atEnd) return end(view);
  if (where.event === 0) return start(view);
  return onward(view);
}

function past(view: View): string[] {
  const first = view.text('ui.now.past', { key: keyOf('present') });
  const next = view.text('ui.now.next', { key: keyOf('next') });
  return [either(view, first, next), first, view.text('tui.now.past-short', { key: keyOf('present') })];
}

function start(view: View): string[] {
  const first = view.text('ui.now.begin', { key: keyOf('next') });
  if (view.lesson.checkpoints.length === 0) return [first];
  return [either(view, first, view.text('tui.now.first-checkpoint', { key: keyOf('continue') })), first];
}

/** Nothing is left to happen: the lesson is done, if all its checkpoints were reached. */
function end(view: View): string[] {
  const { checkpoints } = view.lesson;
  const key = keyOf('reverse-next');
  if (checkpoints.length > 0 && isDone(view)) {
    const args = { key: keyOf('quit'), other: key };
    return [view.text('ui.now.end', args), view.text('tui.now.end-short', args)];
  }
  return [view.text('ui.now.idle', { key }), view.text('tui.now.idle-short', { key })];
}

const isDone = (view: View): boolean => view.player.reached().length === view.lesson.checkpoints.length;

/** In the present, with something left to happen. */
function onward(view: View): string[] {
  const { where, ui } = view;
  const hit = view.player.current();
  const inside = where.stage < where.stages;
  const step = inside
    ? view.text('ui.now.step', { key: keyOf('step') })
    : view.text('ui.now.next', { key: keyOf('next') });
  const chosen = isTable(ui.panel) && ui.chosen[ui.panel] !== undefined;
  if (chosen) return [either(view, step, view.text('tui.now.row', { key: keyOf('enter'), why: keyOf('why') })), step];
  if (hit !== undefined && hit.position === view.session.position) return atCheckpoint(view, step);
  if (inside) {
    const short = view.text('tui.now.step-short', { key: keyOf('step') });
    return [either(view, step, view.text('tui.now.rest', { key: keyOf('next') })), step, short];
  }
  if (where.branch !== TRUNK) return [either(view, step, view.text('tui.now.branch', { name: TRUNK })), step];
  if (view.lesson.checkpoints.length > 0 && isDone(view))
    return [view.text('tui.now.done', { key: keyOf('next'), other: keyOf('quit') }), step];
  if (view.lesson.checkpoints.length === 0) return [step];
  return [either(view, step, view.text('ui.now.continue', { key: keyOf('continue') })), step];
}

/** At a checkpoint the lesson has something to say, perhaps to ask; then on to the next one, if there is one. */
function atCheckpoint(view: View, step: string): string[] {
  if (isDone(view)) return [either(view, step, view.text('tui.now.last', { key: keyOf('continue') })), step];
  const on = view.text('ui.now.continue', { key: keyOf('continue') });
  const asked = view.player.predictions.asked();
  if (asked !== undefined && asked.given === undefined) {
    const predict = view.text('tui.now.predict');
    return [either(view, predict, on), predict];
  }
  return [either(view, on, step), on];
}

const either = (view: View, first: string, second: string): string => view.text('ui.now.or', { first, second });
