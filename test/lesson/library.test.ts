// The course, the map and the glossary that come with the lessons; and what is told when they are wrong.
import { readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { glossaryLines, mapLines, toJson } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { LessonError, lessonsOf, readCourse, readGlossary, termsFor } from '../../src/lesson/index.js';
import { lessonIds, loadLesson, openLesson } from '../lessons.js';

const text = (name: string) => readFileSync(new URL(`../../lessons/${name}`, import.meta.url), 'utf8');
const course = () => readCourse('lessons/curriculum.yaml', text('curriculum.yaml'), lessonIds);
const glossary = () => readGlossary('lessons/glossary.yaml', text('glossary.yaml'));
const problems = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof LessonError) return error.message;
    throw error;
  }
  return '';
};

describe('the course', () => {
  test('every lesson has one place in it, after all that it needs', () => {
    const order = lessonsOf(course()).map(({ id }) => id);
    expect([...order].sort()).toEqual([...lessonIds].sort());
  });

  test('what a lesson is about is sent in it', () => {
    for (const { id, protocols } of lessonsOf(course())) {
      const yaml = JSON.stringify(loadLesson(id).network);
      expect(yaml).toContain(id);
      expect(protocols.length).toBeGreaterThan(0);
    }
  });

  test('mistakes are told with their place', () => {
    const file = text('curriculum.yaml');
    const wrong = (from: string, to: string) => problems(() => readCourse('c.yaml', file.replace(from, to), lessonIds));
    expect(wrong('id: arp,', 'id: arpp,')).toMatch(/c\.yaml:\d+:\d+: there is no lesson arpp\n {4}did you mean arp\?/);
    expect(wrong('protocols: [eth, arp', 'protocols: [eth, apr')).toContain('no layer has apr');
    expect(wrong('id: arp,', 'id: arp, needs: [later],')).toContain('arp needs later, which does not come before it');
    expect(problems(() => readCourse('c.yaml', file, [...lessonIds, 'extra']))).toContain(
      'the lesson extra stands in no chapter',
    );
  });
});

describe('the map', () => {
  test.each(LANGS)('%s: all seven layers of OSI, each protocol once, the lesson marked', lang => {
    const lines = mapLines(course(), lang, 'arp');
    for (let n = 1; n <= 7; n++) expect(lines.filter(line => line.startsWith(`${n} `))).toHaveLength(1);
    expect(lines.join('\n')).toContain('[ARP]');
    expect(lines.filter(line => line.includes('[ARP]')).length).toBe(2);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(110);
  });
});

describe('the glossary', () => {
  test('stands in order, in both languages', () => {
    const { terms } = glossary();
    expect(terms.length).toBeGreaterThanOrEqual(35);
    for (const lang of LANGS) expect(glossaryLines(glossary(), lang)?.length).toBeGreaterThan(terms.length);
  });

  test('has every protocol of the course, and whatever the lessons write in capitals', () => {
    const all = glossary();
    const { terms } = all;
    const ids = new Set(terms.map(({ id }) => id));
    const name = (protocol: string) => ({ eth: 'ethernet', stp: 'spanning-tree' })[protocol] ?? protocol;
    const protocols = lessonsOf(course()).flatMap(lesson => lesson.protocols.map(name));
    expect([...new Set(protocols)].filter(id => !ids.has(id))).toEqual([]);
    // Words of commands and of the language, no terms of the field.
    const others = new Set(
      'LAST FIRST SERVER INT PID INIT ECONNREFUSED EADDRINUSE ECONNRESET EPIPE EAGAIN ETIMEDOUT CPU TEXT RFC MD5 EAP-MD5 EAP-TLS NO-CARRIER DEI BOOTP'.split(
        ' ',
      ),
    );
    for (const id of lessonIds) {
      for (const lang of LANGS) {
        const { opening, sections } = loadLesson(id).prose[lang];
        const said = [opening, ...Object.values(sections)].flatMap(part => [...part.paragraphs, ...part.afterwards]);
        const words = said.join(' ').match(/(?<![\w`-])[A-Z][A-Z0-9]{2,}(-[A-Z]+)*(?![\w-])/g) ?? [];
        const missing = [...new Set(words)].filter(word => !others.has(word) && termsFor(all, word).length === 0);
        expect.soft({ id, lang, missing }).toEqual({ id, lang, missing: [] });
      }
    }
  });

  test('a word that is a term of its own comes first', () => {
    for (const word of ['ip', 'IP', 'UDP', 'port', 'frame'])
      expect(termsFor(glossary(), word)[0]?.id).toBe(word.toLowerCase());
  });

  test('finds by name, by the other words, or not at all', () => {
    expect(termsFor(glossary(), 'stale').map(({ id }) => id)).toEqual(['stale']);
    expect(termsFor(glossary(), '泛洪').map(({ id }) => id)).toEqual(['flooding']);
    expect(termsFor(glossary(), 'CRC-32').map(({ id }) => id)).toEqual(['fcs']);
    expect(glossaryLines(glossary(), 'en', 'xyzzy')).toBeUndefined();
  });

  test('a reference to nothing is told', () => {
    const file = text('glossary.yaml').replace('see: [icmp]', 'see: [icmpx]');
    expect(problems(() => readGlossary('g.yaml', file))).toContain('there is no term icmpx\n    did you mean icmp?');
  });
});

test.each(lessonIds)('%s runs to its end far from the bounds of netstep run', id => {
  const { lesson, network } = openLesson(id);
  network.world.run(20_000);
  expect(network.world.queue.peek()).toBeLessThan(0);
  const { seed, profile } = network.description;
  const text = JSON.stringify(toJson(network, { id: lesson.id, seed, profile }, 'zh-CN'));
  expect(Buffer.byteLength(text)).toBeLessThan(8 * 2 ** 20);
});
