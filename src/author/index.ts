// For authors of lessons: check, test, new, schema. Start reading at check.ts.
export { checkLesson, checkSandbox } from './check.js';
export { type Comparison, compareWithSnapshot, unified } from './compare.js';
export { folderAt, type LessonFolder, textsOf } from './files.js';
export type { Finding, FindingCode } from './findings.js';
export { newLesson } from './new.js';
export { playsAlike } from './play-alike.js';
export { SCHEMA_FILE, schemaText } from './schema.js';
export { SNAPSHOT, snapshotOf } from './snapshot.js';
