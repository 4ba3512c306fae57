// One scenario in one process: `child.mjs NAME JSON`. Prints its figures as JSON.
import type { Network } from '../src/topology/index.js';
import { measureDissect } from './dissect.js';
import { measureJournal } from './journal.js';
import { buildLan, type LanSize } from './lan.js';
import { alive, best, timed } from './measure.js';
import { measureBulk, measureFar, measureStorm } from './runs.js';
import { measureWire } from './wire.js';

const [name, text] = process.argv.slice(2) as [string, string];
const options = JSON.parse(text);
const scenarios: Readonly<Record<string, () => object>> = {
  lan: () => lan(options),
  journal: () => measureJournal(options),
  wire: () => measureWire(options),
  storm: () => measureStorm(options),
  bulk: () => measureBulk(options),
  far: () => measureFar(options),
  dissect: () => measureDissect(options),
};
process.stdout.write(`${JSON.stringify((scenarios[name] as () => object)())}\n`);

function lan(size: LanSize): object {
  // The compiler's turn first: a small network of the same kind.
  buildLan({ ...size, hosts: 2, roundTrips: 4000 }).finish();
  const before = alive();
  const { network, finish } = buildLan(size);
  const { journal } = network.world;
  const start = { events: journal.eventCount, stages: journal.stageCount, changes: journal.changeCount };
  const base = alive();
  const { cpuNs, wallNs, result: roundTrips } = timed(finish);
  const bytes = alive() - base;
  const events = journal.eventCount - start.events;
  const stages = journal.stageCount - start.stages;
  const changes = journal.changeCount - start.changes;
  const figures = {
    ...size,
    roundTrips,
    cpuUs: cpuNs / 1000 / roundTrips,
    wallUs: wallNs / 1000 / roundTrips,
    events: events / roundTrips,
    stages: stages / roundTrips,
    changes: changes / roundTrips,
    bytesPerEvent: bytes / events,
    bytesPerChange: bytes / changes,
    bytesPerRoundTrip: bytes / roundTrips,
    setupBytes: base - before,
  };
  return size.record ? { ...figures, ...travel(network) } : figures;
}

/** What going back and forth over the whole run costs, and hashing the state at its end. */
function travel({ world }: Network): object {
  const { journal } = world;
  const far = journal.changesAt(journal.stageCount);
  const backNs = timed(() => journal.seek(0)).wallNs / far;
  const forthNs = timed(() => journal.seek(journal.stageCount)).wallNs / far;
  return {
    seekBackNs: backNs,
    seekForthNs: forthNs,
    hashMs: best(1, 5, () => world.stateHash()) / 1e6,
  };
}
