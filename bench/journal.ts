// The journal alone: what one stage, one change of each sort and one event cost, in time and in bytes.
import { Journal, numberSchema, stageKind, tableSchema } from '../src/journal/index.js';
import { alive, best, timed } from './measure.js';

interface NeighLike {
  readonly ip: number;
  readonly dev: number;
  readonly lladdr: number;
  readonly state: string;
  readonly updated: number;
}
const rowSchema = tableSchema<NeighLike>(
  'bench-row',
  'Rows of five columns',
  { ip: 'ipv4', dev: 'dev', lladdr: 'mac', state: 'string', updated: 'time' },
  ['ip'],
);
const numbersSchema = numberSchema('bench-number', 'Numbers');
const STAGE = stageKind('bench', 'bench', 'path', ['bench.plain', 'bench.args']);

const KEYS = 64;

/** `count`: how often each thing is done. */
export function measureJournal({ count }: { count: number }): object {
  const scenarios = {
    event: (journal: Journal, i: number) => {
      journal.beginEvent(i, -1);
      journal.note(STAGE, 'bench.plain');
    },
    stage: (journal: Journal) => journal.note(STAGE, 'bench.plain'),
    stageWithArgs: (journal: Journal, i: number) =>
      journal.note(STAGE, 'bench.args', { frame: i, dev: i & KEYS, ip: 0x0a000001 }),
  };
  const out: Record<string, { ns: number; bytes: number }> = {};
  for (const [name, work] of Object.entries(scenarios)) out[name] = cost(count, work, name !== 'event');
  out.numberChange = changes(count, journal => {
    const table = journal.table(numbersSchema);
    return i => table.set(i % KEYS, i * 1000);
  });
  out.rowChange = changes(count, journal => {
    const table = journal.table(rowSchema);
    return i => table.set(i % KEYS, { ip: i % KEYS, dev: 1, lladdr: 0x020000000101, state: 'STALE', updated: i });
  });
  // An event brings its first stage along.
  const { event, stage } = out as { event: { ns: number; bytes: number }; stage: { ns: number; bytes: number } };
  out.event = { ns: event.ns - stage.ns, bytes: event.bytes - stage.bytes };
  return { ...out, ...travel(count) };
}

function cost(count: number, work: (journal: Journal, i: number) => void, oneEvent: boolean) {
  const run = () => {
    const journal = new Journal();
    if (oneEvent) journal.beginEvent(0, -1);
    for (let i = 0; i < count; i++) work(journal, i);
    return journal;
  };
  return measured(count, run);
}

function changes(count: number, prepare: (journal: Journal) => (i: number) => void) {
  const run = () => {
    const journal = new Journal();
    journal.beginEvent(0, -1);
    journal.begin(STAGE, 'bench.plain');
    const work = prepare(journal);
    for (let i = 0; i < count; i++) work(i);
    journal.end();
    return journal;
  };
  return measured(count, run);
}

function measured(count: number, run: () => Journal): { ns: number; bytes: number } {
  run();
  const before = alive();
  const { wallNs, result } = timed(run);
  const bytes = (alive() - before) / count;
  if (result.stageCount === 0) throw new Error('nothing was done');
  return { ns: wallNs / count, bytes };
}

/** Far seeks over changes of rows. */
function travel(count: number): object {
  const journal = new Journal();
  const table = journal.table(rowSchema);
  journal.beginEvent(0, -1);
  for (let i = 0; i < count; i++) {
    journal.begin(STAGE, 'bench.plain');
    table.set(i % KEYS, { ip: i % KEYS, dev: 1, lladdr: 0x020000000101, state: 'STALE', updated: i });
    journal.end();
  }
  const backNs = best(1, 3, () => {
    journal.seek(journal.stageCount);
    return timed(() => journal.seek(0));
  });
  return { seekBothWaysNs: backNs / count / 2 };
}
