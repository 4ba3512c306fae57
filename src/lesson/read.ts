// From the texts of a lesson's files to a lesson, or to the list of everything that is wrong with them. Pure: files are
// read elsewhere and handed in.
import { contentHash } from '../debug/index.js';
import { LANGS, type Lang } from '../i18n/index.js';
import { dataOf, positionsOf, tooLong } from './bounds.js';
import { meaningProblems } from './check.js';
import { describe } from './describe.js';
import { LIMITS, lessonSchema } from './format.js';
import { schemaProblems } from './issues.js';
import type { Lesson, Prose } from './lesson.js';
import type { Positions } from './positions.js';
import { LessonError, type LessonProblem } from './problems.js';
import { parseProse } from './prose.js';
import { withoutRefused } from './salvage.js';
import { said } from './say.js';
import { teaching } from './teaching.js';

/** The texts of a lesson's folder. */
export interface LessonTexts {
  /** How messages name the folder: `lessons/arp`. */
  readonly folder: string;
  readonly yaml: string;
  readonly prose: Readonly<Partial<Record<Lang, string>>>;
  /** Files that are links to elsewhere: they were not read. */
  readonly outside?: readonly string[];
}

/** What the YAML says, without the prose. */
export type Structure = Omit<Lesson, 'prose'>;

/** Reads a lesson. Throws LessonError with every problem found, told in a language. */
export function readLesson(texts: LessonTexts, told: Lang = 'en'): Lesson {
  const file = `${texts.folder}/lesson.yaml`;
  const outside = (path: string) => ({ file: path, line: 1, column: 1, ...said(told, 'outside', { path }) });
  if (texts.outside?.includes('lesson.yaml') === true) throw new LessonError([outside(file)]);
  const { checked, problems, structure } = checkedFile(file, texts.yaml, told);
  const ids = [...checked.checkpoints, ...checked.tasks].map(({ id }) => id);
  const prose = {} as Record<Lang, Prose>;
  for (const lang of LANGS) {
    const text = texts.prose[lang];
    const name = `${texts.folder}/${lang}.md`;
    if (texts.outside?.includes(`${lang}.md`) === true) {
      problems.push(outside(name));
      continue;
    }
    if (text === undefined) {
      problems.push({ file: name, line: 1, column: 1, ...said(told, 'no-file', { file: name }) });
      continue;
    }
    if (text.length > LIMITS.bytes) {
      problems.push(tooLong(name, told));
      continue;
    }
    const result = parseProse(name, text, ids, told);
    prose[lang] = result.prose;
    problems.push(...result.problems);
  }
  if (problems.length > 0) throw new LessonError(problems);
  return { ...structure(), prose };
}

/** Reads a file without prose; `complete` fills in what was left out. Throws LessonError with every problem found. */
export function readStructure(file: string, yaml: string, told: Lang, complete: (data: unknown) => unknown): Structure {
  const { problems, structure } = checkedFile(file, yaml, told, complete);
  if (problems.length > 0) throw new LessonError(problems);
  return structure();
}

/** The file by the schema, and what is wrong besides. Throws LessonError where it does not even fit the schema. */
function checkedFile(file: string, yaml: string, told: Lang, complete?: (data: unknown) => unknown) {
  const positions = positionsOf(file, yaml, told);
  const broken = positions.yamlProblems();
  if (broken.length > 0) throw new LessonError(broken);
  const written = dataOf(positions);
  const data = complete === undefined ? written : complete(written);
  const parsed = lessonSchema.safeParse(data);
  if (!parsed.success) {
    throw new LessonError([...schemaProblems(positions, parsed.error, data), ...furtherProblems(positions, data)]);
  }
  const checked = parsed.data;
  const problems = meaningProblems(positions, checked, complete !== undefined);
  const { id, panels, accept } = checked;
  const structure = (): Structure => {
    const network = describe(positions, checked);
    return { id, file, hash: contentHash(yaml), network, panels, accept, ...teaching(checked) };
  };
  return { checked, problems, structure };
}

/** What is wrong besides: the checks of meaning, on what is left of the file without the parts the schema refused. */
function furtherProblems(positions: Positions, data: unknown): LessonProblem[] {
  const rest = withoutRefused(data);
  if (rest === undefined) return [];
  positions.kept = rest.kept;
  return meaningProblems(positions, rest.lesson);
}
