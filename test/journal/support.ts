// A small journal to play with: two tables of rows and one of numbers, three kinds of stage, and random runs over them.

import {
  type Args,
  Hasher,
  hashRecord,
  hashState,
  Journal,
  type Key,
  numberSchema,
  stageKind,
  tableSchema,
  type Verdict,
} from '../../src/journal/index.js';
import fc from '../property.js';

export interface Animal {
  readonly name: string;
  readonly legs: number;
  readonly friends?: readonly string[] | undefined;
}
export const animals = tableSchema<Animal>('animal', 'test', { name: 'string', legs: 'int', friends: 'data' }, [
  'name',
]);
export const counts = numberSchema('count', 'test');
export const WORK = stageKind('test_work', 'a test', 'decision', ['work.a', 'work.b']);
export const PATH = stageKind('test_path', 'a test', 'path', ['path.a']);

/** What happens in a stage: writes, deletions, and stages within. */
export type Action =
  | { readonly do: 'set'; readonly owner: string; readonly key: Key; readonly legs: number }
  | { readonly do: 'delete'; readonly owner: string; readonly key: Key }
  | { readonly do: 'count'; readonly key: Key; readonly by: number }
  | {
      readonly do: 'stage';
      readonly verdict: Verdict;
      readonly args: Args | undefined;
      readonly actions: readonly Action[];
    };
/** The stages of each event. */
export type Plan = readonly (readonly Action[])[];

const key = fc.constantFrom<Key>('a', 'b', 'c', 1, 2, 3);
const owner = fc.constantFrom('x', 'y');
export const args: fc.Arbitrary<Args | undefined> = fc.option(
  fc.dictionary(
    fc.constantFrom('frame', 'dev', 'text', 'flag', 'list'),
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.constantFrom('', 'text', 'čeština', '中文'),
      fc.boolean(),
      fc.array(fc.nat(99), { maxLength: 3 }),
    ),
    { maxKeys: 4, noNullPrototype: true },
  ),
  { nil: undefined },
);
const actions = fc.letrec<{ action: Action; stage: Action }>(tie => ({
  action: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ do: fc.constant('set' as const), owner, key, legs: fc.nat(8) }),
    fc.record({ do: fc.constant('delete' as const), owner, key }),
    fc.record({ do: fc.constant('count' as const), key, by: fc.integer({ min: -5, max: 5 }) }),
    tie('stage'),
  ),
  stage: fc.record({
    do: fc.constant('stage' as const),
    verdict: fc.constantFrom<Verdict>('pass', 'drop', 'queued', 'hit', 'miss'),
    args,
    actions: fc.array(tie('action'), { maxLength: 4 }),
  }),
}));
export const plans: fc.Arbitrary<Plan> = fc.array(fc.array(actions.stage, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
});

function act(journal: Journal, action: Action, depth: number): void {
  const table = (name: string) => journal.table(animals, name);
  if (action.do === 'set')
    table(action.owner).set(action.key, { name: String(action.key), legs: action.legs, friends: ['z'] });
  else if (action.do === 'delete') table(action.owner).delete(action.key);
  else if (action.do === 'count') {
    const numbers = journal.table(counts);
    numbers.set(action.key, (numbers.get(action.key) ?? 0) + action.by);
  } else {
    journal.begin(depth === 0 ? WORK : PATH, depth === 0 ? 'work.a' : 'path.a', action.args);
    for (const inner of action.actions) act(journal, inner, depth + 1);
    journal.end(action.verdict);
  }
}

/** Runs the events of a plan on a journal, at times that follow from their numbers. */
export function run(journal: Journal, plan: Plan, from = 0, to = plan.length): Journal {
  const roots = from === 0 ? journal.addRoot({ kind: 'typed', text: 'test' }) : -1;
  for (let e = from; e < to; e++) {
    journal.beginEvent(e * 1000, e === 0 ? roots : journal.stageCount - 1);
    for (const stage of plan[e]!) act(journal, stage, 0);
  }
  return journal;
}

/** A journal in which a plan has run. */
export const ran = (plan: Plan, to = plan.length): Journal => run(new Journal(), plan, 0, to);

export function stateHash(journal: Journal): string {
  const hasher = new Hasher();
  hashState(journal, hasher);
  return hasher.digest();
}
export function recordHash(journal: Journal): string {
  const hasher = new Hasher();
  hashRecord(journal, hasher);
  return hasher.digest();
}

/** Does something in a stage of an event of its own. */
export function once(journal: Journal, work: () => void): void {
  journal.beginEvent(0, journal.addRoot({ kind: 'seed', text: 'test' }));
  journal.begin(WORK, 'work.a');
  work();
  journal.end();
}
