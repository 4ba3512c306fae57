// The journal room: tables, changes, stages, positions. Start reading at journal.ts.
export { branchOf, CHUNK, copyOf, MASK, type Narrow, putNarrow, SHIFT, sizeOf } from './chunks.js';
export { Fifo } from './fifo.js';
export { Hasher, hashRecord, hashState } from './hash.js';
export { Journal } from './journal.js';
export type { Change, Stage } from './record.js';
export { type Cause, type Root, rootCause, rootOf } from './root.js';
export {
  type ColumnKind,
  type Key,
  numberSchema,
  type Row,
  type TableSchema,
  tableSchema,
  tableSchemas,
} from './schema.js';
export { type Args, messageAt, type StageKind, stageKind, stageKinds, VERDICTS, type Verdict } from './stage.js';
export { Table } from './table.js';
