// What stands beside the lessons: their order with chapters and prerequisites, the map of layers, the glossary. Texts are
// handed in; both languages stand side by side in one file, so that neither is forgotten.
import * as z from 'zod';
import { LANGS } from '../i18n/index.js';
import { dataOf, positionsOf } from './bounds.js';
import { schemaProblems } from './issues.js';
import type { Positions } from './positions.js';
import { LessonError, type LessonProblem, nearest } from './problems.js';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);
const both = z.strictObject({ en: z.string().min(1).max(200), 'zh-CN': z.string().min(1).max(200) });

const courseSchema = z.strictObject({
  format: z.literal(1),
  chapters: z.array(
    z.strictObject({
      id,
      title: both,
      about: both,
      lessons: z.array(
        z.strictObject({
          id,
          minutes: z.int().min(1).max(600),
          needs: z.array(id).default([]),
          protocols: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
  layers: z.array(
    z.strictObject({
      id,
      osi: z.array(z.int().min(1).max(7)).min(1),
      title: both,
      about: both,
      protocols: z.array(z.string()),
    }),
  ),
});
export type Course = z.infer<typeof courseSchema>;
export type CourseLesson = Course['chapters'][number]['lessons'][number];

const termSchema = z.strictObject({ term: z.string().min(1).max(60), text: z.string().min(1).max(400) });
const glossarySchema = z.strictObject({
  format: z.literal(1),
  terms: z.array(z.strictObject({ id, en: termSchema, 'zh-CN': termSchema, see: z.array(id).default([]) })),
});
export type Glossary = z.infer<typeof glossarySchema>;
export type Term = Glossary['terms'][number];

export interface Library {
  readonly course: Course;
  readonly glossary: Glossary;
}

/** Reads the order of the lessons and the map. `lessons`: those there are; each must stand in it once. Throws LessonError. */
export function readCourse(file: string, text: string, lessons: readonly string[]): Course {
  const { positions, value } = parsed(file, text, courseSchema);
  const problems: LessonProblem[] = [];
  const seen = new Set<string>();
  const known = new Set(value.layers.flatMap(layer => layer.protocols));
  for (const [i, chapter] of value.chapters.entries()) {
    for (const [j, lesson] of chapter.lessons.entries()) {
      const at = (key: string) => positions.at(['chapters', i, 'lessons', j, key]);
      if (seen.has(lesson.id))
        problems.push({ ...at('id'), message: `${lesson.id} stands here twice`, mend: 'take one away' });
      if (!lessons.includes(lesson.id))
        problems.push({ ...at('id'), message: `there is no lesson ${lesson.id}`, mend: hint(lesson.id, lessons) });
      for (const need of lesson.needs) {
        if (!seen.has(need))
          problems.push({
            ...at('needs'),
            message: `${lesson.id} needs ${need}, which does not come before it`,
            mend: 'change the order',
          });
      }
      for (const name of lesson.protocols) {
        if (!known.has(name))
          problems.push({ ...at('protocols'), message: `no layer has ${name}`, mend: hint(name, [...known]) });
      }
      seen.add(lesson.id);
    }
  }
  for (const lesson of lessons) {
    if (!seen.has(lesson))
      problems.push({
        ...positions.at(['chapters']),
        message: `the lesson ${lesson} stands in no chapter`,
        mend: 'give it a place',
      });
  }
  if (problems.length > 0) throw new LessonError(problems);
  return value;
}

/** Reads the glossary: in order, each term once, and nothing refers to what is not there. Throws LessonError. */
export function readGlossary(file: string, text: string): Glossary {
  const { positions, value } = parsed(file, text, glossarySchema);
  const problems: LessonProblem[] = [];
  const ids = value.terms.map(term => term.id);
  for (const [i, term] of value.terms.entries()) {
    if (ids.indexOf(term.id) < i)
      problems.push({
        ...positions.at(['terms', i, 'id']),
        message: `${term.id} stands here twice`,
        mend: 'take one away',
      });
    for (const see of term.see) {
      if (!ids.includes(see))
        problems.push({
          ...positions.at(['terms', i, 'see']),
          message: `there is no term ${see}`,
          mend: hint(see, ids),
        });
    }
  }
  if (problems.length > 0) throw new LessonError(problems);
  return value;
}

const hint = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.slice(0, 12).join(', ')}`;
};

function parsed<T>(file: string, text: string, schema: z.ZodType<T>): { positions: Positions; value: T } {
  const positions = positionsOf(file, text, 'en');
  const broken = positions.yamlProblems();
  if (broken.length > 0) throw new LessonError(broken);
  const data = dataOf(positions);
  const checked = schema.safeParse(data);
  if (checked.success) return { positions, value: checked.data };
  throw new LessonError(schemaProblems(positions, checked.error, data, () => []));
}

/** All lessons in their order, with the chapter each stands in. */
export const lessonsOf = (
  course: Course,
): readonly (CourseLesson & { readonly chapter: Course['chapters'][number] })[] =>
  course.chapters.flatMap(chapter => chapter.lessons.map(lesson => ({ ...lesson, chapter })));

/** The terms in which a word of either language stands: the one that is called so, in the name, in the text; all without a word. */
export function termsFor({ terms }: Glossary, word: string): readonly Term[] {
  const wanted = word.toLowerCase();
  const has = (term: Term, part: 'term' | 'text') =>
    LANGS.some(lang => term[lang][part].toLowerCase().includes(wanted));
  const named = terms.filter(term => term.id.includes(wanted) || has(term, 'term'));
  if (named.length === 0) return terms.filter(term => has(term, 'text'));
  const called = (term: Term) => term.id === wanted || LANGS.some(lang => term[lang].term.toLowerCase() === wanted);
  return [...named.filter(called), ...named.filter(term => !called(term))];
}
