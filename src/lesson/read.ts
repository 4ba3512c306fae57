// From the texts of a lesson's files to a lesson, or to the list of everything that is wrong with them. Pure: files are
// read elsewhere and handed in.
import type { ZodError } from 'zod';
import { contentHash } from '../debug/index.js';
import { LANGS, type Lang } from '../i18n/index.js';
import { meaningProblems } from './check.js';
import { describe } from './describe.js';
import { LIMITS, lessonSchema } from './format.js';
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

/** Reads a lesson. Throws LessonError with every problem found. */
export function readLesson(texts: LessonTexts): Lesson {
  const file = `${texts.folder}/lesson.yaml`;
  if (texts.yaml.length > LIMITS.bytes) {
    throw new LessonError([
      { file, line: 1, column: 1, message: 'the file is over 1 MiB', mend: 'a lesson is small: split it' },
    ]);
  }
  const positions = new Positions(file, texts.yaml);
  const broken = positions.yamlProblems();
  if (broken.length > 0) throw new LessonError(broken);
  const data = toData(positions);
  const checked = lessonSchema.safeParse(data);
  if (!checked.success) {
    throw new LessonError([...schemaProblems(positions, checked.error), ...furtherProblems(positions, data)]);
  }
  const problems = meaningProblems(positions, checked.data);
  const ids = [...checked.data.checkpoints, ...checked.data.tasks].map(({ id }) => id);
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
    const result = parseProse(name, text, ids);
    prose[lang] = result.prose;
    problems.push(...result.problems);
  }
  if (problems.length > 0) throw new LessonError(problems);
  const { id, panels } = checked.data;
  return {
    id,
    file,
    hash: contentHash(texts.yaml),
    network: describe(positions, checked.data),
    panels,
    ...teaching(checked.data),
    prose,
  };
}

/** What is wrong besides: the checks of meaning, on what is left of the file without the parts the schema refused. */
function furtherProblems(positions: Positions, data: unknown): LessonProblem[] {
  const rest = withoutRefused(data);
  if (rest === undefined) return [];
  positions.kept = rest.kept;
  return meaningProblems(positions, rest.lesson);
}

/** The YAML as data. Aliases are bounded: a file of a hundred bytes must not become a gigabyte. */
function toData(positions: Positions): unknown {
  try {
    return positions.document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new LessonError([{ ...positions.at([]), message, mend: 'use fewer aliases (*name)' }]);
  }
}

function schemaProblems(positions: Positions, error: ZodError): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const issue of error.issues) {
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
    const expected = issue.message.startsWith('expected')
      ? issue.message
      : issue.message.replace(/^Invalid input: /, '');
    out.push({
      ...positions.at(path),
      message: `${where}: ${missing ? `missing (${expected})` : expected}`,
      mend: undefined,
    });
  }
  return out;
}

/** Keys that may stand at a path of the file. */
function knownKeys(path: Path): string[] {
  const top = Object.keys(lessonSchema.shape);
  if (path.length === 0) return top;
  if (path[0] === 'nodes') {
    return path.length === 2
      ? ['kind', 'devices', 'ports', 'gateway', 'ageing', 'cam', 'sysctl', 'setup', 'at']
      : ['addresses', 'mac', 'mtu', 'up'];
  }
  if (path[0] === 'links') return ['ends', 'delay', 'rate', 'loss', 'up'];
  if (path[0] === 'run') return ['at', 'on', 'do', 'link', 'up'];
  return path[0] === 'checkpoints' ? ['id', 'break'] : top;
}
