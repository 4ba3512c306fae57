// What is left of a lesson file without the parts that its schema refused: so that its other mistakes are told in the same go.
import { type LessonFile, lessonSchema } from './format.js';

type Path = readonly PropertyKey[];

/** The rest of a file, and for each list with items left out the places of those that stayed. */
export interface Salvaged {
  readonly lesson: LessonFile;
  readonly kept: Readonly<Record<string, readonly number[]>>;
}

/** Lists whose items stand for themselves: a refused part takes its whole item along. */
const LISTS = ['links', 'run', 'panels', 'checkpoints', 'tasks'];
const ROUNDS = 4;

/** The file without what the schema refuses; undefined when nothing sensible is left. */
export function withoutRefused(data: unknown): Salvaged | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const rest = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  const kept: Record<string, number[]> = {};
  for (const name of LISTS) if (Array.isArray(rest[name])) kept[name] = rest[name].map((_, i) => i);
  for (let round = 0; round < ROUNDS; round++) {
    const checked = lessonSchema.safeParse(rest);
    if (checked.success) return { lesson: checked.data, kept };
    const refused = checked.error.issues.flatMap((issue): Path[] =>
      issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...issue.path, key]) : [issue.path],
    );
    for (const name of LISTS) dropItems(rest, kept, name, refused);
    for (const path of refused) if (path.length > 0 && !isItem(path)) remove(rest, path);
    rest.format ??= 1;
    rest.id ??= 'lesson';
  }
  return undefined;
}

const isItem = (path: Path): boolean => LISTS.includes(String(path[0])) && path.length > 1;

function dropItems(rest: Record<string, unknown>, kept: Record<string, number[]>, name: string, refused: Path[]): void {
  const list = rest[name];
  if (!Array.isArray(list)) return;
  const gone = new Set(refused.filter(path => path[0] === name && path.length > 1).map(path => Number(path[1])));
  rest[name] = list.filter((_, i) => !gone.has(i));
  kept[name] = (kept[name] ?? []).filter((_, i) => !gone.has(i));
}

/** Takes a value out of the object or list that it stands in. */
function remove(from: unknown, path: Path): void {
  let at = from;
  for (const step of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  const last = path.at(-1) as PropertyKey;
  if (Array.isArray(at)) at.splice(Number(last), 1);
  else if (typeof at === 'object' && at !== null) delete (at as Record<PropertyKey, unknown>)[last];
}
