// Commands that play a lesson without a screen: run, pcap, and the transcript that takes the screen's place in a pipe.
import { Session } from '../debug/index.js';
import { capture, toJson, transcript, type WireEnd, wireEnds } from '../export/index.js';
import { type Lang, message } from '../i18n/index.js';
import { type Lesson, LessonError, Player, parseDuration } from '../lesson/index.js';
import { writeBytes } from '../platform/files.js';
import { DescriptionError, Network } from '../topology/index.js';
import { fileProblem, print, printBytes, UserError } from './output.js';

/** Most events a lesson may run to when nobody watches. */
const LIMIT = 1_000_000;

/** A lesson ready to be stepped through. */
export function open(lesson: Lesson, seed: number | undefined): { session: Session; player: Player; network: Network } {
  const description = seed === undefined ? lesson.network : { ...lesson.network, seed };
  try {
    const network = new Network(description);
    const session = new Session(network);
    return { network, session, player: new Player(lesson, session) };
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    const { file, line } = error.source;
    throw new LessonError([{ file, line, column: 1, message: error.message, mend: undefined }]);
  }
}

export interface RunOptions {
  readonly format: 'text' | 'json';
  readonly seed: number | undefined;
  readonly untilNs: number | undefined;
}

/** `netstep run`: to the end, without a terminal. */
export async function run(lesson: Lesson, lang: Lang, options: RunOptions): Promise<void> {
  const { session, player, network } = open(lesson, options.seed);
  if (options.format === 'json') {
    network.world.run(LIMIT, options.untilNs);
    const { id } = lesson;
    await print(
      JSON.stringify(
        toJson(network, { id, seed: network.description.seed, profile: network.description.profile }, lang),
      ),
    );
    return;
  }
  for (const line of transcript(lesson, session, player, lang, LIMIT)) {
    await print(line);
    if (options.untilNs !== undefined && session.where().time > options.untilNs) return;
  }
}

/** A time as a person writes it, ns. */
export function timeOption(text: string | undefined, lang: Lang): number | undefined {
  if (text === undefined) return undefined;
  const ns = parseDuration(text);
  if (ns !== undefined) return ns;
  const expected = message(lang, 'cli.expected.time');
  throw new UserError(message(lang, 'cli.error.bad-value', { option: '--until', value: text, expected }));
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
  const { network } = open(lesson, options.seed);
  network.world.run(LIMIT);
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
    return all.filter(end => busy.has(end.dev));
  }
  const wanted = options.wires.length > 0 ? options.wires : all.slice(0, 1).map(end => end.name);
  return wanted.map(name => {
    const end = all.find(e => e.name === name);
    if (end !== undefined) return end;
    throw new UserError(message(lang, 'cli.error.unknown-wire', { name, wires: all.map(e => e.name) }));
  });
}
