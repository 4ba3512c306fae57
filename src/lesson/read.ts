// From the texts of a lesson's files to a lesson, or to the list of everything that is wrong with them. Pure: files are
// read elsewhere and handed in.
import type { ZodError } from 'zod';
import { contentHash } from '../debug/index.js';
import { LANGS, type Lang } from '../i18n/index.js';
import { meaningProblems } from './check.js';
import { describe } from './describe.js';
import { LIMITS, lessonSchema } from './format.js';
import { knownKeys } from './known-keys.js';
import type { Lesson, Prose } from './lesson.js';
import { type Path, Positions } from './positions.js';
import { LessonError, type LessonProblem, nearest } from './problems.js';
import { parseProse } from './prose.js';
import { withoutRefused } from './salvage.js';
import { teaching } from './teaching.js';

/** The texts of a lesson's folder. */
export interface LessonTexts {
  /** How messages name the folder: `lessons/arp`. */
  readonly folder: string;
  readonly yaml: string;
  readonly prose: Readonly<Partial<Record<Lang, string>>>;
}

/** What the YAML says, without the prose. */
export type Structure = Omit<Lesson, 'prose'>;

/** Reads a lesson. Throws LessonError with every problem found. */
export function readLesson(texts: LessonTexts): Lesson {
  const file = `${texts.folder}/lesson.yaml`;
  const { checked, problems, structure } = checkedFile(file, texts.yaml);
  const ids = [...checked.checkpoints, ...checked.tasks].map(({ id }) => id);
  const prose = {} as Record<Lang, Prose>;
  for (const lang of LANGS) {
    const text = texts.prose[lang];
    const name = `${texts.folder}/${lang}.md`;
    if (text === undefined) {
      problems.push({
        file: name,
        line: 1,
        column: 1,
        message: 'the file is missing',
        mend: `write the lesson's text in ${name}`,
      });
      continue;
    }
    if (text.length > LIMITS.bytes) {
      problems.push(tooLong(name));
      continue;
    }
    const result = parseProse(name, text, ids);
    prose[lang] = result.prose;
    problems.push(...result.problems);
  }
  if (problems.length > 0) throw new LessonError(problems);
  return { ...structure(), prose };
}

/** Reads a file without prose; `complete` fills in what was left out. Throws LessonError with every problem found. */
export function readStructure(file: string, yaml: string, complete: (data: unknown) => unknown): Structure {
  const { problems, structure } = checkedFile(file, yaml, complete);
  if (problems.length > 0) throw new LessonError(problems);
  return structure();
}

/** The file by the schema, and what is wrong besides. Throws LessonError where it does not even fit the schema. */
function checkedFile(file: string, yaml: string, complete?: (data: unknown) => unknown) {
  const positions = positionsOf(file, yaml);
  const broken = positions.yamlProblems();
  if (broken.length > 0) throw new LessonError(broken);
  const written = toData(positions);
  const data = complete === undefined ? written : complete(written);
  const parsed = lessonSchema.safeParse(data);
  if (!parsed.success) {
    throw new LessonError([...schemaProblems(positions, parsed.error), ...furtherProblems(positions, data)]);
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

const tooLong = (file: string): LessonProblem => ({
  file,
  line: 1,
  column: 1,
  message: 'the file is over 1 MiB',
  mend: 'a lesson is small: split it',
});

/** The parsed file. Throws LessonError for one that is too long, or nested deeper than anybody means. */
function positionsOf(file: string, yaml: string): Positions {
  if (yaml.length > LIMITS.bytes) throw new LessonError([tooLong(file)]);
  const deep = tooDeep(yaml);
  if (deep === undefined) return new Positions(file, yaml);
  const message = `more than ${LIMITS.depth} lists and maps within one another`;
  throw new LessonError([{ file, ...deep, message, mend: 'a lesson needs about six: close what is open' }]);
}

/** Where the YAML is nested too deep, told without parsing it: a parser that calls itself would run out of stack. */
function tooDeep(yaml: string): { line: number; column: number } | undefined {
  for (const [i, line] of yaml.split('\n').entries()) {
    let open = 0;
    for (let at = 0; at < line.length; at++) {
      const c = line[at] as string;
      const begins = c === '[' || c === '{' || ((c === '-' || c === '?') && /\s|^$/.test(line[at + 1] ?? ''));
      if (begins) open++;
      else if (c === ']' || c === '}') open = Math.max(0, open - 1);
      if (open > LIMITS.depth) return { line: i + 1, column: at + 1 };
    }
  }
  return undefined;
}

/** The YAML as data. Aliases are bounded: a file of a hundred bytes must not become a gigabyte. */
function toData(positions: Positions): unknown {
  const refuse = (message: string, mend: string) => new LessonError([{ ...positions.at([]), message, mend }]);
  let data: unknown;
  try {
    data = positions.document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), 'use fewer aliases (*name)');
  }
  if (sizeOf(data, LIMITS.depth, new Set()) > LIMITS.values)
    throw refuse(
      `more than ${LIMITS.values} values, or more than ${LIMITS.depth} within one another`,
      'make it smaller',
    );
  return data;
}

/** How many values there are in all; infinite where they are nested deeper than `depth`, or in themselves. */
function sizeOf(data: unknown, depth: number, within: Set<unknown>): number {
  if (typeof data !== 'object' || data === null) return 1;
  if (depth === 0 || within.has(data)) return Number.POSITIVE_INFINITY;
  within.add(data);
  let n = 1;
  for (const value of Object.values(data)) {
    n += sizeOf(value, depth - 1, within);
    if (n > LIMITS.values) break;
  }
  within.delete(data);
  return n;
}

type Issue = ZodError['issues'][number];

/** What is beyond a bound, in words; undefined: the issue is another one. */
function boundText(issue: Issue): string | undefined {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return undefined;
  // What a schema says in its own words is better.
  if (!/^Too (big|small)/.test(issue.message)) return undefined;
  const [word, most] = issue.code === 'too_big' ? ['most', issue.maximum] : ['least', issue.minimum];
  const kinds: Readonly<Record<string, string>> = { array: ' items', string: ' characters' };
  return `expected at ${word} ${most}${kinds[issue.origin] ?? ''}`;
}

/** Where only a bound keeps one form of several from fitting, that is what is wrong. */
function withoutForms(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const tooMuch = (inner: Issue) => inner.code === 'too_big' && inner.origin !== 'array';
  const near = issue.errors.find(errors => errors.length > 0 && errors.every(tooMuch));
  return near === undefined ? [issue] : near.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function schemaProblems(positions: Positions, error: ZodError): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const issue of error.issues.flatMap(withoutForms)) {
    const path = issue.path.filter(p => typeof p !== 'symbol') as Path;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const near = nearest(key, knownKeys(path));
        const mend =
          near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known here: ${knownKeys(path).join(', ')}`;
        out.push({ ...positions.at([...path, key], true), message: `unknown key "${key}"`, mend });
      }
      continue;
    }
    const where = path.length === 0 ? 'the lesson' : path.join('.');
    if (issue.code === 'invalid_key') {
      const message = `${where}: ${issue.issues.map(inner => inner.message).join('; ')}`;
      out.push({ ...positions.at(path, true), message, mend: undefined });
      continue;
    }
    const missing = issue.code === 'invalid_type' && positions.document.getIn(path) === undefined;
    const bound = boundText(issue);
    const expected = issue.message.startsWith('expected')
      ? issue.message
      : (bound ?? issue.message).replace(/^Invalid input: /, '').replace(/, received undefined$/, '');
    out.push({
      ...positions.at(path),
      message: `${where}: ${missing ? `missing (${expected})` : expected}`,
      mend: undefined,
    });
  }
  return out;
}
