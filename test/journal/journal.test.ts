// The journal's contract: tables, changes, stages, events, positions.
import { describe, expect, test } from 'vitest';
import { Journal, numberSchema, rootCause, rootOf, stageKind, tableSchema } from '../../src/journal/index.js';
import { type Animal, animals, counts, once, PATH, recordHash, stateHash, WORK } from './support.js';

const dog: Animal = { name: 'dog', legs: 4 };
const hen: Animal = { name: 'hen', legs: 2 };

describe('tables', () => {
  test('a table is one by its schema and its owner', () => {
    const journal = new Journal();
    expect(journal.table(animals, 'x')).toBe(journal.table(animals, 'x'));
    expect(journal.table(animals, 'x')).not.toBe(journal.table(animals, 'y'));
    expect(journal.table(animals, 'x').name).toBe('animal@x');
    expect(journal.table(counts).name).toBe('count');
    expect(journal.tableNamed('animal@y')).toBe(journal.table(animals, 'y'));
    expect(journal.tableNamed('animal@z')).toBeUndefined();
  });

  test('set, get, patch, delete, size, find, in the order of first writing', () => {
    const journal = new Journal();
    const table = journal.table(animals);
    once(journal, () => {
      table.set('hen', hen);
      table.set(7, dog);
      table.set('hen', { ...hen, legs: 1 });
      expect(table.patch('hen', { legs: 3 })).toEqual({ name: 'hen', legs: 3 });
      expect([...table.entries()].map(([key]) => key)).toEqual(['hen', 7]);
      expect(table.size).toBe(2);
      expect(table.find(row => row.legs === 4)).toBe(dog);
      expect(table.find(row => row.legs === 99)).toBeUndefined();
      expect(table.delete('hen')).toBe(true);
      expect(table.delete('hen')).toBe(false);
      expect(table.delete('never')).toBe(false);
      expect(table.has('hen')).toBe(false);
      expect(table.get('hen')).toBeUndefined();
      expect(table.size).toBe(1);
      expect([...table.keysEver()]).toEqual(['hen', 7]);
      table.set('hen', hen);
      expect([...table.rows()]).toEqual([hen, dog]);
      expect(() => table.patch('never', {})).toThrow(/no row never/);
    });
  });

  test('the key 1 is not the key "1"', () => {
    const journal = new Journal();
    const table = journal.table(animals);
    once(journal, () => table.set(1, dog));
    expect(table.get(1)).toBe(dog);
    expect(table.get('1')).toBeUndefined();
  });

  test('the version differs after a write, a deletion and a move', () => {
    const journal = new Journal();
    const table = journal.table(animals);
    const seen = new Set([table.version]);
    once(journal, () => {
      table.set(1, dog);
      seen.add(table.version);
      table.delete(1);
      seen.add(table.version);
    });
    journal.seek(0);
    seen.add(table.version);
    journal.seek(journal.stageCount);
    seen.add(table.version);
    expect(seen.size).toBe(5);
  });

  test('a name is declared once', () => {
    expect(() => numberSchema('count', 'again')).toThrow(/declared twice/);
    expect(() => tableSchema<Animal>('animal', 'again', animals.columns!, ['name'])).toThrow(/declared twice/);
    expect(() => stageKind('test_work', 'again', 'path', [])).toThrow(/declared twice/);
  });
});

describe('changes', () => {
  test('bear table, key, before, after, stage, previous', () => {
    const journal = new Journal();
    const x = journal.table(animals, 'x');
    const y = journal.table(animals, 'y');
    once(journal, () => {
      x.set(1, dog);
      y.set(1, hen);
      x.set(1, hen);
      x.delete(1);
      x.set(1, dog);
    });
    const told = [0, 1, 2, 3, 4].map(at => {
      const { table, key, before, after, stage, previous } = journal.change(at);
      return [table.name, key, before, after, stage, previous];
    });
    expect(told).toEqual([
      ['animal@x', 1, undefined, dog, 0, undefined],
      ['animal@y', 1, undefined, hen, 0, undefined],
      ['animal@x', 1, dog, hen, 0, 0],
      ['animal@x', 1, hen, undefined, 0, 2],
      ['animal@x', 1, undefined, dog, 0, 3],
    ]);
    expect(x.lastChange(1)).toBe(4);
    journal.seek(0);
    expect(x.lastChange(1)).toBeUndefined();
    expect(x.lastChange('never')).toBeUndefined();
  });

  test('belong to the innermost open stage', () => {
    const journal = new Journal();
    const table = journal.table(counts);
    journal.beginEvent(5, rootCause(0));
    journal.begin(WORK, 'work.a');
    table.set(1, 1);
    journal.begin(PATH, 'path.a');
    table.set(1, 2);
    journal.end('drop');
    table.set(1, 3);
    journal.end();
    expect([0, 1, 2].map(at => journal.change(at).stage)).toEqual([0, 1, 0]);
    expect(journal.stage(0)).toMatchObject({ start: 0, end: 3, parent: undefined, event: 0, verdict: 'pass' });
    expect(journal.stage(1)).toMatchObject({ start: 1, end: 2, parent: 0, event: 0, verdict: 'drop', kind: PATH });
    expect(journal.parentOf(1)).toBe(0);
    expect(journal.verdictOf(1)).toBe('drop');
    expect(journal.reasonOf(1)).toBe('path.a');
  });

  test('outside a stage they throw', () => {
    const journal = new Journal();
    const table = journal.table(counts);
    expect(() => table.set(1, 1)).toThrow(/outside every stage/);
    journal.beginEvent(0, -1);
    expect(() => table.set(1, 1)).toThrow(/outside every stage/);
    journal.note(WORK, 'work.a');
    expect(() => table.set(1, 1)).toThrow(/outside every stage/);
    expect(journal.changeCount).toBe(0);
  });
});

describe('events and stages', () => {
  test('stages and events have to nest', () => {
    const journal = new Journal();
    expect(() => journal.end()).toThrow(/no stage is open/);
    journal.beginEvent(0, -1);
    expect(() => journal.beginEvent(0, -1)).toThrow(/without a stage/);
    journal.begin(WORK, 'work.a');
    expect(() => journal.beginEvent(0, -1)).toThrow(/inside a stage/);
    expect(() => journal.seek(0)).toThrow(/while a stage is open/);
    journal.end();
    journal.beginEvent(9, 0);
    journal.note(PATH, 'path.a', undefined, 'miss');
    expect(journal.eventTime(1)).toBe(9);
    expect(journal.eventCause(1)).toBe(0);
    expect([journal.firstStage(0), journal.firstStage(1), journal.firstStage(2)]).toEqual([0, 1, 2]);
    expect(journal.verdictOf(1)).toBe('miss');
  });

  test('roots are told apart from stages', () => {
    const journal = new Journal();
    const root = { kind: 'typed', text: 'ping', node: 'A' } as const;
    journal.addRoot({ kind: 'seed', text: '1' });
    const cause = journal.addRoot(root);
    expect(cause).toBeLessThan(0);
    expect(journal.root(rootOf(cause)!)).toEqual(root);
    expect(rootOf(0)).toBeUndefined();
  });

  test('there is no stage before the first event', () => {
    const journal = new Journal();
    expect(() => journal.begin(WORK, 'work.a')).toThrow(/outside every event/);
    expect(() => journal.note(WORK, 'work.a')).toThrow(/outside every event/);
    expect(journal.stageCount).toBe(0);
  });

  test('the current stage is the open one, or the last begun', () => {
    const journal = new Journal();
    journal.beginEvent(0, -1);
    journal.begin(WORK, 'work.a');
    journal.note(PATH, 'path.a');
    expect(journal.currentStage).toBe(0);
    journal.end();
    expect(journal.currentStage).toBe(1);
  });
});

describe('positions', () => {
  function story() {
    const journal = new Journal();
    const table = journal.table(animals);
    for (let i = 0; i < 4; i++) {
      once(journal, () => {
        table.set('a', { name: 'a', legs: i });
        if (i === 2) table.delete('b');
        else table.set('b', { name: 'b', legs: -i });
      });
    }
    return { journal, table };
  }

  test('the past is read-only', () => {
    const { journal, table } = story();
    const record = recordHash(journal);
    journal.seek(2);
    expect(() => table.set('a', dog)).toThrow();
    expect(() => table.delete('a')).toThrow();
    expect(() => journal.beginEvent(0, -1)).toThrow(/read-only/);
    expect(() => journal.begin(WORK, 'work.a')).toThrow(/read-only/);
    expect(() => journal.note(WORK, 'work.a')).toThrow(/read-only/);
    expect(journal.stageCount).toBe(4);
    expect(recordHash(journal)).toBe(record);
    journal.seek(4);
    once(journal, () => table.set('a', dog));
    expect(table.get('a')).toBe(dog);
  });

  test('rows at each position are those of that time', () => {
    const { journal, table } = story();
    const at = (p: number) => {
      journal.seek(p);
      return [...table.rows()].map(({ name, legs }) => name + legs);
    };
    const told = [[], ['a0', 'b0'], ['a1', 'b-1'], ['a2'], ['a3', 'b-3']];
    for (const p of [0, 4, 1, 3, 2, 2, 0, 4]) expect(at(p)).toEqual(told[p]);
    expect(journal.atEnd).toBe(true);
    expect(table.size).toBe(2);
  });

  test('there is no position beyond the ends', () => {
    const { journal } = story();
    for (const p of [-1, 5, Number.NaN, 1.5, Number.POSITIVE_INFINITY]) {
      expect(() => journal.seek(p), String(p)).toThrow(RangeError);
    }
    expect(journal.position).toBe(4);
  });

  test('a position inside a stage with children is before the children', () => {
    const journal = new Journal();
    const table = journal.table(counts);
    journal.beginEvent(0, -1);
    journal.begin(WORK, 'work.a');
    table.set(1, 1);
    journal.begin(PATH, 'path.a');
    table.set(1, 2);
    journal.end();
    table.set(1, 3);
    journal.end();
    const seen = [0, 1, 2].map(p => {
      journal.seek(p);
      return table.get(1);
    });
    expect(seen).toEqual([undefined, 1, 3]);
  });
});

describe('forks', () => {
  test('stand on their own', () => {
    const journal = new Journal();
    const table = journal.table(counts);
    for (const n of [1, 2, 3]) once(journal, () => table.set(n, n));
    const before = [stateHash(journal), recordHash(journal)];
    const fork = journal.fork(2);
    const other = fork.table(counts);
    expect([...other.entries()]).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect([fork.position, fork.stageCount, fork.eventCount, fork.changeCount]).toEqual([2, 2, 2, 2]);
    once(fork, () => {
      other.set(1, 100);
      other.set(9, 9);
    });
    expect([stateHash(journal), recordHash(journal)]).toEqual(before);
    expect([...table.entries()]).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(other.get(3)).toBeUndefined();
    expect([...other.keysEver()]).toEqual([1, 2, 9]);
  });

  test('are made at the boundaries of events only', () => {
    const journal = new Journal();
    journal.beginEvent(0, -1);
    journal.note(WORK, 'work.a');
    journal.note(WORK, 'work.b');
    expect(() => journal.fork(1)).toThrow(/inside an event/);
    for (const p of [-1, 3]) expect(() => journal.fork(p)).toThrow();
    expect(journal.fork(0).stageCount).toBe(0);
    expect(journal.fork(2).stageCount).toBe(2);
  });

  test('may be made while standing elsewhere, and leave the position alone', () => {
    const journal = new Journal();
    const table = journal.table(counts);
    for (const n of [1, 2, 3]) once(journal, () => table.set(1, n));
    journal.seek(1);
    expect(journal.fork(3).table(counts).get(1)).toBe(3);
    expect(journal.fork(2).table(counts).get(1)).toBe(2);
    expect(journal.position).toBe(1);
    expect(table.get(1)).toBe(1);
  });
});
