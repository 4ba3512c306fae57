// The library: what a program may import from `netstep`. Load a lesson, run it, step through it, read its tables, write
// its captures. The rooms behind it are described in ARCHITECTURE.md.
export {
  changesBetween,
  type MoveResult,
  type RowChange,
  Session,
  type Where,
  whyRow,
  whyStage,
} from './debug/index.js';
export { capture, Describer, toJson, transcript, wireEnds } from './export/index.js';
export { parseFilter, parseWhere } from './filter/index.js';
export type { Lang } from './i18n/index.js';
export type { Change, Journal, Root, Stage, Table } from './journal/index.js';
export { type Lesson, LessonError, type LessonTexts, Player, readLesson } from './lesson/index.js';
export { LINK_DEFAULTS, Network, type NetworkDescription } from './topology/index.js';
export {
  arp,
  bind,
  dissect,
  encodeStack,
  ethernet,
  header,
  icmp,
  ipv4,
  type Layer,
  readCapture,
  summary,
  tcp,
  udp,
  writePcapng,
} from './wire/index.js';
