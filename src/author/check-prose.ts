// What is said in one language and not in the other: each language is to tell the whole lesson.
import { LANGS, type Lang } from '../i18n/index.js';
import type { Lesson, LessonTexts, Section } from '../lesson/index.js';
import type { Findings, Spot } from './findings.js';

/** The language that the others are held against. */
const BASE: Lang = 'en';

export function checkProse(findings: Findings, lesson: Lesson, texts: LessonTexts): void {
  for (const lang of LANGS.filter(each => each !== BASE)) {
    const [base, other] = [lesson.prose[BASE], lesson.prose[lang]];
    const spot = (id: string): Spot => placeOf(`${texts.folder}/${lang}.md`, texts.prose[lang] ?? '', id);
    const missing = (id: string, part: string, count: number, wanted: number) =>
      findings.say('translation', spot(id), 'part-missing', { id, part, count, wanted, file: `${BASE}.md` });
    if (isCopy(base.opening, other.opening))
      findings.say('translation', spot(''), 'copied', { id: base.title, file: `${BASE}.md` });
    for (const [id, section] of Object.entries(base.sections)) {
      const own = other.sections[id] as Section;
      if (own.hints.length !== section.hints.length) missing(id, 'hint', own.hints.length, section.hints.length);
      const [said, wanted] = [own.afterwards.length > 0 ? 1 : 0, section.afterwards.length > 0 ? 1 : 0];
      if (said !== wanted) missing(id, 'after', said, wanted);
      if (isCopy(section, own)) findings.say('translation', spot(id), 'copied', { id, file: `${BASE}.md` });
    }
  }
}

/** The same words in both languages: nobody translated them. */
const isCopy = (a: Section, b: Section): boolean =>
  a.paragraphs.length > 0 && a.paragraphs.join('\n') === b.paragraphs.join('\n');

/** The heading of a section in its file. */
function placeOf(file: string, text: string, id: string): Spot {
  const at = text.split(/\r?\n/).findIndex(line => /^##\s/.test(line) && line.slice(2).split(':')[0]?.trim() === id);
  return { file, line: at + 1 || 1, column: 1 };
}
