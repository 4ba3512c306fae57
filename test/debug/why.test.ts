// Why: every row of every table, and every column of it, has a chain of causes that ends in a root. And what a move changed.
import { describe, expect, test } from 'vitest';
import { changedColumns, changesBetween, lastChange, Session, whyRow, whyStage } from '../../src/debug/index.js';
import { Journal, numberSchema, stageKind } from '../../src/journal/index.js';
import { Network } from '../../src/topology/index.js';
import { loadLesson } from '../lessons.js';
import { build, LAN, until } from '../topology/build.js';

const STAGE = stageKind('test_stage', 'a test', 'path', ['test.stage']);
const network = new Network(loadLesson('arp').network);
network.world.run(1e6);
const { journal } = network.world;
const end = journal.stageCount;
const places = [0.02, 0.1, 0.25, 0.4, 0.6, 0.8, 1].map(part => Math.floor(end * part));
const ROOTS = ['lesson', 'typed', 'profile', 'seed', 'fault'];

describe('why a row is there', () => {
  test.each(places)('at position %i every row and column ends in a root', position => {
    journal.seek(position);
    let asked = 0;
    for (const table of journal.tables) {
      for (const [key, row] of table.entries()) {
        const columns = typeof row === 'object' ? [undefined, ...Object.keys(row as object)] : [undefined];
        for (const column of columns) {
          const answer = whyRow(journal, table, key, column);
          expect(answer, `${table.name} ${key} ${column}`).toBeDefined();
          const { change, links } = answer!;
          asked++;
          const last = links.at(-1)!;
          expect(last.kind === 'root' && ROOTS.includes(last.root.kind)).toBe(true);
          expect(links.length).toBeGreaterThan(1);
          const stages = links.flatMap(link => (link.kind === 'stage' ? [link.stage] : []));
          expect(stages[0]).toBeLessThan(position);
          for (const [i, stage] of stages.entries()) if (i > 0) expect(stage).toBeLessThan(stages[i - 1]!);
          expect(journal.changesAt(position)).toBeGreaterThan(change);
          const told = journal.change(change);
          expect([told.table, told.key]).toEqual([table, key]);
          if (column === undefined) expect(told.after).toEqual(row);
          else
            expect((told.after as Record<string, unknown>)[column]).toEqual((row as Record<string, unknown>)[column]);
        }
      }
    }
    expect(asked).toBeGreaterThan(50);
  });

  test('a column names the change that gave it its value, not the row’s last', () => {
    journal.seek(end);
    const table = journal.tableNamed('neigh@A')!;
    for (const [key, row] of table.entries()) {
      for (const column of Object.keys(row as object)) {
        const at = lastChange(journal, table, key, column)!;
        const { before, after } = journal.change(at);
        const value = (change: unknown) => (change as Record<string, unknown> | undefined)?.[column];
        expect(value(after)).toBe(value(row));
        if (before !== undefined) expect(value(before)).not.toBe(value(after));
      }
    }
    const whole = [...table.entries()].map(([key]) => lastChange(journal, table, key));
    const lladdr = [...table.entries()].map(([key]) => lastChange(journal, table, key, 'ip'));
    expect(lladdr).not.toEqual(whole);
  });

  test('what was never written has no answer; what was removed has the stage that removed it', () => {
    const table = journal.tableNamed('neigh@A')!;
    journal.seek(end);
    expect(whyRow(journal, table, 'never')).toBeUndefined();
    const other = until(
      build({
        ...LAN,
        run: [
          [0, 'A', 'ping -c 1 192.168.0.103'],
          [1, 'A', 'ip neigh flush all'],
        ],
      }),
      2,
    );
    const neighs = other.world.journal.tableNamed('neigh@A')!;
    const [key] = neighs.keysEver();
    expect(neighs.size).toBe(0);
    const answer = whyRow(other.world.journal, neighs, key!)!;
    expect(other.world.journal.change(answer.change).after).toBeUndefined();
    expect(answer.links.at(-1)).toMatchObject({ kind: 'root', root: { kind: 'lesson' } });
  });

  test('every stage has a root: the line, the typed command, the fault', () => {
    const session = new Session(new Network(loadLesson('arp').network));
    session.gotoEvent(20);
    session.type('A', 'ping -c 1 192.168.0.102');
    for (let i = 0; i < 8; i++) session.next();
    session.setLink('B.eth0-sw.p2', false);
    const own = session.journal;
    const kinds = new Set<string>();
    for (let stage = 0; stage < own.stageCount; stage++) {
      const last = whyStage(own, stage).at(-1)!;
      expect(last.kind).toBe('root');
      if (last.kind === 'root') kinds.add(last.root.kind);
    }
    expect([...kinds].sort()).toEqual(['fault', 'lesson', 'typed']);
  });
});

describe('what a move changed', () => {
  /** Rows at a position. */
  const rowsAt = (from: Journal, position: number) => {
    from.seek(position);
    const rows = new Map<string, unknown>();
    for (const table of from.tables)
      for (const [key, row] of table.entries()) rows.set(`${table.name} ${typeof key} ${key}`, row);
    return rows;
  };

  test.each(places.map((from, i) => [from, places[(i * 3 + 1) % places.length]!] as const))(
    'between %i and %i: exactly the rows that differ, in both directions',
    (from, to) => {
      for (const [x, y] of [
        [from, to],
        [to, from],
      ] as const) {
        const [old, now] = [rowsAt(journal, x), rowsAt(journal, y)];
        const told = changesBetween(journal, x, y);
        const names = told.map(c => `${c.table} ${typeof c.key} ${c.key}`);
        expect(new Set(names).size).toBe(names.length);
        for (const [i, change] of told.entries()) {
          expect(change.before).toBe(old.get(names[i]!));
          expect(change.after).toBe(now.get(names[i]!));
          const kind = change.before === undefined ? 'added' : change.after === undefined ? 'removed' : 'changed';
          expect(change.kind).toBe(kind);
          if (i > 0) expect(change.at).toBeGreaterThan(told[i - 1]!.at);
        }
        for (const name of new Set([...old.keys(), ...now.keys()])) {
          if (!names.includes(name)) expect(now.get(name)).toBe(old.get(name));
        }
      }
    },
  );

  test('nothing changed where nobody went', () => {
    expect(changesBetween(journal, end, end)).toEqual([]);
  });

  test('a key’s number and its digits are two rows', () => {
    const own = new Journal();
    const table = own.table(numberSchema('test_keys', 'test'));
    own.beginEvent(0, -1);
    own.begin(STAGE, 'test.stage');
    table.set(1, 10);
    table.set('1', 20);
    own.end();
    expect(changesBetween(own, 0, 1).map(({ key, after }) => [key, after])).toEqual([
      [1, 10],
      ['1', 20],
    ]);
    expect(changesBetween(own, 1, 0).map(({ kind }) => kind)).toEqual(['removed', 'removed']);
  });

  test('columns that differ', () => {
    expect(changedColumns({ a: 1, b: [1, 2], c: 3 }, { a: 1, b: [1, 2], c: 4, d: 5 })).toEqual(['c', 'd']);
    expect(changedColumns({ a: [1] }, { a: [2] })).toEqual(['a']);
    expect(changedColumns(undefined, { a: 1 })).toEqual([]);
    expect(changedColumns(1, 2)).toEqual([]);
  });
});
