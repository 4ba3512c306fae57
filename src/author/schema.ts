// `netstep schema`: the JSON Schema of lesson.yaml as the file that editors read.
import { lessonJsonSchema } from '../lesson/index.js';

/** The file in the folder of the lessons. */
export const SCHEMA_FILE = 'lesson.schema.json';

export const schemaText = (): string => `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`;
