// A played lesson as JSON: events with their stages and changes, frames as hex, the tables as they stand at the end.
// Ids are language-neutral; `text` beside them is for people. The shape is versioned.
import { placeOf, type Target } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import { rootOf, type Stage } from '../journal/index.js';
import { Describer } from './describe.js';

const hex = (bytes: Uint8Array): string => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');

/** Everything that has run in a target. Times are virtual nanoseconds; MAC and IPv4 addresses are numbers. */
export function toJson(target: Target, lesson: { id: string; seed: number; profile: string }, lang: Lang): object {
  const { journal } = target.world;
  const words = new Describer(target, lang);
  journal.seek(journal.stageCount);
  const events = [];
  for (let e = target.setupEvents; e < journal.eventCount; e++) events.push(eventJson(target, words, e));
  return {
    version: 1,
    lesson: lesson.id,
    seed: lesson.seed,
    profile: lesson.profile,
    lang,
    hash: { record: target.world.recordHash(), state: target.world.stateHash() },
    devices: devicesJson(target),
    events,
    frames: framesJson(target, words),
    tables: tablesJson(target),
  };
}

function eventJson(target: Target, words: Describer, e: number): object {
  const { journal } = target.world;
  const cause = journal.eventCause(e);
  const root = rootOf(cause);
  const stages = [];
  const first = journal.firstStage(e);
  for (let s = first; s < journal.firstStage(e + 1); s++) stages.push(stageJson(target, words, journal.stage(s)));
  return {
    number: e - target.setupEvents + 1,
    time: journal.eventTime(e),
    node: words.nodeOf(first),
    cause: root === undefined ? { stage: cause } : { root: journal.root(root) },
    stages,
  };
}

function stageJson(target: Target, words: Describer, stage: Stage): object {
  const { journal } = target.world;
  const changes = [];
  for (let c = stage.start; c < stage.end; c++) {
    const change = journal.change(c);
    if (change.stage !== stage.id) continue;
    const { table, key, before, after, previous } = change;
    changes.push({
      at: c,
      table: table.name,
      key,
      before: before ?? null,
      after: after ?? null,
      previous: previous ?? null,
    });
  }
  const place = placeOf(target, stage.id);
  return {
    id: stage.id,
    name: stage.kind.name,
    spec: stage.kind.spec,
    parent: stage.parent ?? null,
    node: place.node ?? null,
    because: stage.because,
    text: words.sentence(stage.id),
    verdict: stage.verdict,
    changes,
  };
}

function framesJson(target: Target, words: Describer): object[] {
  const { frames, journal } = target.world;
  const out = [];
  for (let f = 0; f < frames.count; f++) {
    const { id, bytes, linkType, from, operation, stage, dev, direction } = frames.frame(f);
    out.push({
      id,
      name: words.frameName(f),
      linkType,
      from: from ?? null,
      operation,
      stage,
      time: journal.eventTime(journal.eventOf(stage)),
      device: dev === undefined ? null : target.deviceName(dev),
      direction,
      summary: words.frameSummary(f),
      bytes: hex(bytes),
    });
  }
  return out;
}

function devicesJson(target: Target): object[] {
  const table = target.world.journal.tableNamed('netdev');
  return table === undefined ? [] : [...table.rows()].map(row => ({ ...(row as object) }));
}

function tablesJson(target: Target): Record<string, object[]> {
  const out: Record<string, object[]> = {};
  for (const table of target.world.journal.tables) {
    const rows = [...table.entries()].map(([key, row]) => ({ key, row }));
    if (rows.length > 0) out[table.name] = rows;
  }
  return out;
}
