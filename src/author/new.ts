// `netstep new`: a lesson that runs at once, whose comments teach the format. Its texts are in new-texts.ts.
import { contentOf } from './new-texts.js';
import { schemaText } from './schema.js';

/** What an id may be: see the format. */
const ID = /^[a-z][a-z0-9-]{0,30}$/;

/** The files of a new lesson by name; undefined: no lesson can be called so. `shared`: a schema stands beside the folder. */
export function newLesson(id: string, shared: boolean): Readonly<Record<string, string>> | undefined {
  if (!ID.test(id)) return undefined;
  const schema = shared ? '../lesson.schema.json' : 'lesson.schema.json';
  const files = contentOf(id, schema);
  return shared ? files : { ...files, 'lesson.schema.json': schemaText() };
}
