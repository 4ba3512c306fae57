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
import { LessonError, type Rest } from './problems.js';
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

type Kept = Rest['kept'];

/** What the YAML says, without the prose. */
export type Structure = Omit<Lesson, 'prose'>;

/** Reads a lesson. Throws LessonError with every problem found, told in a language. */
export function readLesson(texts: LessonTexts, told: Lang = 'en'): Lesson {
  const file = `${texts.folder}/lesson.yaml`;
  const outside = (path: string) => ({ file: path, line: 1, column: 1, ...said(told, 'outside', { path }) });
  if (texts.outside?.includes('lesson.yaml') === true) throw new LessonError([outside(file)]);
  const { ids, problems, structure, kept, whole } = checkedFile(file, texts.yaml, told);
  const sound = whole && problems.length === 0;
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
  if (problems.length === 0) return { ...structure(), prose };
  throw new LessonError(problems, restOf(structure, prose, kept, sound));
}

/** The lesson without what is wrong with it, if there is such a one. */
function restOf(
  structure: () => Structure,
  read: Partial<Record<Lang, Prose>>,
  kept: Kept,
  whole: boolean,
): Rest | undefined {
  const blank = parseProse('', '', [], 'en').prose;
  const prose = Object.fromEntries(LANGS.map(lang => [lang, read[lang] ?? blank])) as Record<Lang, Prose>;
  try {
    return { lesson: { ...structure(), prose }, kept, whole };
  } catch {
    // What is left need not hold together: then there is nothing to play.
    return undefined;
  }
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
  const rest = parsed.success ? undefined : withoutRefused(data);
  const refused = parsed.success ? [] : schemaProblems(positions, parsed.error, data);
  const checked = parsed.success ? parsed.data : rest?.lesson;
  if (checked === undefined) throw new LessonError(refused);
  if (rest !== undefined) positions.kept = rest.kept;
  const problems = [...refused, ...meaningProblems(positions, checked, complete !== undefined)];
  const { id, panels, accept } = checked;
  const structure = (): Structure => {
    const network = describe(positions, checked);
    return { id, file, hash: contentHash(yaml), network, panels, accept, ...teaching(checked) };
  };
  return { ids: idsIn(data), problems, structure, kept: rest?.kept ?? {}, whole: parsed.success };
}

/** Ids of checkpoints and tasks as they are written, those too that stand beside a mistake. */
function idsIn(data: unknown): string[] {
  const { checkpoints, tasks } = data as { readonly checkpoints?: unknown; readonly tasks?: unknown };
  const items = [checkpoints, tasks].flatMap(list => (Array.isArray(list) ? list : []));
  const ids = items.map(item => (item as { readonly id?: unknown } | null)?.id);
  return ids.filter((id): id is string => typeof id === 'string' && /^[\w-]+$/.test(id));
}
