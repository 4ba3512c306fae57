// Going to the moment that `--at` names: the same words as `goto` at the prompt and on the screen, a stage, a checkpoint's
// id, and the display filters of `run --until`.
import { nsScope, type Session, type StopKind, subjectOf } from '../debug/index.js';
import { filterSentence, formatTime } from '../export/index.js';
import { caret, parseFilter } from '../filter/index.js';
import { type Lang, message } from '../i18n/index.js';
import { nearest, type Player, parseDuration } from '../lesson/index.js';
import { complain, UserError } from './output.js';

/** Most events a lesson may run to. */
const LIMIT = 50_000;
/** Events in one slice: between two of them signals are heard. */
const SLICE = 500;
const breathe = (): Promise<void> => new Promise(done => setImmediate(done));

/** Whether the whole event is told, or the stage that the cursor stands at. */
export type Telling = 'event' | 'stage';

interface Place {
  readonly session: Session;
  readonly player: Player;
  readonly lang: Lang;
}

/** Moves to a moment; UserError when there is none of that name, or the lesson ends before it. */
export async function goTo(place: Place, at: string): Promise<Telling> {
  const { session, player } = place;
  const word = at.trim();
  if (word === 'start') session.gotoStart();
  else if (word === 'present') session.gotoPresent();
  else if (word === 'end') return toTime(place, Number.POSITIVE_INFINITY);
  else if (player.lesson.checkpoints.some(c => c.id === word)) return toCheckpoint(place, word);
  else {
    const [, event, stage] = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(word) ?? [];
    if (event !== undefined) return toEvent(place, Number(event), Number(stage ?? 0));
    const time = parseDuration(word);
    return time === undefined ? toFilter(place, word) : toTime(place, time);
  }
  return 'event';
}

/** Runs slices until one has come to its end; false: the limit was reached before. */
async function sliced(session: Session, slice: () => boolean): Promise<boolean> {
  while (!slice()) {
    if (session.where().events >= LIMIT) return false;
    await breathe();
  }
  return true;
}

function fail(lang: Lang, id: string, args: Readonly<Record<string, unknown>>): never {
  throw new UserError(message(lang, id, args));
}

/** `stage` 0 or not said: to the event's end. */
async function toEvent({ session, lang }: Place, event: number, stage = 0): Promise<Telling> {
  session.gotoStart();
  if (event === 0) return 'event';
  const value = stage === 0 ? String(event) : `${event}.${stage}`;
  // By way of the event before: what is shown as changed is then what this event, or this stage, changed.
  await sliced(session, () => session.gotoEvent(event - 1, SLICE).end !== 'stopped');
  const last = session.where().event;
  const beyond = () => fail(lang, 'cli.error.at-event', { value, last: session.where().event });
  if (last < event - 1) beyond();
  if (stage === 0) {
    if (session.next().end === 'end') beyond();
    return 'event';
  }
  for (let n = 0; n < stage; n++) {
    if (session.step().end === 'end') beyond();
    const { stages } = session.where();
    if (stages < stage) fail(lang, 'cli.error.at-stage', { value, event, stages });
  }
  return 'stage';
}

/** To the last event that is not later; infinite: to the last there is. */
async function toTime({ session, lang }: Place, ns: number): Promise<Telling> {
  const done = await sliced(session, () => session.gotoTime(ns, SLICE).end !== 'stopped');
  if (!done) complain(lang, message(lang, 'ui.transcript.limit', { events: LIMIT }));
  const { time, event, atEnd } = session.where();
  if (atEnd && time < ns && ns < Number.POSITIVE_INFINITY)
    fail(lang, 'cli.error.at-time', { value: formatTime(ns), last: formatTime(time) });
  if (event > 0) {
    session.reverseNext();
    session.next();
  }
  return 'event';
}

async function toCheckpoint({ session, lang }: Place, id: string): Promise<Telling> {
  if (!(await toStop(session, id, 'checkpoint'))) fail(lang, 'cli.error.at-unreached', { value: id });
  return 'stage';
}

/** To the first stage that a display filter holds for. */
async function toFilter({ session, player, lang }: Place, text: string): Promise<Telling> {
  const filter = parseFilter(text, nsScope());
  if (!filter.ok) {
    const names = [...player.lesson.checkpoints.map(c => c.id), 'start', 'end', 'present'];
    const near = nearest(text, names);
    const problem = filterSentence(lang, filter);
    // One word is no filter that went wrong: what there is helps more than where it went wrong.
    const pointed = /\s/.test(text)
      ? caret(text, filter).split('\n').join('\n    ')
      : message(lang, 'cli.expected.shot-at');
    const mend = near.length > 0 ? undefined : pointed;
    throw new UserError(message(lang, 'cli.error.at', { value: text, near, problem }), mend);
  }
  const test = (stage: number) => filter.test(subjectOf(session.target, stage));
  session.setStops('at', [{ id: 'at', kind: 'breakpoint', test }]);
  const found = await toStop(session, 'at', 'breakpoint');
  session.setStops('at', []);
  if (!found) fail(lang, 'cli.error.at-no-match', { value: text });
  return 'stage';
}

/** From the start to the first hit of a stop; false: there is none. */
async function toStop(session: Session, id: string, kind: StopKind): Promise<boolean> {
  session.gotoStart();
  let found = false;
  await sliced(session, () => {
    const { end, hits = [] } = session.continue(SLICE);
    found = hits.some(hit => hit.stop.id === id && hit.kind === kind);
    return found || end === 'end';
  });
  return found;
}
