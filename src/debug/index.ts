// The debugger: a cursor over a journal. Start reading at session.ts.

// What is wrong with a filter that a person gave: shown by rooms that know nothing else of filters.
export { caret, type FilterProblem, filterNames } from '../filter/index.js';
export {
  type Flight,
  flights,
  flightsOf,
  type Intervention,
  type InterventionProblem,
  interventionText,
} from '../sim/index.js';
export {
  type Branch,
  Branches,
  type BranchProblem,
  eventsBefore,
  type ForkPoint,
  type Made,
  MOST_BRANCHES,
  TRUNK,
} from './branches.js';
export { type Breakpoint, Breakpoints } from './breakpoints.js';
export { changeIndex } from './change-index.js';
export { changedColumns, changesBetween, type RowChange } from './changes.js';
export { type BranchDiff, type Divergence, diff, type RowDifference, type Side } from './diff.js';
export type { FramePair, FramesDiff } from './diff-frames.js';
export { wrongFcs } from './fcs.js';
export {
  type Aspect,
  type FieldChange,
  type FieldValue,
  type FrameChange,
  frameChange,
  type LayerChange,
  leaves,
  NO_CHANGE,
} from './field-changes.js';
export { type Done, type End, follow, type Hop, type Journey } from './follow.js';
export { forkHere, type Intervened, intervene } from './interventions.js';
export { MOVES, type Move, moveNamed } from './moves.js';
export { columnsOf, keyNamed, parseRowName, type RowName, type RowProblem, rowWords } from './row-name.js';
export {
  contentHash,
  type MomentProblem,
  type Restored,
  restoreMoment,
  type SavedBranch,
  type SavedLesson,
  type SavedMoment,
  type SavedPlace,
  saveMoment,
} from './saved.js';
export { type ReadMoment, readMoment } from './saved-read.js';
export { Session } from './session.js';
export { type StageFilter, stageFilter } from './stage-filter.js';
export { stageIndex } from './stage-index.js';
export { type Place, placeOf } from './stage-place.js';
export { StageSearch } from './stage-search.js';
export type { Stop, StopHit, StopKind } from './stops.js';
export { frameAt, nsScope, subjectOf } from './subject.js';
export type { Target } from './target.js';
export { type Watchpoint, Watchpoints } from './watch.js';
export type { MoveEnd, MoveResult, Where } from './where.js';
export { lastChange, type WhyAnswer, whyRow, whyRowBefore, whyStage } from './why.js';
export { type Check, dropsBetween, type WhyDropAnswer, whyDrop } from './why-drop.js';
export { fieldsOf, type WhyFieldAnswer, type WhyFrameAnswer, whyField, whyFrame } from './why-frame.js';
export type { FieldRef, RootLink, RowRef, StageLink, WhyLink } from './why-links.js';
export { decisionAt } from './why-links.js';
export { timerOf, type WhyMissingAnswer, whyMissing } from './why-missing.js';
export { WHY_NOT_KINDS, type WhyNotAnswer, type WhyNotCause, type WhyNotOutcome, whyNot } from './why-not.js';
