// Which keys may stand at a place of the file: for the mend of a key that nobody knows. Read off the JSON Schema.
import { lessonJsonSchema } from './json-schema.js';
import type { Path } from './positions.js';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node | readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

let schema: Node | undefined;

/** Keys that may stand in the map at a path, in the order of the format, each once. */
export function knownKeys(path: Path): string[] {
  schema ??= lessonJsonSchema() as Node;
  let at: Node[] = [schema];
  for (const step of path) at = at.flatMap(choices).flatMap(node => below(node, step));
  return [...new Set(at.flatMap(choices).flatMap(node => Object.keys(node.properties ?? {})))];
}

const choices = (node: Node): Node[] => {
  const more = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return more.length === 0 ? [node] : more.flatMap(choices);
};

function below(node: Node, step: string | number): Node[] {
  if (typeof step === 'number')
    return [node.items ?? []]
      .flat()
      .slice(0, step + 1)
      .slice(-1);
  const own = node.properties !== undefined && Object.hasOwn(node.properties, step) ? node.properties[step] : undefined;
  const any = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
  return own !== undefined ? [own] : any !== undefined ? [any] : [];
}
