// Why, asked of everything: every row, column, frame, field and drop of every lesson, at every checkpoint, has a chain of
// causes that ends in a root. "Unknown" is no answer.
import { describe, expect, test } from 'vitest';
import {
  dropsBetween,
  fieldsOf,
  type Session,
  type WhyLink,
  whyDrop,
  whyField,
  whyFrame,
  whyRow,
  whyStage,
} from '../../src/debug/index.js';
import { DECIDERS, DRAWN, FIELD_SOURCES, TEACHERS } from '../../src/debug/why-sources.js';
import { stageKinds, tableSchemas } from '../../src/journal/index.js';
import { PROFILES } from '../../src/net/index.js';
import { fieldNames } from '../../src/wire/index.js';
import { lessonIds, openLesson } from '../lessons.js';

/** In all lessons; a lesson may well lose nothing. */
let dropsSeen = 0;

const ROOTS = ['lesson', 'typed', 'profile', 'seed', 'fault'];

/** What is wrong with a chain, in words; undefined when nothing is. */
function faultIn(session: Session, links: readonly WhyLink[] | undefined): string | undefined {
  const last = links?.at(-1);
  if (links === undefined || last === undefined) return 'no answer';
  if (last.kind !== 'root') return 'no root at the end';
  if (links[0]?.kind !== 'stage') return 'does not begin with a stage';
  for (const [i, link] of links.entries()) {
    if (link.kind === 'root') {
      if (!ROOTS.includes(link.root.kind)) return `root ${link.root.kind}`;
      if (i < links.length - 1 && link.decides === undefined) return 'a root within the chain';
      continue;
    }
    if (link.position <= link.stage || link.position > session.journal.stageCount) return `jumps to ${link.position}`;
    const text = `${session.journal.reasonOf(link.stage)}`;
    if (text === '') return 'a stage without a reason';
  }
  const stages = links.flatMap(link => (link.kind === 'stage' && link.row === undefined ? [link.stage] : []));
  for (const [i, stage] of stages.entries()) if (i > 0 && stage > stages[i - 1]!) return 'a cause after its effect';
  return undefined;
}

describe.each(lessonIds)('lesson %s', id => {
  const { session } = openLesson(id);
  const places = [session.start];
  while (session.continue(1_000_000).end === 'checkpoint') places.push(session.position);
  places.push(session.journal.stageCount);

  test('every row and every column', () => {
    const wrong: string[] = [];
    for (const place of places) {
      session.gotoPosition(place);
      for (const table of session.journal.tables) {
        for (const [key, row] of table.entries()) {
          const columns = typeof row === 'object' ? [undefined, ...Object.keys(row as object)] : [undefined];
          for (const column of columns) {
            const fault = faultIn(session, whyRow(session.target, table, key, column)?.links);
            if (fault !== undefined) wrong.push(`${place} ${table.name} ${key} ${column}: ${fault}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('every drop, with the rule and the values', () => {
    const drops = dropsBetween(session.target, 0, session.journal.stageCount);
    dropsSeen += drops.length;
    for (const stage of drops) {
      const answer = whyDrop(session.target, stage)!;
      expect(faultIn(session, answer.links), String(stage)).toBeUndefined();
      expect(answer.check.rule).toBe(session.journal.reasonOf(stage));
      expect(Object.keys(answer.check.values).length).toBeGreaterThan(0);
    }
  });

  test('every stage', () => {
    for (let stage = 0; stage < session.journal.stageCount; stage++) {
      expect(faultIn(session, whyStage(session.target, stage)), String(stage)).toBeUndefined();
    }
  });

  test('every frame and every field of it', () => {
    const { frames } = session.world;
    const wrong: string[] = [];
    for (let f = 0; f < frames.count; f++) {
      if (frames.directionOf(f) === 'none') continue;
      const answer = whyFrame(session.target, f);
      const fault = faultIn(session, answer.links);
      if (fault !== undefined) wrong.push(`frame ${f}: ${fault}`);
      for (const name of fieldsOf(session.target, f)) {
        const bad = faultIn(session, whyField(session.target, f, name)?.links);
        if (bad !== undefined) wrong.push(`frame ${f} ${name}: ${bad}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('what values come from names reasons, settings, tables, columns and fields that exist', () => {
  const reasons = new Set(stageKinds().flatMap(kind => kind.reasons));
  expect(Object.keys(DECIDERS).filter(reason => !reasons.has(reason))).toEqual([]);
  const columnOf = (table: string, column: string) =>
    Object.hasOwn((tableSchemas().get(table)?.columns ?? {}) as object, column);
  const settings = PROFILES.classic;
  for (const decider of Object.values(DECIDERS).flat()) {
    if (decider.kind === 'setting') expect(settings, decider.name).toHaveProperty([decider.name]);
    if (decider.kind === 'row') expect(columnOf(decider.table, decider.column), decider.table).toBe(true);
  }
  const known = new Set(fieldNames());
  for (const [field, sources] of Object.entries(FIELD_SOURCES)) {
    expect(known.has(field), field).toBe(true);
    for (const source of sources) {
      if (source.kind === 'row') expect(columnOf(source.table, source.column), source.table).toBe(true);
      if (source.kind === 'field') expect(known.has(source.field), source.field).toBe(true);
      if (source.kind === 'setting') expect(settings).toHaveProperty([source.name]);
    }
  }
  for (const [table, columns] of Object.entries(DRAWN)) {
    for (const column of Object.keys(columns)) expect(columnOf(table, column)).toBe(true);
  }
  for (const [table, field] of Object.entries(TEACHERS))
    expect(tableSchemas().has(table) && known.has(field)).toBe(true);
});

test('drops were met, in most lessons', () => {
  expect(dropsSeen).toBeGreaterThan(2 * lessonIds.length);
});
