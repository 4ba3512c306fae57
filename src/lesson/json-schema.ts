// The JSON Schema of lesson.yaml, for editors: made from the same schema that checks the file. Words that the file's own
// schema leaves to later checks (kinds of nodes, tables, panels) are added here, where everything is registered.
import * as z from 'zod';
import { tableSchemas } from '../journal/index.js';
import { compositionNames } from '../topology/index.js';
import { kindSchema, lessonSchema, panelSchema } from './format.js';
import { tableNameSchema } from './format-teach.js';
import { GENERAL_PANELS, NODE_PANELS } from './panel-names.js';

/** Where the schema says it is from; a name, nothing is fetched. */
const ID = 'urn:netstep:lesson:1';

/** The schema as data, keys in a fixed order. */
export function lessonJsonSchema(): object {
  const tables = [...tableSchemas().keys()].sort();
  const ofNode = [...new Set([...Object.keys(NODE_PANELS), ...tables])].sort();
  const extras = new Map<unknown, object>([
    [kindSchema, { enum: [...compositionNames()] }],
    [tableNameSchema, { pattern: `^(${tables.join('|')})(@.+)?$`, examples: tables.map(name => `${name}@A`) }],
    [
      panelSchema,
      {
        pattern: `^((${GENERAL_PANELS.join('|')})(@.+)?|(${ofNode.join('|')})(@.+)?)$`,
        examples: [...GENERAL_PANELS, ...ofNode.map(name => `${name}@A`)],
      },
    ],
  ]);
  const schema = z.toJSONSchema(lessonSchema, {
    io: 'input',
    // What editors' YAML support knows best.
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, extras.get(zodSchema) ?? {});
    },
  });
  return { $id: ID, title: 'A lesson of netstep', ...schema };
}
