// Commands that play a lesson without a screen: run, pcap, and the transcript that takes the screen's place in a pipe.
import { nsScope, type Session, subjectOf } from '../debug/index.js';
import { capture, filterSentence, toJson, transcript, type WireEnd, wireEnds } from '../export/index.js';
import { caret, parseFilter } from '../filter/index.js';
import { type Lang, message } from '../i18n/index.js';
import { type Lesson, openLesson, type Player, parseDuration } from '../lesson/index.js';
import { writeBytes } from '../platform/files.js';
import type { Network } from '../topology/index.js';
import { complain, fileProblem, print, printBytes, UserError } from './output.js';

/** Most events a lesson may run to when nobody watches: an endless ping must not fill the machine. */
const LIMIT = 50_000;
/** Most bytes of text: a storm must not fill the disk. */
const BYTES = 8 * 2 ** 20;
/** The exit status of a run that was cut off at a bound. */
const CUT_OFF = 3;
/** Events in one slice: between two of them signals are heard. */
const SLICE = 500;

/** Lets signals and input be heard. */
const breathe = (): Promise<void> => new Promise(done => setImmediate(done));

/** A lesson ready to be stepped through. */
export const open: typeof openLesson = openLesson;

export interface RunOptions {
  readonly format: 'text' | 'json';
  readonly seed: number | undefined;
  /** Whether the run ends after the event just run. */
  readonly until: Until | undefined;
  /** Bounds: events, and bytes of text; the usual ones when left out. */
  readonly events?: number | undefined;
  readonly bytes?: number | undefined;
}

/** The options of `netstep run` as typed. */
export interface RunFlags {
  readonly format?: string;
  readonly seed?: string;
  readonly until?: string;
  readonly events?: string;
  readonly bytes?: string;
}

/** `--events` and `--bytes`. Throws UserError for what is no such number. */
export function runBounds(flags: RunFlags, lang: Lang): Pick<RunOptions, 'events' | 'bytes'> {
  const number = (option: 'events' | 'bytes'): number | undefined => {
    const value = flags[option];
    if (value === undefined || /^[1-9]\d{0,11}$/.test(value)) return value === undefined ? undefined : Number(value);
    const expected = message(lang, `cli.expected.${option}`);
    throw new UserError(message(lang, 'cli.error.bad-value', { option: `--${option}`, value, expected }));
  };
  return { events: number('events'), bytes: number('bytes') };
}

/** Asked after every event, with the position where the event began. */
export type Until = (session: Session, from: number) => boolean;

/** `netstep run`: to the end, without a terminal. */
export async function run(lesson: Lesson, lang: Lang, options: RunOptions): Promise<void> {
  const { until = () => false, events = LIMIT, bytes = BYTES } = options;
  if (options.format === 'json') {
    let made = await json(lesson, lang, options.seed, until, events);
    const isWhole = () => Buffer.byteLength(made.text) <= bytes;
    if (isWhole()) {
      await print(made.text);
      if (made.more) cutOff(lang, 'events', events);
      return;
    }
    // Half a document is none: it is the whole one of a shorter run.
    for (let most = made.ran; !isWhole() && most > 0; ) {
      const fits = Math.floor((most * bytes) / Buffer.byteLength(made.text));
      most = Math.min(most - 1, fits);
      made = await json(lesson, lang, options.seed, until, most);
    }
    if (isWhole()) await print(made.text);
    cutOff(lang, 'bytes', bytes);
    return;
  }
  const { session, player } = open(lesson, options.seed, lang);
  await printAll(transcript(lesson, session, player, lang, { events, until }), lang, { events, bytes });
}

/** A run of at most so many events as one document; `more`: it was cut off. */
async function json(
  lesson: Lesson,
  lang: Lang,
  asked: number | undefined,
  until: Until,
  most: number,
): Promise<{ readonly text: string; readonly ran: number; readonly more: boolean }> {
  const { session, network } = open(lesson, asked, lang);
  let [ran, more] = [0, true];
  while (more && ran < most) {
    const from = session.position;
    more = session.next().end !== 'end';
    if (more) ran++;
    if (more && until(session, from)) more = false;
    if (ran % SLICE === 0) await breathe();
  }
  const { seed, profile } = network.description;
  return { text: JSON.stringify(toJson(network, { id: lesson.id, seed, profile }, lang)), ran, more };
}

/** What takes the screen's place in a pipe: the transcript of all there is, from the start. */
export async function play(opened: { lesson: Lesson; session: Session; player: Player }, lang: Lang): Promise<void> {
  const { lesson, session, player } = opened;
  session.gotoStart();
  const bounds = { events: LIMIT, bytes: BYTES };
  await printAll(transcript(lesson, session, player, lang, bounds), lang, bounds);
}

/** Prints a transcript, as far as the bounds let it go; what is cut off is said, and shows in the exit status. */
async function printAll(
  lines: Generator<string, boolean>,
  lang: Lang,
  most: { readonly events: number; readonly bytes: number },
): Promise<void> {
  let [n, bytes] = [0, 0];
  for (let next = lines.next(); ; next = lines.next()) {
    if (next.done === true) {
      if (next.value) cutOff(lang, 'events', most.events);
      return;
    }
    bytes += Buffer.byteLength(next.value) + 1;
    if (bytes > most.bytes) {
      cutOff(lang, 'bytes', most.bytes);
      return;
    }
    await print(next.value);
    if (++n % SLICE === 0) await breathe();
  }
}

/** Says at which bound a run was cut off, and how to go on. */
function cutOff(lang: Lang, what: 'events' | 'bytes', most: number): void {
  complain(
    lang,
    message(lang, `cli.run.cut-${what}`, { most }),
    message(lang, `cli.run.cut-${what}.mend`, { more: most * 10 }),
  );
  process.exitCode = CUT_OFF;
}

/** `--until`: a time, or a display filter: the run ends after the first event with a stage that it holds for. */
export function untilOption(text: string | undefined, lang: Lang): Until | undefined {
  if (text === undefined) return undefined;
  const ns = parseDuration(text);
  if (ns !== undefined) return session => nextTime(session) > ns;
  const filter = parseFilter(text, nsScope());
  if (filter.ok) {
    return (session, from) => {
      for (let stage = from; stage < session.position; stage++) {
        if (filter.test(subjectOf(session.target, stage))) return true;
      }
      return false;
    };
  }
  const problem = message(lang, 'cli.error.until', { problem: filterSentence(lang, filter) });
  throw new UserError(problem, caret(text, filter).split('\n').join('\n    '));
}

/** When the next event is due, ns; infinite when none is. */
function nextTime(session: Session): number {
  const { queue } = session.world;
  const next = queue.peek();
  return next < 0 ? Number.POSITIVE_INFINITY : queue.timeOf(next);
}

export interface PcapOptions {
  readonly wires: readonly string[];
  readonly all: boolean;
  readonly out: string;
  readonly seed: number | undefined;
  readonly terminal: boolean;
}

/** `netstep pcap`: the capture of one wire end, of several, or of all. */
export async function pcap(lesson: Lesson, lang: Lang, options: PcapOptions): Promise<void> {
  if (options.all && options.wires.length > 0) throw new UserError(message(lang, 'cli.error.wire-or-all'));
  if (options.out === '-' && options.terminal) throw new UserError(message(lang, 'cli.error.binary-terminal'));
  const { network } = open(lesson, options.seed, lang);
  for (let n = 0; n < LIMIT && network.world.run(SLICE) === 'budget'; n += SLICE) {
    await breathe();
    if (n + SLICE >= LIMIT) complain(lang, message(lang, 'ui.transcript.limit', { events: LIMIT }));
  }
  const ends = chosenEnds(network, options, lang);
  const bytes = capture(network, ends, lang);
  if (options.out === '-') {
    await printBytes(bytes);
    return;
  }
  try {
    writeBytes(options.out, bytes);
  } catch (error) {
    const reason = fileProblem(lang, error);
    throw new UserError(message(lang, 'cli.error.cannot-write', { path: options.out, reason }));
  }
  const { frames } = network.world;
  const devices = new Set(ends.map(end => end.dev));
  let count = 0;
  for (let f = 0; f < frames.count; f++) if (devices.has(frames.devOf(f))) count++;
  const id = count === 0 ? 'cli.pcap.empty' : 'cli.pcap.written';
  await print(message(lang, id, { file: options.out, count, wires: ends.map(end => end.name) }));
}

function chosenEnds(network: Network, options: PcapOptions, lang: Lang): WireEnd[] {
  const all: WireEnd[] = [];
  for (const name of network.deviceNames()) all.push(name);
  if (options.all) {
    const busy = new Set(wireEnds(network).map(end => end.dev));
    return all.filter(end => busy.has(end.dev) && network.stack.links.of(end.dev) !== undefined);
  }
  const wanted = options.wires.length > 0 ? options.wires : all.slice(0, 1).map(end => end.name);
  return wanted.map(name => {
    const end = all.find(e => e.name === name);
    if (end !== undefined) return end;
    throw new UserError(message(lang, 'cli.error.unknown-wire', { name, wires: all.map(e => e.name) }));
  });
}
