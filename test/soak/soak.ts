// Random lessons played to their end, and what must hold at every event of them. One seed gives one lesson, the same one
// everywhere. Reads first: ../topology/random-plan.ts.
import { flights } from '../../src/debug/index.js';
import { capture, wireEnds } from '../../src/export/index.js';
import { rootOf } from '../../src/journal/index.js';
import type { Network } from '../../src/topology/index.js';
import { dissect, eachNode, ipv4, readCapture } from '../../src/wire/index.js';
import fc from '../property.js';
import { build } from '../topology/build.js';
import { plans } from '../topology/random-plan.js';

/** A network that never falls silent is left at this event. */
const LIMIT = 8000;
/** Rows that tables may have, and frames that queues may hold: Linux's txqueuelen and unres_qlen_bytes are below. */
const BOUNDS = { fdb: 1024, neigh: 1024, qdisc: 1000, queue: 101, any: 5000 } as const;

export interface Outcome {
  readonly events: number;
  readonly frames: number;
}

/** What is wrong with the lesson of a seed: an Error that says which invariant broke, and at which event. */
export function soak(seed: number): Outcome {
  const [plan] = fc.sample(plans, { seed, numRuns: 1 });
  const network = build(plan!);
  const { world } = network;
  const boundaries: [position: number, hash: string][] = [[world.journal.position, world.stateHash()]];
  for (let n = 0; n < LIMIT && world.step(); n++) {
    boundaries.push([world.journal.position, world.stateHash()]);
    bounded(network);
    caused(network);
  }
  explained(network);
  clean(network);
  reversible(network, boundaries);
  return { events: boundaries.length - 1, frames: world.frames.count };
}

function fail(network: Network, what: string): never {
  const { journal } = network.world;
  throw new Error(`${what} (event ${journal.eventCount - network.setupEvents}, t = ${network.world.now} ns)`);
}

/** Tables and queues keep within their limits, and nothing in them lies in the future or names what is not there. */
function bounded(network: Network): void {
  const { journal, now } = network.world;
  for (const table of journal.tables) {
    const { name } = table.schema;
    const most = name === 'fdb' || name === 'neigh' ? BOUNDS[name] : BOUNDS.any;
    if (table.size > most) fail(network, `${table.name} has ${table.size} rows`);
    if (table.schema.columns === undefined || table.size === 0) continue;
    const columns = Object.entries(table.schema.columns as Readonly<Record<string, string>>);
    const devices = columns.filter(([, kind]) => kind === 'dev').map(([column]) => column);
    const queues = columns.filter(([, kind]) => kind === 'frames').map(([column]) => column);
    for (const row of table.rows() as Iterable<Readonly<Record<string, unknown>>>) {
      for (const column of devices) {
        const dev = row[column] as number;
        if (dev > 0 && network.stack.netdevs.get(dev) === undefined) fail(network, `${table.name} names device ${dev}`);
      }
      for (const column of queues) {
        const waiting = (row[column] as readonly number[]).length;
        if (waiting > (name === 'qdisc' ? BOUNDS.qdisc : BOUNDS.queue))
          fail(network, `${table.name} holds ${waiting} frames`);
      }
      if (typeof row.learnt === 'number' && row.learnt > now) fail(network, `${table.name}: learnt in the future`);
    }
  }
}

/** The event just run has a stage, and a cause that was there before it. */
function caused(network: Network): void {
  const { journal } = network.world;
  const event = journal.eventCount - 1;
  const first = journal.firstStage(event);
  if (first >= journal.stageCount) fail(network, 'an event without a stage');
  const cause = journal.eventCause(event);
  if (rootOf(cause) === undefined && cause >= first) fail(network, 'an event caused by itself');
}

/** Every frame that was sent or received became another one, was dealt with by a stage, or is still on its way. */
function explained(network: Network): void {
  const { world } = network;
  const { journal, frames } = world;
  const dealt = new Set<number>(flights(world).map(({ frame }) => frame));
  for (let f = 0; f < frames.count; f++) dealt.add(frames.fromOf(f));
  for (let stage = 0; stage < journal.stageCount; stage++) {
    const told = journal.verdictOf(stage) !== 'pass' || journal.kindOf(stage).role === 'decision';
    if (!told) continue;
    for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
      const frame = journal.numberArg(at, 'frame');
      if (frame !== undefined) dealt.add(frame);
    }
  }
  for (const frame of kept(network)) dealt.add(frame);
  for (let f = 0; f < frames.count; f++) {
    // What a hub sends on may be broken off by a collision, which the stations' own stages tell.
    if (frames.frame(f).operation === 'regenerate') continue;
    if (frames.directionOf(f) === 'none' || dealt.has(f)) continue;
    fail(network, `frame ${f} at ${network.deviceName(frames.devOf(f))} (${frames.directionOf(f)}) came to nothing`);
  }
}

/** Frames that rows hold: queues, what sockets have received. */
function kept({ world }: Network): Set<number> {
  const found = new Set<number>();
  for (const table of world.journal.tables) {
    const columns = Object.entries((table.schema.columns ?? {}) as Readonly<Record<string, string>>);
    for (const row of table.rows() as Iterable<Readonly<Record<string, unknown>>>) {
      for (const [column, kind] of columns) {
        const values = [row[column]].flat();
        if (kind === 'frame' || kind === 'frames') for (const value of values) found.add(value as number);
        else if (kind === 'data')
          for (const value of values) found.add((value as { frame?: number } | undefined)?.frame ?? -1);
      }
    }
  }
  return found;
}

/** No frame is malformed or has a wrong checksum, but those whose bits changed on a wire; the capture of all reads back. */
function clean(network: Network): void {
  const { frames } = network.world;
  const damaged = new Set<number>();
  for (let f = 0; f < frames.count; f++) {
    const { operation, from, linkType, bytes } = frames.frame(f);
    if (operation === 'damage' || (from !== undefined && damaged.has(from))) {
      damaged.add(f);
      continue;
    }
    if (linkType === 'data') continue;
    for (const { name, problem, computed } of eachNode(linkType === 'ipv4' ? dissect(bytes, ipv4) : dissect(bytes))) {
      // A packet within a stack has no length or checksum yet.
      if (frames.directionOf(f) !== 'none' && (problem || computed === 'bad'))
        fail(network, `frame ${f}: ${name} is wrong`);
    }
  }
  const ends = wireEnds(network);
  const read = readCapture(capture(network, ends, 'en'));
  if (read.problem) fail(network, `the capture is ${read.problem.code} at ${read.problem.offset}`);
}

/** Back over every event and forth again, the state is what it was. */
function reversible(network: Network, boundaries: readonly (readonly [position: number, hash: string])[]): void {
  const { world } = network;
  const check = ([position, hash]: readonly [number, string]) => {
    world.journal.seek(position);
    if (world.stateHash() !== hash) fail(network, `another state at position ${position}`);
  };
  for (let i = boundaries.length - 1; i >= 0; i--) check(boundaries[i]!);
  for (const boundary of boundaries) check(boundary);
}
