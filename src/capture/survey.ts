/**
 * A capture looked at once, before it is stepped through: what each frame is beside the others, who speaks in it, and which
 * frames are the same one seen again on another wire. Reads first: analysis.ts, hosts.ts.
 */
import { crc32, type ReadFrame, type ReadInterface } from '../wire/index.js';
import { CaptureAnalysis, type Looked } from './analysis.js';
import { type Station, Stations } from './hosts.js';
import { fragmentMarks, type Mark, wrongFields } from './marks.js';

/** One frame, as the world needs it. */
export interface Surveyed {
  readonly frame: ReadFrame;
  readonly looked: Pick<Looked, 'first' | 'bytes' | 'spans' | 'tcp' | 'inner' | 'fragment'>;
  /** What is wrong with its fields. */
  readonly wrong: readonly Mark[];
  /** ns since the first frame; never less than the frame before. */
  readonly time: number;
  /** Index of the frame that this one is, seen at another interface; -1: of none. */
  readonly copyOf: number;
}

export interface Survey {
  readonly name: string;
  readonly interfaces: readonly ReadInterface[];
  readonly frames: readonly Surveyed[];
  readonly stations: readonly Station[];
  /** More stations speak than have tables. */
  readonly tooManyStations: boolean;
}

/** So many stations get a node of their own. */
export const MOST_STATIONS = 32;
/** A frame passes from one wire to the next within so many ns. */
const PASSING = 10_000_000;
/** So many frames back is looked for the same one. */
const LOOK_BACK = 64;

export class Surveyor {
  readonly #analysis = new CaptureAnalysis();
  readonly #stations = new Stations(MOST_STATIONS);
  readonly #frames: Surveyed[] = [];
  readonly #sums: number[] = [];
  #start: bigint | undefined;

  get count(): number {
    return this.#frames.length;
  }

  add(frame: ReadFrame, link: ReadInterface): void {
    const looked = this.#analysis.look(frame, link);
    if (frame.timed) this.#start ??= frame.unixNs;
    const before = this.#frames.at(-1)?.time ?? 0;
    const since = frame.timed ? Number(frame.unixNs - (this.#start ?? 0n)) : before;
    const time = Math.max(before, since);
    const copyOf = this.#earlier(looked.bytes, frame.interface, time);
    if (copyOf < 0) this.#stations.add(looked.spans, frame.interface);
    const { first, bytes, spans, tcp, inner, fragment } = looked;
    const wrong = [...fragmentMarks(looked), ...wrongFields(looked)];
    this.#frames.push({ frame, looked: { first, bytes, spans, tcp, inner, fragment }, wrong, time, copyOf });
  }

  survey(name: string, interfaces: readonly ReadInterface[]): Survey {
    const { tooMany } = this.#stations;
    return { name, interfaces, frames: this.#frames, stations: this.#stations.list(), tooManyStations: tooMany };
  }

  /** The same bytes, a moment ago, at another interface. */
  #earlier(bytes: Uint8Array, wire: number, time: number): number {
    const sum = crc32(bytes);
    const from = this.#frames.length - 1;
    this.#sums.push(sum);
    for (let at = from; at >= 0 && at > from - LOOK_BACK; at--) {
      const { frame, time: then } = this.#frames[at] as Surveyed;
      if (time - then > PASSING) break;
      if (this.#sums[at] !== sum || frame.bytes.length !== bytes.length) continue;
      // Seen twice on one wire, it was sent twice.
      return frame.interface === wire ? -1 : at;
    }
    return -1;
  }
}
