// What the schema refuses, as mistakes that a person can mend: the guilty key, what stands there, what may stand there, what
// was likely meant. Of several forms that a value may have the one that it comes nearest to is held against it.
import type { ZodError } from 'zod';
import { type Lang, message } from '../i18n/index.js';
import { EXAMPLES } from './key-examples.js';
import { knownKeys } from './known-keys.js';
import type { Path, Positions } from './positions.js';
import { type LessonProblem, nearest } from './problems.js';
import { didYouMean, suggestion } from './say.js';
import { wanted } from './want.js';

type Issue = ZodError['issues'][number];

/** `data`: what was checked, the file's own with what was filled in; `keysAt`: the keys that may stand at a place. */
export function schemaProblems(
  positions: Positions,
  error: ZodError,
  data: unknown,
  keysAt: (path: Path) => readonly string[] = knownKeys,
): LessonProblem[] {
  const issues = error.issues.flatMap(issue => nearestForm(issue, data));
  const missed = misspelt(issues, keysAt);
  const out: LessonProblem[] = [];
  for (const issue of issues) {
    const path = pathOf(issue);
    if (issue.code === 'unrecognized_keys')
      out.push(...issue.keys.map(key => unknownKey(positions, path, key, keysAt(path))));
    else if (issue.code === 'invalid_key') out.push(badName(positions, path, issue.issues[0] as Issue));
    else if (!missed.has(path.join('\n'))) out.push(badValue(positions, issue, path, valueAt(data, path)));
  }
  return out;
}

const pathOf = ({ path }: Pick<Issue, 'path'>): Path => path.filter(step => typeof step !== 'symbol');

function valueAt(data: unknown, path: Path): unknown {
  let at = data;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/** Places of keys that are missing where an unknown key stands that is spelt nearly so: one mistake, told once. */
function misspelt(issues: readonly Issue[], keysAt: (path: Path) => readonly string[]): Set<string> {
  const out = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const path = pathOf(issue);
    for (const key of issue.keys)
      for (const near of nearest(key, keysAt(path)).slice(0, 1)) out.add([...path, near].join('\n'));
  }
  return out;
}

/** Of a value that may have several forms: what keeps it from the one that it comes nearest to, if there is one. */
function nearestForm(issue: Issue, data: unknown): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const near = chosen(issue.errors as Issue[][], valueAt(data, pathOf(issue)));
  if (near === undefined) return [issue];
  return near.flatMap(inner => nearestForm({ ...inner, path: [...issue.path, ...inner.path] } as Issue, data));
}

/** The form of the value's own kind; of several maps the one that knows the most of its keys. */
function chosen(forms: readonly Issue[][], value: unknown): Issue[] | undefined {
  const wrongKind = ({ path, code }: Issue) =>
    path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
  const alike = forms.filter(issues => !issues.some(wrongKind));
  if (alike.length === 1) return alike[0];
  if (typeof value !== 'object' || value === null) return undefined;
  const unknown = alike.map(issues =>
    issues.reduce(
      (n, issue) => n + (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0),
      0,
    ),
  );
  const least = Math.min(...unknown);
  const best = alike.filter((_, i) => unknown[i] === least);
  return best.length === 1 ? best[0] : undefined;
}

const nameOf = (lang: Lang, path: Path): string => (path.length === 0 ? message(lang, 'format.whole') : path.join('.'));

function unknownKey(positions: Positions, path: Path, key: string, known: readonly string[]): LessonProblem {
  const { lang } = positions;
  return {
    ...positions.at([...path, key], true),
    message: message(lang, 'format.unknown-key', { name: JSON.stringify(key), key: path.join('.') }),
    mend: known.length === 0 ? undefined : suggestion(lang, key, known, 'keys'),
  };
}

function badName(positions: Positions, path: Path, inner: Issue): LessonProblem {
  const { lang } = positions;
  const [key, name] = [nameOf(lang, path.slice(0, -1)), JSON.stringify(path.at(-1))];
  const expected = expectedOf(lang, inner);
  const text = message(lang, 'format.bad-name', { key, name, expected });
  return { ...positions.at(path, true), message: text, mend: exampleOf(lang, path.slice(0, -1)) };
}

function badValue(positions: Positions, issue: Issue, path: Path, value: unknown): LessonProblem {
  const { lang } = positions;
  const args = { key: nameOf(lang, path), expected: expectedOf(lang, issue), found: foundOf(lang, issue, value) };
  const near = typeof value === 'string' ? nearest(value, valuesOf(issue)) : [];
  return {
    ...positions.at(path),
    message: message(lang, value === undefined ? 'format.missing' : 'format.wrong', args),
    mend: near.length > 0 ? didYouMean(lang, near) : exampleOf(lang, path),
  };
}

/** The values that may stand there, where they can be counted. */
function valuesOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  const { options = [] } = issue as { readonly options?: readonly unknown[] };
  return [...options.map(String), ...(issue.errors as Issue[][]).flat().flatMap(valuesOf)];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  int: 'whole',
  boolean: 'truth',
  array: 'list',
  tuple: 'list',
  object: 'map',
  record: 'map',
};
const UNITS: Readonly<Record<string, string>> = { array: '.items', string: '.characters' };

/** What may stand there. */
function expectedOf(lang: Lang, issue: Issue): string {
  const own = wanted(issue.message);
  if (own !== undefined) return message(lang, own.id, own.args);
  const values = valuesOf(issue);
  if (values.length > 0)
    return values.length === 1 ? (values[0] as string) : message(lang, 'format.one-of', { values });
  if (issue.code === 'invalid_type') return message(lang, `format.type.${TYPES[issue.expected] ?? 'other'}`);
  if (issue.code === 'too_big')
    return message(lang, `format.most${UNITS[issue.origin] ?? ''}`, { bound: Number(issue.maximum) });
  if (issue.code === 'too_small')
    return message(lang, `format.least${UNITS[issue.origin] ?? ''}`, { bound: Number(issue.minimum) });
  return message(lang, 'format.type.other');
}

/** Most characters of a text, and most keys of a map, that are shown of what was found. */
const MOST = { characters: 40, keys: 6 } as const;

/** What stands there. */
function foundOf(lang: Lang, issue: Issue, value: unknown): string {
  const say = (id: string, args = {}) => message(lang, `format.found.${id}`, args);
  if (value === undefined || value === null) return say('nothing');
  if (typeof value === 'string') {
    if (issue.code === 'too_big') return say('characters', { count: value.length });
    return JSON.stringify(value.length > MOST.characters ? `${value.slice(0, MOST.characters)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? say('empty-list') : say('list', { count: value.length });
  if (typeof value !== 'object') return Number.isNaN(value) ? say('no-number') : String(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return say('empty-map');
  return say('map', { keys: [...keys.slice(0, MOST.keys), ...(keys.length > MOST.keys ? ['…'] : [])] });
}

/** Maps whose keys are names. */
const NAMED = ['nodes', 'devices', 'vlans', 'users', 'ports'];

/** The example of a key, or of the nearest one around it. */
function exampleOf(lang: Lang, path: Path): string | undefined {
  const steps = path.map((step, i) => (typeof step === 'number' || NAMED.includes(String(path[i - 1])) ? '*' : step));
  const key = steps
    .join('.')
    .replace(/^tasks\.\*\.goals\.\*\./, 'checkpoints.*.goal.')
    .replace(/^checkpoints\.\*\.goal\.\*/, 'checkpoints.*.goal')
    .replace(/^tasks\.\*\.solution\.\*\./, 'tasks.*.setup.*.');
  for (let at = key || 'nodes'; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const example = Object.hasOwn(EXAMPLES, at) ? EXAMPLES[at] : undefined;
    if (example !== undefined) return message(lang, 'format.example', { example });
  }
  return undefined;
}
