// The journal room: tables, changes, stages, positions. Start reading at journal.ts.
export { type F64, f64, type I32, i32, type U8, type U16, type U32, u8, u16, u32 } from './columns.js';
export { Hasher, hashRecord, hashState } from './hash.js';
export { type Change, Journal, type Stage } from './journal.js';
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
export { type Args, messageAt, type StageKind, stageKind, stageKinds, type Verdict } from './stage.js';
export { Table } from './table.js';
