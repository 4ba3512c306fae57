// Every lesson, played to its end in every language, against its stored transcript: a change of the engine, of a
// sentence or of the lesson shows here as a difference that a person can read.
import { describe, expect, it } from 'vitest';
import { capture, toJson, transcript, wireEnds } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { readCapture } from '../../src/wire/index.js';
import { lessonIds, openLesson } from '../lessons.js';

describe.each(lessonIds)('lesson %s', id => {
  it.each(LANGS)('plays as it is stored, in %s', async lang => {
    const { lesson, session, player } = openLesson(id);
    const text = [...transcript(lesson, session, player, lang, { events: 100_000 })].join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot(`__snapshots__/${id}.${lang}.txt`);
    expect(text).not.toMatch(/⟨|undefined|NaN|\{[a-z]+\}/i);
  });

  it('reaches every checkpoint, in order', () => {
    const { lesson, session, player } = openLesson(id);
    while (session.next().end !== 'end');
    expect(player.reached().map(hit => hit.checkpoint.id)).toEqual(lesson.checkpoints.map(c => c.id));
  });

  it('continues from checkpoint to checkpoint and back again', () => {
    const { lesson, session } = openLesson(id);
    const there: number[] = [];
    for (let hit = session.continue(1_000_000); hit.end === 'checkpoint'; hit = session.continue(1_000_000)) {
      there.push(session.position);
    }
    expect(there).toHaveLength(lesson.checkpoints.length);
    const back: number[] = [];
    for (let hit = session.reverseContinue(); hit.end === 'checkpoint'; hit = session.reverseContinue()) {
      back.push(session.position);
    }
    expect(back.reverse()).toEqual(there);
  });

  it('gives a capture with one interface per wire end, a comment per frame and rising times', () => {
    const { network } = openLesson(id);
    network.world.run(100_000);
    const ends = wireEnds(network);
    const read = readCapture(capture(network, ends, 'en'));
    expect(read.problem).toBeUndefined();
    expect(read.interfaces.map(i => i.name)).toEqual(ends.map(end => end.name));
    expect(read.frames.length).toBeGreaterThan(0);
    for (const { comments } of read.frames)
      expect(comments.join()).toMatch(/^event \d+, \w+: \w+ \(frame \d[\d·′″‴]*\)$/);
  });

  it('is described by JSON that holds events, stages, changes, frames and tables', () => {
    const { network, lesson } = openLesson(id);
    network.world.run(100_000);
    const { seed, profile } = lesson.network;
    const json = JSON.parse(JSON.stringify(toJson(network, { id, seed, profile }, 'en')));
    expect(json.version).toBe(1);
    expect(json.events.length).toBe(network.world.journal.eventCount - network.setupEvents);
    expect(json.frames.every((f: { bytes: string }) => /^([0-9a-f]{2})+$/.test(f.bytes))).toBe(true);
    const changes = json.events.flatMap((e: { stages: { changes: unknown[] }[] }) => e.stages.flatMap(s => s.changes));
    const first = network.world.journal.firstStage(network.setupEvents);
    expect(changes.length).toBe(network.world.journal.changeCount - network.world.journal.changesAt(first));
  });
});

it('the transcript of the first lesson shows the wire as the kernel shows it', () => {
  const { lesson, session, player } = openLesson('arp');
  const text = [...transcript(lesson, session, player, 'en', { events: 100_000 })].join('\n');
  expect(text).toContain('Who has 192.168.0.103? Tell 192.168.0.100  (42 B)');
  expect(text).toContain('From 192.168.0.100 icmp_seq=1 Destination Host Unreachable');
});
